// UniqueRequest: what a user asks of nduniq; run_unique() chooses the operator and runs it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "columns/window.h"
#include "io/streams.h"
#include "json/field_path.h"
#include "ops/selection.h"
#include "sort/unique_options.h"

namespace nd::sort {

struct UniqueRequest {
  ops::SelectionRequest selection;
  std::vector<std::string> keys;  // KEY, NAME=EXPR; none: the whole record
  KeepRule keep;
  bool ordered = false;  // the records come in the order of keep.by, the one to keep first
  columns::Window window;
  std::string time;  // of a window that is a time: when a record was; else empty
  std::optional<json::FieldPath> count;  // field that says how many there were
  std::string dropped;                   // file for the other records; empty: not wanted
  bool keyed = false;                    // KEY, TAB, RECORD in and out
};

// kUsage before anything is read where the request makes no sense.
[[nodiscard]] Status run_unique(const UniqueRequest& request, io::Streams& streams);

}  // namespace nd::sort
