#include "plot/text_width.h"

#include <algorithm>

#include "base/display_width.h"
#include "plot/short_names.h"

namespace nd::plot {
namespace {

// Of Helvetica (and Arial), from its font metrics, in thousandths of the size; from blank to `~`.
constexpr short kAscii[] = {
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333,  278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667,  611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278,  556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500,  500, 334, 260, 334, 584};
static_assert(std::size(kAscii) == '~' - ' ' + 1);

constexpr double kNarrow = 0.62;   // any other character of one column
constexpr double kFull = 1.02;     // East-Asian characters and emoji
constexpr double kReserve = 1.04;  // fonts differ
constexpr double kBold = 1.09;

double width_at(std::string_view text, std::size_t at, const Cluster& cluster) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte >= ' ' && byte <= '~') return kAscii[byte - ' '] / 1000.0;
  if (cluster.width >= 2) return kFull;
  return cluster.width == 0 ? 0 : kNarrow;
}

double scale_of(double size, bool bold) {
  return size * kReserve * (bold ? kBold : 1);
}

bool is_blank(std::string_view text, std::size_t at) {
  return text[at] == ' ';
}

// A line may end behind the cluster at `at`: a blank, a full-width character.
bool may_break(std::string_view text, std::size_t at, const Cluster& cluster) {
  return is_blank(text, at) || cluster.width >= 2;
}

// How many bytes of the text make one line; the whole of it where it fits.
std::size_t line_size(std::string_view text, double limit) {
  double used = 0;
  std::size_t breakable = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Cluster cluster = cluster_at(text, at);
    used += width_at(text, at, cluster);
    if (used > limit && !is_blank(text, at)) {
      if (breakable > 0) return breakable;
      return std::max(at, cluster.size);
    }
    if (may_break(text, at, cluster)) breakable = at + cluster.size;
    at += cluster.size;
  }
  return text.size();
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ')
    text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ')
    text.remove_suffix(1);
  return text;
}

}  // namespace

double text_width(std::string_view text, double size, bool bold) {
  double width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Cluster cluster = cluster_at(text, at);
    width += width_at(text, at, cluster);
    at += cluster.size;
  }
  return width * scale_of(size, bold);
}

std::string shortened(std::string_view text, double size, double width, bool bold) {
  constexpr double kRounding = 0.01;
  if (text_width(text, size, bold) <= width + kRounding) return std::string(text);
  constexpr double kEllipsis = 1.0;
  const double limit = width / scale_of(size, bold) - kEllipsis;
  double used = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    const Cluster cluster = cluster_at(text, at);
    used += width_at(text, at, cluster);
    if (used > limit && at > 0) break;
    at += cluster.size;
    if (used > limit) break;
  }
  return std::string(trimmed(text.substr(0, at))) + "…";
}

std::vector<std::string> short_names(const std::vector<std::string>& names, double size,
                                     double width) {
  return short_names(
      names, {.cut = [&](std::string_view text) { return shortened(text, size, width); },
              .fits = [&](std::string_view text) { return text_width(text, size) <= width; },
              .ellipsis = "…"});
}

std::vector<std::string> wrapped(std::string_view text, double size, double width, std::size_t most,
                                 bool bold) {
  std::vector<std::string> lines;
  constexpr double kRounding = 1e-6;
  const double limit = width / scale_of(size, bold) + kRounding;
  text = trimmed(text);
  while (!text.empty()) {
    if (lines.size() + 1 == most) {
      lines.push_back(shortened(text, size, width, bold));
      break;
    }
    const std::size_t bytes = line_size(text, limit);
    lines.emplace_back(trimmed(text.substr(0, bytes)));
    text = trimmed(text.substr(bytes));
  }
  return lines;
}

}  // namespace nd::plot
