#include "parse/cell_converter.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/ascii.h"
#include "base/number.h"
#include "base/wording.h"
#include "json/scan.h"
#include "json/writer.h"
#include "parse/compact_json.h"
#include "time/time_pattern.h"

namespace nd::parse {

namespace {

namespace scan = json::scan;

// Of a cell in a message.
constexpr std::size_t kShown = 60;
// What is no number by anyone's marks.
constexpr std::string_view kNoNumber = "?";

// A number as people write it (+5, 007, .5, 5.) by the JSON grammar, in `scratch` if it has to
// change; empty if it is none.
std::string_view bare_number(std::string_view text, std::string& scratch) {
  if (is_json_number(text)) return text;
  scratch.clear();
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
    if (text[0] == '-') scratch.push_back('-');
    text.remove_prefix(1);
  }
  if (text.empty() || (!is_digit(text[0]) && text[0] != '.')) return {};
  scratch += json_number(text);
  return is_json_number(scratch) ? std::string_view(scratch) : std::string_view();
}

std::optional<bool> boolean(std::string_view text) {
  constexpr std::array<std::string_view, 5> kTrue = {"true", "1", "yes", "t", "y"};
  constexpr std::array<std::string_view, 5> kFalse = {"false", "0", "no", "f", "n"};
  if (text.size() > 5) return std::nullopt;
  const std::string small = lower(text);  // short: no allocation
  for (const std::string_view word : kTrue) {
    if (word == small) return true;
  }
  for (const std::string_view word : kFalse) {
    if (word == small) return false;
  }
  return std::nullopt;
}

}  // namespace

CellConverter::Outcome CellConverter::outcome(std::string_view text) const {
  if (null_text_ && text == *null_text_) return Outcome::kNull;
  if (infer_ && (is_json_number(text) || text == "true" || text == "false"))
    return Outcome::kAsItIs;
  return Outcome::kString;
}

// A number with the marks that were told, as one with a point and without any other mark;
// kNoNumber where it is none: marks between digits must stand before each three of them, or
// nowhere.
std::string_view CellConverter::with_point(std::string_view text) {
  if (marks_.are_json()) return text;
  marked_.clear();
  const std::size_t fraction = std::min(text.find(marks_.decimal), text.size());
  const std::string_view whole = text.substr(0, fraction);
  const std::size_t start = whole.starts_with('-') || whole.starts_with('+') ? 1 : 0;
  const bool grouped = marks_.thousands && whole.find(*marks_.thousands) != std::string_view::npos;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    const bool is_place = grouped && i > start && (whole.size() - i) % 4 == 0;
    if (is_place != (marks_.thousands && whole[i] == *marks_.thousands)) return kNoNumber;
    // The point is no mark of these numbers.
    if (!is_place && whole[i] == '.') return kNoNumber;
    if (!is_place) marked_ += whole[i];
  }
  if (fraction == text.size()) return marked_;
  const std::string_view rest = text.substr(fraction + 1);
  if (rest.find('.') != std::string_view::npos) return kNoNumber;
  marked_ += '.';
  marked_ += rest;
  return marked_;
}

Status CellConverter::append_int(std::string& out, std::string_view text) {
  const std::string_view bare = with_point(trimmed(text));
  if (const auto number = parse_int64(bare); number) {
    nd::append_int(out, *number);
    return {};
  }
  std::string buffer;
  const std::string_view number = bare_number(bare, buffer);
  if (number.empty()) return input_error("{} is not a whole number", in_quotes(text, kShown));
  const Decimal decimal = decimal_of(number, scratch_);
  if (!decimal.is_integer())
    return input_error("{} is not a whole number", in_quotes(text, kShown));
  std::string digits;
  if (decimal.point <= 20) {
    if (decimal.negative) digits.push_back('-');
    digits.append(decimal.digits);
    digits.append(static_cast<std::size_t>(decimal.point) - decimal.digits.size(), '0');
    if (decimal.is_zero()) digits = "0";
  }
  if (!parse_int64(digits) && !parse_uint64(digits)) {
    return input_error("{} is beyond the whole numbers of 64 bits", in_quotes(text, kShown));
  }
  out.append(digits);
  return {};
}

Status CellConverter::append_float(std::string& out, std::string_view text) {
  const std::string_view number = bare_number(with_point(trimmed(text)), scratch_);
  if (number.empty()) return input_error("{} is not a number", in_quotes(text, kShown));
  out.append(number);
  return {};
}

Status CellConverter::append_embedded(std::string& out, std::string_view text) {
  const PaddedString padded(text);
  if (const Status valid = validator_.check(padded.view()); !valid) {
    std::string message =
        fmt::format("{} is no JSON: {}", in_quotes(text, kShown), valid.error().message);
    if (valid.error().offset != Error::kNoOffset) {
      message += " at its byte ";
      append_uint(message, valid.error().offset + 1);
    }
    return input_error(std::move(message));
  }
  append_compact(out, padded.view());
  return {};
}

