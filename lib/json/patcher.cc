// The paths form a trie. The walk goes through the members of an object that is a node of it and
// copies each, edited, behind the separator that it had; what is missing at the end is added.
//
// The outermost object is mostly walked by steps (member_walk.h), which know of each key whether it
// is named; what stands between two edits is then copied as a whole. Steps decide nothing that the
// plain walk would decide otherwise: where they do not get through, it begins anew.
#include "json/patcher.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "json/member_walk.h"
#include "json/patch_walk.h"
#include "json/scan.h"
#include "json/tree.h"
#include "json/writer.h"

namespace nd::json {

using Action = FieldEdit::Action;

// The members of the outermost object, as walk_members gives them. What is not as it would be
// written is written anew, member by member, where the rest leaves as written.
class Patcher::Members {
 public:
  explicit Members(Walk& walk)
      : walk_(walk),
        patcher_(walk.patcher_),
        entries_(patcher_.nodes_[0].entries),
        stays_(patcher_.others_ == Others::kStay),
        anew_(patcher_.rest_ == Rest::kAsWritten),
        copied_(walk.begin_) {}

  void note(Step& step, std::string_view key) const {
    step.bit = patcher_.bit_of(key);
    if (anew_ && !is_compact(step)) step.slot = kSpaced;
    for (std::uint32_t i = 0; i < entries_.size(); ++i) {
      if (entries_[i].name == key) step.slot = i;
    }
  }

  // A named key that stands twice is for the plain walk; in what would be written none does.
  [[nodiscard]] bool enter(const Step& step) {
    const bool again = (seen_ & step.bit) != 0;
    seen_ |= step.bit;
    return anew_ ? !again && step.bit != 0 : !again || step.slot == kNone;
  }

  [[nodiscard]] const char* string_end(const char* p) {
    bool escaped = false;
    if (anew_) {
      const char* const close = written_string_end(p, escaped);
      if (close != nullptr) return close;
      form_ = Form::kOther;
    }
    return scan::string_end(p, walk_.end_, escaped, fault_);
  }

  [[nodiscard]] const char* value_end(const char* p) {
    const char* const from = p;
    p = scan::skip_blanks(p, walk_.end_);
    if (anew_) {
      const char* const end = patcher_.validator_->written_end(p, walk_.end_, 1);
      form_ = end == nullptr ? Form::kOther : p == from ? Form::kWritten : Form::kSpaced;
      if (end != nullptr) return end;
    }
    return scan::skip_value(p, walk_.end_, fault_);
  }

  [[nodiscard]] bool member(const Step& step, const char* before, const char* value,
                            const char* end) {
    if (step.slot == kNone && stays_ && !gap_ && form_ == Form::kWritten) [[likely]]
      return true;
    return change(step, before, value, end);
  }

  // `last`: the end of the last value; `close`: the '}'.
  void end(const char* last, const char* close) {
    if (gap_ && first_) walk_.out_.push_back('{');
    if (!gap_) {
      first_ = false;
      copy(last);
    }
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      if ((seen_ >> i & 1) == 0) walk_.add_missing(entries_[i], first_);
    }
    walk_.out_.append(gap_ || anew_ ? close : last, close + 1);
  }

 private:
  // How the value at hand stands, where it is to be as written.
  enum class Form : std::uint8_t {
    kWritten,
    kSpaced,  // behind a blank
    kOther,
  };

  // A key that is not named, with blanks around it where none are written.
  static constexpr std::uint32_t kSpaced = kNone - 1;

  // A member that goes, is edited, or cannot be copied along with the one before it.
  [[gnu::noinline]] bool change(const Step& step, const char* before, const char* value,
                                const char* end) {
    const Entry* const entry = step.slot < kSpaced ? &entries_[step.slot] : nullptr;
    const bool goes = entry == nullptr ? !stays_ : is_active(*entry, Action::kDrop);
    if (goes) {
      if (!gap_) {
        first_ = first_ && before == walk_.begin_;
        copy(before);
      }
      gap_ = true;
      form_ = Form::kWritten;
      return true;
    }
    const bool close = !is_blank(*before) && !is_blank(*value) && is_compact(step);
    value = scan::skip_blanks(value, end);
    if (anew_ && (gap_ || !close)) {
      begin_anew(before, value);
    } else if (gap_) {
      begin_member(before);
    }
    if (entry != nullptr && !edit(*entry, before, value, end)) return false;
    return std::exchange(form_, Form::kWritten) != Form::kOther || copied_ == end ||
           rewrite(value, end);
  }

  static bool is_compact(const Step& step) {
    const std::string_view bytes(step.bytes.data(), step.length);
    return bytes[1] == '"' && bytes.ends_with(step.string ? "\":\"" : "\":");
  }

  [[nodiscard]] bool is_active(const Entry& entry, Action action) const {
    return entry.node == kNone && walk_.active(entry.edit, action);
  }

  void copy(const char* to) {
    walk_.out_.append(copied_, to);
    copied_ = to;
  }

  // The place of the key of the member behind `before`.
  [[nodiscard]] const char* key(const char* before) const {
    return scan::skip_blanks(scan::skip_blanks(before, walk_.end_) + 1, walk_.end_);
  }

  // What stands before the first member that stays after others that go.
  void begin_member(const char* before) {
    copied_ = key(before);
    walk_.out_.push_back(first_ ? '{' : ',');
    if (first_) walk_.out_.append(walk_.begin_ + 1, key(walk_.begin_));
    first_ = gap_ = false;
  }

