// Bindings: what an expression may use besides the record.
//
// Belongs here: plain data that `cli` fills in and `expr` compiles with, so that neither needs the
// other.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace nd {

namespace table {
class Tables;
}

struct Bindings {
  std::string zone = "UTC";  // of the calendar functions, IANA name: --tz, else ND_TZ
  std::vector<std::pair<std::string, std::string>> arguments;  // --arg, --argjson: $NAME, JSON text
  std::vector<std::pair<std::string, std::string>> lets;       // --let: $NAME, an expression
  table::Tables* tables = nullptr;                 // --table: $NAME; null: there are none
  std::map<std::string, std::string> environment;  // $ENV
  std::int64_t now_ns = 0;  // what `now` says: one instant for the whole run, since the epoch
  bool strict = false;      // to compare values of different kinds is an error of the record
};

}  // namespace nd
