// simdjson_lines: what a careful program makes of simdjson, one line at a time: the peer that no
// tool may be slower than.
//
//   simdjson_lines FILE KEY                            counts the records by the string KEY
//   simdjson_lines FILE KEY SUM WHERE TEXT             counts and sums the integer SUM where the
//   string WHERE is TEXT
//
// Lines are found in blocks of 1 MiB and parsed where they lie; fields are found in one pass over
// the object. Whatever is missing or of another kind ends it: a peer may refuse, but not guess.
// Rows of tab-separated values go to stdout.

#include <fcntl.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstring>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <simdjson.h>

namespace {

namespace ondemand = simdjson::ondemand;

struct Question {
  std::string_view key;
  std::string_view sum;
  std::string_view where;
  std::string_view text;

  [[nodiscard]] bool filtered() const { return !where.empty(); }
};

struct Group {
  std::uint64_t count = 0;
  std::int64_t sum = 0;
};

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>{}(text);
  }
};
using Groups = std::unordered_map<std::string, Group, TextHash, std::equal_to<>>;

class Counter {
 public:
  explicit Counter(const Question& question) : question_(question) {}

  // false: the line is no object, or a field is of another kind. Requires: simdjson's padding is
  // readable after it.
  bool add(const char* line, std::size_t size, std::size_t capacity) {
    ondemand::document document;
    ondemand::object object;
    if (parser_.iterate(line, size, capacity).get(document) || document.get_object().get(object))
      return false;
    std::string_view key = "null";
    std::int64_t number = 0;
    bool passed = !question_.filtered();
    int wanted = question_.filtered() ? 3 : 1;
    for (auto member : object) {
      ondemand::raw_json_string name;
      ondemand::value value;
      if (member.key().get(name) || member.value().get(value)) return false;
      if (name == question_.key) {
        if (value.get_string().get(key)) return false;
      } else if (question_.filtered() && name == question_.where) {
        std::string_view text;
        if (value.get_string().get(text)) return false;
        if (text != question_.text) return true;
        passed = true;
      } else if (question_.filtered() && name == question_.sum) {
        if (value.get_int64().get(number)) return false;
      } else {
        continue;
      }
      if (--wanted == 0) break;
    }
    if (passed) add_to_group(key, number);
    return true;
  }

  void print() const {
    for (const auto& [key, group] : groups_) {
      std::printf("%s\t%llu", key.c_str(), static_cast<unsigned long long>(group.count));
      if (question_.filtered()) std::printf("\t%lld", static_cast<long long>(group.sum));
      std::printf("\n");
    }
  }

 private:
  void add_to_group(std::string_view key, std::int64_t number) {
    auto found = groups_.find(key);
    if (found == groups_.end()) found = groups_.emplace(std::string(key), Group{}).first;
    ++found->second.count;
    found->second.sum += number;
  }

  Question question_;
  ondemand::parser parser_;
  Groups groups_;
};

// Feeds every line of the file to the counter; a line longer than a block makes the block grow.
bool count_file(int fd, Counter& counter) {
  std::vector<char> block((std::size_t{1} << 20) + simdjson::SIMDJSON_PADDING);
  std::size_t held = 0;
  for (;;) {
    if (held + simdjson::SIMDJSON_PADDING == block.size()) block.resize(block.size() * 2);
    const ssize_t got =
        read(fd, block.data() + held, block.size() - simdjson::SIMDJSON_PADDING - held);
    if (got <= 0) return got == 0 && held == 0;
    held += static_cast<std::size_t>(got);
    const char* line = block.data();
    const char* const end = block.data() + held;
    while (const void* found = std::memchr(line, '\n', static_cast<std::size_t>(end - line))) {
      const char* const line_end = static_cast<const char*>(found);
      const auto size = static_cast<std::size_t>(line_end - line);
      if (!counter.add(line, size, static_cast<std::size_t>(block.data() + block.size() - line)))
        return false;
      line = line_end + 1;
    }
    held = static_cast<std::size_t>(end - line);
    std::memmove(block.data(), line, held);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3 && argc != 6) {
    std::fprintf(stderr, "usage: simdjson_lines FILE KEY [SUM WHERE TEXT]\n");
    return 2;
  }
  Question question{argv[2], {}, {}, {}};
  if (argc == 6) question = {argv[2], argv[3], argv[4], argv[5]};
  const int fd = open(argv[1], O_RDONLY);
  Counter counter(question);
  if (fd < 0 || !count_file(fd, counter)) {
    std::fprintf(stderr, "simdjson_lines: %s cannot be read to its end\n", argv[1]);
    return 3;
  }
  counter.print();
  return 0;
}
