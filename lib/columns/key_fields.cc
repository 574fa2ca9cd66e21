#include "columns/key_fields.h"

#include <algorithm>
#include <utility>

#include "base/wording.h"
#include "json/writer.h"
#include "key/key_encoder.h"

namespace nd::columns {

Result<KeyFields> KeyFields::make(const KeyColumns& keys, std::span<const std::string_view> own,
                                  std::optional<std::size_t> without) {
  std::vector<json::FieldPath> paths;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (!keys.has_name(i))
      return usage_error("the key {} needs a name: NAME=EXPR", in_quotes(keys.text(i)));
    if (std::find(own.begin(), own.end(), keys.path(i).segments[0]) != own.end()) {
      return usage_error("the key {} has the name of a field of the answer; rename it: NAME={}",
                         in_quotes(keys.name(i)), keys.name(i));
    }
    if (i != without) paths.push_back(keys.path(i));
  }
  ND_TRY(json::check_apart(paths));
  return KeyFields(json::ObjectLayout(paths));
}

void KeyFields::append(std::string& out, std::string_view key) {
  values_.clear();
  texts_.reset();
  key::KeyDecoder decoder(key, texts_);
  while (!decoder.done())
    values_.push_back(decoder.next());
  out += '{';
  for (const auto& field : layout_.fields()) {
    out += field.before;
    json::append_canonical(out, values_[field.path]);
  }
  out += layout_.after();
}

}  // namespace nd::columns
