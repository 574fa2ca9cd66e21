#include "split/split.h"

namespace nd::split {

// A key that is met for the first time: its values say what the file is called.
Result<FileSet::Id> Split::new_file_of(const stream::Record& record) {
  std::string path;
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    name_->append_before(path, i);
    ND_TRY(name_->append_value(path, i, ND_TRY(keys_.value(i, record))));
  }
  ND_TRY(name_->append_end(path));
  return files_.find(path);
}

Result<FileSet::Id> Split::file_of(const stream::Record& record) {
  key_.clear();
  ND_TRY(keys_.append(key_, record));
  if (key_.view() == last_key_) return last_;
  const key::KeyTable::Probe probe = table_.probe(key_.padded());
  if (const auto known = table_.find(probe)) {
    last_ = file_by_key_[*known];
  } else {
    // Before the key is known: one that names no file is refused each time.
    last_ = ND_TRY(new_file_of(record));
    table_.find_or_insert(probe);
    file_by_key_.push_back(last_);
  }
  last_key_ = key_.view();
  return last_;
}

Status Split::consume(const stream::Record& record, io::Output& /*out*/) {
  if (!edit_) return files_.add(ND_TRY(file_of(record)), record.text.text());
  // First, for it may refuse the record, which then names no file.
  edited_.buffer().clear();
  ND_TRY(edit_->consume(record, edited_));
  std::string_view text = edited_.buffer();
  text.remove_suffix(1);  // its newline
  return files_.add(ND_TRY(file_of(record)), text);
}

}  // namespace nd::split
