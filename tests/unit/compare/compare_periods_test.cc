#include "compare/compare_periods.h"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "json/projector.h"

namespace nd::compare {
namespace {

struct Request {
  std::vector<std::string> values = {"n"};
  std::vector<std::string> groups{};
  CompareOptions options{};
};

// What ndyoy would write of the lines, or the error of the first that cannot be used.
std::string compared(const Request& request, const std::vector<std::string>& lines) {
  json::Schema schema;
  const auto columns = [&](const std::vector<std::string>& items) {
    return *columns::KeyColumns::compile(items, columns::Marks::kNone, schema, {});
  };
  auto values = ValueList::compile(request.values, schema, {});
  if (!values) return values.error().message;
  auto compare = ComparePeriods::make(
      request.options, {columns({"t"}), std::move(*values), columns(request.groups), nullptr}, {},
      schema, {});
  if (!compare) return compare.error().message;
  auto out = io::Output::file("/dev/null");
  REQUIRE(out.has_value());
  json::Projector projector(schema);
  for (const std::string& line : lines) {
    const PaddedString padded(line + "\n");
    const PaddedView text = padded.view().substr(0, line.size());
    REQUIRE(projector.project(text));
    const Status status = compare->consume({text, projector.row(), nullptr}, *out);
    if (!status) return status.error().message;
  }
  REQUIRE(compare->finish(*out).has_value());
  return out->buffer();
}

// The fields from "cur" to "pct" and the state of one answer.
std::string change(const std::string& answer) {
  const std::size_t from = answer.find("\"cur\"");
  const std::size_t to = answer.find(",\"basis\"");
  const std::size_t state = answer.find("\"state\"");
  REQUIRE(to != std::string::npos);
  return answer.substr(from, to - from) + " " +
         answer.substr(state + 8, answer.find('}', state) - state - 8);
}

// Of the one period 2024-07 on both sides.
std::string july(const std::string& previous, const std::string& current,
                 CompareOptions options = {}) {
  options.pairing.from = *time::Period::parse("2024-07");
  options.basis = Basis::kTotal;
  return change(compared({.options = options}, {"{\"t\":\"2023-07\",\"n\":" + previous + "}",
                                                "{\"t\":\"2024-07\",\"n\":" + current + "}"}));
}

TEST_SUITE_BEGIN("compare/compare_periods");

TEST_CASE("the fields of an answer and their order") {
  CHECK(
      compared({.groups = {"g"}},
               {R"({"t":"2023-07","n":7750,"g":"a"})", R"({"t":"2024-07","n":8711,"g":"a"})"}) ==
      R"({"g":"a","period":"2023-07","metric":"n","cur":250,"prev":null,"delta":null,"pct":null,"basis":"daily","days_cur":31,"days_prev":0,"expected_cur":31,"expected_prev":31,"state":"new"}
{"g":"a","period":"2024-07","metric":"n","cur":281,"prev":250,"delta":31,"pct":0.124,"basis":"daily","days_cur":31,"days_prev":31,"expected_cur":31,"expected_prev":31,"state":"ok"}
)");
}

TEST_CASE("changes are exact and rounded once") {
  CHECK(july("0.1", "0.3") == R"("cur":0.3,"prev":0.1,"delta":0.2,"pct":2 "ok")");
  CHECK(
      july("9007199254740993", "9007199254740994") ==
      R"("cur":9007199254740994,"prev":9007199254740993,"delta":1,"pct":1.1102230246251564e-16 "ok")");
  CHECK(july("3", "1") == R"("cur":1,"prev":3,"delta":-2,"pct":-0.6666666666666666 "ok")");
  CHECK(july("1e300", "-1e300") == R"("cur":-1e300,"prev":1e300,"delta":-2e300,"pct":-2 "ok")");
}

TEST_CASE("a base that is not above 0, or below the least one, gives no percentage") {
  CHECK(july("0", "5") == R"("cur":5,"prev":0,"delta":5,"pct":null "small-base")");
  CHECK(july("-4", "5") == R"("cur":5,"prev":-4,"delta":9,"pct":null "small-base")");
  CHECK(july("9", "10", {.least_base = 10}) ==
        R"("cur":10,"prev":9,"delta":1,"pct":null "small-base")");
  CHECK(july("10", "0", {.least_base = 10}) == R"("cur":0,"prev":10,"delta":-10,"pct":-1 "ok")");
}

TEST_CASE("shares change by points") {
  CHECK(july("0.5", "0.625", {.points = true}) ==
        R"("cur":0.625,"prev":0.5,"delta":0.125,"pct":0.125,"unit":"points" "ok")");
  CHECK(july("0", "0.25", {.points = true}) ==
        R"("cur":0.25,"prev":0,"delta":0.25,"pct":0.25,"unit":"points" "ok")");
  CHECK(july("0", "0", {.points = true}) ==
        R"("cur":0,"prev":0,"delta":0,"pct":0,"unit":"points" "ok")");
  CHECK(july("-0.5", "0.25", {.points = true}) ==
        R"("cur":0.25,"prev":-0.5,"delta":0.75,"pct":0.75,"unit":"points" "ok")");
  CHECK(july("0", "0.25", {.least_base = 0.1, .points = true}) ==
        R"("cur":0.25,"prev":0,"delta":0.25,"pct":null,"unit":"points" "small-base")");
  CHECK(july("-0.5", "0.25", {.least_base = 0, .points = true}) ==
        R"("cur":0.25,"prev":-0.5,"delta":0.75,"pct":null,"unit":"points" "small-base")");
}

TEST_CASE("null and missing are no data") {
  CHECK(july("null", "5") == R"("cur":5,"prev":null,"delta":null,"pct":null "new")");
  CHECK(july("5", "null") == R"("cur":null,"prev":5,"delta":null,"pct":null "gone")");
  CHECK(july("null", "null") == R"("cur":null,"prev":null,"delta":null,"pct":null "partial")");
}

TEST_CASE("a suppressed record suppresses its side and the change") {
  CHECK(july("5", R"(null,"suppressed":true)") ==
        R"("cur":null,"prev":5,"delta":null,"pct":null "suppressed")");
  CHECK(july(R"(null,"suppressed":true)", "5") ==
        R"("cur":5,"prev":null,"delta":null,"pct":null "suppressed")");
  CHECK(july(R"(null,"suppressed":false)", "5") ==
        R"("cur":5,"prev":null,"delta":null,"pct":null "new")");
}

TEST_CASE("what cannot be used is said") {
  const Request plain;
  CHECK(compared(plain, {R"({"n":1})"}) == "the record has no period in 't'");
  CHECK(compared(plain, {R"({"t":true,"n":1})"}) ==
        "the period in 't' is no text like 2024-07 but boolean");
  CHECK(compared(plain, {R"({"t":"2024-7","n":1})"}) ==
        "'2024-7' is not a period like 2024, 2024-Q3, 2024-07, 2024-W31 or 2024-07-31");
  CHECK(compared(plain, {R"({"t":"2024-07","n":"x"})"}) == "'n' is no number but string");
  CHECK(compared(plain, {R"({"t":"2024-07","n":{"$sum":{"n":"1","d":"1"}}})"}) ==
        "'n' is an object: name a number in it, such as n.value; the states of partials are read "
        "from "
        "whole partial records, with their \"$nd\"");
  CHECK(compared(plain, {R"({"t":"2024-07","n":1})", R"({"t":"2024","n":1})"}) ==
        "the period '2024' is a year, the first record's was a month");
  CHECK(compared(plain, {R"({"t":"2024-07","n":1})", R"({"t":"2024-07","n":1})"}) ==
        "a second record for the period 2024-07; records that differ in a key need it in -g, those "
        "of finer periods a finer -t, with --by month --sum n");
  CHECK(compared({.groups = {"g"}}, {R"({"t":2024,"n":1})", R"({"t":"2024","n":1,"g":null})"}) ==
        "a second record for the period 2024 and the same group; records that differ in a key need "
        "it in -g, those of finer periods a finer -t, with --by year --sum n");
  CHECK(compared(plain, {R"({"t":"2024-07","n":1})", R"({"t":"\u0032024-0\u0037","n":1})"}) ==
        "a second record for the period 2024-07; records that differ in a key need it in -g, those "
        "of finer periods a finer -t, with --by month --sum n");
  CHECK(compared(plain, {R"({"t":"2024-07","n":null})", R"({"t":"2024-07","n":1})"}) ==
        "a second record for the period 2024-07; records that differ in a key need it in -g, those "
        "of finer periods a finer -t, with --by month --sum n");
  for (const char* same : {"1.0", "1e0", "10e-1"}) {
    CHECK(compared({.groups = {"g"}}, {R"({"t":"2024-Q1","n":1,"g":1})",
                                       R"({"t":"2024-Q1","n":1,"g":)" + std::string(same) + "}"}) ==
          "a second record for the period 2024-Q1 and the same group; records that differ in a key "
          "need it in -g, those of finer periods a finer -t, with --by quarter --sum n");
  }
  const Request by_year{.options = {.pairing = {.by = time::PeriodKind::kYear}, .sums = {"n"}}};
  CHECK(compared(by_year, {R"({"t":"2024-07","n":1})", R"({"t":"2024-07","n":1})"}) ==
        "a second record for the period 2024-07; records that differ in a key need it in -g");
}

TEST_CASE("names and options that collide are refused") {
  CHECK(compared({.groups = {"period"}}, {}) ==
        "the key 'period' has the name of a field of the answer; rename it: NAME=period");
  CHECK(compared({.values = {"n", "n"}}, {}) == "two values are named 'n'");
  CHECK(compared({.options = {.sums = {"m"}}}, {}) == "--sum m is none of the values of -v");
  const PairingOptions by_month{.by = time::PeriodKind::kMonth};
  CHECK(compared({.options = {.pairing = by_month}}, {R"({"t":"2024-07-01","n":1})"}) ==
        "records by day compared by month: name 'n' in --sum if it may be added up, else give "
        "the partial records of ndgroup --partial or ndmerge --partial, whose states merge");
  CHECK(
      compared(
          {.options = {.pairing = by_month, .basis = Basis::kTotal, .sums = {"n"}, .points = true}},
          {R"({"t":"2024-07-01","n":1})"}) ==
      "shares cannot be added up to a total: leave out --basis total or --points");
  for (const PairingOptions& several :
       {PairingOptions{.moving = {7}}, PairingOptions{.leap_day = LeapDay::kFold}}) {
    CHECK(compared({.options = {.pairing = several, .basis = Basis::kTotal, .points = true}},
                   {R"({"t":"2024-07-01","n":1})"}) ==
          "shares cannot be added up to a total: leave out --basis total or --points");
  }
}

TEST_CASE("a quotient of two fields is that of their sums, by whatever days") {
  const CompareOptions of_2024{
      .pairing = {.by = time::PeriodKind::kYear, .from = *time::Period::parse("2024")},
      .least_coverage = Share{0}};
  const std::vector<std::string> months = {
      R"({"t":"2023-01","likes":1,"plays":10})", R"({"t":"2023-02","likes":3,"plays":10})",
      R"({"t":"2024-01","likes":1,"plays":2})", R"({"t":"2024-02","likes":2,"plays":6})",
      R"({"t":"2024-03","likes":null,"plays":6})"};
  for (const char* quotient :
       {"r=likes/plays", "r=.likes/.plays", "r= likes / plays", "r=((.likes / .plays))"}) {
    const std::string answer = compared({.values = {quotient}, .options = of_2024}, months);
    CHECK(change(answer) == R"("cur":0.375,"prev":0.2,"delta":0.175,"pct":0.875 "ok")");
    CHECK(answer.find(R"("basis":"total","days_cur":60,)") != std::string::npos);
  }
  CompareOptions daily = of_2024;
  daily.basis = Basis::kDaily;
  CHECK(compared({.values = {"r=likes/plays"}, .options = daily}, months) ==
        "--basis daily: 'r' is no amount that days could share; leave the option out, and what is "
        "one is divided by days, or compare by --basis total");
  CHECK(compared({.values = {"likes/plays"}}, {}) ==
        "the value 'likes/plays' needs a name, such as 'rate=likes/plays'");
}

TEST_CASE("a field of digits is quoted where it divides, else it is a number") {
  CHECK(compared({.values = {R"(x=.n/."4")"}}, {R"({"t":"2024","n":1464,"4":2})"})
            .find(R"("cur":732,)") != std::string::npos);
}

TEST_CASE("over nothing there is no quotient, though there are days") {
  const CompareOptions later{.pairing = {.from = *time::Period::parse("2024")}};
  const std::string answer =
      compared({.values = {"r=likes/n"}, .options = later},
               {R"({"t":"2023","likes":1,"n":0})", R"({"t":"2024","likes":1,"n":4})"});
  CHECK(change(answer) == R"("cur":0.25,"prev":null,"delta":null,"pct":null "new")");
  CHECK(answer.find(R"("days_cur":366,"days_prev":365,)") != std::string::npos);
}

const std::vector<std::string> kCities = {
    R"({"city":"a","t":"2023","n":10,"d":100})", R"({"city":"a","t":"2024","n":36,"d":300})",
    R"({"city":"b","t":"2023","n":90,"d":300})", R"({"city":"b","t":"2024","n":31,"d":100})"};

Request by_city() {
  return {
      .values = {"r=n/d"},
      .groups = {"city"},
      .options = {
          .pairing = {.from = *time::Period::parse("2024")}, .mix = "city", .by_segment = true}};
}

TEST_CASE("the change of a ratio by segments, and the flag of one against all of them") {
  const std::string answer = compared(by_city(), kCities);
  CHECK(answer.starts_with(
      R"({"period":"2024","metric":"r","cur":0.1675,"prev":0.25,"delta":-0.0825,"pct":-0.33,)"));
  const std::size_t a = answer.find(R"({"city":"a","period":"2024","metric":"r","cur":0.12,)");
  const std::size_t b = answer.find(R"({"city":"b",)");
  REQUIRE(a < b);
  REQUIRE(b != std::string::npos);
  const auto has = [](std::string_view text, std::string_view what) {
    return text.find(what) != std::string_view::npos;
  };
  CHECK(has(answer.substr(0, a),
            R"("within":0.0125,"mix":-0.1,"interaction":0.005,"simpson":true})"));
  CHECK(has(answer.substr(a, b - a), R"("within":0.005,"mix":-0.075,"interaction":0.01})"));
  CHECK(has(answer.substr(b), R"("within":0.0075,"mix":-0.025,"interaction":-0.005})"));
}

TEST_CASE("a segment that is suppressed suppresses the whole") {
  std::vector<std::string> lines = kCities;
  lines[2] = R"({"city":"b","t":"2023","n":null,"d":null,"suppressed":true})";
  for (const Basis basis : {Basis::kTotal, Basis::kMatched}) {
    Request request = by_city();
    request.options.basis = basis;
    const std::string answer = compared(request, lines);
    const std::string whole = answer.substr(0, answer.find('\n'));
    CHECK(change(whole.substr(0, whole.find(",\"within\"")) + "}") ==
          R"("cur":0.1675,"prev":null,"delta":null,"pct":null "suppressed")");
    CHECK(whole.ends_with(R"("within":null,"mix":null,"interaction":null,"simpson":null})"));
    CHECK(answer.find(R"({"city":"b")") != std::string::npos);
  }
}

TEST_CASE("what cannot be split by segments is said") {
  Request wrong = by_city();
  wrong.options.mix = "town";
  CHECK(compared(wrong, {}) == "--mix 'town' is none of the keys of -g");
  wrong = by_city();
  wrong.values = {"n"};
  CHECK(compared(wrong, kCities) ==
        "--mix: 'n' is no ratio of what adds up over segments: -v takes NAME=A/B of plain numbers, "
        "and of partials ratio, share and mean of counts and sums");
  CHECK(compared({.options = {.by_segment = true}}, {}) ==
        "--by-segment is about the segments of --mix");
  wrong = by_city();
  wrong.groups = {"city", "mix"};
  CHECK(compared(wrong, {}) ==
        "the key 'mix' has the name of a field of the answer; rename it: NAME=mix");
}

TEST_CASE("the order of the records changes nothing, to the last digit") {
  std::mt19937 random(11);
  std::vector<std::string> lines;
  for (std::int32_t day = 0; day < 731; ++day) {
    std::string text;
    time::Period::of(time::day_of({2023, 1, 1}).plus(day), time::PeriodKind::kDay).append(text);
    for (const char* group : {"1", "\"1\"", "null"}) {
      const std::string number = random() % 3 == 0 ? "1e" + std::to_string(random() % 300)
                                                   : "0." + std::to_string(random());
      lines.push_back("{\"t\":\"" + text + "\",\"n\":" + number + ",\"g\":" + group + "}");
    }
  }
  const Request request{
      .groups = {"g"},
      .options = {
          .pairing = {.by = time::PeriodKind::kMonth}, .basis = Basis::kMatched, .sums = {"n"}}};
  const std::string first = compared(request, lines);
  CHECK(std::count(first.begin(), first.end(), '\n') == 3 * 24);
  for (int i = 0; i < 3; ++i) {
    std::shuffle(lines.begin(), lines.end(), random);
    CHECK(compared(request, lines) == first);
  }
}

TEST_SUITE_END();

}  // namespace
}  // namespace nd::compare
