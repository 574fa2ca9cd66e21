#include "sort/unique_best.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

#include "base/hash.h"
#include "base/number.h"
#include "base/padded_view.h"
#include "json/patch.h"

namespace nd::sort {
namespace {

constexpr std::size_t kPlaceBytes = 8;
constexpr std::size_t kSizeBytes = 4;

std::size_t block_bytes(std::uint64_t memory) {
  constexpr std::uint64_t kLeast = std::uint64_t{64} << 10;
  constexpr std::uint64_t kMost = std::uint64_t{8} << 20;
  return static_cast<std::size_t>(std::clamp(memory / 16, kLeast, kMost));
}

void append_size(std::string& out, std::size_t size) {
  const auto short_size = static_cast<std::uint32_t>(size);
  const std::size_t at = out.size();
  out.resize(at + kSizeBytes);
  std::memcpy(out.data() + at, &short_size, sizeof short_size);
}

// Requires: a size stands at the start.
std::size_t size_at_start(std::string_view packed) {
  std::uint32_t size = 0;
  std::memcpy(&size, packed.data(), sizeof size);
  return size;
}

}  // namespace

// The keys may take three quarters of the memory, what waits for the sorter and for its place an
// eighth each; the records have what the keys leave.
UniqueBest::UniqueBest(columns::KeyColumns keys, KeepRank rank, CountField count,
                       UniqueOptions options)
    : keys_(std::move(keys)),
      rank_(std::move(rank)),
      count_(std::move(count)),
      options_(std::move(options)),
      bests_(rank_.keep(), count_.path ? BestTable::Counts::kYes : BestTable::Counts::kNo,
             options_.memory / 4 * 3),
      spool_(block_bytes(options_.memory)) {}

Status UniqueBest::consume(const stream::Record& record, io::Output& out) {
  if (count_.path) {
    if (record.text[0] != '{')
      return input_error_at(0, "--count adds a field: the record must be an object");
    ND_TRY(count_.parents.check(record));
  }
  WaitingRecord& next = waiting_.next();
  ND_TRY(keys_.append(next.key, record));
  next.key_size = next.key.size();
  ND_TRY(rank_.append(next.key, record));
  next.hash = hash128(next.key_text());
  next.text = record.text.text();
  bests_.prefetch(next.hash);
  waiting_.enter();
  if (next.key.size() + next.text.size() > WaitingRecords::kSmall) [[unlikely]]
    return settle(out);
  if (const WaitingRecord* const halfway = waiting_.halfway()) bests_.prefetch_best(halfway->hash);
  return waiting_.is_full() ? take(waiting_.leave()) : Status();
}

Status UniqueBest::settle(io::Output& /*out*/) {
  while (!waiting_.empty())
    ND_TRY(take(waiting_.leave()));
  return {};
}

Status UniqueBest::take(const WaitingRecord& record) {
  const BestTable::Met met = bests_.meet(record.hash, record.rank(), place_);
  using Verdict = BestTable::Met::Verdict;
  Status status;
  if (met.verdict == Verdict::kFull) [[unlikely]] {
    status = postpone(record);
  } else if (met.verdict == Verdict::kBest || options_.dropped != nullptr) {
    status = keep_until_the_end(met.key, record);
  }
  ++place_;
  return status;
}

Status UniqueBest::keep_until_the_end(BestTable::KeyNumber key, const WaitingRecord& record) {
  scratch_.clear();
  if (options_.keyed) {
    scratch_.resize(kSizeBytes);
    append_key_text(scratch_, record.key_text());
    const auto size = static_cast<std::uint32_t>(scratch_.size() - kSizeBytes);
    std::memcpy(scratch_.data(), &size, sizeof size);
  }
  if (!spool_.is_in_file() &&
      spool_.bytes_with(scratch_.size() + record.text.size()) + bests_.bytes() > options_.memory)
    ND_TRY(spool_.move_to_file(options_.directory));
  return spool_.append(place_, static_cast<std::uint32_t>(key), scratch_, record.text);
}

Status UniqueBest::postpone(const WaitingRecord& record) {
  if (!others_) {
    others_.emplace(options_.share(8));
    if (!spool_.is_in_file()) ND_TRY(spool_.move_to_file(options_.directory));
  }
  scratch_ = big_endian_text(place_);
  append_size(scratch_, record.key_size);
  scratch_.append(record.text);
  return others_->add(record.key.view(), scratch_);
}

// A record that is kept, less its key's text.
Status UniqueBest::append_record(std::string& out, std::string_view text, std::uint64_t count) {
  if (!count_.path) {
    out.append(text);
    return {};
  }
  std::string number;
  append_uint(number, count);
  return json::append_with_field(out, PaddedString(text).view(), *count_.path, number);
}

Status UniqueBest::write(const Spooled& spooled, io::Output& out) {
  const BestTable::KeyNumber key{spooled.key};
  const bool is_best = bests_.is_best(key, spooled.place);
  if (is_best && !options_.keyed && !count_.path) [[likely]]
    return out.record(spooled.text);
  std::string_view text = spooled.text;
  std::string_view key_text;
  if (options_.keyed) {
    key_text = text.substr(kSizeBytes, size_at_start(text));
    text.remove_prefix(kSizeBytes + key_text.size());
  }
  if (!is_best) return options_.dropped == nullptr ? Status() : options_.dropped->record(text);
  out.buffer().append(key_text);
  ND_TRY(append_record(out.buffer(), text, count_.path ? bests_.count(key) : 0));
  return out.end_record();
}

Status UniqueBest::settle(std::uint64_t place, Fate fate, std::string_view text,
                          InputOrder& settled) {
  scratch_.assign(1, static_cast<char>(fate));
  return settled.add(place, scratch_.append(text));
}

Status UniqueBest::close_group(InputOrder& settled) {
  if (group_.count == 0) return {};
  std::string line;
  if (options_.keyed) append_key_text(line, group_.key);
  ND_TRY(append_record(line, group_.text, group_.count));
  return settle(group_.place, Fate::kKept, line, settled);
}

Status UniqueBest::consider(const KeyedText& keyed, InputOrder& settled) {
  const std::uint64_t place = number_of_text(keyed.text);
  const std::string_view key = keyed.key.substr(0, size_at_start(keyed.text.substr(kPlaceBytes)));
  const std::string_view text = keyed.text.substr(kPlaceBytes + kSizeBytes);
  const bool drops = options_.dropped != nullptr;
  if (group_.count > 0 && key == group_.key) {
    ++group_.count;
    if (rank_.keep() != Keep::kLast)
      return drops ? settle(place, Fate::kDropped, text, settled) : Status();
    if (drops) ND_TRY(settle(group_.place, Fate::kDropped, group_.text, settled));
  } else {
    ND_TRY(close_group(settled));
    group_.key.assign(key);
    group_.count = 1;
  }
  group_.place = place;
  group_.text.assign(text);
  return {};
}

Status UniqueBest::settle_others(InputOrder& settled) {
  ND_TRY(others_->drain([&](const KeyedText& keyed) { return consider(keyed, settled); }));
  ND_TRY(close_group(settled));
  others_.reset();
  return {};
}

Status UniqueBest::finish(io::Output& out) {
  ND_TRY(spool_.finish());
  RecordSpool::Reader reader(spool_);
  Spooled next;
  bool any = ND_TRY(reader.next(next));
  const auto write_until = [&](std::uint64_t place) -> Status {
    while (any && next.place < place) {
      ND_TRY(write(next, out));
      any = ND_TRY(reader.next(next));
    }
    return {};
  };
  if (others_) {
    InputOrder settled(options_.share(8));
    ND_TRY(settle_others(settled));
    ND_TRY(settled.for_each([&](std::uint64_t place, std::string_view text) -> Status {
      ND_TRY(write_until(place));
      const bool is_kept = static_cast<Fate>(text[0]) == Fate::kKept;
      return (is_kept ? out : *options_.dropped).record(text.substr(1));
    }));
  }
  return write_until(std::numeric_limits<std::uint64_t>::max());
}

}  // namespace nd::sort
