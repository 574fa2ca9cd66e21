#include "join/join_table.h"

#include <algorithm>
#include <string_view>

#include "base/arena.h"
#include "columns/key_columns.h"
#include "io/streams.h"
#include "json/object_layout.h"
#include "json/tree.h"
#include "json/writer.h"
#include "key/key_buffer.h"
#include "key/key_encoder.h"
#include "stream/record.h"
#include "table/reading.h"

namespace nd::join {
namespace {

std::vector<std::string> list_of(const std::string& field) {
  if (field.empty()) return {};
  return {field};
}

}  // namespace

// What turns lines into rows while the table is read.
class JoinTable::Builder {
 public:
  Builder(JoinTable& table, const JoinTableOptions& options) : table_(table), options_(options) {}

  // Adds what it reads to the schema.
  Status bind(json::Schema& schema, const Bindings& bindings) {
    keys_ = ND_TRY(
        columns::KeyColumns::compile(options_.keys, columns::Marks::kNone, schema, bindings));
    if (options_.lines.strict) keys_.watch_kinds();
    start_ = ND_TRY(columns::KeyColumns::compile(list_of(options_.start), columns::Marks::kNone,
                                                 schema, bindings));
    end_ = ND_TRY(columns::KeyColumns::compile(list_of(options_.end), columns::Marks::kNone, schema,
                                               bindings));
    if (options_.take == Take::kAllButKeys) whole_ = schema.add(json::FieldPath());
    if (options_.take == Take::kListed) {
      taken_ = ND_TRY(
          columns::KeyColumns::compile(options_.fields, columns::Marks::kNone, schema, bindings));
    }
    return bind_paths();
  }

  void add_lacked(json::SlotSet& out) const {
    for (const columns::KeyColumns* columns : {&keys_, &start_, &end_, &taken_})
      columns->add_lacked(out);
  }
  [[nodiscard]] const std::vector<columns::KindWatch>& key_kinds() const { return keys_.watches(); }

  Status consume(const stream::Record& record) {
    scratch_.reset();
    key_.clear();
    for (std::size_t i = 0; i < keys_.size(); ++i) {
      const json::Value value = ND_TRY(keys_.value(i, record));
      if (value.is_null()) return {};
      ND_TRY(encoder_.append(key_, value));
    }
    members_.clear();
    if (options_.take == Take::kListed) ND_TRY(append_listed(record));
    if (options_.take == Take::kAllButKeys) ND_TRY(append_all_but_keys(record));
    if (!options_.moments) {
      auto row = table_.rows_.add(key_.view(), options_.repeats);
      if (!row) return repeats(row.error());
      if (*row == table::Rows::kNoRow) return {};
      table_.members_.push_back(table_.arena_.copy(members_));
      lines_.add(numbers_.of(record));
      return {};
    }
    const table::Moment from = ND_TRY(bound(start_, record));
    ND_TRY(table_.rows_.add(key_.view(), {from, ND_TRY(bound(end_, record))}));
    table_.members_.push_back(table_.arena_.copy(members_));
    lines_.add(numbers_.of(record));
    return {};
  }

  // After the last record.
  Status finish(io::Failure& failure) {
    if (!options_.moments) return {};
    const auto clash = table_.rows_.settle(options_.until);
    if (!clash || options_.repeats != table::Repeats::kError) return {};
    const std::string_view how =
        options_.until == table::Until::kNext ? "the same moment" : "an interval that overlaps";
    return table::error_at_line(
        options_.path, lines_[clash->second],
        fmt::format("the key has stood before with {}, in line {}; see --duplicates", how,
                    lines_[clash->first]),
        failure);
  }

 private:
  // The row could not be added: most often its key has stood before.
  Status repeats(const Error& error) {
    const table::Rows::Row first = table_.rows_.first(key_.padded());
    if (first == table::Rows::kNoRow) return tl::unexpected<Error>(error);
    return input_error("{}, in line {}; see --duplicates", error.message, lines_[first]);
  }

  Result<table::Moment> bound(columns::KeyColumns& column, const stream::Record& record) {
    if (column.size() == 0) return table::Moment();
    const json::Value value = ND_TRY(column.value(0, record));
    if (columns::counts_as_null(value)) return table::Moment();
    return table_.timeline_.learn(value);
  }

