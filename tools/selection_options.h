// The options that say which records count, as several tools have them.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "cli/tool.h"
#include "expr/conjunction.h"

namespace nd::tools {

// `where` says where the conditions are put together when the option is met.
inline cli::Option where_option(std::function<std::string&()> where) {
  return {.flags = "-w, --where",
          .value = "EXPR",
          .help = "use only records for which EXPR is true. Given several times, all must be.",
          .binding = {
              .values = 1, .repeatable = true, .set = [where = std::move(where)](cli::Typed words) {
                return expr::add_condition(where(), words[0]);
              }}};
}

inline cli::Option tally_option(std::vector<std::string>& tallies) {
  return {.flags = "--tally",
          .value = "NAME=COND",
          .help = "count for --stats the records for which COND holds.",
          .binding = cli::each(tallies)};
}

}  // namespace nd::tools
