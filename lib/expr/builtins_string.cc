// Strings: case, prefixes, cutting, joining, places; hashes of values.
#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "base/hash.h"
#include "base/hex.h"
#include "expr/arithmetic.h"
#include "expr/builtin_families.h"
#include "expr/machine.h"
#include "expr/number_text.h"
#include "expr/values.h"
#include "json/writer.h"

namespace nd::expr {
namespace {

using json::Value;

Flow need_string(const Call& call, const Value& value) {
  if (value.is_string()) return Flow::kGo;
  return call.machine.fail(call.node, "a string is needed, not {}", described(value));
}

// Letters from `first` to `last` moved by `step`.
Flow shift_letters(const Call& call, char first, char last, int step, Value& out) {
  ND_FLOW(need_string(call, call.input));
  const std::string_view text = call.input.text();
  const auto moves = [&](char c) { return c >= first && c <= last; };
  if (std::none_of(text.begin(), text.end(), moves)) {
    out = call.input;
    return Flow::kGo;
  }
  ND_FLOW(call.machine.make_string(call.node, text, out));
  char* const copy = const_cast<char*>(out.text().data());  // the machine's own fresh copy
  std::transform(copy, copy + text.size(), copy,
                 [&](char c) { return moves(c) ? static_cast<char>(c + step) : c; });
  return Flow::kGo;
}

Flow ascii_downcase(const Call& call, Value& out) {
  return shift_letters(call, 'A', 'Z', 32, out);
}
Flow ascii_upcase(const Call& call, Value& out) {
  return shift_letters(call, 'a', 'z', -32, out);
}

// Unicode's toNFKC_Casefold (Standard, section 3.13): texts that look and mean the same become one,
// whatever their case, width or composition. What is drawn as nothing is left out.
Flow nfkc_casefold(const Call& call, Value& out) {
  ND_FLOW(need_string(call, call.input));
  const std::string_view text = call.input.text();
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  if (std::all_of(text.begin(), text.end(), is_ascii)) return ascii_downcase(call, out);
  constexpr auto kOptions = static_cast<utf8proc_option_t>(
      UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
  const auto* const bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  const auto size = static_cast<utf8proc_ssize_t>(text.size());
  thread_local std::vector<utf8proc_int32_t> points;  // grows with the longest text
  // One more than the code points: they are written as bytes in place, and end with a NUL.
  const auto decompose = [&] {
    const auto room = static_cast<utf8proc_ssize_t>(points.size()) - 1;
    return utf8proc_decompose(bytes, size, points.data(), std::max<utf8proc_ssize_t>(room, 0),
                              kOptions);
  };
  utf8proc_ssize_t count = decompose();
  if (count >= static_cast<utf8proc_ssize_t>(points.size())) {
    points.resize(static_cast<std::size_t>(count) + 1);
    count = decompose();
  }
  const utf8proc_ssize_t length =
      count < 0 ? count : utf8proc_reencode(points.data(), count, kOptions);
  if (length < 0) return call.machine.fail(call.node, "the string is not UTF-8");
  return call.machine.make_string(
      call.node, {reinterpret_cast<const char*>(points.data()), static_cast<std::size_t>(length)},
      out);
}

Flow starts_with(const Call& call, Value& out) {
  ND_FLOW(need_string(call, call.input));
  ND_FLOW(need_string(call, call.arguments[0]));
  out = Value::boolean(call.input.text().starts_with(call.arguments[0].text()));
  return Flow::kGo;
}

Flow ends_with(const Call& call, Value& out) {
  ND_FLOW(need_string(call, call.input));
  ND_FLOW(need_string(call, call.arguments[0]));
  out = Value::boolean(call.input.text().ends_with(call.arguments[0].text()));
  return Flow::kGo;
}

// What is no string, or has no such prefix, stays as it is.
Flow ltrimstr(const Call& call, Value& out) {
  out = call.input;
  const Value& prefix = call.arguments[0];
  if (out.is_string() && prefix.is_string() && out.text().starts_with(prefix.text())) {
    out = Value::string(out.text().substr(prefix.text().size()));
  }
  return Flow::kGo;
}

Flow rtrimstr(const Call& call, Value& out) {
  out = call.input;
  const Value& suffix = call.arguments[0];
  if (out.is_string() && suffix.is_string() && out.text().ends_with(suffix.text())) {
    out = Value::string(out.text().substr(0, out.text().size() - suffix.text().size()));
  }
  return Flow::kGo;
}

// Bytes of the white-space character (as jq's trim has it) at the start or end of a text; 0 if
// there is none.
std::size_t blank_bytes(std::string_view text, bool at_end) {
  // clang-format off
  constexpr std::array<std::string_view, 25> kBlanks = {
      " ", "\t", "\n", "\v", "\f", "\r", "\u0085", "\u00a0", "\u1680", "\u2000", "\u2001", "\u2002",
      "\u2003", "\u2004", "\u2005", "\u2006", "\u2007", "\u2008", "\u2009", "\u200a", "\u2028", "\u2029",
      "\u202f", "\u205f", "\u3000"};
  // clang-format on
  for (const std::string_view blank : kBlanks) {
    if (at_end ? text.ends_with(blank) : text.starts_with(blank)) return blank.size();
  }
  return 0;
}

template <bool kLeft, bool kRight>
Flow trim(const Call& call, Value& out) {
  if (!call.input.is_string()) {
    return call.machine.fail(call.node, "only a string can be trimmed, not {}",
                             described(call.input));
  }
  std::string_view text = call.input.text();
  if (kLeft) {
    while (const std::size_t bytes = blank_bytes(text, false))
      text.remove_prefix(bytes);
  }
  if (kRight) {
    while (const std::size_t bytes = blank_bytes(text, true))
      text.remove_suffix(bytes);
  }
  out = Value::string(text);
  return Flow::kGo;
}

Flow split(const Call& call, Value& out) {
  ND_FLOW(need_string(call, call.input));
  ND_FLOW(need_string(call, call.arguments[0]));
  return split_text(call.machine, call.node, call.input.text(), call.arguments[0].text(), out);
}

// Null is an empty piece, numbers and booleans are written out.
Flow join(const Call& call, Value& out) {
  const Value& separator = call.arguments[0];
  std::string& text = call.machine.scratch();
  bool first = true;
  ND_FLOW(each_item(call.machine, call.node, call.input, [&](const Value& item) {
    if (!first && separator.is_string()) text.append(separator.text());
    if (!first && !separator.is_string() && !separator.is_null())
      return need_string(call, separator);
    first = false;
    if (item.is_number() || item.is_bool()) {
      append_json_text(text, item);
    } else if (item.is_string()) {
      text.append(item.text());
    } else if (!item.is_null()) {
      return call.machine.fail(call.node, "cannot join {} to a string", described(item));
    }
    return text.size() > kMaxRecordBytes ? call.machine.out_of_memory(call.node) : Flow::kGo;
  }));
  return call.machine.make_string(call.node, text, out);
}

// Every place of a text in a text, overlaps included, counted in bytes.
Flow text_places(const Call& call, std::string_view text, std::string_view wanted, Value& out) {
  Machine::List places(call.machine);
  for (std::size_t at = wanted.empty() ? std::string_view::npos : text.find(wanted);
       at != std::string_view::npos; at = text.find(wanted, at + 1)) {
    places->push_back(Value::integer(static_cast<std::int64_t>(at)));
  }
  return call.machine.make_array(call.node, *places, out);
}

Flow indices(const Call& call, Value& out) {
  const Value& wanted = call.arguments[0];
  if (call.input.is_string() && wanted.is_string())
    return text_places(call, call.input.text(), wanted.text(), out);
  if (call.input.is_array() && !wanted.is_array()) {
    const Value one = Value::array({&wanted, 1});
    return index_value(call.machine, call.node, call.input, one, out);
  }
  return index_value(call.machine, call.node, call.input, wanted, out);
}

std::string canonical_text(const Value& value) {
  std::string text;
  json::append_canonical(text, value);
  return text;
}

Flow xxh3(const Call& call, Value& out) {
  std::string& text = call.machine.scratch();
  append_hex(text, hash64(canonical_text(call.input)), 16);
  return call.machine.make_string(call.node, text, out);
}

Flow sampled(const Call& call, Value& out) {
  const Value& one_in = call.arguments[0];
  if (one_in.kind() != json::Kind::kInt || one_in.int_value() < 1) {
    return call.machine.fail(call.node, "sampled(N) takes a whole number from 1 on, not {}",
                             described(one_in));
  }
  out = Value::boolean(
      hash64(canonical_text(call.input)) % static_cast<std::uint64_t>(one_in.int_value()) == 0);
  return Flow::kGo;
}

// A share is a likely mistake, and one that is seen before anything is read.
Result<std::unique_ptr<Prepared>> check_sampled(std::span<const Value> arguments) {
  const Value& one_in = arguments[0];
  if (one_in.is_missing() || (one_in.kind() == json::Kind::kInt && one_in.int_value() >= 1))
    return nullptr;
  const double share = one_in.is_number() ? one_in.to_double() : 0;
  if (!(share > 0 && share < 1))
    return usage_error("sampled(N) takes a whole number from 1 on, not {}", described(one_in));
  std::string written;
  append_number_text(written, one_in);
  return usage_error("sampled(N) is true for one value in N: a share of {} is sampled({})", written,
                     std::llround(1 / share));
}

constexpr std::array kRows = {
    Builtin{.name = "ascii_downcase",
            .signature = "ascii_downcase",
            .help = "A to Z as small letters",
            .example = {"ascii_downcase", "\"AbÉ\"", "\"abÉ\""},
            .function = ascii_downcase},
    Builtin{.name = "ascii_upcase",
            .signature = "ascii_upcase",
            .help = "a to z as capitals",
            .example = {"ascii_upcase", "\"abé\"", "\"ABé\""},
            .function = ascii_upcase},
    Builtin{.name = "nfkc_casefold",
            .signature = "nfkc_casefold",
            .help =
                "a string as it is compared with others: without case, width and other forms of "
                "the same characters (Unicode's NFKC_Casefold)",
            .example = {"nfkc_casefold", "\"ＡＢ ﬁÉ\"", "\"ab fié\""},
            .origin = Origin::kOurs,
            .function = nfkc_casefold},
    Builtin{.name = "startswith",
            .signature = "startswith(PREFIX)",
            .help = "whether a string starts with PREFIX",
            .example = {"startswith(\"ab\")", "\"abc\"", "true"},
            .function = starts_with,
            .special = Special::kStartsWith},
    Builtin{.name = "endswith",
            .signature = "endswith(SUFFIX)",
            .help = "whether a string ends with SUFFIX",
            .example = {"endswith(\"bc\")", "\"abc\"", "true"},
            .function = ends_with,
            .special = Special::kEndsWith},
    Builtin{.name = "ltrimstr",
            .signature = "ltrimstr(PREFIX)",
            .help = "a string without PREFIX; anything else as it is",
            .example = {"map(ltrimstr(\"v\"))", "[\"v1\",\"w\",2]", "[\"1\",\"w\",2]"},
            .function = ltrimstr},
    Builtin{.name = "rtrimstr",
            .signature = "rtrimstr(SUFFIX)",
            .help = "a string without SUFFIX; anything else as it is",
            .example = {"rtrimstr(\".mp4\")", "\"a.mp4\"", "\"a\""},
            .function = rtrimstr},
    Builtin{.name = "trim",
            .signature = "trim",
            .help = "a string without the white space at both ends",
            .example = {"trim", "\" a b\\n\"", "\"a b\""},
            .origin = Origin::kJqLater,
            .function = trim<true, true>},
    Builtin{.name = "ltrim",
            .signature = "ltrim",
            .help = "a string without the white space at its start",
            .example = {"ltrim", "\" a \"", "\"a \""},
            .origin = Origin::kJqLater,
            .function = trim<true, false>},
    Builtin{.name = "rtrim",
            .signature = "rtrim",
            .help = "a string without the white space at its end",
            .example = {"rtrim", "\" a \"", "\" a\""},
            .origin = Origin::kJqLater,
            .function = trim<false, true>},
    Builtin{.name = "split",
            .signature = "split(SEPARATOR)",
            .help = "the pieces of a string between separators; \"\" splits it into characters",
            .example = {"split(\", \")", "\"a, b\"", "[\"a\",\"b\"]"},
            .function = split},
    Builtin{.name = "join",
            .signature = "join(SEPARATOR)",
            .help = "the items of an array as one string; null is an empty piece",
            .example = {"join(\"-\")", "[\"a\",1,null]", "\"a-1-\""},
            .function = join},
    Builtin{.name = "indices",
            .signature = "indices(PART)",
            .help = "the places at which PART stands in an array, or in a string, counted in bytes "
                    "as jq 1.7 does",
            .example = {"indices(\"a\")", "\"banana\"", "[1,3,5]"},
            .function = indices},
    Builtin{.name = "index",
            .signature = "index(PART)",
            .help = "the first place of PART, or null",
            .example = {"index(\"a\")", "\"banana\"", "1"},
            .definition = "indices(PART) | .[0]"},
    Builtin{.name = "rindex",
            .signature = "rindex(PART)",
            .help = "the last place of PART, or null",
            .example = {"rindex(\"a\")", "\"banana\"", "5"},
            .definition = "indices(PART) | .[-1:][0]"},
    Builtin{.name = "xxh3",
            .signature = "xxh3",
            .help = "the 64-bit XXH3 of the value's canonical JSON text, as 16 hexadecimal digits",
            .example = {"xxh3", "\"u1\"", "\"3df178b72f810667\""},
            .origin = Origin::kOurs,
            .function = xxh3},
    Builtin{.name = "sampled",
            .signature = "sampled(N)",
            .help = "true for one in N values, chosen by a hash of the value, so the same user is "
                    "always in or always out",
            .example = {"[range(1000)] | map(select(sampled(10))) | length > 50", "null", "true"},
            .origin = Origin::kOurs,
            .function = sampled,
            .prepare = check_sampled},
};

}  // namespace

std::span<const Builtin> string_builtins() {
  return kRows;
}

}  // namespace nd::expr
