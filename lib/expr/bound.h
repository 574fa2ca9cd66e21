// Bound: what binding finds out about a program: its tree with a meaning for every name, and what
// it uses.
//
// Belongs here: plain data, and adding it up. Does not belong here: finding it out (binder.h).
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "expr/ast.h"
#include "json/field_path.h"

namespace nd::expr {

struct Let;

// What binding finds out besides the tree. What lets use is among what their users use.
struct Bound {
  Bound();
  Bound(Bound&&) noexcept;
  Bound& operator=(Bound&&) noexcept;
  ~Bound();

  // Adds what another one uses besides the record, and what it reads.
  void add(const Bound& other);

  NodePtr root;
  std::size_t variables = 0;
  bool uses_zone = false;
  bool uses_now = false;
  std::vector<json::FieldPath> reads;    // paths of the slots
  std::vector<std::string> arguments;    // $NAMEs of the bindings that are used, sorted
  std::vector<std::string> environment;  // NAMEs of $ENV.NAME, sorted
  bool uses_environment = false;         // $ENV as a whole
  std::set<std::string> let_names;       // those of --let that are used
  std::set<std::string> tables;          // those of --table
  std::vector<std::unique_ptr<Let>> lets;
};

// Adds names to a sorted list without repeats.
void add_names(const std::set<std::string>& names, std::vector<std::string>& out);

}  // namespace nd::expr
