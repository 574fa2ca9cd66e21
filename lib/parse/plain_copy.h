// plain_copy(): text that JSON strings can hold as it is, copied and checked in one step.
#pragma once

#include <cstddef>
#include <cstring>
#include <string_view>

#include "json/scan.h"

namespace nd::parse {

// What may be read after the source and written after the target of a copy.
inline constexpr std::size_t kCopySlack = 16;

// Copies text to `to`, 16 bytes at a time; returns where it ends there.
// Requires: kCopySlack bytes after both are there.
inline char* copy(char* to, std::string_view text) {
  for (std::size_t i = 0; i < text.size(); i += 16)
    std::memcpy(to + i, text.data() + i, 16);
  return to + text.size();
}

// The same, but nullptr if the text has a quote, a backslash or a control character.
inline char* plain_copy(char* to, std::string_view text) {
  for (std::size_t i = 0; i < text.size(); i += simd::Bytes::kSize) {
    const auto bytes = simd::Bytes::load(text.data() + i);
    bytes.store(to + i);
    const std::uint64_t stops = json::scan::string_stops(bytes).mask();
    const std::size_t left = text.size() - i;
    if ((left < simd::Bytes::kSize ? stops & ((1U << left) - 1) : stops) != 0) return nullptr;
  }
  return to + text.size();
}

}  // namespace nd::parse
