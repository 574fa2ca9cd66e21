// parse(): anything into clean NDJSON: the work of ndparse.
#pragma once

#include "base/result.h"
#include "io/streams.h"
#include "parse/parse_options.h"

namespace nd::parse {

// Reads the operands of `streams`, each by its format, and writes the records to streams.sinks.out.
// Settles the counts.
[[nodiscard]] Status parse(const ParseOptions& options, io::Streams& streams);

// The format that a file's name stands for; kNdjson where it says nothing. .gz and .zst are passed
// over.
[[nodiscard]] ParseFormat format_of_name(std::string_view file);

}  // namespace nd::parse
