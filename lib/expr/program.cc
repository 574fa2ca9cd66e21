#include "expr/program.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/arena.h"
#include "base/wording.h"
#include "expr/binder.h"
#include "expr/checks.h"
#include "expr/choices.h"
#include "expr/lets.h"
#include "expr/machine.h"
#include "expr/meant.h"
#include "expr/parser.h"
#include "expr/period_lets.h"
#include "expr/record_plan.h"
#include "expr/required_text.h"
#include "expr/rewriter.h"
#include "table/lookup.h"

namespace nd::expr {

using json::Value;

namespace {

// A part of a program, with the fast ways to evaluate it.
struct Piece {
  const Node* root = nullptr;
  std::optional<Checks> checks;     // if it has exactly one output
  std::optional<Choices> choices;   // the same, of what is no predicate
  std::optional<json::Slot> plain;  // if it is a field

  void set(const Node& node, bool strict) {
    root = &node;
    if (node.kind == NodeKind::kSlot && !node.optional) plain = static_cast<json::Slot>(node.slot);
    if (!node.single) return;
    checks.emplace(node, strict);
    choices.emplace(node);
    if (!choices->is_useful()) choices.reset();
  }
};

}  // namespace

struct Program::Impl {
  Setting setting;
  Arena constants;
  std::string canonical;
  Bound bound;
  Piece whole;
  // Of `select(C) | X`, if each of them has exactly one output; else they have no root.
  Piece condition;
  Piece value;
  std::optional<RecordPlan> plan;  // if it changes the record
  bool writes_object = false;      // if it makes one of fields
  json::SlotSet may_lack;
};

namespace {

// Notes the slots that the program is prepared to miss. `prepared`: the node stands where it is.
void note_may_lack(const Node& node, bool prepared, json::SlotSet& out) {
  prepared = prepared || node.optional || node.kind == NodeKind::kTry;
  if (node.slot != kNone && prepared) out.add(node.slot);
  if (node.kind == NodeKind::kLet) note_may_lack(*node.meaning, prepared, out);
  if (node.kind == NodeKind::kLookup && node.place != kNone && !prepared)
    node.table->expect(node.place);
  const bool compares =
      node.kind == NodeKind::kCompare &&
      std::any_of(node.children.begin(), node.children.end(), [](const NodePtr& c) {
        return c->kind == NodeKind::kConstant && c->constant.is_null();
      });
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    const bool first_choice = node.kind == NodeKind::kAlternative && i == 0;
    note_may_lack(*node.children[i], prepared || compares || first_choice, out);
  }
}

// Whether the program is `select(C) | X` where both have one output. What stands behind select()
// is about the record as the program is, so that it can be evaluated by itself.
bool is_selection(const Node& root) {
  if (root.kind != NodeKind::kPipe || root.children.size() != 2) return false;
  const Node& select = *root.children[0];
  return select.kind == NodeKind::kCall && select.builtin->special == Special::kSelect &&
         select.slot != kNone && select.path.segments.empty() && select.children[0]->single &&
         root.children[1]->single;
}

}  // namespace

Program::Program(std::unique_ptr<const Impl> impl) : impl_(std::move(impl)) {}
Program::Program(Program&&) noexcept = default;
Program& Program::operator=(Program&&) noexcept = default;
Program::~Program() = default;

Result<Program> Program::compile(std::string_view text, json::Schema& schema,
                                 const Bindings& bindings, Use use, json::Schema* origin) {
  Parsed parsed = ND_TRY(parse(text));
  ND_TRY(check_meant(*parsed.root, text, bindings, use));
  auto impl = std::make_unique<Impl>();
  impl->canonical = std::move(parsed.canonical);
  impl->setting = ND_TRY(setting_of(text, bindings));
  const NodePtr unbound = use == Use::kOutputs ? clone(*parsed.root) : nullptr;
  const Surface surface{schema, origin != nullptr ? *origin : schema, bindings};
  impl->bound =
      ND_TRY(expr::bind(std::move(parsed.root), impl->setting.program, surface, impl->constants));
  impl->setting.variables = impl->bound.variables;
  impl->setting.lets = impl->bound.lets;
  impl->setting.slots = schema.size();
  const Node& root = *impl->bound.root;
  note_may_lack(root, false, impl->may_lack);
  impl->whole.set(root, bindings.strict);
  if (is_selection(root)) {
    impl->condition.set(*root.children[0]->children[0], bindings.strict);
    impl->value.set(*root.children[1], bindings.strict);
  }
  if (unbound != nullptr) {
    impl->plan = plan_record(*unbound, impl->setting.program, surface, impl->constants);
    impl->writes_object = ObjectWriter::suits(root);
  }
  return Program(std::move(impl));
}

