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
     "record, and all after it, are held until that one has been read.",
     WindowForm::kShifted, WindowKind::kLead},
    {"delta", "delta(X)",
     "X minus X of the record before, exact; null for the first record and where either is null.",
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
     "time (-t) is later than this one's minus TIME.",
     WindowForm::kRolling, WindowKind::kRolling},
    {"session", "session(TIME)",
     "The number of the visit (session) in the group, from 1: a record more than TIME after the "
     "one before begins a new visit.",
     WindowForm::kSession, WindowKind::kSession},
});

constexpr std::string_view kAlone = "a FUNC stands alone; calculate with the new fields in ndmap";

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return is_letter(c) || is_digit(c) || c == '_';
  });
}

// The name before the first bracket; the whole text where there is none.
std::string_view head_of(std::string_view text) {
  return trimmed(text.substr(0, text.find('(')));
}

Error no_such_function(std::string_view text) {
  const std::string_view name = head_of(text);
  if (!is_name(name)) {
    return usage_error("{} is no function such as lag(.x): {}", in_quotes(text), kAlone).value();
  }
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

// `rolling(.x; 7d)`, `running(sum(.x)/2)`.
Status check_aggregate(const std::vector<std::string_view>& given, const WindowCall& call) {
  const std::string_view text = given[0];
  if (!is_name(head_of(text))) {
    const std::string more = given.size() > 1 ? fmt::format("; {}", given[1]) : std::string();
    return usage_error("in {}: name an aggregate: {}(mean({}){})", in_quotes(call.text),
                       head_of(call.text), text, more);
  }
  const std::string_view rest = ND_TRY(after_call(text));
  if (rest.empty()) return {};
  return usage_error(
      "in {}: an aggregate stands alone, and {} follows it; calculate with the new "
      "fields in ndmap",
      in_quotes(call.text), in_quotes(trimmed(rest)));
}

Status take_arguments(const WindowFunctionInfo& info, const std::vector<std::string_view>& given,
                      WindowCall& call) {
  if (info.form == WindowForm::kNone) {
    if (given.empty()) return {};
    return usage_error("{} is written {}", in_quotes(call.text), info.signature);
  }
  for (const std::string_view argument : given) {
    if (split_outside(argument, ',').size() == 1) continue;
    return usage_error("in {}: arguments are separated by ';': {}", in_quotes(call.text),
                       info.signature);
  }
  const bool shifted = info.form == WindowForm::kShifted;
  const std::size_t most = shifted || info.form == WindowForm::kRolling ? 2 : 1;
  const std::size_t least = shifted ? 1 : most;
  const bool full =
      std::none_of(given.begin(), given.end(), [](std::string_view a) { return a.empty(); });
  if (given.size() < least || given.size() > most || !full)
    return usage_error("{} is not of the form {}", in_quotes(call.text), info.signature);
  const auto in_call = [&](const Status& status) -> Status {
    if (status) return {};
    return usage_error("in {}: {}", in_quotes(call.text), status.error().message);
  };
  if (info.form == WindowForm::kSession) {
    if (parse_into(given[0], call.extent) && call.needs_time()) {
      call.time = given[0];
      return {};
    }
    return usage_error("in {}: a visit ends with a gap in time longer than 0, such as 30m or 1h",
                       in_quotes(call.text));
  }
  call.argument = given[0];
  if (info.form == WindowForm::kRunning || info.form == WindowForm::kRolling)
    ND_TRY(check_aggregate(given, call));
  if (info.form == WindowForm::kRolling) {
    ND_TRY(in_call(parse_into(given[1], call.extent)));
    if (call.needs_time()) call.time = given[1];
    return {};
  }
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

const WindowFunctionInfo* WindowCall::nested() const {
  const auto in_name = [](char c) {
    return is_letter(c) || is_digit(c) || c == '_' || c == '.' || c == '$';
  };
  for (auto at = argument.begin(); at != argument.end();) {
    const auto begin = std::find_if(at, argument.end(), in_name);
    at = std::find_if_not(begin, argument.end(), in_name);
    const std::string_view word(argument.data() + (begin - argument.begin()),
                                static_cast<std::size_t>(at - begin));
    for (const WindowFunctionInfo& function : kFunctions)
      if (function.name == word) return &function;
  }
  return nullptr;
}

Result<WindowCall> WindowCall::parse(std::string_view text) {
  const json::Named named = json::split_name(text);
  WindowCall call;
  call.text = trimmed(named.text);
  const std::string_view whole = call.text;
  const std::string_view name = head_of(whole);
  const auto info = std::find_if(kFunctions.begin(), kFunctions.end(),
                                 [&](const WindowFunctionInfo& f) { return f.name == name; });
  if (info == kFunctions.end()) return tl::unexpected<Error>(no_such_function(whole));
  const std::string_view rest = ND_TRY(after_call(whole));
  if (!rest.empty()) {
    return usage_error("in {}: {} follows the function: {}", in_quotes(whole),
                       in_quotes(trimmed(rest)), kAlone);
  }
  std::vector<std::string_view> arguments;
  if (const std::size_t open = whole.find('('); open < whole.size())
    arguments = split_outside(whole.substr(open + 1, whole.size() - open - 2), ';');
  call.kind = info->kind;
  ND_TRY(take_arguments(*info, arguments, call));
  call.path = json::FieldPath{{agg::default_name(whole)}};
  if (!named.name.empty()) call.path = ND_TRY(json::FieldPath::parse(named.name));
  return call;
}

}  // namespace nd::compare
