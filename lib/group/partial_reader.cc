#include "group/partial_reader.h"

#include <algorithm>

#include "agg/registry.h"
#include "agg/states.h"
#include "base/wording.h"
#include "group/grouping.h"
#include "json/object_layout.h"
#include "json/writer.h"

namespace nd::group {
namespace {

// What the version before this one wrote: names are fields of the record, whatever they look like.
constexpr std::string_view kFlatVersion = "1";

bool is_own_field(std::string_view name) {
  return name == "$nd" || name == "$k" || name == "$a" || name == "$total" || name == "grouping";
}

// Whether it looks like {"$NAME": content}.
bool is_tagged(const json::Value& state) {
  return state.is_object() && state.members().size() == 1 &&
         state.members()[0].key.substr(0, 1) == "$";
}

Result<std::uint64_t> count_of(const json::Value& source, std::string_view name) {
  const json::Value value = json::find(source, name);
  if (value.kind() == json::Kind::kInt && value.int_value() >= 0)
    return static_cast<std::uint64_t>(value.int_value());
  if (value.kind() == json::Kind::kUint) return value.uint_value();
  return input_error("the source record has no count '{}'", name);
}

// What older versions do not write.
void read_description(const json::Value& source, Provenance& provenance) {
  const json::Value groupings = json::find(source, "groupings");
  if (groupings.is_array()) {
    for (const json::Value& name : groupings.items()) {
      if (name.is_string()) provenance.groupings.emplace(name.text());
    }
  }
  const json::Value spec = json::find(source, "spec");
  const json::Value empty = json::find(source, "empty");
  if (!spec.is_object() || !empty.is_object()) return;
  provenance.spec = read_spec(spec);
  json::append_value(provenance.empty, empty);
}

Status read_tables(const json::Value& source, Provenance& provenance) {
  const json::Value tables = json::find(source, "tables");
  if (tables.is_missing()) return {};
  const auto wrong = [] { return input_error("the 'tables' of the source record are damaged"); };
  if (!tables.is_object()) return wrong();
  for (const json::Member& table : tables.members()) {
    if (!table.value.is_array()) return wrong();
    for (const json::Value& content : table.value.items()) {
      Hash128 hash;
      if (!content.is_string() || !parse_content(content.text(), hash)) return wrong();
      provenance.tables[std::string(table.key)].emplace(content.text());
    }
  }
  return {};
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
  provenance.counts.used = ND_TRY(count_of(source, "used"));
  provenance.counts.rejected = ND_TRY(count_of(source, "rejected"));
  provenance.counts.bytes = ND_TRY(count_of(source, "bytes"));
  provenance.groups = ND_TRY(count_of(source, "groups"));
  if (ND_TRY(count_of(source, "read")) != provenance.counts.used + provenance.counts.rejected) {
    return input_error(
        "the source record has read more or fewer records than were used and rejected");
  }
  const json::Value content = json::find(source, "xxh3");
  if (!content.is_string() || !parse_content(content.text(), provenance.content)) {
    return input_error("the source record has no 'xxh3'");
  }
  provenance.filtered = json::find(source, "filtered").is_truthy();
  ND_TRY(read_tables(source, provenance));
  read_description(source, provenance);
  return provenance;
}

// The state's aggregate and what it holds: {"$NAME": content}.
struct Tagged {
  const agg::Aggregate* aggregate = nullptr;
  json::Value content;
};

Result<Tagged> tagged_of(std::string_view name, const json::Value& state) {
  if (!is_tagged(state)) return input_error("the field '{}' is neither a key nor a state", name);
  const std::string_view tag = state.members()[0].key.substr(1);
  Tagged out{agg::find_aggregate(tag), state.members()[0].value};
  if (out.aggregate == nullptr) {
    return input_error("the field '{}' is a state of {}, which this version does not know", name,
                       in_quotes(tag, 40));
  }
  return out;
}

Result<agg::Column> column_of(std::string_view name, const Tagged& tagged, agg::Clauses& clauses) {
  agg::Column column{.aggregate = tagged.aggregate};
  if (tagged.aggregate->functions == nullptr) return input_error("the state '{}' is damaged", name);
  if (tagged.aggregate->parameter.empty()) return column;
  if (tagged.content.is_object())
    column.parameter = json::find(tagged.content, tagged.aggregate->parameter);
  if (!tagged.aggregate->check_parameter(column.parameter)) {
    return input_error("the state '{}' has no '{}'", name, tagged.aggregate->parameter);
  }
  if (column.parameter.kind() == json::Kind::kNumberText) {
    column.parameter = json::Value::number_text(clauses.keep(column.parameter.text()));
  }
  return column;
}

// A field that is no key, and where it stands.
struct Found {
  json::FieldPath path;
  json::Value value;
};

// The fields of a record that are no keys, in their order.
class StateFinder {
 public:
  StateFinder(const PartialRecord& partial, const std::vector<json::FieldPath>& keys)
      : partial_(partial), keys_(keys) {}

