// Flow and Sink: how outputs travel. A construct hands each of its outputs to a sink; what comes
// back says whether it should go on.
#pragma once

#include <cstdint>
#include <memory>
#include <type_traits>
#include <utility>

#include "json/value.h"

namespace nd::expr {

enum class Flow : std::uint8_t {
  kGo,    // go on
  kStop,  // an early end (first, limit, any) is under way, up to the construct that asked for it
  kFail,  // an error is under way; Machine holds it
};

// A reference to a callable; valid as long as the callable.
template <class Signature>
class FunctionRef;

template <class R, class... Args>
class FunctionRef<R(Args...)> {
 public:
  // A view of a lambda, made where it is passed.
  // NOLINTBEGIN(google-explicit-constructor, bugprone-forwarding-reference-overload)
  template <class F>
  requires(!std::is_same_v<std::remove_cvref_t<F>, FunctionRef>) FunctionRef(F&& f)
      // NOLINTEND(google-explicit-constructor, bugprone-forwarding-reference-overload)
      : object_(const_cast<void*>(static_cast<const void*>(std::addressof(f)))),
        call_([](void* object, Args... args) -> R {
          return (*static_cast<std::remove_reference_t<F>*>(object))(std::forward<Args>(args)...);
        }) {}

  R operator()(Args... args) const { return call_(object_, std::forward<Args>(args)...); }

 private:
  void* object_;
  R (*call_)(void*, Args...);
};

using Sink = FunctionRef<Flow(const json::Value&)>;

// The way to a value, from its end: the last key, and the way to what holds it.
struct PathLink {
  const PathLink* up = nullptr;
  json::Value key;  // a string, a number, or {"start":..,"end":..} for a slice
};

struct PathValue {
  json::Value value;
  const PathLink* path = nullptr;  // null: the value itself
};

using PathSink = FunctionRef<Flow(const PathValue&)>;

}  // namespace nd::expr

// Hands a flow that is not kGo to the caller.
#define ND_FLOW(...) ND_FLOW_AS(__COUNTER__, __VA_ARGS__)
#define ND_FLOW_AS(id, ...) ND_FLOW_JOIN(id, __VA_ARGS__)
#define ND_FLOW_JOIN(id, ...) ND_FLOW_NAMED(nd_flow_##id, __VA_ARGS__)
#define ND_FLOW_NAMED(name, ...)                                                                 \
  do {                                                                                           \
    if (const ::nd::expr::Flow name = (__VA_ARGS__); name != ::nd::expr::Flow::kGo) return name; \
  } while (false)
