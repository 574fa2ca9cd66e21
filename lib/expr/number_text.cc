// Two forms, both of jq 1.7. Literals: the scientific string of General Decimal Arithmetic (digits
// and exponent are kept; a positive exponent or more than five leading zeros turn to E notation).
// Doubles: David Gay's freedtoa format.
#include "expr/number_text.h"

#include <algorithm>
#include <cmath>

#include "base/number.h"
#include "base/utf8.h"
#include "json/writer.h"

namespace nd::expr {
namespace {

using json::Kind;
using json::Member;
using json::Value;

// Digits without a point, the exponent of the last one.
void append_literal(std::string& out, std::string_view text) {
  if (text.starts_with('-')) {
    out.push_back('-');
    text.remove_prefix(1);
  }
  const std::size_t mark = std::min(text.find_first_of("eE"), text.size());
  std::int64_t exponent = 0;
  if (mark < text.size()) {
    std::string_view written = text.substr(mark + 1);
    if (written.starts_with('+')) written.remove_prefix(1);
    const auto size = parse_int64(written);
    if (!size) {
      out.append(text);
      return;
    }
    exponent = *size;
  }
  std::string digits;
  const std::size_t point = text.substr(0, mark).find('.');
  digits.assign(text.substr(0, std::min(point, mark)));
  if (point != std::string_view::npos) {
    const std::string_view fraction = text.substr(point + 1, mark - point - 1);
    digits.append(fraction);
    exponent -= static_cast<std::int64_t>(fraction.size());
  }
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
  const auto count = static_cast<std::int64_t>(digits.size());
  const std::int64_t adjusted = exponent + count - 1;
  if (exponent > 0 || adjusted < -6) {
    out.push_back(digits[0]);
    if (count > 1) out.append(".").append(digits, 1, std::string::npos);
    out.append(adjusted < 0 ? "E-" : "E+").append(std::to_string(std::abs(adjusted)));
  } else if (exponent == 0) {
    out.append(digits);
  } else if (count + exponent > 0) {
    const auto whole = static_cast<std::size_t>(count + exponent);
    out.append(digits, 0, whole).append(".").append(digits, whole, std::string::npos);
  } else {
    out.append("0.").append(static_cast<std::size_t>(-exponent - count), '0').append(digits);
  }
}

void append_double_text(std::string& out, double number) {
  if (!std::isfinite(number)) {
    out.append("null");
    return;
  }
  if (number == 0) {
    out.append(std::signbit(number) ? "-0" : "0");
    return;
  }
  std::string scratch;
  const Decimal decimal = decimal_of(number, scratch);
  const auto count = static_cast<std::int64_t>(decimal.digits.size());
  if (decimal.negative) out.push_back('-');
  if (decimal.point <= -4 || decimal.point > count + 15) {
    const std::int64_t exponent = decimal.point - 1;
    out.push_back(decimal.digits[0]);
    if (count > 1) out.append(".").append(decimal.digits.substr(1));
    out.append(exponent < 0 ? "e-" : "e+");
    if (std::abs(exponent) < 10) out.push_back('0');
    out.append(std::to_string(std::abs(exponent)));
  } else if (decimal.point <= 0) {
    out.append("0.").append(static_cast<std::size_t>(-decimal.point), '0').append(decimal.digits);
  } else if (decimal.point >= count) {
    out.append(decimal.digits).append(static_cast<std::size_t>(decimal.point - count), '0');
  } else {
    const auto whole = static_cast<std::size_t>(decimal.point);
    out.append(decimal.digits.substr(0, whole)).append(".").append(decimal.digits.substr(whole));
  }
}

// As json::append_string, but DEL is escaped, as jq does.
void append_quoted(std::string& out, std::string_view text) {
  if (text.find('\x7f') == std::string_view::npos) {
    json::append_string(out, text);
    return;
  }
  std::string quoted;
  json::append_string(quoted, text);
  for (const char c : quoted) {
    if (c == '\x7f') {
      out.append("\\u007f");
    } else {
      out.push_back(c);
    }
  }
}

}  // namespace

void append_number_text(std::string& out, const Value& number) {
  switch (number.kind()) {
    case Kind::kInt:
      append_int(out, number.int_value());
      break;
    case Kind::kUint:
      append_uint(out, number.uint_value());
      break;
    case Kind::kDouble:
      append_double_text(out, number.double_value());
      break;
    default:
      append_literal(out, number.text());
      break;
  }
}

void append_json_text(std::string& out, const Value& value) {
  if (value.is_number()) {
    append_number_text(out, value);
  } else if (value.is_string()) {
    append_quoted(out, value.text());
  } else if (value.is_raw() || !value.is_nested()) {
    json::append_value(out, value);
  } else if (value.is_array()) {
    out.push_back('[');
    bool first = true;
    for (const Value& item : value.items()) {
      if (!first) out.push_back(',');
      first = false;
      append_json_text(out, item);
    }
    out.push_back(']');
  } else {
    out.push_back('{');
    bool first = true;
    for (const Member& member : value.members()) {
      if (!first) out.push_back(',');
      first = false;
      append_quoted(out, member.key);
      out.push_back(':');
      append_json_text(out, member.value);
    }
    out.push_back('}');
  }
}

std::string json_quoted(std::string_view text) {
  constexpr std::size_t kShown = 30;
  std::string quoted;
  json::append_string(quoted, utf8::cut(text, kShown));
  if (text.size() > kShown) quoted.insert(quoted.size() - 1, "...");
  return quoted;
}

std::string described(const Value& value) {
  if (value.is_null() || value.is_nested()) return std::string(json::type_name(value));
  std::string text(json::type_name(value));
  text.append(" (");
  if (value.is_string()) {
    text.append(json_quoted(value.text()));
  } else {
    append_json_text(text, value);
  }
  return text.append(")");
}

}  // namespace nd::expr
