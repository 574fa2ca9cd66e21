#include "group/expected_sources.h"

#include "base/wording.h"
#include "io/block_reader.h"
#include "io/streams.h"
#include "json/schema.h"
#include "stream/line_loop.h"
#include "time/period.h"

namespace nd::group {
Status ExpectedSources::read(const std::string& path, io::Failure& failure) {
  io::BlockReader reader({path});
  ND_TRY(reader.check());
  json::Schema schema;
  const json::Slot whole_slot = schema.add({});
  const json::Slot label_slot = schema.add({{"label"}});
  const json::Slot bytes_slot = schema.add({{"bytes"}});
  io::Outcome outcome;
  stream::LineChecker checker(schema, {});
  stream::ErrorPolicy policy(outcome);
  std::set<std::string, std::less<>> met;
  const auto consume = [&](const stream::Record& record) -> Status {
    const json::Value whole = json::at(record.row, whole_slot);
    const json::Value label = whole.is_string() ? whole : json::at(record.row, label_slot);
    const json::Value bytes = json::at(record.row, bytes_slot);
    if (!label.is_string())
      return input_error("the manifest record has no string 'label', and is none");
    std::optional<std::uint64_t> size;
    if (!bytes.is_null()) {
      if (bytes.kind() != json::Kind::kInt || bytes.int_value() < 0)
        return input_error("the 'bytes' of the manifest record are no whole number");
      size = static_cast<std::uint64_t>(bytes.int_value());
    }
    if (!met.emplace(label.text()).second)
      return input_error("the manifest has {} twice", in_quotes(label.text()));
    bytes_[std::string(label.text())] = size;
    return {};
  };
  Status status = stream::for_each_record(reader, checker, policy, consume, [] { return false; });
  failure = std::move(outcome.failure);
  return status;
}

Status ExpectedSources::add_days(std::string_view range) {
  const auto wrong = [&] {
    return usage_error("--expect-days: {} is not FIRST..LAST, as in 2024-07-01..2024-07-31",
                       in_quotes(range));
  };
  const std::size_t dots = range.find("..");
  if (dots == std::string_view::npos) return wrong();
  time::Period first;
  time::Period last;
  const bool are_days = time::parse_into(range.substr(0, dots), first) &&
                        time::parse_into(range.substr(dots + 2), last) &&
                        first.kind() == time::PeriodKind::kDay && last.kind() == first.kind();
  if (!are_days || last < first) return wrong();
  for (time::Period day = first; day <= last; day = day.next())
    bytes_.try_emplace(day.text());
  return {};
}

Status ExpectedSources::check(const Provenance& source) const {
  if (source.labels.empty())
    return input_error("a source without a label has come; --expect knows sources by --source");
  std::uint64_t bytes = 0;
  bool known = true;
  std::string names;
  for (const std::string& label : source.labels) {
    const auto found = bytes_.find(label);
    if (found == bytes_.end())
      return input_error("the source {} is not expected", in_quotes(label));
    known = known && found->second.has_value();
    bytes += found->second.value_or(0);
    names += (names.empty() ? "" : ", ") + in_quotes(label);
  }
  if (!known || bytes == source.counts.bytes) return {};
  constexpr std::size_t kLongest = 160;
  return input_error("the source {} has read {} bytes, not the {} of the manifest",
                     excerpt(names, kLongest), source.counts.bytes, bytes);
}

Status ExpectedSources::check_all(const std::set<std::string>& arrived) const {
  std::string names;
  std::size_t missing = 0;
  for (const auto& [label, bytes] : bytes_) {
    if (arrived.count(label) != 0) continue;
    constexpr std::size_t kShown = 5;
    if (++missing <= kShown) names += (missing == 1 ? "" : ", ") + in_quotes(label);
    if (missing == kShown + 1) names += ", ...";
  }
  if (missing == 0) return {};
  return input_error("{} of {} expected sources are missing: {}", missing, bytes_.size(), names);
}

}  // namespace nd::group
