#include "sort/waiting_records.h"

#include <cstddef>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace nd::sort {
namespace {

void enter(WaitingRecords& waiting, const std::string& key, std::string_view text) {
  WaitingRecord& next = waiting.next();
  CHECK(next.key.size() == 0);
  next.key.append(key + "rank");
  next.key_size = key.size();
  next.text = text;
  waiting.enter();
}

}  // namespace

TEST_SUITE("sort/waiting_records") {
  TEST_CASE("records leave in the order in which they came, with their keys and ranks") {
    WaitingRecords waiting;
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < 100; ++i)
      texts.push_back("record " + std::to_string(i));
    std::size_t left = 0;
    const auto leave = [&] {
      const WaitingRecord& record = waiting.leave();
      CHECK(record.text == texts[left]);
      CHECK(record.key_text() == std::to_string(left));
      CHECK(record.rank() == "rank");
      ++left;
    };
    std::size_t most = 0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      enter(waiting, std::to_string(i), texts[i]);
      if (waiting.is_full()) {
        most = i + 1 - left;
        leave();
      }
    }
    CHECK(left + most == texts.size() + 1);
    while (!waiting.empty())
      leave();
    CHECK(left == texts.size());
    enter(waiting, "again", texts[0]);
    CHECK(waiting.leave().key_text() == "again");
    CHECK(waiting.empty());
  }

  TEST_CASE("each record is halfway once, in their order, before it leaves") {
    WaitingRecords waiting;
    std::vector<std::string> halfway;
    std::vector<std::string> left;
    for (std::size_t i = 0; i < 50; ++i) {
      enter(waiting, std::to_string(i), "");
      if (const WaitingRecord* const record = waiting.halfway())
        halfway.emplace_back(record->key_text());
      if (waiting.is_full()) left.emplace_back(waiting.leave().key_text());
    }
    REQUIRE(halfway.size() > left.size());
    for (std::size_t i = 0; i < halfway.size(); ++i)
      CHECK(halfway[i] == std::to_string(i));
  }
}

}  // namespace nd::sort
