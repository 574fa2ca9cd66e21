#include "group/group_keys.h"

#include <utility>

#include "base/wording.h"
#include "key/key_format.h"

namespace nd::group {
namespace {

static_assert(kTotalMark < key::format::kTagNull);

}  // namespace

void GroupKeys::add(json::FieldPath path, Values values) {
  paths_.push_back(std::move(path));
  values_.push_back(values);
  several_ += values == Values::kSeveral ? 1 : 0;
}

std::vector<json::FieldPath> GroupKeys::single_paths() const {
  std::vector<json::FieldPath> paths;
  for (std::size_t i = 0; i < size(); ++i) {
    if (!is_several(i)) paths.push_back(paths_[i]);
  }
  return paths;
}

std::string GroupKeys::name(std::size_t key) const {
  return paths_[key].text().append(is_several(key) ? kSeveralMark : "");
}

std::string GroupKeys::list() const {
  if (empty()) return "none";
  return joined(paths_, [](const json::FieldPath& path) { return path.text(); });
}

}  // namespace nd::group
