#include "json/projector.h"

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <simdjson.h>

#include "json/line_end.h"
#include "json/mutate.h"
#include "json/tree.h"
#include "json/writer.h"

TEST_SUITE("json/projector") {
  // The row of `text` for `paths` as one text: values separated by '|', or the error.
  static std::string row(const std::vector<std::string>& paths, std::string_view text) {
    nd::json::Schema schema;
    for (const auto& path : paths)
      schema.add(nd::json::FieldPath::parse(path).value());
    nd::json::Projector projector(schema);
    const nd::PaddedString padded(std::string(text) + "\n");
    if (!projector.project(padded.view().substr(0, text.size()))) {
      return "error at " + std::to_string(projector.error().offset) + ": " +
             projector.error().message;
    }
    std::string out;
    for (const auto& value : projector.row()) {
      if (!out.empty()) out += '|';
      if (value.is_missing()) {
        out += "missing";
      } else {
        nd::json::append_value(out, value);
      }
    }
    return out;
  }

  // The error of `bad` after a projector has met `good` often; the paths are those of row().
  static std::string warm_fault(const std::vector<std::string>& paths, const std::string& good,
                                const std::string& bad) {
    nd::json::Schema schema;
    for (const auto& path : paths)
      schema.add(nd::json::FieldPath::parse(path).value());
    nd::json::Projector projector(schema);
    const nd::PaddedString padded(good + "\n" + bad + "\n");
    const auto line = padded.view().substr(0, good.size());
    const auto broken = padded.view().substr(good.size() + 1, bad.size());
    for (int i = 0; i < 20; ++i)
      CHECK(projector.project(line, nd::json::end_of_line(line.begin()).escapes()));
    if (projector.project(broken, nd::json::end_of_line(broken.begin()).escapes()))
      return "no error";
    return "error at " + std::to_string(projector.error().offset) + ": " +
           projector.error().message;
  }

  TEST_CASE("fields are found wherever they stand") {
    CHECK(row({"a", "b"}, R"({"b":2,"x":[1,{"a":9}],"a":"one"})") == "\"one\"|2");
    CHECK(row({"a"}, R"({ "x" : {"a":1} , "a" : -7 })") == "-7");
  }

  TEST_CASE("a missing field is Missing, not null") {
    CHECK(row({"a", "b"}, R"({"a":null})") == "null|missing");
  }

  TEST_CASE("nested paths, and an object together with its fields") {
    CHECK(row({"a.b", "a", "a.c.d", "z"}, R"({"a":{"b":1,"c":{"d":true}},"z":0})") ==
          R"(1|{"b":1,"c":{"d":true}}|true|0)");
    CHECK(row({"a.b"}, R"({"a":5})") == "missing");
    CHECK(row({"a.b", "c"}, R"({"a":{"x":1},"c":2})") == "missing|2");
  }

  TEST_CASE("the first of duplicate keys counts") {
    CHECK(row({"a", "b"}, R"({"a":1,"a":2,"b":3})") == "1|3");
  }

  TEST_CASE("keys and strings are compared and given unescaped") {
    CHECK(row({"a"}, R"({"\u0061":"x\ty\u00e9"})") == "\"x\\ty\xc3\xa9\"");
    CHECK(row({R"(."a\"b")"}, R"({"a\"b":1})") == "1");
    CHECK(row({R"(."id.orig_h")"}, R"({"id":{"orig_h":0},"id.orig_h":"10.0.0.1"})") ==
          "\"10.0.0.1\"");
  }

  TEST_CASE("numbers keep what they are") {
    CHECK(row({"a"}, R"({"a":9223372036854775807})") == "9223372036854775807");
    CHECK(row({"a"}, R"({"a":18446744073709551615})") == "18446744073709551615");
    CHECK(row({"a"}, R"({"a":18446744073709551616})") == "18446744073709551616");
    CHECK(row({"a"}, R"({"a":-9223372036854775808})") == "-9223372036854775808");
    CHECK(row({"a"}, R"({"a":-0})") == "-0");
    CHECK(row({"a"}, R"({"a":1.50})") == "1.50");
  }

  TEST_CASE("a record that is no object has no fields") {
    CHECK(row({".", "a"}, "[1,2]") == "[1,2]|missing");
    CHECK(row({".", "a"}, "\"x\"") == "\"x\"|missing");
    CHECK(row({"."}, R"({"a":1})") == R"({"a":1})");
    CHECK(row({"a"}, "17") == "missing");
  }

  TEST_CASE("a wanted string must be UTF-8") {
    CHECK(row({"a"}, "{\"a\":\"0123456789abcdef\xff\"}") ==
          "error at 5: the string is not valid UTF-8");
    CHECK(row({"b"}, "{\"a\":\"\xff\",\"b\":1}") == "1");
  }

  TEST_CASE("faults in what is walked over are found") {
    CHECK(row({"b"}, R"({"a":tru,"b":1})") == "error at 5: expected a value");
    CHECK(row({"b"}, R"({"a" 1,"b":1})") == "error at 5: expected ':' after the key");
    CHECK(row({"b"}, R"({"a":[1,2,"b":1})") == "error at 13: expected ',' or ']'");
    CHECK(row({"a"}, R"({"a":1)") == "error at 6: the record is cut: it does not end with '}'");
    CHECK(row({"z"}, R"({"a":1}x})") == "error at 7: something follows the value");
    CHECK(row({"z"}, R"({"a":1} {"a":2})") == "error at 8: something follows the value");
    CHECK(row({"z"}, R"({"a":1,})") == "error at 7: expected a key in quotes");
    CHECK(row({"a"}, R"({"a":01})") == "error at 5: a number cannot start with 0");
    CHECK(row({"a"}, R"({"a":1.})") == "error at 7: expected a digit after '.'");
    CHECK(row({"a"}, R"({"a":-})") == "error at 5: expected a value");
    CHECK(row({"a"}, "tru") == "error at 0: expected a value");
    CHECK(row({"a"}, "{") == "error at 1: the record is cut: it does not end with '}'");
  }

  TEST_CASE("a value whose beginning alone is one is a fault, wherever the walk stops") {
    const std::string comma = "expected ',' or '}'";
    const std::string key = "expected a key in quotes";
    const auto at = [](std::size_t offset, const std::string& message) {
      return "error at " + std::to_string(offset) + ": " + message;
    };
    struct Case {
      std::string value;
      std::size_t good;  // bytes of it that are a value
      std::string message;
    };
    const std::vector<Case> cases = {
        {"2024-01-01", 4, comma}, {"10.0.0.1", 4, comma},
        {"1.2.3", 3, comma},      {"0x1", 1, comma},
        {"12abc", 2, comma},      {"1_000", 1, comma},
        {"5%", 1, comma},         {"-1-2", 2, comma},
        {"1.5e3.2", 5, comma},    {"1 000", 2, comma},
        {"1]", 1, comma},         {"truex", 4, comma},
        {"nullnull", 4, comma},   {"false1", 5, comma},
        {"\"x\"y", 3, comma},     {"\"x\"\"y\"", 3, comma},
        {"\"\\n\"y", 4, comma},   {"\"\xc3\xa9\"y", 4, comma},
        {"[1]2", 3, comma},       {"{}x", 2, comma},
        {"{\"b\":1}x", 7, comma}, {"1,000", 2, key},
        {"1,5", 2, key},          {"\"x\", y", 5, key},
        {"1:2", 1, comma},        {"12345678901234567890x", 20, comma}};
    std::vector<std::string> wide = {"d"};
    for (int i = 0; i < 70; ++i)
      wide.push_back("absent" + std::to_string(i));
    for (const auto& [text, good, message] : cases) {
      const std::string& value = text;  // a macro cannot hold a binding
      INFO(value);
      const std::string sound = value.substr(0, message == comma ? good : value.find(','));
      for (const std::string before : {"{", R"({"c":0,)", R"({"c":"a\"b", )"}) {
        for (const std::string after : {"}", R"(,"e":1})", R"( , "e":"\"x"})", " }"}) {
          const std::string line = before + R"("d":)" + value + after;
          const std::size_t offset = before.size() + 4 + good;
          CHECK(row({"d"}, line) == at(offset, message));
          CHECK(row({"d", "e"}, line) == at(offset, message));
          CHECK(row({".", "d"}, line) == at(offset, message));
          CHECK(row({"z", "d"}, line) == at(offset, message));
          // One that has learnt the steps of such lines from sound ones, and one that looks for
          // each key.
          CHECK(warm_fault({"d"}, before + R"("d":)" + sound + after, line) == at(offset, message));
          CHECK(warm_fault(wide, before + R"("d":)" + sound + after, line) == at(offset, message));
        }
      }
      CHECK(row({"o.d"}, R"({"o":{"d":)" + value + R"(,"e":1},"p":1})") == at(10 + good, message));
      CHECK(row({"o.d", "o.c"}, R"({"o":{"c":1,"d":)" + value + "}}") == at(16 + good, message));
      CHECK(row({"o.q.d", "c"}, R"({"c":1,"o":{"q":{"d":)" + value + "}}}") ==
            at(21 + good, message));
      CHECK(row({"o", "o.d"}, R"({"o":{"d":)" + value + "}}") == at(10 + good, message));
    }
    CHECK(row({"o.d"}, R"({"o":{"d":1},"p":tru})") == "1");
    CHECK(row({"o", "o.d"}, R"({"o":{"d":1}x,"p":1})") == at(12, comma));
    CHECK(row({"o.z"}, R"({"o":{"d":1}x,"p":1})") == at(12, comma));
    CHECK(row({"d"}, R"({ "d" : 1 , "e" : tru })") == "1");
    CHECK(row({"d"}, R"({ "d" : "x" })") == "\"x\"");
  }

  // Oracle: simdjson's DOM on random objects with every kind of value, random order, blanks and
  // escapes.
  TEST_CASE("the walk gives what simdjson gives on random lines") {
    std::mt19937 random(5);
    const std::vector<std::string> keys = {"a",       "b",         "cc",           "type",
                                           "time_ms", "k\\u0065y", "\xe4\xb8\xad", ""};
    const std::vector<std::string> scalars = {
        "1",     "-12",      "1.5e3", "true", "false",      "null",
        "\"x\"", "\"\\\"\"", "\"\"",  "[]",   "[1,[2,{}]]", "\"\\ud83d\\ude00 \xc3\xa9\""};
    simdjson::dom::parser parser;
    nd::json::Schema schema;
    for (const char* path : {"a", "b.a", "b.type", "cc", "type", "key", "\"\xe4\xb8\xad\""}) {
      schema.add(nd::json::FieldPath::parse(path).value());
    }
    nd::json::Projector projector(schema);
    const auto blank = [&] { return std::string(random() % 8 == 0 ? random() % 3 : 0, ' '); };
    const auto object = [&](auto&& self, int depth) -> std::string {
      std::string out = "{" + blank();
      std::vector<std::string> names = keys;
      std::shuffle(names.begin(), names.end(), random);
      names.resize(random() % (names.size() + 1));
      for (std::size_t i = 0; i < names.size(); ++i) {
        out += (i > 0 ? "," : "") + blank() + "\"" + names[i] + "\"" + blank() + ":" + blank();
        out += depth < 2 && random() % 4 == 0 ? self(self, depth + 1)
                                              : scalars[random() % scalars.size()];
        out += blank();
      }
      return out + "}";
    };
    for (int i = 0; i < 5000; ++i) {
      const std::string text = object(object, 0);
      const nd::PaddedString padded(text + "\n");
      INFO(text);
      REQUIRE(projector.project(padded.view().substr(0, text.size())));
      const simdjson::dom::element document = parser.parse(simdjson::padded_string(text)).value();
      for (std::size_t slot = 0; slot < schema.size(); ++slot) {
        simdjson::dom::element at = document;
        bool found = true;
        for (const auto& segment : schema.paths()[slot].segments) {
          simdjson::dom::object in;
          found = found && at.get(in) == simdjson::SUCCESS &&
                  in.at_key(segment).get(at) == simdjson::SUCCESS;
        }
        nd::Arena arena;
        std::string ours;
        nd::json::append_canonical(ours, nd::json::expand(projector.row()[slot], arena).value());
        std::string theirs = "null";
        if (found) {
          theirs.clear();
          nd::json::append_canonical(theirs, nd::json::parse(simdjson::minify(at), arena).value());
        }
        CHECK(ours == theirs);
      }
    }
  }

  // What earlier lines looked like must never show in the answer: a projector that has seen ten
  // thousand lines, and a new one, on lines that are nearly alike, broken in all places, and with
  // optional fields.
  TEST_CASE("a warm projector gives what a new one gives") {
    const std::vector<std::string> shapes = {
        R"({"id":"e1","type":"play","time_ms":1720000000123,"user_id":"u1","kind":"video","ms":8421})",
        R"({"id":"e2","type":"search","time_ms":1720000100000,"keyword":"a\"b","ids":["t"],"ms":-1.5e2})",
        R"({"id":"e3","time_ms":1,"type":null,"ms":"8421","nested":{"ms":1}})",
        R"({"ms":12345678901234567,"a key of more than thirty two bytes":"and a value","type":"é"})",
        R"({"n":-1,"f":1.25,"t":true,"time_ms":0,"o":{"a":[1,"]"]},"type":"sixteen bytes ok"})",
        R"({"id": "e4", "type": "play", "ms": 5})"};
    // With objects that are entered, and without; two that walk all of a line, since it does not
    // have all their fields, the second of which has too many for steps.
    nd::json::Schema nested;
    nd::json::Schema flat;
    nd::json::Schema whole;
    nd::json::Schema wide;
    for (const char* path : {"type", "ms", "time_ms"}) {
      for (nd::json::Schema* schema : {&nested, &flat, &whole, &wide})
        schema->add(nd::json::FieldPath::parse(path).value());
    }
    nested.add(nd::json::FieldPath::parse("nested.ms").value());
    whole.add(nd::json::FieldPath::parse("absent").value());
    for (int i = 0; i < 70; ++i)
      wide.add(nd::json::FieldPath::parse("absent" + std::to_string(i)).value());
    nd::json::Projector warm_nested(nested);
    nd::json::Projector warm_flat(flat);
    nd::json::Projector warm_whole(whole);
    nd::json::Projector without_steps(wide);
    const auto outcome = [&](nd::json::Projector& projector, nd::PaddedView line, bool escapes) {
      if (!projector.project(line, escapes))
        return std::to_string(projector.error().offset) + projector.error().message;
      std::string out;
      const auto row = projector.row();
      for (const auto& value : row.first(std::min<std::size_t>(row.size(), 4)))
        nd::json::append_value(out += '|', value);
      return out;
    };
    const std::string bytes = "{}[]\",:\\ue0-.1ntf \t\x01";
    std::mt19937 random(3);
    for (int i = 0; i < 60000; ++i) {
      std::string text = shapes[random() % shapes.size()];
      for (auto edits = random() % 3; edits > 0; --edits) {
        nd::json::testing::mutate(text, bytes, random, 1);
        if (text.size() < 4) break;
      }
      if (text.find_first_of(" \t") == 0 || text.back() == ' ' || text.back() == '\t') continue;
      // Quotes of the next line are none of this one's.
      const nd::PaddedString padded(text + "\n\",\"type\":\"next\",\"ms\":7,\"b\":\"\"}\n");
      const auto line = padded.view().substr(0, text.size());
      nd::json::Projector cold_nested(nested);
      nd::json::Projector cold_flat(flat);
      INFO(text);
      const bool escapes = nd::json::end_of_line(line.begin()).escapes();
      CHECK(outcome(warm_nested, line, escapes) == outcome(cold_nested, line, true));
      CHECK(outcome(warm_flat, line, escapes) == outcome(cold_flat, line, true));
      const std::string expected = outcome(without_steps, line, true);
      CHECK(outcome(warm_whole, line, escapes) == expected);
      CHECK(outcome(warm_whole, line, true) == expected);
      CHECK(outcome(without_steps, line, escapes) == expected);
    }
  }

  // It may leave a line undecided, but mostly does not, and what it accepts is good and has the
  // values that a walk of its own would find.
  TEST_CASE("a walk that checks the whole line accepts what the validator accepts, and no more") {
    const std::vector<std::string> shapes = {
        R"({"id":"e1","type":"play","time_ms":1720000000123,"topics":["a","b"],"kind":"video"})",
        R"({"id":"e2","type":"search","time_ms":17,"keyword":"a\"b","ids":["t",[1]],"ms":-1.5e2})",
        R"({"id":"e3","time_ms":1,"type":null,"ms":"8421","nested":{"ms":1,"a":[{"b":2,"c":3}]}})",
        R"({"ms":12345678901234567,"a key of more than thirty two bytes":"and a value","type":"é"})",
        R"({"n":-1,"f":1.25,"t":true,"time_ms":0,"o":{"a":[1,"]"]},"type":"sixteen bytes ok"})",
        R"({"id": "e4", "type" :"play", "ms": [ 5 ] , "x":{} })",
        R"({"a":[],"ms":[{"k":1,"k":2}]})",
        R"({"type":"play","id":"e6","type":"live"})",
        R"({"\u0069d":1,"id":2})",
        R"({})"};
    const auto schema_of = [](const std::vector<std::string>& paths) {
      nd::json::Schema schema;
      for (const std::string& path : paths)
        schema.add(nd::json::FieldPath::parse(path).value());
      return schema;
    };
    const std::vector<nd::json::Schema> schemas = {schema_of({"type", "ms", "time_ms"}),
                                                   schema_of({"id", ".", "absent"}),
                                                   schema_of({"o.a", "id"})};
    std::vector<nd::json::Projector> warm(schemas.begin(), schemas.end());
    const auto values = [](const nd::json::Projector& projector) {
      std::string out;
      for (const auto& value : projector.row()) {
        out += value.is_missing() ? "|missing" : "|";
        if (!value.is_missing()) nd::json::append_value(out, value);
      }
      return out;
    };
    const std::string bytes = "{}[]\",:\\ue0-.1ntfids \t\x01";
    std::mt19937 random(9);
    nd::json::Validator validator;
    int good = 0;
    int decided = 0;
    for (int i = 0; i < 60000; ++i) {
      std::string text = shapes[random() % shapes.size()];
      for (auto edits = random() % 3; edits > 0 && text.size() >= 4; --edits)
        nd::json::testing::mutate(text, bytes, random, 1);
      if (text.find_first_of(" \t") == 0 || text.back() == ' ' || text.back() == '\t') continue;
      const nd::PaddedString padded(text + "\n\",\"type\":\"next\",\"ms\":7,\"b\":\"\"}\n");
      const auto line = padded.view().substr(0, text.size());
      INFO(text);
      const bool escapes = nd::json::end_of_line(line.begin()).escapes();
      const bool is_good = nd::json::Validator().check(line).has_value() ||
                           nd::json::find_invalid_utf8(text) != std::string::npos;
      for (std::size_t k = 0; k < warm.size(); ++k) {
        const bool accepted =
            warm[k].project_checked(line, random() % 5 == 0 || escapes, validator);
        if (accepted) {
          CHECK(is_good);
          nd::json::Projector cold(schemas[k]);
          REQUIRE(cold.project(line));
          CHECK(values(warm[k]) == values(cold));
        }
        // Objects that are entered are for another walk.
        if (k == 2) CHECK_FALSE(accepted);
        if (k == 2 || !is_good) continue;
        ++good;
        decided += accepted ? 1 : 0;
      }
    }
    CHECK(good > 20000);
    CHECK(decided > good * 2 / 3);
    const auto deep = [&](std::size_t levels) {
      const std::string text =
          "{\"id\":" + std::string(levels, '[') + std::string(levels, ']') + "}";
      const nd::PaddedString padded(text + "\n");
      return warm[1].project_checked(padded.view().substr(0, text.size()), false, validator);
    };
    CHECK(deep(1023));
    CHECK_FALSE(deep(1024));
  }
}
