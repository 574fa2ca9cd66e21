#include "stream/block_parts.h"

#include <cstdint>
#include <string>

#include <doctest/doctest.h>

#include "stream/run.h"
#include "temporary_file.h"

namespace {

// Sums the field "n".
struct Sum {
  nd::json::Slot n;
  std::int64_t sum = 0;

  nd::Status consume(const nd::stream::Record& record, nd::io::Output& /*out*/) {
    const auto& value = nd::json::at(record.row, n);
    if (value.kind() != nd::json::Kind::kInt) return nd::input_error("no number");
    sum += value.int_value();
    return {};
  }
  static nd::Status finish(nd::io::Output& /*out*/) { return {}; }
  [[nodiscard]] Sum fork() const { return Sum{n}; }
  nd::Status absorb(const Sum& other) {
    sum += other.sum;
    return {};
  }
};

struct Outcome {
  std::int64_t sum = 0;
  std::string error;
  nd::io::Counts counts;
};

Outcome outcome(const std::string& text, unsigned jobs, std::size_t block_bytes) {
  const nd::tests::TemporaryFile file(text);
  nd::io::ReadOptions options;
  options.block_bytes = block_bytes;
  nd::io::BlockReader reader({file.path}, options);
  nd::io::Streams streams;
  nd::json::Schema schema;
  Sum sum{schema.add(nd::json::FieldPath::parse("n").value())};
  const nd::Status status =
      nd::stream::run_parallel(streams, schema, sum, nd::stream::BlockParts(reader), jobs);
  Outcome result{sum.sum, {}, streams.outcome.counts};
  if (!status) result.error = status.error().message.substr(file.path.size());
  return result;
}

}  // namespace

TEST_SUITE("stream/block_parts") {
  TEST_CASE("threads that take turns at reading see every record once") {
    std::string text;
    for (int i = 1; i <= 3000; ++i)
      text += "{\"n\":" + std::to_string(i) + "}\n";
    for (const unsigned jobs : {1U, 2U, 5U}) {
      for (const std::size_t block_bytes : {1U, 50U, 100'000U}) {
        const Outcome got = outcome(text, jobs, block_bytes);
        CHECK(got.error.empty());
        CHECK(got.sum == 3000 * 3001 / 2);
        CHECK(got.counts.used == 3000);
        CHECK(got.counts.bytes == text.size());
      }
    }
    CHECK(outcome("", 3, 100).counts.used == 0);
    CHECK(outcome("{\"n\":7}", 3, 100).sum == 7);
  }

  TEST_CASE("a bad record ends the run with its line, and what precedes it counts") {
    std::string text;
    for (int i = 1; i <= 3000; ++i)
      text += i == 1234 || i == 2000 ? "{\"n\":0.5}\n" : "{\"n\":1}\n";
    for (const unsigned jobs : {1U, 2U, 5U}) {
      const Outcome got = outcome(text, jobs, 100);
      CHECK(got.error == ":1234: no number\n  {\"n\":0.5}");
      CHECK(got.counts.used == 1233);
      CHECK(got.counts.rejected == 1);
    }
  }
}
