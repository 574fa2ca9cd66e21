// The walk over one line.
//
// The wanted paths form a trie: a node for each object that is entered, an entry for each wanted key of it. The walk
// goes through the keys of an object once, compares each with the few entries of its node, reads wanted values into
// their slots, and passes over the rest. When an object's entries are all found and no outer one waits for more, it
// stops: the rest of the line is not looked at, save that its last byte must close what its first byte opened.
#include "json/projector.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include "base/arena.h"
#include "json/scan.h"

namespace nd::json {
namespace {

constexpr std::uint32_t kNone = UINT32_MAX;

struct Entry {
  std::string name;            // unescaped
  std::uint32_t slot = kNone;  // where its value goes
  std::uint32_t node = kNone;  // the object behind it, if fields of it are wanted
};

struct Node {
  std::vector<Entry> entries;  // at most 64, the rest are found by the slower way of the same walk
};

}  // namespace

class Projector::Impl {
 public:
  explicit Impl(const Schema& schema) : values_(schema.size()) {
    nodes_.emplace_back();
    for (std::uint32_t slot = 0; slot < schema.size(); ++slot) {
      const auto& segments = schema.paths()[slot].segments;
      if (segments.empty()) {
        root_slot_ = slot;
      } else {
        insert(segments, slot);
      }
    }
    has_fields_ = !nodes_[0].entries.empty();
    found_.resize(nodes_.size());
    for (std::size_t i = 0; i < nodes_.size(); ++i) found_[i].resize(nodes_[i].entries.size());
  }

  bool project(PaddedView line) {
    arena_.reset();
    std::fill(values_.begin(), values_.end(), Value());
    begin_ = line.begin();
    end_ = line.end();
    const char first = *begin_;
    if (first == '{') {
      if (end_[-1] != '}') return fail(end_, "the record is cut: it does not end with '}'");
      if (root_slot_ != kNone) values_[root_slot_] = Value::raw(Kind::kObject, line.text());
      if (!has_fields_) return true;
      const char* const p = object(begin_ + 1, 0, true);
      if (p == nullptr) return fail(fault_.at, fault_.message);
      if (p == end_ || stopped_) return true;
      return fail(scan::skip_blanks(p, end_), "something follows the value");
    }
    return other(line);
  }

  [[nodiscard]] const std::vector<Value>& values() const { return values_; }
  [[nodiscard]] const Error& error() const { return error_; }

