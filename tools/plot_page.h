// What ndplot says about itself beside its options: the kinds of charts, what they take, examples.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"

namespace nd::tools::plot {

inline std::vector<cli::Glossary> glossaries() {
  return {{"Kinds",
           "What they take and draw.",
           {{"line",
             "Values over periods or numbers. --ghost is a pale line behind, as that of the year "
             "before."},
            {"bar",
             "Names as rows, ranked; periods and numbers as columns. With --ghost each stands "
             "before a pale one."},
            {"dumbbell",
             "Two values of each name on one row: -y EARLIER,LATER, or one -y and the two "
             "groups of -g, the earlier one first in the input."},
            {"slope", "The same as lines between two upright axes, dashed where they fall."},
            {"share",
             "Parts of a whole: -x names the part, and each series is a bar. The whole is the "
             "sum, or --whole; what is left of that is pale, and parts that come to more are an "
             "error. One part of a whole is shown as a "
             "number: `-y share --whole 1`."},
            {"hist",
             "How often -x has which value, in bins of one round width (--log: of one ratio), "
             "with the mean and the median. A value on the bound of two bins belongs to the upper "
             "one. With -y, how often each value occurs."},
            {"heat",
             "Shades. Days of one series make a calendar; else each series is a row. The shades "
             "have round bounds."},
            {"strip",
             "Each series as a row over one axis of time, with its own scale; points of "
             "--highlight stand out: `ndtrend --series` has them in `burst`."},
            {"spark", "Each series as a small line without axes, with its last value."},
            {"waterfall",
             "Without -x, the first -y is the start, the last one the end, and those between "
             "are the steps, which must add up to it; as `ndyoy --mix` gives them. With -x, "
             "each record is a step, and their sum is added."}}}};
}

constexpr std::string_view kCities = R"({"city":"北京","plays":1234567}
{"city":"Paris","plays":740741}
{"city":"成都","plays":1050000}
)";

inline std::vector<cli::Example> examples() {
  return {
      {.comment = "Which cities have most plays, in a page.",
       .files = {{"cities.ndjson", std::string(kCities)}},
       .command = "ndplot -x city -y plays --format html -o cities.html "
                  "cities.ndjson"},
      {.comment = "Each month of a year before the same month of the year before.",
       .files =
           {{"months.ndjson",
             "{\"month\":\"2023-01\",\"plays\":310}\n{\"month\":\"2024-01\",\"plays\":341}\n"
             "{\"month\":\"2023-02\",\"plays\":280}\n{\"month\":\"2024-02\",\"plays\":319}\n"}},
       .command = "ndyoy -t month -v plays --from 2024 months.ndjson |\n"
                  "  ndplot -x period -y 2024=cur --ghost 2023=prev --format svg "
                  "-o months.svg"},
      {.comment = "Part of a whole.",
       .command = "ndplot -y '\"tier 3 and lower\"=share' --kind share --whole 1 --format svg -o "
                  "share.svg "
                  "<<<'{\"share\":0.594}'"},
      {.comment = "A target is marked, and one bar stands out.",
       .command = "ndplot -x city -y plays --mark target=1000000 --highlight '.city == \"成都\"' "
                  "--format svg -o cities.svg cities.ndjson"}};
}

}  // namespace nd::tools::plot
