#include "table/tables.h"

#include <algorithm>

namespace nd::table {

Lookup* Tables::find(std::string_view name) const {
  const auto found = std::find_if(all_.begin(), all_.end(),
                                  [&](const auto& table) { return table->source().name == name; });
  return found == all_.end() ? nullptr : found->get();
}

std::size_t Tables::number_of(const Lookup& table) const {
  const auto found = std::find_if(all_.begin(), all_.end(),
                                  [&](const auto& each) { return each.get() == &table; });
  return static_cast<std::size_t>(found - all_.begin());
}

Status Tables::load(const io::LineRules& lines, io::Failure& failure) {
  for (const std::unique_ptr<Lookup>& table : all_) {
    if (table->is_asked() && !table->is_loaded()) ND_TRY(table->load(lines, failure, unmet_));
  }
  return {};
}

}  // namespace nd::table
