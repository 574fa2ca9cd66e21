// Nesting: where strings and brackets end, so that a text that holds expressions can be divided
// outside of them: a list at its commas, NAME=TYPE at its '=', KEY:TABLEKEY at its colon.
//
// Belongs here: finding the ends. Does not belong here: whether a part makes sense, to its last
// bracket; the parser of the part says that better.
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace nd {

// The end of the string or bracket that text[at] opens, behind its last character; npos if it is
// not closed. A string may hold strings again, within \( ... ). Any closing bracket closes any
// other. Requires: text[at] is one of "([{ and a double quote.
[[nodiscard]] std::size_t nesting_end(std::string_view text, std::size_t at);

// What follows the bracket that NAME( opens in the text; nothing where there is none. kUsage where
// it is not closed.
[[nodiscard]] Result<std::string_view> after_call(std::string_view text);

// Where `mark` stands first from `from` on, outside of strings and brackets; npos if nowhere.
[[nodiscard]] std::size_t find_outside(std::string_view text, char mark, std::size_t from = 0);

// The parts of the text between the marks outside of strings and brackets, without the blanks
// around them; at least one.
[[nodiscard]] std::vector<std::string_view> split_outside(std::string_view text, char mark);

// The items of a comma-separated list; kUsage where one is empty.
[[nodiscard]] Result<std::vector<std::string_view>> split_list(std::string_view text);

// The two sides of the first '=' outside of strings; kUsage, naming the form that is `wanted`, if
// there is none or nothing stands before it.
[[nodiscard]] Result<std::pair<std::string_view, std::string_view>> split_pair(
    std::string_view text, std::string_view wanted);

}  // namespace nd
