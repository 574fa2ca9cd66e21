// Operator: what a tool does with each record.
#pragma once

#include <concepts>

#include "base/result.h"
#include "io/output.h"
#include "stream/record.h"

namespace nd::stream {

// Streaming if finish() writes nothing, else blocking. A kInput error from consume() concerns this record alone and is
// treated like a bad line (stop, or --rejects); it must leave the operator and the output as they were before.
// Optional: `bool done() const`: no further record is wanted.
template <class Op>
concept Operator = requires(Op op, const Record& record, io::Output& out) {
  { op.consume(record, out) } -> std::same_as<Status>;
  { op.finish(out) } -> std::same_as<Status>;
};

}  // namespace nd::stream
