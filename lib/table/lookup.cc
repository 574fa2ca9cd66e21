#include "table/lookup.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/wording.h"
#include "json/tree.h"
#include "table/moment.h"
#include "table/next_keys.h"
#include "table/reading.h"

namespace nd::table {
namespace {

using json::Kind;
using json::Value;

// A bit for what a user calls the kind of a value; all numbers are of one.
unsigned kind_bit(const Value& value) {
  switch (value.kind()) {
    case Kind::kFalse:
    case Kind::kTrue:
      return 1U;
    case Kind::kString:
      return 4U;
    case Kind::kArray:
      return 8U;
    case Kind::kObject:
      return 16U;
    default:
      return 2U;
  }
}

std::string kinds_of(unsigned bits) {
  std::string text;
  for (const auto& [bit, name] : {std::pair{1U, "booleans"},
                                  {2U, "numbers"},
                                  {4U, "strings"},
                                  {8U, "arrays"},
                                  {16U, "objects"}}) {
    if ((bits & bit) == 0) continue;
    if (!text.empty()) text += " and ";
    text += name;
  }
  return text;
}

}  // namespace

std::uint32_t Lookup::ask(const std::optional<std::string>& field) {
  asked_ = true;
  const auto found = std::find_if(columns_.begin(), columns_.end(),
                                  [&](const Column& column) { return column.field == field; });
  if (found == columns_.end()) {
    ND_CHECK(!loaded_);
    columns_.push_back({field, false});
    return static_cast<std::uint32_t>(columns_.size() - 1);
  }
  return static_cast<std::uint32_t>(found - columns_.begin());
}

// What turns records into rows while the table is read.
class Lookup::Loader {
 public:
  explicit Loader(Lookup& table) : table_(table) {
    const Source& source = table.source_;
    for (const json::FieldPath& key : source.keys)
      keys_.push_back(schema_.add(key));
    if (source.holding != Holding::kAlways) from_ = schema_.add(source.from);
    if (has_ends()) to_ = schema_.add(source.to);
    for (const Column& column : table.columns_) {
      json::FieldPath path;
      if (column.field) path.segments.push_back(*column.field);
      columns_.push_back(schema_.add(path));
      has_fields_ = has_fields_ || column.field;
    }
    next_texts_.resize(columns_.size());
    record_ = schema_.add(json::FieldPath());
    table.key_kinds_.assign(keys_.size(), 0);
  }

  [[nodiscard]] const json::Schema& schema() const { return schema_; }

  // The fields that a row must have to be of use.
  void add_lacked(json::SlotSet& out) const {
    for (const json::Slot key : keys_)
      out.add(key);
    if (table_.source_.holding != Holding::kAlways) out.add(from_);
    if (has_ends()) out.add(to_);
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (table_.columns_[i].expected) out.add(columns_[i]);
    }
  }

