// The paths form a trie. The walk goes through the members of an object that is a node of it and
// copies each, edited, behind the separator that it had; what is missing at the end is added.
#include "json/patcher.h"

#include <algorithm>
#include <utility>

#include "json/scan.h"
#include "json/writer.h"

namespace nd::json {

using Action = FieldEdit::Action;

class Patcher::Walk {
 public:
  Walk(const Patcher& patcher, std::string& out, PaddedView line,
       std::span<const EditChoice> choices)
      : patcher_(patcher), out_(out), begin_(line.begin()), end_(line.end()), choices_(choices) {}

  Status record() {
    const char* const rest = value(begin_, 0);
    if (rest == nullptr) return std::move(status_);
    if (rest != end_) {
      return input_error_at(static_cast<std::size_t>(rest - begin_), "something follows the value");
    }
    return {};
  }

 private:
  [[nodiscard]] bool active(std::uint32_t edit, Action action) const {
    return choices_[edit].active && patcher_.edits_[edit].action == action;
  }

  // Whether an active edit within the node satisfies `wanted`.
  template <class Wanted>
  [[nodiscard]] bool any_within(std::uint32_t node, Wanted&& wanted) const {
    const auto& entries = patcher_.nodes_[node].entries;
    return std::any_of(entries.begin(), entries.end(), [&](const Entry& entry) {
      if (entry.node != kNone) return any_within(entry.node, wanted);
      return choices_[entry.edit].active && wanted(patcher_.edits_[entry.edit].action);
    });
  }
  [[nodiscard]] bool sets_within(std::uint32_t node) const {
    return any_within(node, [](Action action) { return action == Action::kSet; });
  }

  const char* fail(const char* at, std::string message) {
    status_ = input_error_at(static_cast<std::size_t>(at - begin_), std::move(message));
    return nullptr;
  }
  const char* fail(const scan::Fault& fault) { return fail(fault.at, fault.message); }

  // Copies the value at p with the edits of the node made within it. Returns its end.
  const char* value(const char* p, std::uint32_t node) {
    if (p < end_ && *p == '{') return object(p, node);
    scan::Fault fault;
    const char* const close = scan::skip_value(p, end_, fault);
    if (close == nullptr) return fail(fault);
    if (*p == 'n') {
      if (sets_within(node)) {
        new_object(node);
      } else {
        out_.append(p, close);
      }
      return close;
    }
    if (any_within(node, [](Action action) { return action != Action::kRename; })) {
      return fail(p, "only an object has fields, and this is none");
    }
    out_.append(p, close);
    return close;
  }

  // The fields that are set within the node, as an object.
  void new_object(std::uint32_t node) {
    out_.push_back('{');
    bool first = true;
    for (const Entry& entry : patcher_.nodes_[node].entries)
      add_missing(entry, first);
    out_.push_back('}');
  }

  void add_missing(const Entry& entry, bool& first) {
    if (entry.node == kNone ? !active(entry.edit, Action::kSet) : !sets_within(entry.node)) return;
    if (!first) out_.push_back(',');
    first = false;
    append_string(out_, entry.name);
    out_.push_back(':');
    if (entry.node == kNone) {
      out_.append(choices_[entry.edit].text);
    } else {
      new_object(entry.node);
    }
  }

  // A member's key in quotes, unescaped into `name`. Returns the start of its value.
  const char* key(const char* p, std::string& name) {
    if (p >= end_ || *p != '"') return fail(p, "expected a key in quotes");
    scan::Fault fault;
    bool escaped = false;
    const char* const close = scan::string_end(p + 1, end_, escaped, fault);
    if (close == nullptr) return fail(fault);
    const std::string_view raw(p + 1, static_cast<std::size_t>(close - p - 1));
    name.clear();
    if (escaped) {
      scan::unescape(raw, name);
    } else {
      name.assign(raw);
    }
    key_end_ = close + 1;
    p = scan::skip_blanks(key_end_, end_);
    if (p >= end_ || *p != ':') return fail(p, "expected ':' after the key");
    return scan::skip_blanks(p + 1, end_);
  }

