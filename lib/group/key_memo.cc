#include "group/key_memo.h"

#include <utility>

namespace nd::group {

Status KeyMemo::make(columns::KeyColumns& keys, const stream::Record& record, bool& repeated) {
  // There is none until it is made.
  const bool was_whole = std::exchange(is_whole_, false);
  const json::Value* value = nullptr;
  std::size_t at = 0;
  std::size_t shared = 0;  // bytes
  const std::size_t count = columns_.size();
  for (; was_whole && at < compared_; ++at) {
    Column& column = columns_[at];
    value = ND_TRY(keys.place(at, record));
    if (!column.value.is(*value)) {
      if (++column.changes == kMostChanges) compared_ = at;
      break;
    }
    column.changes = 0;
    shared = column.end;
    value = nullptr;
  }
  repeated = at == count;
  key_.truncate(shared);
  for (; at < count; ++at) {
    if (value == nullptr) value = ND_TRY(keys.place(at, record));
    ND_TRY(keys.append(key_, *value, at));
    if (at < compared_) columns_[at].value.set(*value);
    columns_[at].end = key_.size();
    value = nullptr;
  }
  is_whole_ = true;
  return {};
}

}  // namespace nd::group
