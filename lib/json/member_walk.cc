#include "json/member_walk.h"

namespace nd::json {

[[gnu::noinline]] Step* learn_step(StepTable& steps, Step& before, PaddedView rest,
                                   std::string_view& key) {
  const char* const end = rest.end();
  const char* p = scan::skip_blanks(rest.begin(), end);
  if (p >= end || (*p != '{' && *p != ',')) return nullptr;
  p = scan::skip_blanks(p + 1, end);
  if (p >= end || *p != '"') return nullptr;
  const char* const close = scan::string_stop(p + 1);
  if (*close != '"') return nullptr;
  const char* value = scan::skip_blanks(close + 1, end);
  if (value >= end || *value != ':') return nullptr;
  value = scan::skip_blanks(value + 1, end);
  const bool string = value < end && *value == '"';
  const auto size = static_cast<std::size_t>(value - rest.begin()) + (string ? 1 : 0);
  bool fresh = false;
  Step& step = steps.learn(before, rest.text().substr(0, size), string, fresh);
  if (step.length == 0) return nullptr;  // too long, or the table is full
  if (fresh) key = {p + 1, static_cast<std::size_t>(close - p - 1)};
  return &step;
}

}  // namespace nd::json
