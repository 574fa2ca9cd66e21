#include "group/key_memo.h"

#include <utility>

#include "base/simd.h"

namespace nd::group {
namespace {

constexpr std::size_t kGlance = 16;  // bytes that are copied at once

}  // namespace

Status KeyMemo::make(columns::KeyColumns& keys, const stream::Record& record, key::KeyBuffer& out,
                     bool& repeated) {
  // There is none until the key is whole.
  const key::KeyBuffer* const last = std::exchange(last_, nullptr);
  const json::Value* value = nullptr;
  std::size_t at = 0;
  std::size_t shared = 0;  // bytes
  const std::size_t count = columns_.size();
  for (; last != nullptr && at < compared_; ++at) {
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
  if (last == &out) {
    out.truncate(shared);
  } else {
    out.clear();
    if (shared > kGlance) {
      out.append(last->view().substr(0, shared));
    } else if (shared > 0) {
      simd::Bytes::load(last->padded().data()).store(out.reserve(kGlance));
      out.advance(shared);
    }
  }
  for (; at < count; ++at) {
    if (value == nullptr) value = ND_TRY(keys.place(at, record));
    ND_TRY(keys.append(out, *value, at));
    if (at < compared_) columns_[at].value.set(*value);
    columns_[at].end = out.size();
    value = nullptr;
  }
  last_ = &out;
  return {};
}

}  // namespace nd::group
