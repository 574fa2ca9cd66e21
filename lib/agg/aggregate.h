// Aggregate: what an aggregate function is: its name, help and example, and the functions over its
// states.
//
// Belongs here: the vocabulary that the families (counts.cc, sums.cc, ...) and the users of states
// share. A family writes a plain struct with the functions that AggregateState names, and makes a
// descriptor of it with functions_of<State>().
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <new>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include "agg/exact_sum.h"
#include "agg/memory.h"
#include "agg/ranked_values.h"
#include "base/result.h"
#include "json/value.h"

namespace nd::agg {

// What a record gives to one aggregate: the values of its arguments, never null, nested ones as
// trees. Valid for one call.
struct Inputs {
  std::span<const json::Value> x;
  std::span<const json::Value> y;  // of the second argument: BY
};

// The constant argument of a call: p of a quantile, the width of a histogram. Missing where there
// is none. The text of the number belongs to whoever made the call.
using Parameter = json::Value;

// The part of a large state whose hashes start with the lowest `bits` bits of `index`. 0 bits: all
// of it.
struct Slice {
  unsigned bits = 0;
  std::uint64_t index = 0;

  // Requires: bits <= kMostSliceBits.
  [[nodiscard]] bool holds(std::uint64_t hash) const {
    return bits == 0 || hash >> (64 - bits) == index;
  }
};
inline constexpr unsigned kMostSliceBits = 16;

// What a state is frozen for before it is cut into slices.
enum class ForCut {
  kSpill,   // a spill run: each slice keeps all that is known, such as the values themselves
  kRecord,  // a partial record: slices have one form, whichever parts were merged into them
};

// A state lies in raw memory, is zeros to begin with (no values seen), and needs no destructor.
// `add` and `merge` depend on the multiset of values alone, never on their order.
template <class State>
concept AggregateState = std::is_trivially_destructible_v<State> &&
    std::is_trivially_copyable_v<State> &&
    requires(State& state, const State& other, const Inputs& inputs, const Parameter& parameter,
             Memory& memory, Arena& text, std::string& out, const json::Value& content) {
  // Takes the values of one record, or delays them until memory.flush().
  state.add(inputs, parameter, memory);
  // `other` may live in another memory; nothing of it is kept by reference.
  state.merge(other, memory);
  // The final value; what it refers to lives in `text`.
  { other.finish(parameter, text) } -> std::same_as<json::Value>;
  // The state as JSON text, the content of {"$name": ...}, the same for equal states.
  other.append(parameter, out);
  // Reads it back into a fresh state. kInput if the content is no such state.
  { state.parse(content, memory) } -> std::same_as<Status>;
};

// How the value over a window that moves on is made where states cannot do it (ranked_values.h).
struct RankedFunctions {
  RankedValues::Asked asked = RankedValues::Asked::kRanks;
  // Appends the keys of what the values of one record count as.
  void (*encode)(const Inputs& inputs, const Parameter& parameter, key::KeyBuffer& out) = nullptr;
  // What finish() of a state of the same values gives.
  json::Value (*finish)(const RankedValues& values, const Parameter& parameter,
                        Arena& text) = nullptr;
};

struct StateFunctions {
  std::size_t size = 0;  // a multiple of 8; states are aligned to 8
  // Nothing else may be asked of the state before memory.flush().
  void (*add)(void* state, const Inputs& inputs, const Parameter& parameter,
              Memory& memory) = nullptr;
  void (*merge)(void* state, const void* other, Memory& memory) = nullptr;
  json::Value (*finish)(const void* state, const Parameter& parameter, Arena& text) = nullptr;
  void (*append)(const void* state, const Parameter& parameter, std::string& out) = nullptr;
  Status (*parse)(void* state, const json::Value& content, Memory& memory) = nullptr;
  // The final value exactly, where it is a quotient of whole numbers; null for the others.
  Rational (*exact)(const void* state) = nullptr;
  // What a mean divides by what; null for the others.
  Fraction (*fraction)(const void* state) = nullptr;
  // Whether the state's own bytes are all there is of it; null: never.
  bool (*is_flat)(const void* state) = nullptr;
  // Of states that hold all of their values; null for the others, which merge in constant time.
  const RankedFunctions* ranked = nullptr;
  // With it: adds the values of a state to others, or takes them out. A key of them may be another
  // than that of RankedFunctions::encode: what is moved in so must be moved out so.
  void (*move_values)(const void* state, RankedValues::Way way, RankedValues& values) = nullptr;

