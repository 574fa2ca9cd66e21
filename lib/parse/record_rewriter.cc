// One walk over the line beside the tree of named fields. What no option names is passed by and
// copied as a whole when the next change, or the end, comes.
#include "parse/record_rewriter.h"

#include <utility>

#include "base/number.h"
#include "base/wording.h"
#include "json/object_layout.h"
#include "json/scan.h"
#include "json/writer.h"

namespace nd::parse {

namespace scan = json::scan;

// The child that is called so after renaming; a new one where there is none.
RecordRewriter::Node& RecordRewriter::child(Node& parent, std::string_view output_name) {
  for (Node& node : parent.children) {
    if (node.output_name == output_name) return node;
  }
  Node& node = parent.children.emplace_back();
  node.name = std::string(output_name);
  node.output_name = node.name;
  return node;
}

RecordRewriter::Node& RecordRewriter::node_at(const json::FieldPath& path) {
  Node* node = &root_;
  for (const std::string& segment : path.segments)
    node = &child(*node, segment);
  return *node;
}

// A field that moves, and what lies within it, is looked at where it comes from.
Result<RecordRewriter::Node*> RecordRewriter::node_of(const std::string& field) {
  json::FieldPath path = ND_TRY(json::FieldPath::parse(field));
  if (path.segments.empty())
    return usage_error("'{}' is the whole record, not a field of it", field);
  for (const Move& move : moves_) {
    const std::size_t size = move.to.segments.size();
    if (path.segments.size() < size || !json::related(move.to, path)) continue;
    path.segments.erase(path.segments.begin(),
                        path.segments.begin() + static_cast<std::ptrdiff_t>(size));
    path.segments.insert(path.segments.begin(), move.from.segments.begin(),
                         move.from.segments.end());
    break;
  }
  return &node_at(path);
}

Status RecordRewriter::check_renames(const ParseOptions& options) {
  std::vector<json::FieldPath> from;
  std::vector<json::FieldPath> to;
  for (const RenameOption& rename : options.renames) {
    from.push_back(ND_TRY(json::FieldPath::parse(rename.field)));
    to.push_back(rename.to);
    if (from.back().segments.empty()) return usage_error("the whole record cannot be renamed");
    for (std::size_t i = 0; i + 1 < from.size(); ++i) {
      if (to[i] == to.back())
        return usage_error("two fields are renamed to '{}'", to.back().name());
      if (from[i] == from.back())
        return usage_error("the field '{}' is renamed twice", from.back().name());
      if (json::related(from[i], from.back())) {
        return usage_error("'{}' and '{}' cannot both be renamed: one lies within the other",
                           from[i].text(), from.back().text());
      }
    }
  }
  return json::check_apart(to);
}

// Within its object a field is renamed in its place; else it moves.
Status RecordRewriter::add_rename(const RenameOption& rename) {
  json::FieldPath from = ND_TRY(json::FieldPath::parse(rename.field));
  const json::FieldPath& to = rename.to;
  if (from == to) return {};
  json::FieldPath beside = from;
  beside.segments.back() = to.segments.back();
  if (beside != to) {
    if (json::related(from, to)) {
      return usage_error("a field cannot be renamed into itself: {}={}", to.text(), from.text());
    }
    const json::Slot from_slot = move_schema_->add(from);
    moves_.push_back({std::move(from), to, from_slot, move_schema_->add(to)});
    return {};
  }
  const std::string old = from.segments.back();
  from.segments.pop_back();
  Node& node = node_at(from).children.emplace_back();
  node.name = old;
  node.output_name = to.segments.back();
  json::append_string(node.renamed, node.output_name);
  return {};
}

void RecordRewriter::make_mover() {
  if (moves_.empty()) return;
  std::vector<json::FieldEdit> edits;
  for (std::size_t i = 0; i < moves_.size(); ++i) {
    edits.push_back({json::FieldEdit::Action::kSet, moves_[i].to, {}});
    edits.push_back({json::FieldEdit::Action::kDrop, moves_[i].from, {}});
  }
  choices_.resize(edits.size());
  move_projector_.emplace(*move_schema_);
  mover_.emplace(std::move(edits), json::Patcher::Others::kStay);
}

Result<RecordRewriter> RecordRewriter::make(const ParseOptions& options, CellConverter& converter) {
  RecordRewriter rewriter(converter);
  ND_TRY(rewriter.check_renames(options));
  for (const RenameOption& rename : options.renames)
    ND_TRY(rewriter.add_rename(rename));
  for (const Move& move : rewriter.moves_) {
    for (const RenameOption& rename : options.renames) {
      const json::FieldPath other = ND_TRY(json::FieldPath::parse(rename.field));
      if (json::related(move.to, other) || json::related(move.from, rename.to)) {
        return usage_error("'{}={}' and '{}={}' get in each other's way: rename in two steps",
                           move.to.text(), move.from.text(), rename.to.text(), other.text());
      }
    }
  }
  rewriter.make_mover();
  for (const TypeOption& type : options.types) {
    Node* const node = ND_TRY(rewriter.node_of(type.field));
    node->rule.type = type.type;
    node->has_rule = true;
  }
  for (const TimeOption& at : options.times) {
    Node* const node = ND_TRY(rewriter.node_of(at.field));
    node->rule.time = at.format;
    node->has_rule = true;
  }
  for (const std::string& field : options.required) {
    Node* const node = ND_TRY(rewriter.node_of(field));
    node->rule.required = true;
    node->has_rule = true;
  }
  if (options.add_source) {
    child(rewriter.root_, kFileField).added = Added::kFile;
    child(rewriter.root_, kLineField).added = Added::kLine;
  }
  rewriter.add_source_ = options.add_source;
  rewriter.needed_ =
      !rewriter.root_.children.empty() || !rewriter.moves_.empty() || converter.changes_all();
  return rewriter;
}

void RecordRewriter::forget(Node& node) {
  node.seen = node.clashes = false;
  for (Node& inner : node.children)
    forget(inner);
}

const char* RecordRewriter::fail(const char* at, std::string message) {
  error_ = Error{ErrorKind::kInput, std::move(message), static_cast<std::size_t>(at - begin_)};
  return nullptr;
}

void RecordRewriter::replace(const char* from, const char* to, std::string_view with) {
  out_->append(kept_, static_cast<std::size_t>(from - kept_));
  out_->append(with);
  kept_ = to;
}

void RecordRewriter::append_added(std::string& out, Added what) const {
  if (what == Added::kFile) {
    json::append_string(out, source_->file);
  } else {
    append_uint(out, source_->line);
  }
}

void RecordRewriter::match_key(std::string_view key, Node& parent, Node*& match) {
  for (Node& node : parent.children) {
    if (node.name == key) {
      match = &node;
      return;
    }
  }
  for (Node& node : parent.children) {
    if (!node.renamed.empty() && node.output_name == key) node.clashes = true;
  }
}

// The value at p, which ends at `end`, by its rule.
const char* RecordRewriter::change(const char* p, const char* end, const Node* match) {
  static const CellRule kNoRule;
  converted_.clear();
  const std::string_view value(p, static_cast<std::size_t>(end - p));
  const Status status =
      converter_->append_json(converted_, value, match == nullptr ? kNoRule : match->rule);
  if (!status) {
    const std::string name =
        match == nullptr ? std::string() : excerpt(match->output_name, 60) + ": ";
    return fail(p, name + status.error().message);
  }
  if (converted_ != value) replace(p, end, converted_);
  return end;
}

// p is at the value of a key; returns its end, nullptr with error_ set.
const char* RecordRewriter::walk_value(const char* p, Node* match, bool top) {
  if (match != nullptr) {
    match->seen = true;
    if (match->added != Added::kNo) {
      scan::Fault fault;
      const char* const end = scan::skip_value(p, end_, fault);
      converted_.clear();
      append_added(converted_, match->added);
      replace(p, end, converted_);
      return end;
    }
    if (!match->children.empty() && *p == '{') return walk_object(p, *match, false);
  }
  scan::Fault fault;
  const char* const end = scan::skip_value(p, end_, fault);
  const bool ruled = match != nullptr && match->has_rule;
  const bool plain_string = top && *p == '"' && converter_->changes_all();
  return ruled || plain_string ? change(p, end, match) : end;
}

// p is at '{'; returns what follows its '}', nullptr with error_ set.
const char* RecordRewriter::walk_object(const char* p, Node& node, bool top) {
  p = scan::skip_blanks(p + 1, end_);
  bool empty = *p == '}';
  while (*p != '}') {
    const char* const key_start = p;
    bool escaped = false;
    scan::Fault fault;
    const char* const close = scan::string_end(p + 1, end_, escaped, fault);
    std::string_view key(p + 1, static_cast<std::size_t>(close - p - 1));
    if (escaped) key = scan::unescape(key, arena_);
    Node* match = nullptr;
    match_key(key, node, match);
    if (match != nullptr && !match->renamed.empty()) replace(key_start, close + 1, match->renamed);
    p = scan::skip_blanks(close + 1, end_) + 1;  // the colon
    p = walk_value(scan::skip_blanks(p, end_), match, top);
    if (p == nullptr) return nullptr;
    p = scan::skip_blanks(p, end_);
    if (*p == ',') p = scan::skip_blanks(p + 1, end_);
  }
  if (top && add_source_) {
    replace(p, p, {});
    for (const Node& added : node.children) {
      if (added.added == Added::kNo || added.seen) continue;
      out_->append(empty ? "\"" : ",\"").append(added.name).append("\":");
      append_added(*out_, added.added);
      empty = false;
    }
  }
  return p + 1;
}

// What can only be known at the record's end: required fields that are not there, new names that
// are there already.
Status RecordRewriter::check_seen(const Node& node, const std::string& prefix) const {
  for (const Node& inner : node.children) {
    if (inner.seen && inner.clashes) {
      return input_error("renaming '{}' makes a second '{}'", inner.name, inner.output_name);
    }
    const std::string& name = inner.output_name;
    if (inner.rule.required && !inner.seen) {
      return input_error("the required field '{}{}' is missing", prefix, name);
    }
    if (!inner.children.empty()) ND_TRY(check_seen(inner, prefix + name + "."));
  }
  return {};
}

// What moves from one object to another, in the record that waits in unmoved_.
Status RecordRewriter::move_fields(std::string& out) {
  const std::size_t size = unmoved_.size();
  unmoved_.append(1 + kPadding, '\n');
  const PaddedView line(unmoved_.data(), size);
  if (!move_projector_->project(line)) return input_error(move_projector_->error().message);
  const json::Row row = move_projector_->row();
  bool any = false;
  for (std::size_t i = 0; i < moves_.size(); ++i) {
    const Move& move = moves_[i];
    const json::Value& value = json::at(row, move.from_slot);
    const bool is_there = !value.is_missing();
    any = any || is_there;
    choices_[2 * i].active = choices_[2 * i + 1].active = is_there;
    if (!is_there) continue;
    if (!json::at(row, move.to_slot).is_missing()) {
      return input_error("renaming '{}' makes a second '{}'", move.from.text(), move.to.text());
    }
    choices_[2 * i].text.clear();
    json::append_value(choices_[2 * i].text, value);
  }
  if (!any) {
    out.append(line.text());
    return {};
  }
  auto status = mover_->apply(out, line, choices_);
  return status ? status : input_error(status.error().message);
}

Status RecordRewriter::append(std::string& out, PaddedView line, const Source& source) {
  source_ = &source;
  if (!mover_) return rewrite(out, line);
  unmoved_.clear();
  ND_TRY(rewrite(unmoved_, line));
  return move_fields(out);
}

Status RecordRewriter::rewrite(std::string& out, PaddedView line) {
  out_ = &out;
  begin_ = kept_ = line.begin();
  end_ = line.end();
  forget(root_);
  arena_.reset();
  if (*begin_ == '{') {
    if (walk_object(begin_, root_, true) == nullptr)
      return tl::unexpected<Error>(std::move(error_));
  } else if (add_source_) {
    return input_error("the record is no object, so it cannot have _file and _line");
  }
  ND_TRY(check_seen(root_, {}));
  out.append(kept_, static_cast<std::size_t>(end_ - kept_));
  return {};
}

}  // namespace nd::parse
