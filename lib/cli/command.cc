#include "cli/command.h"

#include <algorithm>

namespace nd::cli {

std::vector<std::string_view> Option::names() const {
  std::vector<std::string_view> out;
  const std::string_view all = flags;
  for (std::size_t start = 0; start < all.size();) {
    const std::size_t end = std::min(all.find(", ", start), all.size());
    out.push_back(all.substr(start, end - start));
    start = end + 2;
  }
  return out;
}

std::string_view Option::name() const {
  const std::size_t comma = flags.rfind(", ");
  return comma == std::string::npos ? std::string_view(flags)
                                    : std::string_view(flags).substr(comma + 2);
}

}  // namespace nd::cli
