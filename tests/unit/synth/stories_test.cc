#include "synth/stories.h"

#include <string>

#include <doctest/doctest.h>

#include "synth/profile.h"

namespace nd::synth {
namespace {

// The text of `line` from `start` on, as a number; 1 if there is no such text.
std::uint64_t number_after(const std::string& line, const std::string& start) {
  const std::size_t at = line.find(start);
  return at == std::string::npos ? 1 : std::stoull(line.substr(at + start.size()));
}

TEST_SUITE("synth/stories") {
  TEST_CASE("the exposures of a source add up to what is planted, once for each copy") {
    const Catalog catalog(*find_profile("nano"), 1);
    for (const ExposurePlant& plant : exposure_plants()) {
      for (const std::uint64_t copies : {1U, 3U}) {
        const Exposures exposures(1, 1, DayCounts::even(plant.rows * copies, plant.dates), plant,
                                  catalog);
        std::uint64_t sum = 0;
        for (Day day = 0; day < kDays; ++day) {
          for (std::uint32_t i = 0; i < exposures.counts().on(day); ++i) {
            std::string line;
            exposures.append({day, i}, 0, line);
            sum += number_after(line, R"("cnt":)");
            const Catalog::Video video =
                catalog.video(static_cast<VideoNumber>(number_after(line, R"("video_id":"v)")));
            REQUIRE((video.category == "纪录片") == plant.is_documentary);
            REQUIRE(video.posted < day);
          }
        }
        CHECK(sum == plant.count * copies);
      }
    }
  }

  TEST_CASE("two creators meet at eight in the evening, local time") {
    const Day day = day_of(2024, 10, 3);
    const Meetings meetings(1, 1, DayCounts::daily(1, {day, day}), {});
    CHECK(meetings.timing({day, 0}).time_ms == 1'727'956'800'000);
  }
}

}  // namespace
}  // namespace nd::synth
