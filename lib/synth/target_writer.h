// TargetWriter: the lines of targets (targets.h), one after the other.
//
// Belongs here: the form of a line. Does not belong here: what is planted.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/number.h"

namespace nd::synth {

enum class Kind : std::uint8_t { kTruth, kTrap, kCount };

struct Quotient {
  std::int64_t numerator;
  std::int64_t denominator;
};

class TargetWriter {
 public:
  [[nodiscard]] std::vector<std::string> take() { return std::move(lines_); }

  void integer(Kind kind, std::string_view name, std::uint64_t value, std::string_view what) {
    open(name);
    append_uint(lines_.back(), value);
    close(kind, what);
  }
  // Rounded once.
  void quotient(Kind kind, std::string_view name, Quotient value, std::string_view what) {
    open(name);
    append_double(lines_.back(),
                  static_cast<double>(value.numerator) / static_cast<double>(value.denominator));
    close(kind, what);
  }

 private:
  void open(std::string_view name) {
    lines_.emplace_back(R"({"target":")").append(name).append(R"(","value":)");
  }
  void close(Kind kind, std::string_view what) {
    constexpr std::array<std::string_view, 3> kNames = {"truth", "trap", "count"};
    lines_.back().append(R"(,"kind":")").append(kNames[static_cast<std::size_t>(kind)]);
    lines_.back().append(R"(","what":")").append(what).append("\"}");
  }

  std::vector<std::string> lines_;
};

}  // namespace nd::synth
