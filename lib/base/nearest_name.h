// The name that was meant by a mistyped one.
//
// Belongs here: how far two words are apart. Does not belong here: which names there are, how near
// is near enough, and what is said about it; the module with the names knows.
#pragma once

#include <cstddef>
#include <string_view>

namespace nd {

// Edits (insert, delete, replace, swap of neighbours) that make `b` of `a`: the restricted
// Damerau-Levenshtein distance (Boytsov 2011), O(|a| |b|).
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

// Of the names that are offered the first that takes the fewest edits.
class NearestName {
 public:
  // A name that takes more edits than `most` is not near.
  explicit NearestName(std::size_t most) : most_(most) {}

  void offer(std::string_view name, std::size_t edits) {
    if (edits > most_ || (!name_.empty() && edits == most_)) return;
    name_ = name;
    most_ = edits;
  }
  // Empty: none was near.
  [[nodiscard]] std::string_view name() const { return name_; }

 private:
  std::size_t most_;
  std::string_view name_;
};

}  // namespace nd
