#include "expr/refusals.h"

#include <algorithm>
#include <array>

namespace nd::expr {
namespace {

struct Refusal {
  std::string_view names;  // with a blank between them
  std::string_view instead;
};

constexpr auto kRefusals = std::to_array<Refusal>({
    {"reduce foreach",
     "records are folded by ndgroup, values of one record by add, min, max, any, all, group_by"},
    {"input inputs",
     "an expression sees one record at a time; ndgroup, ndsort and ndjoin see many"},
    {"input_line_number", "a message names the line; ndparse --add-source adds _file and _line"},
    {"def import include modulemeta", "write the expression out, or keep it in a file and use -f"},
    {".. recurse recurse_down walk paths leaf_paths tostream fromstream truncate_stream",
     "name the fields; .[] goes one level down"},
    {"path getpath",
     "write the path itself: .a.b, .[\"a\"], .[0]; to_entries gives keys and values"},
    {"setpath", "use = : .a.b = 1"},
    {"delpaths", "use del(.a, .b)"},
    {"label break until while repeat combinations",
     "use range, limit, first or map, which end by themselves"},
    {"env", "write $ENV.NAME"},
    {"builtins", "ndexpr(7) lists the functions"},
    {"INDEX JOIN GROUP_BY", "ndjoin joins a stream with a table, ndgroup and group_by group"},
    {"debug stderr halt __loc__ $__loc__",
     "nothing but records is written; ndmap shows what a part of the expression gives"},
    {"halt_error", "use error, which stops with exit 3, or --rejects"},
    {"get_search_list transpose have_literal_numbers have_decnum",
     "it is not needed for work on records"},
    {"splits", "use split(RE; null) | .[]"},
    {"explode implode ascii",
     "code points are out; ascii_downcase, ascii_upcase, test and .[2:4] work on strings"},
    {"bsearch", "use index, or IN"},
    {"isempty", "use [E] | length == 0"},
    {"isvalid", "use try"},
    {"toarray", "use [.]"},
    {"significand drem ldexp scalb scalbln nearbyint rint trunc logb gamma lgamma tgamma "
     "lgamma_r frexp modf cbrt exp2 exp10 pow10 log1p expm1 sin cos tan asin acos atan sinh "
     "cosh tanh asinh acosh atanh atan2 fmin fmax fmod fma hypot copysign isnormal isfinite "
     "finites normals",
     "the functions of numbers here are floor ceil round sqrt pow log log10 log2 exp fabs abs"},
    {"@html",
     "ndtable --format html escapes; the formats here are @text @json @csv @tsv @base64 @uri"},
    {"@sh @base64d @base32 @base32d @urid", "the formats are @text @json @csv @tsv @base64 @uri"},
    {"$__prog_args", "bind values with --arg and --argjson"},
});

// Whether a list of words holds a word. A word of the language holds no blank.
bool lists(std::string_view words, std::string_view word) {
  for (;;) {
    const std::size_t end = std::min(words.find(' '), words.size());
    if (words.substr(0, end) == word) return true;
    if (end == words.size()) return false;
    words.remove_prefix(end + 1);
  }
}

}  // namespace

std::optional<std::string_view> refusal(std::string_view name) {
  for (const Refusal& refusal : kRefusals) {
    if (lists(refusal.names, name)) return refusal.instead;
  }
  return std::nullopt;
}

}  // namespace nd::expr
