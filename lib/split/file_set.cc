#include "split/file_set.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <set>

#include "base/number.h"
#include "io/os_error.h"
#include "json/writer.h"

namespace nd::split {

FileSet::FileSet(FileSetOptions options) : options_(std::move(options)) {
  struct stat found = {};
  for (const std::string& input : options_.inputs) {
    const int status = input == "-" ? ::fstat(STDIN_FILENO, &found) : ::stat(input.c_str(), &found);
    if (status == 0) inputs_.emplace_back(found.st_dev, found.st_ino);
  }
}

FileSet::~FileSet() {
  files_.clear();
  // Those that hold a file by now stay.
  for (auto folder = folders_.rbegin(); folder != folders_.rend(); ++folder)
    (void)::rmdir(folder->c_str());
}

// What stands at the path already, if it may be replaced; nullopt where there is nothing.
Result<std::optional<struct stat>> FileSet::look_at(const std::string& path) const {
  struct stat found = {};
  if (::lstat(path.c_str(), &found) != 0) {
    if (errno == ENOENT) return std::nullopt;
    return io::os_error(io::cannot_write(path), errno);
  }
  if (!options_.replace)
    return system_error("{}: it exists; --force replaces it", io::cannot_write(path));
  if (!S_ISREG(found.st_mode))
    return system_error("{}: it is no regular file", io::cannot_write(path));
  if (std::find(inputs_.begin(), inputs_.end(), std::pair(found.st_dev, found.st_ino)) !=
      inputs_.end())
    return system_error("{}: it is also an input", io::cannot_write(path));
  if (::access(path.c_str(), W_OK) != 0) return io::os_error(io::cannot_write(path), errno);
  return found;
}

Status FileSet::make_folders(const std::string& path) {
  for (std::size_t end = path.find('/', 1); end != std::string::npos;
       end = path.find('/', end + 1)) {
    std::string folder = path.substr(0, end);
    if (::mkdir(folder.c_str(), 0777) == 0) {
      folders_.push_back(std::move(folder));
    } else if (errno != EEXIST) {
      return io::os_error("cannot make the folder " + io::quoted(folder), errno);
    }
  }
  return {};
}

Result<FileSet::Id> FileSet::find(const std::string& path) {
  if (const auto known = ids_.find(path); known != ids_.end()) return known->second;
  const auto old = ND_TRY(look_at(path));
  if (options_.make_folders) ND_TRY(make_folders(path));
  File file;
  file.path = path;
  file.compression = io::compression_of_name(path);
  if (file.compression != io::Compression::kNone) file.buffer = kCompressedBuffer;
  // Room first: what is open is to be counted as such.
  while (open_.size() >= options_.open) {
    ND_TRY(files_[open_.back()].staged->close());
    open_.pop_back();
  }
  file.staged = ND_TRY(io::StagedFile::beside(path, path, old ? &*old : nullptr));
  const auto id = static_cast<Id>(files_.size());
  file.place = open_.insert(open_.begin(), id);
  files_.push_back(std::move(file));
  ids_.emplace(path, id);
  return id;
}

Status FileSet::open(File& file) {
  if (file.staged->descriptor() >= 0) {
    open_.splice(open_.begin(), open_, file.place);
    return {};
  }
  while (open_.size() >= options_.open) {
    ND_TRY(files_[open_.back()].staged->close());
    open_.pop_back();
  }
  ND_TRY(file.staged->reopen());
  file.place = open_.insert(open_.begin(), static_cast<Id>(&file - files_.data()));
  return {};
}

io::Compressor& FileSet::compressor(io::Compression compression) {
  auto& one = compression == io::Compression::kGzip ? gzip_ : zstd_;
  if (!one) one.emplace(compression);
  return *one;
}

Status FileSet::write(File& file) {
  ND_TRY(open(file));
  waiting_ -= file.waiting.size();
  file.bytes += file.waiting.size();
  if (file.compression == io::Compression::kNone) {
    ND_TRY(file.staged->append(file.waiting));
  } else {
    compressed_.clear();
    if (auto status =
            compressor(file.compression).run(file.waiting, io::Compressor::Push::kEnd, compressed_);
        !status)
      return system_error("{}: {}", io::cannot_write(file.path), status.error().message);
    ND_TRY(file.staged->append(compressed_));
  }
  file.waiting.clear();
  return {};
}

// For many files with little in each: gives back their buffers too.
Status FileSet::write_all() {
  for (File& file : files_) {
    if (file.waiting.empty()) continue;
    ND_TRY(write(file));
    std::string().swap(file.waiting);
  }
  return {};
}

Status FileSet::place(const std::vector<Id>& order) {
  using Existing = io::StagedFile::Existing;
  std::size_t placed = 0;
  std::set<std::string> folders;
  for (const Id id : order) {
    if (auto status =
            files_[id].staged->place(options_.replace ? Existing::kReplace : Existing::kRefuse);
        !status) {
      return system_error("{}; {} of {} files are in their places already", status.error().message,
                          placed, order.size());
    }
    ++placed;
    folders.insert(io::directory_of(files_[id].path));
  }
  // A folder that was made is new in the one around it.
  for (const std::string& folder : folders_)
    folders.insert(io::directory_of(folder));
  for (const std::string& folder : folders)
    ND_TRY(io::sync_directory(folder));
  return {};
}

Status FileSet::commit(io::Output& out) {
  std::vector<Id> order;
  for (const auto& [path, id] : ids_)
    order.push_back(id);
  for (const Id id : order) {
    File& file = files_[id];
    if (!file.waiting.empty()) ND_TRY(write(file));
    ND_TRY(open(file));
    ND_TRY(file.staged->finish());
    open_.erase(file.place);
  }
  ND_TRY(place(order));
  for (const Id id : order) {
    const File& file = files_[id];
    std::string& line = out.buffer();
    line += "{\"file\":";
    json::append_string(line, file.path);
    line += ",\"records\":";
    append_uint(line, file.records);
    line += ",\"bytes\":";
    append_uint(line, file.bytes);
    line += '}';
    ND_TRY(out.end_record());
  }
  return {};
}

}  // namespace nd::split
