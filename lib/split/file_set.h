// FileSet: any number of files that are written at the same time and appear together: none before
// all of them are whole and on disk.
//
// Records wait in a buffer for each file. A file is open while it is among those that were written
// to last, at most as many as are allowed; the others are closed, and opened again when they are
// written to. Compressed files are made of members (gzip) or frames (zstd) of a buffer each, so
// that no compressor has to be kept for a file; all readers of either format take them for one
// text.
//
// Belongs here: buffers, descriptors, the end of all files. Does not belong here: which record goes
// where (split.h).
#pragma once

#include <sys/stat.h>
#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "io/compress.h"
#include "io/output.h"
#include "io/staged_file.h"

namespace nd::split {

struct FileSetOptions {
  std::size_t open = 256;             // files that are open at the same time, at least 1
  bool replace = false;               // files that exist
  bool make_folders = false;          // that are not there
  std::vector<std::string> inputs{};  // operands: none of them is replaced
};

// Owner. Without a commit() no file appears, and folders that were made go again. Errors are
// kSystem. Memory: kMostWaiting of text, and some 200 bytes and its path for each file.
class FileSet {
 public:
  using Id = std::uint32_t;

  explicit FileSet(FileSetOptions options);
  FileSet(FileSet&&) = default;
  FileSet& operator=(FileSet&&) = default;
  ~FileSet();

  // The file of this path, a new one the first time. An error where it may not be written.
  [[nodiscard]] Result<Id> find(const std::string& path);
  // Adds a line to a file; `record` is without newline.
  [[nodiscard]] Status add(Id id, std::string_view record) {
    File& file = files_[id];
    file.waiting += record;
    file.waiting += '\n';
    ++file.records;
    waiting_ += record.size() + 1;
    if (file.waiting.size() >= file.buffer) [[unlikely]]
      return write(file);
    return waiting_ >= kMostWaiting ? write_all() : Status();
  }

  // Puts all files on disk, renames them to their places, and appends to `out` one record for each,
  // in the order of the paths.
  [[nodiscard]] Status commit(io::Output& out);

 private:
  static constexpr std::size_t kPlainBuffer = std::size_t{64} << 10;
  static constexpr std::size_t kCompressedBuffer = std::size_t{512} << 10;
  static constexpr std::size_t kMostWaiting = std::size_t{256} << 20;

  struct File {
    std::string path;
    std::size_t buffer = kPlainBuffer;  // bytes that wait at most, but for a longer record
    io::Compression compression = io::Compression::kNone;
    std::string waiting;
    std::uint64_t records = 0;
    std::uint64_t bytes = 0;  // written, before compression
    std::optional<io::StagedFile> staged;
    std::list<Id>::iterator place;  // in open_, while it is open
  };

  [[nodiscard]] Result<std::optional<struct stat>> look_at(const std::string& path) const;
  [[nodiscard]] Status make_folders(const std::string& path);
  [[nodiscard]] Status open(File& file);
  [[nodiscard]] Status write(File& file);
  [[nodiscard]] Status write_all();
  [[nodiscard]] io::Compressor& compressor(io::Compression compression);
  [[nodiscard]] Status place(const std::vector<Id>& order);

  FileSetOptions options_;
  std::vector<std::pair<dev_t, ino_t>> inputs_;
  std::vector<File> files_;
  std::map<std::string, Id, std::less<>> ids_;
  std::list<Id> open_;  // the one that was written to last comes first
  std::size_t waiting_ = 0;
  std::vector<std::string> folders_;  // that were made, the outer ones first
  std::optional<io::Compressor> gzip_;
  std::optional<io::Compressor> zstd_;
  std::string compressed_;  // scratch
};

}  // namespace nd::split