  std::vector<Found> find() {
    visit(partial_.record);
    return std::move(found_);
  }

 private:
  void visit(const json::Value& object) {
    for (const json::Member& member : object.members()) {
      if (path_.segments.empty() && is_own_field(member.key)) continue;
      path_.segments.emplace_back(member.key);
      take(member.value);
      path_.segments.pop_back();
    }
  }

  void take(const json::Value& value) {
    bool holds_keys = false;
    for (const json::FieldPath& key : keys_) {
      if (key == path_) return;
      holds_keys =
          holds_keys || (key.segments.size() > path_.segments.size() && json::related(key, path_));
    }
    const bool is_nest = partial_.nests && value.is_object() && !value.members().empty();
    if (is_nest && (holds_keys || !is_tagged(value))) return visit(value);
    found_.push_back({path_, value});
  }

  const PartialRecord& partial_;
  const std::vector<json::FieldPath>& keys_;
  json::FieldPath path_;
  std::vector<Found> found_;
};

// Puts the states into the order of "$a", where there is one.
Status sort_by_list(const PartialRecord& partial, std::vector<Found>& states) {
  const json::Value list = json::find(partial.record, "$a");
  if (!partial.nests || list.is_missing()) return {};
  if (!list.is_array()) return input_error("a list of names of this partial record is no list");
  std::vector<Found> sorted;
  for (const json::Value& item : list.items()) {
    if (!item.is_string()) return input_error("a name of this partial record is no string");
    json::FieldPath path = ND_TRY(read_path(item.text()));
    const json::Value value = find_at(partial.record, path);
    sorted.push_back({std::move(path), value});
  }
  const bool same = sorted.size() == states.size() &&
                    std::all_of(states.begin(), states.end(), [&](const Found& state) {
                      return std::any_of(sorted.begin(), sorted.end(), [&](const Found& other) {
                        return other.path == state.path;
                      });
                    });
  if (!same) return input_error("the list of states, '$a', is not of those that are there");
  states = std::move(sorted);
  return {};
}

Status add_output(const json::FieldPath& path, const json::Value& state, agg::Clauses& clauses) {
  const std::string name = path.text();
  const Tagged tagged = ND_TRY(tagged_of(name, state));
  if (!agg::is_quotient(tagged.aggregate->form)) {
    clauses.add_read(path, *tagged.aggregate, ND_TRY(column_of(name, tagged, clauses)), nullptr);
    return {};
  }
  const auto parts = agg::parts_of(tagged.content, *tagged.aggregate);
  if (parts.size() != 2) return input_error("the state '{}' is damaged", name);
  const Tagged top = ND_TRY(tagged_of(name, parts[0]));
  const Tagged bottom = ND_TRY(tagged_of(name, parts[1]));
  json::Value level;
  if (tagged.aggregate->form == agg::Form::kInterval) {
    const json::Value written = json::find(tagged.content, tagged.aggregate->parameter);
    const bool counts =
        top.aggregate->form == agg::Form::kCount && bottom.aggregate->form == agg::Form::kCount;
    if (!counts || !tagged.aggregate->check_parameter(written))
      return input_error("the state '{}' is damaged", name);
    level = json::Value::real(written.to_double());
  }
  agg::Column base = ND_TRY(column_of(name, bottom, clauses));
  clauses.add_read(path, *tagged.aggregate, ND_TRY(column_of(name, top, clauses)), &base, level);
  return {};
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
  if (version != kPartialVersion && version != kFlatVersion) {
    return input_error("this partial record is of version {}, not {}", in_quotes(version, 20),
                       kPartialVersion);
  }
  partial.nests = version != kFlatVersion;
  const json::Value grouping = json::find(tree, "grouping");
  if (grouping.is_string()) partial.grouping = grouping.text();
  if (const json::Value source = json::find(tree, "$source"); !source.is_missing()) {
    partial.source = ND_TRY(read_source(source));
    return partial;
  }
  partial.total = json::find(tree, "$total").is_truthy();
  partial.keys = json::find(tree, "$k");
  const auto is_string = [](const json::Value& key) { return key.is_string(); };
  if (!partial.keys.is_array() ||
      !std::all_of(partial.keys.items().begin(), partial.keys.items().end(), is_string)) {
    return input_error("this partial record has no list of keys, '$k'");
  }
  return partial;
}

std::string_view without_version(std::string_view identity) {
  return identity.substr(std::min(identity.find(':'), identity.size()));
}

Result<json::FieldPath> read_path(std::string_view text) {
  auto path = json::FieldPath::parse(text);
  if (path && !path->segments.empty()) return path;
  return input_error("{} is named in this partial record and is no path of a field",
                     in_quotes(text, 60));
}

Status add_key(std::string_view name, GroupKeys& keys) {
  const bool several = name.ends_with(kSeveralMark);
  if (several) name.remove_suffix(kSeveralMark.size());
  keys.add(ND_TRY(read_path(name)), several ? Values::kSeveral : Values::kOne);
  return {};
}

Result<GroupKeys> read_keys(const PartialRecord& partial) {
  GroupKeys keys;
  for (const json::Value& key : partial.keys.items()) {
    if (partial.nests) {
      ND_TRY(add_key(key.text(), keys));
    } else {
      keys.add({{std::string(key.text())}}, Values::kOne);
    }
  }
  return keys;
}

Status learn_outputs(const PartialRecord& partial, const GroupKeys& keys, agg::Clauses& clauses) {
  std::vector<Found> states = StateFinder(partial, keys.paths()).find();
  ND_TRY(sort_by_list(partial, states));
  for (const Found& state : states)
    ND_TRY(add_output(state.path, state.value, clauses));
  return {};
}

Status learn_empty_outputs(const json::Value& empty, agg::Clauses& clauses) {
  if (!empty.is_object()) return input_error("the states of no records are damaged");
  for (const json::Member& member : empty.members())
    ND_TRY(add_output(ND_TRY(read_path(member.key)), member.value, clauses));
  return {};
}

json::Value find_at(const json::Value& tree, const json::FieldPath& path, std::size_t place) {
  if (path.segments.size() == 1 && tree.is_object() && place < tree.members().size()) {
    const json::Member& member = tree.members()[place];
    if (member.key == path.segments[0]) return member.value;
  }
  json::Value value = tree;
  for (const std::string& segment : path.segments) {
    if (!value.is_object()) return {};
    value = json::find(value, segment);
  }
  return value;
}

std::string in_words(std::string_view grouping) {
  return grouping.empty() ? std::string("the partials") : "grouping " + in_quotes(grouping);
}

}  // namespace nd::group
