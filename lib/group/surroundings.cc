#include "group/surroundings.h"

#include <map>

#include "expr/parser.h"
#include "group/partial_writer.h"
#include "json/writer.h"
#include "table/tables.h"

namespace nd::group {

void Surroundings::note(const expr::Program& program) {
  uses_zone_ = uses_zone_ || program.uses_zone();
  uses_now_ = uses_now_ || program.uses_now();
  uses_environment_ = uses_environment_ || program.uses_whole_environment();
  arguments_.insert(program.used_arguments().begin(), program.used_arguments().end());
  lets_.insert(program.used_lets().begin(), program.used_lets().end());
  tables_.insert(program.used_tables().begin(), program.used_tables().end());
  environment_.insert(program.used_environment().begin(), program.used_environment().end());
}

std::vector<std::pair<std::string, std::string>> Surroundings::bound(
    const Bindings& bindings) const {
  // Of a name that is bound twice the last counts.
  std::map<std::string, std::string> bound;
  for (const auto& [name, json] : bindings.arguments) {
    if (arguments_.count(name) != 0) bound["$" + name] = json;
  }
  for (const auto& [name, text] : bindings.lets) {
    if (lets_.count(name) == 0) continue;
    // It was compiled before, so it can be parsed; blanks in it mean nothing.
    if (const auto parsed = expr::parse(text)) bound["$" + name] = parsed->canonical;
  }
  for (const std::string& name : tables_) {
    const table::Lookup* const table = bindings.tables->find(name);
    bound["$" + name] = "table by " + table->source().canonical();
  }
  for (const std::string& name : environment_) {
    const auto found = bindings.environment.find(name);
    std::string& json = bound["$ENV." + name] = "null";
    if (found == bindings.environment.end()) continue;
    json.clear();
    json::append_string(json, found->second);
  }
  return {bound.begin(), bound.end()};
}

void Surroundings::add_tables(const Bindings& bindings,
                              std::map<std::string, std::set<std::string>>& contents) const {
  for (const std::string& name : tables_)
    contents[name].insert(content_text(bindings.tables->find(name)->content()));
}

std::string Surroundings::text(const Bindings& bindings) const {
  std::string text;
  for (const auto& [name, json] : bound(bindings))
    text += fmt::format("\n{}={}", name, json);
  if (uses_zone_) text += fmt::format("\nzone {}", bindings.zone);
  return text;
}

Status Surroundings::check_partial() const {
  if (uses_now_) {
    return usage_error(
        "'now' cannot be used with --partial: parts made at different times would not agree");
  }
  if (uses_environment_) {
    return usage_error(
        "$ENV as a whole cannot be used with --partial: parts made in different places would not "
        "agree; name the variable, as in $ENV.HOME");
  }
  return {};
}

}  // namespace nd::group
