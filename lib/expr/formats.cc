#include "expr/formats.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "expr/machine.h"
#include "expr/number_text.h"

namespace nd::expr {
namespace {

using json::Value;

void append_base64(std::string& out, std::string_view bytes) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k)
      group = group << 8 | (k < count ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    for (std::size_t k = 0; k < 4; ++k)
      out.push_back(k <= count ? kDigits[group >> (18 - 6 * k) & 63] : '=');
  }
}

void append_uri(std::string& out, std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  for (const char c : text) {
    const bool kept = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '-' || c == '_' || c == '.' || c == '~';
    if (kept) {
      out.push_back(c);
    } else {
      out.push_back('%');
      out.push_back(kHex[static_cast<unsigned char>(c) >> 4]);
      out.push_back(kHex[static_cast<unsigned char>(c) & 15]);
    }
  }
}

void append_csv_string(std::string& out, std::string_view text) {
  out.push_back('"');
  for (const char c : text) {
    if (c == '"') out.push_back('"');
    out.push_back(c);
  }
  out.push_back('"');
}

void append_tsv_string(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '\t':
        out.append("\\t");
        break;
      case '\n':
        out.append("\\n");
        break;
      case '\r':
        out.append("\\r");
        break;
      case '\\':
        out.append("\\\\");
        break;
      default:
        out.push_back(c);
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
  if (!value.is_array())
    return machine.fail(node,
                        "a row of @" + name_of(format) + " is an array, not " + described(value));
  bool first = true;
  for (const Value& cell : value.items()) {
    if (!first) out.push_back(csv ? ',' : '\t');
    first = false;
    if (cell.is_nested())
      return machine.fail(node, described(cell) + " cannot be a cell of @" + name_of(format));
    if (cell.is_string()) {
      csv ? append_csv_string(out, cell.text()) : append_tsv_string(out, cell.text());
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
