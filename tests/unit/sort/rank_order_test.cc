#include "sort/rank_order.h"

#include <string>

#include <doctest/doctest.h>

#include "sort/unique_lines.h"

namespace nd::sort {
namespace {

// Looks at each record, and goes on with those that have "used".
struct Look {
  RankOrder order;

  [[nodiscard]] Status consume(const stream::Record& record, io::Output& /*out*/) {
    ND_TRY(order.look(record));
    if (record.text.text().find("used") != std::string_view::npos) order.advance();
    return {};
  }
  [[nodiscard]] static Status finish(io::Output& /*out*/) { return {}; }
};

// What is written of a chunk with these records that follows `last`.
std::string ends(const RankOrder& order, const json::Schema& schema, const std::string& text,
                 const std::string& found = "") {
  Look look{order.fork()};
  look.order.start_behind(order.last());
  io::Streams streams;
  io::Output out = io::Output::memory();
  REQUIRE(stream::testing::feed(look, schema, streams, text, out).has_value());
  std::string all = found;
  look.order.write_ends(all);
  return all;
}

}  // namespace

TEST_SUITE("sort/rank_order") {
  TEST_CASE("chunks follow each other by the least and the last of what they used") {
    json::Schema schema;
    RankOrder order(KeepRank(columns({"v"}, schema), Keep::kMin));
    const std::string first =
        ends(order, schema, "{\"v\":3,\"used\":1}\n{\"v\":5,\"used\":1}\n", "it");
    CHECK(order.goes_on(first));
    std::string_view found = first;
    order.take_ends(found);
    CHECK(found == "it");

    const RankOrder none(KeepRank(columns({"v"}, schema), Keep::kMin));
    const std::string later = ends(none, schema, "{\"v\":5,\"used\":1}\n{\"v\":9}\n");
    CHECK(order.goes_on(later));
    CHECK_FALSE(order.goes_on(ends(none, schema, "{\"v\":4,\"used\":1}\n")));
    // One that was not used steps back too, but nothing steps back from it.
    CHECK_FALSE(order.goes_on(ends(none, schema, "{\"v\":7}\n{\"v\":4}\n{\"v\":8,\"used\":1}\n")));
    CHECK(order.goes_on(ends(none, schema, "{\"v\":7}\n{\"v\":6,\"used\":1}\n")));
    CHECK(order.goes_on(ends(none, schema, "")));

    for (const std::string& text :
         {later, ends(none, schema, ""), ends(none, schema, "{\"v\":99}\n")}) {
      found = text;
      order.take_ends(found);
      CHECK(found.empty());
    }
    // It stands at 5.
    CHECK(order.goes_on(ends(none, schema, "{\"v\":5}\n")));
    CHECK_FALSE(order.goes_on(ends(none, schema, "{\"v\":4}\n")));
  }
}

}  // namespace nd::sort
