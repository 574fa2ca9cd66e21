#include "compare/window_function.h"

#include <optional>
#include <utility>
#include <vector>

#include "agg/exact_sum.h"
#include "base/large_memory.h"
#include "base/number.h"
#include "base/ring.h"
#include "base/wording.h"
#include "columns/key_columns.h"
#include "columns/kind_watch.h"
#include "columns/shown.h"
#include "expr/constant_text.h"
#include "json/writer.h"
#include "key/key_buffer.h"
#include "key/key_encoder.h"
#include "time/instant.h"

namespace nd::compare {
namespace {

constexpr std::string_view kNullText = "null";

// What is kept of each group, found with one look at the memory.
template <class T>
class OfGroups {
 public:
  [[nodiscard]] T& operator[](GroupId group) {
    if (group == groups_.size()) [[unlikely]]
      groups_.emplace_back();
    return groups_[group];
  }
  void prefetch(GroupId group) const {
    if (group < groups_.size()) __builtin_prefetch(&groups_[group], 1);
  }

 private:
  std::vector<T, LargeAllocator<T>> groups_;
};

class LookingBack : public WindowFunction {
 public:
  explicit LookingBack(WindowArgument argument) : argument_(std::move(argument)) {}

  void add_lacked(json::SlotSet& out) const override { argument_.add_lacked(out); }

 protected:
  WindowArgument argument_;
};

// The text of the value: strings keep their memory, so that nothing is allocated for a record once
// each group has one that is large enough.
class Lag : public LookingBack {
 public:
  using LookingBack::LookingBack;

  Status read(const stream::Record& record, std::size_t place) override {
    const json::Value value = ND_TRY(argument_.value(record));
    texts_[place].clear();
    json::append_value(texts_[place], value);
    return {};
  }
  void prefetch(GroupId group) const override { last_.prefetch(group); }
  void step(std::size_t place, const WindowMoment& at, std::string& out) override {
    std::string& last = last_[at.group];
    out.append(last.empty() ? kNullText : last);
    last.assign(texts_[place]);
  }

 protected:
  std::string texts_[kWindowPlaces];

 private:
  OfGroups<std::string> last_;  // empty: there was none
};

class FarLag : public Lag {
 public:
  FarLag(WindowArgument argument, std::int64_t shift)
      : Lag(std::move(argument)), shift_(static_cast<std::uint64_t>(shift)) {}

  void prefetch(GroupId group) const override { last_.prefetch(group); }
  void step(std::size_t place, const WindowMoment& at, std::string& out) override {
    Ring<std::string>& last = last_[at.group];
    if (last.size() == shift_) {
      out.append(last.front());
      last.pop();
    } else {
      out.append(kNullText);
    }
    last.push().assign(texts_[place]);
  }

 private:
  std::uint64_t shift_;
  OfGroups<Ring<std::string>> last_;
};

class Delta : public LookingBack {
 public:
  using LookingBack::LookingBack;

  Status read(const stream::Record& record, std::size_t place) override {
    const json::Value value = ND_TRY(argument_.value(record));
    Number& now = now_[place];
    now.text.clear();
    if (columns::counts_as_null(value)) {
      now.kind = Kind::kNull;
      return {};
    }
    if (!value.is_number()) [[unlikely]]
      return not_a_number(value);
    if (value.kind() == json::Kind::kInt) [[likely]] {
      now.kind = Kind::kInteger;
      now.integer = value.int_value();
      return {};
    }
    ND_TRY(agg::check_range(value));
    now.kind = Kind::kText;
    json::append_value(now.text, value);
    return {};
  }
  void prefetch(GroupId group) const override { last_.prefetch(group); }
  void step(std::size_t place, const WindowMoment& at, std::string& out) override {
    Number& last = last_[at.group];
    append_difference(now_[place], last, out);
    last = now_[place];
  }

 private:
  enum class Kind : std::uint8_t { kNull, kInteger, kText };
  struct Number {
    Kind kind = Kind::kNull;
    std::int64_t integer = 0;
    std::string text;

    [[nodiscard]] agg::Rational exact() const {
      return agg::rational_of(kind == Kind::kInteger ? json::Value::integer(integer)
                                                     : json::Value::number_text(text));
    }
  };

  [[nodiscard]] Status not_a_number(const json::Value& value) const {
    const bool is_time = value.is_string() && time::parse_rfc3339(value.text());
    return input_error("{}{}", columns::not_a_number("delta(" + argument_.text() + ")", value),
                       is_time
                           ? fmt::format("; the seconds between two times are delta({}|fromdate)",
                                         argument_.text())
                           : std::string());
  }

