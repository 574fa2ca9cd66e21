// CSV and TSV: the same rows whatever the blocks are, and every byte in one of them.
#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "io/csv_reader.h"
#include "io/decompress.h"

namespace {

// A file in memory, under a name that can be opened.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view text) : fd_(::memfd_create("csv", MFD_CLOEXEC)) {
    ND_CHECK(fd_ >= 0);
    ND_CHECK(::write(fd_, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile() { ::close(fd_); }
  [[nodiscard]] std::string name() const { return "/proc/self/fd/" + std::to_string(fd_); }

 private:
  int fd_;
};

// All rows as one text; an error of the reader ends it.
std::string rows_of(const std::string& file, nd::io::CsvOptions options) {
  nd::io::CsvReader reader({file}, options);
  nd::io::CsvRow row;
  std::string out;
  std::uint64_t line = 0;
  for (;;) {
    const auto more = reader.next(row);
    if (!more) return out + "error " + more.error().message.substr(file.size());
    if (!*more) return out;
    ND_CHECK(row.line > line);
    line = row.line;
    out += std::to_string(row.line) + '@' + std::to_string(row.byte) + '[';
    out.append(row.raw).append("]");
    if (row.error != nullptr) {
      ND_CHECK(row.cells.empty());
      ND_CHECK(row.error->offset == nd::Error::kNoOffset || row.error->offset <= row.raw.size());
      out += row.error->message;
    }
    for (const nd::io::CsvCell& cell : row.cells) {
      ND_CHECK(row.raw.find(cell.text) != std::string_view::npos);
      out += cell.quoted ? '"' : '\'';
      out += cell.doubled ? "2" : "1";
      out.append(cell.text);
    }
    out += '\n';
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);
  // How much of damaged compressed data comes out depends on the room it is given.
  if (nd::io::recognise(text, true).compression != nd::io::Compression::kNone) return 0;
  nd::io::CsvOptions options;
  options.delimiter = (data[0] & 1) != 0 ? '\t' : ',';
  options.quotes = (data[0] & 2) == 0;
  if ((data[0] & 4) != 0) options.max_row = 16;
  const MemoryFile file(text);
  const std::string whole = rows_of(file.name(), options);
  for (const std::size_t block : {1U, 2U, 3U, 7U, 64U}) {
    options.read.block_bytes = block;
    ND_CHECK(rows_of(file.name(), options) == whole);
  }
  return 0;
}
