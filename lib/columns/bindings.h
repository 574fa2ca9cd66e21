// What the command line lets every expression of a run use.
#pragma once

#include "expr/program.h"
#include "io/streams.h"

namespace nd::columns {

[[nodiscard]] inline expr::Bindings bindings_of(const io::Streams& streams) {
  return {streams.zone, streams.arguments, streams.environment, streams.now_ns, streams.strict};
}

}  // namespace nd::columns
