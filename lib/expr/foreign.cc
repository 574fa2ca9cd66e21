#include "expr/foreign.h"

#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "base/ascii.h"

namespace nd::expr {
namespace {

struct Entry {
  std::string_view written;
  std::string_view instead;
};

// The longest first where one begins with another.
constexpr auto kSymbols = std::to_array<Entry>({
    {"&&", "'&&' is no operator: write and"},
    {"||", "'||' is no operator: write or"},
    {"<>", "'<>' is no operator: write !="},
    {"===", "'===' is no operator: write =="},
    {"!==", "'!==' is no operator: write !="},
    {"=~", "'=~' is no operator: write .a | test(\"RE\")"},
    {"!~", "'!~' is no operator: write .a | test(\"RE\") | not"},
    {"=>", "'=>' is no operator: write >="},
    {"=<", "'=<' is no operator: write <="},
    {":=", "':=' is no operator: write ==, or = to set a field"},
    {"**", "'**' is no operator: write pow(A; B)"},
    {"~", "'~' is no operator: write .a | test(\"RE\")"},
    {"^", "'^' is no operator: write pow(A; B)"},
    {"&", "'&' is no operator: write and"},
    {"!", "'!' is no operator: write .a | not, or !="},
    {"'", "strings stand in double quotes"},
    {"`", "strings stand in double quotes, and a field is written .\"a b\""},
    {"\u201c", "curly quotes are no quotes: strings stand in \"straight\" ones"},
    {"\u201d", "curly quotes are no quotes: strings stand in \"straight\" ones"},
    {"\u201e", "curly quotes are no quotes: strings stand in \"straight\" ones"},
    {"\u2018", "curly quotes are no quotes: strings stand in \"straight\" double ones"},
    {"\u2019", "curly quotes are no quotes: strings stand in \"straight\" double ones"},
    {"\u00ab", "strings stand in \"straight\" double quotes"},
    {"\u00bb", "strings stand in \"straight\" double quotes"},
    {"\uff02", "strings stand in \"straight\" double quotes"},
    {"\u2260", "'\u2260' is no operator: write !="},
    {"\u2264", "'\u2264' is no operator: write <="},
    {"\u2265", "'\u2265' is no operator: write >="},
    {"\u2212", "this is a typographic minus: write -"},
    {"\u2013", "this is a dash: write -"},
    {"\u2014", "this is a dash: write -"},
    {"\u00d7", "'\u00d7' is no operator: write *"},
    {"\u00f7", "'\u00f7' is no operator: write /"},
    {"\u00a0", "this is a no-break space: write a plain one"},
    {"\u3000", "this is a wide space: write a plain one"},
});

constexpr auto kWords = std::to_array<Entry>({
    {"like", "write .a | test(\"RE\"), startswith(\"...\") or contains(\"...\")"},
    {"ilike", "write .a | test(\"RE\"; \"i\")"},
    {"rlike", "write .a | test(\"RE\")"},
    {"regexp", "write .a | test(\"RE\")"},
    {"matches", "write .a | test(\"RE\")"},
    {"glob", "write .a | test(\"RE\")"},
    {"contains", "write .a | contains(\"...\")"},
    {"startswith", "write .a | startswith(\"...\")"},
    {"endswith", "write .a | endswith(\"...\")"},
    {"in", "write .a | IN(\"x\", \"y\")"},
    {"is", "write .a == null, or .a != null"},
    {"isnull", "write .a == null"},
    {"notnull", "write .a != null"},
    {"between", "write .a >= X and .a <= Y"},
    {"not", "write ... | not"},
    {"and", "write and"},
    {"or", "write or"},
    {"xor", "write (.a | not) != (.b | not)"},
    {"div", "write A / B | floor"},
    {"mod", "write A % B"},
    {"eq", "write =="},
    {"ne", "write !="},
    {"lt", "write <"},
    {"le", "write <="},
    {"gt", "write >"},
    {"ge", "write >="},
});

}  // namespace

std::optional<Foreign> foreign_symbol(std::string_view text) {
  for (const Entry& entry : kSymbols) {
    if (text.starts_with(entry.written))
      return Foreign{entry.written.size(), std::string(entry.instead)};
  }
  return std::nullopt;
}

std::optional<std::string> foreign_word(std::string_view word) {
  const std::string small = lower(word);
  for (const Entry& entry : kWords) {
    if (entry.written == small) return fmt::format("'{}' is no operator: {}", word, entry.instead);
  }
  return std::nullopt;
}

}  // namespace nd::expr
