// run_program: a program over one record, as text, for the tests of this folder.
#pragma once

#include <string>
#include <string_view>

#include "base/padded_view.h"
#include "expr/program.h"
#include "json/projector.h"
#include "json/writer.h"

namespace nd::expr {

// The outputs as JSON with a blank between them; "! MESSAGE" where it does not compile, and "*
// MESSAGE" at the end where it fails.
inline std::string run_program(std::string_view program, std::string_view record,
                               const Bindings& bindings = {}) {
  json::Schema schema;
  const auto compiled = Program::compile(program, schema, bindings);
  if (!compiled) return "! " + compiled.error().message;
  const PaddedString line(std::string(record) + "\n");
  json::Projector projector(schema);
  if (!projector.project(line.view().substr(0, record.size())))
    return "? " + projector.error().message;
  Evaluator evaluator(*compiled);
  std::string out;
  const auto blank = [&] {
    if (!out.empty()) out.push_back(' ');
  };
  const auto status = evaluator.each(projector.row(), "-", [&](const json::Value& value) -> Status {
    blank();
    json::append_value(out, value);
    return {};
  });
  if (!status) {
    blank();
    out.append("* ").append(status.error().message);
  }
  return out;
}

// Whether a program is true of a record; "* MESSAGE" where it fails.
inline std::string test_program(std::string_view program, std::string_view record,
                                const Bindings& bindings = {}) {
  json::Schema schema;
  const auto compiled = Program::compile(program, schema, bindings, Use::kCondition);
  if (!compiled) return "! " + compiled.error().message;
  const PaddedString line(std::string(record) + "\n");
  json::Projector projector(schema);
  if (!projector.project(line.view().substr(0, record.size())))
    return "? " + projector.error().message;
  const auto holds = Evaluator(*compiled).test(projector.row(), "-");
  if (!holds) return "* " + holds.error().message;
  return *holds ? "true" : "false";
}

}  // namespace nd::expr
