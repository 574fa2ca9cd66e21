// Lines of JSON: the projector, cold and warm, against the validator and the tree.
//
// What must hold: a projector that has seen other lines gives what a new one gives; what the
// validator accepts, both accept, with the values that the tree of the whole line has; what walks
// an accepted line to its end checked all of its grammar.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/arena.h"
#include "base/check.h"
#include "json/line_end.h"
#include "json/projector.h"
#include "json/tree.h"
#include "json/validate.h"
#include "json/writer.h"

namespace {

using nd::json::Value;

const nd::json::Schema& schema() {
  static const nd::json::Schema kSchema = [] {
    nd::json::Schema made;
    for (const char* path : {"a", "b.c", "b", "b.d.e", "key", "nowhere"})
      made.add(nd::json::FieldPath::parse(path).value());
    return made;
  }();
  return kSchema;
}

std::string answer(nd::json::Projector& projector, nd::PaddedView line, bool odd) {
  if (!projector.project(line, odd)) {
    ND_CHECK(projector.error().offset <= line.size());
    return std::to_string(projector.error().offset) + ' ' + projector.error().message;
  }
  std::string out;
  for (const Value& value : projector.row()) {
    out.push_back('|');
    out.append(value.is_missing() ? "missing" : "");
    nd::json::append_value(out, value);
  }
  return out;
}

// The field's value in canonical form, by way of the tree of the whole line.
std::string from_tree(const Value& tree, const nd::json::FieldPath& path) {
  Value at = tree;
  for (const std::string& segment : path.segments)
    at = at.is_object() ? nd::json::find(at, segment) : Value();
  std::string out;
  nd::json::append_canonical(out, at);
  return out;
}

void check_values(std::string_view line, nd::json::Projector& projector) {
  nd::Arena arena;
  const auto tree = nd::json::parse(line, arena);
  ND_CHECK(tree.has_value());
  for (std::size_t slot = 0; slot < schema().size(); ++slot) {
    const auto value = nd::json::expand(projector.row()[slot], arena);
    ND_CHECK(value.has_value());
    std::string ours;
    nd::json::append_canonical(ours, *value);
    ND_CHECK(ours == from_tree(*tree, schema().paths()[slot]));
  }
}

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}

void check_line(std::string_view line, nd::json::Projector& warm, nd::json::Validator& validator) {
  while (!line.empty() && is_blank(line.front()))
    line.remove_prefix(1);
  while (!line.empty() && is_blank(line.back()))
    line.remove_suffix(1);
  if (line.empty()) return;
  // Quotes of the next line are none of this one's.
  const nd::PaddedString padded(std::string(line) + "\n\",\"a\":1,\"b\":\"\"}\n");
  const nd::PaddedView view = padded.view().substr(0, line.size());
  nd::json::Projector cold(schema());
  const std::string first = answer(cold, view, true);
  ND_CHECK(answer(warm, view, nd::json::end_of_line(view.begin()).escapes()) == first);
  const auto status = validator.check(view);
  if (status) {
    ND_CHECK(first.starts_with('|'));
    check_values(line, cold);
  } else {
    ND_CHECK(status.error().offset <= line.size());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  nd::json::Projector warm(schema());
  nd::json::Validator validator;
  std::string_view text(reinterpret_cast<const char*>(data), size);
  // Twice, so that every line meets steps that all lines have left.
  for (int round = 0; round < 2; ++round) {
    for (std::string_view rest = text; !rest.empty();) {
      const std::size_t end = rest.find('\n');
      check_line(rest.substr(0, end), warm, validator);
      rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    }
  }
  return 0;
}