  // What stands before the value, as it is written.
  void begin_anew(const char* before, const char* value) {
    if (!gap_) {
      first_ = first_ && before == walk_.begin_;
      copy(before);
    }
    const char* const from = key(before);
    walk_.out_.push_back(first_ ? '{' : ',');
    walk_.out_.append(from, scan::string_stop(from + 1) + 1);
    walk_.out_.push_back(':');
    copied_ = value;
    first_ = gap_ = false;
  }

  [[nodiscard]] bool edit(const Entry& entry, const char* before, const char* value,
                          const char* end) {
    if (entry.node != kNone) {
      if (form_ == Form::kOther) return false;
      copy(value);
      copied_ = end;
      return walk_.value(value, entry.node) == end;
    }
    if (is_active(entry, Action::kSet)) {
      copy(value);
      walk_.out_.append(walk_.choices_[entry.edit].text);
      copied_ = end;
    } else if (is_active(entry, Action::kRename)) {
      copy(key(before));
      append_string(walk_.out_, patcher_.edits_[entry.edit].name);
      copied_ = scan::string_stop(copied_ + 1) + 1;
    }
    return true;
  }

  // A value that is not as it would be written.
  [[nodiscard]] bool rewrite(const char* value, const char* end) {
    copy(value);
    const std::string_view text(value, static_cast<std::size_t>(end - value));
    copied_ = end;
    if (*value == '"') {
      patcher_.key_.clear();
      scan::unescape(text.substr(1, text.size() - 2), patcher_.key_);
      append_string(walk_.out_, patcher_.key_);
      return true;
    }
    if (*value != '{' && *value != '[') {
      walk_.out_.append(text);
      return true;
    }
    if (text.size() > kMaxDepth) return false;  // it may lie too deep
    patcher_.arena_.reset();
    const auto tree =
        expand(Value::raw(*value == '{' ? Kind::kObject : Kind::kArray, text), patcher_.arena_);
    if (!tree) return false;
    append_value(walk_.out_, *tree);
    return true;
  }

  Walk& walk_;
  Patcher& patcher_;
  const std::vector<Entry>& entries_;
  bool stays_;  // what no edit names
  bool anew_;
  const char* copied_;  // what stands before it is written, or goes
  Form form_ = Form::kWritten;
  bool gap_ = false;   // the last member went
  bool first_ = true;  // no member was written before the last that went
  std::uint64_t seen_ = 0;
  scan::Fault fault_;
};

Patcher::Patcher(std::vector<FieldEdit> edits, Others others, Rest rest)
    : edits_(std::move(edits)), others_(others), rest_(rest) {
  if (rest == Rest::kAsWritten) validator_.emplace();
  nodes_.emplace_back();
  for (std::uint32_t i = 0; i < edits_.size(); ++i) {
    std::uint32_t node = 0;
    const auto& segments = edits_[i].path.segments;
    for (std::size_t level = 0; level < segments.size(); ++level) {
      auto& entries = nodes_[node].entries;
      auto at = std::find_if(entries.begin(), entries.end(),
                             [&](const Entry& entry) { return entry.name == segments[level]; });
      if (at == entries.end()) {
        at = entries.insert(at, Entry{segments[level], {}, kNone, kNone});
        append_string(at->key, at->name);
        at->key.push_back(':');
      }
      if (level + 1 == segments.size()) {
        at->edit = i;
        break;
      }
      if (at->node == kNone) at->node = static_cast<std::uint32_t>(nodes_.size());
      node = at->node;
      if (node == nodes_.size()) nodes_.emplace_back();
    }
  }
  for (Node& node : nodes_)
    node.seen.resize(node.entries.size());
  for (const Entry& entry : nodes_[0].entries)
    may_step_ = bit_of(entry.name) != 0 && may_step_;
}

std::uint64_t Patcher::bit_of(std::string_view key) {
  constexpr std::size_t kMost = 64;
  const auto at = std::find(keys_.begin(), keys_.end(), key);
  const auto index = static_cast<std::size_t>(at - keys_.begin());
  if (index >= kMost) return 0;
  if (at == keys_.end()) keys_.emplace_back(key);
  return std::uint64_t{1} << index;
}

bool Patcher::by_steps(Walk& walk, PaddedView line) {
  Members members(walk);
  const char* last = nullptr;
  const char* const close = walk_members(steps_, line, members, last);
  if (close == nullptr || close + 1 != line.end()) return false;
  members.end(last, close);
  return true;
}

Status Patcher::apply(std::string& out, PaddedView line, std::span<const EditChoice> choices) {
  Walk walk(*this, out, line, choices);
  if (!line.empty() && line[0] == '{' && may_step_ && steps_.begin_line()) {
    const std::size_t size = out.size();
    if (by_steps(walk, line)) return {};
    out.resize(size);
    steps_.failed();
  }
  return walk.record();
}

bool Patcher::apply_as_written(std::string& out, PaddedView line,
                               std::span<const EditChoice> choices) {
  if (line.empty() || line[0] != '{') return false;
  if (find_invalid_utf8(line.text()) != std::string_view::npos) return false;
  Walk walk(*this, out, line, choices);
  const std::size_t size = out.size();
  if (may_step_ && steps_.begin_line()) {
    if (by_steps(walk, line)) return true;
    out.resize(size);
    steps_.failed();
  }
  if (validator_->written_end(line.begin(), line.end(), 0) == line.end() && walk.record())
    return true;
  out.resize(size);
  return false;
}

}  // namespace nd::json
