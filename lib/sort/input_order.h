// InputOrder: texts given with their place in the input, in any order; brought back into the order
// of the input.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "base/result.h"
#include "io/output.h"
#include "sort/external_sorter.h"

namespace nd::sort {

// A number as eight bytes that compare like it.
[[nodiscard]] inline std::string big_endian_text(std::uint64_t number) {
  const std::uint64_t swapped = __builtin_bswap64(number);
  std::string out(sizeof swapped, '\0');
  std::memcpy(out.data(), &swapped, sizeof swapped);
  return out;
}
// Requires: text has eight bytes, made by big_endian_text().
[[nodiscard]] inline std::uint64_t number_of_text(std::string_view text) {
  std::uint64_t swapped = 0;
  std::memcpy(&swapped, text.data(), sizeof swapped);
  return __builtin_bswap64(swapped);
}

class InputOrder {
 public:
  explicit InputOrder(ExternalSorter::Options options) : sorter_(std::move(options)) {}

  [[nodiscard]] Status add(std::uint64_t place, std::string_view text) {
    return sorter_.add(big_endian_text(place), text);
  }
  // Either of these, once.
  [[nodiscard]] Status write(io::Output& out) {
    return sorter_.drain([&](const KeyedText& keyed) { return out.record(keyed.text); });
  }
  // Calls emit(place, text) -> Status.
  template <class Emit>
  [[nodiscard]] Status for_each(Emit&& emit) {
    return sorter_.drain(
        [&](const KeyedText& keyed) { return emit(number_of_text(keyed.key), keyed.text); });
  }

 private:
  ExternalSorter sorter_;
};

}  // namespace nd::sort
