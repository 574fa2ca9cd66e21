#include "json/patcher.h"

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

TEST_SUITE_END();

}  // namespace nd::json
