#include "stream/field_watch.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "json/projector.h"

namespace nd::stream {
namespace {

TEST_SUITE_BEGIN("stream/field_watch");

// A watch over .a and .b, of which some were asked for in vain.
struct Fixture {
  json::Schema schema;
  json::SlotSet lacks;
  FieldWatch watch;
  json::Projector projector;

  explicit Fixture(bool skips, std::vector<std::size_t> lacked = {})
      : schema(both()),
        watch(
            schema,
            [this](json::SlotSet& out) {
              for (std::size_t slot = 0; slot < 2; ++slot) {
                if (lacks.has(slot)) out.add(slot);
              }
            },
            skips),
        projector(schema) {
    for (const std::size_t slot : lacked)
      lacks.add(slot);
  }
  Fixture(const Fixture&) = delete;

  static json::Schema both() {
    json::Schema schema;
    (void)schema.add(*json::FieldPath::parse("a"));
    (void)schema.add(*json::FieldPath::parse("b"));
    return schema;
  }

  void look(const std::string& record, int times = 1) {
    const PaddedString line(record + "\n");
    const PaddedView view = line.view().substr(0, record.size());
    REQUIRE(projector.project(view));
    for (int i = 0; i < times && watch.is_open(); ++i)
      watch.look(projector.row(), view);
  }

  std::string told() {
    io::Streams streams;
    watch.tell(streams.outcome.unmet);
    std::string text;
    for (const io::UnmetField& field : streams.outcome.unmet)
      text += field.path + " ";
    return text;
  }
};

TEST_CASE("what a record has is looked for no more, and what was asked for in vain is told") {
  Fixture all(false, {0, 1});
  all.look(R"({"a":1,"b":null})");
  CHECK_FALSE(all.watch.is_open());
  CHECK(all.told().empty());
  Fixture one(false, {0, 1});
  one.look(R"({"a":1})", 3);
  CHECK(one.told() == ".b ");
  Fixture not_asked(false, {0});
  not_asked.look(R"({"a":1})");
  CHECK(not_asked.told().empty());
}

TEST_CASE("no record is passed over while a field is open that was asked for") {
  Fixture asked(true, {1});
  CHECK_FALSE(asked.watch.may_skip());
  asked.look(R"({"a":1})", 30'000);
  CHECK_FALSE(asked.watch.may_skip());
  CHECK(asked.told() == ".b ");
  asked.look(R"({"b":1})");
  CHECK(asked.watch.may_skip());
  CHECK(asked.told().empty());
}

TEST_CASE("what was not asked for among the first records is given up") {
  Fixture fixture(true);
  fixture.look(R"({"a":1})", 9'000);
  CHECK_FALSE(fixture.watch.may_skip());
  fixture.look(R"({"a":1})", 2'000);
  CHECK(fixture.watch.may_skip());
  fixture.lacks.add(std::size_t{1});
  CHECK(fixture.told().empty());
}

TEST_CASE("two threads: one record of either is enough") {
  Fixture first(false, {0, 1});
  first.look(R"({"a":1})");
  Fixture second(false, {0, 1});
  second.look(R"({"b":1})");
  Fixture third(false, {0, 1});
  third.look(R"({"c":1})");
  Fixture idle(false);
  idle.watch.absorb(third.watch);
  CHECK(idle.told() == ".a .b ");
  idle.watch.absorb(first.watch);
  CHECK(idle.told() == ".b ");
  idle.watch.absorb(second.watch);
  CHECK(idle.told().empty());
}

TEST_SUITE_END();

}  // namespace
}  // namespace nd::stream
