#include "cli/binding.h"

#include <doctest/doctest.h>

namespace nd::cli {
namespace {

enum class Side { kLeft, kRight };

template <class T>
std::string refused(std::string_view text) {
  T out{};
  const Status status = parse_into(text, out);
  REQUIRE_FALSE(status);
  CHECK(status.error().kind == ErrorKind::kUsage);
  return status.error().message;
}

template <class T>
T parsed(std::string_view text) {
  T out{};
  const Status status = parse_into(text, out);
  REQUIRE_MESSAGE(status, std::string(text));
  return out;
}

Status set(const Binding& binding, std::string_view word) {
  return binding.set(Typed(&word, 1));
}

}  // namespace

TEST_SUITE_BEGIN("cli/binding");

TEST_CASE("whole numbers are exact to 64 bits and nothing else") {
  CHECK(parsed<std::uint64_t>("18446744073709551615") == UINT64_MAX);
  CHECK(parsed<std::int64_t>("-9223372036854775808") == INT64_MIN);
  CHECK(refused<std::uint64_t>("18446744073709551616") ==
        "'18446744073709551616' is beyond 64 bits");
  CHECK(refused<std::uint64_t>("-1") == "'-1' is not a whole number from 0");
  CHECK(refused<std::uint64_t>("-0") == "'-0' is not a whole number from 0");
  CHECK(refused<std::int64_t>("1.5") == "'1.5' is not a whole number");
  CHECK(refused<std::int64_t>("") == "'' is not a whole number");
  CHECK(refused<std::int64_t>("12x") == "'12x' is not a whole number");
}

TEST_CASE("narrow integers refuse what they cannot hold") {
  CHECK(parsed<unsigned>("4294967295") == 4294967295U);
  CHECK(refused<unsigned>("4294967296") == "'4294967296' is too large; at most 4294967295");
  CHECK(parsed<int>("-2147483648") == INT32_MIN);
  CHECK_FALSE(refused<int>("2147483648").empty());
}

TEST_CASE("a number with a fraction is finite") {
  CHECK(parsed<double>("-0.25") == -0.25);
  CHECK(refused<double>("inf") == "'inf' is not a number");
  CHECK(refused<double>("1e999") == "'1e999' is not a number");
}

TEST_CASE("sizes have suffixes that are powers of 1024") {
  CHECK(parsed<ByteSize>("0").bytes == 0);
  CHECK(parsed<ByteSize>("4096").bytes == 4096);
  CHECK(parsed<ByteSize>("1k").bytes == 1024);
  CHECK(parsed<ByteSize>("64K").bytes == 65536);
  CHECK(parsed<ByteSize>("1.5G").bytes == 1610612736);
  CHECK(parsed<ByteSize>("2MiB").bytes == 2097152);
  CHECK(parsed<ByteSize>("3TB").bytes == 3ULL << 40);
  for (const char* const text : {"", "G", "1.5", "-1", "1X", "1 G", "1e3", "i", "0x10", "12B"}) {
    CAPTURE(text);
    CHECK(refused<ByteSize>(text).find("is not a size") != std::string::npos);
  }
  CHECK(refused<ByteSize>("99999999P") == "'99999999P' is more than any machine has");
}

TEST_CASE("percentages and limits of errors") {
  CHECK(parsed<Percent>("0.5%").percent == 0.5);
  CHECK(refused<Percent>("101%") == "'101%' is not a percentage from 0% to 100%");
  CHECK(refused<Percent>("5") == "'5' is not a percentage from 0% to 100%");
  const auto count = parsed<io::ErrorLimit>("10");
  CHECK(count.kind == io::ErrorLimit::Kind::kCount);
  CHECK(count.count == 10);
  const auto share = parsed<io::ErrorLimit>("2.5%");
  CHECK(share.kind == io::ErrorLimit::Kind::kPercent);
  CHECK(share.percent == 2.5);
  CHECK_FALSE(refused<io::ErrorLimit>("few").empty());
}

TEST_CASE("a character is one byte of ASCII, or a tab by name") {
  CHECK(parsed<char>(";") == ';');
  CHECK(parsed<char>("\\t") == '\t');
  CHECK(refused<char>("") == "'' is not one ASCII character; a tab is written \\t");
  CHECK_FALSE(refused<char>("\xc3\xa9").empty());
  CHECK_FALSE(refused<char>("ab").empty());
}

TEST_CASE("bindings set, add, and choose") {
  std::uint64_t limit = 0;
  CHECK(set(value(limit), "10"));
  CHECK(limit == 10);

  std::vector<std::string> fields;
  CHECK(set(list(fields), "a,b"));
  CHECK(set(list(fields), "c"));
  CHECK(fields == std::vector<std::string>{"a", "b", "c"});

  std::vector<std::string> each_whole;
  CHECK(set(each(each_whole), "x=[.a,.b]"));
  CHECK(each_whole == std::vector<std::string>{"x=[.a,.b]"});

  std::optional<int> maybe;
  CHECK(set(value(maybe), "3"));
  CHECK(maybe == 3);

  Side side = Side::kLeft;
  const Binding sides = choice<Side>(side, {{"left", Side::kLeft}, {"right", Side::kRight}});
  CHECK(sides.choices == std::vector<std::string>{"left", "right"});
  CHECK(set(sides, "right"));
  CHECK(side == Side::kRight);
  CHECK(set(sides, "rihgt").error().message ==
        "'rihgt' is none of left, right; did you mean 'right'?");
  CHECK(set(sides, "outer").error().message == "'outer' is none of left, right");

  bool quiet = false;
  CHECK(flag(quiet).set({}));
  CHECK(quiet);
}

TEST_SUITE_END();

}  // namespace nd::cli
