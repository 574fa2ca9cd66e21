#include "compare/held_records.h"

#include <algorithm>
#include <utility>

#include "base/check.h"

namespace nd::compare {
namespace {

// About what a map needs for an element beside its text.
constexpr std::uint64_t kElementBytes = 100;

}  // namespace

HeldRecords::Place HeldRecords::hold(HeldRecord record) {
  ND_CHECK(record.unknown > 0);
  waiting_.emplace(next_, std::move(record));
  return next_++;
}

Status HeldRecords::tell(Place place, std::size_t field, std::string_view text, io::Output& out) {
  const auto found = waiting_.find(place);
  ND_CHECK(found != waiting_.end());
  HeldRecord& record = found->second;
  record.fields[field] = text;
  if (--record.unknown > 0) return {};
  ND_TRY(complete(place, record));
  waiting_.erase(found);
  return release(out);
}

Status HeldRecords::complete(Place place, const HeldRecord& record) {
  std::string text;
  ND_TRY(finish_(record, text));
  return keep(place, std::move(text));
}

Status HeldRecords::keep(Place place, std::string text) {
  if (overflow_) return text.empty() ? Status() : overflow_->add(place, text);
  known_bytes_ += text.size() + kElementBytes;
  known_.emplace(place, std::move(text));
  if (known_bytes_ <= options_.memory || known_.begin()->first == next_out_) return {};
  overflow_.emplace(options_);
  for (const auto& [at, waiting] : known_) {
    if (!waiting.empty()) ND_TRY(overflow_->add(at, waiting));
  }
  known_.clear();
  return {};
}

Status HeldRecords::release(io::Output& out) {
  while (!known_.empty() && known_.begin()->first == next_out_) {
    const std::string& text = known_.begin()->second;
    known_bytes_ -= text.size() + kElementBytes;
    if (!text.empty()) ND_TRY(out.record(text));
    known_.erase(known_.begin());
    ++next_out_;
  }
  return {};
}

Status HeldRecords::finish(io::Output& out) {
  std::vector<Place> places;
  places.reserve(waiting_.size());
  for (const auto& [place, record] : waiting_)
    places.push_back(place);
  std::sort(places.begin(), places.end());
  for (const Place place : places) {
    const auto found = waiting_.find(place);
    ND_TRY(complete(place, found->second));
    waiting_.erase(found);
    ND_TRY(release(out));
  }
  return overflow_ ? overflow_->write(out) : Status();
}

}  // namespace nd::compare
