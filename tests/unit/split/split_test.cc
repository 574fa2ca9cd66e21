#include "split/split.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "ops/edit_plan.h"
#include "split/temporary_folder.h"
#include "stream/feed.h"

namespace nd::split {
namespace {

using testing::TemporaryFolder;

// Splits the lines by `{x}` and returns the list; an error's message.
std::string run(const TemporaryFolder& folder, const std::vector<std::string>& lines,
                const std::vector<ops::EditRequest>& edits = {}) {
  const auto name = FileName::parse(folder.at("{x}"), FileName::Folders::kFixed);
  REQUIRE(name.has_value());
  json::Schema schema;
  const std::vector<std::string> items{"x"};
  auto keys = columns::KeyColumns::compile(items, columns::Marks::kNone, schema, {});
  REQUIRE(keys.has_value());
  const auto plan = ops::EditPlan::make(edits, schema, {});
  REQUIRE(plan.has_value());
  std::optional<ops::Edit> edit;
  if (!edits.empty()) edit.emplace(*plan);
  Split split(*name, *std::move(keys), std::move(edit), FileSet({}));
  io::Streams streams;
  io::Output out = io::Output::memory();
  if (auto status =
          stream::testing::feed(split, schema, streams, stream::testing::joined(lines), out);
      !status)
    return status.error().message;
  REQUIRE(split.finish(out));
  return out.buffer();
}

}  // namespace

TEST_SUITE_BEGIN("split/split");

TEST_CASE("records go byte for byte to the files of their keys, in their order") {
  const TemporaryFolder folder;
  run(folder, {R"({"x":"a", "i":1})", R"({ "x":2 })", R"({"x":"a","i":2})", R"({"x":2.0})"});
  CHECK(folder.names() == std::vector<std::string>{"2", "a"});
  CHECK(folder.content("a") == "{\"x\":\"a\", \"i\":1}\n{\"x\":\"a\",\"i\":2}\n");
  CHECK(folder.content("2") == "{ \"x\":2 }\n{\"x\":2.0}\n");
}

TEST_CASE("a number and a text of the same letters go to one file") {
  const TemporaryFolder folder;
  run(folder, {R"({"x":1})", R"({"x":"1"})"});
  CHECK(folder.content("1") == "{\"x\":1}\n{\"x\":\"1\"}\n");
}

TEST_CASE("a key that names no file is an error of its record, each time") {
  const TemporaryFolder folder;
  CHECK(run(folder, {R"({"x":1})", R"({"y":1})"}).starts_with("test:2: x is missing"));
  CHECK(run(folder, {R"({"x":1})", R"({"x":"../a"})"}).starts_with("test:2: x: '../a' starts"));
  CHECK(folder.names().empty());
}

TEST_CASE("fields can be left out, also the one that names the file") {
  const TemporaryFolder folder;
  run(folder, {R"({"x":"a", "i":1})", R"({"i":2,"x":"a"})"},
      {{ops::EditRequest::Kind::kDrop, "x"}});
  CHECK(folder.content("a") == "{\"i\":1}\n{\"i\":2}\n");
}

TEST_SUITE_END();

}  // namespace nd::split
