// PathTree: the paths of all values that records hold, and a profile of the values at each.
//
// A path is a way through members and array items: .user.id, .tags[], .tags[].name. Of an object
// with more keys than are worth a path each (ids as keys) all members are one path, .plays.*; which
// objects these are is a matter of the set of keys alone, so that trees of parts merge into the
// tree of the whole.
//
// Belongs here: the walk over a record that finds its values, the paths, and merging. Does not
// belong here: what is said of a path (profile.h), how it is written (stat.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/arena.h"
#include "base/padded_view.h"
#include "base/result.h"
#include "json/scan.h"
#include "json/value.h"
#include "stat/profile.h"

namespace nd::stat {

class PathTree {
 public:
  static constexpr std::uint32_t kNone = static_cast<std::uint32_t>(-1);
  static constexpr std::uint32_t kRoot = 0;

  struct Child {
    std::string key;  // unescaped
    std::uint32_t node = kNone;
    std::uint32_t next = 0;    // the place of the child that followed last time
    std::uint64_t object = 0;  // the last object that had it, by number
  };
  struct Node {
    Profile profile;
    std::deque<Child> children;     // of objects, in the order in which they were met; none moves
    std::uint32_t items = kNone;    // of arrays
    std::uint32_t members = kNone;  // of objects with too many keys: all members
    std::uint32_t first = 0;        // the place of the child that was first last time
    std::unordered_map<std::string_view, std::uint32_t> places{};  // of many children
  };

  // `most_keys`: an object with more different keys has one path for all of them.
  explicit PathTree(std::size_t most_keys);

  // Takes the values of a record. kInput, with the place, and nothing taken, where it is no JSON
  // value; every byte is checked. Requires: as scan::string_stop.
  [[nodiscard]] Status add(PaddedView record);
  // Takes those of another tree, made with the same number of keys.
  void merge(const PathTree& other);

  [[nodiscard]] const Node& node(std::uint32_t id) const { return *nodes_[id]; }
  // The places of a node's children in the order of their keys, those that no record had left out.
  [[nodiscard]] std::vector<std::uint32_t> sorted_children(const Node& node) const;

 private:
  struct Found {
    std::uint32_t node;
    json::Value value;
  };

  std::uint32_t new_node();
  std::uint32_t child_of(std::uint32_t node, std::string_view key, std::uint32_t& guess);
  std::uint32_t place_of(Node& node, std::string_view key);
  std::uint32_t items_of(std::uint32_t node);
  void forget_new_nodes(std::size_t nodes);
  void unite_members(std::uint32_t node);
  void absorb(std::uint32_t into, const PathTree& tree, std::uint32_t from);

  // The walk: each returns what follows, nullptr with the fault.
  const char* value(const char* p, std::uint32_t node, std::size_t depth);
  const char* object(const char* p, std::uint32_t node, std::size_t depth);
  const char* array(const char* p, std::uint32_t node, std::size_t depth);
  const char* text(const char* p, std::string_view& out);

  std::size_t most_keys_;
  std::vector<std::unique_ptr<Node>> nodes_;
  Arena sums_;  // of the profiles
  std::uint64_t objects_ = 0;
  std::vector<std::uint32_t> crowded_;  // nodes that have come to too many keys
  // Of the record at work.
  const char* end_ = nullptr;
  json::scan::Fault fault_;
  std::vector<Found> found_;
  Arena unescaped_;
  std::vector<std::uint32_t> grown_;  // nodes that were given new children or items
};

}  // namespace nd::stat
