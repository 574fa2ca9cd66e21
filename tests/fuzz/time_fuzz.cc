// Texts of times and periods: whatever is read is printed so that it reads back as the same.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "time/civil_format.h"
#include "time/instant.h"
#include "time/period.h"

namespace {

void check_instant(std::string_view text) {
  const auto instant = nd::time::parse_rfc3339(text);
  if (!instant) {
    ND_CHECK(!instant.error().message.empty());
    return;
  }
  std::string printed;
  nd::time::append_rfc3339(printed, *instant);
  const auto again = nd::time::parse_rfc3339(printed);
  ND_CHECK(again.has_value());
  ND_CHECK(*again == *instant);
}

void check_period(std::string_view text) {
  const auto period = nd::time::Period::parse(text);
  if (!period) return;
  ND_CHECK(period->text() == text);
  ND_CHECK(period->days() >= 1);
  ND_CHECK(nd::time::Period::of(period->first_day(), period->kind()) == *period);
  ND_CHECK(nd::time::Period::of(period->last_day(), period->kind()) == *period);
}

// The first line is a format, the rest a text.
void check_format(std::string_view text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return;
  const std::string_view format = text.substr(0, end);
  const auto fields = nd::time::parse_strptime(text.substr(end + 1), format);
  if (!fields) return;
  std::string printed;
  nd::time::append_strftime(printed, format, *fields);
  (void)nd::time::instant_of(*fields);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check_instant(text);
  (void)nd::time::parse_date_time(text);
  check_period(text);
  check_format(text);
  return 0;
}