const std::string& Program::canonical() const {
  return impl_->canonical;
}
bool Program::uses_zone() const {
  return impl_->bound.uses_zone;
}
bool Program::uses_now() const {
  return impl_->bound.uses_now;
}
bool Program::gives_one() const {
  return impl_->bound.root->single;
}
const std::vector<std::string>& Program::used_arguments() const {
  return impl_->bound.arguments;
}
const std::set<std::string>& Program::used_lets() const {
  return impl_->bound.let_names;
}
const std::set<std::string>& Program::used_tables() const {
  return impl_->bound.tables;
}
const std::vector<std::string>& Program::used_environment() const {
  return impl_->bound.environment;
}
bool Program::uses_whole_environment() const {
  return impl_->bound.uses_environment;
}
const std::vector<json::FieldPath>& Program::reads() const {
  return impl_->bound.reads;
}
std::string Program::required_text() const {
  return expr::required_text(*impl_->bound.root);
}
void Program::add_period_lets(PeriodLets& out) const {
  for (const auto& let : impl_->bound.lets)
    out.add(*let);
}
const json::Slot* Program::plain_slot() const {
  return impl_->whole.plain ? &*impl_->whole.plain : nullptr;
}
const json::Slot* Program::selected_slot() const {
  return impl_->value.plain ? &*impl_->value.plain : nullptr;
}
bool Program::selects() const {
  return impl_->value.root != nullptr;
}

struct Evaluator::Impl {
  Impl(const Program::Impl& given, Extent extent)
      : program(given),
        piece(extent == Extent::kCondition ? given.condition
              : extent == Extent::kValue   ? given.value
                                           : given.whole),
        machine(given.setting) {}

  const Program::Impl& program;
  const Piece& piece;
  Machine machine;
  Value only;  // the last one output
  // Made when they are first needed.
  std::optional<RecordEditor> editor;
  std::optional<ObjectWriter> object;
};

Evaluator::Evaluator(const Program& program, Extent extent)
    : impl_(std::make_unique<Impl>(*program.impl_, extent)) {
  const Node& root = *impl_->piece.root;
  if (root.kind == NodeKind::kLet) let_ = root.place;
}
Evaluator::~Evaluator() = default;
Evaluator::Evaluator(Evaluator&&) noexcept = default;
Evaluator& Evaluator::operator=(Evaluator&&) noexcept = default;

Evaluator::Verdict Evaluator::decide(json::Row row, std::string_view file) {
  Machine& machine = impl_->machine;
  bool holds = false;
  if (impl_->piece.checks) [[likely]] {
    if (impl_->piece.checks->run(machine, row, file, holds) != Flow::kGo) [[unlikely]]
      return Verdict::kFailed;
    return holds ? Verdict::kTrue : Verdict::kFalse;
  }
  machine.start(row, file);
  const Flow flow = machine.run(*impl_->piece.root, Value::null(), [&](const Value& value) {
    if (!value.is_truthy()) return Flow::kGo;
    holds = true;
    return machine.stop(&holds);
  });
  if (machine.stopped(&holds, flow) != Flow::kGo) return Verdict::kFailed;
  return holds ? Verdict::kTrue : Verdict::kFalse;
}

Evaluator::Verdict Evaluator::decide(json::Row row, std::string_view file, Entry entry) {
  if (!impl_->piece.checks) return decide(row, file);
  bool holds = false;
  const Flow flow = impl_->piece.checks->run(static_cast<std::uint32_t>(entry),
                                             {impl_->machine, row, file}, holds);
  if (flow != Flow::kGo) [[unlikely]]
    return Verdict::kFailed;
  return holds ? Verdict::kTrue : Verdict::kFalse;
}

