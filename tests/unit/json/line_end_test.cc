#include "json/line_end.h"

#include <random>
#include <string>

#include <doctest/doctest.h>

#include "base/padded_view.h"

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
        if (line.size() > 1 && random() % 4 == 0)
          line.replace(random() % (line.size() - 1), 2, "}{");
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
        bool escapes = false;
        bool joined = false;
        for (std::size_t i = from; i < newline; ++i) {
          const bool control = static_cast<unsigned char>(text[i]) < 0x20;
          escapes = escapes || text[i] == '\\' || control;
          joined = joined || (text[i] == '}' && text[i + 1] == '{') ||
                   (control && !(text[i] == '\r' && i + 1 == newline));
        }
        for (const auto form : {forms.baseline, forms.quickest()}) {
          const nd::json::LineEnd found = form(begin + from);
          REQUIRE(found.newline == begin + newline);
          REQUIRE(found.escapes() == escapes);
          REQUIRE(found.joined() == joined);
        }
        from = newline + 1;
      }
    }
  }
}
