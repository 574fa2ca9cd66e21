#include "group/group_shape.h"

#include <algorithm>
#include <utility>

#include "json/writer.h"
#include "key/key_encoder.h"

namespace nd::group {
namespace {

bool is_own(std::string_view segment) {
  return segment.substr(0, 1) == "$";
}

// `"NAME":["...","..."],`
void append_paths(std::string& out, std::string_view name,
                  const std::vector<json::FieldPath>& paths) {
  json::append_string(out, name);
  out += ":[";
  for (const json::FieldPath& path : paths) {
    if (out.back() != '[') out.push_back(',');
    json::append_string(out, path.text());
  }
  out += "],";
}

}  // namespace

std::vector<json::FieldPath> field_paths(const std::vector<json::FieldPath>& keys,
                                         const agg::Clauses& clauses) {
  std::vector<json::FieldPath> paths = keys;
  for (const agg::Output& output : clauses.outputs())
    paths.push_back(output.path);
  return paths;
}

Status check_paths(const std::vector<json::FieldPath>& keys, const agg::Clauses& clauses) {
  const std::vector<json::FieldPath> paths = field_paths(keys, clauses);
  for (std::size_t i = 0; i < paths.size(); ++i) {
    const std::vector<std::string>& segments = paths[i].segments;
    // A key may lie within {"$oid":...}; a state is known by such a name.
    const bool is_result = i >= keys.size();
    const bool reserved = segments[0] == "grouping" || is_own(segments[0]) ||
                          (is_result && std::any_of(segments.begin(), segments.end(), is_own));
    if (!reserved) continue;
    return usage_error(
        "the name '{}' cannot be given: 'grouping' and what starts with '$' are taken",
        paths[i].text());
  }
  return json::check_apart(paths);
}

GroupShape::GroupShape(std::string grouping, std::vector<json::FieldPath> keys,
                       const agg::StateLayout& layout, std::string identity)
    : grouping_(std::move(grouping)),
      keys_(std::move(keys)),
      layout_(&layout),
      identity_(std::move(identity)),
      fields_(field_paths(keys_, layout.clauses())),
      results_(field_paths({}, layout.clauses())) {
  if (!grouping_.empty()) {
    grouping_field_ = "\"grouping\":";
    json::append_string(grouping_field_, grouping_);
    grouping_field_.push_back(',');
  }
  partial_head_ = partial_head();
}

std::string GroupShape::partial_head() const {
  std::string head = "{\"$nd\":";
  json::append_string(head, identity_);
  head.push_back(',');
  append_paths(head, "$k", keys_);
  // A reader takes the results in the order in which they stand. Where an object that begins before
  // them holds some, that is not their own.
  std::size_t last = 0;
  bool in_order = true;
  for (const auto& field : fields_.fields()) {
    if (field.path < keys_.size()) continue;
    in_order = in_order && field.path >= last;
    last = field.path;
  }
  if (!in_order) append_paths(head, "$a", field_paths({}, layout_->clauses()));
  return head;
}

void GroupShape::read_key(std::string_view key) {
  key_text_.reset();
  key_values_.clear();
  key::KeyDecoder decoder(key, key_text_);
  for (std::size_t i = 0; i < keys_.size(); ++i)
    key_values_.push_back(decoder.next());
}

void GroupShape::append_result(std::string& out, const agg::Output& output, const char* states) {
  if (states == nullptr) {
    out.append("null");
    return;
  }
  text_.reset();
  json::append_value(out, layout_->finish(output, states, text_));
}

// The keys, and for each output what `append` makes of it.
template <class Append>
void GroupShape::append_fields(std::string& out, std::string_view key, Append&& append) {
  out.append(grouping_field_);
  read_key(key);
  for (const auto& field : fields_.fields()) {
    out.append(field.before);
    if (field.path < keys_.size()) {
      json::append_value(out, key_values_[field.path]);
    } else {
      append(outputs()[field.path - keys_.size()]);
    }
  }
  out.append(fields_.after());
}

void GroupShape::append_record(std::string& out, std::string_view key, const char* states) {
  out.push_back('{');
  append_fields(out, key, [&](const agg::Output& output) { append_result(out, output, states); });
}

void GroupShape::append_total(std::string& out, const char* states) {
  out.push_back('{');
  out.append(grouping_field_);
  out.append("\"$total\":true,");
  for (const auto& field : results_.fields()) {
    out.append(field.before);
    append_result(out, outputs()[field.path], states);
  }
  out.append(results_.after());
}

void GroupShape::append_partial(std::string& out, std::string_view key, const char* states,
                                agg::Slice slice) {
  out.append(partial_head_);
  append_fields(out, key, [&](const agg::Output& output) {
    layout_->append_state(output, states, slice, out);
  });
  out.push_back('}');
}

void GroupShape::append_keyed(std::string& out, std::string_view key) {
  out.push_back('[');
  if (grouping_.empty()) {
    out.append("null");
  } else {
    json::append_string(out, grouping_);
  }
  text_.reset();
  for (key::KeyDecoder decoder(key, text_); !decoder.done();) {
    out.push_back(',');
    json::append_value(out, decoder.next());
  }
  out.append("]\t");
}

}  // namespace nd::group
