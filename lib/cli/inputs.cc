#include "cli/inputs.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <string_view>

#include "base/wording.h"

namespace nd::cli {
namespace {

// Whether the file was found.
bool look_at(const std::string& file, struct stat& found) {
  return (file == "-" ? ::fstat(STDIN_FILENO, &found) : ::stat(file.c_str(), &found)) == 0;
}

bool is_same_file(const struct stat& a, const struct stat& b) {
  return a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

// Whether what one reader takes is lost for the other.
bool share_a_pipe(const std::string& a, const std::string& b) {
  if (a == "-" && b == "-") return true;
  struct stat first = {};
  struct stat second = {};
  return look_at(a, first) && S_ISFIFO(first.st_mode) && look_at(b, second) &&
         is_same_file(first, second);
}

// One of two readers would find an empty table, or wait for ever.
Status check_read_once(const table::Tables& tables, std::vector<std::string> readers) {
  for (const auto& table : tables.all()) {
    if (table->source().file == "-") readers.emplace_back("-");
  }
  for (const auto& table : tables.all()) {
    const std::string& file = table->source().file;
    const auto count = std::count_if(readers.begin(), readers.end(), [&](const std::string& other) {
      return share_a_pipe(file, other);
    });
    if (count < 2) continue;
    return usage_error("--table {}: {} is read for something else already", table->source().name,
                       file == "-" ? "standard input" : "the pipe " + in_quotes(file));
  }
  return {};
}

}  // namespace

Status complete_with_tables(Command& command, const table::Tables& tables, Parsed& parsed) {
  for (const auto& table : tables.all()) {
    if (table->source().file != "-") parsed.input_files.push_back(table->source().file);
  }
  ND_TRY(complete(command, parsed));
  return check_read_once(tables, inputs_of(command, parsed));
}

Status check_not_read(const io::Output& out, const std::vector<std::string>& inputs) {
  struct stat written = {};
  if (::fstat(out.descriptor(), &written) != 0 || !S_ISREG(written.st_mode)) return {};
  for (const std::string& input : inputs) {
    struct stat read = {};
    if (!look_at(input, read) || !is_same_file(read, written)) continue;
    return usage_error("{} is also the output; write to another file, or use -o",
                       input == "-" ? "standard input" : in_quotes(input));
  }
  return {};
}

}  // namespace nd::cli
