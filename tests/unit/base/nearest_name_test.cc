#include "base/nearest_name.h"

#include <doctest/doctest.h>

TEST_SUITE_BEGIN("base/nearest_name");

TEST_CASE("an edit inserts, deletes, replaces or swaps neighbours") {
  CHECK(nd::edit_distance("", "") == 0);
  CHECK(nd::edit_distance("", "abc") == 3);
  CHECK(nd::edit_distance("abc", "") == 3);
  CHECK(nd::edit_distance("count", "count") == 0);
  CHECK(nd::edit_distance("count", "cont") == 1);
  CHECK(nd::edit_distance("cont", "count") == 1);
  CHECK(nd::edit_distance("count", "mount") == 1);
  CHECK(nd::edit_distance("cuont", "count") == 1);
  CHECK(nd::edit_distance("ca", "abc") == 3);  // what was swapped is not edited again
  CHECK(nd::edit_distance("kitten", "sitting") == 3);
}

TEST_CASE("the first of the nearest names, if it is near enough") {
  nd::NearestName nearest(2);
  nearest.offer("far", 3);
  CHECK(nearest.name().empty());
  nearest.offer("near", 2);
  nearest.offer("as near", 2);
  CHECK(nearest.name() == "near");
  nearest.offer("nearer", 1);
  nearest.offer("near again", 2);
  CHECK(nearest.name() == "nearer");
}

TEST_SUITE_END();
