// What the manual page of ndyoy says beside its options and examples.
#pragma once

#include <vector>

#include "cli/command.h"

namespace nd::tools::yoy {

inline std::vector<cli::Glossary> glossaries() {
  return {
      {"Partial records",
       R"(Where the input is what `ndgroup --partial` or `ndmerge --partial` wrote, -v takes the names of its states, and -t and -g are made of its keys, as those of `ndmerge -g` are: `-t 'month=(.day|month)'`. The states are merged over the days of a period and over the groups that -g leaves out. So the visitors of a month are each counted once, a ratio is the quotient of its sums, and a mean is the sum of all values divided by how many there are. --sum is not needed, and refused. Several records of one group and period are parts of it, no error.

A key of several values, `topic[]`, must be one of -g. A file that was cut, a source that is met twice and a mixture of specifications are refused as ndmerge(1) refuses them. Where several groupings come, --only chooses one.)",
       {{"count, sum", "Amounts: divided by days, unless --basis is total."},
        {"distinct, ratio, share, mean, median, max, …",
         "Of all days together. What is no number, such as a list, is an error."},
        {"ci", "Its value. An interval of the change is not computed."}}},
      {"The mix of segments",
       R"(`--mix SEGMENT` splits the change of a ratio by SEGMENT, one of the keys of -g. The values must be quotients (`-v rate=likes/plays`), or of partial records ratio, share, ci and mean of counts and sums. There is one record for the other keys, and it has four more fields. With w for a segment's part of the base and r for its ratio, before (0) and now (1):)",
       {{"within", "What the ratios of the segments did: the sum of w0 (r1 - r0)."},
        {"mix", "What the weights of the segments did: the sum of (w1 - w0) r0."},
        {"interaction", "What both did together: the sum of (w1 - w0) (r1 - r0)."},
        {"simpson",
         "true if the whole ratio went another way (up, down, or nowhere) than that of every "
         "segment with a ratio on both sides; false if not."}}},
      {"Terms of each segment",
       R"(The exact terms sum to the exact delta; each is then rounded by itself, so what is printed may differ from that in the last digit. They are null where delta is. A segment that is new or gone has no ratio on one side, and is mix alone. The days with data are those on which any segment has some, and a segment that is suppressed suppresses the whole.

With --by-segment a record for each segment follows that of the whole, with its own change and its part of the terms. Its part of mix is (w1 - w0) (r0 - R0), where R0 is the whole ratio before: it is positive if the segment grew and was better than the whole, or shrank and was worse. The parts sum to the terms. --matched leaves out no segment.)",
       {}},
      {"Breaks",
       R"(After a change of definition numbers change though nothing happened. `--breaks FILE` names such changes, one a line: {"date":"2024-03-01","metric":"plays","city":"x","note":"new counter"}. From `date` on the new definition holds. `metric` is the value that it concerns, or a field: it concerns every value that is made of the field too, such as `r=plays/users` and `x=(.plays*2)`. A field that is a key of -g says which groups it concerns; without either it concerns all. Of partial records only their own names are known, not what ndgroup made them of: name these. A break of a part, by a key that is not in -g or is SEGMENT, concerns every group, since each may hold that part.

Where the data of both sides lies on days before the date and on days from it on, the run ends with status 3 and names the break, the period and the group; nothing is written. With --across-breaks the change is computed, and its record has `breaks`, a list of those lines. Where one side has no data nothing is compared. A line about a value or group that no compared record has, perhaps because it is misspelled, is named on standard error.)",
       {}},
      {"Years of different length",
       R"(Take a number that is 100 on every day from Monday to Friday and 170 on Saturdays and Sundays, in all years alike. 2023 has 260 and 105 such days, together 26,000 + 17,850 = 43,850; 2024 has 262 and 104, with 29 February, a Thursday: 26,200 + 17,680 = 43,880; 2025 has 261 and 104: 26,100 + 17,680 = 43,780. What the options make of it, 2024 against 2023, then 2025 against 2024:)",
       {{"--basis total", "+30 of 43,850 is +0.07 %; -100 of 43,880 is -0.23 %."},
        {"--basis daily",
         "119.89 against 120.14 is -0.20 %; 119.95 against 119.89 is +0.05 %: the share of "
         "weekend days is not the same in every year."},
        {"--basis total --feb29 drop", "43,780 against 43,850 is -0.16 %; 43,780 twice is 0 %."},
        {"--basis matched", "The same days on both sides, as means: -0.16 % and 0 %."},
        {"--align weekday", "The same days of the week on both sides: 0 % and 0 %."},
        {"--by month, of February",
         "21 and 8 days are 3,460 in 2024, 20 and 8 are 3,360 before and after: by total +2.98 % "
         "and -2.89 %, by day -0.57 % and +0.58 %, matched 0 %."}}}};
}

}  // namespace nd::tools::yoy
