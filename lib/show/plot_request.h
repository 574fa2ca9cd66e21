// PlotRequest and PlotPlan: what ndplot is asked to draw, as typed and as understood.
//
// Belongs here: which fields make a chart of which kind, and what they must be. Does not belong
// here: the records (gather_chart.h), how a chart is drawn (plot/chart_format.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bindings.h"
#include "base/result.h"
#include "columns/key_columns.h"
#include "json/schema.h"
#include "plot/chart.h"
#include "plot/chart_format.h"

namespace nd::show {

// WIDTHxHEIGHT, or WIDTHx, or xHEIGHT.
struct PlotSize {
  int width = 0;  // 0: the renderer's own
  int height = 0;
};
[[nodiscard]] Status parse_into(std::string_view text, PlotSize& out);

enum class Order : std::uint8_t {
  kByKind,  // ranked by value for bars and dumbbells of categories, else as they came
  kValue,
  kInput,
  kName,  // in the order of the x values themselves
};

// The options as typed.
struct PlotRequest {
  std::vector<std::string> x{};  // one, or none: one record, whose -y are the x
  std::vector<std::string> y{};
  std::vector<std::string> groups{};
  std::vector<std::string> ghost{};      // one, or none
  std::vector<std::string> highlight{};  // one, or none
  std::vector<std::string> flag{};       // one, or none
  std::vector<std::string> marks{};
  std::optional<std::string> kind{};
  std::string format = "text";
  std::string title{};
  std::string description{};
  std::string unit{};
  bool log = false;
  PlotSize size{};
  Order order = Order::kByKind;
  std::optional<format::NumberStyle> style{};
  std::optional<int> digits{};
  plot::Language language = plot::Language::kEnglish;
  std::optional<double> whole{};
  std::optional<unsigned> top{};
  std::optional<unsigned> bins{};
  bool ascii = false;
  bool color = false;
};

// The request, checked, and what is read of a record. Owner; one thread.
struct PlotPlan {
  PlotRequest request{};
  const plot::ChartFormat* format = nullptr;
  std::optional<plot::Kind> kind{};  // none: line over periods and numbers, bar over categories
  columns::KeyColumns x;             // one, or none
  columns::KeyColumns y;
  columns::KeyColumns groups;
  columns::KeyColumns ghost;
  columns::KeyColumns highlight;
  columns::KeyColumns flag;
  columns::KeyColumns marks;
  std::vector<json::Slot> flags{};  // of flag_fields()
  json::Slot total{};               // of kTotalField

  // kUsage where the options contradict each other. Adds what is read to the schema.
  static Result<PlotPlan> make(const PlotRequest& request, json::Schema& schema,
                               const Bindings& bindings);
};

}  // namespace nd::show
