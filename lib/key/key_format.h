// The tags of encoded keys: shared by the encoder (which tells the format) and the decoder.
#pragma once

#include <cstdint>

namespace nd::key::format {

inline constexpr unsigned kTagNull = 0x02;
inline constexpr unsigned kTagFalse = 0x03;
inline constexpr unsigned kTagTrue = 0x04;
inline constexpr unsigned kTagZero = 0x28;
inline constexpr unsigned kPositive =
    kTagZero + 1;  // + class: 0 below one, 1..8 bytes of the integer part, 9 huge
inline constexpr unsigned kNegative = kTagZero - 1;  // - class
inline constexpr unsigned kBelowOne = 0;
inline constexpr unsigned kHuge = 9;
inline constexpr unsigned kTagString = 0x40;
inline constexpr unsigned kTagArray = 0x50;
inline constexpr unsigned kTagObject = 0x60;
inline constexpr std::uint64_t kExponentBias = std::uint64_t{1} << 63;

}  // namespace nd::key::format
