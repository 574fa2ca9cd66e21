#include "io/output.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "io/decompress.h"

using nd::ErrorKind;
using nd::Status;
using nd::io::Output;

TEST_SUITE_BEGIN("io/output");

namespace {

class Folder {
 public:
  Folder() {
    char name[] = "/tmp/nd-test-XXXXXX";
    path_ = ::mkdtemp(name);
    (void)::signal(SIGPIPE, SIG_IGN);
  }
  ~Folder() {
    for (const std::string& name : list())
      (void)::remove(at(name).c_str());
    (void)::rmdir(path_.c_str());
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string at(const std::string& name) const { return path_ + "/" + name; }
  std::vector<std::string> list() const {
    std::vector<std::string> out;
    DIR* const folder = ::opendir(path_.c_str());
    while (const dirent* const entry = ::readdir(folder)) {
      const std::string name = entry->d_name;
      if (name != "." && name != "..") out.push_back(name);
    }
    ::closedir(folder);
    return out;
  }

 private:
  std::string path_;
};

std::string content(const std::string& path) {
  std::ostringstream out;
  out << std::ifstream(path, std::ios::binary).rdbuf();
  return out.str();
}

void put(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

mode_t mode_of(const std::string& path) {
  struct stat status = {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  return status.st_mode & 07777u;
}

// Records until one fails.
Status fill(Output& out, std::size_t records) {
  const std::string record(100, 'r');
  for (std::size_t i = 0; i < records; ++i)
    ND_TRY(out.record(record));
  return {};
}

}  // namespace

TEST_CASE("a file appears whole at commit and not before") {
  Folder folder;
  {
    auto out = Output::file(folder.at("new"));
    REQUIRE(out);
    CHECK(out->record("one"));
    out->buffer().append("tw");
    out->buffer().push_back('o');
    CHECK(out->end_record());
    CHECK(out->text("tail"));
    CHECK(out->flush());
    CHECK(::access(folder.at("new").c_str(), F_OK) != 0);
    CHECK(out->records() == 2);
    CHECK(out->bytes() == 12);
    CHECK(out->commit());
  }
  CHECK(content(folder.at("new")) == "one\ntwo\ntail");
  CHECK(folder.list() == std::vector<std::string>{"new"});
  const mode_t mask = ::umask(0);
  ::umask(mask);
  CHECK(mode_of(folder.at("new")) == (0666u & ~mask));
}

TEST_CASE("without a commit the old file stays and nothing else does") {
  Folder folder;
  put(folder.at("old"), "old");
  {
    auto out = Output::file(folder.at("old"));
    REQUIRE(out);
    CHECK(fill(*out, 10'000));
  }
  CHECK(content(folder.at("old")) == "old");
  CHECK(folder.list() == std::vector<std::string>{"old"});
}

TEST_CASE("a replaced file keeps its mode") {
  Folder folder;
  put(folder.at("old"), "old");
  REQUIRE(::chmod(folder.at("old").c_str(), 0640) == 0);
  auto out = Output::file(folder.at("old"));
  REQUIRE(out);
  CHECK(out->record("new"));
  CHECK(out->commit());
  CHECK(content(folder.at("old")) == "new\n");
  CHECK(mode_of(folder.at("old")) == 0640);
}

TEST_CASE("a symbolic link stays a link, also one to a file that is not there yet") {
  Folder folder;
  put(folder.at("target"), "old");
  REQUIRE(::symlink("target", folder.at("second").c_str()) == 0);
  REQUIRE(::symlink(folder.at("second").c_str(), folder.at("first").c_str()) == 0);
  REQUIRE(::symlink("absent", folder.at("dangling").c_str()) == 0);
  REQUIRE(::symlink("loop", folder.at("loop").c_str()) == 0);
  for (const char* const name : {"first", "dangling"}) {
    auto out = Output::file(folder.at(name));
    REQUIRE(out);
    CHECK(out->record(name));
    CHECK(out->commit());
  }
  CHECK(content(folder.at("target")) == "first\n");
  CHECK(content(folder.at("absent")) == "dangling\n");
  struct stat status = {};
  REQUIRE(::lstat(folder.at("first").c_str(), &status) == 0);
  CHECK(S_ISLNK(status.st_mode));
  CHECK(folder.list().size() == 6);
  const auto looped = Output::file(folder.at("loop"));
  REQUIRE(!looped);
  CHECK(looped.error().message.find("symbolic links") != std::string::npos);
}

TEST_CASE("what is no regular file is written directly") {
  Folder folder;
  auto null = Output::file("/dev/null");
  REQUIRE(null);
  CHECK(fill(*null, 10'000));
  CHECK(null->commit());

  const std::string pipe = folder.at("pipe");
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  std::string seen;
  std::thread reader([&] { seen = content(pipe); });
  auto out = Output::file(pipe);
  REQUIRE(out);
  CHECK(out->record("through"));
  CHECK(out->commit());
  reader.join();
  CHECK(seen == "through\n");
}

TEST_CASE("a path that stands for an open descriptor is written on, not replaced") {
  Folder folder;
  const int fd = ::open(folder.at("log").c_str(), O_RDWR | O_CREAT | O_APPEND, 0600);
  CHECK(::write(fd, "before\n", 7) == 7);
  for (const std::string& prefix : {std::string("/dev/fd/"), std::string("/proc/self/fd/")}) {
    auto out = Output::file(prefix + std::to_string(fd));
    REQUIRE(out);
    CHECK(out->record("more"));
    CHECK(out->commit());
  }
  CHECK(::write(fd, "after\n", 6) == 6);
  ::close(fd);
  CHECK(content(folder.at("log")) == "before\nmore\nmore\nafter\n");
  CHECK(!Output::file("/dev/fd/987"));
}

TEST_CASE("a full disk is an error, at the latest at commit, and stays one") {
  auto out = Output::file("/dev/full");
  REQUIRE(out);
  CHECK(out->record("x"));
  const Status first = out->commit();
  REQUIRE(!first);
  CHECK(first.error().kind == ErrorKind::kSystem);
  CHECK(first.error().message == "cannot write '/dev/full': No space left on device");
  CHECK(!out->commit());
  CHECK(!out->flush());

  auto large = Output::file("/dev/full");
  REQUIRE(large);
  CHECK(!fill(*large, 10'000));
}

TEST_CASE("a limit on the file's size is an error and leaves the old file") {
  Folder folder;
  put(folder.at("old"), "old");
  const pid_t child = ::fork();
  if (child == 0) {
    (void)::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit = {100'000, 100'000};
    (void)::setrlimit(RLIMIT_FSIZE, &limit);
    bool right = false;
    {
      auto out = Output::file(folder.at("old"));
      const Status status = out ? fill(*out, 10'000) : Status();
      right = !status && status.error().kind == ErrorKind::kSystem &&
              status.error().message.find("File too large") != std::string::npos && !out->commit();
    }
    ::_exit(right ? 0 : 1);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(status == 0);
  CHECK(content(folder.at("old")) == "old");
  CHECK(folder.list() == std::vector<std::string>{"old"});
}

TEST_CASE("a reader that goes away is no failure of ours but ends the output") {
  Folder folder;
  const std::string pipe = folder.at("pipe");
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  const int reader = ::open(pipe.c_str(), O_RDONLY | O_NONBLOCK);
  auto out = Output::file(pipe);
  REQUIRE(out);
  out->let_reader_leave();
  CHECK(out->record("x"));
  CHECK(out->flush());
  ::close(reader);
  CHECK(out->record("y"));
  const Status status = out->flush();
  REQUIRE(!status);
  CHECK(status.error().kind == ErrorKind::kClosed);
  CHECK(out->commit().error().kind == ErrorKind::kClosed);
}

TEST_CASE("a full pipe that does not block is waited for") {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  const int saved = ::dup(STDOUT_FILENO);
  REQUIRE(::fcntl(ends[1], F_SETFL, O_NONBLOCK) == 0);
  std::fflush(stdout);
  ::dup2(ends[1], STDOUT_FILENO);
  Output out = Output::standard();
  ::dup2(saved, STDOUT_FILENO);
  ::close(saved);
  ::close(ends[1]);
  std::size_t seen = 0;
  std::thread reader([&] {
    ::usleep(20'000);  // long enough for the pipe to fill
    char bytes[4096];
    for (ssize_t n = 0; (n = ::read(ends[0], bytes, sizeof(bytes))) > 0;)
      seen += static_cast<std::size_t>(n);
  });
  CHECK(fill(out, 50'000));
  CHECK(out.commit());
  reader.join();
  ::close(ends[0]);
  CHECK(seen == 50'000 * 101);
}

TEST_CASE("destroying an output leaves standard output open") {
  { const Output out = Output::standard(); }
  CHECK(::fcntl(STDOUT_FILENO, F_GETFD) >= 0);
}

TEST_CASE("with every-record flushing each record is written at once") {
  Folder folder;
  const std::string pipe = folder.at("pipe");
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  const int reader = ::open(pipe.c_str(), O_RDONLY | O_NONBLOCK);
  auto out = Output::file(pipe, nd::io::Flush::kEveryRecord);
  REQUIRE(out);
  CHECK(out->record("now"));
  char bytes[16] = {};
  CHECK(::read(reader, bytes, sizeof(bytes)) == 4);
  ::close(reader);
}

TEST_CASE("what cannot be an output file is an error with the reason") {
  Folder folder;
  CHECK(Output::file(folder.at("")).error().message ==
        "cannot write '" + folder.at("") + "': Is a directory");
  CHECK(Output::file(folder.at("none/file")).error().message ==
        "cannot make a temporary file beside '" + folder.at("none/file") +
            "': No such file or directory");
  CHECK(Output::file("").error().kind == ErrorKind::kSystem);
  CHECK(Output::file(folder.at(std::string(300, 'n'))).error().message.find("File name too long") !=
        std::string::npos);
  put(folder.at("file"), "");
  CHECK(Output::file(folder.at("file/below")).error().message.find("Not a directory") !=
        std::string::npos);
}

TEST_CASE("a name that ends in .gz or .zst is written compressed, and whole at commit") {
  for (const std::string suffix : {".gz", ".zst"}) {
    Folder folder;
    const std::string path = folder.at("out" + suffix);
    put(path, "old");
    auto out = Output::file(path);
    REQUIRE(out);
    CHECK(fill(*out, 5000));
    CHECK(out->bytes() == 505'000);
    CHECK(content(path) == "old");
    CHECK(out->commit());
    CHECK(folder.list().size() == 1);
    const std::string bytes = content(path);
    CHECK(bytes.size() < 50'000);
    std::string text(600'000, '\0');
    nd::io::Decompressor decompressor(nd::io::recognise(bytes, true).compression, 0);
    std::string_view rest = bytes;
    const auto made = decompressor.run(rest, text.data(), text.size());
    REQUIRE(made);
    CHECK(*made == 505'000);
    CHECK(rest.empty());
    CHECK(decompressor.end());
  }
}

TEST_CASE("a compressed output without a commit leaves the old file") {
  Folder folder;
  put(folder.at("old.gz"), "old");
  {
    auto out = Output::file(folder.at("old.gz"));
    REQUIRE(out);
    CHECK(fill(*out, 5000));
  }
  CHECK(content(folder.at("old.gz")) == "old");
  CHECK(folder.list() == std::vector<std::string>{"old.gz"});
}

TEST_CASE("the name that was given says whether a link's target is compressed") {
  Folder folder;
  REQUIRE(::symlink("target", folder.at("link.gz").c_str()) == 0);
  auto out = Output::file(folder.at("link.gz"));
  REQUIRE(out);
  CHECK(out->record("x"));
  CHECK(out->commit());
  CHECK(content(folder.at("target")).starts_with("\x1f\x8b"));
  REQUIRE(::symlink("target.gz", folder.at("link").c_str()) == 0);
  out = Output::file(folder.at("link"));
  REQUIRE(out);
  CHECK(out->record("x"));
  CHECK(out->commit());
  CHECK(content(folder.at("target.gz")) == "x\n");
}

TEST_CASE("a full disk is an error of a compressed output too, at the latest at commit") {
  Folder folder;
  for (const std::string name : {"full.gz", "full.zst"}) {
    REQUIRE(::symlink("/dev/full", folder.at(name).c_str()) == 0);
    auto out = Output::file(folder.at(name));
    REQUIRE(out);
    CHECK(out->record("x"));
    const Status status = out->commit();
    REQUIRE(!status);
    CHECK(status.error().kind == ErrorKind::kSystem);
    CHECK(status.error().message ==
          "cannot write '" + folder.at(name) + "': No space left on device");
    CHECK(!out->commit());
  }
}

TEST_CASE("a moved output keeps its place and the one it replaces is dropped") {
  Folder folder;
  auto first = Output::file(folder.at("first"));
  auto second = Output::file(folder.at("second"));
  REQUIRE(first);
  REQUIRE(second);
  CHECK(first->record("1"));
  CHECK(second->record("2"));
  *first = std::move(*second);
  CHECK(first->record("3"));
  CHECK(first->commit());
  CHECK(content(folder.at("second")) == "2\n3\n");
  CHECK(folder.list() == std::vector<std::string>{"second"});
}

TEST_SUITE_END();
