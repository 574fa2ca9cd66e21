// DiffRequest: what a user asks of nddiff; run_diff() reads the two files and compares them.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "io/streams.h"
#include "json/field_path.h"

namespace nd::compare {

struct DiffRequest {
  std::vector<std::string> keys;        // KEY, NAME=EXPR
  std::string old_file;                 // "-" is standard input
  std::vector<json::FieldPath> only;    // compare these fields; none: all
  std::vector<json::FieldPath> ignore;  // less these
  std::vector<std::string> tolerances;  // FIELD=0.1%
  bool same = false;                    // tell the keys that do not differ too
  bool quiet = false;                   // write nothing
};

// Compares the old file with the one operand of the streams. Whether anything differs. kUsage
// before anything is read where the request makes no sense; kInput for a key that stands twice in
// one of the files, also where bad records are set aside.
// Where fields that no record had are the reason of an error, outcome.unmet names them.
[[nodiscard]] Result<bool> run_diff(const DiffRequest& request, io::Streams& streams);

}  // namespace nd::compare
