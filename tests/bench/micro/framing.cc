// Framing: from a file's bytes to lines.

#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include <benchmark/benchmark.h>

#include "base/check.h"
#include "io/block_reader.h"
#include "sample.h"

namespace nd::bench {
namespace {

// A file of copies of the sample, gone with this object.
class SampleFile {
 public:
  explicit SampleFile(int copies) {
    const int fd = mkstemp(path_);
    ND_CHECK(fd >= 0);
    for (int i = 0; i < copies; ++i) {
      const PaddedView text = events().text();
      ND_CHECK(write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
    }
    close(fd);
    bytes_ = events().bytes() * static_cast<std::size_t>(copies);
  }
  SampleFile(const SampleFile&) = delete;
  SampleFile& operator=(const SampleFile&) = delete;
  ~SampleFile() { unlink(path_); }

  [[nodiscard]] const char* path() const { return path_; }
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  char path_[32] = "/tmp/nd-bench-XXXXXX";
  std::size_t bytes_ = 0;
};

std::size_t count_lines(PaddedView text) {
  std::size_t lines = 0;
  const char* line = text.begin();
  while (line != text.end()) {
    line = static_cast<const char*>(
               std::memchr(line, '\n', static_cast<std::size_t>(text.end() - line))) +
           1;
    ++lines;
  }
  return lines;
}

// Newlines of text that is in the cache already: what framing cannot be faster than.
void newlines_in_memory(benchmark::State& state) {
  for (auto _ : state)
    benchmark::DoNotOptimize(count_lines(events().text()));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(events().bytes()));
}
BENCHMARK(newlines_in_memory);

void block_reader(benchmark::State& state) {
  const SampleFile file(20);
  for (auto _ : state) {
    io::BlockReader reader({file.path()},
                           {.block_bytes = static_cast<std::size_t>(state.range(0))});
    io::Block block;
    std::size_t lines = 0;
    for (;;) {
      const auto more = reader.next(block);
      ND_CHECK(more.has_value());
      if (!*more) break;
      block.lines = count_lines(block.text);
      lines += block.lines;
    }
    ND_CHECK(lines == 20 * events().lines().size());
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(file.bytes()));
}
BENCHMARK(block_reader)->Arg(64 << 10)->Arg(256 << 10)->Arg(1 << 20)->Arg(4 << 20);

}  // namespace
}  // namespace nd::bench
