// ND_FLOW: hands a flow that is not kGo to the caller.
#pragma once

#include "expr/flow.h"

#define ND_FLOW(...) ND_FLOW_AS(__COUNTER__, __VA_ARGS__)
#define ND_FLOW_AS(id, ...) ND_FLOW_JOIN(id, __VA_ARGS__)
#define ND_FLOW_JOIN(id, ...) ND_FLOW_NAMED(nd_flow_##id, __VA_ARGS__)
#define ND_FLOW_NAMED(name, ...)                                                                 \
  do {                                                                                           \
    if (const ::nd::expr::Flow name = (__VA_ARGS__); name != ::nd::expr::Flow::kGo) return name; \
  } while (false)
