#include "group/partial_writer.h"

#include <algorithm>
#include <charconv>
#include <numeric>
#include <optional>

#include "base/hex.h"
#include "base/number.h"
#include "json/writer.h"

namespace nd::group {
namespace {

constexpr std::size_t kFinest = std::size_t{1} << agg::kMostSliceBits;

// Writes groups as partial records.
class PartialSink : public GroupSink {
 public:
  PartialSink(GroupShape& shape, const PartialOptions& options, io::Output& out)
      : shape_(shape),
        options_(options),
        out_(out),
        words_(shape.layout().bytes() / 8 + 1),
        read_words_(shape.layout().bytes() / 8 + 1) {}

  [[nodiscard]] std::uint64_t records() const { return records_; }

  Status group(std::string_view key, char* states) override {
    const agg::StateLayout& layout = shape_.layout();
    if (!layout.is_larger(states, options_.most_bytes)) return write_slice(key, states, {});
    layout.freeze(states, agg::ForCut::kRecord);
    std::vector<std::uint64_t> sizes(kFinest);
    layout.add_slice_sizes(states, sizes);
    const unsigned bits = slice_bits_for(sizes, options_.most_bytes);
    for (std::uint64_t i = 0; i >> bits == 0; ++i)
      ND_TRY(write_slice(key, states, {bits, i}));
    return {};
  }

  // The slices of a group that cannot be held are kept in a file until their sizes tell how it is
  // to be cut.
  Status begin_slices(std::string_view key) override {
    key_ = key;
    sizes_.assign(kFinest, 0);
    file_.emplace(ND_TRY(io::SpillFile::create(options_.temporary)));
    ends_.clear();
    return {};
  }
  Status slice(char* states) override {
    const agg::StateLayout& layout = shape_.layout();
    layout.freeze(states, agg::ForCut::kSpill);
    layout.add_slice_sizes(states, sizes_);
    spilled_.clear();
    layout.append_spilled(states, {}, spilled_);
    ND_TRY(file_->append(spilled_));
    ends_.push_back(file_->size());
    return {};
  }
  Status end_slices() override {
    ND_TRY(file_->finish());
    if (std::accumulate(sizes_.begin(), sizes_.end(), std::uint64_t{0}) <= options_.most_bytes)
      return write_whole();
    const unsigned bits = slice_bits_for(sizes_, options_.most_bytes);
    // Runs are cut into 2^kRunSliceBits slices: several of them make one record, or one of them
    // several records.
    const unsigned together = bits < kRunSliceBits ? kRunSliceBits - bits : 0;
    const unsigned further = bits > kRunSliceBits ? bits - kRunSliceBits : 0;
    for (std::uint64_t from = 0; from < ends_.size(); from += std::uint64_t{1} << together) {
      ND_TRY(read_slices(from, from + (std::uint64_t{1} << together)));
      shape_.layout().freeze(states(), agg::ForCut::kRecord);
      for (std::uint64_t i = 0; i >> further == 0; ++i) {
        ND_TRY(write_slice(key_, states(), {bits, (from >> together << further) + i}));
      }
    }
    file_.reset();
    return {};
  }

 private:
  char* states() { return reinterpret_cast<char*>(words_.data()); }

  // Columns that are not cut have all they hold in slice 0 of what is read, so each slice is asked
  // for what it has.
  Status write_slice(std::string_view key, const char* states, agg::Slice slice) {
    record_.clear();
    shape_.append_partial(record_, key, states, slice);
    return write(key);
  }

  Status write(std::string_view key) {
    ++records_;
    if (options_.keyed) shape_.append_keyed(out_.buffer(), key);
    return out_.record(record_);
  }

  // The group is smaller than it seemed from what was spilled.
  Status write_whole() {
    ND_TRY(read_slices(0, ends_.size()));
    return write_slice(key_, states(), {});
  }

  // The union of the kept slices from .. to.
  Status read_slices(std::uint64_t from, std::uint64_t to) {
    const agg::StateLayout& layout = shape_.layout();
    std::fill(words_.begin(), words_.end(), 0);
    memory_.reset();
    char* const read = reinterpret_cast<char*>(read_words_.data());
    for (std::uint64_t i = from; i < to; ++i) {
      const std::uint64_t begin = i == 0 ? 0 : ends_[i - 1];
      spilled_.resize(static_cast<std::size_t>(ends_[i] - begin));
      const std::size_t got = ND_TRY(file_->read(begin, spilled_.data(), spilled_.size()));
      if (got != spilled_.size()) return system_error("a temporary file has been cut short");
      std::fill(read_words_.begin(), read_words_.end(), 0);
      read_memory_.reset();
      ND_TRY(layout.read_spilled(spilled_, read, read_memory_));
      layout.merge(states(), read, memory_);
    }
    return {};
  }

