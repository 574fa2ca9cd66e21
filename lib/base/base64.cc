#include "base/base64.h"

#include <array>
#include <cstdint>

namespace nd {
namespace {

constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// By place in a group of four characters what a character stands for, as bits of the group's three
// bytes, the first of them lowest; kBad: it is none of the alphabet.
constexpr std::uint32_t kBad = std::uint32_t{1} << 31;
constexpr std::array<std::array<std::uint32_t, 256>, 4> kBits = [] {
  std::array<std::array<std::uint32_t, 256>, 4> bits{};
  for (std::size_t place = 0; place < bits.size(); ++place) {
    bits[place].fill(kBad);
    for (std::uint32_t i = 0; i < kAlphabet.size(); ++i) {
      const std::uint32_t word = i << (18 - 6 * place);
      bits[place][static_cast<unsigned char>(kAlphabet[i])] =
          word >> 16 | (word >> 8 & 0xff) << 8 | (word & 0xff) << 16;
    }
  }
  return bits;
}();

// The three bytes of four characters; kBad is set if one of them is none of the alphabet.
std::uint32_t bits_of(const char* four) {
  std::uint32_t bits = 0;
  for (std::size_t place = 0; place < kBits.size(); ++place)
    bits |= kBits[place][static_cast<unsigned char>(four[place])];
  return bits;
}

}  // namespace

void append_base64(std::string& out, std::string_view bytes) {
  out.reserve(out.size() + (bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t count = bytes.size() - i < 3 ? bytes.size() - i : 3;
    std::uint32_t word = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      word = word << 8 | (j < count ? static_cast<unsigned char>(bytes[i + j]) : 0U);
    }
    for (std::size_t j = 0; j < 4; ++j) {
      out.push_back(j <= count ? kAlphabet[word >> (18 - 6 * j) & 63] : '=');
    }
  }
}

std::optional<std::string> parse_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  if (text.empty()) return std::string();
  std::string bytes(text.size() / 4 * 3, '\0');
  char* out = bytes.data();
  std::uint32_t seen = 0;
  const char* const last = text.data() + text.size() - 4;
  for (const char* at = text.data(); at != last; at += 4, out += 3) {
    const std::uint32_t bits = bits_of(at);
    seen |= bits;
    out[0] = static_cast<char>(bits);
    out[1] = static_cast<char>(bits >> 8);
    out[2] = static_cast<char>(bits >> 16);
  }
  // One or two bytes less stand in the last four, for each '='.
  std::string four(last, 4);
  std::size_t missing = 0;
  for (; missing < 2 && four[3 - missing] == '='; ++missing)
    four[3 - missing] = kAlphabet[0];
  const std::uint32_t bits = bits_of(four.data());
  if (((seen | bits) & kBad) != 0) return std::nullopt;
  for (unsigned i = 0; i < 3; ++i)
    out[i] = static_cast<char>(bits >> (8 * i));
  bytes.resize(bytes.size() - missing);
  return bytes;
}

}  // namespace nd
