#include "format/number_spec.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/display_width.h"
#include "base/utf8.h"
#include "base/wording.h"

namespace nd::format {
namespace {

using Align = NumberSpec::Align;
using Sign = NumberSpec::Sign;
using Type = NumberSpec::Type;

constexpr std::string_view kCjkLetter = "万";
constexpr int kCDigits = 6;  // of Python's types

std::optional<Align> align_of(char c) {
  switch (c) {
    case '<':
      return Align::kLeft;
    case '>':
      return Align::kRight;
    case '^':
      return Align::kCenter;
    case '=':
      return Align::kBehindSign;
    default:
      return std::nullopt;
  }
}

std::optional<Type> type_of(char letter) {
  switch (lower(letter)) {
    case 'f':
      return Type::kFixed;
    case 'e':
      return Type::kScientific;
    case 'g':
      return Type::kGeneral;
    case 'd':
      return Type::kInteger;
    case 's':
      return Type::kText;
    case '%':
      return Type::kPercent;
    default:
      return std::nullopt;
  }
}

// Reads a specification, part by part in the order of its grammar.
class SpecReader {
 public:
  SpecReader(std::string_view& text, const Language& language) : rest_(text) {
    spec_.language = &language;
  }

  Result<NumberSpec> read() {
    read_fill_and_align();
    if (accept('+')) {
      spec_.sign = Sign::kPlus;
    } else if (accept(' ')) {
      spec_.sign = Sign::kBlank;
    } else {
      accept('-');
    }
    if (rest_.starts_with('#')) return usage_error("'#' is no part of a specification here");
    read_zero();
    spec_.width = ND_TRY(read_places());
    if (rest_.starts_with(',') || rest_.starts_with('_')) {
      spec_.separator = rest_.front();
      rest_.remove_prefix(1);
    }
    if (accept('.')) {
      if (rest_.empty() || !is_digit(rest_.front()))
        return usage_error("digits are missing behind the point");
      spec_.precision = static_cast<int>(ND_TRY(read_places()));
    }
    ND_TRY(read_type());
    ND_TRY(check());
    return spec_;
  }

