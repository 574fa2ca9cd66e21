#include "stat/profile.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "json/tree.h"
#include "json/writer.h"

namespace nd::stat {
namespace {

struct Made {
  Arena sums;
  Arena values;
  Profile profile;

  explicit Made(const std::vector<std::string>& texts) {
    for (const std::string& text : texts) {
      const auto value = json::parse(text, values);
      REQUIRE(value.has_value());
      profile.add(*value, sums);
    }
  }
};

std::string text_of(const std::optional<KeptValue>& value) {
  std::string out;
  json::append_value(out, value ? value->get() : json::Value::null());
  return out;
}

std::string examples(const Profile& profile) {
  std::string out;
  for (const json::Value& value : profile.examples()) {
    json::append_value(out, value);
    out += ' ';
  }
  return out;
}

std::string mean(const Profile& profile) {
  Arena arena;
  std::string out;
  json::append_value(out, profile.mean(arena));
  return out;
}

}  // namespace

TEST_SUITE_BEGIN("stat/profile");

TEST_CASE("types are counted as JSON Schema has them") {
  const Made made({"null", "true", "false", "1", "1.0", "1e3", "1.5", "18446744073709551616", "-0",
                   "\"a\"", "[]", "{}"});
  CHECK(made.profile.count(Type::kNull) == 1);
  CHECK(made.profile.count(Type::kBoolean) == 2);
  CHECK(made.profile.count(Type::kInteger) == 5);
  CHECK(made.profile.count(Type::kNumber) == 1);
  CHECK(made.profile.count(Type::kString) == 1);
  CHECK(made.profile.count(Type::kArray) == 1);
  CHECK(made.profile.count(Type::kObject) == 1);
  CHECK(made.profile.values() == 12);
}

TEST_CASE("equal numbers are one value, a text of the same letters is another") {
  CHECK(Made({"1", "1.0", "1e0", "10e-1"}).profile.distinct().values == 1);
  CHECK(Made({"0", "-0", "0.0"}).profile.distinct().values == 1);
  CHECK(Made({"9007199254740993", "9007199254740992", "9007199254740993.0"})
            .profile.distinct()
            .values == 2);
  CHECK(Made({"1", "\"1\"", "true", "\"true\"", "null", "[]"}).profile.distinct().values == 4);
}

TEST_CASE("extremes by the order of values, exactly") {
  const Made made({"\"b\"", "10", "\"a\"", "-1.5", "true", "null", "[1]"});
  CHECK(text_of(made.profile.least()) == "true");
  CHECK(text_of(made.profile.most()) == "\"b\"");
  const Made wide({"18446744073709551617", "18446744073709551616"});
  CHECK(text_of(wide.profile.least()) == "18446744073709551616");
  CHECK(!Made({"null", "{}"}).profile.least().has_value());
}

TEST_CASE("the mean is exact before it is rounded") {
  CHECK(mean(Made({"0.1", "0.2", "0.3"}).profile) == "0.2");
  CHECK(mean(Made({"9007199254740993", "9007199254740993"}).profile) == "9007199254740993");
  CHECK(mean(Made({"\"a\""}).profile) == "null");
  CHECK(mean(Made({"1", "1e999"}).profile) == "null");
}

TEST_CASE("the form is what all texts have in common") {
  CHECK(name_of_first(Made({"\"2024-07-01\"", "\"2024-07-02\"", "null", "5"}).profile.forms()) ==
        "date");
  CHECK(name_of_first(Made({"\"2024-07-01\"", "\"u1\""}).profile.forms()) == "id");
  CHECK(Made({"\"2024-07-01\"", "\"\""}).profile.forms() == 0);
  CHECK(Made({"5"}).profile.forms() == 0);
}

TEST_CASE("parts in any order come to the same") {
  std::vector<std::string> texts;
  for (int i = 0; i < 300; ++i) {
    texts.push_back(std::to_string(i % 40) + (i % 3 == 0 ? ".5" : ""));
    texts.push_back("\"u" + std::to_string(i % 70) + "\"");
  }
  const Made whole(texts);
  Made second({texts.begin() + 200, texts.end()});
  const Made first({texts.begin(), texts.begin() + 200});
  second.profile.merge(first.profile, second.sums);
  CHECK(second.profile.values() == whole.profile.values());
  CHECK(second.profile.distinct().values == whole.profile.distinct().values);
  CHECK(text_of(second.profile.least()) == text_of(whole.profile.least()));
  CHECK(text_of(second.profile.most()) == text_of(whole.profile.most()));
  CHECK(mean(second.profile) == mean(whole.profile));
  CHECK(examples(second.profile) == examples(whole.profile));
  CHECK(second.profile.forms() == whole.profile.forms());
  CHECK(whole.profile.examples().size() == Profile::kExamples);
}

TEST_SUITE_END();

}  // namespace nd::stat
