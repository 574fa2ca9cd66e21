// KeepRank: the F of `--keep min:F` and `max:F` as bytes that compare so that the record to keep
// comes first.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"
#include "columns/key_columns.h"
#include "json/slot_set.h"
#include "key/key_buffer.h"
#include "key/key_encoder.h"
#include "sort/unique_options.h"
#include "stream/record.h"

namespace nd::sort {

class KeepRank {
 public:
  // `by` has one column for kMin and kMax, else none: then all records rank alike.
  KeepRank(columns::KeyColumns by, Keep keep) : by_(std::move(by)), keep_(keep) {}

  // Null, missing and NaN come last. kInput if F fails; `out` holds a part of it then.
  [[nodiscard]] Status append(key::KeyBuffer& out, const stream::Record& record) {
    if (by_.size() == 0) return {};
    const json::Value value = ND_TRY(by_.value(0, record));
    if (columns::counts_as_null(value)) {
      out.push_back(kNull);
      return {};
    }
    const auto direction =
        keep_ == Keep::kMin ? key::Direction::kAscending : key::Direction::kDescending;
    return encoder_.append(out, value, direction);
  }

  // Of the bytes that append() made.
  [[nodiscard]] static bool is_null(std::string_view rank) { return rank.starts_with(kNull); }

  [[nodiscard]] Keep keep() const { return keep_; }
  // F as it was written. Requires: kMin or kMax.
  [[nodiscard]] const std::string& text() const { return by_.text(0); }
  void add_lacked(json::SlotSet& out) const { by_.add_lacked(out); }
  [[nodiscard]] bool watches_kinds() const { return by_.watches_kinds(); }
  // For another thread; this object must outlive it. Requires: kinds are not
  // watched.
  [[nodiscard]] KeepRank fork() const { return {by_.fork(), keep_}; }

 private:
  // Behind all that a value begins with, in both directions.
  static constexpr char kNull = '\xff';

  columns::KeyColumns by_;
  Keep keep_;
  key::KeyEncoder encoder_;
};

}  // namespace nd::sort
