#include "compare/trend.h"

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "stream/feed.h"

namespace nd::compare {
namespace {

TEST_SUITE_BEGIN("compare/trend");

struct Request {
  TrendOptions options{};
  std::vector<std::string> total{};
};

Result<Trend> trend_of(const Request& request, json::Schema& schema) {
  const auto columns = [&](const std::vector<std::string>& items) {
    return *columns::KeyColumns::compile(items, columns::Marks::kNone, schema, Bindings{});
  };
  TrendColumns read{columns({"t"}), columns({"n"}), columns({"g"}), columns(request.total)};
  return Trend::make(request.options, std::move(read));
}

// Without the place before it and the record behind it.
std::string message_of(const Status& status) {
  const std::string& all = status.error().message;
  const std::size_t from = all.starts_with("test:") ? all.find(": ") + 2 : 0;
  return all.substr(from, all.find('\n') - from);
}

// What ndtrend would write of the lines, in `parts` that forks read; or the error.
std::string bursts(const Request& request, const std::vector<std::string>& lines,
                   std::size_t parts = 0) {
  json::Schema schema;
  auto trend = trend_of(request, schema);
  if (!trend) return trend.error().message;
  io::Output out = io::Output::memory();
  const auto feed = [&](Trend& to, const std::vector<std::string>& some) {
    io::Streams streams;
    return stream::testing::feed(to, schema, streams, stream::testing::joined(some), out);
  };
  if (parts == 0) {
    if (const Status status = feed(*trend, lines); !status) return message_of(status);
  }
  for (std::size_t part = 0; part < parts; ++part) {
    std::vector<std::string> some;
    for (std::size_t i = part; i < lines.size(); i += parts)
      some.push_back(lines[i]);
    Trend fork = trend->fork();
    if (const Status status = feed(fork, some); !status) return message_of(status);
    if (const Status status = trend->absorb(std::move(fork)); !status) return message_of(status);
  }
  if (const Status status = trend->finish(out); !status) return message_of(status);
  return out.buffer();
}

std::string line(const std::string& day, const std::string& group, const std::string& count) {
  return R"({"t":")" + day + R"(","g":")" + group + R"(","n":)" + count + "}";
}

std::string day(int number) {
  return time::Period::of(time::Day{19'000 + number}, time::PeriodKind::kDay).text();
}

// 60 days of two groups; a has 30 on days 20 to 22, else 2.
std::vector<std::string> two_groups() {
  std::vector<std::string> lines;
  for (int i = 0; i < 60; ++i) {
    lines.push_back(line(day(i), "a", i >= 20 && i <= 22 ? "30" : "2"));
    lines.push_back(line(day(i), "b", "1000"));
  }
  return lines;
}

constexpr const char* kBurst =
    R"({"g":"a","start":"2022-01-28","end":"2022-01-30","peak":"2022-01-28","peak_value":30,"total":90,"expected":10.4704,"score":50.87})"
    "\n";

TEST_CASE("the fields of a burst") {
  CHECK(bursts({}, two_groups()) == kBurst);
}

TEST_CASE("the same for any order and any parts") {
  std::vector<std::string> lines = two_groups();
  std::mt19937 random(1);
  for (std::size_t parts = 0; parts < 4; ++parts) {
    std::shuffle(lines.begin(), lines.end(), random);
    CHECK(bursts({}, lines, parts) == kBurst);
  }
}

TEST_CASE("a day without any record ends a burst, and one that others have is zero") {
  std::vector<std::string> lines = two_groups();
  std::erase_if(lines, [](const std::string& l) { return l.find(day(21)) != std::string::npos; });
  const std::string gap = bursts({}, lines);
  CHECK(gap.find(R"("start":"2022-01-28","end":"2022-01-28")") != std::string::npos);
  CHECK(gap.find(R"("start":"2022-01-30","end":"2022-01-30")") != std::string::npos);
  lines.push_back(line(day(21), "b", "1000"));
  CHECK(bursts({}, lines).find(R"("start":"2022-01-28","end":"2022-01-30")") != std::string::npos);
  lines.push_back(line(day(21), "a", "null"));
  CHECK(bursts({}, lines).find(R"("end":"2022-01-30")") ==
        bursts({}, lines).rfind(R"("end":"2022-01-30")"));
  CHECK(bursts({}, lines).find(R"("end":"2022-01-28")") != std::string::npos);
}

TEST_CASE("what cannot be used is told") {
  const std::vector<std::string> two = {line("2024", "a", "1"), line("2024", "b", "1")};
  const auto with = [&](const std::string& more) {
    std::vector<std::string> lines = two;
    lines.push_back(more);
    return bursts({}, lines);
  };
  CHECK(
      with(line("2024", "a", "1")) ==
      R"(there are two records of the period 2024 and the group {"g":"a"}: put them together with ndgroup)");
  CHECK(with(line("2023", "a", "-1")) == "'n' is -1: no count is below 0");
  CHECK(with(line("2023", "a", "1.5")) ==
        "'n' is 1.5: bursts are found in counts, which are whole numbers");
  CHECK(with(line("2023", "a", "1e17")) ==
        "'n' is 100000000000000000: counts above 2^53 (9007199254740992) are too large");
  CHECK(with(line("2023", "a", R"("1")")) == "'n' is no number but string");
  CHECK(with(line("2023-01", "a", "1")) ==
        "the period '2023-01' is a month, the first record's was a year");
  CHECK(with(line("2023", "a", "9007199254740992")) ==
        "the counts add up to more than 2^53 (9007199254740992), which is too large");
  CHECK(with(line("2023", "a", "1.0")).empty());
  CHECK(with(line("2023", "a", "2e0")).empty());
}

TEST_CASE("one group is its own total") {
  CHECK(bursts({}, {line("2023", "a", "1"), line("2024", "a", "1")})
            .starts_with("all records are of one group, which is its own total"));
  CHECK(bursts({}, {line("2023", "a", "1")}).empty());
}

TEST_CASE("totals that records bring must agree, and be enough") {
  const Request request{.total = {"all"}};
  const auto with_total = [](const std::string& total) {
    return R"({"t":"2024","g":"a","n":5,"all":)" + total + "}";
  };
  CHECK(bursts(request, {with_total("5")}).empty());
  CHECK(bursts(request, {with_total("4")}) ==
        R"(the period 2024 and the group {"g":"a"} has a count of 5, but a total of 4)");
  CHECK(bursts(request, {with_total("null")}) == "the record has no total of its period in 'all'");
  CHECK(bursts(request, {with_total("9"), R"({"t":"2024","g":"b","n":1,"all":8})"}) ==
        "records of the period 2024 say that its total is 8, and 9");
}

TEST_CASE("every bin with its expectation") {
  TrendOptions options{.method = stats::Method::kPoisson};
  options.baseline = BaselineSpan{1, time::PeriodKind::kYear};
  options.series = true;
  CHECK(bursts({options}, {line("2022", "a", "1"), line("2023", "a", "20"),
                           line("2024", "a", "null"), line("2024", "b", "0")}) ==
        R"({"g":"a","period":"2022","value":1,"expected":null,"score":null,"burst":false}
{"g":"a","period":"2023","value":20,"expected":1,"score":18.8,"burst":true}
{"g":"a","period":"2024","value":null,"expected":null,"score":null,"burst":false}
{"g":"b","period":"2022","value":0,"expected":null,"score":null,"burst":false}
{"g":"b","period":"2023","value":0,"expected":0.5,"score":0,"burst":false}
{"g":"b","period":"2024","value":0,"expected":0.5,"score":0,"burst":false}
)");
}

TEST_CASE("false discoveries: what one group alone would pass may be chance among many") {
  std::vector<std::string> lines = two_groups();
  TrendOptions options;
  options.fdr = Share{0.01};
  CHECK(bursts({options}, lines) == kBurst);
  options.fdr = Share{1e-60};
  CHECK(bursts({options}, lines).empty());
}

TEST_SUITE_END();

}  // namespace
}  // namespace nd::compare
