// Output: buffered bytes to standard output, a descriptor, or a file that appears whole or not at
// all, compressed where its name says so.
//
// Belongs here: buffering, atomic replacement, noticing that the reader has gone. Does not belong
// here: JSON, the formats of compression (compress.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "io/compress.h"
#include "io/staged_file.h"
#include "io/unique_fd.h"

namespace nd::io {

enum class Flush {
  kWhenFull,     // a full buffer is written
  kEveryRecord,  // --line-buffered, and when the output is a terminal
};

// Every byte given to append() is either written when commit() returns success, or an error was
// returned. Errors are kSystem with the reason, or kClosed when the reader of a pipe has gone away
// that may do so (SIGPIPE must be ignored).
class Output {
 public:
  // Standard output. kEveryRecord is chosen by itself on a terminal.
  static Output standard(Flush flush = Flush::kWhenFull);
  // "-" is standard output. Otherwise a temporary file beside `path` that commit() renames onto it:
  // symlinks are resolved first, an existing file's mode and owner are kept, and what exists and is
  // no regular file is written directly, as is /dev/stderr and its like, whatever it is. An
  // existing file that may not be written to is refused. A `path` that ends in .gz or .zst is
  // written compressed, whatever it is.
  static Result<Output> file(const std::string& path, Flush flush = Flush::kWhenFull);

  // Only gathers: for a part that a worker thread makes, to be given to append().
  static Output memory();

  Output(Output&& other) noexcept;
  Output& operator=(Output&& other) noexcept;
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  // Without a commit() nothing of an atomic file remains, and unflushed bytes are dropped.
  ~Output() = default;

  // The buffer to append a record's text to; end it with end_record(). Valid until the Output
  // moves.
  [[nodiscard]] std::string& buffer() { return buffer_; }

  // Appends '\n', counts the record, and writes the buffer if it is full (or at every record).
  [[nodiscard]] Status end_record() {
    buffer_.push_back('\n');
    finished_ = buffer_.size();
    ++records_;
    if (buffer_.size() >= kBufferBytes || flush_ == Flush::kEveryRecord) [[unlikely]]
      return flush();
    return {};
  }
  // One record given as its text, without '\n'.
  [[nodiscard]] Status record(std::string_view text) {
    buffer_.append(text);
    return end_record();
  }
  // Bytes that are no record of their own (a title, several lines of a table).
  [[nodiscard]] Status text(std::string_view bytes) {
    buffer_.append(bytes);
    finished_ = buffer_.size();
    if (buffer_.size() >= kBufferBytes) [[unlikely]]
      return flush();
    return {};
  }

  // Appends what a memory() holds, and empties it.
  [[nodiscard]] Status append(Output& part);

  // Writes what is buffered; short writes and EINTR are handled.
  [[nodiscard]] Status flush();
  // Whether what is written goes to another program as it is: a pipe or a socket. Compressed data
  // says by itself that it was cut.
  [[nodiscard]] bool is_piped() const;
  // The descriptor, for as long as this object has it; -1 where there is none.
  [[nodiscard]] int descriptor() const { return staged_ ? staged_->descriptor() : fd_.get(); }
  // The reader may go away before it has read everything, as it may of standard output.
  void let_reader_leave() { reader_may_leave_ = true; }
  // From now on io::GuardedWrite stands around every write.
  void guard() { guarded_ = true; }
  // Forgets what has been appended of a record that was not ended.
  void drop_unfinished() { buffer_.resize(finished_); }
  // After a failure: ends what was written with a line that is no record (cut.h), if that can still
  // be done. Requires: flush() was called, or nothing was written.
  void cut(std::string_view line);

  // flush(), then for an atomic file fsync, rename and fsync of the directory; for others close
  // where that can fail. The Output cannot be used afterwards.
  [[nodiscard]] Status commit();

  [[nodiscard]] std::uint64_t records() const { return records_; }
  // Before compression.
  [[nodiscard]] std::uint64_t bytes() const { return flushed_ + buffer_.size(); }

 private:
  static constexpr std::size_t kBufferBytes = std::size_t{64} << 10;

  Output(UniqueFd fd, std::string name, Flush flush);

  static Result<Output> plain_file(const std::string& path, Flush flush);
  static Result<Output> direct(const std::string& path, Flush flush);
  Status write_all(const char* at, std::size_t size);
  Status write_compressed(Compressor::Push push);
  Status replace_target();
  tl::unexpected<Error> fail(int code);

  UniqueFd fd_;
  std::string name_;                  // for messages
  std::optional<StagedFile> staged_;  // an atomic file
  std::string directory_;             // where commit() puts it
  Flush flush_ = Flush::kWhenFull;
  bool memory_ = false;
  bool guarded_ = false;
  bool reader_may_leave_ = false;
  std::string buffer_;
  std::size_t finished_ = 0;  // of buffer_: what belongs to whole records
  std::optional<Compressor> compressor_;
  std::string compressed_;  // scratch
  std::optional<Error>
      failure_;  // the first one: an output that has lost bytes never succeeds again
  std::uint64_t records_ = 0;
  std::uint64_t flushed_ = 0;
};

}  // namespace nd::io
