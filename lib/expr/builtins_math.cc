// Functions of one or two numbers.
#include <array>
#include <cmath>

#include "expr/arithmetic.h"
#include "expr/builtin_families.h"
#include "expr/machine.h"
#include "expr/number_text.h"
#include "expr/strict.h"

namespace nd::expr {
namespace {

using json::Kind;
using json::Value;

Flow number_argument(const Call& call, const Value& value, double& out) {
  if (!value.is_number())
    return call.machine.fail(call.node, "a number is needed, not {}", described(value));
  return as_double(call.machine, call.node, value, out);
}

template <double (*F)(double)>
Flow real_function(const Call& call, Value& out) {
  double x = 0;
  ND_FLOW(number_argument(call, call.input, x));
  out = number_of(F(x));
  return Flow::kGo;
}

// Functions that leave whole numbers as they are.
template <double (*F)(double)>
Flow rounding(const Call& call, Value& out) {
  if (call.input.kind() == Kind::kInt || call.input.kind() == Kind::kUint) {
    out = call.input;
    return Flow::kGo;
  }
  return real_function<F>(call, out);
}

Flow fabs_of(const Call& call, Value& out) {
  if (call.input.kind() == Kind::kInt || call.input.kind() == Kind::kUint) {
    out = call.input;
    return call.input.to_double() < 0 ? negate(call.machine, call.node, call.input, out)
                                      : Flow::kGo;
  }
  return real_function<std::fabs>(call, out);
}

// jq defines abs by `. < 0`, so what is not below 0 in the order of values is given back.
Flow abs_of(const Call& call, Value& out) {
  out = call.input;
  ND_FLOW(check_alike(call.machine, call.node, call.input, Value::integer(0), Nulls::kAKind));
  return compare(Op::kLess, call.input, Value::integer(0))
             ? negate(call.machine, call.node, call.input, out)
             : Flow::kGo;
}

Flow power(const Call& call, Value& out) {
  double base = 0;
  double exponent = 0;
  ND_FLOW(number_argument(call, call.arguments[0], base));
  ND_FLOW(number_argument(call, call.arguments[1], exponent));
  out = number_of(std::pow(base, exponent));
  return Flow::kGo;
}

Flow infinite(const Call&, Value& out) {
  out = Value::real(HUGE_VAL);
  return Flow::kGo;
}

Flow not_a_number(const Call&, Value& out) {
  out = Value::real(std::nan(""));
  return Flow::kGo;
}

Flow is_infinite(const Call& call, Value& out) {
  out = Value::boolean(call.input.kind() == Kind::kDouble && std::isinf(call.input.double_value()));
  return Flow::kGo;
}

Flow is_nan_number(const Call& call, Value& out) {
  out = Value::boolean(call.input.kind() == Kind::kDouble && std::isnan(call.input.double_value()));
  return Flow::kGo;
}

// The multiple of the width at or below a number.
Flow bucket(const Call& call, Value& out) {
  const Value& width = call.arguments[0];
  if (!width.is_number() || !(width.to_double() > 0)) {
    return call.machine.fail(call.node, "the width of a bucket is a number above 0, not {}",
                             described(width));
  }
  if (!call.input.is_number())
    return call.machine.fail(call.node, "a number is needed, not {}", described(call.input));
  if (call.input.kind() == Kind::kInt && width.kind() == Kind::kInt) {
    const std::int64_t x = call.input.int_value();
    const std::int64_t w = width.int_value();
    const std::int64_t above = x % w < 0 ? x % w + w : x % w;
    return arithmetic(call.machine, call.node, Op::kSubtract, call.input, Value::integer(above),
                      out);
  }
  double x = 0;
  double w = 0;
  ND_FLOW(as_double(call.machine, call.node, call.input, x));
  ND_FLOW(as_double(call.machine, call.node, width, w));
  out = number_of(std::floor(x / w) * w);
  return Flow::kGo;
}

constexpr std::array kRows = {
    Builtin{.name = "floor",
            .signature = "floor",
            .help = "the whole number at or below",
            .example = {"map(floor)", "[1.5,-1.5]", "[1,-2]"},
            .function = rounding<std::floor>},
    Builtin{.name = "ceil",
            .signature = "ceil",
            .help = "the whole number at or above",
            .example = {"map(ceil)", "[1.2,-1.2]", "[2,-1]"},
            .function = rounding<std::ceil>},
    Builtin{.name = "round",
            .signature = "round",
            .help = "the nearest whole number, halves away from 0",
            .example = {"map(round)", "[0.5,2.5,-0.4]", "[1,3,0]"},
            .function = rounding<std::round>},
    Builtin{.name = "abs",
            .signature = "abs",
            .help = "the size of a number",
            .example = {"map(abs)", "[-1,2.5]", "[1,2.5]"},
            .origin = Origin::kJqLater,
            .function = abs_of},
    Builtin{.name = "fabs",
            .signature = "fabs",
            .help = "the size of a number; anything else is an error",
            .example = {"map(fabs)", "[-1,2.5]", "[1,2.5]"},
            .function = fabs_of},
    Builtin{.name = "sqrt",
            .signature = "sqrt",
            .help = "the square root",
            .example = {"sqrt", "9", "3"},
            .function = real_function<std::sqrt>},
    Builtin{.name = "pow",
            .signature = "pow(BASE; EXPONENT)",
            .help = "BASE to the power of EXPONENT",
            .example = {"pow(2; 10)", "null", "1024"},
            .function = power,
            .ignores_input = true,
            .order = Order::kLastOutermost},
    Builtin{.name = "log",
            .signature = "log",
            .help = "the natural logarithm",
            .example = {"log", "1", "0"},
            .function = real_function<std::log>},
    Builtin{.name = "log10",
            .signature = "log10",
            .help = "the decimal logarithm",
            .example = {"log10", "1000", "3"},
            .function = real_function<std::log10>},
    Builtin{.name = "log2",
            .signature = "log2",
            .help = "the binary logarithm",
            .example = {"log2", "8", "3"},
            .function = real_function<std::log2>},
    Builtin{.name = "exp",
            .signature = "exp",
            .help = "e to the power of the input",
            .example = {"exp", "0", "1"},
            .function = real_function<std::exp>},
    Builtin{.name = "infinite",
            .signature = "infinite",
            .help = "a number above all others; it leaves as null",
            .example = {"infinite > 1e308", "null", "true"},
            .function = infinite,
            .ignores_input = true},
    Builtin{
        .name = "nan",
        .signature = "nan",
        .help = "no number at all: below all numbers, not even equal to itself; it leaves as null",
        .example = {"nan == nan, nan < 1", "null", "false true"},
        .function = not_a_number,
        .ignores_input = true},
    Builtin{.name = "isinfinite",
            .signature = "isinfinite",
            .help = "whether a number is infinite",
            .example = {"infinite | isinfinite", "null", "true"},
            .function = is_infinite,
            .judges = true},
    Builtin{.name = "isnan",
            .signature = "isnan",
            .help = "whether a number is nan",
            .example = {"nan | isnan", "null", "true"},
            .function = is_nan_number,
            .judges = true},
    Builtin{.name = "bucket",
            .signature = "bucket(WIDTH)",
            .help = "the largest multiple of WIDTH at or below a number: the low end of its bucket",
            .example = {"map(bucket(10))", "[0,9,10,-1]", "[0,0,10,-10]"},
            .origin = Origin::kOurs,
            .function = bucket},
};

}  // namespace

std::span<const Builtin> math_builtins() {
  return kRows;
}

}  // namespace nd::expr
