#include "compare/period_input.h"

#include <memory>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "agg/exact_sum.h"
#include "io/streams.h"
#include "json/projector.h"

namespace nd::compare {
namespace {

// An input of a time t and values, by groups, and what it reads.
class Reading {
 public:
  explicit Reading(const std::vector<std::string>& values,
                   const std::vector<std::string>& groups = {"g"}, CompareOptions options = {})
      : options_(std::move(options)) {
    group::MergeOptions merge;
    merge.regroup = groups;
    merge.regroup.emplace_back("t");
    PeriodColumns columns{columns_of({"t"}), *ValueList::compile(values, schema_, {}),
                          columns_of(groups),
                          *group::MergePartials::compile(merge, schema_, streams_)};
    input_ = std::make_unique<PeriodInput>(options_, std::move(columns), schema_);
    projector_ = std::make_unique<json::Projector>(schema_);
  }

  // The error; empty: none.
  std::string read(const std::string& line) {
    const Status status = this->status(line);
    return status ? "" : status.error().message;
  }
  Status status(const std::string& line) {
    const PaddedString padded(line + "\n");
    const PaddedView text = padded.view().substr(0, line.size());
    REQUIRE(projector_->project(text));
    io::Block block;
    block.file = "in";
    auto out = io::Output::file("/dev/null");
    return input_->consume({text, projector_->row(), &block}, *out);
  }
  PeriodInput& finished() {
    REQUIRE(input_->finish().has_value());
    return *input_;
  }
  // The entries of a group as text: period, and each value, `-` where there is no data.
  std::string entries(const Entries& entries) {
    std::string text;
    Arena arena;
    for (const Entry& entry : entries) {
      text += (text.empty() ? "" : " ") + entry.period.text();
      for (std::size_t i = 0; i < input_->metrics().size(); ++i) {
        const auto value = input_->metrics().value(i, entry.states, arena);
        REQUIRE(value.has_value());
        text += "/";
        text += entry.has_data[i] ? std::to_string(agg::nearest_double(**value)).substr(0, 3) : "-";
      }
    }
    return text;
  }

 private:
  columns::KeyColumns columns_of(const std::vector<std::string>& items) {
    return *columns::KeyColumns::compile(items, columns::Marks::kNone, schema_, {});
  }

  CompareOptions options_;
  json::Schema schema_;
  io::Streams streams_;
  std::unique_ptr<PeriodInput> input_;
  std::unique_ptr<json::Projector> projector_;
};

// A partial record of a count n and of different users u.
std::string partial(const std::string& keys, const std::string& n, const std::string& users) {
  return R"({"$nd":"2:a:b","$k":["t","g"],)" + keys + R"(,"n":{"$count":")" + n +
         R"("},"u":{"$distinct":[)" + users + "]}}";
}

TEST_SUITE_BEGIN("compare/period_input");

TEST_CASE("plain numbers, by group and in the order of their periods") {
  Reading reading({"n", "r=n/d"});
  CHECK(reading.read(R"({"t":"2024-02","g":"b","n":3,"d":2})") == "");
  CHECK(reading.read(R"({"t":"2024-01","g":"b","n":null,"d":2})") == "");
  CHECK(reading.read(R"({"t":"2024-01","g":"a","n":5})") == "");
  PeriodInput& input = reading.finished();
  const auto groups = input.sorted_groups();
  REQUIRE(groups.size() == 2);
  CHECK(reading.entries(*groups[0].entries) == "2024-01/5.0/-");
  CHECK(reading.entries(*groups[1].entries) == "2024-01/-/- 2024-02/3.0/1.5");
  CHECK(input.last_period().text() == "2024-02");
  CHECK(reading.entries(input.merged({groups[0].entries, groups[1].entries})) ==
        "2024-01/5.0/- 2024-02/3.0/1.5");
}

TEST_CASE("states of partials are merged, a record of one group and period with the other") {
  Reading reading({"n", "u"}, {});
  CHECK(reading.read(partial(R"("t":"2024-01-01","g":"a")", "2", "1,2")) == "");
  CHECK(reading.read(partial(R"("t":"2024-01-02","g":"a")", "1", "2")) == "");
  CHECK(reading.read(partial(R"("t":"2024-01-01","g":"b")", "1", "2")) == "");
  const auto groups = reading.finished().sorted_groups();
  REQUIRE(groups.size() == 1);
  CHECK(reading.entries(*groups[0].entries) == "2024-01-01/3.0/2.0 2024-01-02/1.0/1.0");
}

TEST_CASE("the same period as a number and as text") {
  Reading reading({"n"}, {});
  CHECK(reading.read(partial(R"("t":2024,"g":"a")", "2", "")) == "");
  CHECK(reading.read(partial(R"("t":"2024","g":"b")", "1", "")) == "");
  CHECK(reading.entries(*reading.finished().sorted_groups()[0].entries) == "2024/3.0");
}

TEST_CASE("what would make the answer depend on the order ends the run, a bad value does not") {
  const auto kind_of = [](Reading& reading, const std::string& line) {
    return reading.status(line).error().kind;
  };
  Reading numbers({"n"}, {});
  CHECK(numbers.read(R"({"t":"2024-01","n":1})") == "");
  CHECK(kind_of(numbers, R"({"t":"2024-01","n":2})") == ErrorKind::kBroken);
  CHECK(kind_of(numbers, R"({"t":"2024","n":2})") == ErrorKind::kBroken);
  CHECK(kind_of(numbers, partial(R"("t":"2024-02","g":"a")", "2", "")) == ErrorKind::kBroken);
  for (const char* bad : {R"({"t":"2024-02","n":{}})", R"({"t":"2024-02","n":"1"})",
                          R"({"t":"2024-02","n":{"$count":"1"}})", R"({"t":"x","n":1})"}) {
    CAPTURE(bad);
    CHECK(kind_of(numbers, bad) == ErrorKind::kInput);
  }
  Reading states({"n"});
  CHECK(states.read(partial(R"("t":"2024-01","g":"a")", "2", "")) == "");
  CHECK(kind_of(states, R"({"t":"2024-02","n":1})") == ErrorKind::kBroken);
  CHECK(kind_of(states, R"({"n":1})") == ErrorKind::kInput);
  CHECK(kind_of(states, R"({"t":"2024-02"})") == ErrorKind::kInput);
  CHECK(kind_of(states, partial(R"("t":"x","g":"a")", "2", "")) == ErrorKind::kInput);
}

TEST_CASE("the first good record says what the others must be") {
  Reading numbers({"n"});
  CHECK(numbers.read(R"({"n":1})") == "the record has no period in 't'");
  CHECK(numbers.read(R"({"t":"2024-01","n":1})") == "");
  CHECK(numbers.read(R"({"t":"2024","n":1})") ==
        "the period '2024' is a year, the first record's was a month");
  Reading states({"n"});
  CHECK(states.read(partial(R"("t":"x","g":"a")", "2", "")) ==
        "'x' is not a period like 2024, 2024-Q3, 2024-07, 2024-W31 or 2024-07-31");
  CHECK(states.read(partial(R"("t":"2024","g":"a")", "x", "")) ==
        "the state of a count is damaged");
  CHECK(states.read(partial(R"("t":"2024-01","g":"a")", "2", "")) == "");
  CHECK(states.read(partial(R"("t":"2024","g":"a")", "2", "")) ==
        "the period '2024' is a year, the first record's was a month");
  CHECK(states.read(R"({"t":"2024-02","n":1})") ==
        "this is no partial record: it has no '$nd'; ndgroup --partial makes them");
}

TEST_SUITE_END();

}  // namespace
}  // namespace nd::compare
