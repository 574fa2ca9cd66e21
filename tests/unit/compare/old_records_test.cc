#include "compare/old_records.h"

#include <map>
#include <string>

#include <doctest/doctest.h>

namespace nd::compare {
namespace {

using Verdict = OldRecords::Added::Verdict;

OldRecords::Added add(OldRecords& records, const std::string& key, const std::string& text,
                      std::uint64_t line) {
  const PaddedString padded(key);
  return records.add(records.probe(padded.view()), key, text, line);
}

std::optional<OldRecords::Row> find(const OldRecords& records, const std::string& key) {
  const PaddedString padded(key);
  return records.find(records.probe(padded.view()));
}

TEST_SUITE_BEGIN("compare/old_records");

TEST_CASE("records are found by their keys, with their lines") {
  OldRecords records(std::uint64_t{1} << 20);
  CHECK(add(records, "k1", "one", 1).verdict == Verdict::kAdded);
  CHECK(add(records, "a key of more than sixteen bytes", "two", 3).verdict == Verdict::kAdded);
  CHECK(records.size() == 2);
  CHECK_FALSE(find(records, "k2"));
  const auto row = find(records, "a key of more than sixteen bytes");
  REQUIRE(row);
  CHECK(records.text(*row) == "two");
  CHECK(records.line(*row) == 3);
  CHECK(records.met_in(*row) == 0);
  records.meet(*row, 77);
  CHECK(records.met_in(*row) == 77);
  CHECK(records.line(*row) == 3);
  CHECK(records.text(*row) == "two");
}

TEST_CASE("a key that repeats names its row") {
  OldRecords records(std::uint64_t{1} << 20);
  add(records, "k1", "one", 1);
  add(records, "k2", "two", 2);
  const OldRecords::Added again = add(records, "k2", "three", 3);
  CHECK(again.verdict == Verdict::kRepeats);
  CHECK(records.line(again.row) == 2);
  CHECK(records.size() == 2);
}

TEST_CASE("what was not met is given out") {
  OldRecords records(std::uint64_t{1} << 20);
  std::map<std::string, OldRecords::Row> wanted;
  for (OldRecords::Row i = 0; i < 1000; ++i) {
    const std::string key = "key " + std::to_string(i);
    add(records, key, std::to_string(i), i + 1);
    if (i % 3 == 0) {
      records.meet(i, i + 1);
    } else {
      wanted[key] = i;
    }
  }
  std::map<std::string, OldRecords::Row> got;
  CHECK(records.for_each_unmet([&](std::string_view key, OldRecords::Row row) -> Status {
    got[std::string(key)] = row;
    return {};
  }));
  CHECK(got == wanted);
  CHECK_FALSE(records.for_each_unmet(
      [](std::string_view, OldRecords::Row) -> Status { return input_error("enough"); }));
}

TEST_CASE("beyond its memory it takes nothing, and still knows what it has") {
  constexpr std::uint64_t kMemory = std::uint64_t{256} << 10;
  OldRecords records(kMemory);
  const std::string text(100, 'x');
  std::uint64_t line = 0;
  while (add(records, "key " + std::to_string(line), text, line + 1).verdict == Verdict::kAdded)
    ++line;
  // At least the half of it is text and what is known of it.
  CHECK(line * (text.size() + 16) > kMemory / 4);
  CHECK(line * (text.size() + 16) < kMemory);
  CHECK(add(records, "key 0", text, 9999).verdict == Verdict::kRepeats);
  CHECK(add(records, "another", text, 9999).verdict == Verdict::kFull);
  CHECK(add(records, "one that is too large", std::string(kMemory, 'y'), 9999).verdict ==
        Verdict::kFull);
  CHECK(records.text(*find(records, "key 3")) == text);
  OldRecords none(0);
  CHECK(add(none, "k", "t", 1).verdict == Verdict::kFull);
}

TEST_SUITE_END();

}  // namespace
}  // namespace nd::compare
