#include "compare/held_records.h"

#include <string>

#include <doctest/doctest.h>

namespace nd::compare {
namespace {

HeldRecord record(const std::string& text, std::size_t unknown) {
  HeldRecord held;
  held.text = text;
  held.size = text.size();
  held.fields.assign(unknown, "null");
  held.unknown = unknown;
  return held;
}

// Writes the text and the fields; a text "no" is not to leave.
Status append(const HeldRecord& record, std::string& out) {
  if (record.text == "no") return {};
  out += record.text;
  for (const std::string& field : record.fields)
    out += " " + field;
  return {};
}

}  // namespace

TEST_SUITE("compare/held_records") {
  TEST_CASE("a record leaves once it and all before it are known") {
    for (const std::uint64_t memory : {0, 1 << 20}) {
      HeldRecords held(append, {.memory = memory});
      auto out = io::Output::memory();
      const auto a = held.hold(record("a", 2));
      const auto b = held.hold(record("b", 1));
      const auto no = held.hold(record("no", 1));
      const auto c = held.hold(record("c", 1));
      (void)held.hold(record("d", 1));
      REQUIRE(held.tell(c, 0, "3", out).has_value());
      REQUIRE(held.tell(no, 0, "0", out).has_value());
      REQUIRE(held.tell(b, 0, "2", out).has_value());
      CHECK(out.buffer().empty());
      REQUIRE(held.tell(a, 1, "1", out).has_value());
      CHECK(out.buffer().empty());
      REQUIRE(held.tell(a, 0, "0", out).has_value());
      if (memory > 0) CHECK(out.buffer() == "a 0 1\nb 2\nc 3\n");
      REQUIRE(held.finish(out).has_value());
      CHECK(out.buffer() == "a 0 1\nb 2\nc 3\nd null\n");
    }
  }
}

}  // namespace nd::compare
