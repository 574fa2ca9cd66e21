#include "io/spill_file.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>

#include <doctest/doctest.h>

using nd::io::SpillFile;

TEST_SUITE_BEGIN("io/spill_file");

TEST_CASE("what was appended is read back by position") {
  auto file = SpillFile::create("/tmp");
  REQUIRE(file);
  std::string expected;
  for (int i = 0; i < 30'000; ++i) {
    const std::string piece = std::to_string(i) + ",";
    expected += piece;
    REQUIRE(file->append(piece));
  }
  CHECK(file->size() == expected.size());
  REQUIRE(file->finish());
  CHECK(file->size() == expected.size());
  std::string out(expected.size() + 100, '\0');
  CHECK(file->read(0, out.data(), out.size()).value() == expected.size());
  CHECK(out.substr(0, expected.size()) == expected);
  CHECK(file->read(100'000, out.data(), 50).value() == 50);
  CHECK(out.substr(0, 50) == expected.substr(100'000, 50));
  CHECK(file->read(expected.size(), out.data(), 50).value() == 0);
}

TEST_CASE("a folder that cannot be used is named, with the option to change it") {
  const auto file = SpillFile::create("/nonexistent");
  REQUIRE(!file);
  CHECK(file.error().kind == nd::ErrorKind::kSystem);
  CHECK(file.error().message ==
        "cannot make a temporary file in '/nonexistent': No such file or directory; --tmp names "
        "another directory");
}

TEST_CASE("a full folder is an error") {
  const pid_t child = ::fork();
  if (child == 0) {
    (void)::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit = {200'000, 200'000};
    (void)::setrlimit(RLIMIT_FSIZE, &limit);
    auto file = SpillFile::create("/tmp");
    nd::Status status;
    for (int i = 0; status && i < 10'000; ++i)
      status = file->append(std::string(100, 'x'));
    const bool right =
        !status && status.error().message.find("cannot write a temporary file in '/tmp'") == 0;
    ::_exit(right ? 0 : 1);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(status == 0);
}

TEST_SUITE_END();
