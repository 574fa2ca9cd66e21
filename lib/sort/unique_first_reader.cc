#include "sort/unique_first_reader.h"

#include <string>

namespace nd::sort {
namespace {

template <class T>
void append_bytes(std::string& out, const T& value) {
  char bytes[sizeof value];
  std::memcpy(bytes, &value, sizeof bytes);
  out.append(bytes, sizeof bytes);
}

}  // namespace

Status UniqueFirstReader::consume(const stream::Record& record, io::Output& out) {
  key_.clear();
  ND_TRY(keys_.append(key_, record));
  const std::string_view key = key_.view();
  append_bytes(out.buffer(), FoundKey{hash128(key),
                                      static_cast<std::uint32_t>(record.text.begin() -
                                                                 record.block->text.begin()),
                                      static_cast<std::uint32_t>(record.text.size())});
  if (keyed_) {
    append_bytes(out.buffer(), static_cast<std::uint32_t>(key.size()));
    out.buffer().append(key);
  }
  return {};
}

void FoundKeys::take_key_text() {
  std::uint32_t size = 0;
  std::memcpy(&size, left_.data(), sizeof size);
  key_text_ = left_.substr(sizeof size, size);
  left_.remove_prefix(sizeof size + size);
}

}  // namespace nd::sort
