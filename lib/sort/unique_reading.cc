#include "sort/unique_reading.h"

#include <cstring>
#include <string>

namespace nd::sort {

Status UniqueReading::read(WaitingRecord& out, const stream::Record& record) {
  if (count_.path) {
    if (record.text[0] != '{')
      return input_error_at(0, "--count adds a field: the record must be an object");
    ND_TRY(count_.parents.check(record));
  }
  ND_TRY(keys_.append(out.key, record));
  out.key_size = out.key.size();
  return rank_.append(out.key, record);
}

Status UniquePartReader::start_part(std::size_t chunk, const io::Block& block, io::Output& out) {
  chunk_ = static_cast<std::uint32_t>(chunk);
  const ChunkSum sum = ChunkSum::of(block);
  char bytes[sizeof sum];
  std::memcpy(bytes, &sum, sizeof sum);
  out.buffer().append(bytes, sizeof bytes);
  return {};
}

Status UniquePartReader::consume(const stream::Record& record, io::Output& out) {
  record_.key.clear();
  ND_TRY(reading_.read(record_, record));
  const FoundRecord found = {
      {chunk_, static_cast<std::uint32_t>(record.text.begin() - record.block->text.begin()),
       static_cast<std::uint32_t>(record.text.size())},
      static_cast<std::uint32_t>(record_.key_size),
      static_cast<std::uint32_t>(record_.rank().size())};
  std::string& bytes = out.buffer();
  const std::size_t at = bytes.size();
  bytes.resize(at + sizeof found);
  std::memcpy(bytes.data() + at, &found, sizeof found);
  bytes.append(record_.key.view());
  return {};
}

}  // namespace nd::sort