 private:
  bool accept(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  void read_fill_and_align() {
    if (rest_.empty()) return;
    const std::size_t size = utf8::first(rest_).size;
    if (rest_.size() > size && align_of(rest_[size])) {
      spec_.fill = rest_.substr(0, size);
      spec_.align = *align_of(rest_[size]);
      has_fill_ = true;
      rest_.remove_prefix(size + 1);
    } else if (const auto align = align_of(rest_.front())) {
      spec_.align = *align;
      rest_.remove_prefix(1);
    }
  }

  // As in Python: it is the fill, and stands behind the sign unless an alignment was given.
  void read_zero() {
    if (has_fill_ || !accept('0')) return;
    spec_.fill = "0";
    spec_.has_zeros = true;
    if (spec_.align == Align::kByKind) spec_.align = Align::kBehindSign;
  }

  Result<std::size_t> read_places() {
    std::size_t places = 0;
    for (; !rest_.empty() && is_digit(rest_.front()); rest_.remove_prefix(1)) {
      places = places * 10 + static_cast<std::size_t>(rest_.front() - '0');
      if (places > NumberSpec::kMostPlaces)
        return usage_error("width and precision are at most {}", NumberSpec::kMostPlaces);
    }
    return places;
  }

  // At the end, or where words follow, there is none.
  Status read_type() {
    if (rest_.empty() || rest_.starts_with(' ')) return {};
    if (accept('p')) {
      spec_.type = accept('p') ? Type::kPointWords : Type::kPoints;
    } else if (const auto type = type_of(rest_.front());
               type && (rest_.front() != 'D' && rest_.front() != 'S')) {
      spec_.type = *type;
      spec_.is_upper = rest_.front() == upper(rest_.front());
      rest_.remove_prefix(1);
    }
    return read_unit();
  }

  Status read_unit() {
    NumberStyle units = NumberStyle::kPlain;
    if (accept('~')) {
      units = spec_.language->units;
      if (spec_.separator == 0) spec_.separator = spec_.language->separator;
    } else if (rest_.starts_with(kCjkLetter)) {
      units = NumberStyle::kCjk;
      rest_.remove_prefix(kCjkLetter.size());
    } else if (accept('K')) {
      units = NumberStyle::kSi;
      if (spec_.separator == 0) spec_.separator = ',';
    } else {
      return {};
    }
    spec_.has_fixed_digits = spec_.type == Type::kFixed;
    if (spec_.has_fixed_digits && !spec_.precision)
      return usage_error("say how many digits follow the point, as in .1f~");
    if (spec_.type != Type::kAny && spec_.type != Type::kGeneral && !spec_.has_fixed_digits)
      return usage_error("a unit goes with f and g alone");
    spec_.type = Type::kUnit;
    spec_.units = units;
    return {};
  }

  Status check() {
    if (!rest_.empty() && rest_.front() != ' ') {
      return usage_error(
          "{} is no type; the types are d f e g % s, p and pp for percentage points, and the units "
          "~ 万 K",
          in_quotes(rest_, 20));
    }
    if (spec_.type == Type::kInteger && spec_.precision)
      return usage_error("d shows whole numbers and takes no precision; f rounds");
    const bool is_number = spec_.sign != Sign::kMinus || spec_.separator != 0 || spec_.has_zeros ||
                           spec_.align == Align::kBehindSign;
    if (spec_.type == Type::kText && is_number)
      return usage_error("s is for text, which has no sign, separators or leading zeros");
    return {};
  }

  std::string_view& rest_;
  NumberSpec spec_;
  bool has_fill_ = false;
};

// Of which the number is made, where the type does not say it all.
NumberFormat format_of(const NumberSpec& spec) {
  const auto at_least_one = [](int digits) { return std::max(1, digits); };
  switch (spec.type) {
    case Type::kAny:
    case Type::kText:
      if (!spec.precision) return {.style = NumberStyle::kGrouped};
      [[fallthrough]];
    case Type::kGeneral:
      return {.style = NumberStyle::kGeneral,
              .significant = at_least_one(spec.precision.value_or(kCDigits))};
    case Type::kInteger:
      return {.style = NumberStyle::kGrouped};
    case Type::kFixed:
      return {.style = NumberStyle::kGrouped, .digits = spec.precision.value_or(kCDigits)};
    case Type::kScientific:
      return {.style = NumberStyle::kScientific, .digits = spec.precision};
    case Type::kPercent:
      return {.style = NumberStyle::kPercent, .digits = spec.precision.value_or(kCDigits)};
    case Type::kPoints:
    case Type::kPointWords:
      return {.style = NumberStyle::kPoints, .digits = spec.precision};
    case Type::kUnit:
      break;
  }
  if (spec.has_fixed_digits) return {.style = spec.units, .digits = spec.precision};
  if (!spec.precision) return {.style = spec.units};
  return {.style = spec.units, .significant = at_least_one(*spec.precision)};
}

std::string_view sign_of(const ShownNumber& shown, Sign sign) {
  if (shown.number.negative) return "-";
  if (sign == Sign::kBlank) return " ";
  // What shows as 0 has no direction.
  return sign == Sign::kPlus && !shown.number.is_zero() ? "+" : "";
}

// So many digits before the point that the number with its other columns is as wide as asked for.
std::int64_t digits_to_fill(std::int64_t width, char separator) {
  if (separator == 0 || width <= 0) return width;
  std::int64_t digits = std::max<std::int64_t>(1, width * 3 / 4);
  while (digits + (digits - 1) / 3 < width)
    ++digits;
  return digits;
}

}  // namespace

Result<NumberSpec> NumberSpec::parse(std::string_view& text, const Language& language) {
  return SpecReader(text, language).read();
}

bool NumberSpec::needs_number() const {
  return has_zeros || sign != Sign::kMinus || separator != 0 || align == Align::kBehindSign ||
         (type != Type::kAny && type != Type::kText);
}

bool NumberSpec::leaves_numbers() const {
  return type == Type::kText || (type == Type::kAny && !needs_number() && !precision);
}

bool shows_one(const ShownNumber& shown) {
  return shown.places == 0 && shown.number.digits == "1" &&
         shown.number.point == shown.exponent + 1;
}

ShownNumber shown_number(const Decimal& number, const NumberSpec& spec, Rounding rounding,
                         std::string& scratch) {
  ShownNumber shown = shown_number(number, format_of(spec), rounding, scratch);
  if (spec.type == Type::kPointWords)
    shown.unit = shows_one(shown) ? spec.language->point : spec.language->points;
  return shown;
}

void append_filled(std::string& out, std::string_view text, std::size_t columns,
                   const NumberSpec& spec, Align by_kind) {
  const Align align = spec.align == Align::kByKind ? by_kind : spec.align;
  const std::size_t missing = spec.width > columns ? spec.width - columns : 0;
  const std::size_t before = align == Align::kLeft     ? 0
                             : align == Align::kCenter ? missing / 2
                                                       : missing;
  for (std::size_t i = 0; i < before; ++i)
    out.append(spec.fill);
  out.append(text);
  for (std::size_t i = before; i < missing; ++i)
    out.append(spec.fill);
}

void append_shown(std::string& out, const ShownNumber& shown, const NumberSpec& spec) {
  const std::string_view sign = sign_of(shown, spec.sign);
  DigitLayout layout{.separator = spec.separator};
  std::string digits;
  append_digits(digits, shown, layout);
  const std::size_t unit_columns = display_width(shown.unit);
  std::size_t columns = sign.size() + digits.size() + unit_columns;
  if (spec.align == Align::kBehindSign && spec.fill == "0" && columns < spec.width &&
      !shown.keeps_its_text) {
    // Digits before the point fill the width, and are separated too.
    const std::size_t whole = std::min(digits.find_first_of(".e"), digits.size());
    const std::size_t others = columns - whole;
    layout.least = digits_to_fill(static_cast<std::int64_t>(spec.width - others), layout.separator);
    digits.clear();
    append_digits(digits, shown, layout);
    columns = sign.size() + digits.size() + unit_columns;
  }
  if (spec.is_upper) {
    for (char& c : digits)
      c = upper(c);
  }
  if (spec.align == Align::kBehindSign) {
    out.append(sign);
    append_filled(out, digits.append(shown.unit), columns, spec, Align::kRight);
    return;
  }
  append_filled(out, std::string(sign).append(digits).append(shown.unit), columns, spec,
                Align::kRight);
}

}  // namespace nd::format
