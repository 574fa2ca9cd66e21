#include "cli/progress.h"

#include <doctest/doctest.h>

namespace nd::cli {

TEST_SUITE_BEGIN("cli/progress");

TEST_CASE("the line shows share, bytes, rate and time left") {
  CHECK(progress_line("nd", 1'000'000'000, 4'000'000'000, 10, 200) ==
        "nd:  25% [=====               ] 1.0 of 4.0 GB, 100 MB/s, 0:30 left");
  CHECK(progress_line("nd", 0, 4'000, 0, 200) ==
        "nd:   0% [                    ] 0.0 of 4.0 kB, 0 B/s");
  CHECK(progress_line("nd", 1, 100'000'000, 1, 200) ==
        "nd:   0% [                    ] 0.0 of 100 MB, 1 B/s, 27777:46:39 left");
}

TEST_CASE("without a total there is no bar") {
  CHECK(progress_line("nd", 2'500'000, 0, 2, 200) == "nd: 2.5 MB, 1.2 MB/s");
}

TEST_CASE("a file that grew is not more than whole") {
  CHECK(progress_line("nd", 11, 10, 1, 200) ==
        "nd: 100% [====================] 10 of 10 B, 11 B/s, 0:00 left");
}

TEST_CASE("the line is cut to the terminal") {
  CHECK(progress_line("nd", 1, 10, 1, 7) == "nd:  10");
}

TEST_SUITE_END();

}  // namespace nd::cli
