#include "parse/json_splitter.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

using nd::parse::JsonPiece;
using nd::parse::JsonSplitter;

TEST_SUITE_BEGIN("parse/json_splitter");

namespace {

using Pieces = std::vector<std::string>;

Pieces pieces_of(const std::string& path) {
  auto source = nd::io::ByteSource::open(path, 0);
  REQUIRE(source);
  JsonSplitter splitter(std::move(*source), path);
  Pieces out;
  JsonPiece piece;
  for (;;) {
    const auto more = splitter.next(piece);
    if (!more) {
      out.push_back("error: " + more.error().message.substr(path.size()));
      return out;
    }
    if (!*more) return out;
    out.push_back(std::to_string(piece.position.line) + ":" +
                  std::to_string(piece.position.column) + "+" +
                  std::to_string(piece.position.byte) + " " + std::string(piece.text.text()));
    if (piece.fault != nullptr) out.back() += std::string(" !") + piece.fault;
  }
}

// Read as a file, and through a pipe byte by byte, which must give the same.
Pieces split(const std::string& text) {
  char folder[] = "/tmp/nd-test-XXXXXX";
  REQUIRE(::mkdtemp(folder) != nullptr);
  const std::string file = std::string(folder) + "/f";
  const std::string pipe = std::string(folder) + "/p";
  std::ofstream(file, std::ios::binary) << text;
  const Pieces whole = pieces_of(file);
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  std::thread writer([&] {
    std::ofstream out(pipe, std::ios::binary);
    for (const char c : text)
      out.put(c).flush();
  });
  const Pieces slow = pieces_of(pipe);
  writer.join();
  (void)std::remove(file.c_str());
  (void)std::remove(pipe.c_str());
  (void)::rmdir(folder);
  CHECK(slow == whole);
  return whole;
}

}  // namespace

TEST_CASE("elements of arrays and other values are pieces with their positions") {
  CHECK(split("[{\"a\":[1]},\n {\"b\":\"]\\\"\"} , 3]\n{\"z\":1}{\"y\":2} \"s\" [] [[1]]") ==
        Pieces{"1:2+1 {\"a\":[1]}", "2:2+13 {\"b\":\"]\\\"\"}", "2:16+27 3", "3:1+30 {\"z\":1}",
               "3:8+37 {\"y\":2}", "3:16+45 \"s\"", "3:24+53 [1]"});
  CHECK(split("").empty());
  CHECK(split(" \n").empty());
  CHECK(split("[]").empty());
  CHECK(split("true\nnull -1.5\n") == Pieces{"1:1+0 true", "2:1+5 null", "2:6+10 -1.5"});
}

TEST_CASE("a byte order mark is dropped, another encoding refused") {
  CHECK(split("\xEF\xBB\xBF[1]") == Pieces{"1:2+4 1"});
  CHECK(split("\xEF\xBB\xBF").empty());
  CHECK(split(std::string("\xFF\xFE[\0", 4)).at(0).find("UTF-16LE") != std::string::npos);
}

TEST_CASE("what is wrong between values belongs to the value after it") {
  CHECK(split("[1 2]") == Pieces{"1:2+1 1", "1:4+3 2 !expected ',' or ']' before this value"});
  CHECK(split("[1,]") == Pieces{"1:2+1 1", "1:4+3  !expected a value after ','"});
  CHECK(split("[,1]") == Pieces{"1:2+1 ,", "1:3+2 1"});
  CHECK(split("[1,\n2") == Pieces{"1:2+1 1", "2:1+4 2", "2:2+5  !the array is not closed"});
  CHECK(split("[") == Pieces{"1:2+1  !the array is not closed"});
  CHECK(split("1,2]") == Pieces{"1:1+0 1", "1:2+1 ,", "1:3+2 2", "1:4+3 ]"});
}

TEST_CASE("a value that is cut is given as far as it goes") {
  CHECK(split("[{\"a\":1},{\"b\":") ==
        Pieces{"1:2+1 {\"a\":1}", "1:10+9 {\"b\":", "1:15+14  !the array is not closed"});
  CHECK(split("{\"a\":\"x\\") == Pieces{"1:1+0 {\"a\":\"x\\"});
}

TEST_CASE("many values larger than one read") {
  std::string text = "[";
  for (int i = 0; i < 40; ++i)
    text += (i > 0 ? ",\n" : "") + ("\"" + std::string(40'000, 'x') + "\"");
  const std::string path = "/tmp/nd-test-" + std::to_string(::getpid());
  std::ofstream(path, std::ios::binary) << text << "]";
  const Pieces pieces = pieces_of(path);
  (void)std::remove(path.c_str());
  REQUIRE(pieces.size() == 40);
  CHECK(pieces[39].size() == std::string("40:1+1560000 ").size() + 40'002);
}

TEST_SUITE_END();
