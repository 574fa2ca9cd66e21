// Each thread takes the next chunk, makes records of it in memory, with a run of its own, and hands
// over what came out, rejects too.
//
// Where line numbers are part of that, it first counts the lines of its chunk and waits for the
// counts of the chunks before, which other threads have at hand. Where a row may go over several
// lines, it counts quotes with them: an even number of them before a line says that a row starts
// there, if the quotes of the file are right. That is a guess. What is made of it counts only if
// the chunk before has ended where this one has started; else the writing thread reads the chunk
// once more from there. So the rows are those of one thread, also where quotes are wrong.
#include "parse/parse_parts.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "base/utf8.h"
#include "io/line_count.h"
#include "stream/parallel.h"

namespace nd::parse {

namespace {

using stream::ChunkQueue;

// How a chunk starts, as far as what precedes it says so.
struct ChunkStart {
  std::uint64_t line = 1;
  bool in_quotes = false;
};

class ChunkStarts {
 public:
  explicit ChunkStarts(std::size_t chunks) : starts_(chunks) {}

  // Once for every chunk that was claimed, in any order, with what it has. Waits until all chunks
  // before have told theirs.
  ChunkStart tell(std::size_t chunk, std::uint64_t lines, bool odd_quotes, bool starts_file) {
    std::unique_lock lock(mutex_);
    turn_.wait(lock, [&] { return told_ == chunk; });
    if (starts_file) next_ = {};
    starts_[chunk] = next_;
    next_.line += lines;
    next_.in_quotes = next_.in_quotes != odd_quotes;
    ++told_;
    turn_.notify_all();
    return starts_[chunk];
  }
  // Requires: it was told, by this thread or one that has handed over the chunk since.
  [[nodiscard]] ChunkStart of(std::size_t chunk) const { return starts_[chunk]; }

 private:
  std::mutex mutex_;
  std::condition_variable turn_;
  std::vector<ChunkStart> starts_;
  std::size_t told_ = 0;
  ChunkStart next_;
};

// Outputs that were written, whose memory is there to be filled again: a page that the system
// clears for each of them costs more than the parsing of what goes into it.
class SpareOutputs {
 public:
  void give(io::Output output) {
    const std::lock_guard lock(mutex_);
    spare_.push_back(std::move(output));
  }
  [[nodiscard]] io::Output take() {
    const std::lock_guard lock(mutex_);
    if (spare_.empty()) return io::Output::memory();
    io::Output output = std::move(spare_.back());
    spare_.pop_back();
    return output;
  }

 private:
  std::mutex mutex_;
  std::vector<io::Output> spare_;
};

// What is known of a chunk that a thread has handed over.
struct Edges {
  bool was_read = false;
  bool starts_file = false;
  std::uint64_t end = 0;
  RowPlace first_row;
  RowPlace next_row;
};

// The first row of a chunk that starts within quotes, if its quotes are right.
RowPlace row_behind_quotes(const io::Block& block) {
  const std::string_view text = block.text.text();
  RowPlace row{block.first_byte, block.first_line};
  bool inside = true;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t newline = text.find('\n', at);
    const std::string_view line = text.substr(at, newline - at);
    inside = inside != (std::count(line.begin(), line.end(), '"') % 2 != 0);
    at = newline + 1;
    row.byte = block.first_byte + at;
    ++row.line;
    if (!inside && at < text.size()) return row;
  }
  return {};
}

class Parts {
 public:
  Parts(ParseRun& run, const io::ChunkedFiles& files, const MakePartParser& make,
        const PartOptions& options)
      : run_(run),
        files_(files),
        make_(make),
        options_(options),
        queue_(files.chunks(), std::size_t{4} * options.jobs),
        starts_(files.chunks()),
        edges_(files.chunks()) {}

  void work(std::optional<ParseRun>& part_run, io::Streams& streams, CellConverter& converter);
  Status write();
  void stop() { queue_.stop(); }

 private:
  using First = std::function<Result<std::uint64_t>()>;

  Result<FilePart> read(std::size_t chunk, io::PageBuffer& buffer);
  Status parse(std::size_t chunk, io::PageBuffer& buffer, PartParser& parser, std::uint64_t& bytes,
               std::uint64_t& first_byte);
  Status again(std::size_t chunk, RowPlace from);
  Status take(std::size_t chunk, ChunkQueue::Part& part);
  [[nodiscard]] bool goes_too_far(const ChunkQueue::Part& part) const;

