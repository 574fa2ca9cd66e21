// A run is a sequence of entries in the order of (key, place): sizes of the key and of the states
// and the place (8 bytes each), the key, the states as agg::StateLayout spills them. Place 0 is a
// whole group, 1 + i the slice i of one. Merging n runs compares log2(n) keys an entry.
#include "group/group_runs.h"

#include <algorithm>
#include <cstring>
#include <iterator>

#include "sort/loser_tree.h"

namespace nd::group {
namespace {

constexpr std::size_t kEntryHead = 24;
// The memory that merging uses for each run, at least and at most.
constexpr std::size_t kLeastRunBuffer = std::size_t{16} << 10;
constexpr std::size_t kMostRunBuffer = std::size_t{1} << 20;
constexpr std::uint64_t kSlices = std::uint64_t{1} << kRunSliceBits;

// The states of one group in zeroed memory of their own.
class Block {
 public:
  explicit Block(const agg::StateLayout& layout)
      : words_(layout.bytes() / 8 + 1), bytes_(layout.bytes()) {}
  [[nodiscard]] char* states() { return reinterpret_cast<char*>(words_.data()); }
  agg::Memory& memory() { return memory_; }
  void clear() {
    std::memset(words_.data(), 0, bytes_);
    memory_.reset();
  }

 private:
  std::vector<std::uint64_t> words_;
  std::size_t bytes_;
  agg::Memory memory_;
};

}  // namespace

// Reads the entries of one run in order.
class GroupRuns::Reader {
 public:
  Reader(const io::SpillFile& file, Run run, std::size_t buffer_bytes)
      : file_(&file), at_(run.begin), end_(run.end), buffer_bytes_(buffer_bytes) {}

  // The next entry; done() at the end of the run.
  Status next() {
    from_ += entry_;
    entry_ = 0;
    done_ = from_ == buffer_.size() && at_ == end_;
    if (done_) return {};
    ND_TRY(hold(kEntryHead));
    std::uint64_t head[3] = {};
    std::memcpy(head, buffer_.data() + from_, sizeof head);
    key_bytes_ = head[0];
    entry_ = kEntryHead + head[0] + head[1];
    place_ = head[2];
    return hold(entry_);
  }
  [[nodiscard]] bool done() const { return done_; }
  [[nodiscard]] std::string_view key() const { return view().substr(kEntryHead, key_bytes_); }
  [[nodiscard]] std::uint64_t place() const { return place_; }
  [[nodiscard]] std::string_view states() const { return view().substr(kEntryHead + key_bytes_); }

 private:
  [[nodiscard]] std::string_view view() const {
    return std::string_view(buffer_).substr(from_, entry_);
  }

  // Makes `bytes` from from_ on be in the buffer.
  Status hold(std::size_t bytes) {
    if (buffer_.size() - from_ >= bytes) return {};
    buffer_.erase(0, from_);
    from_ = 0;
    const std::size_t had = buffer_.size();
    const std::size_t wanted = std::max(bytes, buffer_bytes_);
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(wanted - had, end_ - at_));
    buffer_.resize(had + count);
    const std::size_t got = ND_TRY(file_->read(at_, buffer_.data() + had, count));
    if (got != count || buffer_.size() < bytes)
      return system_error("a temporary file has been cut short");
    at_ += count;
    return {};
  }

  const io::SpillFile* file_;
  std::uint64_t at_;
  std::uint64_t end_;
  std::size_t buffer_bytes_;
  std::string buffer_;
  std::size_t from_ = 0;
  std::size_t entry_ = 0;
  std::size_t key_bytes_ = 0;
  std::uint64_t place_ = 0;
  bool done_ = false;
};

// The merge of all runs.
class GroupRuns::Merge {
 public:
  Merge(const agg::StateLayout& layout, std::vector<Reader> readers, bool keep_values)
      : layout_(layout),
        readers_(std::move(readers)),
        tree_(readers_.size(), Before{&readers_}),
        whole_(layout),
        slice_(layout),
        read_(layout) {
    for (Block* block : {&whole_, &slice_, &read_})
      block->memory().keep_values = keep_values;
  }

  Status run(GroupSink& sink) {
    while (!at_end()) {
      key_ = front().key();
      whole_.clear();
      while (!at_end() && front().key() == key_ && front().place() == 0)
        ND_TRY(read_block(whole_));
      const bool sliced = !at_end() && front().key() == key_;
      ND_TRY(sliced ? merge_slices(sink) : sink.group(key_, whole_.states()));
    }
    return {};
  }

