// function_list: the functions of the language as mdoc(7), from the table: the part of man/ndexpr.7
// that is not written by hand. tests/expr/page compares and updates the page. With --names only the
// names, one a line, of those that jq has and that give the same at any time and for any file:
// tests/expr/differential holds its pairs to them.
#include <cstdio>
#include <string>
#include <string_view>

#include "expr/builtin.h"

namespace {

// One argument of an mdoc macro.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '\\') {
      out += "\\e";
    } else if (c == '"') {
      out += "\\(dq";
    } else if (c == '-') {
      out += "\\-";
    } else if (c == '\'') {
      out += "\\(aq";
    } else if (c == '^') {
      out += "\\(ha";
    } else {
      out.push_back(c);
    }
  }
  return out + "\"";
}

// A line of text.
std::string line(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\') {
      out += "\\e";
    } else {
      out.push_back(c);
    }
  }
  return out.starts_with('.') || out.starts_with('\'') ? "\\&" + out : out;
}

void print(const nd::expr::Builtin& builtin) {
  using nd::expr::Origin;
  std::string help(builtin.help);
  if (builtin.origin == Origin::kOurs) help += " (ours)";
  if (builtin.origin == Origin::kJqLater) help += " (of a later jq than 1.7)";
  std::printf(".It Li %s\n%s.\n", quoted(builtin.signature).c_str(), line(help).c_str());
  std::string example(builtin.example.program);
  if (builtin.example.input != "null")
    example = std::string(builtin.example.input) + " | " + example;
  std::printf(".Dl %s\n", quoted(example).c_str());
  std::printf(".Dl \\(-> %s\n", quoted(builtin.example.output).c_str());
}

int print_names() {
  using nd::expr::DependsOn;
  for (const nd::expr::Family& family : nd::expr::builtins()) {
    for (const nd::expr::Builtin& builtin : family.builtins) {
      const bool varies =
          builtin.depends_on == DependsOn::kNow || builtin.depends_on == DependsOn::kFile;
      if (builtin.origin == nd::expr::Origin::kJq && !varies)
        std::printf("%s\n", std::string(builtin.name).c_str());
    }
  }
  return std::fflush(stdout) == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1 && std::string_view(argv[1]) == "--names") return print_names();
  std::string_view title;
  for (const nd::expr::Family& family : nd::expr::builtins()) {
    if (family.title != title) {
      std::printf("%s.Ss %s\n.Bl -tag -width Ds\n", title.empty() ? "" : ".El\n",
                  std::string(family.title).c_str());
    }
    title = family.title;
    for (const nd::expr::Builtin& builtin : family.builtins)
      print(builtin);
  }
  std::printf(".El\n");
  return std::fflush(stdout) == 0 ? 0 : 1;
}
