#include "io/streams.h"

#include "base/check.h"

namespace nd::io {

void Counts::add(const Counts& part) {
  used += part.used;
  rejected += part.rejected;
  bytes += part.bytes;
  add_tallies(part.tallies);
}

void Counts::add_tallies(const std::vector<Tally>& more) {
  if (tallies.empty()) {
    tallies = more;
    return;
  }
  if (more.empty()) return;
  ND_CHECK(tallies.size() == more.size());
  for (std::size_t i = 0; i < more.size(); ++i)
    tallies[i].count += more[i].count;
}

}  // namespace nd::io
