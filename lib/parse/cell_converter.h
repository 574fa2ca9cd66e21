// CellConverter: the text of a cell, or a JSON value, as the JSON value that the options ask for.
//
// Belongs here: types, times, null texts, inference. Does not belong here: which field has which
// rule.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "json/validate.h"
#include "parse/parse_options.h"
#include "time/zone.h"

namespace nd::parse {

// What is to be done with one field.
struct CellRule {
  CellType type = CellType::kAsItIs;
  TimeFormat time;
  bool required = false;

  // Whether a value may have to change, beyond what --null and --infer do to all of them.
  [[nodiscard]] bool converts() const {
    return type != CellType::kAsItIs || time.kind != TimeFormat::Kind::kNone;
  }
};

// How numbers are written.
struct NumberMarks {
  char decimal = '.';
  std::optional<char> thousands;

  [[nodiscard]] bool are_json() const { return decimal == '.' && !thousands; }
};

class CellConverter {
 public:
  // The zone is that of times without an offset, the year that of dates without one.
  CellConverter(bool infer, std::optional<std::string> null_text, time::Zone zone,
                std::optional<std::int32_t> year = std::nullopt, NumberMarks marks = {})
      : infer_(infer),
        null_text_(std::move(null_text)),
        zone_(std::move(zone)),
        year_(year),
        marks_(marks) {}

  // The same for another thread.
  [[nodiscard]] CellConverter fork() const { return {infer_, null_text_, zone_, year_, marks_}; }

  // Whether cells without a rule can become anything but strings.
  [[nodiscard]] bool changes_all() const { return infer_ || null_text_.has_value(); }

  // Whether an empty cell of a table is left out of its record.
  [[nodiscard]] bool leaves_out_empty() const { return infer_ && null_text_ != ""; }
  // Whether a number may have to be written anew.
  [[nodiscard]] bool rewrites_numbers() const { return !marks_.are_json(); }

  // What becomes of a cell without a rule. Requires: !rewrites_numbers().
  enum class Outcome { kString, kAsItIs, kNull };
  [[nodiscard]] Outcome outcome(std::string_view text) const;

  // Appends a cell as JSON. kInput where it does not fit the rule (out may then have a part of it),
  // without offset. Requires: text is valid UTF-8.
  [[nodiscard]] Status append_cell(std::string& out, std::string_view text, const CellRule& rule);

  // The same for a value of a JSON record: its string is the cell's text, a number's text too; null
  // stays null. Requires: value is one valid JSON value without blanks around it.
  [[nodiscard]] Status append_json(std::string& out, std::string_view value, const CellRule& rule);

 private:
  Status append_text(std::string& out, std::string_view text, const CellRule& rule);
  std::string_view with_point(std::string_view text);
  Status append_int(std::string& out, std::string_view text);
  Status append_float(std::string& out, std::string_view text);
  Status append_embedded(std::string& out, std::string_view text);
  Status append_time(std::string& out, std::string_view text, const TimeFormat& format);
  Result<time::Instant> instant(std::string_view text, const TimeFormat& format);

  bool infer_;
  std::optional<std::string> null_text_;
  time::Zone zone_;
  std::optional<std::int32_t> year_;
  NumberMarks marks_;
  std::string marked_;  // scratch
  json::Validator validator_;
  std::string scratch_;
  std::string unescaped_;
};

}  // namespace nd::parse
