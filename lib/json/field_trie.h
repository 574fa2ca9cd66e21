// FieldTrie: the wanted fields of a record, by the objects in which they stand.
//
// Private to the projector.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "json/schema.h"

namespace nd::json {

inline constexpr std::uint32_t kNone = UINT32_MAX;

class FieldTrie {
 public:
  // A wanted key.
  struct Entry {
    explicit Entry(std::string given) : name(std::move(given)) {
      const std::size_t size = std::min(name.size(), sizeof head);
      std::memcpy(head, name.data(), size);
      std::memset(mask, 0xff, size);
    }

    // Requires: kHead bytes may be read from the key's start on.
    [[nodiscard]] bool matches(const char* key, std::size_t size) const {
      std::uint64_t words[2] = {};
      std::memcpy(words, key, sizeof words);
      const std::uint64_t other =
          ((words[0] ^ head[0]) & mask[0]) | ((words[1] ^ head[1]) & mask[1]);
      return other == 0 && size == name.size() &&
             (size <= kHead || std::memcmp(key, name.data(), size) == 0);
    }
    static constexpr std::size_t kHead = 16;

    std::string name;            // unescaped
    std::uint64_t head[2] = {};  // its first bytes
    std::uint64_t mask[2] = {};  // those that it has
    std::uint32_t slot = kNone;  // where its value goes
    std::uint32_t node = kNone;  // the object behind it, if fields of it are wanted
  };

  // An object that is entered; the first one is the record.
  struct Node {
    std::vector<Entry> entries;
    std::vector<std::uint64_t> found;  // a bit for each entry that the current line has shown

    // The entry of a key, their number if there is none. Requires: as Entry::matches.
    [[nodiscard]] std::size_t index_of(std::string_view key) const {
      const std::size_t count = entries.size();
      for (std::size_t i = 0; i < count; ++i) {
        if (entries[i].matches(key.data(), key.size())) return i;
      }
      return count;
    }
  };

  explicit FieldTrie(const Schema& schema) {
    nodes_.emplace_back();
    for (std::uint32_t slot = 0; slot < schema.size(); ++slot) {
      const auto& segments = schema.paths()[slot].segments;
      if (segments.empty()) {
        root_slot_ = slot;
      } else {
        insert(segments, slot);
      }
    }
    for (Node& node : nodes_)
      node.found.resize((node.entries.size() + 63) / 64);
  }

  [[nodiscard]] Node& node(std::uint32_t index) { return nodes_[index]; }
  [[nodiscard]] const std::vector<Entry>& root() const { return nodes_[0].entries; }
  // Where the record itself goes.
  [[nodiscard]] std::uint32_t root_slot() const { return root_slot_; }
  // Whether no object within the record is entered.
  [[nodiscard]] bool is_flat() const { return nodes_.size() == 1; }

 private:
  void insert(const std::vector<std::string>& segments, std::uint32_t slot) {
    std::uint32_t node = 0;
    for (std::size_t i = 0; i < segments.size(); ++i) {
      auto& entries = nodes_[node].entries;
      auto at = std::find_if(entries.begin(), entries.end(),
                             [&](const Entry& e) { return e.name == segments[i]; });
      if (at == entries.end()) at = entries.insert(at, Entry(segments[i]));
      if (i + 1 == segments.size()) {
        at->slot = slot;
        return;
      }
      if (at->node == kNone) {
        at->node = static_cast<std::uint32_t>(nodes_.size());
        node = at->node;
        nodes_.emplace_back();
      } else {
        node = at->node;
      }
    }
  }

  std::vector<Node> nodes_;
  std::uint32_t root_slot_ = kNone;
};

}  // namespace nd::json
