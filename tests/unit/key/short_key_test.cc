#include "key/short_key.h"

#include <cstring>
#include <random>
#include <string>

#include <doctest/doctest.h>

#include "key/key_encoder.h"
#include "key/key_table.h"

namespace nd::key {
namespace {

// As the format says: the tag, the bytes, 0.
std::string encoded(const std::string& text) {
  return static_cast<char>(format::kTagString) + text + '\0';
}

std::string bytes_of(const ShortKey& key) {
  char bytes[16];
  std::memcpy(bytes, key.words, sizeof bytes);
  for (std::size_t i = key.size; i < sizeof bytes; ++i)
    REQUIRE(bytes[i] == 0);
  return {bytes, key.size};
}

}  // namespace

TEST_SUITE("key/short_key") {
  TEST_CASE("a short string is its tag, its bytes and an end, wherever it lies") {
    std::mt19937_64 random(5);
    std::string around(64, '\x7f');
    for (int i = 0; i < 20'000; ++i) {
      for (char& c : around)
        c = static_cast<char>(random() % 40 == 0 ? random() % 2 : random() % 254 + 2);
      const std::string text = around.substr(random() % 40, random() % 18);
      const bool fits = text.size() <= kShortText && text.find('\0') == std::string::npos &&
                        text.find('\1') == std::string::npos;
      const std::string_view lying(around.data() + random() % 20, text.size());
      std::memcpy(around.data() + (lying.data() - around.data()), text.data(), text.size());
      ShortKey key;
      const bool made = encode_short(lying, key);
      // Before the end of a page none is made.
      REQUIRE(!(made && !fits));
      REQUIRE((made || !fits || !is_readable_beyond(lying, 16)));
      if (made) REQUIRE(bytes_of(key) == encoded(text));
    }
  }

  TEST_CASE("whole numbers are as the encoder writes them") {
    std::mt19937_64 random(6);
    KeyBuffer out;
    KeyEncoder encoder;
    for (int i = 0; i < 20'000; ++i) {
      const auto number = static_cast<std::int64_t>(random()) >> random() % 64;
      out.clear();
      REQUIRE(encoder.append(out, json::Value::integer(number)).has_value());
      REQUIRE(bytes_of(encode_short(number)) == std::string(out.view()));
      Arena arena;
      KeyDecoder decoder(out.view(), arena);
      REQUIRE(decoder.next().int_value() == number);
      REQUIRE(decoder.done());
    }
  }

  TEST_CASE("a table does not tell a short key from the same bytes elsewhere") {
    KeyTable table;
    for (int i = 0; i < 5'000; ++i) {
      const std::string text = "key " + std::to_string(i * 7919);
      ShortKey key;
      REQUIRE((encode_short(text, key) || !is_readable_beyond(text, 16)));
      if (key.size == 0) continue;
      const auto id = table.find_or_insert(table.probe(key)).id;
      REQUIRE(table.find(encoded(text)) == id);
      REQUIRE(table.keys()[id] == encoded(text));
    }
  }
}

}  // namespace nd::key
