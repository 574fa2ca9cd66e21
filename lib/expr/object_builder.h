// ObjectBuilder: fields set one after another, each name once, in the order in which they were
// first set.
#pragma once

#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "json/value.h"

namespace nd::expr {

// Names are views that must outlive the builder. Small objects are searched through, larger ones by
// a table, so n fields cost O(n).
class ObjectBuilder {
 public:
  ObjectBuilder() = default;
  // Requires: object is a tree object.
  explicit ObjectBuilder(const json::Value& object)
      : members_(object.members().begin(), object.members().end()) {}

  void set(std::string_view key, const json::Value& value) {
    if (json::Member* const member = find_member(key)) {
      member->value = value;
      return;
    }
    members_.push_back({key, value});
    if (!index_.empty()) index_.emplace(key, members_.size() - 1);
  }

  // nullptr if it is not there. Valid until the next set().
  [[nodiscard]] const json::Value* find(std::string_view key) {
    const json::Member* const member = find_member(key);
    return member == nullptr ? nullptr : &member->value;
  }

  [[nodiscard]] std::span<const json::Member> members() const { return members_; }

 private:
  static constexpr std::size_t kSmall = 16;

  json::Member* find_member(std::string_view key) {
    if (members_.size() > kSmall) {
      if (index_.empty()) {
        for (std::size_t i = 0; i < members_.size(); ++i)
          index_.emplace(members_[i].key, i);
      }
      const auto found = index_.find(key);
      return found == index_.end() ? nullptr : &members_[found->second];
    }
    for (json::Member& member : members_) {
      if (member.key == key) return &member;
    }
    return nullptr;
  }

  std::vector<json::Member> members_;
  std::unordered_map<std::string_view, std::size_t> index_;
};

}  // namespace nd::expr
