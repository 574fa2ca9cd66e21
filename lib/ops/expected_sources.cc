#include "ops/expected_sources.h"

#include "io/block_reader.h"
#include "io/streams.h"
#include "json/schema.h"
#include "stream/line_loop.h"

namespace nd::ops {
namespace {

std::string quoted(std::string_view label) {
  return "'" + std::string(label.substr(0, 100)) + "'";
}

}  // namespace

Result<ExpectedSources> ExpectedSources::read(const std::string& path) {
  ExpectedSources expected;
  io::BlockReader reader({path});
  ND_TRY(reader.check());
  json::Schema schema;
  const json::Slot label_slot = schema.add({{"label"}});
  const json::Slot bytes_slot = schema.add({{"bytes"}});
  io::Streams streams;
  stream::LineChecker checker(schema, streams);
  stream::ErrorPolicy policy(streams);
  const auto take = [&](const stream::Record& record) -> Status {
    const json::Value label = json::at(record.row, label_slot);
    const json::Value bytes = json::at(record.row, bytes_slot);
    if (!label.is_string()) return input_error("the manifest record has no string 'label'");
    if (bytes.kind() != json::Kind::kInt || bytes.int_value() < 0) {
      return input_error("the manifest record has no whole number 'bytes'");
    }
    if (!expected.bytes_.emplace(label.text(), static_cast<std::uint64_t>(bytes.int_value()))
             .second) {
      return input_error("the manifest has " + quoted(label.text()) + " twice");
    }
    return {};
  };
  ND_TRY(stream::for_each_record(reader, checker, policy, take, [] { return false; }));
  return expected;
}

Status ExpectedSources::check(const Provenance& source) const {
  if (source.labels.empty())
    return input_error("a source without a label has come; --expect knows sources by --source");
  std::uint64_t bytes = 0;
  std::string names;
  for (const std::string& label : source.labels) {
    const auto found = bytes_.find(label);
    if (found == bytes_.end())
      return input_error("the source " + quoted(label) + " is not in the manifest");
    bytes += found->second;
    names += (names.empty() ? "" : ", ") + quoted(label);
    constexpr std::size_t kLongest = 160;
    if (names.size() > kLongest) names = names.substr(0, kLongest) + "...";
  }
  if (bytes == source.counts.bytes) return {};
  return input_error("the source " + names + " has read " + std::to_string(source.counts.bytes) +
                     " bytes, not the " + std::to_string(bytes) + " of the manifest");
}

Status ExpectedSources::check_all(const std::set<std::string>& arrived) const {
  std::string names;
  std::size_t missing = 0;
  for (const auto& [label, bytes] : bytes_) {
    if (arrived.count(label) != 0) continue;
    constexpr std::size_t kShown = 5;
    if (++missing <= kShown) names += (missing == 1 ? "" : ", ") + quoted(label);
    if (missing == kShown + 1) names += ", ...";
  }
  if (missing == 0) return {};
  return input_error(std::to_string(missing) + " of " + std::to_string(bytes_.size()) +
                     " expected sources are missing: " + names);
}

}  // namespace nd::ops
