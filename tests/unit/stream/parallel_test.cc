#include "stream/parallel.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/processors.h"
#include "stream/run.h"

namespace {

// Writes every other record and sums the field "n".
struct Half {
  nd::json::Slot n;
  std::int64_t sum = 0;

  nd::Status consume(const nd::stream::Record& record, nd::io::Output& out) {
    const auto& value = nd::json::at(record.row, n);
    if (value.kind() != nd::json::Kind::kInt) return nd::input_error_at(5, "no number");
    sum += value.int_value();
    if (value.int_value() % 2 == 0) return out.record(record.text.text());
    return {};
  }
  nd::Status finish(nd::io::Output&) { return {}; }
  Half fork() const { return Half{n}; }
  nd::Status absorb(Half&& other) {
    sum += other.sum;
    return {};
  }
};
static_assert(nd::stream::ForkableOperator<Half>);

struct Outcome {
  std::string text;
  std::string error;
  std::int64_t sum = 0;
  nd::io::Counts counts;
};

// Through files, since that is what chunks are made of.
Outcome outcome(const std::string& input, unsigned jobs, std::size_t chunk_bytes) {
  const auto name = [] {
    std::string path = "/tmp/nd-parallel-test-XXXXXX";
    ::close(::mkstemp(path.data()));
    return path;
  };
  const std::string in = name();
  const std::string out = name();
  std::ofstream(in) << input;
  nd::io::Streams streams;
  streams.input.operands = {in};
  streams.sinks.out = nd::io::Output::file(out).value();
  nd::json::Schema schema;
  Half half{schema.add(nd::json::FieldPath::parse("n").value())};
  nd::Status status;
  if (jobs == 0) {
    streams.limits.jobs = 1;
    status = nd::stream::run(streams, schema, half);
  } else {
    const auto files = nd::io::ChunkedFiles::open({in}, chunk_bytes);
    REQUIRE(files);
    status = nd::stream::run_parallel(streams, schema, half, nd::stream::ChunkParts(*files), jobs);
  }
  Outcome result;
  result.sum = half.sum;
  result.counts = streams.outcome.counts;
  if (!status) result.error = status.error().message.substr(in.size());
  REQUIRE(streams.sinks.out.commit());
  std::ifstream read(out);
  result.text.assign(std::istreambuf_iterator<char>(read), {});
  std::remove(in.c_str());
  std::remove(out.c_str());
  return result;
}

}  // namespace

