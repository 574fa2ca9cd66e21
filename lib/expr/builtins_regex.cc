// Regular expressions, with jq's flags and the shapes of its results.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/check.h"
#include "base/utf8.h"
#include "expr/builtin_families.h"
#include "expr/formats.h"
#include "expr/machine.h"
#include "expr/number_text.h"
#include "expr/object_builder.h"
#include "expr/regex.h"

namespace nd::expr {
namespace {

using json::Member;
using json::Value;

// The pattern and flags of a call: test(RE), test([RE, FLAGS]), test(RE; FLAGS).
Status pattern_and_flags(std::span<const Value> arguments, std::string_view& text,
                         std::string_view& flags) {
  Value re = arguments[0];
  Value mode = arguments.size() > 1 ? arguments[1] : Value::null();
  if (arguments.size() == 1 && re.is_array() && !re.items().empty()) {
    if (re.items().size() > 1) mode = re.items()[1];
    re = re.items()[0];
  }
  if (!re.is_string())
    return usage_error("a regular expression is a string, not {}", described(re));
  if (!mode.is_null() && !mode.is_string())
    return usage_error("the flags of a regular expression are a string, not {}", described(mode));
  text = re.text();
  flags = mode.is_null() ? std::string_view() : mode.text();
  return {};
}

// nullptr where one of them is not constant.
Result<std::unique_ptr<Prepared>> prepare_pattern(std::span<const Value> arguments) {
  if (std::any_of(arguments.begin(), arguments.end(),
                  [](const Value& v) { return v.is_missing(); }))
    return nullptr;
  std::string_view text;
  std::string_view flags;
  ND_TRY(pattern_and_flags(arguments, text, flags));
  return ND_TRY(compile_pattern(text, flags));
}

// The pattern of a call: made when the program was compiled, or found in the machine's cache.
// `given` holds the pattern and the flags.
Flow pattern_of(Machine& machine, const Node& node, std::span<const Value> given,
                const Pattern*& out) {
  if (node.prepared != nullptr) {
    out = static_cast<const Pattern*>(node.prepared.get());
    return Flow::kGo;
  }
  std::string_view text;
  std::string_view flags;
  if (auto status = pattern_and_flags(given, text, flags); !status)
    return machine.fail(node, status.error().message);
  if (!machine.charge(text.size() + 1024)) return machine.out_of_memory(node);
  auto pattern = machine.patterns().find(text, flags);
  if (!pattern) return machine.fail(node, pattern.error().message);
  out = *pattern;
  return Flow::kGo;
}

Flow need_text(Machine& machine, const Node& node, const Value& input) {
  if (input.is_string()) return Flow::kGo;
  return machine.fail(node, "{} is no string, so no regular expression can match it",
                      described(input));
}

Flow test(const Call& call, Value& out) {
  ND_FLOW(need_text(call.machine, call.node, call.input));
  const Pattern* pattern = nullptr;
  ND_FLOW(pattern_of(call.machine, call.node, call.arguments, pattern));
  out = Value::boolean(matches(*pattern, call.input.text()));
  return Flow::kGo;
}

// Places of one text counted in characters, for places that grow.
class CharacterCounter {
 public:
  Value at(std::string_view text, std::size_t byte) {
    if (byte < byte_)
      return Value::integer(static_cast<std::int64_t>(utf8::length(text.substr(0, byte))));
    count_ += utf8::length(text.substr(byte_, byte - byte_));
    byte_ = byte;
    return Value::integer(static_cast<std::int64_t>(count_));
  }

