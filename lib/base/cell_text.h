// The text of a cell as CSV and TSV write it.
//
// TSV is one form: tab, newline, carriage return and backslash stand in a cell as \t \n \r \\, and
// nothing else is special.
//
// Belongs here: a cell's text to and from a form. Does not belong here: which cells CSV quotes
// (format/csv_table.cc), rows (io/csv_reader.h).

#pragma once

#include <string>
#include <string_view>

namespace nd {

// In quotes, those within doubled (RFC 4180).
void append_csv_quoted(std::string& out, std::string_view text);

void append_tsv_escaped(std::string& out, std::string_view text);

// Undoes append_tsv_escaped(). A backslash before anything else is itself, as files of others have
// it.
void append_tsv_unescaped(std::string& out, std::string_view cell);

}  // namespace nd
