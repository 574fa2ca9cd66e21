// DailyDoubt: plain values that are divided by days, because nothing else was said, and look like
// means or shares, which days do not share.
//
// Belongs here: what makes a value doubtful, and the words of it. Does not belong here: what a
// value is divided by (compare_periods.h).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "compare/value_list.h"
#include "json/value.h"

namespace nd::compare {

// Whether a division by anything but a literal number or an argument stands in the expression,
// outside of its strings: `.a / .b`, and not `.a // 0` or `.ms / 1000`.
[[nodiscard]] bool divides_by_value(std::string_view expression);

class DailyDoubt {
 public:
  explicit DailyDoubt(const ValueList& values);

  // Takes the number of a record for a value of the list. Counts and whole amounts raise no doubt.
  // Requires: it is a number.
  void see(std::size_t item, const json::Value& number) {
    if (number.kind() != json::Kind::kInt) [[unlikely]]
      see_number(item, number);
  }
  // One line; empty: there is no doubt. puts_together: several records stand for a compared period.
  [[nodiscard]] std::string text(bool puts_together) const;

 private:
  struct Doubt {
    std::string name;
    bool is_quotient = false;  // NAME=A/B, which is never divided by days
    bool raised = false;
  };

  void see_number(std::size_t item, const json::Value& number);

  std::vector<Doubt> doubts_;  // by item
};

}  // namespace nd::compare
