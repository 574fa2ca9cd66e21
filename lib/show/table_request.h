// TableRequest and TableLayout: what ndtable is asked to show, as typed and as understood.
//
// Belongs here: which fields make columns and how each column's numbers look. Does not belong here:
// the records (tabulate.h), how a table is written (format/table_format.h).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "format/number_format.h"
#include "format/table_format.h"
#include "io/streams.h"
#include "json/field_path.h"

namespace nd::show {

// The options as typed: fields are texts.
struct TableRequest {
  std::vector<std::string> columns{};  // [TITLE=]FIELD; none: every field that occurs
  std::string format = "text";
  std::vector<std::string> grouped{};  // --int
  std::vector<std::string> percent{};
  std::vector<std::string> si{};
  std::vector<std::string> cjk{};
  std::optional<int> digits{};
  std::vector<std::string> bars{};
  std::optional<std::string> pivot{};  // ROW,COLUMN,VALUE
  bool total = false;
  std::string missing{};            // --null
  std::optional<unsigned> width{};  // 0: no limit
  std::string caption{};
  bool spreadsheet = false;
  bool byte_order_mark = false;  // --bom
};

// How one field is shown.
struct FieldStyle {
  json::FieldPath field{};
  std::optional<format::NumberStyle> style{};  // none: as it came
  bool bar = false;
};

struct TableColumn {
  std::string title{};
  FieldStyle shown{};
};

// The request, checked.
struct TableLayout {
  std::vector<TableColumn> columns{};
  std::vector<FieldStyle> styles{};
  bool pivot = false;  // columns are then ROW, COLUMN and VALUE
  std::optional<int> digits{};
  bool total = false;
  const format::TableFormat* format = nullptr;
  format::RenderOptions render{};

  // For what is written onto `screen`. kUsage where the options contradict each other or name what
  // is not shown.
  static Result<TableLayout> make(const TableRequest& request, const io::Screen& screen = {});

  [[nodiscard]] FieldStyle style_of(const json::FieldPath& field) const;
  // Whether each row can be written as it comes, in constant memory.
  [[nodiscard]] bool streams() const;
};

}  // namespace nd::show
