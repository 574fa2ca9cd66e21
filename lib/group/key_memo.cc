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
  for (; last != nullptr && at < columns_.size(); ++at) {
    value = ND_TRY(keys.place(at, record));
    if (!columns_[at].value.is(*value)) break;
    shared = columns_[at].end;
  }
  repeated = at == columns_.size();
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
  for (; at < columns_.size(); ++at) {
    if (value == nullptr) value = ND_TRY(keys.place(at, record));
    ND_TRY(keys.append(out, *value, at));
    columns_[at].value.set(*value);
    columns_[at].end = out.size();
    value = nullptr;
  }
  last_ = &out;
  return {};
}

}  // namespace nd::group
