#include "synth/event_stream.h"

#include "base/hex.h"
#include "base/number.h"
#include "synth/day_curve.h"

namespace nd::synth {
namespace {

constexpr std::uint64_t kTimeSalt = 0x74696d65;
constexpr std::uint32_t kLeastDelayMs = 80;

}  // namespace

Timing EventStream::timing(Place place) const {
  Dice chances(seed_ ^ kTimeSalt, event_number(place));
  const std::uint32_t position =
      position_of(place.ordinal, counts_.on(place.day), chances.next32());
  const std::int64_t time_ms = day_start_ms(place.day) + time_at_position(position);
  const std::uint32_t delay =
      kLeastDelayMs +
      chances.below_squared(static_cast<std::uint32_t>(kMaxDelayMs) - kLeastDelayMs);
  return {time_ms, time_ms + lag_ms_ + delay};
}

void EventStream::append_id_digits(Place place, std::string& out) const {
  const std::uint64_t id = mix(event_number(place) ^ mix(seed_));  // a bijection
  append_hex(out, id, kIdDigits);
}

void EventStream::append_envelope(Place place, std::string_view type, std::int64_t recv_ms,
                                  std::string& out) const {
  append_envelope(place, type, timing(place).time_ms, recv_ms, out);
}

void EventStream::append_envelope(Place place, std::string_view type, std::int64_t time_ms,
                                  std::int64_t recv_ms, std::string& out) const {
  out += R"({"id":"e)";
  append_id_digits(place, out);
  out += R"(","type":")";
  out += type;
  out += R"(","time_ms":)";
  append_int(out, time_ms);
  out += R"(,"recv_ms":)";
  append_int(out, recv_ms);
}

void EventStream::append_user(std::uint32_t user, std::string& out) {
  append_numbered(R"(,"user_id":"u)", user, out);
}

void append_numbered(std::string_view prefix, std::uint64_t number, std::string& out) {
  out += prefix;
  append_uint(out, number);
  out += '"';
}

}  // namespace nd::synth
