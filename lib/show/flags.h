// Observation flags: what a record says of its values besides their numbers.
//
// Belongs here: the flags, by which fields of a record they are known, and their marks for readers.
// Does not belong here: where the marks stand in a table (finish_table.h).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/result.h"
#include "format/table.h"
#include "json/value.h"

namespace nd::show {

enum class Flag : std::uint8_t {
  kSuppressed,  // too few people are behind the values, which are null
  kNew,         // a comparison without an earlier value
  kGone,        // a comparison without a later value
  kIncomplete,  // days without data
  kLowBase,     // a comparison with too little
  kBreak,       // what is counted has changed
  kProvisional,
};

// A set of them.
using Flags = std::uint8_t;
[[nodiscard]] constexpr Flags only(Flag flag) {
  return static_cast<Flags>(1U << static_cast<unsigned>(flag));
}
[[nodiscard]] constexpr bool has(Flags flags, Flag flag) {
  return (flags & only(flag)) != 0;
}

// The flags in the order in which they are explained, each with its mark and what that means.
struct FlagNote {
  Flag flag;
  // It says why a value is null.
  bool explains_null;
  format::Note note;
  // By what a record says so, for the manual page.
  std::string_view told_by;
};
[[nodiscard]] std::span<const FlagNote> flag_notes();
[[nodiscard]] std::string_view mark_of(Flag flag);

// The top-level fields that tell of flags: `suppressed`, `provisional`, `incomplete`, `break` and
// `low_base`, where they are true; `breaks`, a list of ndyoy(1); and `state` beside `pct`, which it
// writes too.
[[nodiscard]] std::span<const std::string_view> flag_fields();

// True in what ndgroup --total adds to the records that it sums up.
inline constexpr std::string_view kTotalField = "$total";
// What is said of such a record where it would count twice, as it has no `place` of its own.
[[nodiscard]] Status total_has_no(std::string_view place);

// The flags that a column of this top-level field tells of by itself.
[[nodiscard]] Flags flags_told_by(std::string_view field);

// The flags of one record, from its fields as they come.
class FlagReader {
 public:
  // Takes a field of flag_fields(); any other says nothing.
  void see(std::string_view field, const json::Value& value);
  [[nodiscard]] Flags flags() const { return has_pct_ ? plain_ | of_state_ : plain_; }
  // Whether the record withholds all its values; a state only says why one of them is null.
  [[nodiscard]] bool withholds() const { return has(plain_, Flag::kSuppressed); }

 private:
  Flags plain_ = 0;
  Flags of_state_ = 0;
  bool has_pct_ = false;
};

}  // namespace nd::show
