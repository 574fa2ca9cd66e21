#include "ops/partial_reader.h"

#include <algorithm>

#include "agg/registry.h"
#include "ops/grouping.h"

namespace nd::ops {
namespace {

bool is_own_field(std::string_view name) {
  return name == "$nd" || name == "$k" || name == "grouping";
}

bool is_key(const PartialRecord& partial, std::string_view name) {
  const auto keys = partial.keys.items();
  return std::any_of(keys.begin(), keys.end(),
                     [&](const json::Value& key) { return key.text() == name; });
}

Result<std::uint64_t> count_of(const json::Value& source, std::string_view name) {
  const json::Value value = json::find(source, name);
  if (value.kind() == json::Kind::kInt && value.int_value() >= 0)
    return static_cast<std::uint64_t>(value.int_value());
  if (value.kind() == json::Kind::kUint) return value.uint_value();
  return input_error("the source record has no count '" + std::string(name) + "'");
}

Result<Provenance> read_source(const json::Value& source) {
  Provenance provenance;
  if (!source.is_object()) return input_error("'$source' is no object");
  const json::Value labels = json::find(source, "labels");
  if (!labels.is_array()) return input_error("the source record has no 'labels'");
  for (const json::Value& label : labels.items()) {
    if (!label.is_string()) return input_error("a label of the source record is no string");
    provenance.labels.emplace_back(label.text());
  }
  provenance.counts.read = ND_TRY(count_of(source, "read"));
  provenance.counts.used = ND_TRY(count_of(source, "used"));
  provenance.counts.rejected = ND_TRY(count_of(source, "rejected"));
  provenance.counts.bytes = ND_TRY(count_of(source, "bytes"));
  provenance.groups = ND_TRY(count_of(source, "groups"));
  if (provenance.counts.read != provenance.counts.used + provenance.counts.rejected) {
    return input_error(
        "the source record has read more or fewer records than were used and rejected");
  }
  const json::Value content = json::find(source, "xxh3");
  if (!content.is_string() || !parse_content(content.text(), provenance.content)) {
    return input_error("the source record has no 'xxh3'");
  }
  provenance.filtered = json::find(source, "filtered").is_truthy();
  return provenance;
}

// The state's aggregate and what it holds: {"$NAME": content}.
struct Tagged {
  const agg::Aggregate* aggregate = nullptr;
  json::Value content;
};

Result<Tagged> tagged_of(std::string_view name, const json::Value& state) {
  const bool tagged = state.is_object() && state.members().size() == 1 &&
                      state.members()[0].key.substr(0, 1) == "$";
  if (!tagged)
    return input_error("the field '" + std::string(name) + "' is neither a key nor a state");
  const std::string_view tag = state.members()[0].key.substr(1);
  Tagged out{agg::find_aggregate(tag), state.members()[0].value};
  if (out.aggregate == nullptr) {
    return input_error("the field '" + std::string(name) + "' is a state of '" +
                       std::string(tag.substr(0, 40)) + "', which this version does not know");
  }
  return out;
}

Result<agg::Column> column_of(std::string_view name, const Tagged& tagged, agg::Clauses& clauses) {
  agg::Column column{.aggregate = tagged.aggregate};
  if (tagged.aggregate->functions == nullptr)
    return input_error("the state '" + std::string(name) + "' is damaged");
  if (tagged.aggregate->parameter.empty()) return column;
  if (tagged.content.is_object())
    column.parameter = json::find(tagged.content, tagged.aggregate->parameter);
  if (!tagged.aggregate->check_parameter(column.parameter)) {
    return input_error("the state '" + std::string(name) + "' has no '" +
                       std::string(tagged.aggregate->parameter) + "'");
  }
  if (column.parameter.kind() == json::Kind::kNumberText) {
    column.parameter = json::Value::number_text(clauses.keep(column.parameter.text()));
  }
  return column;
}

}  // namespace

Result<PartialRecord> read_partial(const json::Value& tree) {
  PartialRecord partial;
  partial.record = tree;
  const json::Value identity = tree.is_object() ? json::find(tree, "$nd") : json::Value();
  if (!identity.is_string())
    return input_error("this is no partial record: it has no '$nd'; ndgroup --partial makes them");
  partial.identity = identity.text();
  const std::string_view version = partial.identity.substr(0, partial.identity.find(':'));
  if (version != kPartialVersion) {
    return input_error("this partial record is of version '" + std::string(version.substr(0, 20)) +
                       "', not " + std::string(kPartialVersion));
  }
  const json::Value grouping = json::find(tree, "grouping");
  if (grouping.is_string()) partial.grouping = grouping.text();
  if (const json::Value source = json::find(tree, "$source"); !source.is_missing()) {
    partial.source = ND_TRY(read_source(source));
    return partial;
  }
  partial.keys = json::find(tree, "$k");
  const auto is_string = [](const json::Value& key) { return key.is_string(); };
  if (!partial.keys.is_array() ||
      !std::all_of(partial.keys.items().begin(), partial.keys.items().end(), is_string)) {
    return input_error("this partial record has no list of keys, '$k'");
  }
  return partial;
}

Status learn_outputs(const PartialRecord& partial, agg::Clauses& clauses) {
  for (const json::Member& member : partial.record.members()) {
    if (is_own_field(member.key) || is_key(partial, member.key)) continue;
    const Tagged tagged = ND_TRY(tagged_of(member.key, member.value));
    const bool quotient =
        tagged.aggregate->form == agg::Form::kRatio || tagged.aggregate->form == agg::Form::kShare;
    if (!quotient) {
      clauses.add_read(member.key, *tagged.aggregate,
                       ND_TRY(column_of(member.key, tagged, clauses)), nullptr);
      continue;
    }
    if (!tagged.content.is_array() || tagged.content.items().size() != 2) {
      return input_error("the state '" + std::string(member.key) + "' is damaged");
    }
    const Tagged top = ND_TRY(tagged_of(member.key, tagged.content.items()[0]));
    const Tagged bottom = ND_TRY(tagged_of(member.key, tagged.content.items()[1]));
    agg::Column base = ND_TRY(column_of(member.key, bottom, clauses));
    clauses.add_read(member.key, *tagged.aggregate, ND_TRY(column_of(member.key, top, clauses)),
                     &base);
  }
  return {};
}

}  // namespace nd::ops
