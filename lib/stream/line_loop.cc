#include "stream/line_loop.h"

namespace nd::stream {

bool LineChecker::validated(PaddedView line) {
  auto status = validator_->check(line);
  own_error_ = !status;
  if (own_error_) error_ = std::move(status).error();
  return !own_error_;
}

bool LineChecker::complete() {
  const json::Row row = projector_.row();
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (!row[i].is_missing()) continue;
    own_error_ = true;
    error_ = Error{ErrorKind::kInput, "the field " + schema_.paths()[i].print() + " is missing",
                   Error::kNoOffset};
    return false;
  }
  return true;
}

PaddedView without_key(PaddedView line) {
  if (line.empty() || line[0] != '[') return line;
  const std::size_t tab = line.text().find('\t');
  if (tab == std::string_view::npos || line[tab - 1] != ']') return line;
  return trim(line.begin() + tab + 1, line.end());
}

}  // namespace nd::stream
