// Every hostile line of tests/data/hostile through the projector, the validator and simdjson's DOM.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>
#include <simdjson.h>

#include "json/line_end.h"
#include "json/projector.h"
#include "json/validate.h"

namespace {

struct Case {
  std::string name;
  std::string input;
  std::string strict;   // "ok" or "COLUMN: MESSAGE"
  std::string to_end;   // of a walk that goes to the end of the line
  std::string to_want;  // of a walk that may stop at the field "a"
};

// "<c3 a9>" is two bytes, everything else stands for itself.
std::string bytes_of(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] != '<') {
      out.push_back(text[at++]);
      continue;
    }
    for (; text[at] != '>'; at += 3)
      out.push_back(static_cast<char>(std::stoi(std::string(text.substr(at + 1, 2)), nullptr, 16)));
    ++at;
  }
  return out;
}

std::vector<std::string> columns_of(const std::string& line) {
  std::vector<std::string> out(1);
  for (const char c : line) {
    if (c == '\t') {
      out.emplace_back();
    } else {
      out.back().push_back(c);
    }
  }
  out.resize(5);
  return out;
}

// The cases that are lines.
std::vector<Case> cases() {
  std::ifstream in(ND_TEST_DATA "/hostile/cases.tsv");
  std::vector<Case> out;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#' || line.starts_with("file.")) continue;
    const auto columns = columns_of(line);
    const auto answer = [&](std::size_t i) {
      return bytes_of(columns[i].empty() || columns[i] == "=" ? columns[2] : columns[i]);
    };
    out.push_back({columns[0], bytes_of(columns[1]), answer(2), answer(3), answer(4)});
  }
  return out;
}

std::string answer_of(const nd::Error& error, std::size_t skipped) {
  return std::to_string(error.offset + skipped + 1) + ": " + error.message;
}

// What the tools hand on of a line: without the blanks around it.
std::string trimmed(const std::string& line, std::size_t& skipped) {
  skipped = std::min(line.find_first_not_of(" \t\r"), line.size());
  return line.substr(skipped, line.find_last_not_of(" \t\r") + 1 - skipped);
}

std::string walked(nd::json::Projector& projector, const std::string& line) {
  std::size_t skipped = 0;
  const std::string text = trimmed(line, skipped);
  const nd::PaddedString padded(text + "\n");
  if (projector.project(padded.view().substr(0, text.size()))) return "ok";
  return answer_of(projector.error(), skipped);
}

nd::json::Schema schema_of(const std::vector<std::string>& names) {
  nd::json::Schema schema;
  for (const std::string& name : names)
    schema.add(nd::json::FieldPath{{name}});
  return schema;
}

// Whether the line's last number is beyond 64-bit integers and doubles.
bool beyond_types(const std::string& line) {
  const std::size_t last = line.find_last_of("0123456789");
  const std::size_t first = line.find_last_not_of("+-.0123456789Ee", last) + 1;
  const std::string number = line.substr(first, last + 1 - first);
  if (number.find_first_of(".eE") != std::string::npos) {
    return std::isinf(std::strtod(number.c_str(), nullptr));
  }
  return number.size() >= 20;
}

bool accepts(std::string_view answer) {
  return answer.starts_with("ok");
}

}  // namespace

