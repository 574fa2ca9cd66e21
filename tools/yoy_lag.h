// The value of ndyoy's --lag.
#pragma once

#include <string_view>

#include "base/result.h"
#include "base/wording.h"
#include "cli/binding.h"
#include "compare/period_pairing.h"

namespace nd::tools::yoy {

// One of the lags; who writes it another way is told how.
inline cli::Binding lag_of(compare::Lag& out) {
  cli::Binding lag = cli::choice(out, compare::lag_words());
  lag.set = [choose = lag.set](cli::Typed typed) -> Status {
    const std::string_view word = compare::words_for_lag(typed[0]);
    if (word.empty()) return choose(typed);
    return usage_error("{} is written {}", in_quotes(typed[0]), word);
  };
  return lag;
}

}  // namespace nd::tools::yoy
