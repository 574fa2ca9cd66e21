// Pairs of a key and a text, for the tests of what sorts them.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "key/key_encoder.h"

namespace nd::sort {

using Pair = std::pair<std::string, std::string>;

inline std::string key_of(std::string_view text) {
  key::KeyBuffer buffer;
  key::KeyEncoder::append_string(buffer, text);
  return std::string(buffer.view());
}

}  // namespace nd::sort
