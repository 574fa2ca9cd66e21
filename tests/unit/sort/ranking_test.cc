#include "sort/ranking.h"

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace nd::sort {
namespace {

struct Offer {
  std::string group;
  std::int64_t value = 0;
  std::string text;
};

std::string written(Ranking& ranking) {
  io::Output out = io::Output::memory();
  REQUIRE(ranking.write(out).has_value());
  return out.buffer();
}

std::string key_of(std::string_view text) {
  key::KeyBuffer buffer;
  key::KeyEncoder::append_string(buffer, text);
  return std::string(buffer.view());
}

std::string ranked(const std::vector<Offer>& offers, const RankingOptions& options) {
  Ranking ranking(options);
  for (const Offer& offer : offers) {
    REQUIRE(ranking
                .offer(offer.group.empty() ? "" : key_of(offer.group),
                       json::Value::integer(offer.value),
                       [&] { return std::string_view(offer.text); })
                .has_value());
  }
  return written(ranking);
}

// The oracle: sort everything.
std::string expected(const std::vector<Offer>& offers, const RankingOptions& options) {
  std::map<std::string, std::vector<Offer>> groups;
  for (const Offer& offer : offers)
    groups[offer.group].push_back(offer);
  std::string out;
  for (auto& [name, group] : groups) {
    std::sort(group.begin(), group.end(), [&](const Offer& a, const Offer& b) {
      if (a.value != b.value)
        return options.order == RankOrder::kLargestFirst ? a.value > b.value : a.value < b.value;
      return a.text < b.text;
    });
    for (std::size_t i = 0; i < group.size(); ++i) {
      const bool within = i < options.limit;
      const bool tied = options.ties == Ties::kKeep && options.limit > 0 &&
                        options.limit <= group.size() &&
                        group[i].value == group[options.limit - 1].value;
      if (within || tied) out += group[i].text + "\n";
    }
  }
  return out;
}

std::vector<Offer> random_offers(std::mt19937& random, std::size_t count, int values) {
  std::vector<Offer> offers;
  for (std::size_t i = 0; i < count; ++i) {
    const auto value = static_cast<int>(random() % static_cast<unsigned>(values)) - values / 2;
    offers.push_back(
        {std::string(1, static_cast<char>('a' + random() % 3)), value,
         "{\"v\":" + std::to_string(value) + ",\"i\":" + std::to_string(random() % 40) + "}"});
  }
  return offers;
}

RankingOptions options(std::uint64_t limit, Ties ties = Ties::kCut,
                       RankOrder order = RankOrder::kLargestFirst) {
  RankingOptions out;
  out.limit = limit;
  out.ties = ties;
  out.order = order;
  out.value = {{"v"}};
  return out;
}

}  // namespace

TEST_SUITE("sort/ranking") {
  TEST_CASE(
      "any limit, order and kind of ties gives what sorting everything gives, in any order of "
      "arrival") {
    std::mt19937 random(21);
    for (const int values : {1, 3, 20, 100'000}) {
      auto offers = random_offers(random, 400, values);
      for (const std::uint64_t limit : {0, 1, 2, 7, 100, 1000}) {
        for (const Ties ties : {Ties::kCut, Ties::kKeep}) {
          for (const RankOrder order : {RankOrder::kLargestFirst, RankOrder::kSmallestFirst}) {
            CAPTURE(values);
            CAPTURE(limit);
            const auto how = options(limit, ties, order);
            const std::string wanted = expected(offers, how);
            CHECK(ranked(offers, how) == wanted);
            std::shuffle(offers.begin(), offers.end(), random);
            CHECK(ranked(offers, how) == wanted);
          }
        }
      }
    }
  }

  TEST_CASE("what parts have ranked, a whole absorbs") {
    std::mt19937 random(22);
    const auto offers = random_offers(random, 400, 20);
    for (const Ties ties : {Ties::kCut, Ties::kKeep}) {
      auto how = options(5, ties);
      how.share = json::FieldPath{{"share"}};
      how.rest = json::FieldPath{{"rest"}};
      how.groups = {json::FieldPath{{"g"}}};
      Ranking whole(how);
      Ranking parts[] = {whole.fork(), whole.fork(), whole.fork()};
      for (const Offer& offer : offers) {
        const auto text = [&] { return std::string_view(offer.text); };
        Ranking& part = parts[random() % 3];
        REQUIRE(
            part.offer(key_of(offer.group), json::Value::integer(offer.value), text).has_value());
      }
      for (const Ranking& part : parts)
        whole.absorb(part);
      CHECK(written(whole) == ranked(offers, how));
    }
  }

  TEST_CASE("equal values have equal ranks, the next one counts them all") {
    auto how = options(10);
    how.rank = json::FieldPath{{"rank"}};
    CHECK(
        ranked({{"", 5, R"({"a":1})"},
                {"", 9, R"({"a":2})"},
                {"", 5, R"({"a":3})"},
                {"", 1, R"({"a":4})"}},
               how) ==
        "{\"a\":2,\"rank\":1}\n{\"a\":1,\"rank\":2}\n{\"a\":3,\"rank\":2}\n{\"a\":4,\"rank\":4}\n");
  }

  TEST_CASE("share and rest are of all that was offered, exactly") {
    auto how = options(1);
    how.share = json::FieldPath{{"share"}};
    how.rest = json::FieldPath{{"others"}};
    how.groups = {json::FieldPath{{"g"}}};
    CHECK(ranked({{"x", 9007199254740993, R"({"a":1})"},
                  {"x", 9007199254740992, R"({"a":2})"},
                  {"y", 0, R"({"a":3})"},
                  {"x", 1, R"({"a":4})"},
                  {"x", 2, R"({"a":5})"}},
                 how) ==
          "{\"a\":1,\"share\":0.49999999999999994}\n"
          "{\"g\":\"x\",\"others\":3,\"v\":9007199254740995,\"share\":0.5}\n"
          "{\"a\":3,\"share\":null}\n");
  }

  TEST_CASE("what was left out is summed without rounding, however it is written") {
    Ranking ranking([] {
      auto how = options(1);
      how.rest = json::FieldPath{{"n"}};
      return how;
    }());
    for (const char* number : {"1e30", "0.1", "0.2", "1e22", "-1e22"}) {
      REQUIRE(
          ranking
              .offer("", json::Value::number_text(number), [&] { return std::string_view(number); })
              .has_value());
    }
    CHECK(written(ranking) == "1e30\n{\"n\":4,\"v\":0.3}\n");
  }

  TEST_CASE("a total of both signs gives shares of their sum") {
    auto how = options(2);
    how.share = json::FieldPath{{"s"}};
    CHECK(ranked({{"", -3, "{\"a\":1}"}, {"", 1, "{\"a\":2}"}}, how) ==
          "{\"a\":2,\"s\":-0.5}\n{\"a\":1,\"s\":1.5}\n");
  }

  TEST_CASE("null and what JSON cannot hold are never among the best") {
    Ranking ranking(options(5));
    const auto text = [] { return std::string_view("no"); };
    CHECK(ranking.offer("", json::Value(), text).has_value());
    CHECK(ranking.offer("", json::Value::null(), text).has_value());
    CHECK(ranking.offer("", json::Value::real(0.0 / 0.0), text).has_value());
    CHECK(written(ranking).empty());
  }

  TEST_CASE("a text cannot be summed, and leaves the ranking as it was") {
    auto how = options(1);
    how.rest = json::FieldPath{{"n"}};
    Ranking ranking(how);
    const auto status =
        ranking.offer("", json::Value::string("x"), [] { return std::string_view("no"); });
    REQUIRE_FALSE(status.has_value());
    CHECK(status.error().kind == ErrorKind::kInput);
    CHECK(written(ranking).empty());
  }
}

}  // namespace nd::sort
