// two_forms: runs programs in the form that was compiled (flat where a part has one output, checks
// for a condition) and with every part in its general form; outputs and error texts must be the
// same. So must be the text that is made from a record's own bytes, where a program does that, and
// the fields of which it says that a record lacks them. Standard input has a line ["PROGRAM",
// "RECORD", ...] for each program.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <random>
#include <string>
#include <string_view>

#include "base/arena.h"
#include "base/bindings.h"
#include "base/padded_view.h"
#include "expr/binder.h"
#include "expr/checks.h"
#include "expr/lets.h"
#include "expr/machine.h"
#include "expr/parser.h"
#include "expr/program.h"
#include "json/projector.h"
#include "json/tree.h"
#include "json/writer.h"
#include "table/tables.h"

namespace {

using namespace nd;
using expr::Flow;
using expr::Machine;
using json::Value;

enum class Forms { kCompiled, kGeneral };

void generalize(expr::Node& node) {
  node.single = false;
  for (const expr::NodePtr& child : node.children)
    generalize(*child);
}

// What form_programs.py lets its programs use: lets of all sorts, and tables of each kind.
class Surroundings {
 public:
  Surroundings()
      : folder_(std::filesystem::temp_directory_path() /
                ("nd-two-forms-" + std::to_string(std::random_device()()))) {
    std::filesystem::create_directory(folder_);
    write("plain", R"({"k":1,"v":"one","w":[1,{"x":2}]}
{"k":2,"v":null,"w":{"x":1}}
{"k":"a","v":"A"}
{"k":"b","v":7,"w":-1.50}
)");
    write("pairs", R"({"k":1,"l":"a","v":3}
{"k":1,"l":"b","v":[4]}
{"k":true,"l":[],"v":5}
)");
    write("times", R"({"k":1,"from":1,"v":"early"}
{"k":1,"from":2.5,"v":"late"}
{"k":"a","v":"always"}
)");
    for (const std::string& source : {"t=" + path("plain") + ":k", "p=" + path("pairs") + ":k,l",
                                      "m=" + path("times") + ":k@from"})
      tables_.add(*table::parse_source(source));
    bindings_.lets = {{"field", ".a"},         {"test", ".a == 1"},       {"sum", ".a + .b"},
                      {"some", ".a[]?"},       {"text", "$sum|tostring"}, {"row", "$t[.a].v"},
                      {"deep", ".a.b.c // .b"}};
    bindings_.tables = &tables_;
    // What is asked of a table must be known before it is read.
    for (table::Lookup* const table : {tables_.find("t"), tables_.find("p"), tables_.find("m")}) {
      for (const char* field : {"v",
                                "w",
                                "none",
                                "a",
                                "b",
                                "c",
                                "n",
                                "s",
                                "",
                                "é",
                                "12",
                                "A b",
                                "b,a",
                                "d",
                                "e",
                                "z",
                                "p",
                                "q",
                                "r",
                                "x y",
                                "a.b",
                                "\"q",
                                "kkkkkkkkkkkkkkkkkkkk",
                                "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkk"})
        (void)table->ask(field);
      (void)table->ask(std::nullopt);
    }
    io::Failure failure;
    loaded_ = tables_.load({}, failure).has_value();
  }
  ~Surroundings() { std::filesystem::remove_all(folder_); }
  Surroundings(const Surroundings&) = delete;
  Surroundings& operator=(const Surroundings&) = delete;

  [[nodiscard]] const Bindings& bindings() const { return bindings_; }
  [[nodiscard]] bool loaded() const { return loaded_; }

 private:
  [[nodiscard]] std::string path(const char* name) const { return folder_ / name; }
  void write(const char* name, const char* text) const { std::ofstream(path(name)) << text; }

  std::filesystem::path folder_;
  table::Tables tables_;
  Bindings bindings_;
  bool loaded_ = false;
};

const Surroundings& all_surroundings() {
  static const Surroundings all;
  return all;
}
const Bindings& surroundings() {
  return all_surroundings().bindings();
}

// A program with what it needs to run.
class Subject {
 public:
  Subject(std::string_view text, bool strict, Forms forms) {
    setting_.program = text;
    Bindings bindings = surroundings();
    bindings.strict = setting_.strict = strict;
    auto parsed = expr::parse(setting_.program);
    if (!parsed) return;
    auto bound = expr::bind(std::move(parsed->root), setting_.program, {schema_, schema_, bindings},
                            constants_);
    if (!bound) return;
    bound_ = *std::move(bound);
    if (forms == Forms::kGeneral) {
      generalize(*bound_.root);
      for (const auto& let : bound_.lets)
        generalize(*let->bound.root);
    }
    setting_.lets = bound_.lets;
    setting_.slots = schema_.size();
    setting_.variables = bound_.variables;
  }

  [[nodiscard]] bool compiled() const { return bound_.root != nullptr; }

  // Every output, and the error at the end; then what the program says as a condition.
  std::string over(std::string_view record) {
    const PaddedString line(std::string(record) + "\n");
    json::Projector projector(schema_);
    Machine machine(setting_);
    std::string out;
    // Projected once for each, so that no let is known from before.
    for (const bool asked : {false, true}) {
      if (!projector.project(line.view().substr(0, record.size()))) return "no record";
      out += asked ? "\n" + verdict(machine, projector.row()) : outputs(machine, projector.row());
    }
    return out;
  }