 private:
  void insert(const std::vector<std::string>& segments, std::uint32_t slot) {
    std::uint32_t node = 0;
    for (std::size_t i = 0; i < segments.size(); ++i) {
      auto& entries = nodes_[node].entries;
      auto at = std::find_if(entries.begin(), entries.end(), [&](const Entry& e) { return e.name == segments[i]; });
      if (at == entries.end()) at = entries.insert(at, Entry{segments[i], kNone, kNone});
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

  bool fail(const char* at, const char* message) {
    error_ = Error{ErrorKind::kInput, message, static_cast<std::size_t>(at - begin_)};
    return false;
  }

  // A record that is no object: one value, without fields.
  bool other(PaddedView line) {
    Value value;
    const char* const p = read_value(begin_, value);
    if (p == nullptr) return fail(fault_.at, fault_.message);
    if (p != end_) return fail(scan::skip_blanks(p, end_), "something follows the value");
    if (root_slot_ != kNone) values_[root_slot_] = value.is_nested() ? Value::raw(value.kind(), line.text()) : value;
    return true;
  }

  // Reads any value; nested ones raw. Returns its end.
  const char* read_value(const char* p, Value& out) {
    if (p >= end_) return fault_.set(end_, "expected a value");
    const char c = *p;
    if (c == '"') {
      bool escaped = false;
      const char* const close = scan::string_end(p + 1, end_, escaped, fault_);
      if (close == nullptr) return nullptr;
      std::string_view text(p + 1, static_cast<std::size_t>(close - p - 1));
      if (escaped) text = scan::unescape(text, arena_);
      out = Value::string(text);
      return close + 1;
    }
    if (c == '-' || scan::is_digit(c)) return read_number(p, out);
    if (c == '{' || c == '[') {
      const char* const close = scan::skip_nested(p, end_, fault_);
      if (close == nullptr) return nullptr;
      out = Value::raw(c == '{' ? Kind::kObject : Kind::kArray, {p, static_cast<std::size_t>(close - p)});
      return close;
    }
    return scan::literal_end(p, end_, out, fault_);
  }

  const char* read_number(const char* p, Value& out) {
    // The common case: an integer of at most 18 digits.
    const char* q = p + (*p == '-' ? 1 : 0);
    const char* const digits = q;
    std::int64_t number = 0;
    while (scan::is_digit(*q)) number = number * 10 + (*q++ - '0');
    const auto count = q - digits;
    const bool plain = count > 0 && count <= 18 && *q != '.' && *q != 'e' && *q != 'E' && (*digits != '0' || count == 1);
    if (plain && (*p != '-' || number != 0)) [[likely]] {
      out = Value::integer(*p == '-' ? -number : number);
      return q;
    }
    const char* const number_end = scan::number_end(p, end_, fault_);
    if (number_end != nullptr) out = scan::number_value(p, number_end);
    return number_end;
  }

  // p is behind the '{' of a wanted object. `last`: no outer object waits for more, so the walk may stop (stopped_).
  const char* object(const char* p, std::uint32_t node_index, bool last) {
    Node& node = nodes_[node_index];
    std::vector<char>& found = found_[node_index];
    std::fill(found.begin(), found.end(), 0);
    std::size_t missing = node.entries.size();
    stopped_ = false;
    p = scan::skip_blanks(p, end_);
    if (p < end_ && *p == '}') return p + 1;
    for (;;) {
      if (p >= end_ || *p != '"') return fault_.set(p, "expected a key in quotes");
      const char* const key = p + 1;
      bool escaped = false;
      const char* const close = scan::string_end(key, end_, escaped, fault_);
      if (close == nullptr) return nullptr;
      p = close + 1;
      if (p >= end_ || *p != ':') {
        p = scan::skip_blanks(p, end_);
        if (p >= end_ || *p != ':') return fault_.set(p, "expected ':' after the key");
      }
      p = scan::skip_blanks(p + 1, end_);
      std::string_view name(key, static_cast<std::size_t>(close - key));
      if (escaped) [[unlikely]] name = scan::unescape(name, arena_);
      const std::size_t at = missing == 0 ? node.entries.size() : index_of(node, name);
      if (at == node.entries.size() || found[at] != 0) {
        p = scan::skip_value(p, end_, fault_);
      } else {
        found[at] = 1;
        --missing;
        p = wanted(p, node.entries[at], last && missing == 0);
        if (stopped_) return p;
        if (p != nullptr && missing == 0 && last) {
          stopped_ = true;
          return p;
        }
      }
      if (p == nullptr) return nullptr;
      p = scan::skip_blanks(p, end_);
      if (p < end_ && *p == ',') {
        p = scan::skip_blanks(p + 1, end_);
        continue;
      }
      if (p < end_ && *p == '}') return p + 1;
      return fault_.set(p, "expected ',' or '}'");
    }
  }

  static std::size_t index_of(const Node& node, std::string_view name) {
    const std::size_t count = node.entries.size();
    for (std::size_t i = 0; i < count; ++i) {
      if (node.entries[i].name == name) return i;
    }
    return count;
  }

  // Reads the value of an entry, and of the fields behind it.
  const char* wanted(const char* p, const Entry& entry, bool last) {
    if (entry.node == kNone) return read_value(p, values_[entry.slot]);
    if (p < end_ && *p == '{') {
      const bool raw = entry.slot != kNone;
      const char* const close = object(p + 1, entry.node, last && !raw);
      if (close != nullptr && raw) {
        values_[entry.slot] = Value::raw(Kind::kObject, {p, static_cast<std::size_t>(close - p)});
      }
      return close;
    }
    Value value;
    const char* const close = read_value(p, value);
    if (entry.slot != kNone) values_[entry.slot] = value;
    return close;
  }

  std::vector<Node> nodes_;
  std::vector<std::vector<char>> found_;  // for each node, which entries the current line has shown
  std::uint32_t root_slot_ = kNone;
  bool has_fields_ = false;
  std::vector<Value> values_;
  Arena arena_;  // unescaped text of the current line
  const char* begin_ = nullptr;
  const char* end_ = nullptr;
  bool stopped_ = false;
  scan::Fault fault_;
  Error error_;
};

Projector::Projector(const Schema& schema) : impl_(std::make_unique<Impl>(schema)) {
  values_ = impl_->values().data();
  size_ = impl_->values().size();
}
Projector::~Projector() = default;
Projector::Projector(Projector&&) noexcept = default;
Projector& Projector::operator=(Projector&&) noexcept = default;

bool Projector::project(PaddedView line) { return impl_->project(line); }
const Error& Projector::error() const { return impl_->error(); }

}  // namespace nd::json
