// ND_CHECK: a condition that only a programming error can break. Always on. Not for bad input.
#pragma once

#include <cstdio>
#include <cstdlib>

#define ND_CHECK(condition)                                                              \
  do {                                                                                   \
    if (!(condition)) [[unlikely]] {                                                     \
      std::fprintf(stderr, "%s:%d: check failed: %s\n", __FILE__, __LINE__, #condition); \
      std::abort();                                                                      \
    }                                                                                    \
  } while (false)
