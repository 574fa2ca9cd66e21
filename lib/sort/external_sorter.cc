// External merge sort. Texts gather in memory; when --mem is full they are sorted and written as
// one run to an unlinked file; at the end the runs are merged by a tree of losers. Runs are
// numbered in the order of arrival and ties go to the earlier run, so the whole is stable. More
// runs than buffers fit into memory are first merged in groups of neighbours into fewer, longer
// ones in a second file (the first is then given back): disk is at most twice the input.
//
// Source: Knuth, The Art of Computer Programming, volume 3, sections 5.4.1 and 5.4.9.
#include "sort/external_sorter.h"

#include <algorithm>
#include <cstring>

#include "base/check.h"

namespace nd::sort {
namespace {

constexpr std::size_t kLargestBlock = std::size_t{4} << 20;
constexpr std::size_t kSmallestBlock = std::size_t{4} << 10;
constexpr std::size_t kLargestRead = std::size_t{1} << 20;
constexpr std::size_t kSmallestRead = std::size_t{32} << 10;
constexpr std::size_t kLargestFanIn = 1024;
constexpr std::size_t kSmallestFanIn = 4;

// How many texts pass before it is judged whether looking out for repetitions pays.
constexpr std::uint32_t kJudgeAfter = std::uint32_t{1} << 16;
constexpr std::uint32_t kWorthwhile = kJudgeAfter / 8;

std::size_t block_bytes(std::uint64_t memory) {
  return static_cast<std::size_t>(
      std::clamp<std::uint64_t>(memory / 16, kSmallestBlock, kLargestBlock));
}

}  // namespace

// Reads one run from its file through a buffer of its own.
class ExternalSorter::RunReader {
 public:
  RunReader(const io::SpillFile& file, Run run, std::size_t buffer_bytes)
      : file_(&file), next_read_(run.begin), end_(run.end), buffer_(buffer_bytes) {}

  // Moves to the next text; done() where there is none.
  [[nodiscard]] Status next(std::size_t skip) {
    position_ += size_;
    size_ = 0;
    if (!ND_TRY(have(KeyedText::kHeader))) {
      done_ = true;
      return {};
    }
    const std::size_t packed = KeyedText::packed_size_at(buffer_.data() + position_);
    const bool whole = ND_TRY(have(packed));
    ND_CHECK(whole);
    size_ = packed;
    keyed_ = KeyedText::unpack(buffer_.data() + position_);
    prefix_ = key_prefix(keyed_.key, skip);
    return {};
  }

  [[nodiscard]] bool done() const { return done_; }
  [[nodiscard]] const KeyedText& keyed() const { return keyed_; }
  [[nodiscard]] std::uint64_t prefix() const { return prefix_; }

 private:
  // Whether `wanted` bytes can be had at position_; reads on if need be.
  [[nodiscard]] Result<bool> have(std::size_t wanted) {
    if (filled_ - position_ >= wanted) [[likely]]
      return true;
    std::memmove(buffer_.data(), buffer_.data() + position_, filled_ - position_);
    filled_ -= position_;
    position_ = 0;
    if (buffer_.size() < wanted) buffer_.resize(wanted);
    while (filled_ < wanted && next_read_ < end_) {
      const auto left = static_cast<std::size_t>(end_ - next_read_);
      const std::size_t size = std::min(buffer_.size() - filled_, left);
      const std::size_t got = ND_TRY(file_->read(next_read_, buffer_.data() + filled_, size));
      if (got == 0) return system_error("a temporary file is shorter than it was written");
      filled_ += got;
      next_read_ += got;
    }
    return filled_ >= wanted;
  }

  const io::SpillFile* file_;
  std::uint64_t next_read_;
  std::uint64_t end_;
  std::vector<char> buffer_;
  std::size_t position_ = 0;
  std::size_t filled_ = 0;
  std::size_t size_ = 0;
  KeyedText keyed_;
  std::uint64_t prefix_ = 0;
  bool done_ = false;
};

// Lets the first of equal keys pass.
class ExternalSorter::Distinct {
 public:
  explicit Distinct(Duplicates duplicates) : active_(duplicates == Duplicates::kDropLater) {}

  [[nodiscard]] bool passes(std::string_view key) {
    if (!active_) return true;
    if (any_ && key == last_) return false;
    last_.assign(key);
    any_ = true;
    return true;
  }