  void append_difference(const Number& now, const Number& last, std::string& out) {
    if (last.kind == Kind::kNull || now.kind == Kind::kNull) {
      out.append(kNullText);
      return;
    }
    std::int64_t difference = 0;
    const bool integers = last.kind == Kind::kInteger && now.kind == Kind::kInteger;
    if (integers && !__builtin_sub_overflow(now.integer, last.integer, &difference)) [[likely]] {
      append_int(out, difference);
      return;
    }
    arena_.reset();
    json::append_value(out, agg::number_of(now.exact() - last.exact(), arena_));
  }

  Number now_[kWindowPlaces];
  OfGroups<Number> last_;
  Arena arena_;
};

// Values are compared as keys: 1 and 1.0 are one.
class Changed : public LookingBack {
 public:
  // `strict`: a value of another kind than the first one is an error of its record.
  Changed(WindowArgument argument, bool strict) : LookingBack(std::move(argument)) {
    if (strict) watch_.emplace();
  }

  Status read(const stream::Record& record, std::size_t place) override {
    const json::Value value = ND_TRY(argument_.value(record));
    if (watch_) ND_TRY(watch_->check(value, argument_.text()));
    keys_[place].clear();
    return encoder_.append(keys_[place], value);
  }
  void prefetch(GroupId group) const override { last_.prefetch(group); }
  void step(std::size_t place, const WindowMoment& at, std::string& out) override {
    std::string& last = last_[at.group];
    const std::string_view key = keys_[place].view();
    const bool changed = last != key;
    out.append(changed ? "true" : "false");
    if (changed) last.assign(key);
  }

 private:
  std::optional<columns::KindWatch> watch_;
  key::KeyEncoder encoder_;
  key::KeyBuffer keys_[kWindowPlaces];
  OfGroups<std::string> last_;  // no key is empty
};

class Rownum : public WindowFunction {
 public:
  void prefetch(GroupId group) const override { counts_.prefetch(group); }
  void step(std::size_t /*place*/, const WindowMoment& at, std::string& out) override {
    append_uint(out, ++counts_[at.group]);
  }

 private:
  OfGroups<std::uint64_t> counts_;
};

class Session : public WindowFunction {
 public:
  explicit Session(std::int64_t seconds)
      : gap_(columns::Moment{seconds} * columns::kNanosOfSecond) {}

  void prefetch(GroupId group) const override { visits_.prefetch(group); }
  void step(std::size_t /*place*/, const WindowMoment& at, std::string& out) override {
    Visit& visit = visits_[at.group];
    if (visit.number == 0 || at.now - visit.last > gap_) ++visit.number;
    visit.last = at.now;
    append_uint(out, visit.number);
  }

 private:
  struct Visit {
    columns::Moment last = 0;
    std::uint64_t number = 0;
  };

  columns::Moment gap_;
  OfGroups<Visit> visits_;
};

}  // namespace

Result<WindowArgument> WindowArgument::compile(const WindowCall& call, json::Schema& schema,
                                               const Bindings& bindings) {
  expr::Program program =
      ND_TRY(expr::Program::compile(call.argument, schema, bindings, expr::Use::kArgument));
  ND_TRY(expr::check_not_constant(program, "in " + in_quotes(call.text) + ": "));
  return WindowArgument(std::move(program));
}

void WindowArgument::add_lacked(json::SlotSet& out) const {
  if (const json::Slot* const slot = program_->plain_slot()) {
    out.add(*slot);
  } else {
    evaluator_.add_lacked(out);
  }
}

Result<std::unique_ptr<WindowFunction>> make_function(const WindowCall& call, json::Schema& schema,
                                                      const Bindings& bindings) {
  using Function = std::unique_ptr<WindowFunction>;
  if (call.kind == WindowKind::kRownum) return Function(std::make_unique<Rownum>());
  if (call.kind == WindowKind::kSession)
    return Function(std::make_unique<Session>(call.extent.seconds));
  WindowArgument argument = ND_TRY(WindowArgument::compile(call, schema, bindings));
  if (call.kind == WindowKind::kDelta)
    return Function(std::make_unique<Delta>(std::move(argument)));
  if (call.kind == WindowKind::kChanged)
    return Function(std::make_unique<Changed>(std::move(argument), bindings.strict));
  if (call.shift == 1) return Function(std::make_unique<Lag>(std::move(argument)));
  return Function(std::make_unique<FarLag>(std::move(argument), call.shift));
}

}  // namespace nd::compare
