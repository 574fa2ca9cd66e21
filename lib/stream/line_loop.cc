#include "stream/line_loop.h"

#include <algorithm>
#include <cstring>

#include "json/scan.h"
#include "stream/foreign_text.h"

namespace nd::stream {
namespace {

// Whether an array is open wherever an object of the line follows another one behind a comma, so
// that both are of one record. Brackets within strings count too, where they are mostly in pairs.
bool lists_objects(PaddedView line) {
  std::ptrdiff_t open = 0;
  const char* counted = line.begin();
  for (const char* p = line.begin(); p < line.end(); ++p) {
    p = static_cast<const char*>(std::memchr(p, '}', static_cast<std::size_t>(line.end() - p)));
    if (p == nullptr) return true;
    if (p[1] != ',' || p[2] != '{') continue;
    open += std::count(counted, p, '[') - std::count(counted, p, ']');
    counted = p;
    if (open <= 0) return false;
  }
  return true;
}

}  // namespace

bool LineChecker::validated(PaddedView line) {
  auto status = validator_->check(line);
  own_error_ = !status;
  incomplete_ = false;
  if (own_error_) error_ = std::move(status).error();
  return !own_error_;
}

// So many lines at a time that each has no share in what a call costs, so few that they are still
// near when they are walked over.
bool LineChecker::check_stretch(PaddedView line) {
  constexpr std::size_t kStretch = std::size_t{16} << 10;
  const auto is_utf8 = [](std::string_view text) {
    return json::find_invalid_utf8(text) == std::string_view::npos;
  };
  if (line.begin() < block_.begin() || line.end() > block_.end()) return is_utf8(line.text());
  const std::size_t from = static_cast<std::size_t>(line.begin() - block_.begin());
  const std::size_t newline = block_.text().find('\n', from + std::max(kStretch, line.size()));
  stretch_ = block_.substr(from, std::min(newline, block_.size()) - from);
  stretch_is_utf8_ = is_utf8(stretch_.text());
  return stretch_is_utf8_;
}

bool LineChecker::looked_closer(PaddedView line, json::LineEnd found) {
  incomplete_ = false;
  const bool may_be_two = found.joined() || (found.listed() && !lists_objects(line));
  if ((may_be_two || whole_ || begins_cut(line.begin())) && !walked_whole(line)) return false;
  if (line.begin() == array_of_objects_) return asked_array();
  if (watch_.is_open()) {
    watch_.look(projector_.row(), line);
    note_needs();
  }
  incomplete_ = strict_ && !complete(line);
  return !incomplete_;
}

bool LineChecker::walked_whole(PaddedView line) {
  json::scan::Fault fault;
  const char* const end = json::scan::skip_value(line.begin(), line.end(), fault);
  own_error_ = end != line.end();
  if (!own_error_) return true;
  if (end != nullptr)
    fault.set(json::scan::skip_blanks(end, line.end()), "something follows the value");
  error_ =
      Error{ErrorKind::kInput, fault.message, static_cast<std::size_t>(fault.at - line.begin())};
  return false;
}

bool LineChecker::complete(PaddedView line) {
  const json::Row row = projector_.row();
  for (std::size_t i = 0; i < schema_.size(); ++i) {
    if (!row[i].is_missing() || !schema_.expects(i)) continue;
    if (asks_of_ && !asks_of_(line)) return true;
    own_error_ = true;
    error_ = Error{ErrorKind::kInput, "the field " + schema_.paths()[i].print() + " is missing",
                   Error::kNoOffset};
    return false;
  }
  return true;
}

void LineChecker::start_block(const io::Block& block) {
  array_of_objects_ = nullptr;
  block_ = block.text;
  stretch_ = PaddedView();
  note_needs();
  if (!block.starts_file) return;
  const auto& paths = schema_.paths();
  if (std::all_of(paths.begin(), paths.end(),
                  [](const json::FieldPath& path) { return path.segments.empty(); })) {
    return;
  }
  const auto* const newline =
      static_cast<const char*>(std::memchr(block.text.begin(), '\n', block.text.size()));
  const PaddedView line =
      trim(block.text.begin(), newline == nullptr ? block.text.begin() : newline);
  if (is_array_of_objects(line.text())) array_of_objects_ = line.begin();
  note_needs();
}

bool LineChecker::asked_array() {
  own_error_ = true;
  error_ = Error{ErrorKind::kInput, "an array of objects has no fields", Error::kNoOffset};
  return false;
}

PaddedView without_key(PaddedView line) {
  if (line.empty() || line[0] != '[') return line;
  const std::size_t tab = line.text().find('\t');
  if (tab == std::string_view::npos || line[tab - 1] != ']') return line;
  return trim(line.begin() + tab + 1, line.end());
}

}  // namespace nd::stream
