#include "expr/refusals.h"

#include <algorithm>
#include <array>

namespace nd::expr {
namespace {

struct Refusal {
  std::string_view name;
  std::string_view instead;
};

constexpr std::string_view kFold =
    "records are folded by ndgroup, values of one record by add, min, max, any, all, group_by";
constexpr std::string_view kOneRecord =
    "an expression sees one record at a time; ndgroup, ndsort and ndjoin see many";
constexpr std::string_view kDefine = "write the expression out, or keep it in a file and use -f";
constexpr std::string_view kDescend =
    "name the fields; .[] goes one level down; ndstat lists the paths of a file";
constexpr std::string_view kPath =
    "write the path itself: .a.b, .[\"a\"], .[0]; to_entries gives keys and values";
constexpr std::string_view kLoop = "use range, limit, first or map, which end by themselves";
constexpr std::string_view kZone =
    "calendar functions (day, month, hour, ...) work in the zone of --tz";
constexpr std::string_view kDebug =
    "nothing but records is written; ndmap shows what a part of the expression gives";
constexpr std::string_view kJoin = "ndjoin joins a stream with a table, ndgroup and group_by group";
constexpr std::string_view kWays = "it is not needed for work on records";
constexpr std::string_view kCodepoints =
    "code points are out; ascii_downcase, ascii_upcase, test and .[2:4] work on strings";
constexpr std::string_view kMath =
    "the functions of numbers here are floor ceil round sqrt pow log log10 log2 exp fabs abs";
constexpr std::string_view kFormats = "the formats are @text @json @csv @tsv @base64 @uri";

constexpr auto kRefusals = std::to_array<Refusal>({
    {"reduce", kFold},
    {"foreach", kFold},
    {"input", kOneRecord},
    {"inputs", kOneRecord},
    {"input_line_number", "a message names the line; ndparse --add-source adds _file and _line"},
    {"def", kDefine},
    {"import", kDefine},
    {"include", kDefine},
    {"modulemeta", kDefine},
    {"..", kDescend},
    {"recurse", kDescend},
    {"recurse_down", kDescend},
    {"walk", kDescend},
    {"paths", kDescend},
    {"leaf_paths", kDescend},
    {"tostream", kDescend},
    {"fromstream", kDescend},
    {"truncate_stream", kDescend},
    {"path", kPath},
    {"getpath", kPath},
    {"setpath", "use = : .a.b = 1"},
    {"delpaths", "use del(.a, .b)"},
    {"label", kLoop},
    {"break", kLoop},
    {"until", kLoop},
    {"while", kLoop},
    {"repeat", kLoop},
    {"combinations", kLoop},
    {"env", "write $ENV.NAME"},
    {"builtins", "ndexpr(7) lists the functions"},
    {"INDEX", kJoin},
    {"JOIN", kJoin},
    {"GROUP_BY", kJoin},
    {"localtime", kZone},
    {"strflocaltime", kZone},
    {"debug", kDebug},
    {"stderr", kDebug},
    {"halt", kDebug},
    {"halt_error", "use error, which stops with exit 3, or --rejects"},
    {"__loc__", kDebug},
    {"get_search_list", kWays},
    {"splits", "use split(RE; null) | .[]"},
    {"explode", kCodepoints},
    {"implode", kCodepoints},
    {"ascii", kCodepoints},
    {"transpose", kWays},
    {"bsearch", "use index, or IN"},
    {"isempty", "use [E] | length == 0"},
    {"isvalid", "use try"},
    {"toarray", "use [.]"},
    {"have_literal_numbers", kWays},
    {"have_decnum", kWays},
    {"significand", kMath},
    {"drem", kMath},
    {"ldexp", kMath},
    {"scalb", kMath},
    {"scalbln", kMath},
    {"nearbyint", kMath},
    {"rint", kMath},
    {"trunc", kMath},
    {"logb", kMath},
    {"gamma", kMath},
    {"lgamma", kMath},
    {"tgamma", kMath},
    {"lgamma_r", kMath},
    {"frexp", kMath},
    {"modf", kMath},
    {"cbrt", kMath},
    {"exp2", kMath},
    {"exp10", kMath},
    {"pow10", kMath},
    {"log1p", kMath},
    {"expm1", kMath},
    {"sin", kMath},
    {"cos", kMath},
    {"tan", kMath},
    {"asin", kMath},
    {"acos", kMath},
    {"atan", kMath},
    {"sinh", kMath},
    {"cosh", kMath},
    {"tanh", kMath},
    {"asinh", kMath},
    {"acosh", kMath},
    {"atanh", kMath},
    {"atan2", kMath},
    {"fmin", kMath},
    {"fmax", kMath},
    {"fmod", kMath},
    {"fma", kMath},
    {"hypot", kMath},
    {"copysign", kMath},
    {"isnormal", kMath},
    {"isfinite", kMath},
    {"finites", kMath},
    {"normals", kMath},
    {"@html",
     "ndtable --format html escapes; the formats here are @text @json @csv @tsv @base64 @uri"},
    {"@sh", kFormats},
    {"@base64d", kFormats},
    {"@base32", kFormats},
    {"@base32d", kFormats},
    {"@urid", kFormats},
    {"$__loc__", kDebug},
    {"$__prog_args", "bind values with --arg and --argjson"},
});

}  // namespace

std::optional<std::string_view> refusal(std::string_view name) {
  const auto* const found = std::find_if(kRefusals.begin(), kRefusals.end(),
                                         [&](const Refusal& r) { return r.name == name; });
  if (found == kRefusals.end()) return std::nullopt;
  return found->instead;
}

}  // namespace nd::expr
