// The laws of partials as properties over random records, specifications, splits and orders; and
// what is refused.
#include "group/merge_partials.h"

#include <algorithm>
#include <random>
#include <utility>

#include "agg/registry.h"
#include "group/group_harness.h"

namespace nd::group {
namespace {

using testing::group;
using testing::merge;
using testing::Ran;
using testing::split;
using Lines = std::vector<std::string>;
using Random = std::mt19937_64;

template <class T>
const T& any_of(const std::vector<T>& list, Random& random) {
  return list[random() % list.size()];
}

std::string random_value(Random& random) {
  static const Lines kValues = {"null",
                                "true",
                                "false",
                                "0",
                                "-0",
                                "1",
                                "1.0",
                                "1e0",
                                "-1",
                                "2.5",
                                "9223372036854775807",
                                "-9223372036854775808",
                                "18446744073709551615",
                                "12345678901234567890123",
                                "1e300",
                                "1e-300",
                                "0.1",
                                "\"\"",
                                "\"a\"",
                                "\"b\"",
                                "\"A\"",
                                "\"中文\"",
                                "\"😀\"",
                                "\"tab\\tquote\\\"\"",
                                "\"nul\\u0000\"",
                                "\"\\u0001\"",
                                "[]",
                                "[1,\"x\"]",
                                "[1.0,\"x\"]",
                                "{}",
                                "{\"a\":1,\"b\":2}",
                                "{\"b\":2,\"a\":1.0}",
                                "\"a long string that is not kept inline in a table\""};
  return any_of(kValues, random);
}

std::string random_number(Random& random) {
  switch (random() % 8) {
    case 0:
      return "null";
    case 1:
      return std::to_string(static_cast<std::int64_t>(random()));
    case 2:
      return std::to_string(random());
    case 3:
      return std::to_string(static_cast<int>(random() % 2000) - 1000) + "." +
             std::to_string(random() % 100);
    case 4:
      return std::to_string(random() % 100) + "e" +
             std::to_string(static_cast<int>(random() % 80) - 40);
    case 5:
      return "123456789012345678901234567890." + std::to_string(random() % 1000);
    default:
      return std::to_string(static_cast<int>(random() % 20) - 10);
  }
}

std::string random_list(Random& random) {
  std::string list = "[";
  for (std::size_t count = random() % 6; count > 0; --count)
    list += random_value(random) + (count > 1 ? "," : "");
  return list + "]";
}

Lines random_records(Random& random, std::size_t count) {
  Lines lines;
  for (std::size_t i = 0; i < count; ++i) {
    std::string line = "{\"id\":" + std::to_string(i % 97);
    for (const char* key : {"a", "b", "c"}) {
      if (random() % 6 != 0) line += std::string(",\"") + key + "\":" + random_value(random);
    }
    if (random() % 6 != 0) line += ",\"x\":" + random_number(random);
    if (random() % 6 != 0) line += ",\"v\":" + random_value(random);
    if (random() % 6 != 0) line += ",\"t\":" + random_list(random);
    lines.push_back(line + "}");
  }
  return lines;
}

std::string replaced(std::string text, std::string_view what, std::string_view with) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size())
    text.replace(at, what.size(), with);
  return text;
}

// The example of each aggregate that there is, on .x where it takes numbers alone, else on .v,
// which is anything; and some whose arguments change places.
Lines all_aggregates() {
  Lines all = {"count",         "sum(.x)",         "ids=distinct(.id)",
               "last(.x; .v)",  "argmin(.v; .id)", "argmax(.id; .v)",
               "hist(.x; 7.5)", "set(.x)",         "r=ratio(distinct(.id); distinct(.v))"};
  for (const agg::Aggregate& aggregate : agg::aggregates()) {
    const bool numbers =
        aggregate.domain == agg::Domain::kNumbers || aggregate.form == agg::Form::kRatio;
    std::string call(aggregate.example.call);
    if (!numbers) call = replaced(replaced(call, ".x", ".v"), ".t", ".x");
    all.push_back("of_" + std::string(aggregate.name) + "=" + call);
  }
  return all;
}

std::ptrdiff_t at_most(Random& random, std::size_t most) {
  return static_cast<std::ptrdiff_t>(random() % (most + 1));
}

// Keys of several values: many, two, at most one, pairs.
const Lines kSeveral = {"t=.t[]?", "t=(.t[]?, .a)", "t=(.b, .c)", "t=(.x|select(. != 1))",
                        "t=(.t[]?|[., 1])"};

bool is_several(const std::string& key) {
  return key.starts_with("t=");
}