  GroupShape& shape_;
  const PartialOptions& options_;
  io::Output& out_;
  std::string record_;
  std::uint64_t records_ = 0;

  std::string key_;
  std::vector<std::uint64_t> sizes_;
  std::optional<io::SpillFile> file_;
  std::vector<std::uint64_t> ends_;  // of each kept slice in the file
  std::string spilled_;
  std::vector<std::uint64_t> words_;
  agg::Memory memory_;
  std::vector<std::uint64_t> read_words_;
  agg::Memory read_memory_;
};

void append_count(std::string& out, std::string_view name, std::uint64_t number) {
  out.append(",\"").append(name).append("\":");
  append_uint(out, number);
}

// "tables":{"videos":["…"]}: those of different contents are merged all the same.
void append_tables(std::string& out, const Provenance& provenance) {
  out.append(",\"tables\":{");
  for (const auto& [name, contents] : provenance.tables) {
    json::append_key(out, name);
    out.push_back('[');
    for (const std::string& content : contents) {
      if (out.back() != '[') out.push_back(',');
      json::append_string(out, content);
    }
    out.push_back(']');
  }
  out.push_back('}');
}

}  // namespace

std::string content_text(const Hash128& content) {
  std::string text;
  append_hex(text, content.high, 16);
  append_hex(text, content.low, 16);
  return text;
}

bool parse_content(std::string_view text, Hash128& content) {
  if (text.size() != 32) return false;
  const char* const middle = text.data() + 16;
  const auto high = std::from_chars(text.data(), middle, content.high, 16);
  const auto low = std::from_chars(middle, middle + 16, content.low, 16);
  return high.ptr == middle && low.ptr == middle + 16;
}

void append_source(std::string& out, std::string_view identity, std::string_view grouping,
                   const Provenance& provenance) {
  out.append("{\"$nd\":");
  json::append_string(out, identity);
  if (!grouping.empty()) {
    out.append(",\"grouping\":");
    json::append_string(out, grouping);
  }
  out.append(",\"$source\":{\"labels\":[");
  for (const std::string& label : provenance.labels) {
    if (out.back() != '[') out.push_back(',');
    json::append_string(out, label);
  }
  out.push_back(']');
  append_count(out, "read", provenance.counts.read());
  append_count(out, "used", provenance.counts.used);
  append_count(out, "rejected", provenance.counts.rejected);
  append_count(out, "bytes", provenance.counts.bytes);
  append_count(out, "groups", provenance.groups);
  out.append(",\"xxh3\":\"").append(content_text(provenance.content));
  out.append(provenance.filtered ? "\",\"filtered\":true" : "\"");
  if (!provenance.tables.empty()) append_tables(out, provenance);
  if (provenance.groupings.size() > 1) {
    out.append(",\"groupings\":[");
    for (const std::string& name : provenance.groupings) {
      if (out.back() != '[') out.push_back(',');
      json::append_string(out, name);
    }
    out.push_back(']');
  }
  if (provenance.spec) {
    out.append(",\"spec\":");
    append_spec(out, *provenance.spec);
    out.append(",\"empty\":").append(provenance.empty);
  }
  out.append("}}");
}

std::string empty_states(const agg::StateLayout& layout) {
  const std::vector<std::uint64_t> none(layout.bytes() / 8 + 1);
  std::string out = "{";
  for (const agg::Output& output : layout.clauses().outputs()) {
    json::append_key(out, output.name);
    layout.append_state(output, reinterpret_cast<const char*>(none.data()), {}, out);
  }
  out.push_back('}');
  return out;
}

unsigned slice_bits_for(std::span<const std::uint64_t> sizes, std::uint64_t most) {
  const auto largest = [&](unsigned bits) {
    const std::size_t width = sizes.size() >> bits;
    std::uint64_t bytes = 0;
    for (std::size_t from = 0; from < sizes.size(); from += width) {
      const auto part = sizes.subspan(from, width);
      bytes = std::max(bytes, std::accumulate(part.begin(), part.end(), std::uint64_t{0}));
    }
    return bytes;
  };
  const std::uint64_t fits = std::max(most, largest(agg::kMostSliceBits));
  unsigned bits = 1;
  while (largest(bits) > fits)
    ++bits;
  return bits;
}

Status write_partials(GroupStore& store, GroupShape& shape, const PartialOptions& options,
                      Provenance provenance, io::Output& out) {
  PartialSink sink(shape, options, out);
  ND_TRY(store.drain(sink));
  provenance.groups = sink.records();
  if (options.keyed) out.buffer().append("[\"$source\"]\t");
  append_source(out.buffer(), shape.identity(), shape.grouping(), provenance);
  return out.end_record();
}

}  // namespace nd::group
