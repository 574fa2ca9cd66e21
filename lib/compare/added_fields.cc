#include "compare/added_fields.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/check.h"

namespace nd::compare {
namespace {

std::vector<json::FieldEdit> edits_of(const std::vector<json::FieldPath>& paths) {
  std::vector<json::FieldEdit> edits;
  edits.reserve(paths.size());
  for (const json::FieldPath& path : paths)
    edits.push_back({json::FieldEdit::Action::kSet, path, {}});
  return edits;
}

}  // namespace

AddedFields::AddedFields(const std::vector<json::FieldPath>& paths, json::Schema& schema)
    : layout_(paths),
      patcher_(edits_of(paths), json::Patcher::Others::kStay),
      choices_(paths.size()) {
  for (const json::FieldPath& path : paths) {
    parents_.add(path, schema);
    first_names_.push_back(schema.add_optional(json::FieldPath{{path.segments[0]}}));
  }
}

Result<AddedFields::Way> AddedFields::check(const stream::Record& record) {
  const std::string_view text = record.text.text();
  if (text.front() != '{') [[unlikely]]
    return input_error("a field can be set in an object only");
  const bool absent = std::all_of(first_names_.begin(), first_names_.end(), [&](json::Slot slot) {
    return json::at(record.row, slot).is_missing();
  });
  // A field that was looked for in vain was looked for to the end of the record.
  if (absent && end_of_fields(record.text) > 1) [[likely]]
    return Way::kAppended;
  ND_TRY(parents_.check(record));
  for (json::EditChoice& choice : choices_)
    choice.text = "null";
  trial_.clear();
  ND_TRY(patcher_.apply(trial_, record.text, choices_));
  return Way::kEdited;
}

std::size_t AddedFields::end_of_fields(PaddedView record) {
  std::size_t end = record.size() - 1;
  while (end > 1 && is_blank(record.data()[end - 1]))
    --end;
  return end;
}

void AddedFields::edit(std::string& out, PaddedView record) {
  const Status status = patcher_.apply(out, record, choices_);
  ND_CHECK(status.has_value());  // check() has tried it
}

}  // namespace nd::compare