  Status consume(const stream::Record& record) {
    add_to_sum(table_.content_, hash128(record.text.text()));
    fetch_ahead(record);
    key_.clear();
    for (const json::Slot key : keys_) {
      const Value& value = json::at(record.row, key);
      if (value.is_null()) return {};
      ND_TRY(encoder_.append(key_, value));
    }
    if (has_fields_ && !json::at(record.row, record_).is_object())
      return input_error("the row is no object, so it has no fields to look up");
    ND_TRY(add(record));
    for (std::size_t i = 0; i < keys_.size(); ++i)
      table_.key_kinds_[i] |= kind_bit(json::at(record.row, keys_[i]));
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const Value& value = json::at(record.row, columns_[i]);
      table_.values_.push_back(ND_TRY(table_.columns_[i].field ? kept(value) : copied(value)));
    }
    if (table_.source_.holding == Holding::kAlways) merge_row();
    return {};
  }

  // After the last record.
  Status finish(io::Failure& failure) {
    if (table_.source_.holding == Holding::kAlways) {
      table_.rows_.replace(merged_);
      return {};
    }
    const auto clash = table_.rows_.settle(until());
    if (!clash) return {};
    const std::string how = table_.source_.holding == Holding::kFromMoment
                                ? "with the same moment"
                                : "with an interval that overlaps";
    return error_at_line(
        table_.source_.file, lines_[clash->second],
        fmt::format("the key has stood before {}, in line {}", how, lines_[clash->first]), failure);
  }

 private:
  // Where the table does not fit into the caches that are near: fetches the places of the keys, and
  // of the texts, of the next rows.
  void fetch_ahead(const stream::Record& record) {
    const std::string_view block = record.block->text.text();
    if (table_.has_many_keys() && keys_.size() == 1) {
      const Value& key = json::at(record.row, keys_[0]);
      if (key.is_string()) {
        fetch_next(next_keys_, key.text(), block, [this](const char* place) {
          key::ShortKey next;
          if (key::encode_short(short_text_at(place), next)) (void)table_.prefetch(next);
        });
      }
    }
    if (strings_.size() < kManyKeys) return;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const Value& value = json::at(record.row, columns_[i]);
      if (!value.is_string()) continue;
      fetch_next(next_texts_[i], value.text(), block, [this](const char* place) {
        strings_.prefetch(strings_.probe(short_text_at(place)).hash());
      });
    }
  }

  [[nodiscard]] bool has_ends() const { return table_.source_.holding >= Holding::kInterval; }
  [[nodiscard]] Until until() const {
    if (!has_ends()) return Until::kNext;
    return table_.source_.holding == Holding::kInterval ? Until::kEnd : Until::kShortOfEnd;
  }

  Status add(const stream::Record& record) {
    if (table_.source_.holding == Holding::kAlways) {
      const auto row = table_.rows_.add(key_.view(), Repeats::kError);
      if (!row) return repeats(row.error());
      lines_.add(numbers_.of(record));
      return {};
    }
    Span span{ND_TRY(moment(json::at(record.row, from_))), Moment()};
    if (has_ends()) span.to = ND_TRY(moment(json::at(record.row, to_)));
    ND_TRY(table_.rows_.add(key_.view(), span));
    lines_.add(numbers_.of(record));
    return {};
  }

  // The row could not be added: most often its key has stood before.
  Status repeats(const Error& error) {
    const Rows::Row first = table_.rows_.first(key_.padded());
    if (first == Rows::kNoRow) return tl::unexpected<Error>(error);
    return input_error("{}, in line {}", error.message, lines_[first]);
  }

  // Gives the last row up if there is one like it: what is kept once is equal byte by byte. Where
  // of many rows none was like the first ones, it is no longer looked for.
  void merge_row() {
    if (vain_ == kMostVain) {
      merged_.push_back(rows_kept_++);
      return;
    }
    const std::size_t width = columns_.size();
    const std::span<const Value> row = std::span(table_.values_).last(width);
    const std::string_view bytes(reinterpret_cast<const char*>(row.data()), row.size_bytes());
    const std::optional<Rows::Row> like = different_.find(bytes);
    merged_.push_back(like ? *like : rows_kept_++);
    vain_ = like ? 0 : vain_ + 1;
    if (like) {
      table_.values_.resize(table_.values_.size() - width);
    } else if (different_.size() < kMostDifferent) {
      different_.find_or_insert(bytes);
    }
  }

  Result<Moment> moment(const Value& value) {
    if (value.is_null()) return Moment();
    return table_.timeline_.learn(value);
  }

  // A value that refers to the table's own memory alone; each different one is kept once.
  Result<Value> kept(const Value& value) {
    if (value.is_null()) return Value::null();
    if (!value.is_string() && !value.is_raw()) return copied(value);
    key::KeyTable& texts = value.is_string() ? strings_ : nested_;
    std::vector<Value>& values = value.is_string() ? string_values_ : nested_values_;
    const key::KeyTable::Found found = texts.find_or_insert(value.text());
    if (!found.inserted) return values[found.id];
    values.push_back(ND_TRY(copied(value)));
    return values.back();
  }
  Result<Value> copied(const Value& value) {
    scratch_.reset();
    return json::deep_copy(ND_TRY(json::expand(value, scratch_)), table_.texts_);
  }

  Lookup& table_;
  json::Schema schema_;
  std::vector<json::Slot> keys_;
  json::Slot from_{};
  json::Slot to_{};
  std::vector<json::Slot> columns_;
  NextKeys next_keys_;
  std::vector<NextKeys> next_texts_;  // by column
  bool has_fields_ = false;           // of its rows fields are asked for
  json::Slot record_{};
  key::KeyEncoder encoder_;
  key::KeyBuffer key_;
  LineNumbers numbers_;
  RowLines lines_;
  // Texts that were met, and what was made of them.
  key::KeyTable strings_;
  std::vector<Value> string_values_;
  key::KeyTable nested_;
  std::vector<Value> nested_values_;
  // The first rows that are kept, as many as are near at hand, by their bytes; how many are kept in
  // all, and which of them stands for each that was read.
  static constexpr std::size_t kMostDifferent = 10'000;
  static constexpr std::size_t kMostVain = 2 * kMostDifferent;
  key::KeyTable different_;
  std::size_t vain_ = 0;  // the last so many rows were like none of them
  Rows::Row rows_kept_ = 0;
  std::vector<Rows::Row> merged_;
  Arena scratch_;
};

Status Lookup::load(const io::LineRules& lines, io::Failure& failure,
                    std::vector<io::UnmetField>& unmet) {
  loaded_ = true;
  Loader loader(*this);
  const Reading reading{source_.file, lines, &loader.schema(),
                        [&loader](json::SlotSet& out) { loader.add_lacked(out); },
                        [&loader](const stream::Record& record) { return loader.consume(record); }};
  ND_TRY(read_records(reading, failure, unmet));
  return loader.finish(failure);
}

Result<Rows::Row> Lookup::find_long(std::span<const Value> keys, const Value* moment,
                                    LookupScratch& scratch) const {
  const auto is_null = [](const Value& value) { return value.is_null(); };
  if (std::any_of(keys.begin(), keys.end(), is_null)) return Rows::kNoRow;
  scratch.key.clear();
  for (const Value& key : keys)
    ND_TRY(scratch.encoder.append(scratch.key, key));
  if (moment == nullptr) {
    const Rows::Row row = rows_.first(scratch.key.padded());
    return row == Rows::kNoRow ? none(keys) : row;
  }
  if (moment->is_null()) return Rows::kNoRow;
  const Moment at = ND_TRY(timeline_.read(*moment));
  const std::span<const Rows::Row> rows = rows_.at(scratch.key.padded(), at);
  return rows.empty() ? none(keys) : rows.front();
}

// No row; or why there can be none.
Result<Rows::Row> Lookup::none(std::span<const Value> keys) const {
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (keys[i].is_null()) return Rows::kNoRow;
    if (key_kinds_[i] == 0 || (key_kinds_[i] & kind_bit(keys[i])) != 0) continue;
    return input_error("the key {} of ${} is looked up with {}, and has {} only",
                       source_.keys[i].text(), source_.name,
                       fmt::format("the {} {}", json::type_name(keys[i]), shown(keys[i])),
                       kinds_of(key_kinds_[i]));
  }
  return Rows::kNoRow;
}

}  // namespace nd::table
