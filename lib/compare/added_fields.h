// AddedFields: fields that are added to each record: where they stand, whether they can be added,
// and the record's bytes with them.
//
// Belongs here: the record around new values. Does not belong here: the values (window.h); several
// edits of other kinds (json/patcher.h).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/padded_view.h"
#include "base/result.h"
#include "columns/field_parents.h"
#include "json/field_path.h"
#include "json/object_layout.h"
#include "json/patcher.h"
#include "json/schema.h"
#include "json/slot_set.h"
#include "stream/record.h"

namespace nd::compare {

class AddedFields {
 public:
  // Where the fields go in a record.
  enum class Way : std::uint8_t {
    kAppended,  // behind all others: the record has nothing of their first names
    kEdited,    // one is there already, or an object around it
  };

  // Adds to `schema` what has to be known of a record. Requires: json::check_apart(paths).
  AddedFields(const std::vector<json::FieldPath>& paths, json::Schema& schema);

  // kInput where the fields cannot be added.
  [[nodiscard]] Result<Way> check(const stream::Record& record);

  // Appends the record with its fields; `value(i, out)` appends the text of the ith path's, called
  // once for each. Requires: check() gave `way` for the same record; a '\n' and padding follow it.
  template <class Value>
  void write(std::string& out, PaddedView record, Way way, Value&& value) {
    if (way == Way::kEdited) [[unlikely]] {
      for (std::size_t i = 0; i < choices_.size(); ++i) {
        choices_[i].text.clear();
        value(i, choices_[i].text);
      }
      edit(out, record);
      return;
    }
    const std::size_t end = end_of_fields(record);
    out.append(record.data(), end);
    out.push_back(',');
    for (const json::ObjectLayout::Field& field : layout_.fields()) {
      out.append(field.before);
      value(field.path, out);
    }
    out.append(layout_.after());
    out.append(record.data() + end, record.size() - end);
  }

 private:
  // Where the last field ends. Requires: an object that has one.
  [[nodiscard]] static std::size_t end_of_fields(PaddedView record);
  void edit(std::string& out, PaddedView record);

  json::ObjectLayout layout_;
  json::Patcher patcher_;
  columns::FieldParents parents_;
  std::vector<json::Slot> first_names_;
  std::vector<json::EditChoice> choices_;
  std::string trial_;
};

}  // namespace nd::compare
