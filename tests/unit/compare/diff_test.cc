#include "compare/diff.h"

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "json/projector.h"

namespace nd::compare {
namespace {

using Lines = std::vector<std::string>;

struct Request {
  std::vector<std::string> keys = {"k"};
  Diff::Options options{};
};

std::string told(const Repeat& repeat) {
  return (repeat.side == Side::kOld ? "old " : "new ") + std::to_string(repeat.first) + " " +
         std::to_string(repeat.second) + " " + repeat.key;
}

// The tallies as one text.
std::string counted(const Diff& diff) {
  std::string out;
  for (const io::Tally& tally : diff.tallies())
    out += tally.name + " " + std::to_string(tally.count) + " ";
  return out;
}

// What nddiff would write, and what it counts; or which key repeats.
struct Answer {
  std::string text;
  std::string counts;
};

Answer compared(const Request& request, const Lines& older, const Lines& newer) {
  json::Schema schema;
  auto keys = columns::KeyColumns::compile(request.keys, columns::Marks::kNone, schema, {});
  REQUIRE(keys.has_value());
  auto fields = columns::KeyFields::make(*keys, {});
  REQUIRE(fields.has_value());
  Diff diff(*std::move(keys), *std::move(fields), *FieldRules::make({}), request.options);
  json::Projector projector(schema);
  io::Block block;
  block.file = "test";
  const auto feed = [&](Side side, const Lines& lines) -> Status {
    // As in a block, the texts live until flush().
    std::vector<PaddedString> texts;
    for (const std::string& line : lines)
      texts.emplace_back(line + "\n");
    std::uint64_t number = 0;
    for (const PaddedString& padded : texts) {
      const PaddedView text = padded.view().substr(0, padded.view().size() - 1);
      REQUIRE(projector.project(text));
      ND_TRY(diff.consume(side, {text, projector.row(), &block}, ++number));
      if (diff.repeat()) return {};
    }
    return diff.flush();
  };
  for (const Side side : {Side::kOld, Side::kNew}) {
    const Status status = feed(side, side == Side::kOld ? older : newer);
    if (!status) return {"error: " + status.error().message, ""};
    if (diff.repeat()) return {told(*diff.repeat()), ""};
  }
  io::Output out = io::Output::memory();
  REQUIRE(diff.finish(out).has_value());
  if (diff.repeat()) {
    CHECK(out.buffer().empty());
    return {told(*diff.repeat()), ""};
  }
  return {out.buffer(), counted(diff)};
}

std::string text(const Lines& older, const Lines& newer, const Request& request = {}) {
  return compared(request, older, newer).text;
}

TEST_SUITE_BEGIN("compare/diff");

TEST_CASE("one record for each key that differs, in the order of the keys") {
  const Lines older = {R"({"k":2,"v":1})", R"({"k":1,"v":1})", R"({"k":"a","v":1})"};
  const Lines newer = {R"({"k":"a","v":1.0})", R"({"k":3,"v":2})", R"({ "k":2.0, "v":5 })"};
  const std::string wanted = R"({"k":1,"change":"removed","record":{"k":1,"v":1}}
{"k":2,"change":"changed","fields":{"v":[1,5]}}
{"k":3,"change":"added","record":{"k":3,"v":2}}
)";
  CHECK(text(older, newer) == wanted);
  CHECK(compared({}, older, newer).counts == "added 1 removed 1 changed 1 same 1 ");
  const Answer nothing = compared({.options = {.told = Told::kNothing}}, older, newer);
  CHECK(nothing.text.empty());
  CHECK(nothing.counts == "added 1 removed 1 changed 1 same 1 ");
  CHECK(text(older, newer, {.options = {.told = Told::kAll}}) ==
        wanted + R"({"k":"a","change":"same","record":{"k":"a","v":1.0}}
)");
}

TEST_CASE("nothing differs in files of the same records, and in empty ones") {
  CHECK(text({}, {}).empty());
  CHECK(text({R"({"k":1})", R"({"k":2})"}, {R"({"k":2})", R"({"k":1})"}).empty());
}

TEST_CASE("null and missing are one key like any other") {
  CHECK(text({R"({"v":1})"}, {R"({"k":null,"v":2})"}) ==
        R"({"k":null,"change":"changed","fields":{"v":[1,2]}}
)");
  CHECK(text({R"({"v":1})", R"({"k":null})"}, {}) == R"(old 1 2 {"k":null})");
}

TEST_CASE("a key that repeats in a file is told with both lines, whatever the memory") {
  for (const std::uint64_t memory : {std::uint64_t{1} << 20, std::uint64_t{0}}) {
    const Request request{.options = {.memory = memory}};
    const Lines once = {R"({"k":1})", R"({"k":2})", R"({"k":3})"};
    const Lines twice = {R"({"k":0})", R"({"k":1})", R"({"k":5})", R"({"k":1.0,"v":1})"};
    const Lines beside = {R"({"k":8})", R"({"k":5})", R"({"k":8})", R"({"k":9})"};
    CHECK(text(twice, once, request) == R"(old 2 4 {"k":1})");
    CHECK(text(once, twice, request) == R"(new 2 4 {"k":1})");
    CHECK(text(once, beside, request) == R"(new 1 3 {"k":8})");
    CHECK(text({}, beside, request) == R"(new 1 3 {"k":8})");
    // The same bytes again, which need no look-up.
    CHECK(text(once, {once[0], once[0]}, request) == R"(new 1 2 {"k":1})");
    CHECK(text(once, {once[0], once[1], once[0]}, request) == R"(new 1 3 {"k":1})");
  }
}

TEST_CASE("records of the same bytes may have different keys, where the key is no field") {
  // An expression decides by the record alone, too; but it is asked.
  CHECK(text({R"({"a":1})"}, {R"({"a":1})"}, {.keys = {"k=(.a + 1)"}}).empty());
  CHECK(text({R"({"a":1})"}, {R"({"a":2})"}, {.keys = {"k=(.a * 0)"}}) ==
        R"({"k":0,"change":"changed","fields":{"a":[1,2]}}
)");
}

TEST_CASE("text that is no UTF-8 is an error of its record") {
  CHECK(text({"{\"k\":1,\"v\":\"\xff\"}"}, {}) == "error: not valid UTF-8");
  CHECK(text({R"({"k":1})"}, {"{\"k\":1,\"v\":\"\xff\"}"}) == "error: not valid UTF-8");
}

// By a map.
std::string by_map(const std::map<int, int>& older, const std::map<int, int>& newer) {
  std::string out;
  std::map<int, int> all = older;
  all.insert(newer.begin(), newer.end());
  for (const auto& [key, any] : all) {
    const std::string k = "{\"k\":" + std::to_string(key);
    const auto record = [&](int value) { return k + ",\"v\":" + std::to_string(value) + "}"; };
    const auto before = older.find(key);
    const auto after = newer.find(key);
    if (after == newer.end()) {
      out += k + R"(,"change":"removed","record":)" + record(before->second) + "}\n";
    } else if (before == older.end()) {
      out += k + R"(,"change":"added","record":)" + record(after->second) + "}\n";
    } else if (before->second != after->second) {
      out += k + R"(,"change":"changed","fields":{"v":[)" + std::to_string(before->second) + "," +
             std::to_string(after->second) + "]}}\n";
    }
  }
  return out;
}

Lines lines_of(const std::map<int, int>& records) {
  Lines out;
  for (const auto& [key, value] : records)
    out.push_back("{\"k\":" + std::to_string(key) + ",\"v\":" + std::to_string(value) + "}");
  return out;
}

TEST_CASE("neither order, nor memory, nor threads change a byte, and it is as by a map") {
  std::mt19937_64 random(11);
  for (int run = 0; run < 40; ++run) {
    std::map<int, int> older;
    std::map<int, int> newer;
    const int keys = static_cast<int>(random() % 3000);
    for (int key = 0; key < keys; ++key) {
      const int value = static_cast<int>(random() % 3);
      if (random() % 5 != 0) older[key] = value;
      if (random() % 5 != 0) newer[key] = random() % 4 == 0 ? value + 1 : value;
    }
    const std::string wanted = by_map(older, newer);
    Lines old_lines = lines_of(older);
    Lines new_lines = lines_of(newer);
    for (const std::uint64_t memory : {std::uint64_t{1} << 28, std::uint64_t{100} << 10,
                                       std::uint64_t{20} << 10, std::uint64_t{0}}) {
      const unsigned jobs = memory == 0 ? 1 : 3;
      REQUIRE(text(old_lines, new_lines, {.options = {.memory = memory, .jobs = jobs}}) == wanted);
      std::shuffle(old_lines.begin(), old_lines.end(), random);
      std::shuffle(new_lines.begin(), new_lines.end(), random);
    }
  }
}

TEST_SUITE_END();

}  // namespace
}  // namespace nd::compare