  ParseRun& run_;
  const io::ChunkedFiles& files_;
  const MakePartParser& make_;
  PartOptions options_;
  ChunkQueue queue_;
  ChunkStarts starts_;
  SpareOutputs spares_;
  std::vector<Edges> edges_;            // each written by the thread that has the chunk
  std::unique_ptr<PartParser> parser_;  // of the whole run, once it is needed
};

// A chunk, its start guessed.
Result<FilePart> Parts::read(std::size_t chunk, io::PageBuffer& buffer) {
  auto part = FilePart::read(files_, chunk, buffer);
  if (!options_.numbered) return part;
  // Others wait for this, whatever became of the chunk.
  const std::string_view text = part ? part->block().text.text() : std::string_view();
  const bool odd_quotes = options_.framing == Framing::kQuotedRows &&
                          std::count(text.begin(), text.end(), '"') % 2 != 0;
  const ChunkStart start =
      starts_.tell(chunk, io::count_lines(text), odd_quotes, part && part->starts_file());
  if (part) part->block().first_line = start.line;
  return part;
}

Status Parts::parse(std::size_t chunk, io::PageBuffer& buffer, PartParser& parser,
                    std::uint64_t& bytes, std::uint64_t& first_byte) {
  FilePart part = ND_TRY(read(chunk, buffer));
  bytes = part.block().text.size();
  first_byte = part.begin();
  bool has_rows = true;
  if (options_.framing == Framing::kQuotedRows && starts_.of(chunk).in_quotes) {
    const RowPlace row = row_behind_quotes(part.block());
    has_rows = !row.is_nowhere();
    if (has_rows) part.start_at(row);
  }
  Status status = has_rows ? parser.parse(part) : Status();
  edges_[chunk] = {true, part.starts_file(), part.end(), part.first_row, part.next_row};
  return status;
}

// One thread: chunks until there are no more.
void Parts::work(std::optional<ParseRun>& part_run, io::Streams& streams,
                 CellConverter& converter) {
  std::size_t at = 0;
  std::uint64_t first_byte = 0;
  First first_line;
  if (!options_.numbered) first_line = [&] { return files_.line_at(at, first_byte); };
  ParseRun& run = part_run.emplace(run_, streams, converter, std::move(first_line));
  const auto parser = make_(run);
  io::PageBuffer buffer;
  while (const auto chunk = queue_.claim()) {
    at = *chunk;
    ChunkQueue::Part made;
    std::uint64_t bytes = 0;
    const Status status = parser ? parse(at, buffer, **parser, bytes, first_byte)
                                 : Status(tl::unexpected<Error>(parser.error()));
    if (!status) made.error = status.error();
    made.output = std::move(streams.sinks.out);
    streams.sinks.out = spares_.take();
    if (streams.sinks.rejects)
      made.rejects = std::exchange(*streams.sinks.rejects, io::Output::memory());
    made.counts = std::exchange(streams.outcome.counts, {});
    made.counts.bytes = bytes;
    made.failure = std::exchange(streams.outcome.failure, {});
    queue_.finish(at, std::move(made));
  }
}

// Whether more records are refused with the part than --max-errors N allows.
bool Parts::goes_too_far(const ChunkQueue::Part& part) const {
  const io::ErrorLimit& limit = run_.streams().limits.max_errors;
  return limit.kind == io::ErrorLimit::Kind::kCount &&
         run_.streams().outcome.counts.rejected + part.counts.rejected > limit.count;
}

// A chunk that the whole run reads itself, from a row on or from its start.
Status Parts::again(std::size_t chunk, RowPlace from) {
  if (parser_ == nullptr) parser_ = ND_TRY(make_(run_));
  io::PageBuffer buffer;
  FilePart part = ND_TRY(FilePart::read(files_, chunk, buffer));
  part.block().first_line = starts_.of(chunk).line;
  if (!from.is_nowhere()) part.start_at(from);
  ND_TRY(parser_->parse(part));
  edges_[chunk].next_row = part.next_row;
  return {};
}

// What a thread has made of a chunk, as one thread would have it.
Status Parts::take(std::size_t chunk, ChunkQueue::Part& part) {
  const Edges& edges = edges_[chunk];
  RowPlace from = edges.first_row;
  if (options_.framing != Framing::kLines && edges.was_read && !edges.starts_file) {
    from = edges_[chunk - 1].next_row;
    if (from.byte >= edges.end) {  // no row starts here
      edges_[chunk].next_row = from;
      return {};
    }
    if (from.byte != edges.first_row.byte) return again(chunk, from);
  }
  if (goes_too_far(part)) return again(chunk, from);
  io::Streams& streams = run_.streams();
  streams.outcome.counts.add(part.counts);
  ND_TRY(streams.sinks.out.append(part.output));
  spares_.give(std::move(part.output));
  if (part.rejects) ND_TRY(streams.sinks.rejects->append(*part.rejects));
  if (!part.error) return {};
  streams.outcome.failure = std::move(part.failure);
  return tl::unexpected<Error>(std::move(*part.error));
}

// Puts the parts in order; the error of the first that has one ends the run.
Status Parts::write() {
  std::uint64_t given = 0;
  for (std::size_t chunk = 0; auto part = queue_.next(); ++chunk) {
    given += std::exchange(part->counts.bytes, 0);
    run_.progress(given, given);
    ND_TRY(take(chunk, *part));
  }
  run_.finished(files_.bytes(), given);
  return {};
}

// What one thread works with; nothing of it moves.
struct Worker {
  explicit Worker(ParseRun& whole) : converter(whole.converter().fork()) {
    streams.sinks.out = io::Output::memory();
    if (whole.streams().sinks.rejects) streams.sinks.rejects = io::Output::memory();
  }
  io::Streams streams;
  CellConverter converter;
  std::optional<ParseRun> run;
};

}  // namespace

