#include "join/hash_join.h"

#include <cstring>
#include <utility>

#include "json/patch.h"
#include "json/tree.h"
#include "json/validate.h"
#include "json/writer.h"

namespace nd::join {
namespace {

Status check_to_end(PaddedView record) {
  const std::size_t end = ND_TRY(json::value_end(record));
  if (end == record.size()) return {};
  return input_error_at(record.text().find_first_not_of(" \t\r", end),
                        "something follows the value");
}

}  // namespace

HashJoin::HashJoin(JoinTable table, columns::KeyColumns keys, columns::KeyColumns moment,
                   Options options)
    : table_(std::move(table)),
      keys_(std::move(keys)),
      moment_(std::move(moment)),
      options_(options),
      item_kinds_(table_.key_kinds()) {}

Status HashJoin::consume(const stream::Record& record, io::Output& out) {
  scratch_.reset();
  table::Rows::Row row = ND_TRY(first_match(record));
  if (row == table::Rows::kNoRow) {
    if (options_.unmatched != nullptr) ND_TRY(options_.unmatched->record(record.text.text()));
    const bool stays = options_.type == JoinType::kLeft || options_.type == JoinType::kAnti;
    return stays ? out.record(record.text.text()) : Status();
  }
  if (options_.type == JoinType::kAnti) return {};
  if (options_.type == JoinType::kSemi) return out.record(record.text.text());
  // A record that is written anew must be one to its end; it is looked at before any of it leaves.
  if (!table_.members(row).empty()) ND_TRY(check_to_end(record.text));
  ND_TRY(write_joined(record, row, out));
  while (options_.repeats == table::Repeats::kAll) {
    row = next_match(row);
    if (row == table::Rows::kNoRow) break;
    ND_TRY(write_joined(record, row, out));
  }
  return {};
}

// The first row that the record matches, or kNoRow.
Result<table::Rows::Row> HashJoin::first_match(const stream::Record& record) {
  if (options_.match == KeyMatch::kAnyItem) {
    return first_match_of_items(ND_TRY(keys_.value(0, record)), record);
  }
  key_.clear();
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    const json::Value value = ND_TRY(keys_.value(i, record));
    if (value.is_null()) return table::Rows::kNoRow;
    ND_TRY(encoder_.append(key_, value));
  }
  return row_of(key_.padded(), record);
}

Result<table::Rows::Row> HashJoin::first_match_of_items(const json::Value& key,
                                                        const stream::Record& record) {
  const json::Value tree = ND_TRY(json::expand(key, scratch_));
  const std::span<const json::Value> items = tree.is_array() ? tree.items() : std::span(&tree, 1);
  for (const json::Value& item : items) {
    if (item.is_null()) continue;
    if (!item_kinds_.empty()) [[unlikely]]
      ND_TRY(item_kinds_.front().check(item, keys_.text(0)));
    key_.clear();
    ND_TRY(encoder_.append(key_, item));
    const table::Rows::Row row = ND_TRY(row_of(key_.padded(), record));
    if (row != table::Rows::kNoRow) return row;
  }
  return table::Rows::kNoRow;
}

// The first row of the key that matches the record at its moment.
Result<table::Rows::Row> HashJoin::row_of(PaddedView key, const stream::Record& record) {
  clashing_ = {};
  if (moment_.size() == 0) return table_.rows().first(key);
  const json::Value value = ND_TRY(moment_.value(0, record));
  if (columns::counts_as_null(value)) return table::Rows::kNoRow;
  at_ = ND_TRY(table_.timeline().read(value));
  if (options_.time == MatchTime::kWithin) return holding(table_.rows().first(key));
  clashing_ = table_.rows().at(key, at_);
  return next_clashing();
}

// The row after one that matched the record.
table::Rows::Row HashJoin::next_match(table::Rows::Row row) {
  if (options_.time == MatchTime::kAsOf) return next_clashing();
  row = table_.rows().next(row);
  return moment_.size() == 0 ? row : holding(row);
}

table::Rows::Row HashJoin::next_clashing() {
  if (clashing_.empty()) return table::Rows::kNoRow;
  const table::Rows::Row row = clashing_.front();
  clashing_ = clashing_.subspan(1);
  return row;
}

// The first of `row` and those that follow it whose interval holds the record's moment.
table::Rows::Row HashJoin::holding(table::Rows::Row row) const {
  while (row != table::Rows::kNoRow && !table_.rows().holds(row, at_))
    row = table_.rows().next(row);
  return row;
}

Status HashJoin::write_joined(const stream::Record& record, table::Rows::Row row, io::Output& out) {
  const std::string_view text = record.text.text();
  const std::string_view members = table_.members(row);
  if (members.empty()) return out.record(text);
  if (text.front() != '{')
    return input_error("the record is no object, so no field can be added to it");
  if (may_have_members(text)) return replace_members(record, members, out);
  const std::size_t last = text.find_last_not_of(" \t\r", text.size() - 2);
  out.buffer().append(text.substr(0, last + 1));
  if (last > 0) out.buffer() += ',';
  out.buffer().append(members);
  out.buffer() += '}';
  return out.end_record();
}

// Whether the record can have a field of a row already: its name stands somewhere, or a key may be
// written with escapes.
bool HashJoin::may_have_members(std::string_view text) const {
  if (std::memchr(text.data(), '\\', text.size()) != nullptr) return true;
  for (const std::string& name : table_.member_names()) {
    if (text.find(name) != std::string_view::npos) return true;
  }
  return false;
}

// Slower: a field of the row takes the place of the record's field of that name.
Status HashJoin::replace_members(const stream::Record& record, std::string_view members,
                                 io::Output& out) {
  line_.assign("{").append(members).append("}");
  const json::Value row = ND_TRY(json::parse(line_, scratch_));
  line_ = record.text.text();
  path_.segments.clear();
  ND_TRY(replace_fields(row));
  return out.record(line_);
}

// Sets what an object of the row holds at path_.
Status HashJoin::replace_fields(const json::Value& object) {
  for (const json::Member& member : object.members()) {
    path_.segments.emplace_back(member.key);
    if (member.value.is_object() && table_.holds_fields(path_)) {
      ND_TRY(replace_fields(member.value));
    } else {
      value_.clear();
      json::append_value(value_, member.value);
      next_line_.clear();
      const PaddedString padded(line_);
      ND_TRY(json::append_with_field(next_line_, padded.view(), path_, value_));
      std::swap(line_, next_line_);
    }
    path_.segments.pop_back();
  }
  return {};
}

}  // namespace nd::join