 private:
  std::size_t byte_ = 0;
  std::size_t count_ = 0;
};

Value part(std::string_view text, Place place) {
  return Value::string(text.substr(place.begin, place.end - place.begin));
}

// In an empty match jq gives every group the empty string, in any other one null to a group that
// took no part.
Value group_text(std::string_view text, const std::vector<Place>& places, std::size_t group) {
  if (places[0].begin == places[0].end) return Value::string("");
  return places[group].begin == Place::kUnmatched ? Value::null() : part(text, places[group]);
}

Flow match_object(Machine& machine, const Node& node, const Pattern& pattern, std::string_view text,
                  const std::vector<Place>& places, CharacterCounter& counter, Value& out) {
  const bool empty_match = places[0].begin == places[0].end;
  const Value offset = counter.at(text, places[0].begin);
  Machine::List captures(machine);
  for (std::size_t group = 1; group < places.size(); ++group) {
    const Value found = group_text(text, places, group);
    const Value name =
        pattern.names[group - 1].empty() ? Value::null() : Value::string(pattern.names[group - 1]);
    const Value group_offset = found.is_null() ? Value::integer(-1)
                               : empty_match   ? offset
                                               : counter.at(text, places[group].begin);
    const auto characters =
        static_cast<std::int64_t>(found.is_null() ? 0 : utf8::length(found.text()));
    const Member whole[] = {{"offset", group_offset},
                            {"length", Value::integer(characters)},
                            {"string", found},
                            {"name", name}};
    const Member bare[] = {
        {"offset", group_offset}, {"string", found}, {"length", Value::integer(0)}, {"name", name}};
    Value capture;
    ND_FLOW(machine.make_object(node, characters == 0 ? bare : whole, capture));
    captures->push_back(capture);
  }
  Value list;
  ND_FLOW(machine.make_array(node, *captures, list));
  const Value found = part(text, places[0]);
  const Member members[] = {
      {"offset", offset},
      {"length", Value::integer(static_cast<std::int64_t>(utf8::length(found.text())))},
      {"string", found},
      {"captures", list}};
  return machine.make_object(node, members, out);
}

// The named groups of a match as one object.
Flow named_groups(Machine& machine, const Node& node, const Pattern& pattern, std::string_view text,
                  const std::vector<Place>& places, Value& out) {
  ObjectBuilder object;
  for (std::size_t group = 1; group < places.size(); ++group) {
    if (!pattern.names[group - 1].empty())
      object.set(pattern.names[group - 1], group_text(text, places, group));
  }
  return machine.make_object(node, object.members(), out);
}

// Walks the matches of a call's pattern in its input.
template <class Use>
Flow each_match(const Call& call, bool all, Use&& use) {
  ND_FLOW(need_text(call.machine, call.node, call.input));
  const Pattern* pattern = nullptr;
  ND_FLOW(pattern_of(call.machine, call.node, call.arguments, pattern));
  Matches walk(*pattern, call.input.text(), all || pattern->global);
  while (walk.next())
    ND_FLOW(use(*pattern, walk.places()));
  return Flow::kGo;
}

Flow match(const Call& call, Sink sink) {
  CharacterCounter counter;
  return each_match(call, false, [&](const Pattern& pattern, const std::vector<Place>& places) {
    Value found;
    ND_FLOW(
        match_object(call.machine, call.node, pattern, call.input.text(), places, counter, found));
    return sink(found);
  });
}

Flow capture(const Call& call, Sink sink) {
  return each_match(call, false, [&](const Pattern& pattern, const std::vector<Place>& places) {
    Value found;
    ND_FLOW(named_groups(call.machine, call.node, pattern, call.input.text(), places, found));
    return sink(found);
  });
}

Flow scan(const Call& call, Sink sink) {
  return each_match(call, true, [&](const Pattern&, const std::vector<Place>& places) {
    const std::string_view text = call.input.text();
    if (places.size() == 1) return sink(part(text, places[0]));
    Machine::List groups(call.machine);
    for (std::size_t group = 1; group < places.size(); ++group)
      groups->push_back(group_text(text, places, group));
    Value list;
    ND_FLOW(call.machine.make_array(call.node, *groups, list));
    return sink(list);
  });
}

Flow split_by(const Call& call, Value& out) {
  Machine::List pieces(call.machine);
  std::size_t from = 0;
  ND_FLOW(each_match(call, true, [&](const Pattern&, const std::vector<Place>& places) {
    pieces->push_back(Value::string(call.input.text().substr(from, places[0].begin - from)));
    from = places[0].end;
    return Flow::kGo;
  }));
  pieces->push_back(Value::string(call.input.text().substr(from)));
  return call.machine.make_array(call.node, *pieces, out);
}

// One text for each output of the replacement: the k-th holds the k-th replacement of every match.
Flow replace(Machine& machine, const Node& node, const Value& input, const Pattern& pattern,
             bool global, Sink sink) {
  const std::string_view text = input.text();
  std::vector<std::string> results;
  std::size_t from = 0;
  Matches walk(pattern, text, global);
  while (walk.next()) {
    const Place place = walk.places()[0];
    const std::string_view gap = text.substr(from, place.begin - from);
    Value groups;
    ND_FLOW(named_groups(machine, node, pattern, text, walk.places(), groups));
    std::size_t at = 0;
    ND_FLOW(machine.run(*node.children[1], groups, [&](const Value& insert) {
      if (!insert.is_string() && !insert.is_null())
        return machine.fail(node, "the replacement is a string, not {}", described(insert));
      if (at == results.size()) results.emplace_back();
      std::string& result = results[at++];
      result.append(gap);
      if (insert.is_string()) result.append(insert.text());
      return result.size() > kMaxRecordBytes ? machine.out_of_memory(node) : Flow::kGo;
    }));
    from = place.end;
  }
  if (results.empty()) return sink(input);
  for (std::string& result : results) {
    result.append(text.substr(from));
    Value out;
    ND_FLOW(machine.make_string(node, result, out));
    ND_FLOW(sink(out));
  }
  return Flow::kGo;
}

// TEXT is evaluated over each match, so that its outputs vary fastest.
template <bool kAll>
Flow substitute(Machine& machine, const Node& node, const Value& input, Sink sink) {
  const auto with = [&](const Value& re, const Value& flags) -> Flow {
    const Value given[] = {re, flags};
    const Pattern* pattern = nullptr;
    ND_FLOW(need_text(machine, node, input));
    ND_FLOW(pattern_of(machine, node, given, pattern));
    ND_CHECK(pattern != nullptr);
    return replace(machine, node, input, *pattern, kAll || pattern->global, sink);
  };
  return machine.run(*node.children[0], input, [&](const Value& re) {
    if (node.children.size() < 3) return with(re, Value::null());
    return machine.run(*node.children[2], input,
                       [&](const Value& flags) { return with(re, flags); });
  });
}

// The arguments of sub and gsub: the replacement stands between the pattern and the flags.
Result<std::unique_ptr<Prepared>> prepare_around(std::span<const Value> arguments) {
  const Value given[] = {arguments[0], arguments.size() > 2 ? arguments[2] : Value::null()};
  return prepare_pattern(given);
}

constexpr std::array kRows = {
    Builtin{.name = "test",
            .signature = "test(RE)",
            .help = "whether RE matches a part of the string",
            .example = {"test(\"^[0-9]+$\")", "\"123\"", "true"},
            .function = test,
            .prepare = prepare_pattern,
            .special = Special::kTest},
    Builtin{.name = "test",
            .signature = "test(RE; FLAGS)",
            .help = "the same with flags: g all matches, i any case, x blanks and comments in RE, "
                    "n no empty matches, p . matches newlines too, l the longest",
            .example = {"test(\"AB\"; \"i\")", "\"cab\"", "true"},
            .function = test,
            .prepare = prepare_pattern,
            .order = Order::kLastOutermost,
            .special = Special::kTest},
    Builtin{.name = "match",
            .signature = "match(RE)",
            .help = "the first match: its offset, length, string and captures",
            .example = {"match(\"b(?<n>.)\") | .offset, .captures[0].string", "\"abc\"", "1 \"c\""},
            .series = match,
            .prepare = prepare_pattern},
    Builtin{.name = "match",
            .signature = "match(RE; FLAGS)",
            .help = "the same with flags; with g every match",
            .example = {"[match(\"a\"; \"g\").offset]", "\"banana\"", "[1,3,5]"},
            .series = match,
            .prepare = prepare_pattern,
            .order = Order::kLastOutermost},
    Builtin{.name = "capture",
            .signature = "capture(RE)",
            .help = "the named groups (?<name>...) of the match as an object",
            .example = {"capture(\"(?<y>[0-9]+)-(?<m>[0-9]+)\")", "\"2024-07\"",
                        "{\"y\":\"2024\",\"m\":\"07\"}"},
            .series = capture,
            .prepare = prepare_pattern},
    Builtin{.name = "capture",
            .signature = "capture(RE; FLAGS)",
            .help = "the same with flags",
            .example = {"[capture(\"(?<c>[ab])\"; \"g\").c]", "\"abc\"", "[\"a\",\"b\"]"},
            .series = capture,
            .prepare = prepare_pattern,
            .order = Order::kLastOutermost},
    Builtin{.name = "scan",
            .signature = "scan(RE)",
            .help = "every match as a string; as an array of its groups if RE has any",
            .example = {"[scan(\"#[a-z]+\")]", "\"#ab and #c\"", "[\"#ab\",\"#c\"]"},
            .series = scan,
            .prepare = prepare_pattern},
    Builtin{.name = "scan",
            .signature = "scan(RE; FLAGS)",
            .help = "the same with flags",
            .example = {"[scan(\"B\"; \"i\")]", "\"abB\"", "[\"b\",\"B\"]"},
            .series = scan,
            .prepare = prepare_pattern},
    Builtin{.name = "split",
            .signature = "split(RE; FLAGS)",
            .help = "the pieces of a string between matches of RE; FLAGS may be null",
            .example = {"split(\", *\"; null)", "\"a,b, c\"", "[\"a\",\"b\",\"c\"]"},
            .function = split_by,
            .prepare = prepare_pattern},
    Builtin{.name = "sub",
            .signature = "sub(RE; TEXT)",
            .help = "the first match replaced; TEXT sees the named groups as .name",
            .example = {"sub(\"(?<x>b)\"; \"[\\(.x)]\")", "\"abcb\"", "\"a[b]cb\""},
            .generator = substitute<false>,
            .prepare = prepare_around,
            .scopes = {Scope::kInput, Scope::kOther},
            .one_from_one = true},
    Builtin{.name = "sub",
            .signature = "sub(RE; TEXT; FLAGS)",
            .help = "the same with flags",
            .example = {"sub(\"B\"; \"-\"; \"i\")", "\"abc\"", "\"a-c\""},
            .generator = substitute<false>,
            .prepare = prepare_around,
            .scopes = {Scope::kInput, Scope::kOther},
            .one_from_one = true},
    Builtin{.name = "gsub",
            .signature = "gsub(RE; TEXT)",
            .help = "every match replaced",
            .example = {"gsub(\"\\\\s+\"; \" \")", "\"a  b   c\"", "\"a b c\""},
            .generator = substitute<true>,
            .prepare = prepare_around,
            .scopes = {Scope::kInput, Scope::kOther},
            .one_from_one = true},
    Builtin{.name = "gsub",
            .signature = "gsub(RE; TEXT; FLAGS)",
            .help = "the same with flags",
            .example = {"gsub(\"B\"; \"-\"; \"i\")", "\"abcB\"", "\"a-c-\""},
            .generator = substitute<true>,
            .prepare = prepare_around,
            .scopes = {Scope::kInput, Scope::kOther},
            .one_from_one = true},
};

}  // namespace

std::span<const Builtin> regex_builtins() {
  return kRows;
}

}  // namespace nd::expr
