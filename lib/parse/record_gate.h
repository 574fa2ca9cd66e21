// RecordGate: a JSON record, checked; keys that stand twice are an error, or one of them goes.
//
// Belongs here: what --duplicate-keys says. Does not belong here: the grammar (json/validate.h).
#pragma once

#include <string>

#include "base/padded_view.h"
#include "base/result.h"
#include "json/validate.h"
#include "parse/parse_options.h"

namespace nd::parse {

// One for each thread.
class RecordGate {
 public:
  explicit RecordGate(DuplicateKeys keep) : keep_(keep) {}

  // The record, which is the text itself unless an object has a key twice: then it is written anew,
  // without blanks between tokens, with the first or the last of equal keys, which stands where the
  // first one did. Valid until the next call. kInput with the offset on anything wrong. Requires:
  // as json::Validator::check().
  [[nodiscard]] Result<PaddedView> check(PaddedView text) {
    Status status = validator_.check(text);
    if (status) [[likely]]
      return text;
    if (keep_ == DuplicateKeys::kError) return tl::unexpected<Error>(std::move(status).error());
    return without_duplicates(text, status.error());
  }

 private:
  [[nodiscard]] Result<PaddedView> without_duplicates(PaddedView text, const Error& error);

  DuplicateKeys keep_;
  json::Validator validator_;
  std::string written_;
};

}  // namespace nd::parse
