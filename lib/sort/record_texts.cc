#include "sort/record_texts.h"

#include <cstring>

#include "base/hash.h"
#include "base/wording.h"

namespace nd::sort {

ChunkSum ChunkSum::of(const io::Block& block) {
  const std::string_view text = block.text.text();
  return {text.size(), text.empty() ? 0 : hash64(text.substr(0, text.size() - 1))};
}

bool ChunkSum::is_start_of(const io::Block& block) const {
  const std::string_view text = block.text.text();
  return text.size() >= size && (size == 0 || hash64(text.substr(0, size - 1)) == hash);
}

Result<std::string_view> RecordTexts::text(std::string_view place) {
  TextPlace at;
  std::memcpy(&at, place.data(), sizeof at);
  if (at.chunk != chunk_) [[unlikely]] {
    chunk_ = kNone;
    const Status read = files_->read(at.chunk, buffer_, block_);
    if (!read && read.error().kind == ErrorKind::kSystem)
      return tl::unexpected<Error>(read.error());
    if (!read || !sums_[at.chunk].is_start_of(block_))
      return system_error("{} was changed while it was read", in_quotes(block_.file));
    chunk_ = at.chunk;
  }
  return block_.text.text().substr(at.offset, at.size);
}

}  // namespace nd::sort
