#include "sort/sort.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <vector>

#include "base/number.h"
#include "base/wording.h"
#include "io/block_reader.h"
#include "sort/loser_tree.h"
#include "stream/error_policy.h"
#include "stream/run.h"

namespace nd::sort {

Status SortCheck::consume(const stream::Record& record, io::Output& /*out*/) {
  key_.clear();
  ND_TRY(keys_.append(key_, record));
  if (any_ && !may_follow(last_key_, key_.view(), duplicates_)) {
    const stream::Position position = record.position();
    disorder_ = excerpt(position.file, 200);
    disorder_.push_back(':');
    append_uint(disorder_, position.line);
    disorder_.append(last_key_ == key_.view() ? ": the key of the record before it again\n  "
                                              : ": out of order\n  ");
    disorder_.append(excerpt(record.text.text()));
    return {};
  }
  last_key_.assign(key_.view());
  any_ = true;
  return {};
}

namespace {

// What all files of one merge share.
struct Merge {
  stream::LineChecker checker;
  stream::ErrorPolicy policy;
  stream::Prefilter prefilter;  // skips nothing
  columns::KeyColumns& keys;
  const std::function<void()> block_read;
};

// One sorted file, standing on a record.
class SortedFile {
 public:
  SortedFile(std::string operand, io::ReadOptions options)
      : reader_({std::move(operand)}, options) {}

  // Moves to the next usable record; done() where there is none.
  [[nodiscard]] Status next(Merge& merge) {
    std::swap(key_, last_key_);
    const auto consume = [&](const stream::Record& record) { return make_key(merge, record); };
    const auto done = [] { return true; };
    while (ND_TRY(stream::consume_lines(lines_, merge.checker, merge.prefilter, merge.policy,
                                        consume, done)) == stream::Next::kMore) {
      if (!ND_TRY(reader_.next(block_))) {
        done_ = true;
        return {};
      }
      merge.block_read();
      merge.checker.start_block(block_);
      lines_ = stream::LineCursor(block_);
    }
    any_ = true;
    return {};
  }

  [[nodiscard]] bool done() const { return done_; }
  [[nodiscard]] std::string_view key() const { return key_.view(); }
  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] const io::BlockReader& reader() const { return reader_; }

 private:
  [[nodiscard]] Status make_key(Merge& merge, const stream::Record& record) {
    key_.clear();
    ND_TRY(merge.keys.append(key_, record));
    if (any_ && key_.view() < last_key_.view()) {
      return input_error("the record is out of order in its file: sort it, or leave -m out");
    }
    text_ = record.text.text();
    return {};
  }

  io::BlockReader reader_;
  io::Block block_;
  stream::LineCursor lines_{block_};
  std::string_view text_;
  key::KeyBuffer key_;
  key::KeyBuffer last_key_;
  bool any_ = false;  // last_key_ is set
  bool done_ = false;
};

Status merge_files(std::vector<std::unique_ptr<SortedFile>>& files, Merge& merge,
                   Duplicates duplicates, io::Output& out) {
  for (auto& file : files)
    ND_TRY(file->next(merge));
  LoserTree tree(files.size(), [&](std::size_t a, std::size_t b) {
    if (files[a]->done() || files[b]->done())
      return files[b]->done() && (!files[a]->done() || a < b);
    const int order = files[a]->key().compare(files[b]->key());
    return order != 0 ? order < 0 : a < b;
  });
  std::string last_key;
  bool any = false;
  for (;;) {
    SortedFile& file = *files[tree.winner()];
    if (file.done()) return {};
    if (duplicates == Duplicates::kKeep) {
      ND_TRY(out.record(file.text()));
    } else if (!any || file.key() != last_key) {
      ND_TRY(out.record(file.text()));
      last_key.assign(file.key());
      any = true;
    }
    ND_TRY(file.next(merge));
    tree.replay();
  }
}

}  // namespace

Status merge_sorted(io::Streams& streams, const json::Schema& schema, columns::KeyColumns& keys,
                    Duplicates duplicates) {
  const std::vector<std::string> operands =
      streams.input.operands.empty() ? std::vector<std::string>{"-"} : streams.input.operands;
  ND_CHECK(operands.size() <= kMostMerged);
  const io::BlockReader all(operands);
  ND_TRY(all.check());
  if (streams.input.prepare) ND_TRY(streams.input.prepare());
  const io::ReadOptions defaults;
  const std::uint64_t share = streams.limits.memory / 2 / operands.size();
  io::ReadOptions options;
  options.block_bytes = std::clamp<std::size_t>(static_cast<std::size_t>(share),
                                                std::size_t{64} << 10, defaults.block_bytes);
  std::vector<std::unique_ptr<SortedFile>> files;
  files.reserve(operands.size());
  for (const std::string& operand : operands)
    files.push_back(std::make_unique<SortedFile>(operand, options));
  Merge merge{stream::LineChecker(schema, streams.input.lines),
              stream::ErrorPolicy(streams),
              {},
              keys,
              [&] {
                if (!streams.input.progress) return;
                std::uint64_t read = 0;
                for (const auto& file : files)
                  read += file->reader().bytes_read();
                streams.input.progress(read, all.bytes_total());
              }};
  merge.checker.watch(stream::FieldWatch(
      schema, [&keys](json::SlotSet& out) { keys.add_lacked(out); }, false));
  const Status merged = merge_files(files, merge, duplicates, streams.sinks.out);
  for (const auto& file : files)
    streams.outcome.counts.bytes += file->reader().bytes_given();
  ND_TRY(merged);
  if (streams.outcome.counts.used > 0) merge.checker.field_watch().tell(streams.outcome.unmet);
  return merge.policy.finish();
}

}  // namespace nd::sort
