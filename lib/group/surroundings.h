// Surroundings: what the values of expressions depend on beside the record: bound names, the
// environment, the zone, the clock.
//
// Belongs here: gathering it over several programs, and its text for hashes and descriptions.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "expr/program.h"

namespace nd::group {

class Surroundings {
 public:
  void note(const expr::Program& program);

  [[nodiscard]] bool uses_zone() const { return uses_zone_; }
  // Adds the content hashes of the tables that are used, by their names.
  void add_tables(const Bindings& bindings,
                  std::map<std::string, std::set<std::string>>& contents) const;
  // What is bound to the names that are used: $NAME or $ENV.NAME, and its JSON, the expression of a
  // let, or how the rows of a table are found. Sorted by name, for the order on the command line
  // means nothing.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> bound(
      const Bindings& bindings) const;
  // All of it as lines, each with a line feed before it.
  [[nodiscard]] std::string text(const Bindings& bindings) const;
  // kUsage where partials would depend on what is another thing in each run: the clock, or the
  // environment as a whole.
  [[nodiscard]] Status check_partial() const;

 private:
  bool uses_zone_ = false;
  bool uses_now_ = false;
  bool uses_environment_ = false;
  std::set<std::string> arguments_;
  std::set<std::string> environment_;
  std::set<std::string> lets_;
  std::set<std::string> tables_;
};

}  // namespace nd::group
