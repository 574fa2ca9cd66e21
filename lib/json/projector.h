// Projector: one line of JSON -> the values of the wanted fields, in one walk that stops when it
// has them all.
//
// Belongs here: which bytes of a line are looked at. It checks what it walks over, and that the
// line ends as the one value it began as; it does not look at the rest (ndrecord(5)), unless it is
// asked to, for --validate.
#pragma once

#include <memory>

#include "base/padded_view.h"
#include "base/result.h"
#include "json/schema.h"
#include "json/validate.h"

namespace nd::json {

class Projector {
 public:
  // The schema must outlive the projector.
  explicit Projector(const Schema& schema);
  ~Projector();
  Projector(Projector&&) noexcept;
  Projector& operator=(Projector&&) noexcept;

  // Requires: line is not empty, does not start or end with white space, and a '\n' follows it.
  // false: the line cannot be used; error() says why.
  // A record that is no object has no fields; the slot of the whole record holds it in every case.
  // The first of duplicate keys counts. Values of arrays and objects are raw. Missing fields are
  // Kind::kMissing.
  [[nodiscard]] bool project(PaddedView line) { return project(line, true); }
  // Quicker where it is known that the line has no escapes (line_end.h).
  [[nodiscard]] bool project(PaddedView line, bool escapes);

  // The same for a line that has to be checked as Validator::check() does, but for UTF-8, in the
  // one walk. false decides nothing: the line may be good or bad. `validator` checks values within
  // which keys have to be told apart.
  [[nodiscard]] bool project_checked(PaddedView line, bool escapes, Validator& validator);

  // Of the last successful project(); valid until the next one, and as long as the line is.
  [[nodiscard]] Row row() const { return {values_, size_}; }
  // Of the last failed project(): kInput, with the offset in the line.
  [[nodiscard]] const Error& error() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
  const Value* values_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace nd::json
