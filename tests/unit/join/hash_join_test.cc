#include "join/hash_join.h"

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "join/join_request.h"
#include "stream/run.h"

namespace nd::join {
namespace {

// A table row or a record of the stream, of small numbers so that most things happen.
struct Item {
  int key;
  int start;  // of a record: its moment
  int end;
  int number;
};

class Files {
 public:
  Files() {
    folder_ = std::filesystem::temp_directory_path() /
              ("nd-join-" + std::to_string(std::random_device()()));
    std::filesystem::create_directory(folder_);
  }
  ~Files() { std::filesystem::remove_all(folder_); }
  Files(const Files&) = delete;
  Files& operator=(const Files&) = delete;

  [[nodiscard]] std::string path(const char* name) const { return folder_ / name; }
  [[nodiscard]] std::string write(const char* name, const std::string& text) const {
    std::ofstream(path(name)) << text;
    return path(name);
  }
  [[nodiscard]] std::string read(const char* name) const {
    std::ostringstream text;
    text << std::ifstream(path(name)).rdbuf();
    return text.str();
  }

 private:
  std::filesystem::path folder_;
};

std::string joined(const Files& files, const JoinRequest& request, const std::string& stream_path) {
  io::Streams streams;
  streams.input.operands = {stream_path};
  streams.sinks.out = *io::Output::file(files.path("out"));
  json::Schema schema;
  auto join = make_hash_join(request, streams, schema, nullptr);
  REQUIRE(join.has_value());
  REQUIRE(stream::run(streams, schema, *join).has_value());
  REQUIRE(streams.sinks.out.commit().has_value());
  return files.read("out");
}

std::string text_of(const Item& item) {
  return R"({"k":)" + std::to_string(item.key) + R"(,"t":)" + std::to_string(item.start) +
         R"(,"n":)" + std::to_string(item.number);
}

// What a nested loop over records and rows gives.
std::string expected(JoinType type, bool within, const std::vector<Item>& table,
                     const std::vector<Item>& records) {
  std::string out;
  for (const Item& record : records) {
    bool matched = false;
    for (const Item& row : table) {
      if (row.key != record.key) continue;
      if (within && (record.start < row.start || record.start > row.end)) continue;
      matched = true;
      if (type == JoinType::kSemi || type == JoinType::kAnti) break;
      out += text_of(record) + R"(,"row":)" + std::to_string(row.number) + "}\n";
    }
    const bool stays =
        matched ? type == JoinType::kSemi : type == JoinType::kLeft || type == JoinType::kAnti;
    if (stays) out += text_of(record) + "}\n";
  }
  return out;
}

TEST_SUITE("join/hash_join") {
  TEST_CASE("a join gives what a nested loop gives") {
    std::mt19937 random(1);
    const auto below = [&](int bound) {
      return static_cast<int>(random() % static_cast<unsigned>(bound));
    };
    const Files files;
    for (int round = 0; round < 60; ++round) {
      std::vector<Item> table;
      std::vector<Item> records;
      std::string table_text;
      std::string stream_text;
      for (int i = below(12); i > 0; --i) {
        const int start = below(6);
        table.push_back({below(5), start, start + below(3), i});
        table_text += R"({"k":)" + std::to_string(table.back().key) + R"(,"s":)" +
                      std::to_string(start) + R"(,"e":)" + std::to_string(table.back().end) +
                      R"(,"row":)" + std::to_string(i) + "}\n";
      }
      for (int i = below(20); i > 0; --i) {
        records.push_back({below(6), below(9), 0, i});
        stream_text += text_of(records.back()) + "}\n";
      }
      for (const JoinType type :
           {JoinType::kInner, JoinType::kLeft, JoinType::kSemi, JoinType::kAnti}) {
        for (const bool within : {false, true}) {
          JoinRequest request;
          request.keys = {"k"};
          request.type = type;
          request.table.path = files.write("table", table_text);
          request.table.repeats = table::Repeats::kAll;
          if (type == JoinType::kInner || type == JoinType::kLeft) request.take = {"row"};
          if (within) {
            request.within = ".t";
            request.table.start = "s";
            request.table.end = "e";
          }
          REQUIRE(joined(files, request, files.write("stream", stream_text)) ==
                  expected(type, within, table, records));
        }
      }
    }
  }
}

}  // namespace
}  // namespace nd::join