GroupingSpec random_spec(Random& random) {
  static const Lines kAggregates = all_aggregates();
  GroupingSpec spec;
  for (const char* key : {"a", "b", "c"}) {
    if (random() % 2 == 0) spec.keys.emplace_back(key);
  }
  if (random() % 2 == 0)
    spec.keys.insert(spec.keys.begin() + at_most(random, spec.keys.size()),
                     any_of(kSeveral, random));
  Lines aggregates = kAggregates;
  std::shuffle(aggregates.begin(), aggregates.end(), random);
  aggregates.resize(1 + random() % 8);
  spec.aggregates = aggregates;
  return spec;
}

// The lines dealt to `files` files at random, each in a random order.
std::vector<Lines> dealt(Lines lines, std::size_t files, Random& random) {
  std::shuffle(lines.begin(), lines.end(), random);
  std::vector<Lines> parts(files);
  for (std::string& line : lines)
    parts[random() % files].push_back(std::move(line));
  return parts;
}

Lines partial(const GroupingSpec& spec, const Lines& lines,
              std::uint64_t memory = testing::kPlenty) {
  GroupOptions options;
  options.partial = true;
  const Ran ran = group({spec}, options, lines, memory);
  CHECK(ran.error == "");
  return split(ran.output);
}

// With the total behind the groups.
std::string direct(const GroupingSpec& spec, const Lines& lines) {
  GroupOptions options;
  options.final.total = true;
  const Ran ran = group({spec}, options, lines);
  CHECK(ran.error == "");
  return ran.output;
}

Lines both(Lines a, const Lines& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

Lines merged(const Lines& lines, std::uint64_t memory = testing::kPlenty) {
  MergeOptions options;
  options.partial = true;
  const Ran ran = merge(options, lines, memory);
  CHECK(ran.error == "");
  return split(ran.output);
}

std::string final_of(const Lines& lines, MergeOptions options = {},
                     std::uint64_t memory = testing::kPlenty) {
  options.final.total = !options.partial;
  const Ran ran = merge(options, lines, memory);
  CHECK(ran.error == "");
  return ran.output;
}

std::uint64_t some_memory(Random& random) {
  return random() % 3 == 0 ? testing::kPlenty : 1 + random() % 50'000;
}

}  // namespace

