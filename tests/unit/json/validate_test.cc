#include "json/validate.h"

#include <random>
#include <string>

#include <doctest/doctest.h>
#include <simdjson.h>

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
}
