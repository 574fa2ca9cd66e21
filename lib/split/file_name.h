// FileName: the template of ndsplit, `clean/{day}.ndjson.zst`, and what a value may put into it.
//
// Belongs here: the braces, and which texts are harmless within the name of a file. Does not belong
// here: where the values come from (split.h), the files (file_set.h).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "json/value.h"

namespace nd::split {

// Owner, immutable.
class FileName {
 public:
  enum class Folders {
    kFixed,  // no placeholder stands before the last '/'
    kNamed,  // values may name folders, each a part between two '/' of the template
  };

  // {NAME} is a placeholder; {{ and }} are braces. kUsage on anything wrong, and where it has no
  // placeholder.
  static Result<FileName> parse(std::string_view text, Folders folders);

  // What stands between the braces: day, .a.b, "odd name".
  [[nodiscard]] const std::vector<std::string>& placeholders() const { return placeholders_; }

  // Appends what stands before placeholder `i`.
  void append_before(std::string& out, std::size_t i) const { out += texts_[i]; }
  // Appends what a value of placeholder `i` is called. kInput, with the output as it was or longer,
  // for what no file may be called by: null, an array, an object; a text that is empty, is no
  // UTF-8, starts with '.' or holds '/' or a control character.
  [[nodiscard]] Status append_value(std::string& out, std::size_t i,
                                    const json::Value& value) const;
  // Appends what stands behind the last placeholder. kInput where a part of the path between two
  // '/' is longer than a file system takes.
  [[nodiscard]] Status append_end(std::string& out) const;

 private:
  std::vector<std::string> placeholders_;
  std::vector<std::string> texts_ = {""};  // one more than placeholders
};

}  // namespace nd::split