Result<FilePart> FilePart::read(const io::ChunkedFiles& files, std::size_t chunk,
                                io::PageBuffer& buffer) {
  FilePart part(files, chunk, buffer);
  ND_TRY(files.read(chunk, buffer, part.block_));
  part.starts_file_ = part.block_.starts_file;
  part.begin_ = part.block_.first_byte;
  part.end_ = part.begin_ + part.block_.text.size();
  return part;
}

void FilePart::start_at(RowPlace row) {
  const auto skipped = static_cast<std::size_t>(row.byte - block_.first_byte);
  block_.text = PaddedView(block_.text.begin() + skipped, block_.text.size() - skipped);
  block_.first_byte = row.byte;
  block_.first_line = row.line;
}

// The next chunk of the same file that has lines; false if there is none.
Result<bool> FilePart::read_on() {
  while (chunk_ + 1 < files_->chunks()) {
    ND_TRY(files_->read(chunk_ + 1, *buffer_, block_));
    if (block_.starts_file) break;
    ++chunk_;
    if (!block_.text.empty()) return true;
  }
  return false;
}

Result<bool> FilePart::next(io::Block& block, std::size_t most) {
  if (!ready_ || block_.text.empty()) {
    if (!ND_TRY(read_on())) return false;
  }
  ready_ = false;
  block = block_;
  if (block.text.size() > most) [[unlikely]]
    hold_long_line(block, most);
  return true;
}

// Only the last line can be so long: all others start and end within a chunk.
void FilePart::hold_long_line(io::Block& block, std::size_t most) {
  constexpr std::size_t kShown = std::size_t{64} << 10;
  const std::string_view text = block.text.text();
  const std::size_t start = text.rfind('\n', text.size() - 2) + 1;
  const std::string_view line = text.substr(start, text.size() - start - 1);
  if (line.size() <= most) return;
  if (start > 0) {
    ready_ = true;
    block.unended = false;
    block.text = PaddedView(text.data(), start);
    block_.text = PaddedView(line.data(), line.size() + 1);
    block_.first_byte += start;
    block_.starts_file = false;
    return;
  }
  const std::size_t shown = utf8::cut(line, kShown).size();
  buffer_->data()[line.data() + shown - buffer_->data()] = '\n';
  block.text = PaddedView(line.data(), shown + 1);
  block.too_long = true;
}

Status parse_parts(ParseRun& run, const io::ChunkedFiles& files, const MakePartParser& make,
                   const PartOptions& options) {
  Parts parts(run, files, make, options);
  std::vector<std::unique_ptr<Worker>> workers;
  for (unsigned i = 0; i < options.jobs; ++i)
    workers.push_back(std::make_unique<Worker>(run));
  std::vector<std::jthread> threads;
  threads.reserve(workers.size());
  // Where a thread cannot be started, those that were must not wait for a writer.
  struct Stop {
    Parts& parts;
    ~Stop() { parts.stop(); }
  } const stop{parts};
  for (const auto& worker : workers) {
    threads.emplace_back(
        [&parts, &worker = *worker] { parts.work(worker.run, worker.streams, worker.converter); });
  }
  const Status status = parts.write();
  parts.stop();
  threads.clear();  // joins
  ND_TRY(status);
  for (const auto& worker : workers) {
    if (worker->run) run.absorb(*worker->run);
  }
  return {};
}

}  // namespace nd::parse
