#include "ops/filter.h"

#include "base/number.h"

namespace nd::ops {

Status Filter::finish(io::Output& out) const {
  if (options_.write != FilterOptions::Write::kCount) return {};
  append_uint(out.buffer(), kept_);
  return out.end_record();
}

}  // namespace nd::ops
