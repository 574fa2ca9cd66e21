#include "sort/unique_first_reader.h"

#include <string>
#include <utility>

#include <doctest/doctest.h>

#include "sort/unique_lines.h"

namespace nd::sort {

TEST_SUITE("sort/unique_first_reader") {
  TEST_CASE(
      "records that have a key become its hash and their place, and the key where it is asked") {
    const std::string text =
        "{\"k\":1}\n {\"k\":1.0} \n{\"k\":2,\"v\":\"x\"}\noops\n{\"k\":\"a\"}\n";
    for (const bool keyed : {false, true}) {
      json::Schema schema;
      columns::KeyColumns keys = columns({"k"}, schema);
      UniqueFirstReader reader(keys.fork(), keyed);
      io::Streams streams;
      streams.sinks.rejects = io::Output::memory();
      io::Output out = io::Output::memory();
      REQUIRE(stream::testing::feed(reader, schema, streams, text, out).has_value());
      CHECK(streams.outcome.counts.rejected == 1);

      FoundKeys found(out.buffer(), keyed);
      std::vector<std::string> texts;
      std::vector<Hash128> hashes;
      while (found.next()) {
        texts.push_back(text.substr(found.key().offset, found.key().size));
        hashes.push_back(found.key().hash);
        CHECK(found.key_text().empty() != keyed);
        if (keyed) CHECK(hash128(found.key_text()) == found.key().hash);
      }
      CHECK_FALSE(found.next());
      CHECK(texts == std::vector<std::string>{"{\"k\":1}", "{\"k\":1.0}", "{\"k\":2,\"v\":\"x\"}",
                                              "{\"k\":\"a\"}"});
      CHECK(hashes[0] == hashes[1]);
      CHECK_FALSE(hashes[0] == hashes[2]);
      CHECK_FALSE(hashes[2] == hashes[3]);
    }
  }
}

}  // namespace nd::sort
