#include "expr/bound.h"

#include "expr/lets.h"

namespace nd::expr {

Bound::Bound() = default;
Bound::Bound(Bound&&) noexcept = default;
Bound& Bound::operator=(Bound&&) noexcept = default;
Bound::~Bound() = default;

void Bound::add(const Bound& other) {
  uses_zone = uses_zone || other.uses_zone;
  uses_now = uses_now || other.uses_now;
  uses_environment = uses_environment || other.uses_environment;
  reads.insert(reads.end(), other.reads.begin(), other.reads.end());
  add_names({other.arguments.begin(), other.arguments.end()}, arguments);
  add_names({other.environment.begin(), other.environment.end()}, environment);
  let_names.insert(other.let_names.begin(), other.let_names.end());
  tables.insert(other.tables.begin(), other.tables.end());
}

void add_names(const std::set<std::string>& names, std::vector<std::string>& out) {
  std::set<std::string> all(out.begin(), out.end());
  all.insert(names.begin(), names.end());
  out.assign(all.begin(), all.end());
}

}  // namespace nd::expr