TEST_SUITE("group/merge_partials laws") {
  TEST_CASE("split: the merge of partials of any partition is the direct result") {
    Random random(101);
    for (int round = 0; round < 150; ++round) {
      const Lines records = random_records(random, random() % 200);
      const GroupingSpec spec = random_spec(random);
      Lines all;
      for (const Lines& part : dealt(records, 1 + random() % 5, random)) {
        all = both(all, partial(spec, part, some_memory(random)));
      }
      std::shuffle(all.begin(), all.end(), random);
      REQUIRE(final_of(all, {}, some_memory(random)) == direct(spec, records));
      REQUIRE(merged(all, some_memory(random)) == partial(spec, records, some_memory(random)));
    }
  }

  TEST_CASE(
      "merge is commutative and associative on bytes, and the partial of nothing is its identity") {
    Random random(102);
    for (int round = 0; round < 60; ++round) {
      const GroupingSpec spec = random_spec(random);
      const auto parts = dealt(random_records(random, random() % 120), 3, random);
      const Lines a = partial(spec, parts[0]);
      const Lines b = partial(spec, parts[1]);
      const Lines c = partial(spec, parts[2]);
      const Lines left = merged(both(a, merged(both(b, c))));
      REQUIRE(left == merged(both(merged(both(c, a)), b)));
      REQUIRE(merged(both(left, partial(spec, {}))) == left);
    }
  }

  TEST_CASE("regroup: rolling up to fewer keys is grouping by fewer keys") {
    Random random(103);
    for (int round = 0; round < 100; ++round) {
      const Lines records = random_records(random, 1 + random() % 150);
      GroupingSpec spec = random_spec(random);
      const Lines all = partial(spec, records);
      MergeOptions options;
      GroupingSpec fewer{"", "", {}, spec.aggregates};
      for (const std::string& key : spec.keys) {
        if (!is_several(key) && random() % 2 == 0) continue;
        fewer.keys.push_back(key);
        options.regroup.push_back(is_several(key) ? "t" : key);
      }
      options.to_one = options.regroup.empty();
      REQUIRE(final_of(all, options, some_memory(random)) == direct(fewer, records));
      // The same in two steps.
      options.partial = true;
      REQUIRE(final_of(split(final_of(all, options))) == direct(fewer, records));
    }
  }

  TEST_CASE("regroup: a key of several values cannot be left out or changed") {
    Random random(110);
    for (int round = 0; round < 40; ++round) {
      GroupingSpec spec = random_spec(random);
      spec.keys = {"a", any_of(kSeveral, random), "b"};
      const Lines records = random_records(random, random() % 50);
      const Lines all = partial(spec, records);
      for (const Lines& keys :
           {Lines{"a", "b"}, Lines{}, Lines{"a", "t=(.t|tostring)"}, Lines{"x=[.a,.t]"}}) {
        MergeOptions options;
        options.regroup = keys;
        options.to_one = keys.empty();
        options.partial = random() % 2 == 0;
        REQUIRE(merge(options, all).error.starts_with("-g must keep the key 't' as it is: "));
      }
      // Under another name it is kept. What is made of it must be kept too, and parts no group.
      MergeOptions options;
      options.regroup = {"topic=t", "a"};
      const std::string kept = final_of(all, options);
      REQUIRE(kept ==
              direct({"", "", {"topic=" + spec.keys[1].substr(2), "a"}, spec.aggregates}, records));
      options.regroup.emplace_back("kind=(.t|type)");
      REQUIRE(split(final_of(all, options)).size() == split(kept).size());
      options.partial = true;
      const Lines both_kept = split(final_of(all, options));
      options.regroup = {"topic"};
      REQUIRE(
          merge(options, both_kept).error.starts_with("-g must keep the key 'kind' as it is: "));
    }
  }

  TEST_CASE("round trip: a partial that is merged with nothing is itself") {
    Random random(104);
    for (int round = 0; round < 100; ++round) {
      const Lines all = partial(random_spec(random), random_records(random, random() % 150));
      REQUIRE(merged(all) == all);
    }
  }

  TEST_CASE("large groups leave in slices, and the laws hold for them") {
    Random random(108);
    std::size_t sliced = 0;
    for (int round = 0; round < 60; ++round) {
      const Slicing small{1 + random() % 600, 200 + random() % 1500};
      const Lines records = random_records(random, random() % 400);
      GroupingSpec spec = random_spec(random);
      if (spec.keys.size() > 1) spec.keys.resize(1);
      GroupOptions group_options;
      group_options.partial = true;
      group_options.slicing = small;
      const auto part_of = [&](const Lines& lines) {
        const Ran ran = group({spec}, group_options, lines, some_memory(random));
        REQUIRE(ran.error == "");
        return split(ran.output);
      };
      MergeOptions final_options;
      final_options.slicing = small;
      MergeOptions partial_options = final_options;
      partial_options.partial = true;
      const Lines whole = part_of(records);
      sliced += whole.size() > partial(spec, records).size() ? 1 : 0;
      Lines all;
      for (const Lines& part : dealt(records, 1 + random() % 4, random))
        all = both(all, part_of(part));
      std::shuffle(all.begin(), all.end(), random);
      REQUIRE(split(final_of(all, partial_options, some_memory(random))) == whole);
      REQUIRE(split(final_of(whole, partial_options, some_memory(random))) == whole);
      REQUIRE(final_of(all, final_options, some_memory(random)) == direct(spec, records));
      group_options.partial = false;
      group_options.final.total = true;
      REQUIRE(group({spec}, group_options, records, some_memory(random)).output ==
              direct(spec, records));
    }
    CHECK(sliced > 20);
  }

  TEST_CASE("filter: leaving out partials by key is leaving out records by key") {
    Random random(105);
    for (int round = 0; round < 60; ++round) {
      GroupingSpec spec = random_spec(random);
      spec.keys = {"id"};
      if (random() % 2 == 0) spec.keys.push_back(any_of(kSeveral, random));
      spec.aggregates.erase(
          std::remove(spec.aggregates.begin(), spec.aggregates.end(), "argmax(.id; .v)"),
          spec.aggregates.end());
      if (spec.aggregates.empty()) spec.aggregates = {"count"};
      const Lines records = random_records(random, 150);
      const auto without = [](Lines lines, const std::string& field) {
        lines.erase(std::remove_if(lines.begin(), lines.end(),
                                   [&](const std::string& line) {
                                     return line.find(field) != std::string::npos;
                                   }),
                    lines.end());
        return lines;
      };
      REQUIRE(final_of(without(partial(spec, records), "\"id\":7,")) ==
              direct(spec, without(records, "\"id\":7,")));
    }
  }

  TEST_CASE("nothing: what is made of no records merges as what is made of some") {
    Random random(109);
    for (int round = 0; round < 100; ++round) {
      GroupingSpec spec = random_spec(random);
      const Lines some = both(partial(spec, {}), partial(spec, {}));
      REQUIRE(final_of(some) == direct(spec, {}));
      spec.keys.erase(std::remove_if(spec.keys.begin(), spec.keys.end(), is_several),
                      spec.keys.end());
      const Lines none = both(partial(spec, {}), partial(spec, {}));
      MergeOptions to_one;
      to_one.to_one = true;
      REQUIRE(final_of(none, to_one) == direct({"", "", {}, spec.aggregates}, {}));
      to_one.partial = true;
      REQUIRE(final_of(split(final_of(none, to_one))) == direct({"", "", {}, spec.aggregates}, {}));
    }
  }

  TEST_CASE("conservation: read is used and rejected in every source record, and they add up") {
    Random random(106);
    const GroupingSpec spec = random_spec(random);
    const auto parts = dealt(random_records(random, 100), 4, random);
    Lines all;
    for (const Lines& part : parts)
      all = both(all, partial(spec, part));
    CHECK(merged(all).back().find("\"read\":100,\"used\":100,\"rejected\":0,") !=
          std::string::npos);
    Lines wrong = all;
    for (std::string& line : wrong) {
      const std::size_t at = line.find("\"rejected\":0");
      if (at != std::string::npos) line.replace(at, 12, "\"rejected\":1");
    }
    CHECK(merge({}, wrong).error.find("read more or fewer records") != std::string::npos);
  }
}

