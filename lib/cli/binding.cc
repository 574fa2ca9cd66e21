#include "cli/binding.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/ascii.h"
#include "base/number.h"
#include "base/wording.h"
#include "cli/message.h"

namespace nd::cli {

namespace {

// Narrow integers go through the widest of their sign.
template <class Wide, class T>
Status parse_narrow(std::string_view text, T& out) {
  Wide wide = 0;
  ND_TRY(parse_into(text, wide));
  if (wide < static_cast<Wide>(std::numeric_limits<T>::min()) ||
      wide > static_cast<Wide>(std::numeric_limits<T>::max())) {
    return usage_error("{} is too large; at most {}", in_quotes(text),
                       std::numeric_limits<T>::max());
  }
  out = static_cast<T>(wide);
  return {};
}

// Digits with an optional fraction; nothing that only a C programmer reads (hexadecimal, exponents,
// inf).
bool is_plain_decimal(std::string_view text) {
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos) return is_digits(text);
  return is_digits(text.substr(0, point)) && is_digits(text.substr(point + 1));
}

}  // namespace

Status parse_into(std::string_view text, std::string& out) {
  out = text;
  return {};
}

Status parse_into(std::string_view text, std::int64_t& out) {
  const auto number = parse_int64(text);
  if (!number) {
    const bool whole = is_digits(text.starts_with('-') ? text.substr(1) : text);
    return usage_error(in_quotes(text) + (whole ? " is beyond 64 bits" : " is not a whole number"));
  }
  out = *number;
  return {};
}

Status parse_into(std::string_view text, std::uint64_t& out) {
  const auto number = parse_uint64(text);
  if (!number || text.starts_with('-')) {
    return usage_error(in_quotes(text) +
                       (is_digits(text) ? " is beyond 64 bits" : " is not a whole number from 0"));
  }
  out = *number;
  return {};
}

Status parse_into(std::string_view text, int& out) {
  return parse_narrow<std::int64_t>(text, out);
}
Status parse_into(std::string_view text, unsigned& out) {
  return parse_narrow<std::uint64_t>(text, out);
}

Status parse_into(std::string_view text, double& out) {
  const auto number = parse_double(text);
  if (!number || !std::isfinite(*number)) return usage_error("{} is not a number", in_quotes(text));
  out = *number;
  return {};
}

Status parse_into(std::string_view text, char& out) {
  if (text == "\\t") {
    out = '\t';
    return {};
  }
  if (text.size() != 1 || static_cast<unsigned char>(text[0]) >= 0x80) {
    return usage_error("{} is not one ASCII character; a tab is written \\t", in_quotes(text));
  }
  out = text[0];
  return {};
}

Status parse_into(std::string_view text, ByteSize& out) {
  constexpr std::string_view kSuffixes = "KMGTP";
  const auto bad = [&] {
    return usage_error("{} is not a size; write bytes, or 64K, 512M, 1.5G", in_quotes(text));
  };
  std::string_view digits = text;
  if (digits.ends_with('B')) digits.remove_suffix(1);
  if (digits.ends_with('i')) digits.remove_suffix(1);
  double factor = 1;
  if (!digits.empty()) {
    char last = digits.back();
    if (last == 'k') last = 'K';
    const std::size_t power = kSuffixes.find(last);
    if (power != std::string_view::npos) {
      factor = std::exp2(10.0 * static_cast<double>(power + 1));
      digits.remove_suffix(1);
    }
  }
  if (!is_plain_decimal(digits)) return bad();
  if (factor == 1 && (digits.size() != text.size() || !is_digits(digits))) return bad();
  const double bytes = parse_double(digits).value_or(-1) * factor;
  if (bytes < 0) return bad();
  if (bytes >= 0x1p63) return usage_error("{} is more than any machine has", in_quotes(text));
  out.bytes = static_cast<std::uint64_t>(bytes);
  return {};
}

Status parse_into(std::string_view text, Percent& out) {
  std::string_view digits = text;
  if (digits.ends_with('%')) digits.remove_suffix(1);
  const double number = is_plain_decimal(digits) ? parse_double(digits).value_or(-1) : -1;
  if (!text.ends_with('%') || number < 0 || number > 100) {
    return usage_error("{} is not a percentage from 0% to 100%", in_quotes(text));
  }
  out.percent = number;
  return {};
}

Status parse_into(std::string_view text, io::ErrorLimit& out) {
  if (text.ends_with('%')) {
    Percent percent;
    ND_TRY(parse_into(text, percent));
    out = {io::ErrorLimit::Kind::kPercent, 0, percent.percent};
    return {};
  }
  std::uint64_t count = 0;
  ND_TRY(parse_into(text, count));
  out = {io::ErrorLimit::Kind::kCount, count, 0};
  return {};
}

Binding flag(bool& out) {
  return flag(out, true);
}

Error no_such_choice(std::string_view word, const std::vector<std::string>& choices) {
  std::string message = fmt::format("{} is none of {}", in_quotes(word), joined(choices));
  message += did_you_mean(word, {choices.begin(), choices.end()});
  return Error{ErrorKind::kUsage, std::move(message), Error::kNoOffset};
}

Binding call(unsigned values, std::function<Status(Typed)> set) {
  return {.values = values, .repeatable = true, .set = std::move(set)};
}

}  // namespace nd::cli
