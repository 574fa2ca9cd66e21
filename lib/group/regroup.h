// Regroup: ndmerge -g: groups are rolled up to keys that are made of their own.
//
// Belongs here: the new keys, and what becomes of the name and the description of partials. Does
// not belong here: merging states (merge_partials.h).
#pragma once

#include <memory>
#include <span>
#include <string>
#include <utility>

#include "base/bindings.h"
#include "base/result.h"
#include "columns/key_columns.h"
#include "group/group_keys.h"
#include "group/partial_spec.h"
#include "group/surroundings.h"
#include "json/field_path.h"
#include "json/schema.h"
#include "key/key_buffer.h"
#include "stream/record.h"

namespace nd::group {

class Regroup {
 public:
  // Adds what the new keys read to `schema`, which must outlive it as `bindings` must. No items:
  // one group of all. kUsage on anything wrong.
  static Result<std::unique_ptr<Regroup>> compile(std::span<const std::string> items,
                                                  json::Schema& schema, const Bindings& bindings);

  // What the new keys depend on beside the partials.
  [[nodiscard]] const Surroundings& needs() const { return needs_; }
  // What becomes of groups with these keys. A new key that is made of one of several values is of
  // several values. kInput where a key is made of something else; kUsage where a key of several
  // values is not kept, for its records would count twice.
  [[nodiscard]] Result<GroupKeys> keys_from(const GroupKeys& keys) const;

  // Appends the new keys of a partial record.
  [[nodiscard]] Status append(key::KeyBuffer& out, const stream::Record& record) {
    return columns_.append(out, record);
  }
  // The same of the total's own states: those of one value alone. Requires: `keys` is what
  // keys_from() gave.
  [[nodiscard]] Status append_single(key::KeyBuffer& out, const stream::Record& record,
                                     const GroupKeys& keys);

  // The "$nd" of what has been rolled up to `keys`.
  [[nodiscard]] std::string identity(const std::string& before, const GroupKeys& keys) const;
  // Adds the roll-up to a description.
  void describe(PartialSpec& spec, const GroupKeys& keys) const;

 private:
  Regroup(columns::KeyColumns columns, const json::Schema& schema, const Bindings& bindings)
      : columns_(std::move(columns)), schema_(schema), bindings_(bindings) {}
  [[nodiscard]] bool keeps(const json::FieldPath& key) const;

  columns::KeyColumns columns_;
  const json::Schema& schema_;
  const Bindings& bindings_;
  Surroundings needs_;
};

}  // namespace nd::group
