// Any text made harmless where it stands: on a screen, in Markdown, in HTML.
//
// Whatever the text holds, no character of it acts as markup or reaches a terminal as a control
// sequence, and none reorders what stands around it. Control characters are shown as escapes.
// Belongs here: the escaping that tables and sentences share. Does not belong here: CSV
// (csv_table.cc), what is a control character (base/display_width.h).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace nd::format {

enum class Markup : std::uint8_t { kNone, kMarkdown, kHtml };

// GitHub-flavoured Markdown, in a paragraph or in a cell. A line break becomes <br>.
void append_markdown(std::string& out, std::string_view text);
// HTML, in an element or in a quoted attribute. A line break becomes <br>.
void append_html(std::string& out, std::string_view text);

// In this markup; without any, a line break is shown as an escape too.
void append_escaped(std::string& out, std::string_view text, Markup markup);

}  // namespace nd::format