 private:
  struct Before {
    const std::vector<Reader>* readers;
    bool operator()(std::size_t a, std::size_t b) const {
      const Reader& x = (*readers)[a];
      const Reader& y = (*readers)[b];
      if (x.done() || y.done()) return !x.done() || (y.done() && a < b);
      const int order = x.key().compare(y.key());
      if (order != 0) return order < 0;
      return x.place() != y.place() ? x.place() < y.place() : a < b;
    }
  };

  Reader& front() { return readers_[tree_.winner()]; }
  bool at_end() { return front().done(); }

  // Adds the first entry of all to a block.
  Status read_block(Block& to) {
    ND_TRY(add(front().states(), to));
    ND_TRY(front().next());
    tree_.replay();
    return {};
  }
  Status add(std::string_view spilled, Block& to) {
    read_.clear();
    ND_TRY(layout_.read_spilled(spilled, read_.states(), read_.memory()));
    layout_.merge(to.states(), read_.states(), to.memory());
    return {};
  }

  // What whole_ holds of the group is cut like the rest of it.
  Status merge_slices(GroupSink& sink) {
    ND_TRY(sink.begin_slices(key_));
    layout_.freeze(whole_.states(), agg::ForCut::kSpill);
    for (std::uint64_t i = 0; i < kSlices; ++i) {
      slice_.clear();
      spilled_.clear();
      layout_.append_spilled(whole_.states(), {kRunSliceBits, i}, spilled_);
      ND_TRY(add(spilled_, slice_));
      while (!at_end() && front().key() == key_ && front().place() == i + 1)
        ND_TRY(read_block(slice_));
      ND_TRY(sink.slice(slice_.states()));
    }
    return sink.end_slices();
  }

  const agg::StateLayout& layout_;
  std::vector<Reader> readers_;
  sort::LoserTree<Before> tree_;
  Block whole_;
  Block slice_;
  Block read_;
  std::string key_;
  std::string spilled_;
};

Result<GroupRuns> GroupRuns::create(const agg::StateLayout& layout, const std::string& directory,
                                    Slicing slicing) {
  return GroupRuns(layout, ND_TRY(io::SpillFile::create(directory)), slicing);
}

void GroupRuns::begin_run() {
  runs_.push_back({0, files_[0].size(), 0});
}
void GroupRuns::end_run() {
  runs_.back().end = files_[0].size();
}

void GroupRuns::absorb(GroupRuns&& other) {
  for (Run run : other.runs_) {
    run.file += files_.size();
    runs_.push_back(run);
  }
  std::move(other.files_.begin(), other.files_.end(), std::back_inserter(files_));
}

Status GroupRuns::append(std::string_view key, char* states) {
  if (layout_->least_bytes(states) <= slicing_.spilled) return append_entry(key, 0, states, {});
  layout_->freeze(states, agg::ForCut::kSpill);
  for (std::uint64_t i = 0; i < kSlices; ++i)
    ND_TRY(append_entry(key, i + 1, states, {kRunSliceBits, i}));
  return {};
}

Status GroupRuns::append_entry(std::string_view key, std::uint64_t place, const char* states,
                               agg::Slice slice) {
  entry_.assign(kEntryHead, '\0');
  entry_.append(key);
  layout_->append_spilled(states, slice, entry_);
  const std::uint64_t head[3] = {key.size(), entry_.size() - kEntryHead - key.size(), place};
  std::memcpy(entry_.data(), head, sizeof head);
  return files_[0].append(entry_);
}

Status GroupRuns::merge(GroupSink& sink, std::uint64_t memory, bool keep_values) {
  for (io::SpillFile& file : files_)
    ND_TRY(file.finish());
  const std::size_t buffer =
      std::clamp<std::size_t>(memory / (2 * runs_.size()), kLeastRunBuffer, kMostRunBuffer);
  std::vector<Reader> readers;
  for (const Run& run : runs_) {
    readers.emplace_back(files_[run.file], run, buffer);
    ND_TRY(readers.back().next());
  }
  Merge merge(*layout_, std::move(readers), keep_values);
  return merge.run(sink);
}

}  // namespace nd::group
