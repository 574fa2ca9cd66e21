#include "group/regroup.h"

#include <algorithm>
#include <utility>

#include "group/grouping.h"
#include "json/object_layout.h"

namespace nd::group {
namespace {

// Whether what `path` names is what `key` names, or lies within it.
bool lies_within(const json::FieldPath& path, const json::FieldPath& key) {
  return path.segments.size() >= key.segments.size() && json::related(path, key);
}

}  // namespace

Result<std::unique_ptr<Regroup>> Regroup::compile(std::span<const std::string> items,
                                                  json::Schema& schema, const Bindings& bindings) {
  auto columns =
      ND_TRY(columns::KeyColumns::compile(items, columns::Marks::kNone, schema, bindings));
  if (bindings.strict) columns.watch_kinds();
  std::unique_ptr<Regroup> regroup(new Regroup(std::move(columns), schema, bindings));
  for (std::size_t i = 0; i < regroup->columns_.size(); ++i) {
    const expr::Program* const program = regroup->columns_.program(i);
    if (program != nullptr) regroup->needs_.note(*program);
  }
  return regroup;
}

bool Regroup::keeps(const json::FieldPath& key) const {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (columns_.is_field(i) && columns_.reads(i, schema_)[0] == key) return true;
  }
  return false;
}

Result<GroupKeys> Regroup::keys_from(const GroupKeys& keys) const {
  GroupKeys made;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    Values values = Values::kOne;
    for (const json::FieldPath& path : columns_.reads(i, schema_)) {
      const auto key =
          std::find_if(keys.paths().begin(), keys.paths().end(),
                       [&](const json::FieldPath& of) { return lies_within(path, of); });
      if (key == keys.paths().end()) {
        return input_error(
            "groups are made of the keys of the partials alone, and '{}' is none of them: {}",
            path.text(), keys.list());
      }
      if (keys.is_several(static_cast<std::size_t>(key - keys.paths().begin())))
        values = Values::kSeveral;
    }
    made.add(key_path_of(columns_, i), values);
  }
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (!keys.is_several(i) || keeps(keys.paths()[i])) continue;
    return usage_error(
        "-g must keep the key '{}' as it is: a record may have several values of it, and would "
        "count several times in what they are rolled up to",
        keys.paths()[i].text());
  }
  return made;
}

Status Regroup::append_single(key::KeyBuffer& out, const stream::Record& record,
                              const GroupKeys& keys) {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (keys.is_several(i)) continue;
    ND_TRY(columns_.append(out, ND_TRY(columns_.value(i, record)), i));
  }
  return {};
}

std::string Regroup::identity(const std::string& before, const GroupKeys& keys) const {
  const std::size_t old = before.rfind(':');
  std::string list = before.substr(old + 1);
  for (std::size_t i = 0; i < keys.size(); ++i)
    list += fmt::format("\n{}={}", keys.name(i), columns_.canonical(i, schema_));
  list += needs_.text(bindings_);
  return before.substr(0, old + 1) + identity_hash(list);
}

void Regroup::describe(PartialSpec& spec, const GroupKeys& keys) const {
  PartialSpec::Texts& texts = spec.regrouped.emplace_back();
  for (std::size_t i = 0; i < keys.size(); ++i)
    texts.emplace_back(keys.name(i), columns_.canonical(i, schema_));
  for (const auto& [name, json] : needs_.bound(bindings_)) {
    const std::pair<std::string, std::string> bound(name, bound_text(json));
    const auto known = std::find_if(spec.bound.begin(), spec.bound.end(),
                                    [&](const auto& other) { return other.first == bound.first; });
    if (known == spec.bound.end()) {
      spec.bound.push_back(bound);
    } else if (known->second != bound.second) {
      // Of what was made before it stays; this one tells of the keys made here.
      texts.emplace_back("$" + bound.first, bound.second);
    }
  }
  if (needs_.uses_zone()) spec.zone = bindings_.zone;
}

}  // namespace nd::group
