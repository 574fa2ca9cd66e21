#include "expr/formats.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "base/ascii.h"
#include "base/base64.h"
#include "base/cell_text.h"
#include "base/hex.h"
#include "expr/machine.h"
#include "expr/number_text.h"

namespace nd::expr {
namespace {

using json::Value;

void append_uri(std::string& out, std::string_view text) {
  for (const char c : text) {
    const bool kept = is_letter(c) || is_digit(c) || c == '-' || c == '_' || c == '.' || c == '~';
    if (kept) {
      out.push_back(c);
    } else {
      out.push_back('%');
      append_hex(out, c, kUpperHex);
    }
  }
}

constexpr std::array<std::string_view, 6> kNames = {"text", "json", "csv", "tsv", "base64", "uri"};

std::string name_of(Format format) {
  return std::string(kNames[static_cast<std::size_t>(format)]);
}

// A string as it is, anything else as JSON.
void append_text(std::string& out, const Value& value) {
  if (value.is_string()) {
    out.append(value.text());
  } else {
    append_json_text(out, value);
  }
}

// A row of scalars; null is an empty cell.
Flow append_row(Machine& machine, const Node& node, Format format, const Value& value,
                std::string& out) {
  const bool csv = format == Format::kCsv;
  if (!value.is_array()) {
    return machine.fail(node, "a row of @{} is an array, not {}", name_of(format),
                        described(value));
  }
  bool first = true;
  for (const Value& cell : value.items()) {
    if (!first) out.push_back(csv ? ',' : '\t');
    first = false;
    if (cell.is_nested())
      return machine.fail(node, "{} cannot be a cell of @{}", described(cell), name_of(format));
    if (cell.is_string()) {
      csv ? append_csv_quoted(out, cell.text()) : append_tsv_escaped(out, cell.text());
    } else if (cell.kind() == json::Kind::kDouble && !std::isfinite(cell.double_value())) {
      continue;
    } else if (!cell.is_null()) {
      append_json_text(out, cell);
    }
  }
  return Flow::kGo;
}

}  // namespace

std::optional<Format> find_format(std::string_view name) {
  const auto* const found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<Format>(found - kNames.begin());
}

Flow format_value(Machine& machine, const Node& node, Format format, const Value& value,
                  Value& out) {
  if (format == Format::kText && value.is_string()) {
    out = value;
    return Flow::kGo;
  }
  std::string& text = machine.scratch();
  std::string plain;
  switch (format) {
    case Format::kText:
    case Format::kJson:
      append_json_text(text, value);
      break;
    case Format::kCsv:
    case Format::kTsv:
      ND_FLOW(append_row(machine, node, format, value, text));
      break;
    case Format::kBase64:
      append_text(plain, value);
      append_base64(text, plain);
      break;
    case Format::kUri:
      append_text(plain, value);
      append_uri(text, plain);
      break;
  }
  return machine.make_string(node, text, out);
}

}  // namespace nd::expr
