#include "time/text_reader.h"

#include <doctest/doctest.h>

TEST_SUITE_BEGIN("time/text_reader");

TEST_CASE("what does not fit is not taken") {
  nd::time::TextReader in("12:3");
  std::int32_t number = 7;
  CHECK_FALSE(in.accept(':'));
  CHECK_FALSE(in.digits(3, number));
  CHECK(number == 7);
  CHECK(in.digits(2, number));
  CHECK(number == 12);
  CHECK(in.accept(':'));
  CHECK_FALSE(in.digits(2, number));
  CHECK_FALSE(in.done());
  CHECK(in.digits(1, number));
  CHECK(in.done());
}

TEST_CASE("a fraction is whole nanoseconds") {
  const auto nanos = [](std::string_view text) {
    std::int32_t out = -1;
    return nd::time::TextReader(text).fraction(out) ? out : -1;
  };
  CHECK(nanos("5") == 500'000'000);
  CHECK(nanos("000000001") == 1);
  CHECK(nanos("1234567899") == 123'456'789);
  CHECK(nanos("") == -1);
  CHECK(nanos("x") == -1);
}

TEST_SUITE_END();
