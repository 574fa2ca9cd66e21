// SchemaCheck: records held against a JSON Schema: one record for each place where they differ.
//
// Belongs here: the keywords of JSON Schema (draft 2020-12) that are understood, and what each asks
// of a value. Does not belong here: making a schema of records (schema_writer.h).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/arena.h"
#include "base/result.h"
#include "io/output.h"
#include "json/value.h"
#include "stat/text_form.h"
#include "stream/operator.h"
#include "stream/record.h"

namespace nd::stat {

// Owner of a schema, compiled.
class Schema {
 public:
  // What is asked of a value. Texts and values lie in the schema's arena.
  struct Rule {
    bool nothing = false;                                // the schema `false`
    std::uint32_t types = ~0U;                           // bits by Type; all where any will do
    std::optional<std::span<const json::Value>> values;  // enum, const
    std::optional<json::Value> least, most, above, below;
    std::optional<std::uint64_t> least_length, most_length, least_items, most_items;
    TextForms format = 0;
    std::unique_ptr<Rule> items;
    std::vector<std::pair<std::string_view, std::unique_ptr<Rule>>> members;  // by key, sorted
    std::vector<std::string_view> required;
    std::unique_ptr<Rule> others;  // of members that have no rule of their own
  };

  // type, enum, const, minimum, maximum, exclusiveMinimum, exclusiveMaximum, minLength, maxLength,
  // format (date, date-time), minItems, maxItems, items, properties, required,
  // additionalProperties; true and false as schemas; keywords that only describe. kUsage for any
  // other keyword, since a record that it forbids would pass.
  static Result<Schema> parse(std::string_view text);

  [[nodiscard]] const Rule& root() const { return root_; }

 private:
  Arena texts_;  // of the constants and keys
  Rule root_;
};

// Streaming, in the order of the input. Memory: one record.
class SchemaCheck {
 public:
  // The schema must outlive it.
  explicit SchemaCheck(const Schema& schema) : schema_(&schema) {}

  [[nodiscard]] Status consume(const stream::Record& record, io::Output& out);
  [[nodiscard]] static Status finish(io::Output& /*out*/) { return {}; }

  // How many records differ.
  [[nodiscard]] std::uint64_t differing() const { return differing_; }

 private:
  struct Difference {
    std::string path;
    std::string message;
  };

  void check(const json::Value& value, const Schema::Rule& rule);
  void check_object(const json::Value& value, const Schema::Rule& rule);
  void check_array(const json::Value& value, const Schema::Rule& rule);
  void differ(std::string message) {
    differences_.push_back({path_.empty() ? "." : path_, std::move(message)});
  }
  [[nodiscard]] std::uint64_t line_of(const stream::Record& record);

  const Schema* schema_;
  std::uint64_t differing_ = 0;
  Arena arena_;                          // of the record at work
  std::string path_;                     // of the value at work; empty: the record
  std::vector<Difference> differences_;  // of the record at work
  // The line of the last record that differed, from which the next one's is counted.
  const char* block_ = nullptr;  // in which it was counted, with the file and its first line
  std::string file_;
  std::uint64_t first_line_ = 0;
  const char* counted_to_ = nullptr;
  std::uint64_t line_ = 0;
};

}  // namespace nd::stat