 private:
  bool active_;
  bool any_ = false;
  std::string last_;
};

ExternalSorter::ExternalSorter(Options options)
    : options_(std::move(options)),
      buffer_(block_bytes(options_.memory)),
      watch_(options_.duplicates == Duplicates::kDropLater) {}

bool ExternalSorter::seen_before(std::string_view key) {
  if (seen_.size() + 1 >= key::KeyTable::kMaxKeys) {
    watch_ = false;
    return false;
  }
  const bool seen = !seen_.find_or_insert(key).inserted;
  dropped_ += seen ? 1 : 0;
  if (++added_ == kJudgeAfter) {
    watch_ = dropped_ >= kWorthwhile;
    added_ = 0;
    dropped_ = 0;
    if (!watch_) seen_ = key::KeyTable();
  }
  return seen;
}

Status ExternalSorter::add(std::string_view key, std::string_view text) {
  if (KeyedText{key, text}.packed_size() > KeyedText::kMaxPacked) {
    return input_error("the record and its key are larger than can be sorted (4 GiB)");
  }
  const std::size_t table = watch_ ? seen_.bytes_at_next_insert() + key.size() : 0;
  if (buffer_.bytes_with(key.size(), text.size()) + table > options_.memory && !buffer_.empty()) {
    ND_TRY(spill());
  }
  if (watch_ && seen_before(key)) return {};
  common_.add(key);
  buffer_.append(key, text);
  return {};
}

Status ExternalSorter::spill() {
  if (!file_) file_ = ND_TRY(io::SpillFile::create(options_.directory));
  buffer_.sort(common_, options_.jobs);
  Run run{file_->size(), 0};
  Distinct distinct(options_.duplicates);
  ND_TRY(buffer_.for_each([&](const KeyedText& keyed) -> Status {
    return distinct.passes(keyed.key) ? file_->append(keyed.packed()) : Status();
  }));
  run.end = file_->size();
  runs_.push_back(run);
  buffer_.clear();
  seen_.clear();
  watch_ = options_.duplicates == Duplicates::kDropLater;
  return {};
}

std::size_t ExternalSorter::fan_in() const {
  const auto affordable = static_cast<std::size_t>(
      std::min<std::uint64_t>(options_.memory / kSmallestRead, kLargestFanIn));
  return std::max(affordable, kSmallestFanIn);
}

Status ExternalSorter::merge(const io::SpillFile& file, std::span<const Run> runs,
                             const Emit& emit) const {
  const std::uint64_t share = options_.memory / runs.size();
  const auto buffer_bytes =
      static_cast<std::size_t>(std::clamp<std::uint64_t>(share, kSmallestRead, kLargestRead));
  const std::size_t skip = common_.size();
  std::vector<RunReader> readers;
  readers.reserve(runs.size());
  for (const Run& run : runs) {
    readers.emplace_back(file, run, buffer_bytes);
    ND_TRY(readers.back().next(skip));
  }
  LoserTree tree(readers.size(), [&](std::size_t a, std::size_t b) {
    const RunReader& left = readers[a];
    const RunReader& right = readers[b];
    if (left.done() || right.done()) return right.done() && (!left.done() || a < b);
    if (left.prefix() != right.prefix()) return left.prefix() < right.prefix();
    const int order = left.keyed().key.compare(right.keyed().key);
    return order != 0 ? order < 0 : a < b;
  });
  Distinct distinct(options_.duplicates);
  for (;;) {
    RunReader& reader = readers[tree.winner()];
    if (reader.done()) return {};
    if (distinct.passes(reader.keyed().key)) ND_TRY(emit(reader.keyed()));
    ND_TRY(reader.next(skip));
    tree.replay();
  }
}

// Merges groups of neighbouring runs into fewer runs in a new file.
Status ExternalSorter::merge_pass() {
  auto longer_file = ND_TRY(io::SpillFile::create(options_.directory));
  std::vector<Run> longer;
  const std::span<const Run> all(runs_);
  for (std::size_t from = 0; from < all.size(); from += fan_in()) {
    const auto group = all.subspan(from, std::min(fan_in(), all.size() - from));
    const std::uint64_t begin = longer_file.size();
    ND_TRY(merge(*file_, group,
                 [&](const KeyedText& keyed) { return longer_file.append(keyed.packed()); }));
    longer.push_back({begin, longer_file.size()});
  }
  ND_TRY(longer_file.finish());
  file_ = std::move(longer_file);
  runs_ = std::move(longer);
  return {};
}

Status ExternalSorter::drain(const Emit& emit) {
  if (runs_.empty()) {
    seen_ = key::KeyTable();
    buffer_.sort(common_, options_.jobs);
    Distinct distinct(options_.duplicates);
    return buffer_.for_each([&](const KeyedText& keyed) -> Status {
      return distinct.passes(keyed.key) ? emit(keyed) : Status();
    });
  }
  if (!buffer_.empty()) ND_TRY(spill());
  buffer_.release();
  seen_ = key::KeyTable();
  ND_TRY(file_->finish());
  while (runs_.size() > fan_in())
    ND_TRY(merge_pass());
  return merge(*file_, runs_, emit);
}

}  // namespace nd::sort
