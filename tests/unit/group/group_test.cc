#include "group/group.h"

#include <map>
#include <random>
#include <set>

#include "agg/registry.h"
#include "base/arena.h"
#include "group/group_harness.h"
#include "json/tree.h"
#include "json/writer.h"

namespace nd::group {
namespace {

using testing::group;
using testing::Ran;

GroupingSpec by(std::vector<std::string> keys, std::vector<std::string> aggregates) {
  return {"", "", std::move(keys), std::move(aggregates)};
}

std::string result(const GroupingSpec& spec, const std::vector<std::string>& lines) {
  const Ran ran = group({spec}, {}, lines);
  CHECK(ran.error.empty());
  return ran.output;
}

// The records of a JSON array as lines.
std::vector<std::string> lines_of(std::string_view array) {
  Arena arena;
  const auto tree = json::parse(array, arena);
  REQUIRE(tree.has_value());
  std::vector<std::string> lines;
  for (const json::Value& record : tree->items())
    json::append_value(lines.emplace_back(), record);
  return lines;
}

}  // namespace

namespace {

// The same in two texts: one that a text of `.type` may decide, and that has a condition and a
// value of its own; one of which nothing is known before it is asked.
struct Twins {
  std::string quick;
  std::string plain;
};

template <class T>
const T& any_of(std::mt19937_64& random, const std::vector<T>& all) {
  return all[random() % all.size()];
}

Twins conditioned(std::mt19937_64& random, const std::string& before, const std::string& behind) {
  static const std::vector<Twins> kConditions = {
      {".type == \"play\"", "([.type] == [\"play\"])"},
      {".type != \"play\" and .n.x != 3", "([.type] != [\"play\"] and .n.x != 3)"},
      {".type == \"play\" or .type == \"post\"",
       "(([.type] | .[0]) as $t | $t == \"play\" or $t == \"post\")"},
      {"(.type == \"play\" | not) and .n > 2", "(([.type] != [\"play\"]) and .n > 2)"},
      {"$long", "($long | [.] | .[0])"},
      {"$long and .kind == \"live\"", "([$long, .kind] == [true, \"live\"])"},
      {".n == 1 or .type == \"post\"", "(.n == 1 or [.type] == [\"post\"])"},
      {"(.tags[] == \"a\")", "(.tags[] == \"a\")"},
      {"true", "true"}};
  const Twins condition = any_of(random, kConditions);
  return {before + condition.quick + behind, before + condition.plain + behind};
}

// A count, or an aggregate of a selection.
Twins argument_of(std::mt19937_64& random) {
  static const std::vector<std::string> kValues = {
      ".n", ".user", ".user // .kind", ".kind | ascii_upcase", "[.n, .user]", "$day", ".n.x", "3"};
  if (random() % 3 == 0) return conditioned(random, "count(", ")");
  const std::string name =
      any_of(random, std::vector<std::string>{"distinct", "min", "sum", "set", "mode"});
  const std::string value = name == "min" || name == "sum" ? ".n" : any_of(random, kValues);
  Twins condition = conditioned(random, "", "");
  return {name + "(select(" + condition.quick + ") | (" + value + "))",
          name + "(if " + condition.plain + " then (" + value + ") else empty end)"};
}

std::vector<std::string> typed_records(std::mt19937_64& random, int count) {
  static const std::vector<std::string> kTypes = {"\"play\"", "\"play\"", "\"post\"",  "\"\"",
                                                  "null",     "4",        "\"search\""};
  std::vector<std::string> lines;
  for (int i = 0; i < count; ++i) {
    std::string line = "{\"type\":" + any_of(random, kTypes);
    if (random() % 4 != 0) line += ",\"n\":" + std::to_string(random() % 4);
    if (random() % 40 == 0) line += ",\"tags\":3";
    if (random() % 4 == 0) line += ",\"tags\":[\"a\",\"b\"]";
    if (random() % 2 == 0) line += ",\"kind\":\"live\"";
    line += ",\"user\":\"u" + std::to_string(random() % 5) +
            "\",\"k\":" + std::to_string(random() % 3) + ",\"t\":" + std::to_string(i / 9 * 86400) +
            "}";
    lines.push_back(line);
  }
  return lines;
}

// Which records failed, and what was made of the others.
std::string made_of(const std::vector<GroupingSpec>& specs, const std::vector<std::string>& lines,
                    std::uint64_t memory) {
  io::Streams streams = testing::test_streams(memory);
  streams.bindings.lets = {
      {"day", ".t|day"},
      {"long",
       ".type == \"play\" and (.n >= 2 or (.kind == \"live\" and .n != 1 and .user != \"u1\")) and "
       ".n != 7"}};
  json::Schema schema;
  auto op = Group::compile(specs, {}, schema, streams);
  REQUIRE_MESSAGE(op.has_value(), op.error().message);
  io::Output out = io::Output::memory();
  std::string made;
  for (const std::string& line : lines) {
    if (!testing::feed(*op, schema, streams, line + "\n", out)) made += "failed: " + line + "\n";
  }
  REQUIRE(op->finish(out).has_value());
  return made + out.buffer();
}

// The output of two forks, the left of which is given the lines for which to_left() is true.
template <class ToLeft>
std::string forked(const std::vector<GroupingSpec>& specs, const std::vector<std::string>& lines,
                   std::uint64_t memory, ToLeft&& to_left) {
  io::Streams streams = testing::test_streams(memory);
  json::Schema schema;
  auto op = Group::compile(specs, {}, schema, streams);
  REQUIRE(op.has_value());
  Group left = op->fork();
  Group right = op->fork();
  io::Output out = io::Output::memory();
  for (const std::string& line : lines) {
    REQUIRE(testing::feed(to_left() ? left : right, schema, streams, line + "\n", out).has_value());
  }
  REQUIRE(left.close().has_value());
  REQUIRE(right.close().has_value());
  REQUIRE(op->absorb(std::move(right)).has_value());
  REQUIRE(op->absorb(std::move(left)).has_value());
  REQUIRE(op->finish(out).has_value());
  return out.buffer();
}

}  // namespace

TEST_SUITE("group/group") {
  TEST_CASE("the example of every aggregate gives what it says") {
    for (const agg::Aggregate& aggregate : agg::aggregates()) {
      const std::string call = "v=" + std::string(aggregate.example.call);
      CHECK_MESSAGE(result(by({}, {call}), lines_of(aggregate.example.records)) ==
                        "{\"v\":" + std::string(aggregate.example.result) + "}\n",
                    aggregate.name);
    }
  }

  TEST_CASE("without values counts are 0 and the others null") {
    for (const agg::Aggregate& aggregate : agg::aggregates()) {
      const bool counts = aggregate.name == "distinct" || aggregate.name == "adistinct" ||
                          aggregate.name == "count";
      const std::string value = counts ? "0"
                                : aggregate.name == "ci"
                                    ? R"({"value":null,"n":0,"low":null,"high":null})"
                                    : "null";
      CHECK_MESSAGE(result(by({}, {"v=" + std::string(aggregate.example.call)}), {}) ==
                        "{\"v\":" + value + "}\n",
                    aggregate.name);
    }
  }

  TEST_CASE("groups leave in the order of values, equal values are one group") {
    CHECK(result(by({"k"}, {}),
                 {"{\"k\":\"b\"}", "{\"k\":1.0}", "{\"k\":null}", "{}", "{\"k\":1}",
                  "{\"k\":\"a\"}", "{\"k\":[1]}", "{\"k\":true}", "{\"k\":-0}", "{\"k\":0}",
                  "{\"k\":{\"b\":1,\"a\":2}}", "{\"k\":{\"a\":2,\"b\":1e0}}", "7"}) ==
          "{\"k\":null,\"n\":3}\n{\"k\":true,\"n\":1}\n{\"k\":0,\"n\":2}\n{\"k\":1,\"n\":2}\n{"
          "\"k\":\"a\",\"n\":1}\n"
          "{\"k\":\"b\",\"n\":1}\n{\"k\":[1],\"n\":1}\n{\"k\":{\"a\":2,\"b\":1},\"n\":2}\n");
  }

  TEST_CASE("without keys there is one group, also of no records") {
    CHECK(result(by({}, {}), {}) == "{\"n\":0}\n");
    CHECK(result(by({"k"}, {}), {}).empty());
  }

  TEST_CASE("several groupings are made in one pass and leave by name") {
    const std::vector<GroupingSpec> specs = {{"z", "", {"k"}, {"count"}},
                                             {"a", "", {}, {"sum(.x)"}}};
    CHECK(group(specs, {}, {"{\"k\":1,\"x\":2}", "{\"k\":1,\"x\":3}"}).output ==
          "{\"grouping\":\"a\",\"sum_x\":5}\n{\"grouping\":\"z\",\"k\":1,\"count\":2}\n");
  }

  TEST_CASE("--grouping starts lists of its own") {
    std::vector<GroupingSpec> specs(1);
    CHECK(start_grouping(specs, "a").has_value());
    specs.back().keys = {"k"};
    CHECK(start_grouping(specs, "b").has_value());
    CHECK(specs.size() == 2);
    std::vector<GroupingSpec> early = {by({"k"}, {})};
    CHECK_FALSE(start_grouping(early, "a").has_value());
  }

  TEST_CASE("what cannot be is a usage error that says what would do") {
    const auto error = [](const GroupingSpec& spec) { return group({spec}, {}, {}).error; };
    CHECK(error(by({}, {"avg(.x)"})) == "no such aggregate 'avg'; did you mean 'mean'?");
    CHECK(error(by({}, {"sun(.x)"})) == "no such aggregate 'sun'; did you mean 'sum'?");
    CHECK(error(by({}, {"sum"})) == "'sum' is not of the form sum(X)");
    CHECK(error(by({}, {"sum(.x; .y)"})) == "'sum(.x; .y)' is not of the form sum(X)");
    CHECK(error(by({}, {"sum(.x"})) == "')' is missing at the end of 'sum(.x'");
    CHECK(error(by({}, {"quantile(.x; 2)"})) ==
          "in 'quantile(.x; 2)': p must be a number from 0 to 1");
    CHECK(error(by({}, {"hist(.x; 0)"})) == "in 'hist(.x; 0)': the width must be a number above 0");
    CHECK(error(by({"k"}, {"k=count"})) ==
          "two fields of the output would be called 'k': give one of them another name, NAME=...");
    CHECK(error(by({"grouping"}, {})) ==
          "the name 'grouping' cannot be given: 'grouping' and what starts with '$' are taken");
    CHECK(error(by({}, {"ratio(share(.x); count)"})) == "'share(.x)' cannot stand inside a ratio");
  }

  TEST_CASE("a value of the wrong kind is an error of the record and changes nothing") {
    const GroupingSpec spec = by({}, {"n=count", "sum(.x)"});
    CHECK(group({spec}, {}, {"{\"x\":1}", "{\"x\":\"a\"}"})
              .error.find("sum(.x): \"a\" is of type string, not a number") != std::string::npos);
    io::Streams streams;
    json::Schema schema;
    auto op = Group::compile({spec}, {}, schema, streams);
    REQUIRE(op.has_value());
    io::Output out = io::Output::memory();
    CHECK(testing::feed(*op, schema, streams, "{\"x\":1}\n", out).has_value());
    CHECK_FALSE(testing::feed(*op, schema, streams, "{\"x\":1e999}\n", out).has_value());
    CHECK_FALSE(testing::feed(*op, schema, streams, "{\"x\":[1]}\n", out).has_value());
    CHECK(testing::feed(*op, schema, streams, "{\"x\":2}\n", out).has_value());
    CHECK(op->finish(out).has_value());
    CHECK(out.buffer() == "{\"n\":2,\"sum_x\":3}\n");
  }

  TEST_CASE("the same as a map in memory, on random records and with little memory") {
    std::mt19937_64 random(17);
    for (int round = 0; round < 30; ++round) {
      struct Expected {
        std::uint64_t n = 0;
        std::int64_t sum = 0;
        std::int64_t least = INT64_MAX;
        std::set<std::int64_t> distinct;
      };
      std::map<std::string, Expected> expected;
      std::vector<std::string> lines;
      const std::uint64_t groups = 1 + random() % 3000;
      for (int i = 0; i < 3000; ++i) {
        const std::string key = "key number " + std::to_string(random() % groups);
        const auto x = static_cast<std::int64_t>(random() % 50) - 25;
        Expected& e = expected[key];
        ++e.n;
        e.sum += x;
        e.least = std::min(e.least, x);
        e.distinct.insert(x);
        lines.push_back("{\"k\":\"" + key + "\",\"x\":" + std::to_string(x) + "}");
      }
      std::string text;
      for (const auto& [key, e] : expected) {
        text += "{\"k\":\"" + key + "\",\"n\":" + std::to_string(e.n) +
                ",\"s\":" + std::to_string(e.sum) + ",\"min_x\":" + std::to_string(e.least) +
                ",\"d\":" + std::to_string(e.distinct.size()) + "}\n";
      }
      const GroupingSpec spec = by({"k"}, {"n=count", "s=sum(.x)", "min(.x)", "d=distinct(.x)"});
      CHECK(group({spec}, {}, lines).output == text);
      CHECK(group({spec}, {}, lines, 1000).output == text);
    }
  }

  TEST_CASE("keys of several values are the same as a model, in memory and beyond it") {
    std::mt19937_64 random(19);
    for (int round = 0; round < 40; ++round) {
      struct Expected {
        std::uint64_t n = 0;
        std::uint64_t large = 0;
        std::int64_t sum = 0;
        std::set<std::int64_t> people;

        void add(std::int64_t x, std::int64_t u) {
          ++n;
          large += x > 0 ? 1 : 0;
          sum += x;
          people.insert(u);
        }
        [[nodiscard]] std::string text() const {
          return "\"n\":" + std::to_string(n) + ",\"c\":" + std::to_string(large) +
                 ",\"s\":" + std::to_string(sum) + ",\"u\":" + std::to_string(people.size()) +
                 "}\n";
        }
      };
      std::map<std::vector<std::int64_t>, Expected> expected;
      Expected total;
      std::vector<std::string> lines;
      const auto list = [&](std::size_t most, std::uint64_t range) {
        std::vector<std::int64_t> values(random() % (most + 1));
        for (std::int64_t& value : values)
          value = static_cast<std::int64_t>(random() % range);
        return values;
      };
      const auto text = [&](const std::vector<std::int64_t>& values) {
        std::string out = "[";
        for (const std::int64_t value : values) {
          if (out.size() > 1) out += ",";
          out += std::to_string(value) + (random() % 3 == 0 ? ".0" : "");
        }
        return out + "]";
      };
      const std::uint64_t range = 1 + random() % 300;
      for (int i = 0; i < 400; ++i) {
        const auto a = list(random() % 20 == 0 ? 30 : 4, range);
        const auto b = list(3, 4);
        const auto d = static_cast<std::int64_t>(random() % 3);
        const auto x = static_cast<std::int64_t>(random() % 21) - 10;
        const auto u = static_cast<std::int64_t>(random() % 40);
        lines.push_back("{\"a\":" + text(a) + ",\"b\":" + text(b) + ",\"d\":" + std::to_string(d) +
                        ",\"x\":" + std::to_string(x) + ",\"u\":" + std::to_string(u) + "}");
        total.add(x, u);
        for (const std::int64_t in_a : std::set(a.begin(), a.end())) {
          for (const std::int64_t in_b : std::set(b.begin(), b.end()))
            expected[{in_a, d, in_b}].add(x, u);
        }
      }
      std::string want;
      for (const auto& [key, e] : expected) {
        want += "{\"a\":" + std::to_string(key[0]) + ",\"d\":" + std::to_string(key[1]) +
                ",\"b\":" + std::to_string(key[2]) + "," + e.text();
      }
      want += "{\"$total\":true," + total.text();
      const GroupingSpec spec = by({"a=.a[]", "d", "b=.b[]"},
                                   {"n=count", "c=count(.x > 0)", "s=sum(.x)", "u=distinct(.u)"});
      GroupOptions options;
      options.final.total = true;
      CHECK(group({spec}, options, lines).output == want);
      CHECK(group({spec}, options, lines, 3000).output == want);
      CHECK(forked({spec}, lines, testing::kPlenty, [&] { return random() % 2 == 0; }) ==
            group({spec}, {}, lines).output);
    }
  }

  TEST_CASE("a record belongs to each different value once, to none if there is none") {
    const std::vector<std::string> lines = {
        "{\"t\":[\"a\",\"b\",\"a\"],\"x\":1}", "{\"t\":[1,1.0,1e0,null,null],\"x\":2}",
        "{\"t\":[],\"x\":3}", "{\"x\":4}",
        "{\"t\":[[1],[1.0],{\"a\":1,\"b\":2},{\"b\":2,\"a\":1}]}"};
    GroupOptions options;
    options.final.total = true;
    CHECK(group({by({"t=.t[]?"}, {"n=count", "s=share(.x > 1)"})}, options, lines).output ==
          "{\"t\":null,\"n\":1,\"s\":1}\n{\"t\":1,\"n\":1,\"s\":1}\n{\"t\":\"a\",\"n\":1,\"s\":0}\n"
          "{\"t\":\"b\",\"n\":1,\"s\":0}\n{\"t\":[1],\"n\":1,\"s\":0}\n"
          "{\"t\":{\"a\":1,\"b\":2},\"n\":1,\"s\":0}\n{\"$total\":true,\"n\":5,\"s\":0.6}\n");
    // -w comes first: what it leaves out is in no total.
    GroupingSpec some = by({"t=.t[]?"}, {"n=count"});
    some.where = ".x != 1";
    CHECK(group({some}, options, {lines[0], lines[2]}).output == "{\"$total\":true,\"n\":1}\n");
  }

  TEST_CASE("an error in one of a key's values leaves every group as it was") {
    const std::vector<GroupingSpec> specs = {
        {"a", "", {"d", "t=(.t[]|1/.)"}, {"n=count", "sum(.x)"}},
        {"b", "", {"t=.t[]?"}, {"n=count"}},
        {"c", "", {}, {"n=count"}}};
    io::Streams streams;
    json::Schema schema;
    GroupOptions options;
    options.final.total = true;
    auto op = Group::compile(specs, options, schema, streams);
    REQUIRE(op.has_value());
    io::Output out = io::Output::memory();
    CHECK(testing::feed(*op, schema, streams, "{\"t\":[1,2],\"x\":1}\n", out).has_value());
    for (const char* bad :
         {"{\"t\":[1,2,0],\"x\":1}\n", "{\"t\":[1,2],\"x\":\"1\"}\n", "{\"t\":[],\"x\":\"1\"}\n",
          "{\"t\":7,\"x\":1}\n", "{\"t\":[1,[2,]],\"x\":1}\n", "{\"t\":[1,\"\xff\"],\"x\":1}\n"}) {
      CHECK_FALSE(testing::feed(*op, schema, streams, bad, out).has_value());
    }
    CHECK(op->finish(out).has_value());
    CHECK(out.buffer() ==
          "{\"grouping\":\"a\",\"d\":null,\"t\":0.5,\"n\":1,\"sum_x\":1}\n"
          "{\"grouping\":\"a\",\"d\":null,\"t\":1,\"n\":1,\"sum_x\":1}\n"
          "{\"grouping\":\"a\",\"$total\":true,\"n\":1,\"sum_x\":1}\n"
          "{\"grouping\":\"b\",\"t\":1,\"n\":1}\n{\"grouping\":\"b\",\"t\":2,\"n\":1}\n"
          "{\"grouping\":\"b\",\"$total\":true,\"n\":1}\n"
          "{\"grouping\":\"c\",\"n\":1}\n{\"grouping\":\"c\",\"$total\":true,\"n\":1}\n");
  }

  TEST_CASE("the expression says which keys are of several values") {
    const auto values = [](const std::string& key) {
      io::Streams streams;
      json::Schema schema;
      const auto grouping = Grouping::compile(by({"k=" + key}, {}), schema, streams.bindings);
      REQUIRE(grouping.has_value());
      return (*grouping)->keys().is_several(0);
    };
    for (const char* one :
         {".a", ".a.b", "(.a // \"none\")", "(.t|day)", "[.a[]]", "(.a|length)",
          "if .a then .b else .c end", "([.a[]]|first)", "{a,b}", "(.a as $x | $x)",
          "(try .a catch null)", "\"x\"", "(.a[0])", "(.a|tostring|length)"})
      CHECK_MESSAGE(!values(one), one);
    for (const char* several :
         {".a[]", ".a[]?", ".a?", "(.a // [])[]", "(.a, .b)", "(.a|select(. > 1))", "(empty)",
          "if .a then .b[] else .c end", "(.a | tonumber?)", "first(.a[])", "(.a[]|[., 1])"})
      CHECK_MESSAGE(values(several), several);
  }

  TEST_CASE("what a field decides beforehand is the same as if everything were asked") {
    std::mt19937_64 random(31);
    int failed = 0;
    for (int round = 0; round < 60; ++round) {
      std::vector<GroupingSpec> quick;
      std::vector<GroupingSpec> plain;
      for (const char* name : {"a", "b", "c", "d"}) {
        const Twins where = conditioned(random, "", "");
        const std::vector<std::string> keys =
            any_of(random, std::vector<std::vector<std::string>>{
                               {"k"}, {"day=$day"}, {"type", "day=$day"}, {"x=.tags[]", "k"}, {}});
        quick.push_back({name, where.quick, keys, {}});
        plain.push_back({name, where.plain, keys, {}});
        for (int i = 0; i < 4; ++i) {
          const Twins argument = argument_of(random);
          quick.back().aggregates.push_back("r" + std::to_string(i) + "=" + argument.quick);
          plain.back().aggregates.push_back("r" + std::to_string(i) + "=" + argument.plain);
        }
      }
      const std::vector<std::string> lines = typed_records(random, 80);
      const std::uint64_t memory = round % 3 == 0 ? std::uint64_t{1} << 14 : testing::kPlenty;
      const std::string made = made_of(quick, lines, memory);
      CHECK(made == made_of(plain, lines, testing::kPlenty));
      failed += made.find("failed") != std::string::npos ? 1 : 0;
    }
    CHECK(failed > 20);
  }

  TEST_CASE("forks give the same result as one") {
    std::mt19937_64 random(18);
    std::vector<std::string> lines;
    for (int i = 0; i < 2000; ++i) {
      lines.push_back("{\"k\":" + std::to_string(random() % 700) +
                      ",\"x\":" + std::to_string(random() % 9) + "}");
    }
    const std::vector<GroupingSpec> specs = {
        by({"k"}, {"n=count", "s=sum(.x)", "d=distinct(.x)", "l=list(.x)"})};
    const std::string expected = group(specs, {}, lines).output;
    // All in memory, one fork spilled, all spilled; closed beforehand or not.
    for (const std::uint64_t memory : {testing::kPlenty, std::uint64_t{100'000}}) {
      for (const std::uint64_t share : {5, 1, 0})
        CHECK(forked(specs, lines, memory, [&] { return random() % 10 < share; }) == expected);
    }
  }

  TEST_CASE("forks whose states are large give the same result as one") {
    std::vector<std::string> lines;
    for (int i = 0; i < 60'000; ++i) {
      lines.push_back("{\"k\":" + std::to_string(i % 3) + ",\"x\":" + std::to_string(i % 50'000) +
                      "}");
    }
    const std::vector<GroupingSpec> specs = {by({"k"}, {"d=distinct(.x)", "q=median(.x)"})};
    std::size_t i = 0;
    CHECK(forked(specs, lines, testing::kPlenty, [&] { return i++ < 25'000; }) ==
          group(specs, {}, lines).output);
  }
}

TEST_SUITE("group/group_writer") {
  const std::vector<std::string> kLines = {
      "{\"d\":\"2024-01-01\",\"u\":1}", "{\"d\":\"2024-01-01\",\"u\":2}",
      "{\"d\":\"2024-01-04\",\"u\":1}", "{\"d\":null,\"u\":1}"};

  TEST_CASE("--total is one more record over everything, --having does not change it") {
    GroupOptions options;
    options.final.total = true;
    options.final.having = ".n > 1";
    CHECK(group({by({"d"}, {"n=count", "u=distinct(.u)"})}, options, kLines).output ==
          "{\"d\":\"2024-01-01\",\"n\":2,\"u\":2}\n{\"$total\":true,\"n\":4,\"u\":2}\n");
  }

  TEST_CASE("--fill adds the periods between the first and the last") {
    GroupOptions options;
    options.final.fill.kind = FillKind::kDay;
    CHECK(group({by({"d"}, {"n=count"})}, options, kLines).output ==
          "{\"d\":null,\"n\":1}\n{\"d\":\"2024-01-01\",\"n\":2}\n{\"d\":\"2024-01-02\",\"n\":0}\n"
          "{\"d\":\"2024-01-03\",\"n\":0}\n{\"d\":\"2024-01-04\",\"n\":1}\n");
    options.final.fill.kind = FillKind::kMonth;
    CHECK(
        group({by({"d"}, {"n=count"})}, options, kLines).error ==
        "--fill month: no key holds a month in every group: '2024-01-01' is no month like 2024-07");
  }

  TEST_CASE("--min-group hides small groups, and more of them where the total would tell") {
    GroupOptions options;
    options.final.min_group = MinGroup{2, "u", MinGroup::Mode::kMask};
    const std::vector<std::string> lines = {"{\"k\":1,\"u\":1}", "{\"k\":2,\"u\":2}",
                                            "{\"k\":2,\"u\":3}", "{\"k\":3,\"u\":4}",
                                            "{\"k\":3,\"u\":5}", "{\"k\":3,\"u\":6}"};
    const GroupingSpec spec = by({"k"}, {"u=distinct(.u)", "n=count"});
    CHECK(group({spec}, options, lines).output ==
          "{\"k\":1,\"u\":null,\"n\":null,\"suppressed\":true}\n{\"k\":2,\"u\":2,\"n\":2}\n{\"k\":"
          "3,\"u\":3,\"n\":3}\n");
    options.final.total = true;
    CHECK(group({spec}, options, lines).output ==
          "{\"k\":1,\"u\":null,\"n\":null,\"suppressed\":true}\n{\"k\":2,\"u\":null,\"n\":null,"
          "\"suppressed\":true}\n"
          "{\"k\":3,\"u\":3,\"n\":3}\n{\"$total\":true,\"u\":6,\"n\":6}\n");
    options.final.min_group->mode = MinGroup::Mode::kDrop;
    CHECK(group({spec}, options, lines).output ==
          "{\"k\":3,\"u\":3,\"n\":3}\n{\"$total\":true,\"u\":6,\"n\":6}\n");
    options.final.min_group->name = "x";
    CHECK(group({spec}, options, lines).error == "--min-group: no aggregate is named 'x'");
  }

  TEST_CASE("--min-group hides the total where groups overlap, and no further groups") {
    GroupOptions options;
    options.final.min_group = MinGroup{2, "u", MinGroup::Mode::kMask};
    options.final.total = true;
    const std::vector<std::string> lines = {"{\"k\":[1],\"u\":1}", "{\"k\":[2,3],\"u\":2}",
                                            "{\"k\":[2,3],\"u\":3}", "{\"k\":[3],\"u\":4}"};
    const GroupingSpec spec = by({"k=.k[]"}, {"u=distinct(.u)"});
    const std::string shown = "{\"k\":2,\"u\":2}\n{\"k\":3,\"u\":3}\n";
    CHECK(group({spec}, options, lines).output == "{\"k\":1,\"u\":null,\"suppressed\":true}\n" +
                                                      shown +
                                                      "{\"$total\":true,\"u\":null,"
                                                      "\"suppressed\":true}\n");
    options.final.min_group->mode = MinGroup::Mode::kDrop;
    CHECK(group({spec}, options, lines).output == shown);
    // Also where no group is hidden: of groups 2 and 3 the total tells what lies in both.
    CHECK(group({spec}, options, {lines[1], lines[2], lines[3]}).output == shown);
    options.final.total = false;
    CHECK(group({spec}, options, lines).output == shown);
  }

  TEST_CASE("--keyed puts the canonical key and a tab before each record") {
    GroupOptions options;
    options.final.keyed = true;
    CHECK(group({{"g", "", {"a", "b"}, {}}}, options, {"{\"a\":1.0,\"b\":\"x\\ty\"}"}).output ==
          "[\"g\",1,\"x\\ty\"]\t{\"grouping\":\"g\",\"a\":1,\"b\":\"x\\ty\",\"n\":1}\n");
  }

  TEST_CASE("--keyed gives the total's own states the keys of one value") {
    GroupOptions options;
    options.final.keyed = options.partial = true;
    const std::string out =
        group({by({"t=.t[]", "d"}, {})}, options, {"{\"t\":[1],\"d\":\"x\"}"}).output;
    CHECK(out.starts_with("[null,\"x\"]\t{\"$nd\":"));
    CHECK(out.find("\n[null,1,\"x\"]\t{\"$nd\":") != std::string::npos);
  }

  TEST_CASE("--fill adds periods for each value of a key of several") {
    GroupOptions options;
    options.final.fill.kind = FillKind::kDay;
    CHECK(group({by({"d", "t=.t[]"}, {"n=count"})}, options,
                {"{\"d\":\"2024-01-01\",\"t\":[1,2]}", "{\"d\":\"2024-01-02\",\"t\":[2]}"})
              .output ==
          "{\"d\":\"2024-01-01\",\"t\":1,\"n\":1}\n{\"d\":\"2024-01-01\",\"t\":2,\"n\":1}\n"
          "{\"d\":\"2024-01-02\",\"t\":1,\"n\":0}\n{\"d\":\"2024-01-02\",\"t\":2,\"n\":1}\n");
  }

  TEST_CASE("what shows only part of the groups cannot go with --partial") {
    GroupOptions options;
    options.partial = true;
    options.final.having = ".n > 1";
    CHECK_FALSE(check(options).has_value());
    options.final.having.clear();
    options.final.total = true;
    CHECK_FALSE(check(options).has_value());
    options.final.total = false;
    CHECK(check(options).has_value());
    options.partial = false;
    options.source = "day";
    CHECK_FALSE(check(options).has_value());
  }
}

}  // namespace nd::group