TEST_SUITE("stream/parallel") {
  TEST_CASE("any number of threads and any chunk size write the same bytes") {
    std::string input;
    for (int i = 0; i < 3000; ++i)
      input += "{\"n\":" + std::to_string(i * 7 % 1000) + "}\n";
    const Outcome one = outcome(input, 0, 0);
    for (const unsigned jobs : {1U, 2U, 3U, 8U}) {
      for (const std::size_t chunk_bytes : {64U, 1000U, 5000U}) {
        const Outcome many = outcome(input, jobs, chunk_bytes);
        CHECK(many.text == one.text);
        CHECK(many.sum == one.sum);
        CHECK(many.counts.read() == one.counts.read());
        CHECK(many.counts.bytes == one.counts.bytes);
        CHECK(many.error.empty());
      }
    }
  }

  TEST_CASE("files side by side, compressed ones among them, give what one after the other gives") {
    const std::string folder = "/tmp/nd-files-test-" + std::to_string(::getpid());
    REQUIRE(::mkdir(folder.c_str(), 0700) == 0);
    std::vector<std::string> operands;
    std::string expected;
    std::int64_t sum = 0;
    for (const std::string name : {"a.gz", "b", "empty.gz", "c.zst"}) {
      operands.push_back(folder + "/" + name);
      auto file = nd::io::Output::file(operands.back());
      REQUIRE(file);
      for (int i = 0; i < (name[0] == 'e' ? 0 : 60'000); ++i) {
        const std::int64_t n = i * 7919 % 100'003;
        const std::string line = "{\"n\":" + std::to_string(n) + ",\"in\":\"" + name + "\"}";
        REQUIRE(file->record(line));
        sum += n;
        if (n % 2 == 0) expected += line + "\n";
      }
      REQUIRE(file->commit());
    }
    const auto parts = nd::stream::FileParts::of(operands);
    REQUIRE(parts);
    for (const unsigned jobs : {1U, 2U, 9U}) {
      nd::io::Streams streams;
      streams.input.operands = operands;
      const std::string out = folder + "/out";
      streams.sinks.out = nd::io::Output::file(out).value();
      nd::json::Schema schema;
      Half half{schema.add(nd::json::FieldPath::parse("n").value())};
      CHECK(nd::stream::run_parallel(streams, schema, half, *parts, jobs));
      CHECK(half.sum == sum);
      CHECK(streams.outcome.counts.used == 180'000);
      REQUIRE(streams.sinks.out.commit());
      std::ifstream read(out);
      CHECK((std::string(std::istreambuf_iterator<char>(read), {}) == expected));
      std::remove(out.c_str());
    }
    CHECK_FALSE(nd::stream::FileParts::of({operands[0]}));
    CHECK_FALSE(nd::stream::FileParts::of({operands[1], operands[1]}));
    CHECK_FALSE(nd::stream::FileParts::of({operands[0], operands[2]}));
    CHECK_FALSE(nd::stream::FileParts::of({operands[0], operands[1], "-"}));
    CHECK_FALSE(nd::stream::FileParts::of({operands[0], operands[1], folder}));
    for (const std::string& operand : operands)
      std::remove(operand.c_str());
    ::rmdir(folder.c_str());
  }

  TEST_CASE("one thread where another program of the pipeline is at work") {
    using nd::stream::jobs_for;
    using nd::stream::Writes;
    // Standard input and output as pipes for a while.
    class Piped {
     public:
      explicit Piped(int fd) : fd_(fd), kept_(::dup(fd)) {
        int ends[2] = {};
        REQUIRE(::pipe(ends) == 0);
        ::dup2(ends[fd], fd);
        ::close(ends[0]);
        ::close(ends[1]);
      }
      ~Piped() {
        ::dup2(kept_, fd_);
        ::close(kept_);
      }

     private:
      int fd_;
      int kept_;
    };
    const unsigned all = nd::processors();
    nd::io::Streams file;
    file.input.operands = {"a-file"};
    nd::io::Streams standard;
    nd::io::Streams given;
    given.limits.jobs = 7;
    std::vector<unsigned> jobs;
    {
      const Piped output(STDOUT_FILENO);
      const Piped input(STDIN_FILENO);
      jobs = {jobs_for(file, Writes::kAlong),     jobs_for(file, Writes::kAtEnd),
              jobs_for(standard, Writes::kAlong), jobs_for(standard, Writes::kAtEnd),
              jobs_for(given, Writes::kAlong),    jobs_for(given, Writes::kAtEnd)};
    }
    CHECK(jobs == std::vector<unsigned>{1, all, 1, 1, 7, 7});
  }

  TEST_CASE("a bad record ends the run where one thread would have ended it") {
    std::string input = "\xef\xbb\xbf";
    for (int i = 0; i < 3000; ++i) {
      input += i == 1234 || i == 2000 ? "{\"n\":\"x\"}\n" : "{\"n\":" + std::to_string(i) + "}\n";
    }
    const Outcome one = outcome(input, 0, 0);
    CHECK(one.error == ":1235:6: no number\n  {\"n\":\"x\"}");
    for (const unsigned jobs : {1U, 2U, 8U}) {
      const Outcome many = outcome(input, jobs, 100);
      CHECK(many.text == one.text);
      CHECK(many.error == one.error);
      CHECK(many.counts.used == one.counts.used);
      CHECK(many.counts.rejected == 1);
    }
  }
}
