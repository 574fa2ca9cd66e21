#include "stream/partwise.h"

#include <cstdint>
#include <string>

#include <doctest/doctest.h>

#include "stream/run.h"
#include "temporary_file.h"

namespace {

using nd::Status;
using Limit = nd::io::ErrorLimit;

// Joins the records, which must come in order; refuses those with "bad".
struct Join {
  std::string joined{};

  static Status accept(const nd::stream::Record& record) {
    if (record.text.text().find("bad") != std::string_view::npos) return nd::input_error("refused");
    return {};
  }
  Status consume(const nd::stream::Record& record, nd::io::Output& /*out*/) {
    ND_TRY(accept(record));
    joined.append(record.text.text()).append(";");
    return {};
  }
  static Status finish(nd::io::Output& /*out*/) { return {}; }

  struct Reader {
    static Status start_part(std::size_t /*chunk*/, const nd::io::Block& /*block*/,
                             nd::io::Output& /*out*/) {
      return {};
    }
    static Status consume(const nd::stream::Record& record, nd::io::Output& out) {
      ND_TRY(accept(record));
      out.buffer().append(record.text.text()).append(";");
      return {};
    }
    static Status finish(nd::io::Output& /*out*/) { return {}; }
  };
  static Reader part_reader() { return {}; }
  static void read_again_from(const nd::io::ChunkedFiles& /*files*/) {}
  Status take_part(std::string_view found) {
    joined.append(found);
    return {};
  }
};
static_assert(nd::stream::PartwiseOperator<Join>);

struct Outcome {
  std::string joined;
  std::string error;
  std::string rejects;
  nd::io::Counts counts;
};

enum class Bad { kStop, kSetAside };

// jobs 0: one record after the other.
Outcome outcome(const std::string& text, unsigned jobs, Bad bad, Limit limit = {}) {
  const nd::tests::TemporaryFile file(text);
  nd::io::Streams streams;
  streams.input.operands = {file.path};
  streams.limits.max_errors = limit;
  if (bad == Bad::kSetAside) streams.sinks.rejects = nd::io::Output::memory();
  const nd::json::Schema schema;
  Join join;
  Status status;
  if (jobs == 0) {
    status = nd::stream::run(streams, schema, join);
  } else {
    const auto files = nd::io::ChunkedFiles::open({file.path}, 100);
    REQUIRE(files);
    status = nd::stream::run_partwise(streams, schema, join, *files, jobs);
  }
  const auto without_name = [&](std::string said) {
    for (std::size_t at = said.find(file.path); at != std::string::npos; at = said.find(file.path))
      said.erase(at, file.path.size());
    return said;
  };
  Outcome result{join.joined, {}, {}, streams.outcome.counts};
  if (!status) result.error = without_name(status.error().message);
  if (streams.sinks.rejects) result.rejects = without_name(streams.sinks.rejects->buffer());
  return result;
}

}  // namespace

TEST_SUITE("stream/partwise") {
  TEST_CASE("records, bad ones and counts are those of one thread, with any number of jobs") {
    std::string text = "\xef\xbb\xbf";
    for (int i = 1; i <= 3000; ++i) {
      if (i % 500 == 7) {
        text += "{\"bad\":1}\n";
      } else {
        text += i % 700 == 9 ? "  oops\n" : "{\"n\":" + std::to_string(i) + "}\n";
      }
      if (i % 100 == 0) text += "\n";
    }
    for (const Bad bad : {Bad::kStop, Bad::kSetAside}) {
      for (const Limit& limit :
           {Limit{}, Limit{Limit::Kind::kCount, 0, 0}, Limit{Limit::Kind::kCount, 4, 0},
            Limit{Limit::Kind::kCount, 99, 0}, Limit{Limit::Kind::kPercent, 0, 0.1},
            Limit{Limit::Kind::kPercent, 0, 5}}) {
        const Outcome one = outcome(text, 0, bad, limit);
        for (const unsigned jobs : {1U, 2U, 5U}) {
          const Outcome many = outcome(text, jobs, bad, limit);
          CHECK(many.error == one.error);
          CHECK(many.rejects == one.rejects);
          CHECK(many.counts.used == one.counts.used);
          CHECK(many.counts.rejected == one.counts.rejected);
          if (one.error.empty()) CHECK(many.joined == one.joined);
        }
      }
    }
  }

  TEST_CASE("a cut line ends the run, and is no record") {
    std::string text;
    for (int i = 1; i <= 300; ++i)
      text += "{\"n\":1}\n";
    text += R"({"$cut":"ndparse events:17 syntax")";
    for (const unsigned jobs : {0U, 1U, 3U}) {
      const Outcome got = outcome(text, jobs, Bad::kSetAside);
      CHECK(got.error.find("the input was cut off") != std::string::npos);
      CHECK(got.counts.used == 300);
      CHECK(got.counts.rejected == 0);
    }
  }
}
