// Template: a text with placeholders, {FIELD} and {FIELD:SPECIFICATION}, for ndprint.
//
// Belongs here: the braces. Does not belong here: what is behind the colon (phrase.h), what a field
// is and where its value comes from (show/print.h).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "format/language.h"
#include "format/phrase.h"

namespace nd::format {

struct Placeholder {
  std::string name{};  // as written: plays, .a.b, "odd name", $name
  Phrase phrase{};
};

// Owner.
class Template {
 public:
  // {{ and }} are braces. kUsage, with the placeholder as it was written, on anything wrong.
  // `language` must outlive the template.
  [[nodiscard]] static Result<Template> parse(std::string_view text, const Language& language);

  [[nodiscard]] const std::vector<Placeholder>& placeholders() const { return placeholders_; }
  // What stands before placeholder `i`; of as many as there are placeholders, what follows the
  // last.
  [[nodiscard]] std::string_view text_before(std::size_t i) const { return texts_[i]; }

 private:
  [[nodiscard]] Status add_placeholder(std::string_view inside, const Language& language);

  std::vector<std::string> texts_ = {""};
  std::vector<Placeholder> placeholders_;
};

}  // namespace nd::format
