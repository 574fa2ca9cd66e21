// Variables: what a $NAME stands for: a place in the machine's frame, a field of the record, a
// value of the bindings, the environment.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "base/bindings.h"
#include "base/result.h"
#include "expr/ast.h"

namespace nd::expr {

class Variables {
 public:
  // All must outlive the variables; `constants` keeps the values of the bindings.
  Variables(std::string_view text, const Bindings& bindings, Arena& constants)
      : text_(text), bindings_(bindings), constants_(constants) {}

  // The scope of `as $name` begins; returns its place in the frame. `path`: the field that it
  // stands for.
  std::uint32_t open(std::string name, std::optional<json::FieldPath> path);
  // The scope that was opened last ends.
  void close() { scopes_.pop_back(); }

  // Whether the name is bound by `as $name` around here.
  [[nodiscard]] bool is_local(std::string_view name) const;

  // Gives a kVariable its meaning.
  [[nodiscard]] Status bind(Node& node);

  // The last use of $ENV was of one name in it.
  void narrow_environment(std::string_view name) {
    --whole_environments_;
    environment_.emplace(name);
  }

  [[nodiscard]] std::size_t places() const { return places_; }  // in the frame
  // The $NAMEs of the bindings and the NAMEs of $ENV.NAME that were met; uses of $ENV as a whole.
  [[nodiscard]] const std::set<std::string>& arguments() const { return arguments_; }
  [[nodiscard]] const std::set<std::string>& environment() const { return environment_; }
  [[nodiscard]] std::size_t whole_environments() const { return whole_environments_; }

 private:
  struct Scope {
    std::string name;
    std::uint32_t place;
    std::optional<json::FieldPath> path;
  };

  [[nodiscard]] json::Value environment_value();

  std::string_view text_;
  const Bindings& bindings_;
  Arena& constants_;
  std::vector<Scope> scopes_;
  std::size_t places_ = 0;
  std::set<std::string> arguments_;
  std::set<std::string> environment_;
  std::size_t whole_environments_ = 0;
};

}  // namespace nd::expr
