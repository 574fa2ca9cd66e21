#include "compare/window.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/wording.h"
#include "compare/window_checks.h"
#include "json/writer.h"

namespace nd::compare {
namespace {

constexpr std::string_view kNull = "null";

}  // namespace

Result<std::unique_ptr<Window>> Window::make(const WindowRequest& request, json::Schema& schema,
                                             const io::Streams& streams) {
  const auto columns = [&](const std::vector<std::string>& items) {
    return columns::KeyColumns::compile(items, columns::Marks::kNone, schema, streams.bindings);
  };
  columns::KeyColumns keys = ND_TRY(columns(request.spec.keys));
  columns::KeyColumns time =
      ND_TRY(columns(std::vector<std::string>(request.time.empty() ? 0 : 1, request.time)));
  if (streams.bindings.strict) keys.watch_kinds();
  std::unique_ptr<Window> window(new Window(std::move(keys), columns::TimeColumn(std::move(time))));
  if (auto status = window->bind(request, schema, streams); !status)
    return tl::unexpected<Error>(status.error());
  return window;
}

Status Window::bind(const WindowRequest& request, json::Schema& schema,
                    const io::Streams& streams) {
  const Bindings& bindings = streams.bindings;
  if (!request.spec.where.empty()) {
    where_.emplace(ND_TRY(
        expr::Program::compile(request.spec.where, schema, bindings, expr::Use::kCondition)));
    where_evaluator_.emplace(*where_);
  }
  only_key_ = keys_.only_field();
  std::vector<WindowCall> calls;
  std::vector<json::FieldPath> paths;
  for (const std::string& aggregate : request.spec.aggregates) {
    calls.push_back(ND_TRY(WindowCall::parse(aggregate)));
    paths.push_back(calls.back().path);
  }
  ND_TRY(check_calls(calls, time_.is_there()));
  if (const Status added = add_calls(calls, schema, bindings); !added)
    return explained(calls, added);
  ND_TRY(check_apart_from_reads(calls, bindings));
  for (const WindowCall& call : calls) {
    if (call.needs_time() && (!shortest_ || call.extent.seconds < shortest_->extent.seconds))
      shortest_ = call;
  }
  added_.emplace(paths, schema);
  if (!request.having.empty()) ND_TRY(bind_having(request.having, paths, schema, bindings));
  waits_ = !time_.is_there() && frames_.empty() && leads_.empty();
  if (leads_.empty()) return {};
  const auto complete = [this](const HeldRecord& record, std::string& out) {
    return this->complete(record, out);
  };
  held_.emplace(complete, sort::ExternalSorter::Options{streams.limits.memory / 2,
                                                        streams.limits.temporary, 1});
  return {};
}

// Aggregates over the same records share a frame.
Status Window::add_calls(const std::vector<WindowCall>& calls, json::Schema& schema,
                         const Bindings& bindings) {
  struct Shared {
    columns::Window extent;
    std::vector<std::string> aggregates;
    std::vector<std::size_t> fields;
  };
  std::vector<Shared> shared;
  fields_.resize(calls.size());
  for (std::size_t i = 0; i < calls.size(); ++i) {
    const WindowCall& call = calls[i];
    if (call.kind == WindowKind::kLead) {
      leads_.push_back({ND_TRY(WindowArgument::compile(call, schema, bindings)),
                        i,
                        static_cast<std::size_t>(call.shift),
                        {}});
      continue;
    }
    if (call.kind != WindowKind::kRunning && call.kind != WindowKind::kRolling) {
      fields_[i].function = ND_TRY(make_function(call, schema, bindings));
      continue;
    }
    auto found = std::find_if(shared.begin(), shared.end(),
                              [&](const Shared& s) { return s.extent == call.extent; });
    if (found == shared.end()) found = shared.insert(found, {call.extent, {}, {}});
    fields_[i].place = found->aggregates.size();
    // The name is of no use, but the same aggregate may stand there twice.
    found->aggregates.push_back(fmt::format("a{}={}", i, call.argument));
    found->fields.push_back(i);
  }
  for (const Shared& frame : shared) {
    frames_.push_back(
        ND_TRY(WindowFrame::compile(frame.extent, frame.aggregates, schema, bindings)));
    for (const std::size_t field : frame.fields) {
      fields_[field].frame = frames_.back().get();
      fields_[field].name = calls[field].path.text();
    }
  }
  return {};
}

// What it reads that is no added field is a field of the input. Of an interval there are few
// fields.
Status Window::bind_having(const std::string& having, const std::vector<json::FieldPath>& fields,
                           json::Schema& schema, const Bindings& bindings) {
  having_ = ND_TRY(group::Having::compile(having, bindings));
  const std::vector<json::FieldPath>& reads = having_->reads();
  for (std::size_t i = 0; i < reads.size(); ++i) {
    const auto is_near = [&](const json::FieldPath& path) { return json::related(path, reads[i]); };
    const auto added = std::find_if(fields.begin(), fields.end(), is_near);
    if (added != fields.end()) {
      const Field& field = fields_[static_cast<std::size_t>(added - fields.begin())];
      std::vector<json::FieldPath> values;
      if (field.frame != nullptr) field.frame->append_value_paths(field.place, *added, values);
      if (values.empty() || std::any_of(values.begin(), values.end(), is_near)) continue;
      return usage_error("--having: no result has the field {}; there are {}", reads[i].print(),
                         joined(values, [](const auto& path) { return path.print(); }));
    }
    if (!reads[i].segments.empty())
      having_reads_.emplace_back(static_cast<json::Slot>(i), schema.add(reads[i]));
  }
  return {};
}

void Window::add_lacked(json::SlotSet& out) const {
  if (where_evaluator_) where_evaluator_->add_lacked(out);
  if (!selected_any_) return;
  keys_.add_lacked(out);
  if (time_.is_there()) time_.add_lacked(out);
  for (const auto& frame : frames_)
    frame->add_lacked(out);
  for (const Field& field : fields_) {
    if (field.function) field.function->add_lacked(out);
  }
  for (const Lead& lead : leads_)
    lead.argument.add_lacked(out);
  if (having_ == nullptr) return;
  json::SlotSet lacked;
  having_->add_lacked(lacked);
  for (const auto& [own, slot] : having_reads_) {
    if (lacked.has(static_cast<std::size_t>(own))) out.add(slot);
  }
}

// Everything that can fail, so that a bad record leaves all as it was.
Status Window::read(const stream::Record& record, std::size_t place) {
  if (time_.is_there()) now_ = ND_TRY(time_.read(record));
  for (const auto& frame : frames_)
    ND_TRY(frame->read(record));
  for (const Field& field : fields_) {
    if (field.function) ND_TRY(field.function->read(record, place));
  }
  for (Lead& lead : leads_) {
    const json::Value value = ND_TRY(lead.argument.value(record));
    lead.text.clear();
    json::append_value(lead.text, value);
  }
  Waiting& waiting = ring_[place];
  waiting.text = record.text;
  waiting.way = ND_TRY(added_->check(record));
  return read_key(record, waiting);
}

Status Window::read_key(const stream::Record& record, Waiting& waiting) {
  waiting.is_short = only_key_ != nullptr &&
                     key::encode_short(json::at(record.row, *only_key_), waiting.short_key);
  if (waiting.is_short) [[likely]] {
    waiting.hash = groups_.probe(waiting.short_key).hash();
    return {};
  }
  waiting.key.clear();
  ND_TRY(keys_.append(waiting.key, record));
  waiting.hash = groups_.probe(waiting.key.padded()).hash();
  return {};
}

GroupId Window::group_of(const Waiting& waiting) {
  const auto probe = waiting.is_short ? groups_.probe(waiting.short_key, waiting.hash)
                                      : groups_.probe(waiting.key.padded(), waiting.hash);
  return groups_.find_or_insert(probe).id;
}

// A TIME that no two periods can lie within is a mistake: 1m was taken for a month.
Status Window::check_shortest() const {
  const auto grain = time_.grain();
  if (!shortest_ || !grain) return {};
  constexpr auto kLeastDays = std::to_array<std::int64_t>({1, 7, 28, 90, 365});
  const std::int64_t days = kLeastDays[static_cast<std::size_t>(*grain)];
  if (shortest_->extent.seconds >= days * time::kSecondsPerDay) return {};
  return usage_error("in {}: {} is shorter than a {}, and -t holds {}s{}",
                     in_quotes(shortest_->text), shortest_->time, time::name_of(*grain),
                     time::name_of(*grain),
                     shortest_->time.back() == 'm' ? "; m is minutes, never months" : "");
}

// A group's time does not run back.
Status Window::move_on(GroupId group) {
  if (!time_.is_there()) return {};
  if (last_times_.empty()) [[unlikely]]
    ND_TRY(check_shortest());
  if (group == last_times_.size()) {
    last_times_.push_back(now_);
  } else if (now_ < last_times_[group]) [[unlikely]] {
    return input_error("the time steps back{}, from {} to {}; sort the records by it first",
                       keys_.size() == 0 ? "" : " within the group", time_.text(last_times_[group]),
                       time_.text(now_));
  }
  last_times_[group] = now_;
  time_.keep_kind();
  return {};
}

void Window::append_field(std::size_t field, std::size_t place, std::string& out) {
  Field& at = fields_[field];
  if (at.function) {
    at.function->step(place, {ring_[place].group, now_}, out);
  } else if (const auto status = at.frame->check_proportion(at.place, at.name); status) {
    at.frame->append(at.place, out);
  } else {
    if (!fault_) fault_ = status.error();
    out.append(kNull);
  }
}

Result<bool> Window::is_wanted(std::string_view record) {
  return having_ == nullptr ? true : having_->test(record);
}

Status Window::withdraw(const stream::Position& position, std::string_view raw, const Error& error,
                        std::uint64_t after) {
  Status status = withdraw_(position, raw, error, after);
  if (!status) failure_ = status.error();
  return status;
}

Status Window::write(std::size_t place, io::Output& out) {
  std::string& buffer = out.buffer();
  const std::size_t from = buffer.size();
  added_->write(buffer, ring_[place].text, ring_[place].way,
                [&](std::size_t i, std::string& text) { append_field(i, place, text); });
  if (having_ == nullptr && !fault_) [[likely]]
    return out.end_record();
  const Result<bool> wanted = fault_ ? tl::unexpected<Error>(*std::exchange(fault_, std::nullopt))
                                     : is_wanted(std::string_view(buffer).substr(from));
  if (wanted && *wanted) return out.end_record();
  out.drop_unfinished();
  return wanted ? Status() : Status(tl::unexpected<Error>(wanted.error()));
}

// Of a record that waited.
Status Window::write_next(io::Output& out) {
  const std::size_t place = written_++ % kWindowPlaces;
  const Status status = write(place, out);
  if (status || status.error().kind != ErrorKind::kInput) return status;
  const Waiting& waiting = ring_[place];
  return withdraw(stream::Record{waiting.text, {}, block_}.position(), waiting.text.text(),
                  status.error(), used_ - waiting.number);
}

// Of a record that was held, and has all fields.
Status Window::complete(const HeldRecord& record, std::string& out) {
  if (record.refused) return {};
  added_->write(out, record.view(), record.way,
                [&](std::size_t i, std::string& text) { text.append(record.fields[i]); });
  const Result<bool> wanted = is_wanted(out);
  if (wanted && *wanted) return {};
  out.clear();
  if (wanted) return {};
  return withdraw(record.position, record.view().text(), wanted.error(), 0);
}

Status Window::hold(std::size_t place, io::Output& out) {
  const Waiting& record = ring_[place];
  HeldRecord held;
  held.size = record.text.size();
  held.text.reserve(held.size + 1 + kPadding);
  held.text.assign(record.text.text()).append(1 + kPadding, '\n');
  held.way = record.way;
  held.fields.assign(fields_.size(), std::string(kNull));
  held.unknown = leads_.size();
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    if (!fields_[i].function && fields_[i].frame == nullptr) continue;
    held.fields[i].clear();
    append_field(i, place, held.fields[i]);
  }
  const std::optional<Error> fault = std::exchange(fault_, std::nullopt);
  held.refused = fault.has_value();
  if (having_ != nullptr) {
    const std::uint64_t line = lines_.of({record.text, {}, block_});
    held.position = stream::position_of(*block_, line - block_->first_line + 1, record.text.data());
  }
  const HeldRecords::Place number = held_->hold(std::move(held));
  for (Lead& lead : leads_) {
    if (record.group == lead.waiting.size()) lead.waiting.emplace_back();
    Ring<HeldRecords::Place>& waiting = lead.waiting[record.group];
    if (waiting.size() == lead.shift) {
      ND_TRY(held_->tell(waiting.front(), lead.field, lead.text, out));
      waiting.pop();
    }
    waiting.push() = number;
  }
  return fault ? Status(tl::unexpected<Error>(*fault)) : Status();
}

