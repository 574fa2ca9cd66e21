#include "cli/progress.h"

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

#include <fmt/core.h>

namespace nd::cli {

namespace {

constexpr std::size_t kBarWidth = 20;

struct Unit {
  double factor;
  const char* name;
};

Unit unit_of(std::uint64_t bytes) {
  constexpr Unit kUnits[] = {{1e12, "TB"}, {1e9, "GB"}, {1e6, "MB"}, {1e3, "kB"}};
  for (const Unit& unit : kUnits) {
    if (static_cast<double>(bytes) >= unit.factor) return unit;
  }
  return {1, "B"};
}

std::string amount(double bytes, const Unit& unit) {
  const double scaled = bytes / unit.factor;
  char text[32];
  std::snprintf(text, sizeof(text), "%.*f", scaled < 10 && unit.factor > 1 ? 1 : 0, scaled);
  return text;
}

std::string duration(double seconds) {
  const auto whole = static_cast<std::uint64_t>(std::ceil(std::min(seconds, 1e9)));
  char text[32];
  if (whole >= 3600) {
    std::snprintf(text, sizeof(text), "%llu:%02llu:%02llu",
                  static_cast<unsigned long long>(whole / 3600),
                  static_cast<unsigned long long>(whole / 60 % 60),
                  static_cast<unsigned long long>(whole % 60));
  } else {
    std::snprintf(text, sizeof(text), "%llu:%02llu", static_cast<unsigned long long>(whole / 60),
                  static_cast<unsigned long long>(whole % 60));
  }
  return text;
}

void write_to_terminal(std::string_view text) {
  // A bar that cannot be drawn is no reason to fail.
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
}

}  // namespace

std::string progress_line(std::string_view tool, std::uint64_t read, std::uint64_t total,
                          double seconds, unsigned columns) {
  const double rate = seconds > 0 ? static_cast<double>(read) / seconds : 0;
  const Unit rate_unit = unit_of(static_cast<std::uint64_t>(rate));
  const std::string speed = fmt::format("{} {}/s", amount(rate, rate_unit), rate_unit.name);
  std::string out(tool);
  out += ": ";
  if (total == 0) {
    const Unit unit = unit_of(read);
    out += fmt::format("{} {}, {}", amount(static_cast<double>(read), unit), unit.name, speed);
  } else {
    read = std::min(read, total);
    const double share = static_cast<double>(read) / static_cast<double>(total);
    const auto filled = static_cast<std::size_t>(share * kBarWidth);
    const Unit unit = unit_of(total);
    out += fmt::format("{:3}% [{}{}] {} of {} {}, {}", static_cast<int>(share * 100),
                       std::string(filled, '='), std::string(kBarWidth - filled, ' '),
                       amount(static_cast<double>(read), unit),
                       amount(static_cast<double>(total), unit), unit.name, speed);
    if (rate > 0)
      out += fmt::format(", {} left", duration(static_cast<double>(total - read) / rate));
  }
  if (out.size() > columns) out.resize(columns);
  return out;
}

Progress::Progress(std::string tool, unsigned columns)
    // The last column stays free: a terminal may wrap there.
    : tool_(std::move(tool)),
      columns_(std::max(columns, 2U) - 1),
      start_(Clock::now()),
      drawn_(start_) {}

void Progress::update(std::uint64_t read, std::uint64_t total) {
  const Clock::time_point now = Clock::now();
  if (now - drawn_ < std::chrono::milliseconds(100)) return;
  drawn_ = now;
  visible_ = true;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  write_to_terminal(
      fmt::format("\r{}\x1b[K", progress_line(tool_, read, total, seconds, columns_)));
}

void Progress::clear() {
  if (visible_) write_to_terminal("\r\x1b[K");
  visible_ = false;
}

}  // namespace nd::cli
