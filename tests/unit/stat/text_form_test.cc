#include "stat/text_form.h"

#include <string>

#include <doctest/doctest.h>

namespace nd::stat {
namespace {

std::string form(std::string_view text) {
  return std::string(name_of_first(forms_of(text, kAllForms)));
}

}  // namespace

TEST_SUITE_BEGIN("stat/text_form");

TEST_CASE("the form of one text") {
  CHECK(form("2024-02-29") == "date");
  CHECK(form("2023-02-29") == "id");
  CHECK(form("2024-07-01T12:00:00Z") == "date-time");
  CHECK(form("2024-07-01T12:00:00.5+08:00") == "date-time");
  CHECK(form("2024-07-01 25:00:00").empty());
  CHECK(form("2024-07") == "period");
  CHECK(form("2024-W31") == "period");
  CHECK(form("2024-Q3") == "period");
  CHECK(form("2024") == "number");
  CHECK(form("-1.5e3") == "number");
  CHECK(form("0") == "number");
  CHECK(form("0012") == "id");
  CHECK(form("1234567890123456") == "id");
  CHECK(form("u17") == "id");
  CHECK(form("123e4567-e89b-12d3-a456-426614174000") == "id");
  CHECK(form("192.168.0.1") == "id");
  CHECK(form("play").empty());
  CHECK(form("").empty());
  CHECK(form("a 1").empty());
  CHECK(form("\xe8\xb4\xb5"
             "1")
            .empty());
  CHECK(form(std::string(65, '0')).empty());
}

TEST_CASE("only what is asked is found") {
  CHECK(forms_of("2024-07-01", kIdForm) == kIdForm);
  CHECK(forms_of("2024-07-01", kTimeForm) == 0);
  CHECK(forms_of("2024-07-01", kAllForms) == (kDateForm | kPeriodForm | kIdForm));
  CHECK(name_of_first(0).empty());
}

TEST_SUITE_END();

}  // namespace nd::stat
