#include "show/print.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/nearest_name.h"
#include "base/wording.h"
#include "json/field_path.h"
#include "json/tree.h"
#include "json/value.h"
#include "json/writer.h"

namespace nd::show {
namespace {

using json::Value;

constexpr std::size_t kShownBytes = 60;  // of a name or a value, in a message

// A name that starts with $ is a value of --arg, --argjson or --let, and perhaps a way into it.
Result<PrintPlan::Source> source_of(const std::string& name, json::Schema& schema,
                                    const Bindings& bindings) {
  const bool is_bound = name.starts_with('$');
  auto field = json::FieldPath::parse(is_bound ? std::string_view(name).substr(1) : name);
  if (!field) {
    return usage_error(
        "'{{{}}}': {}; a calculation gets a name by --let NAME=EXPR, and stands as "
        "{{$NAME}}",
        excerpt(name, kShownBytes), field.error().message);
  }
  PrintPlan::Source source;
  if (is_bound) {
    source.program.emplace(ND_TRY(expr::Program::compile(name, schema, bindings)));
    source.reads = source.program->reads();
  } else {
    source.slot = schema.add(*field);
    source.reads.push_back(*std::move(field));
  }
  return source;
}

// A computed NaN is null to those who read it.
bool is_nothing(const Value& value) {
  return value.is_null() ||
         (value.kind() == json::Kind::kDouble && value.double_value() != value.double_value());
}

// The field of the record that is spelled nearly as one that it lacks; empty: there is none.
std::string near_field(std::string_view name, Value place) {
  constexpr std::size_t kLettersAnEdit = 3;
  auto field = json::FieldPath::parse(name);
  if (!field) return {};
  for (std::string& segment : field->segments) {
    if (!place.is_object()) return {};
    const Value next = json::find(place, segment);
    if (next.is_missing()) {
      NearestName nearest(segment.size() / kLettersAnEdit);
      for (const json::Member& member : place.members())
        nearest.offer(member.key, edit_distance(segment, member.key));
      if (nearest.name().empty()) return {};
      segment = nearest.name();
      return field->text();
    }
    place = next;
  }
  return {};
}

// What is said of a placeholder that has no value. The record is read once more, as a whole.
Status hole(const std::string& name, const Value& value, std::string_view record) {
  const std::string shown = excerpt(name, kShownBytes);
  std::string_view state = value.is_missing() ? "missing" : "null";
  Arena arena;
  const auto whole = json::parse(record, arena);
  if (whole && value.is_missing()) {
    const std::string near = near_field(name, *whole);
    if (!near.empty())
      return input_error("{} is missing; did you mean {}?", shown, excerpt(near, kShownBytes));
  }
  if (whole && whole->is_object() &&
      json::find(*whole, kSuppressedField).kind() == json::Kind::kTrue)
    state = "suppressed";
  return input_error("{} is {}; --null TEXT says what stands for it", shown, state);
}

std::string_view form_of(const Value& value) {
  if (value.is_string()) return "text";
  if (value.is_bool()) return "true or false";
  return value.is_array() ? "an array" : "an object";
}

}  // namespace

Result<PrintPlan> PrintPlan::make(PrintRequest request, json::Schema& schema,
                                  const Bindings& bindings) {
  PrintPlan plan;
  plan.request_ = std::move(request);
  plan.template_ = ND_TRY(format::Template::parse(plan.request_.text, *plan.request_.language));
  for (const format::Placeholder& placeholder : plan.template_.placeholders())
    plan.sources_.push_back(ND_TRY(source_of(placeholder.name, schema, bindings)));
  return plan;
}

Print::Print(const PrintPlan& plan) : plan_(&plan) {
  for (const PrintPlan::Source& source : plan.sources()) {
    auto& evaluator = evaluators_.emplace_back();
    if (source.program) evaluator.emplace(*source.program);
  }
}

void Print::add_lacked(json::SlotSet& out) const {
  for (std::size_t i = 0; i < evaluators_.size(); ++i) {
    if (evaluators_[i]) {
      evaluators_[i]->add_lacked(out);
    } else {
      out.add(*plan_->sources()[i].slot);
    }
  }
}

Status Print::consume(const stream::Record& record, io::Output& out) {
  const format::Template& sentence = plan_->sentence();
  const std::size_t count = sentence.placeholders().size();
  const Withheld withheld = ND_TRY(Withheld::of(record.text.text()));
  line_.clear();
  for (std::size_t i = 0; i < count; ++i) {
    line_.append(sentence.text_before(i));
    ND_TRY(append(i, record, withheld));
  }
  line_.append(sentence.text_before(count));
  return out.record(line_);
}

Status Print::append(std::size_t placeholder, const stream::Record& record,
                     const Withheld& withheld) {
  const format::Placeholder& asked = plan_->sentence().placeholders()[placeholder];
  const PrintPlan::Source& source = plan_->sources()[placeholder];
  Value value;
  if (auto& evaluator = evaluators_[placeholder]) {
    value = *ND_TRY(evaluator->one(record.row, record.block->file));
    // Whatever it is made into: a text can give a number away.
    if (std::any_of(source.reads.begin(), source.reads.end(),
                    [&](const json::FieldPath& field) { return withheld.hides(field); }))
      value = Value::null();
  } else {
    value = json::at(record.row, *source.slot);
    if (withheld.hides(source.reads[0], value)) value = Value::null();
  }
  if (is_nothing(value)) {
    if (const auto& missing = plan_->request().missing) {
      asked.phrase.append_missing(line_, *missing);
      return {};
    }
    return hole(asked.name, value, record.text.text());
  }
  if (auto appended = append_value(asked.phrase, value); !appended) {
    return input_error("{}: {}", excerpt(asked.name, kShownBytes), appended.error().message);
  }
  return {};
}

Status Print::append_value(const format::Phrase& phrase, const Value& value) {
  text_.clear();
  if (value.is_number()) {
    json::append_value(text_, value);
    return phrase.append_number(line_, text_);
  }
  if (value.is_nested()) {
    tree_.reset();
    json::append_value(text_, ND_TRY(json::expand(value, tree_)));
  } else if (value.is_string()) {
    text_.assign(value.text());
  } else {
    json::append_value(text_, value);
  }
  if (!phrase.takes_text()) {
    return input_error(
        "{} is {}, and a number is asked for{}", in_quotes(text_, kShownBytes), form_of(value),
        value.is_string() && is_json_number(text_) ? "; tonumber makes one of it" : "");
  }
  phrase.append_text(line_, text_, plan_->request().markup);
  return {};
}

}  // namespace nd::show
