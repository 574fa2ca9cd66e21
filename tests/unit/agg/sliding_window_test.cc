#include "agg/sliding_window.h"

#include <cstdint>
#include <cstring>
#include <deque>
#include <random>

#include <doctest/doctest.h>

namespace nd::agg {
namespace {

// A sum and a maximum: the one can be undone, the other cannot.
struct State {
  std::uint64_t sum = 0;
  std::uint64_t largest = 0;
};

struct Merging {
  std::uint64_t* count;

  void operator()(char* into, const char* other) const {
    State a;
    State b;
    std::memcpy(&a, into, sizeof a);
    std::memcpy(&b, other, sizeof b);
    a.sum += b.sum;
    a.largest = a.largest < b.largest ? b.largest : a.largest;
    std::memcpy(into, &a, sizeof a);
    ++*count;
  }
};

State answer(const SlidingWindow& window, Merging merge) {
  State state;
  window.add_to(reinterpret_cast<char*>(&state), merge);
  return state;
}

void push(SlidingWindow& window, std::uint64_t number, Merging merge) {
  const State state{number, number};
  window.push(reinterpret_cast<const char*>(&state), merge);
}

}  // namespace

TEST_SUITE("agg/sliding_window") {
  TEST_CASE("an empty window has seen nothing") {
    std::uint64_t merges = 0;
    SlidingWindow window(sizeof(State));
    CHECK(window.size() == 0);
    CHECK(answer(window, {&merges}).sum == 0);
    push(window, 3, {&merges});
    CHECK(answer(window, {&merges}).sum == 3);
    window.pop(Merging{&merges});
    CHECK(answer(window, {&merges}).sum == 0);
  }

  TEST_CASE("the answer is that of the states within it, however they come and go") {
    std::mt19937_64 random(1);
    std::uint64_t merges = 0;
    const Merging merge{&merges};
    SlidingWindow window(sizeof(State));
    std::deque<std::uint64_t> model;
    std::uint64_t steps = 0;
    for (int round = 0; round < 300; ++round) {
      for (std::uint64_t i = random() % 200; i > 0; --i, ++steps) {
        model.push_back(random() % 1000);
        push(window, model.back(), merge);
      }
      for (std::uint64_t i = random() % 200; i > 0 && !model.empty(); --i) {
        model.pop_front();
        window.pop(merge);
        State wanted;
        for (const std::uint64_t number : model) {
          wanted.sum += number;
          wanted.largest = wanted.largest < number ? number : wanted.largest;
        }
        const State found = answer(window, merge);
        REQUIRE(found.sum == wanted.sum);
        REQUIRE(found.largest == wanted.largest);
      }
      REQUIRE(window.size() == model.size());
    }
    CHECK(steps > 10'000);
  }

  TEST_CASE("merges are constant for each state, whatever the size of the window") {
    for (const std::uint64_t size : {3, 32, 33, 1000, 100'000}) {
      std::uint64_t merges = 0;
      const Merging merge{&merges};
      SlidingWindow window(sizeof(State));
      const std::uint64_t steps = 10 * size;
      for (std::uint64_t i = 0; i < steps; ++i) {
        if (window.size() == size) window.pop(merge);
        push(window, i, merge);
      }
      CHECK(merges <= 4 * steps);
    }
  }

  TEST_CASE("every state that is kept can be made anew") {
    std::uint64_t merges = 0;
    const Merging merge{&merges};
    SlidingWindow window(sizeof(State));
    for (std::uint64_t i = 1; i <= 100; ++i)
      push(window, i, merge);
    window.pop(merge);
    std::size_t kept = 0;
    window.copy([&](char* into, const char* state) {
      State made;
      std::memcpy(&made, state, sizeof made);
      made.sum *= 2;
      std::memcpy(into, &made, sizeof made);
      ++kept;
    });
    CHECK(kept > 99);
    CHECK(answer(window, merge).sum == 2 * (5050 - 1));
    while (window.size() > 1)
      window.pop(merge);
    CHECK(answer(window, merge).sum == 200);
  }
}

}  // namespace nd::agg
