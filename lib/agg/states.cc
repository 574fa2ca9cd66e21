#include "agg/states.h"

#include <cstring>
#include <new>

#include "agg/families.h"
#include "base/check.h"
#include "base/wording.h"
#include "json/tree.h"
#include "json/writer.h"
#include "stats/interval.h"

namespace nd::agg {
namespace {

// The fields of an interval.
constexpr std::string_view kValue = "value";
constexpr std::string_view kN = "n";
constexpr std::string_view kLow = "low";
constexpr std::string_view kHigh = "high";

bool is_quotient(const Output& output) {
  return is_quotient(output.aggregate->form);
}

// A proportion with its interval. A base of 0 has neither.
json::Value interval_of(const json::Value& value, std::uint64_t hits, std::uint64_t n,
                        const Parameter& level, Arena& text) {
  json::Value low = json::Value::null();
  json::Value high = json::Value::null();
  if (n != 0) {
    const stats::Interval ends = stats::wilson(hits, n, level.to_double());
    low = json::Value::real(ends.low);
    high = json::Value::real(ends.high);
  }
  constexpr std::size_t kMembers = 4;
  auto* const members = static_cast<json::Member*>(
      text.allocate(kMembers * sizeof(json::Member), alignof(json::Member)));
  new (members) json::Member{kValue, value};
  new (members + 1) json::Member{kN, json::Value::unsigned_integer(n)};
  new (members + 2) json::Member{kLow, low};
  new (members + 3) json::Member{kHigh, high};
  return json::Value::object({members, kMembers});
}

constexpr std::string_view kLevel = "level";
constexpr std::string_view kParts = "of";

const StateFunctions& functions_of(const Column& column) {
  return *column.aggregate->functions;
}

bool is_ranked(std::size_t column, RankedColumns ranked) {
  return !ranked.empty() && ranked[column] != nullptr;
}

// The content of {"$NAME": content}.
Result<json::Value> content_of(const json::Value& state, const Aggregate& aggregate) {
  const bool tagged = state.is_object() && !state.is_raw() && state.members().size() == 1 &&
                      state.members()[0].key.substr(0, 1) == "$" &&
                      state.members()[0].key.substr(1) == aggregate.name;
  if (!tagged) return input_error("a state of {} was expected", aggregate.name);
  return state.members()[0].value;
}

void append_size(std::string& out, std::size_t size) {
  const auto word = static_cast<std::uint64_t>(size);
  out.append(reinterpret_cast<const char*>(&word), sizeof word);
}

}  // namespace

void append_value_paths(const Output& output, std::vector<json::FieldPath>& out) {
  if (output.aggregate->form != Form::kInterval) return out.push_back(output.path);
  for (const std::string_view field : {kValue, kN, kLow, kHigh})
    out.emplace_back(output.path).segments.emplace_back(field);
}

bool adds_up(const Column& column) {
  return column.aggregate->form == Form::kCount || column.aggregate->functions == &kSumFunctions;
}

std::span<const json::Value> parts_of(const json::Value& content, const Aggregate& aggregate) {
  const json::Value parts = aggregate.form != Form::kInterval ? content
                            : content.is_object()             ? json::find(content, kParts)
                                                              : json::Value();
  return parts.is_array() && !parts.is_raw() ? parts.items() : std::span<const json::Value>();
}

StateLayout::StateLayout(const Clauses& clauses) : clauses_(clauses) {
  for (const Column& column : clauses.columns()) {
    offsets_.push_back(bytes_);
    bytes_ += functions_of(column).size;
  }
}

void StateLayout::merge(char* block, const char* other, Memory& memory) const {
  for (std::size_t i = 0; i < offsets_.size(); ++i) {
    functions_of(clauses_.columns()[i]).merge(block + offsets_[i], other + offsets_[i], memory);
  }
}

void StateLayout::merge(const Output& output, char* block, const char* other,
                        Memory& memory) const {
  const auto merge_column = [&](std::size_t column) {
    functions_of(clauses_.columns()[column])
        .merge(block + offsets_[column], other + offsets_[column], memory);
  };
  merge_column(output.column);
  if (is_quotient(output) && output.base != output.column) merge_column(output.base);
}

json::Value StateLayout::finish(const Output& output, const char* block, Arena& text,
                                RankedColumns ranked) const {
  if (!is_quotient(output)) return finish(output.column, block, text, ranked);
  const std::optional<Rational> quotient = quotient_of(output, block, text, ranked);
  const json::Value value = quotient ? number_of(*quotient, text) : json::Value::null();
  if (output.aggregate->form != Form::kInterval) return value;
  return interval_of(value, count_of(output.column, block), count_of(output.base, block),
                     output.parameter, text);
}

json::Value StateLayout::finish(std::size_t column, const char* block, Arena& text,
                                RankedColumns ranked) const {
  const Column& of = clauses_.columns()[column];
  if (is_ranked(column, ranked))
    return functions_of(of).ranked->finish(*ranked[column], of.parameter, text);
  return functions_of(of).finish(block + offsets_[column], of.parameter, text);
}

std::optional<Rational> StateLayout::exact(std::size_t column, const char* block, Arena& text,
                                           RankedColumns ranked) const {
  const json::Value value = finish(column, block, text, ranked);
  if (!value.is_number()) return std::nullopt;
  const StateFunctions& functions = functions_of(clauses_.columns()[column]);
  const bool is_known = functions.exact != nullptr && !is_ranked(column, ranked);
  return is_known ? functions.exact(block + offsets_[column]) : rational_of(value);
}

std::optional<Rational> StateLayout::exact(const Output& output, const char* block, Arena& text,
                                           RankedColumns ranked) const {
  return is_quotient(output) ? quotient_of(output, block, text, ranked)
                             : exact(output.column, block, text, ranked);
}

std::optional<Rational> StateLayout::quotient_of(const Output& output, const char* block,
                                                 Arena& text, RankedColumns ranked) const {
  const std::optional<Rational> top = exact(output.column, block, text, ranked);
  const std::optional<Rational> base = exact(output.base, block, text, ranked);
  if (!top || !base || base->is_zero()) return std::nullopt;
  return *top / *base;
}

std::optional<Fraction> StateLayout::fraction(const Output& output, const char* block) const {
  const auto& columns = clauses_.columns();
  if (!is_quotient(output)) {
    const auto fraction = functions_of(columns[output.column]).fraction;
    if (fraction == nullptr) return std::nullopt;
    return fraction(block + offsets_[output.column]);
  }
  if (!agg::adds_up(columns[output.column]) || !agg::adds_up(columns[output.base]))
    return std::nullopt;
  return Fraction{total(output.column, block), total(output.base, block)};
}

bool StateLayout::adds_up(const Output& output) const {
  return !is_quotient(output) && agg::adds_up(clauses_.columns()[output.column]);
}

Rational StateLayout::total(std::size_t column, const char* block) const {
  return functions_of(clauses_.columns()[column]).exact(block + offsets_[column]);
}

bool StateLayout::has_data(const Output& output, const char* block, Arena& text) const {
  const auto has = [&](std::size_t column) { return !finish(column, block, text, {}).is_null(); };
  return has(output.column) && (!is_quotient(output) || has(output.base));
}

Status StateLayout::check_proportion(const Output& output, const char* block,
                                     std::string_view name) const {
  if (output.aggregate->form != Form::kInterval) return {};
  const std::uint64_t hits = count_of(output.column, block);
  const std::uint64_t n = count_of(output.base, block);
  if (hits <= n) return {};
  return input_error(
      "{} counts {} of {}, which is no proportion: ci(ratio(count(A); count(B))) needs every A to "
      "be a B",
      in_quotes(name), hits, n);
}

Status StateLayout::check_proportions(const char* block) const {
  for (const Output& output : clauses_.outputs())
    ND_TRY(check_proportion(output, block, output.name));
  return {};
}

std::uint64_t StateLayout::count_of(std::size_t column, const char* block) const {
  std::uint64_t count = 0;
  std::memcpy(&count, block + offsets_[column], sizeof count);
  return count;
}

void StateLayout::append_content(std::size_t column, const char* block, Slice slice,
                                 std::string& out) const {
  const Column& of = clauses_.columns()[column];
  const StateFunctions& functions = functions_of(of);
  if (slice.bits != 0 && functions.append_slice != nullptr) {
    functions.append_slice(block + offsets_[column], of.parameter, slice, out);
  } else if (slice.bits == 0 || slice.index == 0) {
    functions.append(block + offsets_[column], of.parameter, out);
  } else {
    const std::vector<std::uint64_t> none(functions.size / 8);
    functions.append(none.data(), of.parameter, out);
  }
}

void StateLayout::append_tagged(std::size_t column, const char* block, Slice slice,
                                std::string& out) const {
  out.append("{\"$").append(clauses_.columns()[column].aggregate->name).append("\":");
  append_content(column, block, slice, out);
  out.push_back('}');
}

void StateLayout::append_state(const Output& output, const char* block, Slice slice,
                               std::string& out) const {
  if (!is_quotient(output)) {
    append_tagged(output.column, block, slice, out);
    return;
  }
  const bool interval = output.aggregate->form == Form::kInterval;
  out.append("{\"$").append(output.aggregate->name).append("\":");
  if (interval) {
    out.push_back('{');
    json::append_key(out, kLevel);
    json::append_value(out, output.parameter);
    json::append_key(out, kParts);
  }
  out.push_back('[');
  append_tagged(output.column, block, slice, out);
  out.push_back(',');
  append_tagged(output.base, block, slice, out);
  out.append(interval ? "]}}" : "]}");
}

Status StateLayout::read_content(std::size_t column, const json::Value& content, char* block,
                                 Memory& memory) const {
  return functions_of(clauses_.columns()[column]).parse(block + offsets_[column], content, memory);
}

Status StateLayout::read_state(const Output& output, const json::Value& state, char* block,
                               Memory& memory) const {
  const json::Value content = ND_TRY(content_of(state, *output.aggregate));
  if (!is_quotient(output)) return read_content(output.column, content, block, memory);
  const auto parts = parts_of(content, *output.aggregate);
  if (parts.size() != 2) return input_error("the state of a {} is damaged", output.aggregate->name);
  if (output.aggregate->form == Form::kInterval &&
      json::compare(json::find(content, kLevel), output.parameter) != 0) {
    return input_error("the level of confidence of {} is another one than before",
                       in_quotes(output.name));
  }
  const auto& columns = clauses_.columns();
  const json::Value top = ND_TRY(content_of(parts[0], *columns[output.column].aggregate));
  const json::Value bottom = ND_TRY(content_of(parts[1], *columns[output.base].aggregate));
  ND_TRY(read_content(output.column, top, block, memory));
  ND_TRY(read_content(output.base, bottom, block, memory));
  ND_TRY(check_quotient(output.column, block));
  return check_quotient(output.base, block);
}

Status StateLayout::check_quotient(std::size_t column, const char* block) const {
  const Column& of = clauses_.columns()[column];
  // What takes numbers alone has checked each.
  if (functions_of(of).exact != nullptr || of.aggregate->domain == Domain::kNumbers) return {};
  Arena text(256);
  const json::Value value = functions_of(of).finish(block + offsets_[column], of.parameter, text);
  return value.is_number() ? check_range(value) : Status();
}

// Each column: its raw bytes after a 0, where they are all of it, else the size and text of its
// state.
void StateLayout::append_spilled(const char* block, Slice slice, std::string& out) const {
  for (std::size_t i = 0; i < offsets_.size(); ++i) {
    const StateFunctions& functions = functions_of(clauses_.columns()[i]);
    const char* const state = block + offsets_[i];
    const bool flat = functions.is_flat != nullptr && functions.is_flat(state);
    if (flat && slice.index == 0) {
      append_size(out, 0);
      out.append(state, functions.size);
      continue;
    }
    const std::size_t at = out.size();
    append_size(out, 0);
    append_content(i, block, slice, out);
    const std::uint64_t size = out.size() - at - sizeof(std::uint64_t);
    std::memcpy(out.data() + at, &size, sizeof size);
  }
}

Status StateLayout::read_spilled(std::string_view bytes, char* block, Memory& memory) const {
  std::size_t at = 0;
  for (std::size_t i = 0; i < offsets_.size(); ++i) {
    const StateFunctions& functions = functions_of(clauses_.columns()[i]);
    std::uint64_t size = 0;
    ND_CHECK(bytes.size() - at >= sizeof size);
    std::memcpy(&size, bytes.data() + at, sizeof size);
    at += sizeof size;
    const std::size_t taken = size == 0 ? functions.size : size;
    ND_CHECK(bytes.size() - at >= taken);
    if (size == 0) {
      std::memcpy(block + offsets_[i], bytes.data() + at, functions.size);
    } else {
      Arena text;
      const json::Value content = ND_TRY(json::parse(bytes.substr(at, size), text));
      ND_TRY(read_content(i, content, block, memory));
    }
    at += taken;
  }
  return {};
}

std::size_t StateLayout::measured(const char* block,
                                  std::size_t (*StateFunctions::*measure)(const void*)) const {
  std::size_t bytes = 0;
  const auto add = [&](std::size_t column) {
    const auto of_state = functions_of(clauses_.columns()[column]).*measure;
    if (of_state != nullptr) bytes += of_state(block + offsets_[column]);
  };
  // Two outputs may share a column: its text stands there twice.
  for (const Output& output : clauses_.outputs()) {
    add(output.column);
    if (is_quotient(output)) add(output.base);
  }
  return bytes;
}

std::size_t StateLayout::least_bytes(const char* block) const {
  return measured(block, &StateFunctions::least_bytes);
}

bool StateLayout::is_larger(const char* block, std::size_t bytes) const {
  if (measured(block, &StateFunctions::most_bytes) <= bytes) return false;
  if (measured(block, &StateFunctions::least_bytes) > bytes) return true;
  return measured(block, &StateFunctions::text_bytes) > bytes;
}

void StateLayout::freeze(char* block, ForCut form) const {
  for (std::size_t i = 0; i < offsets_.size(); ++i) {
    const StateFunctions& functions = functions_of(clauses_.columns()[i]);
    if (functions.freeze != nullptr) functions.freeze(block + offsets_[i], form);
  }
}

void StateLayout::add_slice_sizes(const char* block, std::span<std::uint64_t> sizes) const {
  const auto add = [&](std::size_t column) {
    const StateFunctions& functions = functions_of(clauses_.columns()[column]);
    if (functions.add_slice_sizes != nullptr)
      functions.add_slice_sizes(block + offsets_[column], sizes);
  };
  // Two outputs may share a column: its text stands there twice.
  for (const Output& output : clauses_.outputs()) {
    add(output.column);
    if (is_quotient(output)) add(output.base);
  }
}

void StateLayout::merge_disjoint(char* block, const char* slice, Memory& memory) const {
  for (std::size_t i = 0; i < offsets_.size(); ++i) {
    const StateFunctions& functions = functions_of(clauses_.columns()[i]);
    const auto merge =
        functions.merge_disjoint != nullptr ? functions.merge_disjoint : functions.merge;
    merge(block + offsets_[i], slice + offsets_[i], memory);
  }
}

}  // namespace nd::agg