void Window::look_up() {
  Waiting& waiting = ring_[looked_up_++ % kWindowPlaces];
  waiting.group = group_of(waiting);
  for (const Field& field : fields_)
    field.function->prefetch(waiting.group);
}

Status Window::flush(io::Output& out) {
  if (failure_) return tl::unexpected<Error>(*failure_);
  while (looked_up_ != entered_)
    look_up();
  while (written_ != entered_)
    ND_TRY(write_next(out));
  return {};
}

// The record goes through all steps at once.
Status Window::take(std::size_t place, io::Output& out) {
  const GroupId group = group_of(ring_[place]);
  ring_[place].group = group;
  ND_TRY(move_on(group));
  for (const auto& frame : frames_)
    frame->take(group, now_);
  return held_ ? hold(place, out) : write(place, out);
}

Status Window::consume(const stream::Record& record, io::Output& out) {
  if (where_evaluator_ && !ND_TRY(where_evaluator_->test(record.row, record.block->file))) {
    ++used_;
    return {};
  }
  selected_any_ = true;
  block_ = record.block;
  const std::size_t place = entered_ % kWindowPlaces;
  ND_TRY(read(record, place));
  ring_[place].number = ++used_;
  const Status status = waits_ ? enter(place, out) : take(place, out);
  // What ends the run is no error of this record: settle() tells it.
  return failure_ ? Status() : status;
}

// The record waits.
Status Window::enter(std::size_t place, io::Output& out) {
  groups_.prefetch(ring_[place].hash);
  ++entered_;
  if (entered_ - looked_up_ == kAhead) look_up();
  return entered_ - written_ == kWindowPlaces ? write_next(out) : Status();
}

Status Window::finish(io::Output& out) {
  return held_ ? held_->finish(out) : Status();
}

}  // namespace nd::compare
