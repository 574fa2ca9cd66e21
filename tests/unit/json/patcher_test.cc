#include "json/patcher.h"

#include <random>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

namespace nd::json {
namespace {

using Action = FieldEdit::Action;

// The record with the edits made; all are active, and every kSet has the text "1".
std::string patched(std::string_view record, std::vector<std::pair<Action, std::string>> edits,
                    Patcher::Others others = Patcher::Others::kStay) {
  std::vector<FieldEdit> made;
  for (auto& [action, path] : edits)
    made.push_back({action, FieldPath::parse(path).value(), "new"});
  const std::vector<EditChoice> choices(made.size(), EditChoice{true, "1"});
  const PaddedString line(std::string(record) + "\n");
  std::string out;
  const auto status =
      Patcher(std::move(made), others).apply(out, line.view().substr(0, record.size()), choices);
  return status
             ? out
             : "error at " + std::to_string(status.error().offset) + ": " + status.error().message;
}

// The same as it would be written; empty where that cannot be told. The patcher has seen the record
// before, so it knows its steps.
std::string as_written(std::string_view record, std::vector<std::pair<Action, std::string>> edits) {
  std::vector<FieldEdit> made;
  for (auto& [action, path] : edits)
    made.push_back({action, FieldPath::parse(path).value(), {}});
  const std::vector<EditChoice> choices(made.size(), EditChoice{true, "1"});
  const PaddedString line(std::string(record) + "\n");
  const PaddedView text = line.view().substr(0, record.size());
  Patcher patcher(std::move(made), Patcher::Others::kStay, Patcher::Rest::kAsWritten);
  std::string first = "before ";
  const bool done = patcher.apply_as_written(first, text, choices);
  std::string second = "before ";
  CHECK(patcher.apply_as_written(second, text, choices) == done);
  CHECK(first == second);
  CHECK(done != (first == "before "));
  return first.substr(7);
}

}  // namespace

TEST_SUITE_BEGIN("json/patcher");

TEST_CASE("a field is set in its place or added last, other bytes stay") {
  CHECK(patched("{ \"a\" : 0 ,\"b\":2 }", {{Action::kSet, "a"}}) == "{ \"a\" : 1 ,\"b\":2 }");
  CHECK(patched("{ \"b\":2 }", {{Action::kSet, "a"}}) == "{ \"b\":2,\"a\":1 }");
  CHECK(patched("{}", {{Action::kSet, "a"}}) == "{\"a\":1}");
  CHECK(patched("null", {{Action::kSet, "a.b"}}) == "{\"a\":{\"b\":1}}");
  CHECK(patched("{\"a\":null}", {{Action::kSet, "a.b"}, {Action::kSet, "c"}}) ==
        "{\"a\":{\"b\":1},\"c\":1}");
}

TEST_CASE("a dropped field takes one comma with it") {
  CHECK(patched("{\"a\":1, \"b\":2, \"c\":3}", {{Action::kDrop, "a"}}) == "{\"b\":2, \"c\":3}");
  CHECK(patched("{\"a\":1, \"b\":2, \"c\":3}", {{Action::kDrop, "b"}}) == "{\"a\":1,\"c\":3}");
  CHECK(patched("{\"a\":1, \"b\":2, \"c\":3}", {{Action::kDrop, "c"}}) == "{\"a\":1, \"b\":2}");
  CHECK(patched("{\"a\":1}", {{Action::kDrop, "a"}}) == "{}");
  CHECK(patched("{ }", {{Action::kDrop, "a"}}) == "{ }");
}

TEST_CASE("keys are compared unescaped, and a field that stands twice leaves once") {
  CHECK(patched("{\"\\u0061\":0,\"a\":5}", {{Action::kSet, "a"}}) == "{\"\\u0061\":1}");
  CHECK(patched("{\"a\":0,\"b\":1,\"a\":5}", {{Action::kDrop, "a"}}) == "{\"b\":1}");
  CHECK(patched("{\"\\u0061\" :0}", {{Action::kRename, "a"}}) == "{\"new\" :0}");
}

TEST_CASE("only what is kept stays") {
  CHECK(patched("{\"a\":1, \"b\":{\"c\":[2], \"d\":3}, \"e\":4}",
                {{Action::kKeep, "b.c"}, {Action::kKeep, "e"}},
                Patcher::Others::kGo) == "{\"b\":{\"c\":[2]}, \"e\":4}");
  CHECK(patched("{\"a\":1}", {{Action::kKeep, "b"}}, Patcher::Others::kGo) == "{}");
}

TEST_CASE("what is no object has no fields to change") {
  CHECK(patched("5", {{Action::kSet, "a"}}) ==
        "error at 0: only an object has fields, and this is none");
  CHECK(patched("{\"a\":5}", {{Action::kDrop, "a.b"}}) ==
        "error at 5: only an object has fields, and this is none");
  CHECK(patched("{\"a\":null}", {{Action::kDrop, "a.b"}}) == "{\"a\":null}");
}

TEST_CASE("malformed text is an error with its place") {
  for (const char* const record : {"{\"a\":1", "{\"a\" 1}", "{\"a\":}", "{\"a\":1,}",
                                   "{\"a\":1 \"b\":2}", "{a:1}", "{\"a\":1}x"}) {
    CAPTURE(record);
    CHECK(patched(record, {{Action::kDrop, "b"}}).starts_with("error at "));
  }
}

TEST_CASE("keys in a known order and in any other one are edited alike") {
  const std::vector<std::string> members = {
      "\"a\":1",          "\"b\" : \"x\"", " \"c\":{\"d\":[2], \"e\":3}",
      "\"\\u0064\":null", "\"e\": 5 ",     "\"a\":-1"};
  std::mt19937 random(5);
  std::vector<FieldEdit> edits = {{Action::kSet, {{"a"}}, {}},
                                  {Action::kDrop, {{"b"}}, {}},
                                  {Action::kDrop, {{"c", "d"}}, {}},
                                  {Action::kRename, {{"e"}}, "f"},
                                  {Action::kSet, {{"d", "x"}}, {}}};
  const std::vector<EditChoice> choices(edits.size(), EditChoice{true, "1"});
  Patcher known(edits, Patcher::Others::kStay);
  for (int i = 0; i < 2000; ++i) {
    std::string record = "{";
    // Mostly the same ones.
    for (const std::string& member : members) {
      if (random() % 8 == 0) continue;
      record +=
          (record.size() > 1 ? "," : "") + (random() % 8 == 0 ? members[random() % 6] : member);
    }
    record += "}";
    CAPTURE(record);
    const PaddedString line(record + "\n");
    const PaddedView text = line.view().substr(0, record.size());
    std::string by_known;
    std::string by_new;
    CHECK(known.apply(by_known, text, choices).has_value() ==
          Patcher(edits, Patcher::Others::kStay).apply(by_new, text, choices).has_value());
    CHECK(by_known == by_new);
  }
}

TEST_CASE("a record as it is written has no blanks, its escapes are those that are needed") {
  using Edits = std::vector<std::pair<Action, std::string>>;
  const Edits set = {{Action::kSet, "a"}};
  CHECK(as_written("{\"b\":1.0,\"c\":[1,{\"d\":-0}]}", set) ==
        "{\"b\":1.0,\"c\":[1,{\"d\":-0}],\"a\":1}");
  CHECK(as_written("{ \"b\" : 1e5 , \"a\": \"x\" ,\"c\":[ 1, 2 ] }", set) ==
        "{\"b\":1e5,\"a\":1,\"c\":[1,2]}");
  CHECK(as_written("{\"b\":\"\\u0041\\/\\n\",\"c\":[\"\\u001F\"]}", set) ==
        "{\"b\":\"A/\\n\",\"c\":[\"\\u001f\"],\"a\":1}");
  CHECK(as_written("{\"b\": \"\\ud800\"}", set) == "{\"b\":\"\uFFFD\",\"a\":1}");
  const Edits drop = {{Action::kDrop, "a"}, {Action::kDrop, "b.c"}};
  CHECK(as_written("{ \"a\":1, \"b\":{\"c\":1}, \"d\": true}", drop) == "{\"b\":{},\"d\":true}");
  CHECK(as_written("{ \"a\": 1 }", drop) == "{}");
  CHECK(as_written("{\"b\": {\"c\":1,\"d\":2}, \"e\": 1}", drop) == "{\"b\":{\"d\":2},\"e\":1}");
}

TEST_CASE("what it is as written is not told of a record that is not as usual") {
  for (const char* const record :
       {"{\"b\":1,\"b\":2}", "{\"b\":{\"c\":1,\"c\":2},\"b\":1}", "{\"b\":\"\xff\"}", "{\"b\":1,}",
        "{\"b\":01}", "{\"b\":1}x", "5", "null", "", "{\"a\":5}"}) {
    CAPTURE(record);
    CHECK(as_written(record, {{Action::kSet, "a.b"}}).empty());
  }
}

TEST_SUITE_END();

}  // namespace nd::json
