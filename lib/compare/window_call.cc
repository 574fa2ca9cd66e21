#include "compare/window_call.h"

#include <algorithm>
#include <array>
#include <vector>

#include "agg/clause.h"
#include "agg/registry.h"
#include "base/ascii.h"
#include "base/nearest_name.h"
#include "base/nesting.h"
#include "base/number.h"
#include "base/wording.h"

namespace nd::compare {
namespace {

constexpr auto kFunctions = std::to_array<WindowFunctionInfo>({
    {"lag", "lag(X), lag(X; N)",
     "X of the record before in the group, or of the Nth before; null where there is none.",
     WindowForm::kShifted, WindowKind::kLag},
    {"lead", "lead(X), lead(X; N)",
     "X of the next record of the group, or of the Nth after; null where there is none. The "
     "record, and those behind it, wait until that one has come.",
     WindowForm::kShifted, WindowKind::kLead},
    {"delta", "delta(X)",
     "X less X of the record before, exactly; null for the first, and where one of both is null.",
     WindowForm::kValue, WindowKind::kDelta},
    {"changed", "changed(X)",
     "Whether X is another value than in the record before; true for the first.",
     WindowForm::kValue, WindowKind::kChanged},
    {"rownum", "rownum", "The number of the record in its group, from 1.", WindowForm::kNone,
     WindowKind::kRownum},
    {"running", "running(AGG)", "AGG over the group's records so far, this one among them.",
     WindowForm::kRunning, WindowKind::kRunning},
    {"rolling", "rolling(AGG; N), rolling(AGG; TIME)",
     "AGG over the last N records of the group so far, this one among them, or over those whose "
     "`-t` is later than TIME before this one's.",
     WindowForm::kRolling, WindowKind::kRolling},
    {"session", "session(TIME)",
     "The number of the visit, from 1: where `-t` is more than TIME after the record before, "
     "another one begins.",
     WindowForm::kSession, WindowKind::kSession},
});

Error no_such_function(std::string_view name) {
  if (const agg::Aggregate* const aggregate = agg::find_aggregate(name)) {
    return usage_error("{} is an aggregate: say over which records, running({}) or rolling({}; 7d)",
                       in_quotes(name), aggregate->signature, aggregate->signature)
        .value();
  }
  constexpr std::size_t kMostEdits = 2;
  NearestName nearest(kMostEdits);
  for (const WindowFunctionInfo& function : kFunctions)
    nearest.offer(function.name, edit_distance(name, function.name));
  const std::string_view near = nearest.name();
  const std::string hint =
      near.empty() ? "there are " + joined(kFunctions,
                                           [](const WindowFunctionInfo& info) { return info.name; })
                   : fmt::format("did you mean '{}'?", near);
  return usage_error("no such function {}; {}", in_quotes(name), hint).value();
}

Status take_arguments(const WindowFunctionInfo& info, const std::vector<std::string_view>& given,
                      WindowCall& call) {
  const auto wrong_form = [&] {
    return usage_error("{} is not of the form {}", in_quotes(call.text), info.signature);
  };
  const bool shifted = info.form == WindowForm::kShifted;
  std::size_t most = 1;
  if (info.form == WindowForm::kNone) most = 0;
  if (shifted || info.form == WindowForm::kRolling) most = 2;
  const std::size_t least = shifted ? 1 : most;
  const bool full =
      std::none_of(given.begin(), given.end(), [](std::string_view a) { return a.empty(); });
  if (given.size() < least || given.size() > most || !full) return wrong_form();
  const auto in_call = [&](const Status& status) -> Status {
    if (status) return {};
    return usage_error("in {}: {}", in_quotes(call.text), status.error().message);
  };
  if (info.form == WindowForm::kSession) {
    ND_TRY(in_call(parse_into(given[0], call.extent)));
    if (call.needs_time()) return {};
    return usage_error("in {}: a visit ends with a gap in time, such as 30m", in_quotes(call.text));
  }
  if (most > 0) call.argument = given[0];
  if (info.form == WindowForm::kRolling) return in_call(parse_into(given[1], call.extent));
  if (given.size() < 2) return {};
  const auto shift = parse_int64(given[1]);
  if (!shift || *shift < 1) {
    return usage_error("in {}: {} is not a number of records, from 1", in_quotes(call.text),
                       in_quotes(given[1]));
  }
  call.shift = *shift;
  return {};
}

}  // namespace

std::span<const WindowFunctionInfo> window_functions() {
  return kFunctions;
}

Result<WindowCall> WindowCall::parse(std::string_view text) {
  const json::Named named = json::split_name(text);
  WindowCall call;
  call.text = trimmed(named.text);
  const std::string_view whole = call.text;
  const std::size_t open = std::min(whole.find('('), whole.size());
  const std::string_view name = trimmed(whole.substr(0, open));
  const auto info = std::find_if(kFunctions.begin(), kFunctions.end(),
                                 [&](const WindowFunctionInfo& f) { return f.name == name; });
  if (info == kFunctions.end()) return tl::unexpected<Error>(no_such_function(name));
  std::vector<std::string_view> arguments;
  if (open < whole.size()) {
    if (whole.back() != ')')
      return usage_error("')' is missing at the end of {}", in_quotes(whole));
    arguments = split_outside(whole.substr(open + 1, whole.size() - open - 2), ';');
  }
  call.kind = info->kind;
  ND_TRY(take_arguments(*info, arguments, call));
  call.path = json::FieldPath{{agg::default_name(whole)}};
  if (!named.name.empty()) call.path = ND_TRY(json::FieldPath::parse(named.name));
  return call;
}

}  // namespace nd::compare
