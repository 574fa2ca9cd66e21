#include "agg/counted_values.h"

#include <algorithm>

#include "base/number.h"
#include "json/writer.h"
#include "key/key_encoder.h"

namespace nd::agg {
namespace {

// The leading bits of a frozen entry's hash, as those of 64.
std::uint64_t hash_of(const ValueCounts::Entry& entry) {
  return std::uint64_t{entry.hash} << 32;
}

void append_entry(const ValueCounts::Entry& entry, bool once, Arena& text, std::string& out) {
  text.reset();
  out.push_back('[');
  json::append_value(out, entry.value(text));
  out.push_back(',');
  append_uint(out, once ? 1 : entry.count);
  out.push_back(']');
}

}  // namespace

void append_counts(const ValueCounts& counts, CountsText form, const Parameter& parameter,
                   Slice slice, std::string& out) {
  std::vector<const ValueCounts::Entry*> entries;
  const auto all = counts.entries();
  auto from = all.begin();
  if (slice.bits != 0) {
    from = std::partition_point(all.begin(), all.end(), [&](const ValueCounts::Entry& entry) {
      return entry.size != 0 && hash_of(entry) >> (64 - slice.bits) < slice.index;
    });
  }
  for (; from != all.end() && (slice.bits == 0 || (from->size != 0 && slice.holds(hash_of(*from))));
       ++from) {
    if (from->size != 0) entries.push_back(&*from);
  }
  std::sort(
      entries.begin(), entries.end(),
      [](const ValueCounts::Entry* a, const ValueCounts::Entry* b) { return compare(*a, *b) < 0; });
  out.push_back('{');
  if (!form.parameter.empty()) {
    json::append_key(out, form.parameter);
    json::append_value(out, parameter);
    out.push_back(',');
  }
  out.append("\"v\":[");
  Arena text(1024);
  for (const ValueCounts::Entry* entry : entries) {
    if (out.back() != '[') out.push_back(',');
    append_entry(*entry, form.once, text, out);
  }
  out.append("]}");
}

namespace {

// Calls each(entry, bytes of its text and the comma) for every entry.
template <class F>
void for_each_size(const ValueCounts& counts, bool once, F&& each) {
  Arena text(1024);
  std::string written;
  for (const ValueCounts::Entry& entry : counts.entries()) {
    if (entry.size == 0) continue;
    written.clear();
    append_entry(entry, once, text, written);
    each(entry, written.size() + 1);
  }
}

}  // namespace

void add_slice_sizes(const ValueCounts& counts, CountsText form, std::span<std::uint64_t> sizes) {
  for_each_size(counts, form.once, [&](const ValueCounts::Entry& entry, std::size_t bytes) {
    sizes[hash_of(entry) >> (64 - kMostSliceBits)] += bytes;
  });
}

std::size_t text_bytes(const ValueCounts& counts, CountsText form) {
  std::size_t sum = 0;
  for_each_size(counts, form.once,
                [&](const ValueCounts::Entry&, std::size_t bytes) { sum += bytes; });
  return sum;
}

void move_values(const ValueCounts& counts, RankedValues::Way way, RankedValues& values) {
  key::KeyBuffer number;
  for (const ValueCounts::Entry& entry : counts.entries()) {
    if (entry.size == 0) continue;
    number.clear();
    if (entry.is_integer()) key::KeyEncoder::append_int(number, entry.integer());
    values.move(way, entry.is_integer() ? number.view() : entry.key(), entry.count);
  }
}

std::size_t most_text_bytes(const ValueCounts& counts) {
  constexpr std::size_t kMostAround = 48;  // brackets, commas, a count, an integer
  constexpr std::size_t kMostForByte = 6;  // \u00xx
  std::size_t sum = 0;
  for (const ValueCounts::Entry& entry : counts.entries()) {
    if (entry.size != 0) sum += kMostAround + (entry.is_integer() ? 0 : kMostForByte * entry.size);
  }
  return sum;
}

Status parse_counts(const json::Value& content, CountsText form, ValueCounts& counts,
                    Memory& memory) {
  const auto broken = [] { return input_error("the state of counted values is damaged"); };
  const json::Value values = content.is_object() ? json::find(content, "v") : json::Value();
  if (!values.is_array()) return broken();
  for (const json::Value& pair : values.items()) {
    if (!pair.is_array() || pair.items().size() != 2) return broken();
    const json::Value& count = pair.items()[1];
    if (count.kind() != json::Kind::kInt || count.int_value() <= 0) return broken();
    if (form.once && count.int_value() != 1) return broken();
    if (form.domain == Domain::kNumbers) {
      if (!pair.items()[0].is_number()) return broken();
      ND_TRY(check_range(pair.items()[0]));
    }
    counts.add(pair.items()[0], static_cast<std::uint64_t>(count.int_value()), memory);
  }
  return {};
}

}  // namespace nd::agg
