// Print: records as sentences, by a template.
//
// Streaming; memory constant. Belongs here: where a placeholder's value comes from, and what
// becomes of null. Does not belong here: the template's language (format/template.h,
// format/phrase.h).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/arena.h"
#include "base/bindings.h"
#include "base/result.h"
#include "expr/program.h"
#include "format/escape.h"
#include "format/template.h"
#include "io/output.h"
#include "json/schema.h"
#include "json/slot_set.h"
#include "show/withheld.h"
#include "stream/record.h"

namespace nd::show {

// The options as typed.
struct PrintRequest {
  std::string text{};  // the template
  const format::Language* language = nullptr;
  format::Markup markup = format::Markup::kNone;  // in which values are made harmless
  std::optional<std::string> missing{};           // what stands for null; none: it is an error
};

// The request, understood. Owner, immutable.
class PrintPlan {
 public:
  // Where the value of a placeholder comes from.
  struct Source {
    std::optional<json::Slot> slot{};        // a field
    std::optional<expr::Program> program{};  // or $NAME
    std::vector<json::FieldPath> reads{};    // the field, or those that $NAME is made of
  };

  // Adds the fields that it needs to the schema. kUsage on anything wrong with the template.
  [[nodiscard]] static Result<PrintPlan> make(PrintRequest request, json::Schema& schema,
                                              const Bindings& bindings);

  [[nodiscard]] const PrintRequest& request() const { return request_; }
  [[nodiscard]] const format::Template& sentence() const { return template_; }
  // One for each placeholder.
  [[nodiscard]] const std::vector<Source>& sources() const { return sources_; }

 private:
  PrintRequest request_;
  format::Template template_;
  std::vector<Source> sources_;
};

class Print {
 public:
  // The plan must outlive it and its forks.
  explicit Print(const PrintPlan& plan);

  // kInput: a placeholder has no value, or one that is withheld or cannot be shown as it asks.
  [[nodiscard]] Status consume(const stream::Record& record, io::Output& out);
  [[nodiscard]] Status finish(io::Output&) { return {}; }

  // For stream::run.
  void add_lacked(json::SlotSet& out) const;
  [[nodiscard]] Print fork() const { return Print(*plan_); }
  [[nodiscard]] Status absorb(const Print&) { return {}; }

 private:
  [[nodiscard]] Status append(std::size_t placeholder, const stream::Record& record,
                              const Withheld& withheld);
  [[nodiscard]] Status append_value(const format::Phrase& phrase, const json::Value& value);

  const PrintPlan* plan_;
  std::vector<std::optional<expr::Evaluator>> evaluators_;  // of each source
  std::string line_;
  std::string text_;  // of one value
  Arena tree_;        // of one nested value
};

}  // namespace nd::show