  // Where the fields of a row go.
  Status bind_paths() {
    for (std::size_t i = 0; i < taken_.size(); ++i) {
      if (!taken_.has_name(i)) {
        return usage_error("'{}' is taken from the table and needs a name: NAME=EXPR",
                           taken_.text(i));
      }
      paths_.push_back(prefixed(taken_.path(i)));
      table_.nested_.push_back(paths_.back());
    }
    ND_TRY(json::check_apart(paths_));
    layout_ = json::ObjectLayout(paths_);
    for (std::size_t i = 0; options_.take == Take::kAllButKeys && i < keys_.size(); ++i) {
      if (keys_.has_name(i)) table_.nested_.push_back(prefixed(keys_.path(i)));
    }
    return {};
  }

  [[nodiscard]] json::FieldPath prefixed(json::FieldPath path) const {
    path.segments[0].insert(0, options_.prefix);
    return path;
  }

  Status append_listed(const stream::Record& record) {
    json::NestedWriter writer;
    for (const auto& field : layout_.fields()) {
      const json::Value value = ND_TRY(taken_.value(field.path, record));
      if (value.is_missing()) continue;
      const json::FieldPath& path = paths_[field.path];
      note_name(path.segments[0]);
      writer.begin(members_, path);
      json::append_value(members_, value);
    }
    writer.end(members_);
    return {};
  }

  Status append_all_but_keys(const stream::Record& record) {
    const json::Value whole = ND_TRY(json::expand(json::at(record.row, whole_), scratch_));
    if (!whole.is_object()) return {};
    json::FieldPath path;
    append_rest(whole, path);
    return {};
  }

  // The members of an object of the row that are no keys, `path` being the way to it.
  void append_rest(const json::Value& object, json::FieldPath& path) {
    for (const json::Member& member : object.members()) {
      path.segments.emplace_back(member.key);
      if (!is_key(path)) append_member(member, path);
      path.segments.pop_back();
    }
  }

  void append_member(const json::Member& member, json::FieldPath& path) {
    const std::size_t before = members_.size();
    if (!members_.empty() && members_.back() != '{') members_ += ',';
    const bool at_top = path.segments.size() == 1;
    name_ = at_top ? options_.prefix : std::string();
    name_ += member.key;
    if (at_top) note_name(name_);
    json::append_string(members_, name_);
    members_ += ':';
    if (member.value.is_object() && holds_keys(path)) {
      members_ += '{';
      append_rest(member.value, path);
      if (members_.back() == '{') return members_.resize(before);
      members_ += '}';
    } else {
      json::append_value(members_, member.value);
    }
  }

  [[nodiscard]] bool is_key(const json::FieldPath& path) const {
    for (std::size_t i = 0; i < keys_.size(); ++i) {
      if (keys_.path(i) == path) return true;
    }
    return false;
  }
  [[nodiscard]] bool holds_keys(const json::FieldPath& path) const {
    for (std::size_t i = 0; i < keys_.size(); ++i) {
      if (keys_.has_name(i) && json::related(keys_.path(i), path)) return true;
    }
    return false;
  }

  void note_name(std::string_view name) {
    quoted_.clear();
    json::append_string(quoted_, name);
    std::vector<std::string>& known = table_.member_names_;
    if (std::find(known.begin(), known.end(), quoted_) == known.end()) known.push_back(quoted_);
  }

  JoinTable& table_;
  const JoinTableOptions& options_;
  columns::KeyColumns keys_;
  columns::KeyColumns start_;
  columns::KeyColumns end_;
  columns::KeyColumns taken_;
  std::vector<json::FieldPath> paths_;  // of what is taken
  json::ObjectLayout layout_;           // of paths_
  json::Slot whole_{};
  key::KeyEncoder encoder_;
  key::KeyBuffer key_;
  table::LineNumbers numbers_;
  table::RowLines lines_;
  std::string members_;
  std::string name_;
  std::string quoted_;
  Arena scratch_;
};

Result<JoinTable> JoinTable::load(const JoinTableOptions& options, io::Streams& streams) {
  JoinTable table;
  Builder builder(table, options);
  json::Schema schema;
  ND_TRY(builder.bind(schema, streams.bindings));
  if (streams.input.prepare) ND_TRY(streams.input.prepare());
  io::Failure& failure = streams.outcome.failure;
  const table::Reading reading{
      options.path, options.lines, &schema,
      [&builder](json::SlotSet& out) { builder.add_lacked(out); },
      [&builder](const stream::Record& record) { return builder.consume(record); }};
  ND_TRY(table::read_records(reading, failure, table.unmet_));
  ND_TRY(builder.finish(failure));
  table.key_kinds_ = builder.key_kinds();
  return table;
}

bool JoinTable::holds_fields(const json::FieldPath& path) const {
  return std::any_of(nested_.begin(), nested_.end(), [&](const json::FieldPath& inner) {
    return inner.segments.size() > path.segments.size() && json::related(inner, path);
  });
}

}  // namespace nd::join
