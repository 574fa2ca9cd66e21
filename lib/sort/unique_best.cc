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
    : reading_(std::move(keys), std::move(rank), std::move(count)),
      options_(std::move(options)),
      bests_(reading_.rank().keep(), counts() ? BestTable::Counts::kYes : BestTable::Counts::kNo,
             options_.memory / 4 * 3),
      spool_(block_bytes(options_.memory)) {}

Status UniqueBest::consume(const stream::Record& record, io::Output& out) {
  WaitingRecord& next = waiting_.next();
  ND_TRY(reading_.read(next, record));
  next.text = record.text.text();
  ND_TRY(enter(next));
  if (next.key.size() + next.text.size() > WaitingRecords::kSmall) [[unlikely]]
    return settle(out);
  return {};
}

// What a UniquePartReader has found.
Status UniqueBest::take_part(const stream::FoundPart& part, io::Output& /*out*/) {
  std::string_view found = part.found;
  ChunkSum sum;
  std::memcpy(&sum, found.data(), sizeof sum);
  texts_->expect(sum);
  for (found.remove_prefix(sizeof sum); !found.empty();) {
    FoundRecord head;
    std::memcpy(&head, found.data(), sizeof head);
    WaitingRecord& next = waiting_.next();
    next.key.append(found.substr(sizeof head, head.key_size + head.rank_size));
    next.key_size = head.key_size;
    next.text = found.substr(0, sizeof head.text);
    found.remove_prefix(sizeof head + head.key_size + head.rank_size);
    ND_TRY(enter(next));
  }
  while (!waiting_.empty())
    ND_TRY(take(waiting_.leave()));
  return {};
}

Status UniqueBest::enter(WaitingRecord& next) {
  next.hash = hash128(next.key_text());
  bests_.prefetch(next.hash);
  waiting_.enter();
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
  if (!counts()) {
    out.append(text);
    return {};
  }
  std::string number;
  append_uint(number, count);
  return json::append_with_field(out, PaddedString(text).view(), *reading_.count().path, number);
}

Status UniqueBest::write(Fate fate, std::string_view key_text, std::string_view text,
                         std::uint64_t count, io::Output& out) {
  if (fate == Fate::kDropped && options_.dropped == nullptr) return {};
  if (texts_) text = ND_TRY(texts_->text(text));
  if (fate == Fate::kDropped) return options_.dropped->record(text);
  out.buffer().append(key_text);
  ND_TRY(append_record(out.buffer(), text, count));
  return out.end_record();
}

Status UniqueBest::write(const Spooled& spooled, io::Output& out) {
  const BestTable::KeyNumber key{spooled.key};
  const bool is_best = bests_.is_best(key, spooled.place);
  std::string_view text = spooled.text;
  std::string_view key_text;
  if (options_.keyed) {
    key_text = text.substr(kSizeBytes, size_at_start(text));
    text.remove_prefix(kSizeBytes + key_text.size());
  }
  return write(is_best ? Fate::kKept : Fate::kDropped, key_text, text,
               is_best && counts() ? bests_.count(key) : 0, out);
}

// What is settled: its fate, how many there were, the size of its key's text,
// that text, the record's.
Status UniqueBest::drop(std::uint64_t place, std::string_view text, InputOrder& settled) {
  if (options_.dropped == nullptr) return {};
  scratch_.assign(1, static_cast<char>(Fate::kDropped));
  scratch_.append(big_endian_text(0));
  append_size(scratch_, 0);
  return settled.add(place, scratch_.append(text));
}

Status UniqueBest::close_group(InputOrder& settled) {
  if (group_.count == 0) return {};
  std::string key_text;
  if (options_.keyed) append_key_text(key_text, group_.key);
  scratch_.assign(1, static_cast<char>(Fate::kKept));
  scratch_.append(big_endian_text(group_.count));
  append_size(scratch_, key_text.size());
  return settled.add(group_.place, scratch_.append(key_text).append(group_.text));
}

Status UniqueBest::consider(const KeyedText& keyed, InputOrder& settled) {
  const std::uint64_t place = number_of_text(keyed.text);
  const std::string_view key = keyed.key.substr(0, size_at_start(keyed.text.substr(kPlaceBytes)));
  const std::string_view text = keyed.text.substr(kPlaceBytes + kSizeBytes);
  if (group_.count > 0 && key == group_.key) {
    ++group_.count;
    if (reading_.rank().keep() != Keep::kLast) return drop(place, text, settled);
    ND_TRY(drop(group_.place, group_.text, settled));
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
      const auto fate = static_cast<Fate>(text[0]);
      const std::uint64_t count = number_of_text(text.substr(1));
      text.remove_prefix(1 + kPlaceBytes);
      const std::string_view key_text = text.substr(kSizeBytes, size_at_start(text));
      return write(fate, key_text, text.substr(kSizeBytes + key_text.size()), count, out);
    }));
  }
  return write_until(std::numeric_limits<std::uint64_t>::max());
}

}  // namespace nd::sort
