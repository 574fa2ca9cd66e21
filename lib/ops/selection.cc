#include "ops/selection.h"

namespace nd::ops {

Result<Selection> Selection::compile(const SelectionRequest& request, json::Schema& schema,
                                     const io::Streams& streams) {
  Selection selection;
  if (!request.where.empty()) {
    selection.where = ND_TRY(
        expr::Program::compile(request.where, schema, streams.bindings, expr::Use::kCondition));
  }
  selection.tallies = ND_TRY(compile_tallies(request.tallies, schema, streams));
  return selection;
}

}  // namespace nd::ops
