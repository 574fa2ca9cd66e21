#include "stream/run.h"

namespace nd::stream {

bool LineChecker::validated(PaddedView line) {
  auto status = validator_.check(line);
  own_error_ = !status;
  if (own_error_) error_ = std::move(status).error();
  return !own_error_;
}

bool LineChecker::complete() {
  const json::Row row = projector_.row();
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (!row[i].is_missing()) continue;
    own_error_ = true;
    error_ = Error{ErrorKind::kInput, "the field " + schema_.paths()[i].print() + " is missing", Error::kNoOffset};
    return false;
  }
  return true;
}

}  // namespace nd::stream
