#include "show/flags.h"

#include <algorithm>
#include <iterator>

#include "show/withheld.h"

namespace nd::show {
namespace {

// The marks follow those that the United Kingdom's Government Analysis Function recommends for
// tables: letters in brackets, which a screen reader speaks and no one takes for a value.
constexpr FlagNote kNotes[] = {
    {Flag::kSuppressed,
     true,
     {"[c]", "withheld: too few people are behind the number"},
     "`\"suppressed\":true`, as of ndgroup --min-group, or `state` suppressed of ndyoy"},
    {Flag::kNew, true, {"[new]", "there is no earlier value to compare with"}, "`state` new"},
    {Flag::kGone, true, {"[gone]", "there is no later value to compare with"}, "`state` gone"},
    {Flag::kIncomplete,
     true,
     {"[i]", "incomplete: there are days without data"},
     "`state` partial, or `\"incomplete\":true`"},
    {Flag::kLowBase,
     true,
     {"[low]", "the earlier value is too small to compare with"},
     "`state` small-base, or `\"low_base\":true`"},
    {Flag::kBreak,
     false,
     {"[b]", "break: what is counted changed in between"},
     "a list `breaks`, as of ndyoy --across-breaks, or `\"break\":true`"},
    {Flag::kProvisional,
     false,
     {"[p]", "provisional: the number may still change"},
     "`\"provisional\":true`"},
};

struct NamedFlag {
  std::string_view name;
  Flag flag;
};

constexpr NamedFlag kTrueFields[] = {{kSuppressedField, Flag::kSuppressed},
                                     {"provisional", Flag::kProvisional},
                                     {"incomplete", Flag::kIncomplete},
                                     {"break", Flag::kBreak},
                                     {"low_base", Flag::kLowBase}};
// Of ndyoy; `ok` says nothing.
constexpr NamedFlag kStates[] = {{"new", Flag::kNew},
                                 {"gone", Flag::kGone},
                                 {"partial", Flag::kIncomplete},
                                 {"small-base", Flag::kLowBase},
                                 {"suppressed", Flag::kSuppressed}};
constexpr std::string_view kBreaks = "breaks";
constexpr std::string_view kState = "state";
constexpr std::string_view kPct = "pct";
constexpr std::string_view kFields[] = {kSuppressedField, "provisional", "incomplete", "break",
                                        "low_base",       kBreaks,       kState,       kPct};

template <std::size_t N>
Flags find(const NamedFlag (&list)[N], std::string_view name) {
  const auto* const found = std::find_if(
      std::begin(list), std::end(list), [&](const NamedFlag& named) { return named.name == name; });
  return found == std::end(list) ? Flags{0} : only(found->flag);
}

}  // namespace

std::span<const FlagNote> flag_notes() {
  return kNotes;
}

std::string_view mark_of(Flag flag) {
  const auto* const found = std::find_if(std::begin(kNotes), std::end(kNotes),
                                         [&](const FlagNote& note) { return note.flag == flag; });
  return found->note.mark;
}

std::span<const std::string_view> flag_fields() {
  return kFields;
}

Status total_has_no(std::string_view place) {
  return input_error(
      "the record is a total of others and belongs to no {}; leave it out, as with "
      "ndfilter '.[\"{}\"] != true'",
      place, kTotalField);
}

Flags flags_told_by(std::string_view field) {
  if (field == kBreaks) return only(Flag::kBreak);
  if (field != kState) return find(kTrueFields, field);
  Flags all = 0;
  for (const NamedFlag& state : kStates)
    all |= only(state.flag);
  return all;
}

void FlagReader::see(std::string_view field, const json::Value& value) {
  if (field == kPct) {
    has_pct_ = value.kind() != json::Kind::kMissing;
  } else if (field == kState) {
    of_state_ = value.is_string() ? find(kStates, value.text()) : Flags{0};
  } else if (field == kBreaks) {
    const bool names_some =
        value.is_array() &&
        (value.is_raw() ? value.text().find_first_not_of("[] \t") != std::string_view::npos
                        : !value.items().empty());
    if (names_some) plain_ |= only(Flag::kBreak);
  } else if (value.kind() == json::Kind::kTrue) {
    plain_ |= find(kTrueFields, field);
  }
}

}  // namespace nd::show
