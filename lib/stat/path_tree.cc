#include "stat/path_tree.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "base/ascii.h"
#include "json/validate.h"

namespace nd::stat {
namespace {

namespace scan = json::scan;

constexpr std::size_t kFewKeys = 8;  // that are compared one by one

}  // namespace

PathTree::PathTree(std::size_t most_keys) : most_keys_(most_keys) {
  new_node();
}

std::uint32_t PathTree::new_node() {
  nodes_.push_back(std::make_unique<Node>());
  return static_cast<std::uint32_t>(nodes_.size() - 1);
}

std::uint32_t PathTree::place_of(Node& node, std::string_view key) {
  if (node.children.size() <= kFewKeys) {
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      if (node.children[i].key == key) return static_cast<std::uint32_t>(i);
    }
    return kNone;
  }
  if (node.places.size() != node.children.size()) {
    // It was small until now, or some went again.
    node.places.clear();
    for (std::size_t i = 0; i < node.children.size(); ++i)
      node.places.emplace(node.children[i].key, static_cast<std::uint32_t>(i));
  }
  const auto found = node.places.find(key);
  return found == node.places.end() ? kNone : found->second;
}

// The node of a member. `guess` is the place at which its key is looked for first, and becomes
// the right one.
std::uint32_t PathTree::child_of(std::uint32_t id, std::string_view key, std::uint32_t& guess) {
  Node& node = *nodes_[id];
  if (node.members != kNone) return node.members;
  std::uint32_t place = guess;
  if (place >= node.children.size() || node.children[place].key != key) {
    place = place_of(node, key);
    if (place == kNone) {
      place = static_cast<std::uint32_t>(node.children.size());
      grown_.push_back(id);
      const std::uint32_t child = new_node();
      node.children.push_back({std::string(key), child, place + 1, 0});
      if (!node.places.empty()) node.places.emplace(node.children.back().key, place);
      if (node.children.size() > most_keys_) crowded_.push_back(id);
    }
    guess = place;
  }
  return node.children[place].node;
}

std::uint32_t PathTree::items_of(std::uint32_t id) {
  if (nodes_[id]->items == kNone) {
    grown_.push_back(id);
    const std::uint32_t items = new_node();
    nodes_[id]->items = items;
  }
  return nodes_[id]->items;
}

// Of a record that turned out to be none: what it added to the paths goes again.
void PathTree::forget_new_nodes(std::size_t nodes) {
  for (const std::uint32_t id : grown_) {
    if (id >= nodes) continue;
    Node& node = *nodes_[id];
    if (node.items != kNone && node.items >= nodes) node.items = kNone;
    while (!node.children.empty() && node.children.back().node >= nodes)
      node.children.pop_back();
    node.places.clear();
  }
  nodes_.resize(nodes);
  crowded_.clear();
}

// p is behind the opening quote. Returns what follows the closing one.
const char* PathTree::text(const char* p, std::string_view& out) {
  const scan::StringHead head(p);
  if (head.is_whole()) [[likely]] {
    out = {p, head.size()};
    return p + head.size() + 1;
  }
  bool escaped = false;
  const char* const close = scan::string_end(p, end_, escaped, fault_);
  if (close == nullptr) return nullptr;
  out = {p, static_cast<std::size_t>(close - p)};
  if (json::find_invalid_utf8(out) != std::string_view::npos)
    return fault_.set(p - 1, "the string is not valid UTF-8");
  if (escaped) out = scan::unescape(out, unescaped_);
  return close + 1;
}

const char* PathTree::value(const char* p, std::uint32_t node, std::size_t depth) {
  if (p >= end_) return fault_.set(end_, "expected a value");
  json::Value value;
  if (*p == '"') {
    std::string_view string;
    p = text(p + 1, string);
    if (p == nullptr) return nullptr;
    value = json::Value::string(string);
  } else if (*p == '-' || is_digit(*p)) {
    p = scan::read_number(p, end_, value, fault_);
  } else if (*p == '{') {
    return object(p, node, depth + 1);
  } else if (*p == '[') {
    return array(p, node, depth + 1);
  } else {
    p = scan::literal_end(p, end_, value, fault_);
  }
  if (p != nullptr) found_.push_back({node, value});
  return p;
}

