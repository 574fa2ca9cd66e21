// The one TSV: tab, newline, carriage return and backslash stand in a cell as \t \n \r \\, and
// nothing else is special.
//
// Belongs here: a cell's text to and from that form. Does not belong here: rows
// (io/csv_reader.h, format/csv_table.cc).
#pragma once

#include <string>
#include <string_view>

namespace nd {

void append_tsv_escaped(std::string& out, std::string_view text);

// Undoes append_tsv_escaped(). A backslash before anything else is itself, as files of others have
// it.
void append_tsv_unescaped(std::string& out, std::string_view cell);

}  // namespace nd
