// Patcher::Walk: the plain walk over a line that is edited, and what both walks of it write.
//
// Private to the patcher.
#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "json/patcher.h"
#include "json/scan.h"
#include "json/writer.h"

namespace nd::json {

class Patcher::Walk {
 public:
  Walk(Patcher& patcher, std::string& out, PaddedView line, std::span<const EditChoice> choices)
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
  friend class Members;

  [[nodiscard]] bool active(std::uint32_t edit, FieldEdit::Action action) const {
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
    return any_within(node,
                      [](FieldEdit::Action action) { return action == FieldEdit::Action::kSet; });
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
    if (any_within(node,
                   [](FieldEdit::Action action) { return action != FieldEdit::Action::kRename; })) {
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
    if (entry.node == kNone ? !active(entry.edit, FieldEdit::Action::kSet)
                            : !sets_within(entry.node))
      return;
    if (!first) out_.push_back(',');
    first = false;
    out_.append(entry.key);
    if (entry.node == kNone) {
      out_.append(choices_[entry.edit].text);
    } else {
      new_object(entry.node);
    }
  }

  // A member's key in quotes, unescaped. Returns the start of its value.
  const char* key(const char* p, std::string_view& name) {
    if (p >= end_ || *p != '"') return fail(p, "expected a key in quotes");
    scan::Fault fault;
    bool escaped = false;
    const char* const close = scan::string_end(p + 1, end_, escaped, fault);
    if (close == nullptr) return fail(fault);
    name = {p + 1, static_cast<std::size_t>(close - p - 1)};
    if (escaped) {
      patcher_.key_.clear();
      scan::unescape(name, patcher_.key_);
      name = patcher_.key_;
    }
    key_end_ = close + 1;
    p = scan::skip_blanks(key_end_, end_);
    if (p >= end_ || *p != ':') return fail(p, "expected ':' after the key");
    return scan::skip_blanks(p + 1, end_);
  }

  const char* object(const char* p, std::uint32_t node_index) {
    Node& node = patcher_.nodes_[node_index];
    std::fill(node.seen.begin(), node.seen.end(), 0);
    const char* separator = p;  // '{' or ',' and the blanks before the member
    const char* member = scan::skip_blanks(p + 1, end_);
    bool first = true;    // nothing is written yet
    bool gapless = true;  // the member before was written
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
      std::string_view name;
      const char* const start = key(member, name);
      if (start == nullptr) return nullptr;
      bool written = true;
      const char* const close = named_or_not(member, start, node, name, written);
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
    for (std::size_t i = 0; i < node.entries.size(); ++i) {
      if (node.seen[i] == 0) add_missing(node.entries[i], first);
    }
    if (gapless && separator != p) out_.append(separator, member);
    out_.push_back('}');
    return member + 1;
  }

  const char* named_or_not(const char* member, const char* start, Node& node, std::string_view name,
                           bool& written) {
    for (std::size_t i = 0; i < node.entries.size(); ++i) {
      if (node.entries[i].name != name) continue;
      return edited(member, start, node.entries[i], std::exchange(node.seen[i], 1) != 0, written);
    }
    return untouched(member, start, written);
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
    if (!choices_[entry.edit].active || edit.action == FieldEdit::Action::kKeep) {
      out_.append(member, close);
    } else if (edit.action == FieldEdit::Action::kDrop) {
      written = false;
    } else if (edit.action == FieldEdit::Action::kSet) {
      out_.append(member, start).append(choices_[entry.edit].text);
    } else {
      append_string(out_, edit.name);
      out_.append(key_end_, close);
    }
    return close;
  }

  Patcher& patcher_;
  std::string& out_;
  const char* begin_;
  const char* end_;
  std::span<const EditChoice> choices_;
  const char* key_end_ = nullptr;  // of the key read last, behind its quote
  Status status_;
};

}  // namespace nd::json
