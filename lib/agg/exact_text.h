// The exact numbers of states as text: decimals with a fixed number of places, and binary fractions
// in hexadecimal.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "agg/big_integer.h"

namespace nd::agg {

// number x 10^-places, without zeros at the end: "-12.5".
void append_scaled(std::string& out, const BigInteger& number, std::size_t places);
[[nodiscard]] std::optional<BigInteger> parse_scaled(std::string_view text, std::size_t places);

// number x 2^-places as an odd hexadecimal integer and a power of two: "-1f3p-10". Requires: number
// is not 0.
void append_binary(std::string& out, const BigInteger& number, std::size_t places);
[[nodiscard]] std::optional<BigInteger> parse_binary(std::string_view text, std::size_t places);

}  // namespace nd::agg
