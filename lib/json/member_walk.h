// walk_members: the members of a line's outermost object in turn, by steps: each key and what
// stands around it by the bytes that earlier lines had there.
//
// Private to the walks that go through a whole line: the validator and the patcher.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/padded_view.h"
#include "json/scan.h"
#include "json/steps.h"

namespace nd::json {

// The step of the key behind p, which is at the '{' or behind a value; `key`: its text, if the step
// is new. nullptr where the key is not plain.
[[nodiscard]] Step* learn_step(StepTable& steps, Step& before, PaddedView rest,
                               std::string_view& key);

// What is made of the members: Use has
//   void note(Step&, std::string_view key)   what is to be known of a new step
//   bool enter(const Step&)                  whether its key may stand here
//   const char* string_end(const char* p)    of a string, from its first byte on that is not plain;
//                                            its closing quote
//   const char* value_end(const char* p)     of a value that is no plain string or number
//   bool member(const Step&, const char* before, const char* value, const char* end)
//                                            a member from behind the last one on
// Returns the '}' and sets `last`, the end of the last value. nullptr decides nothing: there is a
// fault, or something is not as usual. Requires: `*p == '{'`, and begin_line() said to try.
template <class Use>
[[nodiscard]] inline const char* walk_members(StepTable& steps, PaddedView line, Use& use,
                                              const char*& last) {
  const char* p = line.begin();
  const char* const end = line.end();
  Step* here = &steps.start();
  for (;;) {
    Step* next = steps.follow(*here, p);
    if (next == nullptr) [[unlikely]] {
      std::string_view key;
      next = learn_step(steps, *here, {p, static_cast<std::size_t>(end - p)}, key);
      if (next == nullptr) return nullptr;
      if (key.data() != nullptr) use.note(*next, key);
    }
    here = next;
    if (!use.enter(*here)) [[unlikely]]
      return nullptr;
    const char* const before = p;
    p += here->length;
    const char* const value = here->string ? p - 1 : p;
    const char* value_end = here->string ? scan::string_stop(p) : scan::digits_end(p);
    if (here->string) {
      if (*value_end != '"') [[unlikely]] {
        value_end = use.string_end(value_end);
        if (value_end == nullptr) return nullptr;
      }
      p = foreseen(p, value_end, *here) + 1;
    } else if (value_end != p && *p != '0' && (*value_end == ',' || *value_end == '}')) {
      p = foreseen(p, value_end, *here);
    } else {
      p = use.value_end(p);
      if (p == nullptr) return nullptr;
    }
    if (!use.member(*here, before, value, p)) [[unlikely]]
      return nullptr;
    if (*p == ',') [[likely]]
      continue;
    last = p;
    const char* const close = scan::skip_blanks(p, end);
    if (close >= end) return nullptr;
    if (*close == '}') return close;
    if (*close != ',') return nullptr;
  }
}

}  // namespace nd::json
