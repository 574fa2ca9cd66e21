// SpillFile: an unlinked temporary file for runs and spilled groups; the kernel frees it when the
// process ends.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "io/unique_fd.h"

namespace nd::io {

// Written once from start to end, then read any number of times by position. Errors are kSystem (a
// full temporary directory names the directory and the option --tmp).
class SpillFile {
 public:
  // A file without a name in `directory`.
  static Result<SpillFile> create(const std::string& directory);

  // Buffered append.
  [[nodiscard]] Status append(std::string_view bytes);
  // Ends writing.
  [[nodiscard]] Status finish();
  // Reads up to `size` bytes at `position` into `out`; fewer only at the end of the file.
  [[nodiscard]] Result<std::size_t> read(std::uint64_t position, char* out, std::size_t size) const;
  [[nodiscard]] std::uint64_t size() const { return written_ + buffer_.size(); }

 private:
  SpillFile(UniqueFd fd, std::string directory)
      : fd_(std::move(fd)), directory_(std::move(directory)) {}
  [[nodiscard]] Status write_out();

  UniqueFd fd_;
  std::string directory_;
  std::string buffer_;
  std::uint64_t written_ = 0;
};

}  // namespace nd::io
