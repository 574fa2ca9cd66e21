// Choosing among values, their kinds, errors, and conversions to and from text.
#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "base/ascii.h"
#include "base/number.h"
#include "base/utf8.h"
#include "expr/arithmetic.h"
#include "expr/builtin_families.h"
#include "expr/formats.h"
#include "expr/machine.h"
#include "expr/number_text.h"
#include "json/tree.h"

namespace nd::expr {
namespace {

using json::Value;

Flow select(Machine& machine, const Node& node, const Value& input, Sink sink) {
  return machine.run(*node.children[0], input, [&](const Value& value) {
    return value.is_truthy() ? sink(input) : Flow::kGo;
  });
}

Flow select_paths(Machine& machine, const Node& node, const PathValue& input, PathSink sink) {
  return machine.run(*node.children[0], input.value, [&](const Value& value) {
    return value.is_truthy() ? sink(input) : Flow::kGo;
  });
}

Flow empty(Machine&, const Node&, const Value&, Sink) {
  return Flow::kGo;
}
Flow empty_paths(Machine&, const Node&, const PathValue&, PathSink) {
  return Flow::kGo;
}

Flow error_of_input(const Call& call, Value&) {
  return call.machine.fail_with(call.node, call.input);
}
Flow error_of_argument(const Call& call, Value&) {
  return call.machine.fail_with(call.node, call.arguments[0]);
}

Flow invert(const Call& call, Value& out) {
  out = Value::boolean(!call.input.is_truthy());
  return Flow::kGo;
}

Flow type(const Call& call, Value& out) {
  out = Value::string(json::type_name(call.input));
  return Flow::kGo;
}

Flow length(const Call& call, Value& out) {
  const Value& in = call.input;
  if (in.is_null()) {
    out = Value::integer(0);
  } else if (in.is_string()) {
    out = Value::integer(static_cast<std::int64_t>(utf8::length(in.text())));
  } else if (in.is_array()) {
    out = Value::integer(static_cast<std::int64_t>(in.items().size()));
  } else if (in.is_object()) {
    out = Value::integer(static_cast<std::int64_t>(in.members().size()));
  } else if (in.is_number()) {
    out = in;
    if (in.to_double() < 0) return negate(call.machine, call.node, in, out);
  } else {
    return call.machine.fail(call.node, "{} has no length", described(in));
  }
  return Flow::kGo;
}

Flow utf8_byte_length(const Call& call, Value& out) {
  if (!call.input.is_string()) {
    return call.machine.fail(call.node, "only a string has a length in bytes, not {}",
                             described(call.input));
  }
  out = Value::integer(static_cast<std::int64_t>(call.input.text().size()));
  return Flow::kGo;
}

Flow to_string(const Call& call, Value& out) {
  return format_value(call.machine, call.node, Format::kText, call.input, out);
}

Flow to_json(const Call& call, Value& out) {
  return format_value(call.machine, call.node, Format::kJson, call.input, out);
}

// jq's reader takes more than JSON's numbers: blanks around, a plus, leading zeros, a bare point.
// Empty if it is none.
std::string plain_number(std::string_view text) {
  text = trimmed(text);
  std::string plain;
  if (text.starts_with('-')) plain.push_back('-');
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  if (text.empty() || !(is_digit(text[0]) || (text[0] == '.' && text.size() > 1))) return {};
  return plain + json_number(text);
}

// A number as jq reads it, alone in a text. false if the text is none.
bool read_number(const Call& call, std::string_view text, Value& out) {
  if (text == "nan" || text == "NaN") {
    out = Value::real(std::nan(""));
    return true;
  }
  if (text == "infinity" || text == "-infinity") {
    out = Value::real(text[0] == '-' ? -HUGE_VAL : HUGE_VAL);
    return true;
  }
  const std::string plain = plain_number(text);
  if (plain.empty()) return false;
  const auto parsed = json::parse(call.machine.arena().copy(plain), call.machine.arena());
  if (!parsed || !parsed->is_number()) return false;
  out = *parsed;
  return true;
}

Flow from_json(const Call& call, Value& out) {
  if (!call.input.is_string()) {
    return call.machine.fail(call.node, "only a string holds JSON text, not {}",
                             described(call.input));
  }
  const std::string_view text = call.input.text();
  if (!call.machine.charge(text.size() * 4)) return call.machine.out_of_memory(call.node);
  if (read_number(call, text, out)) return Flow::kGo;
  const auto parsed = json::parse(text, call.machine.arena());
  if (!parsed) {
    return call.machine.fail(call.node, "{} is not JSON: {}", json_quoted(text),
                             parsed.error().message);
  }
  out = *parsed;
  return Flow::kGo;
}

Flow to_number(const Call& call, Value& out) {
  out = call.input;
  if (call.input.is_number()) return Flow::kGo;
  if (!call.input.is_string())
    return call.machine.fail(call.node, "{} is no number", described(call.input));
  if (!call.machine.charge(call.input.text().size() * 2))
    return call.machine.out_of_memory(call.node);
  if (read_number(call, call.input.text(), out)) return Flow::kGo;
  return call.machine.fail(call.node, "{} is no number", json_quoted(call.input.text()));
}

Flow to_boolean(const Call& call, Value& out) {
  const Value& in = call.input;
  out = in;
  if (in.is_bool()) return Flow::kGo;
  if (in.is_string() && (in.text() == "true" || in.text() == "false")) {
    out = Value::boolean(in.text() == "true");
    return Flow::kGo;
  }
  return call.machine.fail(call.node, "{} is no boolean", described(in));
}

Flow input_filename(const Call& call, Value& out) {
  out = call.machine.file() == "-" ? Value::null() : Value::string(call.machine.file());
  return Flow::kGo;
}

constexpr std::array kRows = {
    Builtin{.name = "select",
            .signature = "select(CONDITION)",
            .help = "the input, if CONDITION is true of it; nothing else",
            .example = {"[.[] | select(. > 1)]", "[1,2,3]", "[2,3]"},
            .generator = select,
            .paths = select_paths,
            .special = Special::kSelect,
            .passes_input = true,
            .takes_condition = true},
    Builtin{.name = "empty",
            .signature = "empty",
            .help = "no output at all",
            .example = {"[1, empty, 2]", "null", "[1,2]"},
            .generator = empty,
            .paths = empty_paths,
            .ignores_input = true},
    Builtin{.name = "error",
            .signature = "error",
            .help = "an error with the input as its value",
            .example = {"try error catch .", "\"bad\"", "\"bad\""},
            .function = error_of_input,
            .judges = true},
    Builtin{.name = "error",
            .signature = "error(VALUE)",
            .help = "an error with VALUE; the record is treated as a bad one",
            .example = {"try error(\"no \\(.a)\") catch .", "{\"a\":1}", "\"no 1\""},
            .function = error_of_argument,
            .ignores_input = true},
    Builtin{.name = "not",
            .signature = "not",
            .help = "true for null and false, else false",
            .example = {"map(not)", "[null,0]", "[true,false]"},
            .function = invert,
            .special = Special::kNot,
            .judges = true},
    Builtin{.name = "type",
            .signature = "type",
            .help = "the kind of the input: null boolean number string array object",
            .example = {"map(type)", "[1,\"a\",null]", "[\"number\",\"string\",\"null\"]"},
            .function = type,
            .special = Special::kType},
    Builtin{.name = "length",
            .signature = "length",
            .help = "characters of a string, items of an array, fields of an object, the size of a "
                    "number, 0 for null",
            .example = {"map(length)", "[\"né\",[1],{},-2,null]", "[2,1,0,2,0]"},
            .function = length},
    Builtin{.name = "utf8bytelength",
            .signature = "utf8bytelength",
            .help = "bytes of a string in UTF-8",
            .example = {"utf8bytelength", "\"né\"", "3"},
            .function = utf8_byte_length},
    Builtin{.name = "values",
            .signature = "values",
            .help = "the input, unless it is null",
            .example = {"[.[] | values]", "[1,null,false]", "[1,false]"},
            .definition = "select(. != null)",
            .judges = true},
    Builtin{.name = "nulls",
            .signature = "nulls",
            .help = "the input, if it is null",
            .example = {"[.[] | nulls]", "[1,null]", "[null]"},
            .definition = "select(. == null)",
            .judges = true},
    Builtin{.name = "booleans",
            .signature = "booleans",
            .help = "the input, if it is true or false",
            .example = {"[.[] | booleans]", "[1,true]", "[true]"},
            .definition = "select(type == \"boolean\")",
            .judges = true},
    Builtin{.name = "numbers",
            .signature = "numbers",
            .help = "the input, if it is a number",
            .example = {"[.[] | numbers]", "[1,\"a\"]", "[1]"},
            .definition = "select(type == \"number\")",
            .judges = true},
    Builtin{.name = "strings",
            .signature = "strings",
            .help = "the input, if it is a string",
            .example = {"[.[] | strings]", "[1,\"a\"]", "[\"a\"]"},
            .definition = "select(type == \"string\")",
            .judges = true},
    Builtin{.name = "arrays",
            .signature = "arrays",
            .help = "the input, if it is an array",
            .example = {"[.[] | arrays]", "[1,[2]]", "[[2]]"},
            .definition = "select(type == \"array\")",
            .judges = true},
    Builtin{.name = "objects",
            .signature = "objects",
            .help = "the input, if it is an object",
            .example = {"[.[] | objects]", "[1,{}]", "[{}]"},
            .definition = "select(type == \"object\")",
            .judges = true},
    Builtin{.name = "iterables",
            .signature = "iterables",
            .help = "the input, if it is an array or object",
            .example = {"[.[] | iterables]", "[1,[],{}]", "[[],{}]"},
            .definition = "select(type == \"array\" or type == \"object\")",
            .judges = true},
    Builtin{.name = "scalars",
            .signature = "scalars",
            .help = "the input, if it is no array or object",
            .example = {"[.[] | scalars]", "[1,[],null]", "[1,null]"},
            .definition = "select(type != \"array\" and type != \"object\")",
            .judges = true},
    Builtin{.name = "tostring",
            .signature = "tostring",
            .help = "a string as it is, anything else as its JSON text",
            .example = {"map(tostring)", "[1,\"a\",[2]]", "[\"1\",\"a\",\"[2]\"]"},
            .function = to_string},
    Builtin{.name = "tonumber",
            .signature = "tonumber",
            .help = "the number that a string holds",
            .example = {"tonumber", "\"12.5\"", "12.5"},
            .function = to_number},
    Builtin{.name = "toboolean",
            .signature = "toboolean",
            .help = "the boolean that a string holds",
            .example = {"toboolean", "\"true\"", "true"},
            .origin = Origin::kJqLater,
            .function = to_boolean},
    Builtin{.name = "tojson",
            .signature = "tojson",
            .help = "the input as JSON text",
            .example = {"tojson", "[1,\"a\"]", "\"[1,\\\"a\\\"]\""},
            .function = to_json},
    Builtin{.name = "fromjson",
            .signature = "fromjson",
            .help = "the value of a JSON text",
            .example = {"fromjson", "\"{\\\"a\\\":1}\"", "{\"a\":1}"},
            .function = from_json},
    Builtin{.name = "input_filename",
            .signature = "input_filename",
            .help = "the name of the file being read; null for standard input",
            .example = {"input_filename", "1", "null"},
            .function = input_filename,
            .ignores_input = true,
            .depends_on = DependsOn::kFile},
};

}  // namespace

std::span<const Builtin> basic_builtins() {
  return kRows;
}

}  // namespace nd::expr
