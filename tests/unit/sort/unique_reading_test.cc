#include "sort/unique_reading.h"

#include <cstring>
#include <string>
#include <utility>

#include <doctest/doctest.h>

#include "sort/unique_lines.h"

namespace nd::sort {
namespace {

// A record as it was found: the place of its text, its key and its rank.
struct Found {
  TextPlace text;
  std::string key;
  std::string rank;
};

// Takes the first record away from what a reader has written.
Found take(std::string_view& bytes) {
  FoundRecord head;
  std::memcpy(&head, bytes.data(), sizeof head);
  const std::string_view key = bytes.substr(sizeof head);
  Found found{head.text, std::string(key.substr(0, head.key_size)),
              std::string(key.substr(head.key_size, head.rank_size))};
  bytes.remove_prefix(sizeof head + head.key_size + head.rank_size);
  return found;
}

}  // namespace

TEST_SUITE("sort/unique_reading") {
  TEST_CASE(
      "a chunk becomes its sum, and the place, key and rank of each record that can be used") {
    json::Schema schema;
    columns::KeyColumns keys = columns({"k"}, schema);
    UniqueReading reading(std::move(keys), KeepRank(columns({"(.v + 1)"}, schema), Keep::kMin), {});
    CHECK_FALSE(reading.needs_order());
    UniquePartReader reader(reading.fork());
    CHECK_FALSE(reader.rewrites_later());

    const std::string text =
        "{\"k\":1,\"v\":7}\n {\"k\":1.0,\"v\":8}\n{\"k\":2,\"v\":\"x\"}\n{\"k\":3}\n";
    const PaddedString padded(text);
    io::Block block;
    block.text = padded.view();
    io::Output out = io::Output::memory();
    REQUIRE(reader.start_part(5, block, out).has_value());
    io::Streams streams;
    streams.sinks.rejects = io::Output::memory();
    REQUIRE(stream::testing::feed(reader, schema, streams, text, out).has_value());
    CHECK(streams.outcome.counts.rejected == 1);

    std::string_view bytes = out.buffer();
    ChunkSum sum;
    std::memcpy(&sum, bytes.data(), sizeof sum);
    CHECK(sum.is_start_of(block));
    bytes.remove_prefix(sizeof sum);
    const Found first = take(bytes);
    const Found second = take(bytes);
    const Found third = take(bytes);
    CHECK(bytes.empty());
    CHECK(first.text.chunk == 5);
    CHECK(text.substr(first.text.offset, first.text.size) == "{\"k\":1,\"v\":7}");
    CHECK(text.substr(second.text.offset, second.text.size) == "{\"k\":1.0,\"v\":8}");
    CHECK(first.key == second.key);
    CHECK(first.rank < second.rank);
    CHECK(third.key != first.key);
    CHECK(text.substr(third.text.offset, third.text.size) == "{\"k\":3}");
  }

  TEST_CASE("a record that cannot take a count has nothing to be found") {
    json::Schema schema;
    CountField count;
    REQUIRE(json::parse_into("n", count.path.emplace()).has_value());
    columns::KeyColumns keys = columns({"."}, schema);
    UniqueReading reading(std::move(keys), KeepRank({}, Keep::kFirst), std::move(count));
    UniquePartReader reader(reading.fork());
    CHECK(reader.rewrites_later());
    io::Output out = io::Output::memory();
    io::Streams streams;
    const Status status = stream::testing::feed(reader, schema, streams, "7\n", out);
    REQUIRE_FALSE(status.has_value());
    CHECK(status.error().message.starts_with("test:1:1: --count adds a field"));
    CHECK(out.buffer().empty());
  }
}

}  // namespace nd::sort
