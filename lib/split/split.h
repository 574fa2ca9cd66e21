// Split: each record to the file that its fields name.
//
// Belongs here: from a record to its file. Does not belong here: what a value may do to a name
// (file_name.h), the files (file_set.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "columns/key_columns.h"
#include "io/output.h"
#include "json/field_path.h"
#include "json/slot_set.h"
#include "key/key_buffer.h"
#include "key/key_table.h"
#include "ops/map.h"
#include "split/file_name.h"
#include "split/file_set.h"
#include "stream/operator.h"
#include "stream/record.h"

namespace nd::split {

// Blocking in the sense that no file appears before finish(), which also lists them. Memory: that
// of the file set, and some 50 bytes for each different key.
class Split {
 public:
  // `keys` has a column for each placeholder of `name`; `edit` makes of a record what is written.
  // `name` must outlive it.
  Split(const FileName& name, columns::KeyColumns keys, std::optional<ops::Edit> edit,
        FileSet files)
      : name_(&name), keys_(std::move(keys)), edit_(std::move(edit)), files_(std::move(files)) {}

  [[nodiscard]] Status consume(const stream::Record& record, io::Output& out);
  [[nodiscard]] Status finish(io::Output& out) { return files_.commit(out); }
  [[nodiscard]] static stream::Writes writes() { return stream::Writes::kAtEnd; }

  // For stream::run.
  void add_lacked(json::SlotSet& out) const {
    keys_.add_lacked(out);
    if (edit_) edit_->add_lacked(out);
  }
  [[nodiscard]] const std::vector<json::FieldPath>& named_fields() const {
    static const std::vector<json::FieldPath> kNone;
    return edit_ ? edit_->named_fields() : kNone;
  }

 private:
  [[nodiscard]] Result<FileSet::Id> file_of(const stream::Record& record);
  [[nodiscard]] Result<FileSet::Id> new_file_of(const stream::Record& record);

  const FileName* name_;
  columns::KeyColumns keys_;
  std::optional<ops::Edit> edit_;
  FileSet files_;
  key::KeyBuffer key_;                        // of the record at work
  std::string last_key_;                      // of the one before it
  FileSet::Id last_ = 0;                      // its file
  key::KeyTable table_;                       // keys of which the file is known
  std::vector<FileSet::Id> file_by_key_;      // by id of table_
  io::Output edited_ = io::Output::memory();  // scratch
};

}  // namespace nd::split
