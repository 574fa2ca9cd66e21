#include "stream/error_policy.h"

#include <array>

#include "base/number.h"
#include "json/writer.h"

namespace nd::stream {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";

bool valid_utf8(std::string_view text) {
  // append_string replaces what is no UTF-8: the text is valid if nothing was replaced.
  std::string quoted;
  json::append_string(quoted, text);
  constexpr std::string_view kReplacement = "\xef\xbf\xbd";
  const auto count = [&](std::string_view in) {
    std::size_t found = 0;
    for (std::size_t at = in.find(kReplacement); at != std::string_view::npos; at = in.find(kReplacement, at + 3)) ++found;
    return found;
  };
  return count(quoted) == count(text);
}

// RFC 4648.
void append_base64(std::string& out, std::string_view bytes) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t left = bytes.size() - i;
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      group = group << 8 | (k < left ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    }
    for (std::size_t k = 0; k < 4; ++k) {
      out.push_back(k <= left ? kAlphabet[group >> (18 - 6 * k) & 63] : '=');
    }
  }
}

std::string positioned(const Position& position, std::string_view raw, const Error& error) {
  std::string message = excerpt(position.file, 200);
  message.push_back(':');
  append_uint(message, position.line);
  if (error.offset != Error::kNoOffset) {
    message.push_back(':');
    append_uint(message, position.column + error.offset);
  }
  message.append(": ").append(error.message);
  message.append("\n  ").append(excerpt(raw));
  return message;
}

}  // namespace

Status ErrorPolicy::bad(const Position& position, std::string_view raw, const Error& error) {
  if (error.kind != ErrorKind::kInput) return tl::unexpected<Error>(error);
  ++streams_.counts.rejected;
  if (!streams_.rejects) {
    streams_.counts.read = streams_.counts.used + streams_.counts.rejected;
    return input_error(positioned(position, raw, error));
  }
  io::Output& rejects = *streams_.rejects;
  std::string& out = rejects.buffer();
  out.push_back('{');
  json::append_key(out, "file");
  json::append_string(out, position.file);
  json::append_key(out, "line");
  append_uint(out, position.line);
  json::append_key(out, "byte");
  append_uint(out, position.byte + (error.offset == Error::kNoOffset ? 0 : error.offset));
  json::append_key(out, "error");
  json::append_string(out, error.message);
  if (valid_utf8(raw)) {
    json::append_key(out, "raw");
    json::append_string(out, raw);
  } else {
    json::append_key(out, "raw_base64");
    out.push_back('"');
    append_base64(out, raw);
    out.push_back('"');
  }
  out.push_back('}');
  ND_TRY(rejects.end_record());
  const io::ErrorLimit& limit = streams_.max_errors;
  if (limit.kind == io::ErrorLimit::Kind::kCount && streams_.counts.rejected > limit.count) {
    return input_error(positioned(position, raw, error) + "\n  more bad records than --max-errors allows");
  }
  return {};
}

Status ErrorPolicy::finish() {
  io::Counts& counts = streams_.counts;
  counts.read = counts.used + counts.rejected;
  const io::ErrorLimit& limit = streams_.max_errors;
  if (limit.kind != io::ErrorLimit::Kind::kPercent || counts.rejected == 0) return {};
  const double share = 100.0 * static_cast<double>(counts.rejected) / static_cast<double>(counts.read);
  if (share <= limit.percent) return {};
  std::string message;
  append_uint(message, counts.rejected);
  message.append(" of ");
  append_uint(message, counts.read);
  message.append(" records are bad, more than --max-errors allows");
  return input_error(message);
}

std::string excerpt(std::string_view data, std::size_t limit) {
  const bool cut = data.size() > limit;
  if (cut) {
    data = data.substr(0, limit);
    // Not in the middle of a character.
    while (!data.empty() && (static_cast<unsigned char>(data.back()) & 0xc0U) == 0x80U) data.remove_suffix(1);
    if (!data.empty() && static_cast<unsigned char>(data.back()) >= 0xc0) data.remove_suffix(1);
  }
  const bool utf8 = valid_utf8(data);
  std::string out;
  for (const char c : data) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f || (byte >= 0x80 && !utf8)) {
      out.append("\\x");
      out.push_back(kHex[byte >> 4]);
      out.push_back(kHex[byte & 0xf]);
    } else {
      out.push_back(c);
    }
  }
  if (cut) out.append("...");
  return out;
}

}  // namespace nd::stream