  // For states that may become large and are cut into slices by the leading bits of a hash; null
  // for the others.
  //
  // Cheap bounds of text_bytes().
  std::size_t (*least_bytes)(const void* state) = nullptr;
  std::size_t (*most_bytes)(const void* state) = nullptr;
  // The size of the state's text, roughly; a function of its values alone. The sum of what
  // add_slice_sizes() adds.
  std::size_t (*text_bytes)(const void* state) = nullptr;
  // Sorts the state in place for cutting. Afterwards nothing may be added or merged, into it or
  // from it.
  void (*freeze)(void* state, ForCut form) = nullptr;
  // Adds the bytes of the text of each of the finest slices. Requires: frozen; sizes has
  // 2^kMostSliceBits elements.
  void (*add_slice_sizes)(const void* state, std::span<std::uint64_t> sizes) = nullptr;
  // The text of the slice whose hashes start with the `bits` of `slice`; a state itself. Requires:
  // frozen.
  void (*append_slice)(const void* state, const Parameter& parameter, Slice slice,
                       std::string& out) = nullptr;
  // Merges a slice that has no value in common with the state. Only finish() may follow.
  void (*merge_disjoint)(void* state, const void* slice, Memory& memory) = nullptr;
};

// Those of states that are cut into slices.
template <AggregateState State>
consteval void set_slice_functions(StateFunctions& functions) {
  functions.least_bytes = [](const void* state) {
    return static_cast<const State*>(state)->least_bytes();
  };
  functions.most_bytes = [](const void* state) {
    return static_cast<const State*>(state)->most_bytes();
  };
  functions.text_bytes = [](const void* state) {
    return static_cast<const State*>(state)->text_bytes();
  };
  functions.freeze = [](void* state, ForCut form) { static_cast<State*>(state)->freeze(form); };
  functions.add_slice_sizes = [](const void* state, std::span<std::uint64_t> sizes) {
    static_cast<const State*>(state)->add_slice_sizes(sizes);
  };
  functions.append_slice = [](const void* state, const Parameter& parameter, Slice slice,
                              std::string& out) {
    static_cast<const State*>(state)->append_slice(parameter, slice, out);
  };
  functions.merge_disjoint = [](void* state, const void* slice, Memory& memory) {
    static_cast<State*>(state)->merge_disjoint(*static_cast<const State*>(slice), memory);
  };
}

template <AggregateState State>
consteval StateFunctions functions_of() {
  static_assert(sizeof(State) % 8 == 0 && alignof(State) <= 8);
  StateFunctions functions;
  functions.size = sizeof(State);
  functions.add = [](void* state, const Inputs& inputs, const Parameter& parameter,
                     Memory& memory) {
    static_cast<State*>(state)->add(inputs, parameter, memory);
  };
  functions.merge = [](void* state, const void* other, Memory& memory) {
    static_cast<State*>(state)->merge(*static_cast<const State*>(other), memory);
  };
  functions.finish = [](const void* state, const Parameter& parameter, Arena& text) {
    return static_cast<const State*>(state)->finish(parameter, text);
  };
  functions.append = [](const void* state, const Parameter& parameter, std::string& out) {
    static_cast<const State*>(state)->append(parameter, out);
  };
  functions.parse = [](void* state, const json::Value& content, Memory& memory) {
    return static_cast<State*>(state)->parse(content, memory);
  };
  if constexpr (requires(const State& state) { state.exact(); }) {
    functions.exact = [](const void* state) { return static_cast<const State*>(state)->exact(); };
  }
  if constexpr (requires(const State& state) { state.fraction(); }) {
    functions.fraction = [](const void* state) {
      return static_cast<const State*>(state)->fraction();
    };
  }
  if constexpr (requires(const State& state) { state.is_flat(); }) {
    functions.is_flat = [](const void* state) {
      return static_cast<const State*>(state)->is_flat();
    };
  }
  if constexpr (requires { State::kRanked; }) {
    functions.ranked = &State::kRanked;
    functions.move_values = [](const void* state, RankedValues::Way way, RankedValues& values) {
      static_cast<const State*>(state)->move_values(way, values);
    };
  }
  if constexpr (requires(State & state) { state.freeze(ForCut::kSpill); }) {
    set_slice_functions<State>(functions);
  }
  return functions;
}

// How a call is written.
enum class Form {
  kCount,           // count, count(COND)
  kValue,           // sum(X)
  kValueParameter,  // quantile(X; p)
  kPair,            // first(X; BY)
  kRatio,           // ratio(AGG; AGG)
  kShare,           // share(COND): count(COND) over count
  kInterval,        // ci(AGG), ci(AGG; LEVEL): a share or ratio of counts with its interval
};

enum class Domain { kAny, kNumbers };

// Whether a form is the quotient of two other aggregates.
[[nodiscard]] constexpr bool is_quotient(Form form) {
  return form == Form::kRatio || form == Form::kShare || form == Form::kInterval;
}

// Shown in the manual, and run as a test: `call` over `records` (a JSON array) gives `result`.
struct AggregateExample {
  std::string_view call;
  std::string_view records;
  std::string_view result;
};

struct Aggregate {
  std::string_view name;
  std::string_view signature;  // sum(X)
  std::string_view help;       // one sentence
  AggregateExample example;
  Form form = Form::kValue;
  Domain domain = Domain::kAny;  // of X
  bool counts = false;           // how many there are: what can say that a group is small
  std::string_view parameter{};  // its field in the state's text; empty: there is none
  Status (*check_parameter)(const Parameter&) = nullptr;  // kUsage
  const StateFunctions* functions =
      nullptr;  // null for ratio, share and ci, which are made of two others
};

}  // namespace nd::agg
