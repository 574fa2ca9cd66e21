// States as partials hold them, `{"$sum":...}`: what is read is written so that it reads back as
// the same, merges with nothing to the same value and with itself, and finishes.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "agg/registry.h"
#include "base/arena.h"
#include "base/check.h"
#include "json/tree.h"
#include "json/writer.h"

namespace {

// A state in memory of its own.
struct Held {
  explicit Held(const nd::agg::StateFunctions& of) : functions(of), words(of.size / 8) {}
  const nd::agg::StateFunctions& functions;
  std::vector<std::uint64_t> words;
  nd::agg::Memory memory;

  nd::Status parse(const nd::json::Value& content) {
    return functions.parse(words.data(), content, memory);
  }
  [[nodiscard]] std::string text(const nd::agg::Parameter& parameter) const {
    std::string out;
    functions.append(words.data(), parameter, out);
    return out;
  }
  [[nodiscard]] std::string final_value(const nd::agg::Parameter& parameter) const {
    nd::Arena arena;
    std::string out;
    nd::json::append_canonical(out, functions.finish(words.data(), parameter, arena));
    return out;
  }
};

void check_state(const nd::agg::StateFunctions& functions, const nd::json::Value& content,
                 const nd::agg::Parameter& parameter) {
  Held state(functions);
  if (const auto status = state.parse(content); !status) {
    ND_CHECK(!status.error().message.empty());
    return;
  }
  const std::string text = state.text(parameter);
  nd::Arena arena;
  const auto written = nd::json::parse(text, arena);
  ND_CHECK(written.has_value());
  Held again(functions);
  ND_CHECK(again.parse(*written).has_value());
  ND_CHECK(again.text(parameter) == text);
  Held both(functions);
  functions.merge(both.words.data(), state.words.data(), both.memory);
  ND_CHECK(both.final_value(parameter) == state.final_value(parameter));
  functions.merge(both.words.data(), again.words.data(), both.memory);
  (void)both.final_value(parameter);
}

}  // namespace

// The first byte chooses the aggregate, the rest is the content of its state.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  const auto all = nd::agg::aggregates();
  const nd::agg::Aggregate& aggregate = all[data[0] % all.size()];
  if (aggregate.functions == nullptr) return 0;
  nd::Arena arena;
  const std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);
  const auto content = nd::json::parse(text, arena);
  if (!content) return 0;
  const bool takes_one = aggregate.form == nd::agg::Form::kValueParameter;
  const auto parameter = takes_one ? nd::json::Value::number_text("0.5") : nd::agg::Parameter();
  check_state(*aggregate.functions, *content, parameter);
  return 0;
}
