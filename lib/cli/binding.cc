#include "cli/binding.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/number.h"
#include "cli/message.h"

namespace nd::cli {

namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ')
    text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ')
    text.remove_suffix(1);
  return text;
}

// Narrow integers go through the widest of their sign.
template <class Wide, class T>
Status parse_narrow(std::string_view text, T& out) {
  Wide wide = 0;
  ND_TRY(parse_into(text, wide));
  if (wide < static_cast<Wide>(std::numeric_limits<T>::min()) ||
      wide > static_cast<Wide>(std::numeric_limits<T>::max())) {
    return usage_error(in_quotes(text) + " is too large; at most " +
                       std::to_string(std::numeric_limits<T>::max()));
  }
  out = static_cast<T>(wide);
  return {};
}

bool is_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Digits with an optional fraction; nothing that only a C programmer reads (hexadecimal, exponents,
// inf).
bool is_plain_decimal(std::string_view text) {
  const std::size_t point = text.find('.');
  if (point == std::string_view::npos) return is_digits(text);
  return is_digits(text.substr(0, point)) && is_digits(text.substr(point + 1));
}

// Where text[at], an opening quote, is closed; text.size() if it is not. "\(" holds an expression
// with its own quotes.
std::size_t end_of_string(std::string_view text, std::size_t at);

// Where the bracket text[at] is closed.
std::size_t end_of_bracket(std::string_view text, std::size_t at) {
  std::size_t depth = 0;
  for (std::size_t i = at; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"') {
      i = end_of_string(text, i);
    } else if (c == '(' || c == '[' || c == '{') {
      ++depth;
    } else if (c == ')' || c == ']' || c == '}') {
      if (--depth == 0) return i;
    }
  }
  return text.size();
}

std::size_t end_of_string(std::string_view text, std::size_t at) {
  for (std::size_t i = at + 1; i < text.size(); ++i) {
    if (text[i] == '"') return i;
    if (text[i] != '\\') continue;
    ++i;
    if (i < text.size() && text[i] == '(') i = end_of_bracket(text, i);
  }
  return text.size();
}

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == ' ' || static_cast<unsigned char>(c) >= 0x80;
}

std::string unescaped(std::string_view quoted_text) {
  std::string out;
  for (std::size_t i = 0; i < quoted_text.size(); ++i) {
    if (quoted_text[i] == '\\' && i + 1 < quoted_text.size()) ++i;
    out += quoted_text[i];
  }
  return out;
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
  if (!number || !std::isfinite(*number)) return usage_error(in_quotes(text) + " is not a number");
  out = *number;
  return {};
}

Status parse_into(std::string_view text, char& out) {
  if (text == "\\t") {
    out = '\t';
    return {};
  }
  if (text.size() != 1 || static_cast<unsigned char>(text[0]) >= 0x80) {
    return usage_error(in_quotes(text) + " is not one ASCII character; a tab is written \\t");
  }
  out = text[0];
  return {};
}

Status parse_into(std::string_view text, ByteSize& out) {
  constexpr std::string_view kSuffixes = "KMGTP";
  const auto bad = [&] {
    return usage_error(in_quotes(text) + " is not a size; write bytes, or 64K, 512M, 1.5G");
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
  if (bytes >= 0x1p63) return usage_error(in_quotes(text) + " is more than any machine has");
  out.bytes = static_cast<std::uint64_t>(bytes);
  return {};
}

Status parse_into(std::string_view text, Percent& out) {
  std::string_view digits = text;
  if (digits.ends_with('%')) digits.remove_suffix(1);
  const double number = is_plain_decimal(digits) ? parse_double(digits).value_or(-1) : -1;
  if (!text.ends_with('%') || number < 0 || number > 100) {
    return usage_error(in_quotes(text) + " is not a percentage from 0% to 100%");
  }
  out.percent = number;
  return {};
}

Status parse_into(std::string_view text, Named& out) {
  out = Named{{}, std::string(trimmed(text))};
  const std::string_view whole = trimmed(text);
  std::size_t equals = 0;
  std::string name;
  if (whole.starts_with('"')) {
    const std::size_t close = end_of_string(whole, 0);
    if (close == whole.size()) return {};
    name = unescaped(whole.substr(1, close - 1));
    equals = close + 1;
    while (equals < whole.size() && whole[equals] == ' ')
      ++equals;
  } else {
    while (equals < whole.size() && is_name_character(whole[equals]))
      ++equals;
    name = trimmed(whole.substr(0, equals));
  }
  const std::string_view rest = whole.substr(std::min(equals, whole.size()));
  if (name.empty() || !rest.starts_with('=') || rest.starts_with("==")) return {};
  const std::string_view value = trimmed(rest.substr(1));
  if (value.empty()) return usage_error("nothing follows the '=' of " + in_quotes(whole));
  out = Named{std::move(name), std::string(value)};
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

Result<std::vector<std::string_view>> split_list(std::string_view text) {
  std::vector<std::string_view> items;
  std::size_t start = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] != ',') {
      if (text[i] == '"') {
        i = end_of_string(text, i);
      } else if (text[i] == '(' || text[i] == '[' || text[i] == '{') {
        i = end_of_bracket(text, i);
      }
      // What is not closed reaches to the end; its own parser says so better.
      if (i < text.size()) continue;
    }
    const std::size_t end = std::min(i, text.size());
    const std::string_view item = trimmed(text.substr(start, end - start));
    if (item.empty()) {
      return usage_error(trimmed(text).empty()
                             ? "the list is empty"
                             : "an item of the list " + in_quotes(text) + " is empty");
    }
    items.push_back(item);
    start = end + 1;
  }
  return items;
}

Binding flag(bool& out) {
  return flag(out, true);
}

Error no_such_choice(std::string_view word, const std::vector<std::string>& choices) {
  std::string message = in_quotes(word) + " is none of ";
  for (std::size_t i = 0; i < choices.size(); ++i) {
    if (i > 0) message += ", ";
    message += choices[i];
  }
  message += did_you_mean(word, {choices.begin(), choices.end()});
  return Error{ErrorKind::kUsage, std::move(message), Error::kNoOffset};
}

Binding call(unsigned values, std::function<Status(Words)> set) {
  return {.values = values, .repeatable = true, .set = std::move(set)};
}

}  // namespace nd::cli
