#include "split/file_name.h"

#include <string>

#include <doctest/doctest.h>

namespace nd::split {
namespace {

FileName parsed(std::string_view text, FileName::Folders folders = FileName::Folders::kFixed) {
  auto name = FileName::parse(text, folders);
  REQUIRE(name.has_value());
  return *std::move(name);
}

std::string refusal(std::string_view text, FileName::Folders folders = FileName::Folders::kFixed) {
  const auto name = FileName::parse(text, folders);
  return name ? "" : name.error().message;
}

// The path that one value makes of `a/{x}.n`; behind "! " why it makes none.
std::string path_of(const json::Value& value) {
  const FileName name = parsed("a/{x}.n");
  std::string path;
  name.append_before(path, 0);
  if (auto status = name.append_value(path, 0, value); !status)
    return "! " + status.error().message;
  if (auto status = name.append_end(path); !status) return "! " + status.error().message;
  return path;
}

}  // namespace

TEST_SUITE_BEGIN("split/file_name");

TEST_CASE("texts, placeholders and doubled braces") {
  const FileName name = parsed("{{out}}/{a}-{\"x}y\".z}.ndjson");
  CHECK(name.placeholders() == std::vector<std::string>{"a", "\"x}y\".z"});
  std::string path;
  name.append_before(path, 0);
  path += "1";
  name.append_before(path, 1);
  path += "2";
  REQUIRE(name.append_end(path));
  CHECK(path == "{out}/1-2.ndjson");
}

TEST_CASE("a template that names no file, or a folder, is refused") {
  CHECK(refusal("plays.ndjson").find("-o writes one") != std::string::npos);
  CHECK(refusal("{a").find("has no '}'") != std::string::npos);
  CHECK(refusal("a}").find("closes nothing") != std::string::npos);
  CHECK(refusal("{}").find("names a field") != std::string::npos);
  CHECK(refusal("{a}/").find("ends with '/'") != std::string::npos);
  CHECK(refusal("{a}/b").find("--nest") != std::string::npos);
  CHECK(refusal("{a}/{b}").find("--nest") != std::string::npos);
  CHECK(refusal("x/{a}b/c").find("--nest") != std::string::npos);
  CHECK(refusal("x/y/{a}{b}").empty());
  CHECK(refusal("x/{a}/{b}.gz", FileName::Folders::kNamed).empty());
}

TEST_CASE("scalars have their shortest form") {
  CHECK(path_of(json::Value::string("2024-07-01")) == "a/2024-07-01.n");
  CHECK(path_of(json::Value::string("\xe8\xb4\xb5\xe5\xb7\x9e \\ \" *")) ==
        "a/\xe8\xb4\xb5\xe5\xb7\x9e \\ \" *.n");
  CHECK(path_of(json::Value::integer(-7)) == "a/-7.n");
  CHECK(path_of(json::Value::number_text("1.0")) == "a/1.n");
  CHECK(path_of(json::Value::boolean(true)) == "a/true.n");
}

TEST_CASE("what could lead elsewhere, or is no name, is refused") {
  for (const std::string_view text :
       {std::string_view(""), std::string_view("."), std::string_view(".."),
        std::string_view("../x"), std::string_view(".hidden"), std::string_view("/etc/passwd"),
        std::string_view("a/b"), std::string_view("a/../../b"), std::string_view("a\nb"),
        std::string_view("a\0b", 3), std::string_view("\x7f"), std::string_view("\xc2\x85"),
        std::string_view("a\x1b[2J"), std::string_view("\xff"), std::string_view("\xc0\xaf")}) {
    CAPTURE(text);
    CHECK(path_of(json::Value::string(text)).starts_with("! x: "));
  }
  CHECK(path_of(json::Value()) == "! x is missing: no file can be called by it");
  CHECK(path_of(json::Value::null()) == "! x is null: no file can be called by it");
  CHECK(path_of(json::Value::array({})) == "! x is an array: no file can be called by it");
  CHECK(path_of(json::Value::object({})) == "! x is an object: no file can be called by it");
}

TEST_CASE("a name may have 255 bytes") {
  CHECK(path_of(json::Value::string(std::string(253, 'x'))).size() == 257);
  CHECK(path_of(json::Value::string(std::string(254, 'x'))) ==
        "! the file's name would have 256 bytes; at most 255 are possible");
}

TEST_SUITE_END();

}  // namespace nd::split
