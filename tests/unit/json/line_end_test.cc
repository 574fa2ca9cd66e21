#include "json/line_end.h"

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "base/padded_view.h"

namespace {

using nd::json::LineEnd;

// The flags of a line, byte by byte.
std::uint32_t flags_of(std::string_view line) {
  std::uint32_t flags = 0;
  std::size_t braces = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const bool control = static_cast<unsigned char>(line[i]) < 0x20;
    if (control || line[i] == '\\') flags |= LineEnd::kEscapes;
    if (control && !(line[i] == '\r' && i + 1 == line.size())) flags |= LineEnd::kJoined;
    if (line[i] != '{') continue;
    ++braces;
    const std::string_view before = line.substr(0, i);
    const std::size_t close = before.rfind('}');
    if (close == before.npos) continue;
    const std::string_view between = before.substr(close + 1);
    if (between == ",") {
      flags |= LineEnd::kListed;
    } else if (between.size() <= 1) {
      flags |= LineEnd::kJoined;
    }
    // The first one within a line that is flat up to there.
    if (braces == 2 && line[0] == '{' && (flags & LineEnd::kEscapes) == 0 &&
        between.size() <= LineEnd::kMostBetween && between.find_first_of(":[\"{") == between.npos) {
      flags |= LineEnd::kJoined;
    }
  }
  return flags;
}

}  // namespace

TEST_SUITE("json/line_end") {
  TEST_CASE("every form finds the end and what stands before it") {
    std::mt19937 random(7);
    const auto forms = nd::json::end_of_line_forms();
    for (int round = 0; round < 4000; ++round) {
      // Some lines, mostly without a flag, of any length around the width of registers.
      std::string text;
      while (text.size() < 400) {
        std::string line(random() % 150, '\0');
        for (char& c : line)
          c = static_cast<char>(random() % 224 + 0x20);
        for (char& c : line)
          c = c == '\\' ? '/' : c;
        for (char& c : line)
          c = c == '}' ? '/' : c;
        const std::string flagged("\\\0\t\x1f\r", 5);
        if (!line.empty() && random() % 3 == 0)
          line[random() % line.size()] = flagged[random() % flagged.size()];
        const std::vector<std::string> joints = {"}{",  "} {",  "},{",  "}, {",   "} ,{",
                                                 "}x{", "},,{", "}  {", "};  ;{", "}"};
        for (const std::string& joint : joints) {
          if (line.size() > joint.size() && random() % 20 == 0)
            line.replace(random() % (line.size() - joint.size()), joint.size(), joint);
        }
        // Objects, flat and with others in them.
        if (random() % 2 == 0) line.insert(0, 1, '{');
        if (random() % 4 == 0) line.insert(random() % (line.size() + 1), 1, '{');
        if (random() % 4 == 0) line += random() % 2 == 0 ? "\r" : "}";
        text += line + '\n';
      }
      const nd::PaddedString padded(text);
      const char* const begin = padded.view().begin();
      for (std::size_t from = 0; from < text.size();) {
        const std::size_t newline = text.find('\n', from);
        const std::uint32_t flags = flags_of(std::string_view(text).substr(from, newline - from));
        for (const auto form : {forms.baseline, forms.quickest()}) {
          const nd::json::LineEnd found = form(begin + from);
          REQUIRE(found.newline == begin + newline);
          REQUIRE(found.escapes() == ((flags & LineEnd::kEscapes) != 0));
          REQUIRE(found.joined() == ((flags & LineEnd::kJoined) != 0));
          if (!found.joined()) REQUIRE(found.listed() == ((flags & LineEnd::kListed) != 0));
        }
        from = newline + 1;
      }
    }
  }
}
