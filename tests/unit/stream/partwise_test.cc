#include "stream/partwise.h"

#include <cstdint>
#include <cstring>
#include <string>

#include <doctest/doctest.h>

#include "stream/run.h"
#include "temporary_file.h"

namespace {

using nd::Status;
using Limit = nd::io::ErrorLimit;

// Refuses those with "bad".
Status accept(const nd::stream::Record& record) {
  if (record.text.text().find("bad") != std::string_view::npos) return nd::input_error("refused");
  return {};
}

// Joins the records, which must come in order, until the end.
struct Join {
  std::string joined{};

  Status consume(const nd::stream::Record& record, nd::io::Output& /*out*/) {
    ND_TRY(accept(record));
    joined.append(record.text.text()).append("\n");
    return {};
  }
  Status finish(nd::io::Output& out) const { return out.text(joined); }

  struct Reader {
    static Status start_part(std::size_t /*chunk*/, const nd::io::Block& /*block*/,
                             nd::io::Output& /*out*/) {
      return {};
    }
    static Status consume(const nd::stream::Record& record, nd::io::Output& out) {
      ND_TRY(accept(record));
      out.buffer().append(record.text.text()).append("\n");
      return {};
    }
    static Status finish(nd::io::Output& /*out*/) { return {}; }
  };
  static Reader part_reader() { return {}; }
  static void read_again_from(const nd::io::ChunkedFiles& /*files*/) {}
  Status take_part(const nd::stream::FoundPart& part, nd::io::Output& /*out*/) {
    CHECK(part.text.empty());
    joined.append(part.found);
    return {};
  }
};
static_assert(nd::stream::PartwiseOperator<Join> && nd::stream::ReadsAgain<Join>);

// Writes the records as they come.
struct Copy {
  static Status consume(const nd::stream::Record& record, nd::io::Output& out) {
    ND_TRY(accept(record));
    return out.record(record.text.text());
  }
  static Status finish(nd::io::Output& /*out*/) { return {}; }

  struct Place {
    std::size_t offset, size;
  };
  // Finds where they stand, and ends with their number.
  struct Reader {
    std::size_t records = 0;

    Status start_part(std::size_t /*chunk*/, const nd::io::Block& /*block*/,
                      nd::io::Output& /*out*/) {
      records = 0;
      return {};
    }
    Status consume(const nd::stream::Record& record, nd::io::Output& out) {
      ND_TRY(accept(record));
      append(out, Place{static_cast<std::size_t>(record.text.begin() - record.block->text.begin()),
                        record.text.size()});
      ++records;
      return {};
    }
    void end_part(nd::io::Output& out) const { append(out, records); }
    static Status finish(nd::io::Output& /*out*/) { return {}; }

    template <class T>
    static void append(nd::io::Output& out, const T& value) {
      out.buffer().append(reinterpret_cast<const char*>(&value), sizeof value);
    }
  };
  static Reader part_reader() { return {}; }
  static Status take_part(const nd::stream::FoundPart& part, nd::io::Output& out) {
    std::size_t records = 0;
    const std::size_t places = part.found.size() - sizeof records;
    std::memcpy(&records, part.found.data() + places, sizeof records);
    CHECK(records * sizeof(Place) == places);
    for (std::size_t i = 0; i < records; ++i) {
      Place place{};
      std::memcpy(&place, part.found.data() + i * sizeof place, sizeof place);
      ND_TRY(out.record(part.text.substr(place.offset, place.size)));
    }
    return {};
  }
};
static_assert(nd::stream::PartwiseOperator<Copy> && !nd::stream::ReadsAgain<Copy>);

struct Outcome {
  std::string written;
  std::string error;
  std::string rejects;
  nd::io::Counts counts;
};

enum class Bad { kStop, kSetAside };

// jobs 0: one record after the other.
template <class Op>
Outcome outcome(const std::string& text, unsigned jobs, Bad bad, Limit limit = {}) {
  const nd::tests::TemporaryFile file(text);
  nd::io::Streams streams;
  streams.input.operands = {file.path};
  streams.limits.max_errors = limit;
  streams.sinks.out = nd::io::Output::memory();
  streams.limits.jobs = 1;
  if (bad == Bad::kSetAside) streams.sinks.rejects = nd::io::Output::memory();
  const nd::json::Schema schema;
  Op op;
  Status status;
  if (jobs == 0) {
    status = nd::stream::run(streams, schema, op);
  } else {
    const auto files = nd::io::ChunkedFiles::open({file.path}, 100);
    REQUIRE(files);
    status = nd::stream::run_partwise(streams, schema, op, *files, jobs);
    if (status) status = op.finish(streams.sinks.out);
  }
  const auto without_name = [&](std::string said) {
    for (std::size_t at = said.find(file.path); at != std::string::npos; at = said.find(file.path))
      said.erase(at, file.path.size());
    return said;
  };
  Outcome result{streams.sinks.out.buffer(), {}, {}, streams.outcome.counts};
  if (!status) result.error = without_name(status.error().message);
  if (streams.sinks.rejects) result.rejects = without_name(streams.sinks.rejects->buffer());
  return result;
}

// Of many records, some of which are bad, each outcome is that of one record after the other.
template <class Op>
void check_all(const std::string& text) {
  for (const Bad bad : {Bad::kStop, Bad::kSetAside}) {
    for (const Limit& limit :
         {Limit{}, Limit{Limit::Kind::kCount, 0, 0}, Limit{Limit::Kind::kCount, 4, 0},
          Limit{Limit::Kind::kCount, 99, 0}, Limit{Limit::Kind::kPercent, 0, 0.1},
          Limit{Limit::Kind::kPercent, 0, 5}}) {
      const Outcome one = outcome<Op>(text, 0, bad, limit);
      for (const unsigned jobs : {1U, 2U, 5U}) {
        const Outcome many = outcome<Op>(text, jobs, bad, limit);
        CHECK(many.written == one.written);
        CHECK(many.error == one.error);
        CHECK(many.rejects == one.rejects);
        CHECK(many.counts.used == one.counts.used);
        CHECK(many.counts.rejected == one.counts.rejected);
      }
    }
  }
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
    text += "{\"n\":0}";
    check_all<Join>(text);
    check_all<Copy>(text);
  }

  TEST_CASE("a cut line ends the run, and is no record, at the end of a file or within it") {
    std::string text;
    for (int i = 1; i <= 300; ++i)
      text += "{\"n\":1}\n";
    const std::string before = text;
    text += R"({"$cut":"ndparse events:17 syntax")";
    for (const char* const more : {"", "\n{\"n\":2}\n{\"n\":3}\n"}) {
      for (const unsigned jobs : {0U, 1U, 3U}) {
        const Outcome got = outcome<Copy>(text + more, jobs, Bad::kSetAside);
        CHECK(got.error.find("the input was cut off") != std::string::npos);
        CHECK(got.written == before);
        CHECK(got.counts.used == 300);
        CHECK(got.counts.rejected == 0);
        CHECK(outcome<Join>(text + more, jobs, Bad::kSetAside).counts.used == 300);
      }
    }
  }
}
