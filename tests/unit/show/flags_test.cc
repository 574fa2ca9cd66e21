#include "show/flags.h"

#include <string>

#include <doctest/doctest.h>

namespace nd::show {
namespace {

TEST_SUITE("show/flags") {
  TEST_CASE("a field that is true is a flag, one that is false or a text is none") {
    FlagReader reader;
    reader.see("suppressed", json::Value::boolean(true));
    reader.see("provisional", json::Value::boolean(true));
    reader.see("break", json::Value::boolean(false));
    reader.see("incomplete", json::Value::string("true"));
    reader.see("other", json::Value::boolean(true));
    CHECK(reader.flags() == (only(Flag::kSuppressed) | only(Flag::kProvisional)));
  }

  TEST_CASE("a state is one of ndyoy only beside pct") {
    FlagReader alone;
    alone.see("state", json::Value::string("new"));
    CHECK(alone.flags() == 0);
    FlagReader compared;
    compared.see("state", json::Value::string("small-base"));
    compared.see("pct", json::Value::null());
    CHECK(compared.flags() == only(Flag::kLowBase));
    FlagReader fine;
    fine.see("pct", json::Value::integer(1));
    fine.see("state", json::Value::string("ok"));
    CHECK(fine.flags() == 0);
  }

  TEST_CASE("a field withholds all values, a state only says why one is null") {
    FlagReader state;
    state.see("state", json::Value::string("suppressed"));
    state.see("pct", json::Value::null());
    CHECK(state.flags() == only(Flag::kSuppressed));
    CHECK_FALSE(state.withholds());
    FlagReader field;
    field.see("suppressed", json::Value::boolean(true));
    CHECK(field.withholds());
  }

  TEST_CASE("a list of breaks is a break") {
    const json::Value items[] = {json::Value::integer(1)};
    FlagReader none;
    none.see("breaks", json::Value::array({}));
    CHECK(none.flags() == 0);
    FlagReader reader;
    reader.see("breaks", json::Value::array(items));
    CHECK(reader.flags() == only(Flag::kBreak));
  }

  TEST_CASE("every field of flags is told by a column of it, pct alone is not") {
    for (const std::string_view field : flag_fields())
      CHECK((flags_told_by(field) != 0) == (field != "pct"));
    CHECK(flags_told_by("city") == 0);
  }

  TEST_CASE("every flag has its own mark") {
    Flags all = 0;
    for (const FlagNote& note : flag_notes()) {
      CHECK_FALSE(has(all, note.flag));
      all |= only(note.flag);
      CHECK(note.note.mark.front() == '[');
    }
    CHECK(has(all, Flag::kSuppressed));
    CHECK(has(all, Flag::kProvisional));
  }
}

}  // namespace
}  // namespace nd::show
