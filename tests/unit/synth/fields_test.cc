#include "synth/fields.h"

#include <cstddef>

#include <doctest/doctest.h>

namespace nd::synth {
namespace {

TEST_SUITE("synth/fields") {
  TEST_CASE("the fields stand in the order of their ids, and have names and categories") {
    for (std::size_t i = 0; i < fields().size(); ++i) {
      CHECK(static_cast<std::size_t>(fields()[i].id) == i);
      CHECK(vertical_of(fields()[i].id) == fields()[i].vertical);
      CHECK_FALSE(category_of(fields()[i].id, 1).empty());
    }
    CHECK(vertical_of(FieldId::kGeneral) == "general");
    CHECK(category_of(FieldId::kGeneral, 0).empty());
  }

  TEST_CASE("half of the heritage videos are known by their creator alone") {
    CHECK(category_of(FieldId::kHeritage, 0) == "非遗");
    CHECK(category_of(FieldId::kHeritage, 1) != "非遗");
  }
}

}  // namespace
}  // namespace nd::synth
