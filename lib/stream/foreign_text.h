// foreign_text: texts that are plainly something else than records, and what reads them.
//
// Belongs here: telling them, on the way to an error message or at the start of a file. Does not
// belong here: files that are no text (io/foreign_file.h).
#pragma once

#include <string>
#include <string_view>

#include "base/padded_view.h"
#include "base/result.h"

namespace nd::stream {

// Where a text that cannot be used stood.
enum class Place {
  kRecord,       // a line that should be a record
  kFirstRecord,  // the same, the first line of its file
  kJson,         // a value of a JSON file
  kElsewhere,    // anything else
};

// A clause for the end of the error's message, "; …", that names what the text seems to be and what
// reads it; empty where nothing is plain.
[[nodiscard]] std::string foreign_text(std::string_view text, const Error& error, Place place);

// Whether a text begins as an HTML page does.
[[nodiscard]] bool is_html(std::string_view text);

// Whether a record is an array whose first item is an object.
[[nodiscard]] bool is_array_of_objects(std::string_view record);

}  // namespace nd::stream