Evaluator::Entry Evaluator::beginning() const {
  const auto& checks = impl_->piece.checks;
  return checks ? static_cast<Entry>(checks->first()) : Entry{};
}

std::optional<json::Slot> Evaluator::first_field() const {
  const auto& checks = impl_->piece.checks;
  const std::uint32_t field =
      checks ? checks->first_field(impl_->program.setting.lets) : std::uint32_t{kNone};
  if (field == kNone) return std::nullopt;
  return static_cast<json::Slot>(field);
}

Evaluator::Entry Evaluator::entry(json::Slot field, const Value& text) const {
  static_assert(Checks::kYes == static_cast<std::uint32_t>(Entry::kTrue) &&
                Checks::kNo == static_cast<std::uint32_t>(Entry::kFalse));
  const auto& checks = impl_->piece.checks;
  if (!checks) return Entry{};
  return static_cast<Entry>(
      checks->entry(static_cast<std::uint32_t>(field), text, impl_->program.setting.lets));
}

Error Evaluator::take_error() {
  return impl_->machine.take_error();
}

Result<const Value*> Evaluator::one(json::Row row, std::string_view file, json::Row origin) {
  Machine& machine = impl_->machine;
  const Node& root = *impl_->piece.root;
  Value& out = impl_->only;
  const Value* lies = &out;
  machine.start(row, file, origin);
  if (root.single) [[likely]] {
    const Flow flow = root.kind == NodeKind::kLet ? machine.let_value(root, lies)
                      : impl_->piece.choices      ? impl_->piece.choices->find(machine, row, out)
                                                  : machine.one(root, Value::null(), out);
    if (flow == Flow::kGo) [[likely]]
      return lies;
    return tl::unexpected<Error>(take_error());
  }
  std::size_t outputs = 0;
  const Flow flow = machine.run(root, Value::null(), [&](const Value& value) {
    out = value;
    return ++outputs > 1 ? machine.stop(&outputs) : Flow::kGo;
  });
  if (machine.stopped(&outputs, flow) != Flow::kGo) return tl::unexpected<Error>(take_error());
  if (outputs == 1) return lies;
  return input_error("{} has {} here, exactly one is needed",
                     in_quotes(impl_->program.canonical, 60),
                     outputs == 0 ? "no value" : "more than one value");
}

void Evaluator::set_block(std::string_view block) {
  impl_->machine.set_block(block);
}

void Evaluator::add_lacked(json::SlotSet& out) const {
  json::SlotSet lacked;
  const auto add = [&](const std::vector<std::uint8_t>& slots) {
    for (std::size_t slot = 0; slot < slots.size(); ++slot) {
      if (slots[slot] != 0) lacked.add(slot);
    }
  };
  add(impl_->machine.lacked());
  for (const auto& let : impl_->machine.let_machines())
    add(let->lacked());
  if (impl_->editor) impl_->editor->add_lacked(lacked);
  for (std::size_t slot = 0; slot < impl_->machine.lacked().size(); ++slot) {
    if (lacked.has(slot) && !impl_->program.may_lack.has(slot)) out.add(slot);
  }
}

bool Evaluator::writes() const {
  return impl_->program.plan || impl_->program.writes_object;
}

Result<bool> Evaluator::write(std::string& out, PaddedView record, json::Row row,
                              std::string_view file) {
  if (impl_->program.plan) {
    if (!impl_->editor) impl_->editor.emplace(*impl_->program.plan, impl_->program.setting);
    return impl_->editor->append(out, record, row, file);
  }
  if (!impl_->object) impl_->object.emplace(*impl_->piece.root);
  impl_->machine.start(row, file);
  if (impl_->object->append(impl_->machine, row, record, out) == Flow::kGo) return true;
  return tl::unexpected<Error>(take_error());
}

Status Evaluator::each(json::Row row, std::string_view file,
                       const std::function<Status(const Value&)>& emit) {
  Machine& machine = impl_->machine;
  machine.start(row, file);
  Status status;
  const Flow flow = machine.run(*impl_->piece.root, Value::null(), [&](const Value& value) {
    status = emit(value);
    return status ? Flow::kGo : machine.stop(&status);
  });
  if (machine.stopped(&status, flow) != Flow::kGo) return tl::unexpected<Error>(take_error());
  return status;
}

}  // namespace nd::expr
