// ndgen - make reproducible synthetic events of a platform.
//
// Belongs here: ndgen's options and the writing of what nd::synth makes.
#include "cli/tool.h"
#include "synth/dimensions.h"
#include "synth/generator.h"
#include "synth/targets.h"

namespace {

using nd::cli::Common;
namespace synth = nd::synth;

constexpr std::string_view kDescription =
    R"(ndgen writes the events of a video platform that does not exist, in the years 2023 and 2024 (local days at UTC+8),
and the tables that belong to them. Truths are planted into the events by quota: daily plays of July 2024 are exactly
12.4 % above those of July 2023, so many creators post in each topic, and so on. Around each truth lie decoys that only
the right definition leaves out. Chance decides who, when and how large; every seed gives the same figures.

WHAT is `events`; a table, `users`, `creators`, `creator_city`, `videos`, `topics` or `tabs`; or `targets`: what is
planted, with the values that plausible wrong computations give. In a folder for the report, events are events.ndjson
and a table dim_users.ndjson and so on.

Planted are, besides plays, posts and searches of topics: users of a day in July 2024 who interact with creators they
know; users deeply interested in heritage; viewers of farming creators whom they follow; incomes by field, with cities;
documentaries and their exposures; a meeting in a live stream; words in comments; topics of which two share rank 10 and
one has two names. Counts grow with the profile; shares, growth and incomes in yuan are the same in all.

Events come in the order of their receipt (recv_ms), so out of order in event time. Among them are second copies, plays
by automated agents in 2024, plays received before they happened, for clocks that are fast, and events received after 4
January. 12 May 2023 and 3 September 2024 are missing. A profile and seed make the same bytes on every machine.)";

struct Options {
  std::string what;
  std::string profile = "nano";
  std::uint64_t seed = 1;
  std::string shard = "1/1";
  nd::cli::Percent dirty;
};

nd::cli::Command describe(Options& options) {
  nd::cli::Binding profile = nd::cli::value(options.profile);
  for (const auto& known : synth::profiles())
    profile.choices.emplace_back(known.name);
  return {.name = "ndgen",
          .summary = "make reproducible synthetic events",
          .description = std::string(kDescription),
          .arguments = {{"WHAT", "what to make.", nd::cli::value(options.what)}},
          .operands = nd::cli::Operands::kNone,
          .options = {{.flags = "--profile",
                       .value = "NAME",
                       .help = "the size of the platform. nano has 250 plays a day, 0.3 million "
                               "events; small 10, medium 400, large 4,000 times that.",
                       .binding = std::move(profile),
                       .preset = "nano"},
                      {.flags = "--seed",
                       .value = "S",
                       .help = "another platform with the same truths. A whole number from 0.",
                       .binding = nd::cli::value(options.seed),
                       .preset = "1"},
                      {.flags = "--shard",
                       .value = "I/N",
                       .help = "only part I of N. The parts, one after the other, are the whole.",
                       .binding = nd::cli::value(options.shard)},
                      {.flags = "--dirty",
                       .value = "P%",
                       .help = "malformed lines, P% of all events. They are cut, not UTF-8, with "
                               "NaN, or with a key twice.",
                       .binding = nd::cli::value(options.dirty)}},
          .common = Common::kOutput | Common::kLineBuffered | Common::kStats,
          .examples = {{.comment = "What is planted.",
                        .command = "ndgen targets | head -n 1",
                        .output = R"({"target":"F11","value":281,"kind":"truth",)"
                                  R"("what":"mean daily plays, July 2024"})"
                                  "\n"},
                       {.comment = "One of the tables.",
                        .command = "ndgen tabs | head -n 1",
                        .output = R"({"tab":"feature","domain":"public","needs_follow":false})"
                                  "\n"}},
          .memory = "constant: that of the busiest hour, 16 bytes an event, and 3 MB",
          .see_also = {"ndparse(1)", "ndevents(5)"}};
}

nd::Status write_table(const synth::Dimension& table, const synth::Platform& platform,
                       synth::Shard shard, nd::io::Output& out) {
  const synth::Shard::Range rows = shard.of(table.rows(platform));
  for (std::uint64_t row = rows.begin; row < rows.end; ++row) {
    table.append(platform, row, out.buffer());
    ND_TRY(out.end_record());
  }
  return {};
}

nd::Status run(const Options& options, nd::io::Streams& streams) {
  const bool events = options.what == "events";
  const synth::Dimension* const table =
      events || options.what == "targets" ? nullptr : ND_TRY(synth::find_dimension(options.what));
  const synth::Profile profile = ND_TRY(synth::find_profile(options.profile));
  const synth::Shard shard = ND_TRY(synth::parse_shard(options.shard));
  const synth::Dirt dirt = ND_TRY(synth::dirt_of_percent(options.dirty.percent));
  const synth::Platform platform(profile, options.seed, dirt);
  if (table != nullptr) return write_table(*table, platform, shard, streams.sinks.out);
  if (events) {
    synth::Generator generator(platform, shard);
    while (generator.next(streams.sinks.out.buffer()))
      ND_TRY(streams.sinks.out.end_record());
    return {};
  }
  const std::vector<std::string> lines = synth::target_lines(platform);
  const synth::Shard::Range part = shard.of(lines.size());
  for (std::uint64_t i = part.begin; i < part.end; ++i)
    ND_TRY(streams.sinks.out.record(lines[i]));
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  return nd::cli::run_tool(argc, argv, describe, run);
}