 private:
  std::string outputs(Machine& machine, json::Row row) {
    constexpr std::size_t kMost = 1000;
    std::string out;
    std::size_t count = 0;
    machine.start(row, "-");
    const Flow flow = machine.run(*bound_.root, Value::null(), [&](const Value& value) {
      json::append_value(out, value);
      out.push_back(' ');
      return ++count == kMost ? machine.stop(&count) : Flow::kGo;
    });
    return machine.stopped(&count, flow) == Flow::kGo ? out
                                                      : out + "* " + machine.take_error().message;
  }

  std::string verdict(Machine& machine, json::Row row) {
    bool holds = false;
    Flow flow = Flow::kGo;
    if (bound_.root->single) {
      flow = expr::Checks(*bound_.root, setting_.strict).run(machine, row, "-", holds);
    } else {
      machine.start(row, "-");
      flow = machine.run(*bound_.root, Value::null(), [&](const Value& value) {
        holds = value.is_truthy();
        return holds ? machine.stop(&holds) : Flow::kGo;
      });
      flow = machine.stopped(&holds, flow);
    }
    if (flow != Flow::kGo) return "* " + machine.take_error().message;
    return holds ? "true" : "false";
  }

  expr::Setting setting_;
  json::Schema schema_;
  Arena constants_;
  expr::Bound bound_;
};

// A program that makes its output from a record's own bytes, and the same by its evaluation.
class Written {
 public:
  Written(std::string_view text, bool strict) {
    Bindings bindings = surroundings();
    bindings.strict = strict;
    auto program = expr::Program::compile(text, schema_, bindings);
    if (!program) return;
    program_.emplace(*std::move(program));
    evaluated_.emplace(*program_);
    written_.emplace(*program_);
    projector_.emplace(schema_);
  }

  [[nodiscard]] bool writes() const { return written_ && written_->writes(); }

  struct Texts {
    std::string written;  // empty where it is left to the evaluation
    std::string evaluated;
  };
  Texts over(std::string_view record) {
    const PaddedString line(std::string(record) + "\n");
    const PaddedView text = line.view().substr(0, record.size());
    Texts texts;
    if (!projector_->project(text)) return texts;
    auto status = evaluated_->each(projector_->row(), "-", [&](const Value& value) -> Status {
      json::append_value(texts.evaluated, value);
      return {};
    });
    if (!status) texts.evaluated = "* " + status.error().message;
    // Projected once more, so that no let is known from before.
    if (!projector_->project(text)) return texts;
    const auto written = written_->write(texts.written, text, projector_->row(), "-");
    if (!written) texts.written += "* " + written.error().message;
    if (written && *written == texts.written.empty()) texts.written += " (and said otherwise)";
    return texts;
  }

  // Of those that were evaluated and those that were written; only complete where all were written.
  [[nodiscard]] bool lacks_the_same() const {
    json::SlotSet by_one;
    json::SlotSet by_other;
    evaluated_->add_lacked(by_one);
    written_->add_lacked(by_other);
    for (std::size_t slot = 0; slot < schema_.size(); ++slot) {
      if (by_one.has(slot) != by_other.has(slot)) return false;
    }
    return true;
  }

 private:
  json::Schema schema_;
  std::optional<expr::Program> program_;
  std::optional<expr::Evaluator> evaluated_;
  std::optional<expr::Evaluator> written_;
  std::optional<json::Projector> projector_;
};

struct Count {
  std::size_t pairs = 0;
  std::size_t differ = 0;
  std::size_t written = 0;
};

void tell(std::string_view program, bool strict, std::string_view record, std::string_view ours,
          std::string_view theirs) {
  std::cout << "differs" << (strict ? " (--strict)" : "") << ": " << program
            << "\n  record: " << record << "\n  compiled: " << ours << "\n  general:  " << theirs
            << "\n";
}

void compare_written(std::string_view program, std::span<const Value> records, bool strict,
                     Count& count) {
  Written subject(program, strict);
  if (!subject.writes()) return;
  bool all = true;
  for (const Value& record : records) {
    const auto [written, evaluated] = subject.over(record.text());
    all = all && !written.empty();
    if (written.empty()) continue;
    ++count.written;
    if (written == evaluated) continue;
    ++count.differ;
    tell(program, strict, record.text(), written, evaluated);
  }
  if (!all || subject.lacks_the_same()) return;
  ++count.differ;
  tell(program, strict, "all of them", "lacks other fields", "");
}

void compare(std::string_view program, std::span<const Value> records, bool strict, Count& count) {
  Subject compiled(program, strict, Forms::kCompiled);
  Subject general(program, strict, Forms::kGeneral);
  if (!compiled.compiled()) return;
  for (const Value& record : records) {
    const std::string ours = compiled.over(record.text());
    const std::string theirs = general.over(record.text());
    ++count.pairs;
    if (ours == theirs) continue;
    ++count.differ;
    tell(program, strict, record.text(), ours, theirs);
  }
}

}  // namespace

int main() {
  if (!all_surroundings().loaded()) return 2;
  Count count;
  std::string line;
  while (std::getline(std::cin, line)) {
    Arena arena;
    const auto parsed = json::parse(line, arena);
    if (!parsed || !parsed->is_array() || parsed->items().size() < 2) return 2;
    const auto items = parsed->items();
    for (const bool strict : {false, true}) {
      compare(items[0].text(), items.subspan(1), strict, count);
      compare_written(items[0].text(), items.subspan(1), strict, count);
    }
  }
  std::cout << count.pairs << " pairs, " << count.written << " written from a record's bytes, "
            << count.differ << " differ\n";
  // Too few pairs would be a test that tests nothing.
  return count.differ == 0 && count.pairs >= 10000 && count.written >= 10000 ? 0 : 1;
}
