// StagedFile: a file that is written beside its place and appears there whole or not at all.
//
// Belongs here: the file until it appears, and what makes it durable. Does not belong here:
// buffering and compression (output.h), where it is to appear.
#pragma once

#include <sys/stat.h>

#include <string>
#include <string_view>

#include "base/result.h"
#include "io/unique_fd.h"

namespace nd::io {

// The folder of a path, and its last part.
[[nodiscard]] std::string directory_of(const std::string& path);
[[nodiscard]] std::string base_of(const std::string& path);

// "cannot write 'x'", the beginning of what is said of a file that cannot be written.
[[nodiscard]] std::string cannot_write(const std::string& name);

// What was renamed there survives a power cut only once the directory is on disk too.
[[nodiscard]] Status sync_directory(const std::string& directory);

// Owner of a descriptor and of a file, which goes with it unless it was placed. Errors are kSystem.
class StagedFile {
 public:
  enum class Existing {
    kReplace,
    kRefuse,  // place() fails where there is a file by then
  };

  // A new file beside `target`, without a name where the file system has such files: then nothing
  // remains of it whatever ends the process. `name`: what messages call it. `old`: the file that it
  // replaces, whose mode and owner it gets; may be null.
  static Result<StagedFile> beside(std::string target, std::string name, const struct stat* old);

  StagedFile(StagedFile&& other) noexcept;
  StagedFile& operator=(StagedFile&& other) noexcept;
  StagedFile(const StagedFile&) = delete;
  StagedFile& operator=(const StagedFile&) = delete;
  ~StagedFile();

  // -1 while it is closed.
  [[nodiscard]] int descriptor() const { return fd_.get(); }
  // Adds to its end. Requires: it is open.
  [[nodiscard]] Status append(std::string_view bytes);

  // Closes it for a while: from then on it has a name, .NAME.RANDOM.tmp, and a process that is
  // killed leaves it behind.
  [[nodiscard]] Status close();
  [[nodiscard]] Status reopen();

  // Puts its content on disk and closes it. Requires: it is open.
  [[nodiscard]] Status finish();
  // Renames it to its place, whose directory is not synced yet. Requires: finish().
  [[nodiscard]] Status place(Existing existing);

 private:
  StagedFile(std::string target, std::string name)
      : target_(std::move(target)), name_(std::move(name)) {}

  Status open_temporary();
  Status give_name();
  Status close_descriptor();
  void discard();
  [[nodiscard]] tl::unexpected<Error> fail(int code) const;

  UniqueFd fd_;
  std::string target_;
  std::string name_;
  std::string temporary_;  // its name until it is placed; empty while it has none
};

}  // namespace nd::io