TEST_SUITE("json/hostile") {
  TEST_CASE("there are more than 150 hostile lines, no two of one name") {
    const auto all = cases();
    CHECK(all.size() > 150);
    for (std::size_t i = 0; i < all.size(); ++i) {
      for (std::size_t k = 0; k < i; ++k) {
        INFO(all[i].name);
        CHECK(all[i].name != all[k].name);
        CHECK(all[i].input != all[k].input);
      }
    }
  }

  TEST_CASE("the validator gives each its answer") {
    nd::json::Validator validator;
    for (const Case& one : cases()) {
      INFO(one.name);
      std::size_t skipped = 0;
      const std::string text = trimmed(one.input, skipped);
      const nd::PaddedString padded(text + "\n");
      const auto status = validator.check(padded.view().substr(0, text.size()));
      CHECK((status ? "ok" : answer_of(status.error(), skipped)) ==
            (accepts(one.strict) ? "ok" : one.strict));
    }
  }

  // Once by a new projector, which knows no steps; once by one that has seen them all.
  TEST_CASE("the walk gives each its answer") {
    const auto all_fields = schema_of({"a", "b", "nowhere"});
    const auto one_field = schema_of({"a"});
    nd::json::Projector warm_all(all_fields);
    nd::json::Projector warm_one(one_field);
    for (int round = 0; round < 3; ++round) {
      for (const Case& one : cases()) {
        INFO(one.name);
        nd::json::Projector all(all_fields);
        nd::json::Projector first(one_field);
        const std::string to_end = accepts(one.to_end) ? "ok" : one.to_end;
        const std::string to_want = accepts(one.to_want) ? "ok" : one.to_want;
        CHECK(walked(all, one.input) == to_end);
        CHECK(walked(warm_all, one.input) == to_end);
        // Such a line is walked to its end by the loop, whatever is wanted (stream/line_loop.h).
        const nd::PaddedString padded(one.input + '\n');
        if (nd::json::end_of_line(padded.view().begin()).joined()) continue;
        CHECK(walked(first, one.input) == to_want);
        CHECK(walked(warm_one, one.input) == to_want);
      }
    }
  }

  TEST_CASE("a walk accepts whatever the validator accepts, and one that stops what one does not") {
    for (const Case& one : cases()) {
      INFO(one.name);
      if (accepts(one.strict)) CHECK(accepts(one.to_end));
      if (accepts(one.to_end)) CHECK(accepts(one.to_want));
    }
  }

  // simdjson has other rules in three points: it refuses lone surrogates and numbers that neither a
  // double nor 64 bits can hold, and it accepts keys that stand twice.
  TEST_CASE("simdjson's DOM agrees") {
    simdjson::dom::parser parser;
    const auto has = [](const std::string& text, std::string_view part) {
      return text.find(part) != std::string::npos;
    };
    for (const Case& one : cases()) {
      INFO(one.name);
      const auto theirs = parser.parse(simdjson::padded_string(one.input)).error();
      INFO(theirs);
      if (theirs == simdjson::SUCCESS) {
        CHECK((accepts(one.strict) || has(one.strict, "stands twice")));
      } else if (accepts(one.strict)) {
        const bool surrogate = theirs == simdjson::STRING_ERROR && has(one.input, "\\ud");
        const bool wide = theirs == simdjson::NUMBER_ERROR && beyond_types(one.input);
        CHECK((surrogate || wide));
      }
    }
  }

  TEST_CASE("100,000 levels of nesting are refused without a deep stack, and 1,024 are not") {
    nd::json::Validator validator;
    const auto schema = schema_of({"a", "nowhere"});
    nd::json::Projector projector(schema);
    struct Shape {
      std::string open, inside, close;
    };
    const std::vector<Shape> shapes = {
        {"[", "", "]"}, {"[", "1", "]"}, {"{\"a\":", "1", "}"}, {"[{\"a\":", "[]", "}]"}};
    for (const Shape& shape : shapes) {
      const std::size_t per_turn = shape.open.size() == 6 ? 2 : 1;
      const auto text_of = [&](std::size_t turns) {
        std::string text;
        for (std::size_t i = 0; i < turns; ++i)
          text += shape.open;
        text += shape.inside;
        for (std::size_t i = 0; i < turns; ++i)
          text += shape.close;
        return text;
      };
      INFO(shape.open);
      const std::size_t inner = shape.inside == "[]" ? 1 : 0;
      const auto check = [&](const std::string& text) {
        const nd::PaddedString padded(text + "\n");
        return validator.check(padded.view().substr(0, text.size()));
      };
      CHECK(check(text_of((nd::json::kMaxDepth - inner) / per_turn)).has_value());
      const auto refused = check(text_of(100000));
      REQUIRE(!refused.has_value());
      CHECK(refused.error().message == "nested too deeply");
      CHECK(walked(projector, text_of(100000)).ends_with(": nested too deeply"));
      // Opened and never closed; and closed without being opened.
      CHECK(!check(text_of(100000).substr(0, 100000)).has_value());
      CHECK(walked(projector, text_of(100000).substr(0, 100000)) != "ok");
      CHECK(walked(projector, text_of(100000).substr(150000)) != "ok");
    }
  }

  TEST_CASE("a million keys are walked and checked, one that stands twice among them is found") {
    std::string text = "{";
    for (int i = 0; i < 1000000; ++i)
      text += "\"k" + std::to_string(i) + "\":0,";
    const std::string good = text + "\"a\":1}";
    const std::string twice = text + "\"k999\":1}";
    nd::json::Validator validator;
    const nd::PaddedString padded_good(good + "\n");
    CHECK(validator.check(padded_good.view().substr(0, good.size())).has_value());
    const nd::PaddedString padded_twice(twice + "\n");
    const auto refused = validator.check(padded_twice.view().substr(0, twice.size()));
    REQUIRE(!refused.has_value());
    CHECK(refused.error().message == "the key 'k999' stands twice in one object");
    CHECK(refused.error().offset == text.size());
    const auto schema = schema_of({"a", "k999999"});
    nd::json::Projector projector(schema);
    CHECK(walked(projector, good) == "ok");
    CHECK(projector.row()[0].int_value() == 1);
  }
}
