#include "io/block_reader.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

using nd::ErrorKind;
using nd::io::Block;
using nd::io::BlockReader;
using nd::io::ReadOptions;

TEST_SUITE_BEGIN("io/block_reader");

namespace {

using std::string_literals::operator""s;

// A folder of its own for a case, removed with its content.
class Folder {
 public:
  Folder() {
    char name[] = "/tmp/nd-test-XXXXXX";
    path_ = ::mkdtemp(name);
  }
  ~Folder() {
    for (const std::string& file : files_)
      (void)::remove(file.c_str());
    (void)::rmdir(path_.c_str());
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string file(const std::string& name, const std::string& content) {
    files_.push_back(path_ + "/" + name);
    std::ofstream(files_.back(), std::ios::binary) << content;
    return files_.back();
  }
  std::string fifo(const std::string& name) {
    files_.push_back(path_ + "/" + name);
    REQUIRE(::mkfifo(files_.back().c_str(), 0600) == 0);
    return files_.back();
  }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
  std::vector<std::string> files_;
};

struct Line {
  std::string file;
  std::uint64_t number;
  std::uint64_t byte;
  std::string text;
  bool too_long;
  friend bool operator==(const Line&, const Line&) = default;
};

struct Outcome {
  std::vector<Line> lines;
  std::string error;  // empty: read to the end
  ErrorKind kind = ErrorKind::kClosed;
};

// All lines, with the position that the block says. Odd blocks are counted by the user, the others
// by the reader.
Outcome read_by(std::vector<std::string> files, ReadOptions options) {
  Outcome out;
  BlockReader reader(std::move(files), options);
  Block block;
  std::size_t blocks = 0;
  for (;;) {
    const auto more = reader.next(block);
    if (!more) {
      out.error = more.error().message;
      out.kind = more.error().kind;
      return out;
    }
    if (!*more) return out;
    REQUIRE(!block.text.empty());
    REQUIRE(block.text.end()[-1] == '\n');
    volatile char padding = 0;
    for (std::size_t i = 0; i < nd::kPadding; ++i)
      padding = block.text.end()[i];
    (void)padding;
    std::uint64_t number = block.first_line;
    std::uint64_t byte = block.first_byte;
    std::string_view rest = block.text.text();
    while (!rest.empty()) {
      const std::size_t end = rest.find('\n');
      out.lines.push_back({std::string(block.file), number, byte, std::string(rest.substr(0, end)),
                           block.too_long});
      byte += end + 1;
      ++number;
      rest.remove_prefix(end + 1);
    }
    if (block.too_long) CHECK(number == block.first_line + 1);
    if (++blocks % 2 == 1) block.lines = number - block.first_line;
  }
}

// The same, and that it is the same where threads decompress ahead.
Outcome read_all(const std::vector<std::string>& files, ReadOptions options = {}) {
  const Outcome out = read_by(files, options);
  for (const unsigned ahead : {1, 2, 5}) {
    options.ahead = ahead;
    const Outcome other = read_by(files, options);
    REQUIRE(other.lines == out.lines);
    REQUIRE(other.error == out.error);
    REQUIRE(other.kind == out.kind);
  }
  return out;
}

std::vector<std::string> texts(const Outcome& outcome) {
  std::vector<std::string> out;
  for (const Line& line : outcome.lines)
    out.push_back(line.text);
  return out;
}

std::string gzip(const std::string& text) {
  z_stream stream = {};
  REQUIRE(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(deflateBound(&stream, text.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string zstd(const std::string& text) {
  ZSTD_CCtx* const context = ZSTD_createCCtx();
  (void)ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  std::string out(ZSTD_compressBound(text.size()), '\0');
  const std::size_t n = ZSTD_compress2(context, out.data(), out.size(), text.data(), text.size());
  REQUIRE(ZSTD_isError(n) == 0);
  ZSTD_freeCCtx(context);
  out.resize(n);
  return out;
}

// Lines of many lengths, among them empty ones.
std::string sample(std::size_t lines) {
  std::string out;
  for (std::size_t i = 0; i < lines; ++i) {
    out += std::string((i * 37) % 23 == 0 ? 0 : (i * i) % 91, static_cast<char>('a' + i % 26));
    out += i % 5 == 0 ? "\r\n" : "\n";
  }
  return out;
}

std::vector<ReadOptions> block_sizes() {
  std::vector<ReadOptions> out;
  for (const std::size_t size : {1, 2, 3, 4, 5, 7, 64, 100, 4096, 1 << 20}) {
    ReadOptions options;
    options.block_bytes = size;
    out.push_back(options);
  }
  return out;
}

}  // namespace

TEST_CASE("lines and positions do not depend on the block size") {
  Folder folder;
  const std::string a = folder.file("a", sample(300) + "no newline at the end");
  const std::string b = folder.file("b", "");
  const std::string c = folder.file("c", "\n\n{\"x\":1}\n");
  const Outcome expected = read_all({a, b, c, a});
  REQUIRE(expected.error.empty());
  REQUIRE(expected.lines.size() == 301 + 3 + 301);
  CHECK(expected.lines[300] == Line{a, 301, sample(300).size(), "no newline at the end", false});
  CHECK(expected.lines[303] == Line{c, 3, 2, "{\"x\":1}", false});
  CHECK(expected.lines[304].number == 1);
  for (const ReadOptions& options : block_sizes()) {
    CAPTURE(options.block_bytes);
    CHECK(read_all({a, b, c, a}, options).lines == expected.lines);
  }
}

TEST_CASE("a line longer than a block is whole, whatever follows it") {
  Folder folder;
  const std::string longest(300'000, 'x');
  const std::string file = folder.file("a", "first\n" + longest + "\nlast\n" + longest);
  ReadOptions options;
  for (const std::size_t size : {97, 4096, 70'000, 299'999, 300'001}) {
    options.block_bytes = size;
    CHECK(texts(read_all({file}, options)) ==
          std::vector<std::string>{"first", longest, "last", longest});
  }
}

TEST_CASE("a line over max_line costs itself only") {
  Folder folder;
  const std::string over(21, 'o');
  const std::string fits(20, 'f');
  const std::string file = folder.file(
      "a", over + "\na\n" + fits + "\nb\n" + over + over + "\n" + over + "\nc\n" + over);
  for (ReadOptions options : block_sizes()) {
    CAPTURE(options.block_bytes);
    options.max_line = 20;
    const Outcome outcome = read_all({file}, options);
    CHECK(texts(outcome) == std::vector<std::string>{fits.substr(0, 0) + std::string(20, 'o'), "a",
                                                     fits, "b", std::string(20, 'o'),
                                                     std::string(20, 'o'), "c",
                                                     std::string(20, 'o')});
    std::vector<std::uint64_t> numbers;
    std::vector<std::uint64_t> bytes;
    std::vector<bool> too_long;
    for (const Line& line : outcome.lines) {
      numbers.push_back(line.number);
      bytes.push_back(line.byte);
      too_long.push_back(line.too_long);
    }
    CHECK(numbers == std::vector<std::uint64_t>{1, 2, 3, 4, 5, 6, 7, 8});
    CHECK(bytes == std::vector<std::uint64_t>{0, 22, 24, 45, 47, 90, 112, 114});
    CHECK(too_long == std::vector<bool>{true, false, false, false, true, true, false, true});
  }
}

TEST_CASE("what is shown of a line over max_line is cut between characters") {
  Folder folder;
  const std::string file = folder.file("a", "abc\u4e07\u4e07\n");
  ReadOptions options;
  options.max_line = 5;
  CHECK(texts(read_all({file}, options)) == std::vector<std::string>{"abc"});
}

TEST_CASE("a byte order mark is dropped at the start of each file and counts as bytes") {
  Folder folder;
  const std::string a = folder.file("a", "\xEF\xBB\xBFone\ntwo");
  const std::string b = folder.file("b", "\xEF\xBB\xBF");
  const std::string c = folder.file("c", "x\n\xEF\xBB\xBFy\n");
  for (const ReadOptions& options : block_sizes()) {
    CAPTURE(options.block_bytes);
    CHECK(read_all({a, b, c}, options).lines ==
          std::vector<Line>{{a, 1, 3, "one", false},
                            {a, 2, 7, "two", false},
                            {c, 1, 0, "x", false},
                            {c, 2, 2, "\xEF\xBB\xBFy", false}});
  }
}

TEST_CASE("other encodings are refused by name") {
  Folder folder;
  const std::string le = folder.file("le", "\xFF\xFE{\0}\0\n\0"s);
  const std::string be = folder.file("be", "\xFE\xFF\0{\0}\0\n"s);
  const std::string wide = folder.file("wide", "\xFF\xFE\0\0{\0\0\0"s);
  for (const ReadOptions& options : block_sizes()) {
    const Outcome outcome = read_all({le}, options);
    CHECK(outcome.kind == ErrorKind::kInput);
    CHECK(outcome.error ==
          le + ":1:1: the text is UTF-16LE, not UTF-8; convert it with iconv -f UTF-16 -t UTF-8");
    CHECK(read_all({be}, options).error.find("UTF-16BE") != std::string::npos);
    CHECK(read_all({wide}, options).error.find("UTF-32LE") != std::string::npos);
  }
}

TEST_CASE("gzip and zstd are recognised, in several members and frames") {
  Folder folder;
  const std::string text = sample(2000);
  const std::string half = text.substr(0, text.size() / 2 + 3);
  const std::string rest = text.substr(half.size());
  const std::string skippable = "\x50\x2a\x4d\x18\x03\0\0\0abc"s;
  const std::vector<std::string> files = {
      folder.file("plain", text),
      folder.file("one.gz", gzip(text)),
      folder.file("two.gz", gzip(half) + gzip(rest)),
      folder.file("empty.gz", gzip("") + gzip(text) + gzip("")),
      folder.file("padded.gz", gzip(text) + std::string(1000, '\0')),
      folder.file("one.zst", zstd(text)),
      folder.file("two.zst", zstd(half) + zstd("") + zstd(rest)),
      folder.file("skippable.zst", skippable + zstd(half) + skippable + zstd(rest) + skippable),
  };
  const std::vector<std::string> expected = texts(read_all({files[0]}));
  for (const std::string& file : files) {
    for (const ReadOptions& options : block_sizes()) {
      CAPTURE(file);
      CAPTURE(options.block_bytes);
      const Outcome outcome = read_all({file}, options);
      CHECK(outcome.error == "");
      CHECK(texts(outcome) == expected);
    }
  }
}

TEST_CASE("several compressed files are read in their order, with plain ones between") {
  Folder folder;
  std::vector<std::string> files;
  std::string whole;
  for (std::size_t i = 0; i < 9; ++i) {
    const std::string text = sample(i * 700);
    const std::string name = std::to_string(i);
    whole += text;
    files.push_back(i % 4 == 3   ? folder.file(name, text)
                    : i % 2 == 0 ? folder.file(name + ".gz", gzip(text))
                                 : folder.file(name + ".zst", zstd(text)));
  }
  const Outcome outcome = read_all(files);
  CHECK(outcome.error == "");
  CHECK(texts(outcome) == texts(read_all({folder.file("whole", whole)})));
  // The file that cannot be read is told of when its turn has come.
  files.insert(files.begin() + 5, folder.path() + "/absent.gz");
  const Outcome cut = read_all(files);
  CHECK(cut.error.find("cannot open '" + files[5] + "'") == 0);
  CHECK(cut.lines.back().file == files[4]);
}

TEST_CASE("compressed data cut anywhere is an error that names the file") {
  Folder folder;
  const std::string text = sample(60);
  for (const std::string& whole : {gzip(text), zstd(text)}) {
    const std::string suffix = whole[0] == '\x1f' ? ".gz" : ".zst";
    for (std::size_t size = 0; size < whole.size(); ++size) {
      CAPTURE(size);
      const std::string file = folder.file("cut" + suffix, whole.substr(0, size));
      for (const std::size_t block : {std::size_t{1}, std::size_t{1} << 20}) {
        ReadOptions options;
        options.block_bytes = block;
        const Outcome outcome = read_all({file}, options);
        CHECK(outcome.kind == ErrorKind::kSystem);
        CHECK(outcome.error.find("cannot read '" + file + "': ") == 0);
        CHECK(outcome.error.find("cut short") != std::string::npos);
      }
    }
  }
}

TEST_CASE("a changed byte in compressed data is noticed or leaves the text as it was") {
  Folder folder;
  const std::string text = sample(60);
  const std::vector<std::string> expected = texts(read_all({folder.file("plain", text)}));
  std::size_t noticed = 0;
  std::size_t all = 0;
  for (const std::string& whole : {gzip(text), zstd(text)}) {
    for (std::size_t at = 4; at < whole.size(); ++at) {
      std::string damaged = whole;
      damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
      const Outcome outcome = read_all({folder.file("damaged", damaged)});
      ++all;
      noticed += outcome.error.empty() ? 0 : 1;
      if (outcome.error.empty()) CHECK(texts(outcome) == expected);
    }
  }
  CHECK(noticed > all * 9 / 10);
}

TEST_CASE("the whole lines before the damage come first") {
  Folder folder;
  const std::string text = sample(60);
  std::string damaged = gzip(text);
  damaged[damaged.size() - 1] = static_cast<char>(damaged.back() ^ 1);  // the length at the end
  const Outcome outcome = read_all({folder.file("damaged.gz", damaged)});
  CHECK(outcome.kind == ErrorKind::kSystem);
  CHECK(outcome.error.find("damaged") != std::string::npos);
  CHECK(outcome.lines.size() == 60);
}

TEST_CASE("something after the compressed data is an error") {
  Folder folder;
  for (const std::string& file :
       {folder.file("a.gz", gzip("x\n") + "tail"), folder.file("b.gz", gzip("x\n") + "\0\0tail"s),
        folder.file("c.zst", zstd("x\n") + "tail")}) {
    CHECK(read_all({file}).kind == ErrorKind::kSystem);
  }
}

TEST_CASE("a decompression bomb stops at the ratio limit, which can be lifted") {
  Folder folder;
  const std::string file = folder.file("bomb.zst", zstd(std::string(80 << 20, '\n')));
  const Outcome outcome = read_all({folder.file("fine.zst", zstd(std::string(1 << 20, '\n')))});
  CHECK(outcome.error == "");
  BlockReader limited({file});
  Block block;
  auto more = limited.next(block);
  while (more && *more)
    more = limited.next(block);
  REQUIRE(!more);
  CHECK(more.error().kind == ErrorKind::kSystem);
  CHECK(more.error().message.find("grows more than 1000 times") != std::string::npos);
  ReadOptions options;
  options.max_ratio = 0;
  BlockReader lifted({file}, options);
  more = lifted.next(block);
  while (more && *more)
    more = lifted.next(block);
  REQUIRE(more);
  CHECK(lifted.bytes_given() == std::uint64_t{80} << 20);
}

TEST_CASE("a slow pipe gives each line as soon as it is there") {
  Folder folder;
  const std::string path = folder.fifo("pipe");
  int to_writer[2];
  REQUIRE(::pipe(to_writer) == 0);
  // Each part is written only after the line before it has been seen.
  const std::vector<std::string> parts = {"{\"a\":1}\n", "{\"a\":2}\n{\"a\"", ":3}\n", "P\n",
                                          "(\n"};
  std::thread writer([&] {
    const int fd = ::open(path.c_str(), O_WRONLY);
    for (const std::string& part : parts) {
      (void)!::write(fd, part.data(), part.size());
      char seen = 0;
      (void)!::read(to_writer[0], &seen, 1);
    }
    ::close(fd);
  });
  BlockReader reader({path});
  Block block;
  std::vector<std::string> blocks;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto more = reader.next(block);
    REQUIRE(more);
    blocks.emplace_back(block.text.text());
    (void)!::write(to_writer[1], "x", 1);
  }
  CHECK(reader.next(block).value() == false);
  writer.join();
  ::close(to_writer[0]);
  ::close(to_writer[1]);
  CHECK(blocks ==
        std::vector<std::string>{"{\"a\":1}\n", "{\"a\":2}\n", "{\"a\":3}\n", "P\n", "(\n"});
}

TEST_CASE("standard input may stand among the files") {
  Folder folder;
  const std::string file = folder.file("a", "file\n");
  const std::string input = folder.file("in", gzip("input\n"));
  const int saved = ::dup(0);
  const int fd = ::open(input.c_str(), O_RDONLY);
  ::dup2(fd, 0);
  ::close(fd);
  const Outcome outcome = read_by({file, "-", file}, {});
  const int code = ::lseek(0, 0, SEEK_SET) == 0 ? 0 : 1;
  const Outcome alone = read_by({}, {});
  ::dup2(saved, 0);
  ::close(saved);
  CHECK(code == 0);
  CHECK(texts(outcome) == std::vector<std::string>{"file", "input", "file"});
  CHECK(alone.lines == std::vector<Line>{{"-", 1, 0, "input", false}});
}

TEST_CASE("what cannot be read is an error with the system's reason") {
  Folder folder;
  const std::string missing = folder.path() + "/missing";
  const std::string good = folder.file("a", "x\n");
  CHECK(read_all({good, missing}).error ==
        "cannot open '" + missing + "': No such file or directory");
  CHECK(read_all({folder.path()}).error == "cannot read '" + folder.path() + "': Is a directory");
  CHECK(read_all({folder.path()}).kind == ErrorKind::kSystem);
  CHECK(BlockReader({good}).check());
  CHECK(BlockReader({good, folder.path()}).check().error().message ==
        "cannot read '" + folder.path() + "': Is a directory");
  CHECK(BlockReader({good, missing}).check().error().message ==
        "cannot open '" + missing + "': No such file or directory");
}

TEST_CASE("progress counts bytes of the files as they are stored") {
  Folder folder;
  const std::string text = sample(500);
  const std::string a = folder.file("a", text);
  const std::string b = folder.file("b.gz", gzip(text));
  BlockReader reader({a, b});
  CHECK(reader.bytes_total() == text.size() + gzip(text).size());
  Block block;
  while (reader.next(block).value()) {
  }
  CHECK(reader.bytes_read() == reader.bytes_total());
  CHECK(reader.bytes_given() == 2 * text.size());
  CHECK(BlockReader({a, folder.fifo("pipe")}).bytes_total() == 0);
}

TEST_SUITE_END();
