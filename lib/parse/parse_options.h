// ParseOptions: what ndparse was asked to do, as data, and how its option values read.
//
// Belongs here: the syntax of F=TYPE, F=TIME and NEW=OLD. Does not belong here: what they do
// (cell_converter.h, record_rewriter.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "json/field_path.h"
#include "time/instant.h"

namespace nd::parse {

enum class ParseFormat {
  kAuto,
  kNdjson,
  kJson,
  kCsv,
  kTsv,
  kLogfmt,
  kRegex,
  kCombined,
  kSyslog,
  kRejects,
};

// What --from calls them.
[[nodiscard]] std::vector<std::pair<std::string, ParseFormat>> format_names();

// Which of equal keys of one object stays.
enum class DuplicateKeys { kError, kFirst, kLast };

enum class CellType {
  kAsItIs,  // no type was asked for
  kInt,
  kFloat,
  kString,
  kBool,
  kJson,
};

struct TimeFormat {
  enum class Kind { kNone, kEpoch, kRfc3339, kPattern } kind = Kind::kNone;
  time::EpochUnit unit = time::EpochUnit::kSeconds;
  std::string pattern;  // of strptime

  friend bool operator==(const TimeFormat&, const TimeFormat&) = default;
};

// A field as it was typed: a name or a path.
struct TypeOption {
  std::string field;
  CellType type = CellType::kAsItIs;
};
struct TimeOption {
  std::string field;
  TimeFormat format;
};
struct RenameOption {
  json::FieldPath to;
  std::string field;
};

// kUsage errors.
Status parse_into(std::string_view text, TypeOption& out);    // F=int|float|string|bool|json
Status parse_into(std::string_view text, TimeOption& out);    // F=s|ms|us|ns|rfc3339|FORMAT
Status parse_into(std::string_view text, RenameOption& out);  // NEW=OLD

struct ParseOptions {
  ParseFormat format = ParseFormat::kAuto;
  std::optional<char> delimiter;
  bool no_header = false;
  std::vector<std::string> columns;
  bool nest = false;
  std::string regex;
  bool infer = false;
  std::optional<char> decimal;    // the mark before a number's fraction
  std::optional<char> thousands;  // between each three digits before it
  bool pad = false;
  std::optional<char> comment;  // lines that begin with it are none
  std::uint64_t skip_lines = 0;
  DuplicateKeys duplicates = DuplicateKeys::kError;
  std::vector<TypeOption> types;
  std::vector<TimeOption> times;
  std::optional<std::int32_t> year;  // of times whose pattern has none
  std::optional<std::string> null_text;
  std::vector<RenameOption> renames;
  std::vector<std::string> required;
  bool add_source = false;
};

// Where a record came from, for --add-source.
struct Source {
  std::string_view file;
  std::uint64_t line = 0;
};

// The names of the fields that --add-source adds.
inline constexpr std::string_view kFileField = "_file";
inline constexpr std::string_view kLineField = "_line";

// A typed field of a format without nesting (a column, a key, a group): "a b", .a and a are names;
// what is no path of one segment is the name itself, so that a column called city.tier can be
// named.
[[nodiscard]] std::string flat_name(std::string_view typed);

// Where a name that was typed for a field to write stands: a path, or where it is none, the name
// itself.
[[nodiscard]] json::FieldPath output_path(std::string_view typed);

// The name of a column, or a key, of the input as --nest reads it: repo.name is a path. What is
// none, as in `repo.full name`, is divided at its dots, unless a part would be empty.
[[nodiscard]] json::FieldPath nested_path(std::string_view name);

}  // namespace nd::parse
