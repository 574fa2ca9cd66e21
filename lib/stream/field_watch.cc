#include "stream/field_watch.h"

#include <algorithm>
#include <utility>

#include "base/arena.h"
#include "json/tree.h"

namespace nd::stream {
namespace {

constexpr std::uint64_t kProbe = 10'000;  // records that are all read where some might be skipped
constexpr std::uint64_t kNamed = 50;      // records whose fields are noted
constexpr std::size_t kMostNames = 2'000;
constexpr std::size_t kDeepest = 4;

void note_fields(const json::Value& value, json::FieldPath& path, std::set<std::string>& names) {
  if (!value.is_object() || path.segments.size() == kDeepest) return;
  for (const json::Member& member : value.members()) {
    if (names.size() >= kMostNames) return;
    path.segments.emplace_back(member.key);
    names.insert(path.print());
    note_fields(member.value, path, names);
    path.segments.pop_back();
  }
}

// What is open in both.
void keep_common(std::vector<std::uint32_t>& open, const std::vector<std::uint32_t>& other) {
  std::erase_if(open, [&](std::uint32_t slot) {
    return std::find(other.begin(), other.end(), slot) == other.end();
  });
}

}  // namespace

FieldWatch::FieldWatch(const json::Schema& schema, Lacked lacked, bool skips)
    : schema_(&schema), lacked_{std::move(lacked)} {
  for (std::uint32_t slot = 0; slot < schema.size(); ++slot) {
    if (!schema.paths()[slot].segments.empty() && schema.expects(slot)) open_.push_back(slot);
  }
  holds_ = skips && !open_.empty();
}

void FieldWatch::look_for(const std::vector<json::FieldPath>& named) {
  if (named.empty()) return;
  named_ = std::make_unique<Named>();
  for (const json::FieldPath& path : named)
    named_->schema.add(path);
  named_->projector.emplace(named_->schema);
  for (std::uint32_t slot = 0; slot < named_->schema.size(); ++slot)
    named_->open.push_back(slot);
}

void FieldWatch::look_for_named(PaddedView text) {
  if (!named_->projector->project(text)) return;  // the operator finds the fault too
  const json::Row row = named_->projector->row();
  std::erase_if(named_->open, [&](std::uint32_t slot) { return !row[slot].is_missing(); });
}

void FieldWatch::look(json::Row row, PaddedView text) {
  ++seen_;
  const std::size_t before = open_.size();
  std::erase_if(open_, [&](std::uint32_t slot) { return !row[slot].is_missing(); });
  if (named_open()) look_for_named(text);
  if (is_open() && seen_ <= kNamed) note_names(text);
  const bool may_change =
      open_.empty() || seen_ == kProbe || (seen_ > kProbe && open_.size() < before);
  if (holds_ && may_change) decide_skipping();
}

json::SlotSet FieldWatch::lacked() const {
  json::SlotSet all;
  for (const Lacked& add_lacked : lacked_)
    add_lacked(all);
  return all;
}

void FieldWatch::decide_skipping() {
  const json::SlotSet lacked = this->lacked();
  holds_ =
      std::any_of(open_.begin(), open_.end(), [&](std::uint32_t slot) { return lacked.has(slot); });
  if (!holds_) open_.clear();
}

void FieldWatch::note_names(PaddedView text) {
  Arena arena;
  const auto tree = json::parse(text.text(), arena);
  if (!tree) return;  // it was not walked to its end
  json::FieldPath path;
  note_fields(*tree, path, names_);
}

void FieldWatch::absorb(const FieldWatch& other) {
  lacked_.insert(lacked_.end(), other.lacked_.begin(), other.lacked_.end());
  names_.insert(other.names_.begin(), other.names_.end());
  // One that saw no record knows of nothing.
  if (other.seen_ == 0) return;
  if (seen_ == 0) {
    open_ = other.open_;
  } else {
    keep_common(open_, other.open_);
  }
  if (named_ != nullptr) keep_common(named_->open, other.named_->open);
  seen_ += other.seen_;
}

void FieldWatch::tell(std::vector<io::UnmetField>& unmet, const std::string& where) const {
  if (!is_open() || names_.empty()) return;  // records without fields are of another kind
  const std::vector<std::string> names(names_.begin(), names_.end());
  const json::SlotSet lacked = this->lacked();
  for (const std::uint32_t slot : open_) {
    if (lacked.has(slot)) unmet.push_back({schema_->paths()[slot].print(), names, where});
  }
  if (!named_open()) return;
  for (const std::uint32_t slot : named_->open)
    unmet.push_back({named_->schema.paths()[slot].print(), names, where});
}

}  // namespace nd::stream
