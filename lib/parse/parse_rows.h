// parse_rows(): CSV and TSV files as records, one for each row, with the header's names as fields.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "parse/parse_run.h"

namespace nd::parse {

// format: kCsv or kTsv. Every file has its own header.
[[nodiscard]] Status parse_rows(ParseRun& run, ParseFormat format,
                                std::vector<std::string> operands);

}  // namespace nd::parse
