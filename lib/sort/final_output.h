// FinalOutput: the records that a blocking tool makes at its end, of which none may leave where
// another one turns out to be an error.
//
// Belongs here: where they wait. Does not belong here: what is an error.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"
#include "io/output.h"
#include "sort/record_spool.h"

namespace nd::sort {

// Memory: an eighth of what it is given; what is more waits in a file.
class FinalOutput {
 public:
  enum class Leave : std::uint8_t {
    kAtOnce,
    kInTheEnd,  // once all are made
  };
  struct Room {
    std::uint64_t memory = std::uint64_t{1} << 30;
    std::string directory = "/tmp";
  };

  // `out` must outlive it.
  FinalOutput(io::Output& out, Leave leave, Room room);

  // A record: `head` and `tail`, without the newline. kSystem: it could not be written or kept;
  // kInput: it is larger than 4 GiB.
  [[nodiscard]] Status add(std::string_view head, std::string_view tail = {});
  // Writes all that wait. Once, behind the last one.
  [[nodiscard]] Status finish();

 private:
  io::Output& out_;
  std::optional<RecordSpool> spool_;  // where they wait
  Room room_;
};

}  // namespace nd::sort
