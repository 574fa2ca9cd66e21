#include "agg/canonical_hash.h"

#include "base/number.h"
#include "json/writer.h"

namespace nd::agg {

Hash128 canonical_hash(const json::Value& value, std::string& scratch) {
  scratch.clear();
  if (value.kind() == json::Kind::kInt) {
    append_int(scratch, value.int_value());
  } else {
    json::append_canonical(scratch, value);
  }
  return hash128(scratch);
}

}  // namespace nd::agg
