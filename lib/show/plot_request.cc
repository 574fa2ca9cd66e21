#include "show/plot_request.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/number.h"
#include "base/wording.h"
#include "json/field_path.h"
#include "show/flags.h"
#include "time/period.h"

namespace nd::show {
namespace {

using plot::Kind;

constexpr int kMostPixels = 20'000;

Result<int> parse_length(std::string_view text) {
  int length = 0;
  if (text.empty()) return length;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), length);
  const bool is_number = read.ec == std::errc() && read.ptr == text.data() + text.size();
  if (!is_number || length < 1 || length > kMostPixels) {
    return usage_error("{} is no size; write WIDTHxHEIGHT, such as 720x400, each at most 20000",
                       in_quotes(text));
  }
  return length;
}

Result<std::optional<Kind>> parse_kind(const PlotRequest& request) {
  if (!request.kind) return std::optional<Kind>();
  const auto names = plot::kind_names();
  const auto found = std::find(names.begin(), names.end(), *request.kind);
  if (found == names.end()) {
    return usage_error("{} is no kind of chart; there are {}", in_quotes(*request.kind),
                       joined(names));
  }
  return std::optional(static_cast<Kind>(found - names.begin()));
}

bool compares_two(Kind kind) {
  return kind == Kind::kDumbbell || kind == Kind::kSlope;
}

bool has_marks(Kind kind) {
  return kind == Kind::kLine || kind == Kind::kBar || kind == Kind::kHist || kind == Kind::kStrip;
}

Status check_lists(const PlotRequest& r, std::optional<Kind> kind) {
  if (r.x.size() > 1) return usage_error("-x takes one field");
  if (r.ghost.size() > 1) return usage_error("--ghost takes one field");
  if (r.highlight.size() > 1) return usage_error("--highlight takes one field");
  if (r.flag.size() > 1) return usage_error("--flag takes one field");
  if (kind == Kind::kHist) {
    if (r.x.empty()) return usage_error("a histogram needs the field of its values: -x FIELD");
    if (!r.groups.empty()) return usage_error("a histogram has no groups");
    if (r.y.size() > 1) return usage_error("a histogram takes one -y, how often each x occurs");
    return {};
  }
  if (r.y.empty()) return usage_error("which values? name their field: -y FIELD");
  if (r.x.empty() && (!r.groups.empty() || !r.ghost.empty()))
    return usage_error("without -x the chart is of one record, which has no groups and no ghost");
  return {};
}

Status check_kind(const PlotRequest& r, Kind kind) {
  const bool is_bars = kind == Kind::kBar || kind == Kind::kShare || kind == Kind::kWaterfall;
  if (r.x.empty() && !is_bars) return usage_error("which places? name their field: -x FIELD");
  if (compares_two(kind) && r.groups.empty() && r.y.size() != 2) {
    return usage_error(
        "a {} compares two values: -y EARLIER,LATER, or one -y and the two groups of -g", *r.kind);
  }
  if (compares_two(kind) && !r.groups.empty() && r.y.size() != 1)
    return usage_error("with -g a {} takes one -y", *r.kind);
  if (!r.ghost.empty() && kind != Kind::kLine && kind != Kind::kBar)
    return usage_error("--ghost goes with lines and bars only");
  if (kind == Kind::kWaterfall && !r.groups.empty())
    return usage_error("a waterfall has no groups");
  if (kind == Kind::kWaterfall && !r.x.empty() && r.y.size() != 1)
    return usage_error("with -x a waterfall takes one -y, its steps");
  if (!r.marks.empty() && !has_marks(kind))
    return usage_error("--mark goes with line, bar, hist and strip only");
  if (r.log && kind != Kind::kLine && kind != Kind::kHist && kind != Kind::kDumbbell &&
      kind != Kind::kSlope) {
    return usage_error(
        "--log goes with line, dumbbell, slope and hist; a bar's length says nothing "
        "on a logarithmic axis");
  }
  return {};
}

Status check_rest(const PlotRequest& r, std::optional<Kind> kind) {
  if (r.whole && kind != Kind::kShare) return usage_error("--whole goes with --kind share only");
  if (r.whole && !(*r.whole > 0)) return usage_error("--whole is more than 0");
  if (r.bins && kind != Kind::kHist) return usage_error("--bins goes with --kind hist only");
  if (r.bins && (*r.bins < 1 || *r.bins > 1000)) return usage_error("--bins is from 1 to 1000");
  if (r.top && *r.top == 0) return usage_error("--top is 1 or more");
  if (r.digits && (*r.digits < 0 || *r.digits > 100))
    return usage_error("--digits is from 0 to 100");
  return {};
}

// A mark may be a number or a period as it stands, which elsewhere would be the name of a field.
std::vector<std::string> mark_items(const std::vector<std::string>& items) {
  std::vector<std::string> out;
  for (const std::string& item : items) {
    const json::Named named = json::split_name(item);
    const std::string name(item.substr(0, item.size() - named.text.size()));
    if (is_json_number(named.text)) {
      out.push_back(name + "(" + std::string(named.text) + ")");
    } else if (time::Period::parse(named.text)) {
      out.push_back(name + "(\"" + std::string(named.text) + "\")");
    } else {
      out.push_back(item);
    }
  }
  return out;
}

}  // namespace

Status parse_into(std::string_view text, PlotSize& out) {
  const std::size_t cross = text.find('x');
  if (cross == std::string_view::npos || text.size() == 1)
    return usage_error("{} is no size; write WIDTHxHEIGHT, such as 720x400", in_quotes(text));
  out.width = ND_TRY(parse_length(text.substr(0, cross)));
  out.height = ND_TRY(parse_length(text.substr(cross + 1)));
  return {};
}

Result<PlotPlan> PlotPlan::make(const PlotRequest& request, json::Schema& schema,
                                const Bindings& bindings) {
  PlotPlan plan;
  plan.request = request;
  plan.format = plot::find_chart_format(request.format);
  if (plan.format == nullptr) return usage_error("{} is no format", in_quotes(request.format));
  plan.kind = ND_TRY(parse_kind(request));
  ND_TRY(check_lists(request, plan.kind));
  if (plan.kind) ND_TRY(check_kind(request, *plan.kind));
  ND_TRY(check_rest(request, plan.kind));
  const auto columns = [&](const std::vector<std::string>& items) {
    return columns::KeyColumns::compile(items, columns::Marks::kNone, schema, bindings);
  };
  plan.x = ND_TRY(columns(request.x));
  plan.y = ND_TRY(columns(request.y));
  plan.groups = ND_TRY(columns(request.groups));
  plan.ghost = ND_TRY(columns(request.ghost));
  plan.highlight = ND_TRY(columns(request.highlight));
  plan.flag = ND_TRY(columns(request.flag));
  plan.marks = ND_TRY(columns(mark_items(request.marks)));
  for (const std::string_view field : flag_fields())
    plan.flags.push_back(schema.add_optional({{std::string(field)}}));
  plan.total = schema.add_optional({{std::string(kTotalField)}});
  return plan;
}

}  // namespace nd::show
