#include "synth/noise_streams.h"

#include <string>
#include <string_view>

namespace nd::synth {
namespace {

// The line as something that no strict reader accepts.
void damage(std::uint64_t kind, Dice& dice, std::string& line) {
  constexpr std::string_view kTime = R"("time_ms":)";
  switch (kind) {
    case 0:  // cut between the id and the last character
      line.resize(32 + dice.below(static_cast<std::uint32_t>(line.size()) - 33));
      return;
    case 1:  // a lone continuation byte in a string
      line.insert(line.size() - 1, ",\"note\":\"\xbf\"");
      return;
    case 2: {
      const std::size_t at = line.find(kTime) + kTime.size();
      line.replace(at, line.find(',', at) - at, "NaN");
      return;
    }
    default:
      line.insert(line.size() - 1, R"(,"type":"play")");
      return;
  }
}

}  // namespace

Place Resent::original(Place place) const {
  // The original's day in as many equal parts as events are sent again: one of each.
  const std::uint64_t originals = original_.counts().on(place.day);
  const std::uint64_t resent = counts().on(place.day);
  const std::uint64_t first = place.ordinal * originals / resent;
  const std::uint64_t end = (place.ordinal + std::uint64_t{1}) * originals / resent;
  Dice dice = this->dice(place);
  const std::uint32_t offset =
      end > first ? dice.below(static_cast<std::uint32_t>(end - first)) : 0;
  return {place.day, static_cast<std::uint32_t>(first) + offset};
}

Timing Resent::timing(Place place) const {
  Timing timing = original_.timing(original(place));
  timing.recv_ms += lag_ms();
  return timing;
}

void Resent::append(Place place, std::int64_t recv_ms, std::string& out) const {
  original_.append(original(place), recv_ms, out);
}

void Resent::append_renumbered(Place place, std::int64_t recv_ms, std::string& out) const {
  const std::size_t begin = out.size();
  Resent::append(place, recv_ms, out);
  std::string id;
  append_id_digits(place, id);
  out.replace(begin + kIdDigitsAt, kIdDigits, id);
}

void Pages::append(Place place, std::int64_t recv_ms, std::string& out) const {
  append_renumbered(place, recv_ms, out);
}

void Malformed::append(Place place, std::int64_t recv_ms, std::string& out) const {
  std::string line;
  append_renumbered(place, recv_ms, line);
  Dice dice(seed() + 1, event_number(place));
  damage((counts().before(place.day) + place.ordinal) % kKinds, dice, line);
  out += line;
}

}  // namespace nd::synth