const char* PathTree::object(const char* p, std::uint32_t node, std::size_t depth) {
  if (depth > json::kMaxDepth) return fault_.set(p, "nested too deep");
  found_.push_back({node, json::Value::object({})});
  const std::uint64_t number = ++objects_;
  p = scan::skip_blanks(p + 1, end_);
  if (p < end_ && *p == '}') return p + 1;
  std::uint32_t guess = nodes_[node]->first;
  std::uint32_t before = kNone;  // the place of the member before
  for (;;) {
    if (p >= end_ || *p != '"') return fault_.set(p, "expected a key in quotes");
    std::string_view key;
    p = text(p + 1, key);
    if (p == nullptr) return nullptr;
    p = scan::skip_blanks(p, end_);
    if (p >= end_ || *p != ':') return fault_.set(p, "expected ':' after the key");
    p = scan::skip_blanks(p + 1, end_);
    const std::uint32_t child = child_of(node, key, guess);
    Node& here = *nodes_[node];
    if (here.members == kNone && here.children[guess].object == number) {
      // The first of two is the one.
      p = scan::skip_value(p, end_, fault_);
    } else {
      if (here.members == kNone) {
        here.children[guess].object = number;
        if (before == kNone) {
          here.first = guess;
        } else {
          here.children[before].next = guess;
        }
        before = guess;
        guess = here.children[guess].next;
      }
      p = value(p, child, depth);
    }
    if (p == nullptr) return nullptr;
    p = scan::skip_blanks(p, end_);
    if (p < end_ && *p == '}') return p + 1;
    if (p >= end_ || *p != ',') return fault_.set(p, "expected ',' or '}'");
    p = scan::skip_blanks(p + 1, end_);
  }
}

const char* PathTree::array(const char* p, std::uint32_t node, std::size_t depth) {
  if (depth > json::kMaxDepth) return fault_.set(p, "nested too deep");
  found_.push_back({node, json::Value::array({})});
  p = scan::skip_blanks(p + 1, end_);
  if (p < end_ && *p == ']') return p + 1;
  const std::uint32_t items = items_of(node);
  for (;;) {
    p = value(p, items, depth);
    if (p == nullptr) return nullptr;
    p = scan::skip_blanks(p, end_);
    if (p < end_ && *p == ']') return p + 1;
    if (p >= end_ || *p != ',') return fault_.set(p, "expected ',' or ']'");
    p = scan::skip_blanks(p + 1, end_);
  }
}

Status PathTree::add(PaddedView record) {
  end_ = record.end();
  found_.clear();
  grown_.clear();
  unescaped_.reset();
  const std::size_t nodes = nodes_.size();
  const char* p = value(scan::skip_blanks(record.begin(), end_), kRoot, 0);
  if (p != nullptr && scan::skip_blanks(p, end_) != end_)
    p = fault_.set(p, "expected the end of the line");
  if (p == nullptr) {
    forget_new_nodes(nodes);
    return input_error_at(static_cast<std::size_t>(fault_.at - record.begin()), fault_.message);
  }
  for (const Found& found : found_)
    nodes_[found.node]->profile.add(found.value, sums_);
  if (!crowded_.empty()) [[unlikely]] {
    for (const std::uint32_t id : std::exchange(crowded_, {}))
      unite_members(id);
    crowded_.clear();  // those that were met within have been united already
  }
  return {};
}

// All members of a node become one.
void PathTree::unite_members(std::uint32_t id) {
  if (nodes_[id]->members == kNone) {
    const std::uint32_t members = new_node();
    nodes_[id]->members = members;
  }
  const std::deque<Child> children = std::move(nodes_[id]->children);
  nodes_[id]->children.clear();
  nodes_[id]->places.clear();
  for (const Child& child : children)
    absorb(nodes_[id]->members, *this, child.node);
}

// Adds all that is known at and below a node of a tree, which may be this one.
void PathTree::absorb(std::uint32_t into, const PathTree& tree, std::uint32_t from) {
  nodes_[into]->profile.merge(tree.node(from).profile, sums_);
  if (tree.node(from).items != kNone) absorb(items_of(into), tree, tree.node(from).items);
  if (tree.node(from).members != kNone && nodes_[into]->members == kNone) unite_members(into);
  if (tree.node(from).members != kNone)
    absorb(nodes_[into]->members, tree, tree.node(from).members);
  for (std::size_t i = 0; i < tree.node(from).children.size(); ++i) {
    const Child& child = tree.node(from).children[i];
    std::uint32_t guess = 0;
    absorb(child_of(into, child.key, guess), tree, child.node);
  }
  if (nodes_[into]->children.size() > most_keys_) unite_members(into);
}

void PathTree::merge(const PathTree& other) {
  absorb(kRoot, other, kRoot);
  crowded_.clear();
}

std::vector<std::uint32_t> PathTree::sorted_children(const Node& node) const {
  std::vector<std::uint32_t> out(node.children.size());
  std::iota(out.begin(), out.end(), 0U);
  std::sort(out.begin(), out.end(), [&](std::uint32_t a, std::uint32_t b) {
    return node.children[a].key < node.children[b].key;
  });
  return out;
}

}  // namespace nd::stat
