#include "show/table_request.h"

#include <algorithm>
#include <string_view>

#include "base/nesting.h"

namespace nd::show {
namespace {

constexpr int kMostDigits = 100;

Result<TableColumn> parse_column(std::string_view text) {
  const json::Named named = json::split_name(text);
  TableColumn column;
  column.shown.field = ND_TRY(json::FieldPath::parse(named.text));
  // A title is quoted like a field name.
  column.title = named.name.empty() ? column.shown.field.name()
                                    : ND_TRY(json::FieldPath::parse(named.name)).name();
  return column;
}

Result<std::vector<TableColumn>> parse_pivot(std::string_view text) {
  std::vector<TableColumn> columns;
  for (const std::string_view column : ND_TRY(split_list(text))) {
    columns.push_back(ND_TRY(parse_column(column)));
  }
  if (columns.size() != 3) return usage_error("--pivot takes three fields: ROW,COLUMN,VALUE");
  return columns;
}

FieldStyle& style_entry(std::vector<FieldStyle>& styles, const json::FieldPath& field) {
  const auto found = std::find_if(styles.begin(), styles.end(),
                                  [&](const FieldStyle& s) { return s.field == field; });
  return found != styles.end() ? *found : styles.emplace_back(FieldStyle{.field = field});
}

Status add_styles(std::vector<FieldStyle>& styles, const std::vector<std::string>& fields,
                  format::NumberStyle style) {
  for (const std::string& text : fields) {
    FieldStyle& entry = style_entry(styles, ND_TRY(json::FieldPath::parse(text)));
    if (entry.style && *entry.style != style) {
      return usage_error("'{}' is named in two of --int, --pct, --si and --cjk", text);
    }
    entry.style = style;
  }
  return {};
}

Result<std::vector<FieldStyle>> all_styles(const TableRequest& request) {
  using format::NumberStyle;
  std::vector<FieldStyle> styles;
  ND_TRY(add_styles(styles, request.grouped, NumberStyle::kGrouped));
  ND_TRY(add_styles(styles, request.percent, NumberStyle::kPercent));
  ND_TRY(add_styles(styles, request.si, NumberStyle::kSi));
  ND_TRY(add_styles(styles, request.cjk, NumberStyle::kCjk));
  for (const std::string& text : request.bars) {
    style_entry(styles, ND_TRY(json::FieldPath::parse(text))).bar = true;
  }
  return styles;
}

Status check_combinations(const TableRequest& request, const format::TableFormat& format) {
  if (request.digits && (*request.digits < 0 || *request.digits > kMostDigits)) {
    return usage_error("--digits is from 0 to 100");
  }
  if (request.width && format.name != "text")
    return usage_error("--width goes with --format text only");
  if (request.spreadsheet && format.is_for_people) {
    return usage_error("--spreadsheet goes with --format csv or tsv only");
  }
  if (request.byte_order_mark && format.is_for_people) {
    return usage_error("--bom goes with --format csv or tsv only");
  }
  if (!request.caption.empty() && !format.is_for_people) {
    return usage_error("--caption does not go with --format {}", request.format);
  }
  if (!request.bars.empty() && !format.is_for_people) {
    return usage_error("--bars does not go with --format {}", request.format);
  }
  if (!request.pivot) return {};
  if (!request.columns.empty()) return usage_error("--pivot does not go with --columns");
  if (!request.bars.empty()) return usage_error("--pivot does not go with --bars");
  return {};
}

// A style of a field that is not shown is a slip of the pen.
Status check_styles_are_shown(const TableLayout& layout) {
  if (layout.columns.empty()) return {};
  for (const FieldStyle& style : layout.styles) {
    const bool shown =
        std::any_of(layout.columns.begin(), layout.columns.end(),
                    [&](const TableColumn& c) { return c.shown.field == style.field; });
    if (shown) continue;
    const auto titled =
        std::find_if(layout.columns.begin(), layout.columns.end(),
                     [&](const TableColumn& c) { return c.title == style.field.name(); });
    if (titled != layout.columns.end()) {
      return usage_error("'{}' is the title of a column; what is formatted is its field, '{}'",
                         titled->title, titled->shown.field.name());
    }
    return usage_error("'{}' is to be formatted but is no column", style.field.name());
  }
  return {};
}

}  // namespace

Result<TableLayout> TableLayout::make(const TableRequest& request, const io::Screen& screen) {
  TableLayout layout;
  layout.format = format::find_table_format(request.format);
  if (layout.format == nullptr) return usage_error("'{}' is no table format", request.format);
  ND_TRY(check_combinations(request, *layout.format));
  layout.pivot = request.pivot.has_value();
  if (layout.pivot) {
    layout.columns = ND_TRY(parse_pivot(*request.pivot));
  } else {
    for (const std::string& text : request.columns) {
      layout.columns.push_back(ND_TRY(parse_column(text)));
    }
  }
  layout.styles = ND_TRY(all_styles(request));
  ND_TRY(check_styles_are_shown(layout));
  for (TableColumn& column : layout.columns)
    column.shown = layout.style_of(column.shown.field);
  layout.digits = request.digits;
  layout.total = request.total;
  layout.render = {.width = request.width.value_or(screen.columns),
                   .color = screen.color,
                   .on_terminal = screen.is_terminal,
                   .spreadsheet = request.spreadsheet,
                   .byte_order_mark = request.byte_order_mark,
                   .caption = request.caption,
                   .missing = request.missing};
  return layout;
}

FieldStyle TableLayout::style_of(const json::FieldPath& field) const {
  const auto found = std::find_if(styles.begin(), styles.end(),
                                  [&](const FieldStyle& s) { return s.field == field; });
  return found != styles.end() ? *found : FieldStyle{.field = field};
}

bool TableLayout::streams() const {
  return !format->is_for_people && !columns.empty() && !pivot && !total && !digits;
}

}  // namespace nd::show
