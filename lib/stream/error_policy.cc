#include "stream/error_policy.h"

#include <algorithm>

#include "base/base64.h"
#include "base/hex.h"
#include "base/number.h"
#include "base/utf8.h"
#include "base/wording.h"
#include "json/validate.h"
#include "json/writer.h"

namespace nd::stream {
namespace {

bool valid_utf8(std::string_view text) {
  return json::find_invalid_utf8(text) == std::string_view::npos;
}

// FILE:LINE:COLUMN, or FILE:LINE where no column is known.
std::string place_of(const Position& position, std::string_view raw, std::size_t offset) {
  std::uint64_t line = position.line;
  std::uint64_t column = position.column + offset;
  if (offset != Error::kNoOffset) {
    // A record may go over several lines (a quoted cell, an indented object): its error is in one
    // of them.
    const std::string_view before = raw.substr(0, offset);
    if (const std::size_t last = before.rfind('\n'); last != std::string_view::npos) {
      line += static_cast<std::uint64_t>(std::count(before.begin(), before.end(), '\n'));
      column = offset - last;
    }
  }
  std::string place = excerpt(position.file, 200);
  place.push_back(':');
  append_uint(place, line);
  if (offset != Error::kNoOffset) {
    place.push_back(':');
    append_uint(place, column);
  }
  return place;
}

std::string positioned(std::string_view where, std::string_view raw, const Error& error,
                       Place place) {
  std::string message(where);
  message.append(": ").append(error.message);
  message.append(foreign_text(raw, error, place));
  message.append("\n  ").append(excerpt(raw));
  return message;
}

}  // namespace

std::optional<std::string_view> cut_text_of(std::string_view line) {
  // Behind a last record without newline it stands where that ends.
  const std::size_t at = line.starts_with(io::kCutHead) ? 0 : line.rfind(io::kCutHead);
  if (at == std::string_view::npos) return std::nullopt;
  const PaddedString padded(line);
  if (const auto end = json::value_end(padded.view()); end && *end == line.size())
    return std::nullopt;
  line.remove_prefix(at + io::kCutHead.size());
  const std::size_t quote = line.find('"');
  if (at > 0 && quote + 1 != line.size()) return std::nullopt;
  return line.substr(0, quote);
}

Status ErrorPolicy::bad(const Record& record, std::uint64_t line, const Error& error, Fault fault) {
  if (error.kind != ErrorKind::kInput && error.kind != ErrorKind::kBroken)
    return tl::unexpected<Error>(error);
  return bad(position_of(*record.block, line, record.text.data()), record.text.text(), error,
             Place::kRecord, fault);
}

Status ErrorPolicy::bad(Position position, std::string_view raw, const Error& error, Place place,
                        Fault fault) {
  const bool ends_run = error.kind == ErrorKind::kBroken;
  if (error.kind != ErrorKind::kInput && !ends_run) return tl::unexpected<Error>(error);
  if (later_ != nullptr) {
    later_->push_back({position, std::string(raw), error, place, fault});
    const bool ends_part = ends_run || later_->size() >= most_ || cut_text_of(raw);
    return ends_part ? Status(tl::unexpected<Error>(error)) : Status();
  }
  if (settle_first_) ND_TRY(settle_first_());
  if (const auto cut = cut_text_of(raw)) {
    outcome_.failure.cut = *cut;
    return input_error(io::cut_message(*cut));
  }
  return refuse(position, raw, error, place, fault);
}

Status ErrorPolicy::withdraw(const Position& position, std::string_view raw, const Error& error,
                             std::uint64_t after) {
  if (error.kind != ErrorKind::kInput) return tl::unexpected<Error>(error);
  --outcome_.counts.used;
  Status status = refuse(position, raw, error, Place::kRecord, Fault::kData);
  if (!status) outcome_.counts.used -= after;
  return status;
}

Status ErrorPolicy::refuse(Position position, std::string_view raw, const Error& error, Place place,
                           Fault fault) {
  ++outcome_.counts.rejected;
  if (first_line_) position.line += ND_TRY(first_line_());
  if (!rejects_ || error.kind == ErrorKind::kBroken) {
    return stop(position, raw, error, place, fault);
  }
  io::Output& rejects = *rejects_;
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
  const io::ErrorLimit& limit = limit_;
  if (limit.kind == io::ErrorLimit::Kind::kCount && outcome_.counts.rejected > limit.count) {
    auto stopped = stop(position, raw, error, place, fault);
    stopped.error().message += "\n  more bad records than --max-errors allows";
    return stopped;
  }
  return {};
}

Status ErrorPolicy::stop(const Position& position, std::string_view raw, const Error& error,
                         Place place, Fault fault) {
  const std::string where = place_of(position, raw, error.offset);
  if (place == Place::kRecord && position.line == 1) place = Place::kFirstRecord;
  outcome_.failure.place = where;
  outcome_.failure.kind = fault == Fault::kSyntax ? "syntax" : "data";
  return input_error(positioned(where, raw, error, place));
}

Status ErrorPolicy::finish() {
  const io::Counts& counts = outcome_.counts;
  const io::ErrorLimit& limit = limit_;
  if (limit.kind != io::ErrorLimit::Kind::kPercent || counts.rejected == 0) return {};
  const double share =
      100.0 * static_cast<double>(counts.rejected) / static_cast<double>(counts.read());
  if (share <= limit.percent) return {};
  std::string message;
  append_uint(message, counts.rejected);
  message.append(" of ");
  append_uint(message, counts.read());
  message.append(" records are bad, more than --max-errors allows");
  return input_error(message);
}

}  // namespace nd::stream
