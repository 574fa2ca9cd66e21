// WindowCall: `[NAME=]FUNC` of ndwindow's -a, taken apart.
//
// Belongs here: the list of the functions, how they are written, what their fields are called. Does
// not belong here: what they do (window_function.h, window_frame.h).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "columns/window.h"
#include "json/field_path.h"

namespace nd::compare {

enum class WindowForm : std::uint8_t {
  kValue,    // delta(X)
  kShifted,  // lag(X; N)
  kNone,     // rownum
  kRunning,  // running(AGG)
  kRolling,  // rolling(AGG; N), rolling(AGG; 7d)
  kSession,  // session(30m)
};

enum class WindowKind : std::uint8_t {
  kLag,
  kLead,
  kDelta,
  kChanged,
  kRownum,
  kRunning,
  kRolling,
  kSession,
};

struct WindowFunctionInfo {
  std::string_view name;
  std::string_view signature;
  std::string_view help;  // a sentence or two
  WindowForm form = WindowForm::kValue;
  WindowKind kind = WindowKind::kLag;
};

// In the order in which the manual tells them.
[[nodiscard]] std::span<const WindowFunctionInfo> window_functions();

struct WindowCall {
  json::FieldPath path;  // where the field stands: NAME, else made of the text
  WindowKind kind = WindowKind::kLag;
  std::string text;        // the call without its NAME
  std::string argument;    // X or AGG; empty: none
  std::int64_t shift = 1;  // N of lag and lead
  columns::Window extent;  // of rolling and session
  std::string time;        // as extent was written; empty where it is no time

  // Whether it needs to know when a record was.
  [[nodiscard]] bool needs_time() const { return extent.kind == columns::Window::Kind::kTime; }
  // Where a function stands within the argument, that function; null if there is none.
  [[nodiscard]] const WindowFunctionInfo* nested() const;
  // kUsage on anything wrong but in the argument.
  static Result<WindowCall> parse(std::string_view text);
};

}  // namespace nd::compare
