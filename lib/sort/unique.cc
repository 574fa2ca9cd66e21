#include "sort/unique.h"

#include <cstring>
#include <utility>

#include "base/arena.h"
#include "json/writer.h"

namespace nd::sort {
namespace {

constexpr std::size_t kPlaceBytes = 8;
constexpr std::size_t kSizeBytes = 4;

// A size that lies within packed text.
std::uint32_t size_at(std::string_view packed, std::size_t at) {
  std::uint32_t size = 0;
  std::memcpy(&size, packed.data() + at, sizeof size);
  return size;
}

std::string text_of(Hash128 hash) {
  return big_endian_text(hash.high) + big_endian_text(hash.low);
}

}  // namespace

void append_key_text(std::string& out, std::string_view key) {
  Arena text;
  out.append("[null");
  for (key::KeyDecoder decoder(key, text); !decoder.done();) {
    out.push_back(',');
    json::append_canonical(out, decoder.next());
  }
  out.append("]\t");
}

// The set may take three quarters of the memory; what waits takes the last one, until the set is
// given back.
UniqueFirst::UniqueFirst(columns::KeyColumns keys, UniqueOptions options)
    : keys_(std::move(keys)), options_(std::move(options)), seen_(options_.memory / 4 * 3) {}

Status UniqueFirst::consume(const stream::Record& record, io::Output& out) {
  WaitingRecord& next = waiting_.next();
  ND_TRY(keys_.append(next.key, record));
  next.key_size = next.key.size();
  next.hash = hash128(next.key_text());
  next.text = record.text.text();
  seen_.prefetch(next.hash);
  waiting_.enter();
  if (next.key_size + next.text.size() > WaitingRecords::kSmall) [[unlikely]]
    return settle(out);
  return waiting_.is_full() ? take_longest_waiting(out) : Status();
}

Status UniqueFirst::settle(io::Output& out) {
  while (!waiting_.empty())
    ND_TRY(take_longest_waiting(out));
  return {};
}

// What a UniqueFirstReader has found.
Status UniqueFirst::take_part(const stream::FoundPart& part, io::Output& out) {
  FoundKeys keys(part.found, options_.keyed);
  FoundKeys ahead = keys;  // of those that will be looked up soon
  const auto fetch_next = [&] {
    if (ahead.next()) seen_.prefetch(ahead.key().hash);
  };
  constexpr int kAhead = 16;
  for (int i = 0; i < kAhead; ++i)
    fetch_next();
  while (keys.next()) {
    fetch_next();
    const FoundKey& key = keys.key();
    ND_TRY(take({key.hash, keys.key_text(), part.text.substr(key.offset, key.size)}, out));
  }
  return {};
}

Status UniqueFirst::take(const Met& record, io::Output& out) {
  ++place_;
  if (!overflow_) [[likely]] {
    switch (seen_.insert(record.hash)) {
      case FingerprintSet::Added::kNew:
        if (options_.keyed) append_key_text(out.buffer(), record.key_text);
        return out.record(record.text);
      case FingerprintSet::Added::kSeen:
        return drop(record.text);
      case FingerprintSet::Added::kFull:
        break;
    }
    const auto duplicates =
        options_.dropped == nullptr ? Duplicates::kDropLater : Duplicates::kKeep;
    overflow_.emplace(
        Overflow{ExternalSorter(options_.share(8, duplicates)), InputOrder(options_.share(8))});
  }
  if (seen_.contains(record.hash)) return drop(record.text);
  return postpone(record);
}

Status UniqueFirst::drop(std::string_view text) {
  if (options_.dropped == nullptr) return {};
  return overflow_ ? overflow_->dropped.add(place_, text) : options_.dropped->record(text);
}

Status UniqueFirst::postpone(const Met& record) {
  scratch_ = big_endian_text(place_);
  const std::size_t from = scratch_.size();
  scratch_.resize(from + kSizeBytes);
  if (options_.keyed) append_key_text(scratch_, record.key_text);
  const auto key_text_size = static_cast<std::uint32_t>(scratch_.size() - from - kSizeBytes);
  std::memcpy(scratch_.data() + from, &key_text_size, sizeof key_text_size);
  scratch_.append(record.text);
  return overflow_->by_key.add(text_of(record.hash), scratch_);
}

Status UniqueFirst::finish(io::Output& out) {
  if (!overflow_) return {};
  seen_.release();
  InputOrder kept(options_.share(2));
  std::string last;
  ND_TRY(overflow_->by_key.drain([&](const KeyedText& keyed) -> Status {
    const std::uint64_t place = number_of_text(keyed.text);
    const std::string_view line = keyed.text.substr(kPlaceBytes + kSizeBytes);
    if (keyed.key == last)
      return overflow_->dropped.add(place, line.substr(size_at(keyed.text, kPlaceBytes)));
    last.assign(keyed.key);
    return kept.add(place, line);
  }));
  ND_TRY(kept.write(out));
  return options_.dropped == nullptr ? Status() : overflow_->dropped.write(*options_.dropped);
}

UniqueWindow::UniqueWindow(columns::KeyColumns keys, columns::TimeColumn time,
                           columns::Window window, const UniqueOptions& options)
    : keys_(std::move(keys)),
      time_(std::move(time)),
      width_(window.kind == columns::Window::Kind::kRecords
                 ? Moment{window.records}
                 : Moment{window.seconds} * columns::kNanosOfSecond),
      dropped_(options.dropped),
      keyed_(options.keyed) {}

Result<UniqueWindow::Moment> UniqueWindow::moment_of(const stream::Record& record) {
  if (!time_.is_there()) return now_ + 1;
  const Moment moment = ND_TRY(time_.read(record));
  time_.keep_kind();
  return moment;
}

// Forgets the keys that were last met before the window.
void UniqueWindow::forget() {
  while (!met_.empty() && met_.front().when < now_ - width_) {
    const auto found = last_met_.find(met_.front().hash);
    if (found != last_met_.end() && found->second == met_.front().when) last_met_.erase(found);
    met_.pop_front();
  }
}

Status UniqueWindow::consume(const stream::Record& record, io::Output& out) {
  key_.clear();
  ND_TRY(keys_.append(key_, record));
  const Moment moment = ND_TRY(moment_of(record));
  // Time never runs back: a record that comes late counts as of the latest one before it.
  if (!any_ || moment > now_) now_ = moment;
  any_ = true;
  forget();
  const Hash128 hash = hash128(key_.view());
  const bool is_new = last_met_.insert_or_assign(hash, now_).second;
  met_.push_back({hash, now_});
  if (is_new) {
    if (keyed_) append_key_text(out.buffer(), key_.view());
    return out.record(record.text.text());
  }
  return dropped_ == nullptr ? Status() : dropped_->record(record.text.text());
}

}  // namespace nd::sort
