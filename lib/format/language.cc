#include "format/language.h"

namespace nd::format {
namespace {

constexpr Language kLanguages[] = {
    {.name = "en",
     .units = NumberStyle::kWords,
     .separator = ',',
     .claims = {"over ", "nearly ", "reached ", "exactly "},
     .point = " percentage point",
     .points = " percentage points"},
    {.name = "zh",
     .units = NumberStyle::kCjk,
     .separator = 0,
     .claims = {"超过", "近", "达到", "恰好"},
     .point = "个百分点",
     .points = "个百分点"},
};

}  // namespace

std::span<const Language> languages() {
  return kLanguages;
}

}  // namespace nd::format
