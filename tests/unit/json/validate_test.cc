#include "json/validate.h"

#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <simdjson.h>

#include "json/mutate.h"
#include "json/tree.h"
#include "json/writer.h"

TEST_SUITE("json/validate") {
  static std::string verdict(std::string_view text) {
    static nd::json::Validator validator;
    // The line's end, as readers give it.
    const nd::PaddedString padded(std::string(text) + "\n");
    const auto status = validator.check(padded.view().substr(0, text.size()));
    return status ? "ok" : std::to_string(status.error().offset) + ": " + status.error().message;
  }

  TEST_CASE("well-formed lines pass") {
    for (const char* text :
         {"{}", "[]", "1", "-0.5e-3", "\"\"", "null", "true", "{\"a\":{\"a\":1}}", "[[],{},[{}]]",
          "{\"a\":[1,2,{\"b\":null}],\"\":\"\\u0000\"}", "123456789012345678901234567890",
          "1e400"}) {
      INFO(text);
      CHECK(verdict(text) == "ok");
    }
  }

  TEST_CASE("faults are named with their place") {
    CHECK(verdict("{\"a\":2,\"b\":tru}") == "11: expected a value");
    CHECK(verdict("{\"a\":2,,}") == "7: expected a key in quotes");
    CHECK(verdict("{\"a\":2} {\"a\":3}") == "8: something follows the value");
    CHECK(verdict("{\"a\":1,\"b\":2,\"a\":3}") == "13: the key 'a' stands twice in one object");
    CHECK(verdict("{\"a\":1,\"\\u0061\":3}") == "7: the key 'a' stands twice in one object");
    CHECK(verdict("{\"a\":\"\xff\"}") == "6: not valid UTF-8");
    CHECK(verdict("\"\xc3\xa9\xed\xa0\x80\"") == "3: not valid UTF-8");
    CHECK(verdict(std::string(1025, '[')) == "1024: nested too deeply");
    CHECK(verdict("{\"a\":1") == "6: expected ',' or '}'");
    CHECK(verdict("\xef\xbb\xbf{}") == "0: expected a value");
  }

  TEST_CASE("many keys are told apart, and one repeat among them is found") {
    std::string line = "{";
    for (int i = 0; i < 1000; ++i)
      line += "\"key" + std::to_string(i) + "\":0,";
    CHECK(verdict(line + "\"last\":0}") == "ok");
    CHECK(verdict(line + "\"key500\":0}").find("the key 'key500' stands twice") !=
          std::string::npos);
  }

  // What append_value() makes of a value is written, and what it would change is not.
  TEST_CASE("a text is written if append_value() would write it so") {
    const std::string line =
        R"({"id":"e\n\u001f\"\\","n":-12.5e3,"t":[true,false,null,{"k":"é"}],"z":{},"w":18446744073709551615})";
    const std::string bytes = "{}[]\",:\\ue0E+-.123ntf \t\x01\x7f";
    std::mt19937 random(12);
    nd::json::Validator validator;
    int written = 0;
    for (int i = 0; i < 60000; ++i) {
      std::string text = line;
      if (i % 10 != 0) nd::json::testing::mutate(text, bytes, random, 1);
      CAPTURE(text);
      const nd::PaddedString padded(text + "\n");
      nd::Arena arena;
      const auto tree = nd::json::parse(text, arena);
      std::string again;
      if (tree) nd::json::append_value(again, *tree);
      const char* const end = padded.view().begin() + text.size();
      const bool is_written = validator.written_end(padded.view().begin(), end, 0) == end &&
                              nd::json::find_invalid_utf8(text) == std::string_view::npos;
      CHECK(is_written == (tree && again == text));
      written += is_written ? 1 : 0;
    }
    CHECK(written > 5000);
    CHECK(written < 50000);
  }

  // simdjson's DOM parser judges the same mutated lines; where it cannot (big numbers, depth,
  // repeated keys) the case is left out.
  TEST_CASE("the verdict is simdjson's on mutated lines") {
    const std::string line =
        R"({"id":"e1","n":-12.5e3,"t":[true,false,null,{"k":"\u00e9\\"}],"s":"é😀","z":{}})";
    const std::string bytes = "{}[]\",:\\ue0E+-.123ntf \t\x01\xc3\xff";
    std::mt19937 random(11);
    simdjson::dom::parser parser;
    int accepted = 0;
    for (int i = 0; i < 60000; ++i) {
      std::string text = line;
      const int edits = 1 + static_cast<int>(random() % 3);
      for (int e = 0; e < edits; ++e) {
        const std::size_t at = random() % text.size();
        const char byte = bytes[random() % bytes.size()];
        switch (random() % 3) {
          case 0:
            text[at] = byte;
            break;
          case 1:
            text.insert(at, 1, byte);
            break;
          default:
            text.erase(at, 1 + random() % 4);
        }
      }
      simdjson::dom::element element;
      const auto error = parser.parse(simdjson::padded_string(text)).get(element);
      if (error == simdjson::NUMBER_ERROR || text.empty()) continue;
      const std::string ours = verdict(text);
      if (ours.find("stands twice") != std::string::npos) continue;
      INFO(text, " ", ours);
      CHECK((ours == "ok") == (error == simdjson::SUCCESS));
      accepted += error == simdjson::SUCCESS ? 1 : 0;
    }
    CHECK(accepted > 1000);
  }

  // A warm validator goes by what it remembers of earlier lines, a new one has nothing to go by.
  TEST_CASE("a warm validator says what a new one says") {
    const std::vector<std::string> shapes = {
        R"({"id":"e1","type":"play","n":172,"t":[1,{"k":"v","l":2}],"s":"a"})",
        R"({"id":"e2","type":"play","n":-1.5e2,"s":"\u00e9","o":{"a":{"a":[]}}})",
        R"({"id":"e3","n":1,"n2":null,"id ":"x","type":"search"})"};
    const std::string bytes = "{}[]\",:\\u0e-.12ntfids \t\x01\xc3";
    nd::json::Validator warm;
    const auto outcome = [](nd::json::Validator& validator, nd::PaddedView line) {
      const auto status = validator.check(line);
      return status ? "ok" : std::to_string(status.error().offset) + status.error().message;
    };
    std::mt19937 random(5);
    int accepted = 0;
    for (int i = 0; i < 60000; ++i) {
      std::string text = shapes[random() % shapes.size()];
      for (auto edits = random() % 3; edits > 0; --edits) {
        nd::json::testing::mutate(text, bytes, random, 0);
        if (text.size() < 4) break;
      }
      const nd::PaddedString padded(text + "\n");
      const auto line = padded.view().substr(0, text.size());
      nd::json::Validator cold;
      const std::string expected = outcome(cold, line);
      INFO(text);
      CHECK(outcome(warm, line) == expected);
      accepted += expected == "ok" ? 1 : 0;
    }
    CHECK(accepted > 10000);
    const auto deep = [](std::size_t levels) {
      return "{\"id\":" + std::string(levels, '[') + std::string(levels, ']') + "}";
    };
    for (const std::size_t levels : {1022, 1023, 1024}) {
      const nd::PaddedString padded(deep(levels) + "\n");
      const bool fits = levels < nd::json::kMaxDepth;
      CHECK(warm.check(padded.view().substr(0, padded.view().size() - 1)).has_value() == fits);
    }
  }
}
