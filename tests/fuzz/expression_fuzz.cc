// Expressions: compiling ends with a program or a message; a program's normal form compiles to
// itself, and over a few records it gives the same as its normal form.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "expr/program.h"
#include "json/projector.h"
#include "json/writer.h"

namespace {

constexpr std::string_view kRecords[] = {
    R"({"a":1,"b":{"c":"x"},"t":1720000000123,"s":"2024-07-31T23:59:59Z","l":[3,null,{"d":true}]})",
    R"({"a":"text","l":[],"t":null})",
    R"([1,"2",[3]])",
    R"("\ud83d\ude00 a")",
    R"(18446744073709551616)",
};

// What the program gives over one record: its outputs, then the message if it failed.
std::string outputs_of(const nd::expr::Program& program, const nd::json::Schema& schema,
                       std::string_view record) {
  nd::json::Projector projector(schema);
  nd::expr::Evaluator evaluator(program);
  const nd::PaddedString padded(std::string(record) + "\n");
  ND_CHECK(projector.project(padded.view().substr(0, record.size())));
  std::string out;
  std::size_t count = 0;
  const auto status = evaluator.each(projector.row(), "-", [&](const nd::json::Value& value) {
    nd::json::append_value(out, value);
    out.push_back('\n');
    // A generator may be long; that is no fault.
    return ++count == 1000 ? nd::Status(nd::usage_error("enough")) : nd::Status();
  });
  // Messages name columns of the program's text, which differ.
  if (!status) out += "failed";
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const nd::Bindings bindings;
  nd::json::Schema schema;
  const auto program = nd::expr::Program::compile(text, schema, bindings);
  if (!program) {
    ND_CHECK(program.error().kind == nd::ErrorKind::kUsage);
    ND_CHECK(!program.error().message.empty());
    return 0;
  }
  nd::json::Schema again_schema;
  const auto again = nd::expr::Program::compile(program->canonical(), again_schema, bindings);
  ND_CHECK(again.has_value());
  ND_CHECK(again->canonical() == program->canonical());
  for (const std::string_view record : kRecords) {
    ND_CHECK(outputs_of(*program, schema, record) == outputs_of(*again, again_schema, record));
  }
  return 0;
}
