// DiffKinds: which kinds of values the keys of two files are, so that it can be said why none is in
// both.
//
// Belongs here: kinds by side and column. Does not belong here: which keys met (diff.h).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace nd::compare {

class DiffKinds {
 public:
  explicit DiffKinds(std::size_t columns) : masks_(columns) {}

  // Requires: `key` was made by KeyEncoder, ascending, of so many columns. `side` is 0 or 1.
  void note(std::size_t side, std::string_view key);

  struct Clash {
    std::size_t column = 0;
    std::array<std::string_view, 2> kinds;  // by side: "a number"
  };
  // The first column of which one side has one kind alone and the other side another one; null is
  // of no kind.
  [[nodiscard]] std::optional<Clash> clash() const;

 private:
  std::vector<std::array<std::uint8_t, 2>> masks_;  // by column, of each side
};

}  // namespace nd::compare