Result<time::Instant> CellConverter::instant(std::string_view text, const TimeFormat& format) {
  if (format.kind == TimeFormat::Kind::kEpoch) {
    if (const auto count = parse_int64(text); count)
      return time::Instant::from_epoch(*count, format.unit);
    std::string buffer;
    const std::string_view number = bare_number(text, buffer);
    if (number.empty()) return input_error("not a number");
    return time::Instant::from_epoch(decimal_of(number, scratch_), format.unit);
  }
  if (format.kind == TimeFormat::Kind::kRfc3339) {
    const time::DateTime at = ND_TRY(time::parse_date_time(text));
    if (at.offset_seconds) return time::parse_rfc3339(text);
    const time::Instant instant = ND_TRY(zone_.instant_of(at.day, at.second_of_day, at.nanos));
    return at.leap_second ? time::Instant::from_parts(instant.seconds() + 1, instant.nanos())
                          : instant;
  }
  const time::CivilTime fields = ND_TRY(time::read_time(text, format.pattern, year_));
  if (fields.offset_seconds) {
    const time::Instant instant = ND_TRY(time::instant_of(fields));
    return time::Instant::from_parts(instant.seconds() - *fields.offset_seconds, instant.nanos());
  }
  const auto day = time::checked_day_of(fields.year, fields.month, fields.day);
  if (!day) return input_error("no such day");
  const std::int32_t leap = fields.second == 60 ? 1 : 0;
  const std::int32_t second = fields.hour * 3600 + fields.minute * 60 + fields.second - leap;
  const time::Instant instant = ND_TRY(zone_.instant_of(*day, second, fields.nanos));
  return time::Instant::from_parts(instant.seconds() + leap, instant.nanos());
}

Status CellConverter::append_time(std::string& out, std::string_view text,
                                  const TimeFormat& format) {
  const auto at = instant(trimmed(text), format);
  if (!at) {
    std::string wanted = format.kind == TimeFormat::Kind::kEpoch ? "an epoch number"
                         : format.kind == TimeFormat::Kind::kRfc3339
                             ? "a time by RFC 3339"
                             : "a time of the form " + format.pattern;
    return input_error("{} is not {}: {}", in_quotes(text, kShown), wanted, at.error().message);
  }
  out.push_back('"');
  time::append_rfc3339(out, *at);
  out.push_back('"');
  return {};
}

Status CellConverter::append_text(std::string& out, std::string_view text, const CellRule& rule) {
  if (rule.time.kind != TimeFormat::Kind::kNone) return append_time(out, text, rule.time);
  switch (rule.type) {
    case CellType::kInt:
      return append_int(out, text);
    case CellType::kFloat:
      return append_float(out, text);
    case CellType::kJson:
      return append_embedded(out, text);
    case CellType::kBool: {
      const auto truth = boolean(trimmed(text));
      if (!truth) return input_error("{} is neither true nor false", in_quotes(text, kShown));
      out.append(*truth ? "true" : "false");
      return {};
    }
    case CellType::kAsItIs:
      if (const std::string_view plain = infer_ ? with_point(text) : text;
          outcome(plain) == Outcome::kAsItIs) {
        out.append(plain);
        return {};
      }
      break;
    case CellType::kString:
      break;
  }
  json::append_string(out, text);
  return {};
}

Status CellConverter::append_cell(std::string& out, std::string_view text, const CellRule& rule) {
  if (null_text_ && text == *null_text_) {
    if (rule.required) return input_error("the field is required, but null");
    out.append("null");
    return {};
  }
  return append_text(out, text, rule);
}

Status CellConverter::append_json(std::string& out, std::string_view value, const CellRule& rule) {
  if (value == "null") {
    if (rule.required) return input_error("the field is required, but null");
    out.append(value);
    return {};
  }
  if (value[0] != '"') {
    // A number's own text is what it is, so nothing is lost; null texts and inference are for
    // strings.
    if (rule.type == CellType::kJson || !rule.converts()) {
      out.append(value);
      return {};
    }
    return append_text(out, value, rule);
  }
  std::string_view text = value.substr(1, value.size() - 2);
  if (std::memchr(text.data(), '\\', text.size()) != nullptr) {
    unescaped_.clear();
    scan::unescape(text, unescaped_);
    text = unescaped_;
  }
  if (null_text_ && text == *null_text_) return append_cell(out, text, rule);
  const bool inferred = infer_ && rule.type == CellType::kAsItIs;
  // A string that stays one keeps its bytes.
  const bool stays = rule.type == CellType::kString && rule.time.kind == TimeFormat::Kind::kNone;
  if (stays || (!rule.converts() && !inferred)) {
    out.append(value);
    return {};
  }
  const std::size_t before = out.size();
  ND_TRY(append_text(out, text, rule));
  if (!rule.converts() && out[before] == '"') out.replace(before, std::string::npos, value);
  return {};
}

}  // namespace nd::parse
