#include "show/mark_cells.h"

#include <doctest/doctest.h>

namespace nd::show {
namespace {

using format::Cell;
using format::CellKind;
using format::ColumnKind;

Cell text(std::string_view s) {
  return {s, CellKind::kText};
}
Cell number(std::string_view s) {
  return {s, CellKind::kNumber};
}

TableColumn column(const char* field) {
  return {field, {.field = {{field}}}};
}

TEST_SUITE("show/mark_cells") {
  TEST_CASE("in a suppressed record the empty numbers are marks, keys are not") {
    TableGrid grid{
        .columns = {column("city"), column("tier"), column("users")},
        .rows = {
            {text("a"), number("1"), number("9")}, {{}, number("2"), {}}, {text("c"), {}, {}}}};
    grid.flagged_rows = {{1, only(Flag::kSuppressed)}, {2, only(Flag::kSuppressed)}};
    std::vector<ColumnKind> kinds{ColumnKind::kText, ColumnKind::kNumber, ColumnKind::kNumber};
    const Marked marked = mark_cells(grid, kinds);
    CHECK(marked.used == only(Flag::kSuppressed));
    CHECK(marked.beside.empty());
    CHECK(grid.rows[1][0].kind == CellKind::kMissing);
    CHECK(grid.rows[1][2].text == "[c]");
    CHECK(grid.rows[2][1].kind == CellKind::kMissing);
    CHECK(grid.rows[2][2].kind == CellKind::kMark);
  }

  TEST_CASE("a column of nothing but marks is one of numbers") {
    TableGrid grid{.columns = {column("city"), column("users"), column("note")},
                   .rows = {{text("a"), {}, text("x")}, {text("b"), {}, {}}}};
    grid.flagged_rows = {{0, only(Flag::kSuppressed)}, {1, only(Flag::kSuppressed)}};
    std::vector<ColumnKind> kinds(3, ColumnKind::kText);
    CHECK(mark_cells(grid, kinds).used == only(Flag::kSuppressed));
    CHECK(kinds[1] == ColumnKind::kNumber);
    CHECK(kinds[2] == ColumnKind::kText);
    CHECK(grid.rows[1][2].kind == CellKind::kMissing);
  }

  TEST_CASE("what no cell tells stands beside, unless a column of its field is there") {
    const std::vector<std::vector<Cell>> rows{{text("a"), number("1")}, {text("b"), {}}};
    const Flags flags = only(Flag::kProvisional) | only(Flag::kIncomplete);
    TableGrid grid{.columns = {column("city"), column("n")}, .rows = rows};
    grid.flagged_rows = {{0, flags}, {1, flags}};
    std::vector<ColumnKind> kinds{ColumnKind::kText, ColumnKind::kNumber};
    const Marked marked = mark_cells(grid, kinds);
    REQUIRE(marked.beside.size() == 2);
    CHECK(marks_of(marked.beside[0].second) == "[i] [p]");
    CHECK(marks_of(marked.beside[1].second) == "[p]");
    CHECK(marked.used == flags);

    TableGrid told{.columns = {column("provisional"), column("n")}, .rows = rows};
    told.flagged_rows = {{0, only(Flag::kProvisional)}};
    kinds = {ColumnKind::kText, ColumnKind::kNumber};
    CHECK(mark_cells(told, kinds).beside.empty());
  }

  TEST_CASE("a cell of a pivot is a mark, or keeps the marks that its value needs") {
    TableGrid grid{.columns = {column("city"), column("2024")},
                   .rows = {{text("a"), {}}, {text("b"), number("5")}}};
    grid.flagged_cells = {{{0, 1}, only(Flag::kSuppressed)}, {{1, 1}, only(Flag::kBreak)}};
    std::vector<ColumnKind> kinds{ColumnKind::kText, ColumnKind::kNumber};
    const Marked marked = mark_cells(grid, kinds);
    CHECK(grid.rows[0][1].text == "[c]");
    CHECK(grid.flagged_cells.at({0, 1}) == 0);
    CHECK(grid.flagged_cells.at({1, 1}) == only(Flag::kBreak));
    CHECK(marked.used == (only(Flag::kSuppressed) | only(Flag::kBreak)));
  }
}

}  // namespace
}  // namespace nd::show