TEST_SUITE("group/merge_partials") {
  const Lines kRecords = {"{\"day\":\"2024-07-01\",\"x\":1}", "{\"day\":\"2024-07-02\",\"x\":2}"};

  Lines labelled(const std::string& label, const Lines& records) {
    GroupOptions options;
    options.partial = true;
    options.source = label;
    return split(group({{"", "", {"day"}, {"sum(.x)"}}}, options, records).output);
  }

  TEST_CASE("partials of different specifications are refused, naming both") {
    const Lines one = partial({"", "", {"day"}, {"sum(.x)"}}, kRecords);
    const Lines other = partial({"", "", {"day"}, {"s=sum(.x)"}}, kRecords);
    CHECK(merge({}, both(one, other)).error.find("made with different specifications") !=
          std::string::npos);
    const Lines keys = partial({"", "", {"d=day"}, {"sum(.x)"}}, kRecords);
    CHECK(merge({}, both(one, keys)).error.find("made with different specifications") !=
          std::string::npos);
    // Different groupings are no mixture.
    const Lines named = partial({"g", "", {"day"}, {"s=sum(.x)"}}, kRecords);
    CHECK(merge({}, both(one, named)).error.empty());
  }

  TEST_CASE("a source label that is met twice is refused unless it is allowed") {
    const Lines day = labelled("2024-07-01", kRecords);
    CHECK(merge({}, both(day, day)).error.find("the source '2024-07-01' is met twice") !=
          std::string::npos);
    MergeOptions options;
    options.repeats = Repeats::kAllow;
    CHECK(merge(options, both(day, day)).output ==
          "{\"day\":\"2024-07-01\",\"sum_x\":2}\n{\"day\":\"2024-07-02\",\"sum_x\":4}\n");
    CHECK(merged(both(day, labelled("b", {}))).back().find("\"labels\":[\"2024-07-01\",\"b\"]") !=
          std::string::npos);
  }

  TEST_CASE("fewer groups than the sources tell are told as filtered") {
    Lines day = labelled("d", kRecords);
    day.erase(day.begin());
    CHECK(merged(day).back().find("\"groups\":1") != std::string::npos);
    CHECK(merged(day).back().find("\"filtered\":true") != std::string::npos);
  }

  TEST_CASE("--only takes some groupings, and an unknown one is an error") {
    const Lines all = both(partial({"a", "", {}, {"count"}}, kRecords),
                           partial({"b", "", {}, {"sum(.x)"}}, kRecords));
    MergeOptions options;
    options.only = {"b"};
    CHECK(merge(options, all).output == "{\"grouping\":\"b\",\"sum_x\":3}\n");
    options.only = {"c"};
    CHECK(merge(options, all).error == "no partials of grouping 'c' have come");
  }

  TEST_CASE("regrouping can use keys alone") {
    MergeOptions options;
    options.regroup = {"sum_x"};
    CHECK(merge(options, partial({"", "", {"day"}, {"sum(.x)"}}, kRecords))
              .error.find("'sum_x' is none of them: day") != std::string::npos);
  }

  TEST_CASE("partials say which keys are of several values, whatever the records") {
    const Lines one = {"{\"d\":1,\"t\":[\"a\"]}"};
    const GroupingSpec spec{"", "", {"d", "t=.t[]"}, {"n=count"}};
    const Lines all = partial(spec, one);
    REQUIRE(all.size() == 3);
    const auto has = [](const std::string& line, std::string_view what) {
      return line.find(what) != std::string::npos;
    };
    CHECK(has(all[0], "\"$k\":[\"d\",\"t[]\"],\"$total\":true,\"d\":1,\"n\":{\"$count\":\"1\"}}"));
    CHECK(has(all[1], "\"$k\":[\"d\",\"t[]\"],\"d\":1,\"t\":\"a\",\"n\":"));
    CHECK(has(partial(spec, {})[0], "\"keys\":{\"d\":\".d\",\"t[]\":\".t[]\"}"));
    // A name that ends so is another thing.
    CHECK(has(partial({"", "", {"\"t[]\"=.d"}, {"n=count"}}, one)[0], "\"$k\":[\"\\\"t[]\\\"\"]"));
  }

  TEST_CASE("a total whose states were filtered out is refused, and is not asked for else") {
    const Lines records = {"{\"d\":1,\"t\":[1,2]}", "{\"d\":2,\"t\":[2]}", "{\"d\":2}"};
    const Lines all = partial({"", "", {"d", "t=.t[]?"}, {"n=count"}}, records);
    REQUIRE(all.size() == 6);
    MergeOptions total;
    total.final.total = true;
    CHECK(merge(total, all).output ==
          "{\"d\":1,\"t\":1,\"n\":1}\n{\"d\":1,\"t\":2,\"n\":1}\n{\"d\":2,\"t\":2,\"n\":1}\n"
          "{\"$total\":true,\"n\":3}\n");
    const std::string missing = "--total: groups have come without the total's own states";
    for (std::size_t i = 0; i < 2; ++i) {
      Lines fewer = all;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      CHECK(merge(total, fewer).error.starts_with(missing));
      CHECK(merge({}, fewer).output == merge({}, all).output);
    }
    // Without a group its total may stand.
    CHECK(merge(total, {all[1], all[5]}).output == "{\"$total\":true,\"n\":2}\n");
  }

  TEST_CASE("states of a total where no key is of several values are refused") {
    Lines all = partial({"", "", {"day"}, {"n=count"}}, kRecords);
    all.insert(all.begin() + 1, replaced(all[0], "\"day\":", "\"$total\":true,\"day\":"));
    CHECK(merge({}, all).error.find(
              "states of a total have come, where no key is of several values") !=
          std::string::npos);
    CHECK_FALSE(merge({}, {all[1]}).error.empty());
  }

  TEST_CASE("what is no partial is refused") {
    CHECK(merge({}, {"{\"a\":1}"}).error.find("it has no '$nd'") != std::string::npos);
    CHECK(merge({}, {"7"}).error.find("it has no '$nd'") != std::string::npos);
    CHECK(merge({}, {"{\"$nd\":\"3:a:b\"}"}).error.find("of version '3'") != std::string::npos);
    CHECK(merge({}, {"{\"$nd\":\"1:a:b\"}"}).error.find("no list of keys") != std::string::npos);
    CHECK(merge({}, {"{\"$nd\":\"1:a:b\",\"$k\":[],\"x\":1}"})
              .error.find("neither a key nor a state") != std::string::npos);
    CHECK(merge({}, {"{\"$nd\":\"1:a:b\",\"$k\":[],\"x\":{\"$foo\":1}}"})
              .error.find("a state of 'foo'") != std::string::npos);
    CHECK(merge({}, {"{\"$nd\":\"1:a:b\",\"$k\":[],\"x\":{\"$count\":1}}"}).error.find("damaged") !=
          std::string::npos);
  }

  TEST_CASE("damaged states are refused and never break anything") {
    Random random(107);
    const Lines good =
        partial({"",
                 "",
                 {"id", "t=.t[]?"},
                 {"distinct(.v)", "adistinct(.v)", "quantile(.x; 0.5)", "first(.v; .x)", "var(.x)",
                  "hist(.x; 3)", "ratio(sum(.x); count)", "aquantile(.x; 0.5)"}},
                random_records(random, 100));
    for (int round = 0; round < 3000; ++round) {
      std::string line = any_of(good, random);
      for (std::uint64_t i = 1 + random() % 3; i > 0; --i) {
        const std::size_t at = random() % line.size();
        switch (random() % 3) {
          case 0:
            line.erase(at, 1 + random() % 4);
            break;
          case 1:
            line[at] = static_cast<char>(' ' + random() % 95);
            break;
          default:
            line.insert(at, 1, static_cast<char>(' ' + random() % 95));
        }
      }
      (void)merge({}, {good[0], line});
    }
  }
}

}  // namespace nd::group
