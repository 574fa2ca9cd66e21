#include "expr/rewriter.h"

#include <algorithm>
#include <functional>

#include "expr/arithmetic.h"
#include "json/tree.h"
#include "json/writer.h"

namespace nd::expr {

using json::Value;

namespace {

// Whether the text stands in the record: it was read without an escape.
bool stands_in(PaddedView record, std::string_view text) {
  const std::less<> before;
  return !before(text.data(), record.begin()) && before(text.data(), record.end());
}

}  // namespace

bool WrittenCheck::operator()(std::string_view text) {
  const char* const end = text.data() + text.size();
  return json::find_invalid_utf8(text) == std::string_view::npos &&
         validator_.written_end(text.data(), end, 0) == end;
}

Setting RecordEditor::setting_of(const RecordPlan& plan, const Setting& program) {
  Setting setting = program;
  setting.slots = plan.schema.size();
  setting.variables = plan.variables;
  setting.lets = plan.lets;
  return setting;
}

RecordEditor::RecordEditor(const RecordPlan& plan, const Setting& program)
    : plan_(plan),
      program_slots_(program.slots),
      setting_(setting_of(plan, program)),
      told_(setting_),
      rest_(setting_),
      patcher_(plan.edits, json::Patcher::Others::kStay, json::Patcher::Rest::kAsWritten),
      choices_(plan.edits.size()),
      values_(plan.steps.size()) {
  if (plan.schema.size() > program.slots) projector_.emplace(plan.schema);
}

bool RecordEditor::append(std::string& out, PaddedView record, json::Row row,
                          std::string_view file) {
  const json::Row origin = row;
  if (projector_) {
    if (!projector_->project(record)) return false;
    row = projector_->row();
  }
  row_.assign(row.begin(), row.end());
  arena_.reset();
  told_.start(row_, file, origin);
  rest_.start(row_, file, origin);
  std::size_t stage = 0;
  for (std::size_t i = 0; i < plan_.steps.size(); ++i) {
    const RecordPlan::Step& step = plan_.steps[i];
    if (step.op != Op::kNone) {
      if (!evaluate(i, values_[i])) return false;
      if (!append_value(i, values_[i])) return false;
    }
    if (!step.ends_stage) continue;
    for (; stage <= i; ++stage)
      show(stage, values_[stage]);
  }
  return patcher_.apply_as_written(out, record, choices_);
}

// The value that the field gets; choices_ says whether it gets one.
bool RecordEditor::evaluate(std::size_t i, Value& out) {
  const RecordPlan::Step& step = plan_.steps[i];
  Machine& machine = step.told ? told_ : rest_;
  const auto done = [&](Machine& by, Flow flow) {
    if (flow == Flow::kGo) return true;
    static_cast<void>(by.take_error());  // the machine that runs the whole program tells it
    return false;
  };
  if (!done(machine, machine.one(*step.value, Value::null(), out))) return false;
  if (step.old != nullptr) {
    Value old;
    if (!done(rest_, rest_.one(*step.old, Value::null(), old))) return false;
    if (!make_tree(old) || !make_tree(out)) return false;
    if (step.op != Op::kDefault)
      return done(rest_, arithmetic(rest_, *step.value, step.op, old, Value(out), out));
    choices_[i].active = !old.is_truthy();
    if (!choices_[i].active) out = old;
  }
  return true;
}

bool RecordEditor::make_tree(Value& value) {
  if (!value.is_raw()) return true;
  const auto tree = json::expand(value, arena_);
  if (tree) value = *tree;
  return tree.has_value();
}

// The text of the value. One that later stages see, or that is not written as it stands, becomes a
// tree.
bool RecordEditor::append_value(std::size_t i, Value& value) {
  if (value.is_raw() && (!plan_.steps[i].slots.empty() || !is_written_(value.text()))) {
    if (!make_tree(value)) return false;
  }
  choices_[i].text.clear();
  json::append_value(choices_[i].text, value);
  return true;
}

// Lets later stages see what became of a field.
void RecordEditor::show(std::size_t i, const Value& value) {
  for (const std::uint32_t slot : plan_.steps[i].slots)
    row_[slot] = plan_.steps[i].op == Op::kNone ? Value() : value;
}

void RecordEditor::add_lacked(json::SlotSet& out) const {
  const auto add = [&](const std::vector<std::uint8_t>& lacked) {
    for (std::size_t slot = 0; slot < std::min(program_slots_, lacked.size()); ++slot) {
      if (lacked[slot] != 0) out.add(slot);
    }
  };
  add(told_.lacked());
  for (const Machine* const machine : {&told_, &rest_}) {
    for (const auto& let : machine->let_machines())
      add(let->lacked());
  }
}

bool ObjectWriter::suits(const Node& root) {
  if (root.kind != NodeKind::kObject || !root.single || root.children.empty()) return false;
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < root.children.size(); i += 2) {
    const Node& key = *root.children[i];
    if (key.kind != NodeKind::kConstant || !key.constant.is_string()) return false;
    if (std::find(names.begin(), names.end(), key.constant.text()) != names.end()) return false;
    names.push_back(key.constant.text());
  }
  return true;
}

ObjectWriter::ObjectWriter(const Node& root) {
  for (std::size_t i = 0; i < root.children.size(); i += 2) {
    Field field;
    field.before.push_back(i == 0 ? '{' : ',');
    json::append_string(field.before, root.children[i]->constant.text());
    field.before.push_back(':');
    field.value = root.children[i + 1].get();
    fields_.push_back(std::move(field));
  }
}

Flow ObjectWriter::append(Machine& machine, json::Row row, PaddedView record, std::string& out) {
  const std::size_t size = out.size();
  for (const Field& field : fields_) {
    out.append(field.before);
    const Node& node = *field.value;
    // A field of the record is not looked into.
    if (node.kind == NodeKind::kSlot && copy(row[node.slot], record, out)) continue;
    Value value;
    if (const Flow flow = machine.one(node, Value::null(), value); flow != Flow::kGo) {
      out.resize(size);
      return flow;
    }
    json::append_value(out, value);
  }
  out.push_back('}');
  return Flow::kGo;
}

// Appends the value of a field. false: it is not written so as it stands, or it is null, and the
// machine knows why.
bool ObjectWriter::copy(const Value& value, PaddedView record, std::string& out) {
  if (value.is_null()) return false;
  if (value.is_string() && stands_in(record, value.text())) {
    out.append(value.text().data() - 1, value.text().size() + 2);  // with its quotes
    return true;
  }
  if (value.is_raw() && !is_written_(value.text())) return false;
  json::append_value(out, value);
  return true;
}

}  // namespace nd::expr
