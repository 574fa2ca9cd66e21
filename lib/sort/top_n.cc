#include "sort/top_n.h"

#include <cstring>
#include <utility>

#include "base/number.h"
#include "json/writer.h"

namespace nd::sort {

TopN::TopN(columns::KeyColumns by, columns::KeyColumns groups, columns::FieldParents parents,
           RankingOptions options)
    : by_(std::move(by)),
      groups_(std::move(groups)),
      parents_(std::move(parents)),
      adds_fields_(options.rank || options.share),
      ranking_(std::move(options)) {}

Status TopN::consume(const stream::Record& record, io::Output& /*out*/) {
  group_.clear();
  ND_TRY(groups_.append(group_, record));
  const json::Value value = ND_TRY(by_.value(0, record));
  if (adds_fields_ && !value.is_null()) {
    if (record.text[0] != '{')
      return input_error_at(0, "--rank and --share add a field: the record must be an object");
    ND_TRY(parents_.check(record));
  }
  return ranking_.offer(group_.view(), value, [&] { return record.text.text(); });
}

TopCount::TopCount(columns::KeyColumns values, columns::KeyColumns groups, RankingOptions options)
    : TopCount(std::move(values), std::move(groups), Ranking(std::move(options))) {}

TopCount::TopCount(columns::KeyColumns values, columns::KeyColumns groups, Ranking ranking)
    : values_(std::move(values)),
      groups_(std::move(groups)),
      ranking_(std::move(ranking)),
      fields_(paths(values_, groups_)) {}

std::vector<json::FieldPath> TopCount::paths(const columns::KeyColumns& values,
                                             const columns::KeyColumns& groups) {
  std::vector<json::FieldPath> paths;
  for (std::size_t i = 0; i < groups.size(); ++i)
    paths.push_back(groups.path(i));
  paths.push_back(values.path(0));
  paths.push_back({{std::string(kCount)}});
  return paths;
}

Status TopCount::note_values(const stream::Record& record) {
  const std::size_t from = waiting_keys_.size();
  ND_TRY(groups_.append(waiting_keys_, record));
  const std::size_t group_bytes = waiting_keys_.size() - from;
  bool first = true;
  const auto note = [&](const json::Value& value) -> Status {
    if (columns::counts_as_null(value)) return {};
    // The first value stands behind the group that was appended; the others need it again.
    const std::size_t start = first ? from : waiting_keys_.size();
    if (!first) {
      char* const at = waiting_keys_.reserve(group_bytes);
      std::memcpy(at, waiting_keys_.data() + from, group_bytes);
      waiting_keys_.advance(group_bytes);
    }
    first = false;
    ND_TRY(encoder_.append(waiting_keys_, value));
    const PaddedView key = waiting_keys_.padded().substr(start, waiting_keys_.size() - start);
    const std::uint64_t hash = table_.probe(key).hash();
    table_.prefetch(hash);
    waiting_.push_back({waiting_keys_.size(), hash});
    return {};
  };
  ND_TRY(values_.each(0, record, note));
  if (first) waiting_keys_.truncate(from);
  return {};
}

Status TopCount::consume(const stream::Record& record, io::Output& /*out*/) {
  const std::size_t keys = waiting_keys_.size();
  const std::size_t count = waiting_.size();
  if (auto status = note_values(record); !status) {
    // A record that proves to be bad half way counts for nothing.
    waiting_keys_.truncate(keys);
    waiting_.resize(count);
    return status;
  }
  constexpr std::size_t kTogether = 64;
  if (waiting_.size() >= kTogether) count_waiting();
  return {};
}

void TopCount::count_waiting() {
  ids_.clear();
  std::size_t start = 0;
  for (const Waiting& waiting : waiting_) {
    const PaddedView key = waiting_keys_.padded().substr(start, waiting.end - start);
    const auto found = table_.find_or_insert(table_.probe(key, waiting.hash));
    if (found.inserted) counts_.push_back(0);
    ids_.push_back(found.id);
    start = waiting.end;
  }
  for (const std::uint32_t id : ids_)
    ++counts_[id];
  waiting_.clear();
  waiting_keys_.clear();
}

Status TopCount::absorb(TopCount other) {
  other.count_waiting();
  count_waiting();
  const auto keys = other.table_.keys();
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const auto found = table_.find_or_insert(keys[i]);
    if (found.inserted) counts_.push_back(0);
    counts_[found.id] += other.counts_[i];
  }
  return {};
}

void TopCount::append_record(std::string& out, std::string_view key, std::uint64_t count) {
  Arena arena;
  key::KeyDecoder decoder(key, arena);
  decoded_.clear();
  while (!decoder.done())
    decoded_.push_back(decoder.next());
  out.push_back('{');
  for (const auto& field : fields_.fields()) {
    out.append(field.before);
    if (field.path < decoded_.size()) {
      json::append_canonical(out, decoded_[field.path]);
    } else {
      append_uint(out, count);
    }
  }
  out.append(fields_.after()).push_back('}');
}

Status TopCount::finish(io::Output& out) {
  count_waiting();
  const auto keys = table_.keys();
  std::string text;
  for (std::size_t id = 0; id < keys.size(); ++id) {
    std::size_t group_bytes = 0;
    for (std::size_t i = 0; i < groups_.size(); ++i) {
      group_bytes += key::first_value_bytes(keys[id].substr(group_bytes));
    }
    const auto value = json::Value::unsigned_integer(counts_[id]);
    const auto record = [&]() -> std::string_view {
      text.clear();
      append_record(text, keys[id], counts_[id]);
      return text;
    };
    ND_TRY(ranking_.offer(keys[id].substr(0, group_bytes), value, record));
  }
  return ranking_.write(out);
}

}  // namespace nd::sort