  const char* object(const char* p, std::uint32_t node) {
    const auto& entries = patcher_.nodes_[node].entries;
    std::vector<char> seen(entries.size(), 0);
    const char* separator = p;  // '{' or ',' and the blanks before the member
    const char* member = scan::skip_blanks(p + 1, end_);
    bool first = true;    // nothing is written yet
    bool gapless = true;  // the member before was written
    std::string name;
    while (member < end_ && *member != '}') {
      const std::size_t before = out_.size();
      if (first) {
        out_.push_back('{');
        out_.append(p + 1, scan::skip_blanks(p + 1, end_));
      } else if (gapless) {
        out_.append(separator, member);
      } else {
        out_.push_back(',');
      }
      const char* const start = key(member, name);
      if (start == nullptr) return nullptr;
      const auto found = std::find_if(entries.begin(), entries.end(),
                                      [&](const Entry& entry) { return entry.name == name; });
      bool written = true;
      const char* close = nullptr;
      if (found == entries.end()) {
        close = untouched(member, start, written);
      } else {
        const auto at = static_cast<std::size_t>(found - entries.begin());
        close = edited(member, start, *found, std::exchange(seen[at], 1) != 0, written);
      }
      if (close == nullptr) return nullptr;
      if (!written) out_.resize(before);
      first = first && !written;
      gapless = written;
      separator = close;
      member = scan::skip_blanks(close, end_);
      if (member < end_ && *member == ',') {
        member = scan::skip_blanks(member + 1, end_);
        if (member < end_ && *member == '}') return fail(member, "expected a key in quotes");
        continue;
      }
      if (member >= end_ || *member != '}') return fail(member, "expected ',' or '}'");
    }
    if (member >= end_) return fail(end_, "expected ',' or '}'");
    if (first) out_.push_back('{');
    if (separator == p) out_.append(p + 1, member);
    for (std::size_t i = 0; i < entries.size(); ++i) {
      if (seen[i] == 0) add_missing(entries[i], first);
    }
    if (gapless && separator != p) out_.append(separator, member);
    out_.push_back('}');
    return member + 1;
  }

  // A member that no edit names.
  const char* untouched(const char* member, const char* start, bool& written) {
    scan::Fault fault;
    const char* const close = scan::skip_value(start, end_, fault);
    if (close == nullptr) return fail(fault);
    written = patcher_.others_ == Others::kStay;
    if (written) out_.append(member, close);
    return close;
  }

  // A member that an edit names; `again`: not for the first time.
  const char* edited(const char* member, const char* start, const Entry& entry, bool again,
                     bool& written) {
    if (entry.node != kNone && !again) {
      out_.append(member, start);
      return value(start, entry.node);
    }
    scan::Fault fault;
    const char* const close = scan::skip_value(start, end_, fault);
    if (close == nullptr) return fail(fault);
    if (entry.node != kNone || again) {
      const bool inactive = entry.node == kNone && !choices_[entry.edit].active;
      written = inactive;
      if (written) out_.append(member, close);
      return close;
    }
    const FieldEdit& edit = patcher_.edits_[entry.edit];
    if (!choices_[entry.edit].active || edit.action == Action::kKeep) {
      out_.append(member, close);
    } else if (edit.action == Action::kDrop) {
      written = false;
    } else if (edit.action == Action::kSet) {
      out_.append(member, start).append(choices_[entry.edit].text);
    } else {
      append_string(out_, edit.name);
      out_.append(key_end_, close);
    }
    return close;
  }

  const Patcher& patcher_;
  std::string& out_;
  const char* begin_;
  const char* end_;
  std::span<const EditChoice> choices_;
  const char* key_end_ = nullptr;  // of the key read last, behind its quote
  Status status_;
};

Patcher::Patcher(std::vector<FieldEdit> edits, Others others)
    : edits_(std::move(edits)), others_(others) {
  nodes_.emplace_back();
  for (std::uint32_t i = 0; i < edits_.size(); ++i) {
    std::uint32_t node = 0;
    const auto& segments = edits_[i].path.segments;
    for (std::size_t level = 0; level < segments.size(); ++level) {
      auto& entries = nodes_[node].entries;
      auto at = std::find_if(entries.begin(), entries.end(),
                             [&](const Entry& entry) { return entry.name == segments[level]; });
      if (at == entries.end()) at = entries.insert(at, Entry{segments[level], kNone, kNone});
      if (level + 1 == segments.size()) {
        at->edit = i;
        break;
      }
      if (at->node == kNone) at->node = static_cast<std::uint32_t>(nodes_.size());
      node = at->node;
      if (node == nodes_.size()) nodes_.emplace_back();
    }
  }
}

Status Patcher::apply(std::string& out, PaddedView line, std::span<const EditChoice> choices) {
  return Walk(*this, out, line, choices).record();
}

}  // namespace nd::json
