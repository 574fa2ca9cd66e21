// Tables: those that --table names.
//
// Belongs here: finding them by name, reading those that are asked for. Does not belong here: one
// of them (lookup.h).
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "io/streams.h"
#include "table/lookup.h"

namespace nd::table {

// Owner. What is compiled with it refers to it.
class Tables {
 public:
  void add(Source source) { all_.push_back(std::make_unique<Lookup>(std::move(source))); }
  [[nodiscard]] const std::vector<std::unique_ptr<Lookup>>& all() const { return all_; }
  // nullptr if there is none.
  [[nodiscard]] Lookup* find(std::string_view name) const;
  // Its place among all. Requires: it is one of them.
  [[nodiscard]] std::size_t number_of(const Lookup& table) const;

  // Reads every table that is asked for and not read yet, in the order of the command line. Errors:
  // as Lookup::load().
  [[nodiscard]] Status load(const io::LineRules& lines, io::Failure& failure);
  // The fields that no row had.
  [[nodiscard]] const std::vector<io::UnmetField>& unmet() const { return unmet_; }

 private:
  std::vector<std::unique_ptr<Lookup>> all_;
  std::vector<io::UnmetField> unmet_;
};

}  // namespace nd::table
