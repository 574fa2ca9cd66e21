#include "compare/period_input.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "agg/exact_sum.h"
#include "base/wording.h"
#include "compare/record_values.h"
#include "json/tree.h"
#include "json/writer.h"
#include "key/key_encoder.h"

namespace nd::compare {

using time::Period;

// Takes the merged groups of partials.
class PeriodInput::Gather : public group::GroupSink {
 public:
  explicit Gather(PeriodInput& input) : input_(input) {}

  Status group(std::string_view key, char* states) override {
    if (group::is_total(key)) return {};
    ND_TRY(begin_slices(key));
    return slice(states);
  }
  Status begin_slices(std::string_view key) override {
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < input_.columns_.groups.size(); ++i)
      bytes += key::first_value_bytes(key.substr(bytes));
    text_.reset();
    key::KeyDecoder time(key.substr(bytes), text_);
    const Entry entry = input_.new_entry(ND_TRY(input_.period_of(time.next())));
    states_ = entry.states;
    input_.add_entry(key.substr(0, bytes), entry);
    return {};
  }
  Status slice(char* states) override {
    input_.metrics_->merge(states_, states, input_.memory_);
    return {};
  }
  Status end_slices() override { return {}; }

 private:
  PeriodInput& input_;
  Arena text_;
  char* states_ = nullptr;
};

PeriodInput::PeriodInput(const CompareOptions& options, PeriodColumns columns,
                         const json::Schema& schema)
    : options_(options), columns_(std::move(columns)), schema_(schema) {
  memory_.keep_values = false;
  if (columns_.partials == nullptr) return;
  columns_.partials->set_user(
      {[this](const std::string& grouping, const group::GroupKeys& keys,
              const agg::StateLayout& layout) { return begin_states(grouping, keys, layout); },
       [this](const stream::Record& record) -> Status {
         const Period period = ND_TRY(checked_period(record));
         if (pairing_) return {};
         proposed_ = ND_TRY(pairing_for(period));
         return check_metrics(*proposed_, *metrics_);
       }});
}

Result<Period> PeriodInput::period_of(const json::Value& value) const {
  return compare::period_of(value, columns_.time.text(0));
}

Result<Period> PeriodInput::checked_period(const stream::Record& record) {
  const Period period = ND_TRY(period_of(ND_TRY(columns_.time.value(0, record))));
  if (pairing_) ND_TRY(check_one_kind(period, pairing_->input()));
  return period;
}

Result<PeriodPairing> PeriodInput::pairing_for(Period first) const {
  return PeriodPairing::make(options_.pairing, first.kind());
}

Status PeriodInput::check_metrics(const PeriodPairing& pairing, const Metrics& metrics) const {
  for (std::size_t i = 0; i < metrics.size(); ++i) {
    const std::string name = in_quotes(metrics.path(i).text());
    const Metrics::Kind kind = metrics.kind(i);
    if (kind == Metrics::Kind::kWhole && options_.basis == Basis::kDaily) {
      return usage_error(
          "--basis daily: {} is no amount that days could share; leave the option out, and what is "
          "one is divided by days, or compare by --basis total",
          name);
    }
    if (!options_.mix.empty() && !metrics.is_fraction(i)) {
      return usage_error(
          "--mix: {} is no ratio of what adds up over segments: -v takes NAME=A/B of plain "
          "numbers, "
          "and of partials ratio, share and mean of counts and sums",
          name);
    }
    const bool adds_shares =
        kind == Metrics::Kind::kMeanOfRecords && options_.basis == Basis::kTotal;
    if (adds_shares && pairing.puts_together()) {
      return usage_error(
          "shares cannot be added up to a total: leave out --basis total or --points");
    }
  }
  return {};
}

Status PeriodInput::check_numbers(const PeriodPairing& pairing) const {
  if (!options_.only.empty())
    return usage_error("--only chooses a grouping of partial records, and this is a plain one");
  if (!pairing.coarsens() || options_.points) return {};
  for (const ValueList::Item& item : columns_.values.items()) {
    const std::string name = item.path.text();
    const bool named =
        std::find(options_.sums.begin(), options_.sums.end(), name) != options_.sums.end();
    if (named || item.base) continue;
    return usage_error(
        "records by {} compared by {}: name {} in --sum if it may be added up, else give the "
        "partial "
        "records of ndgroup --partial or ndmerge --partial, whose states merge",
        time::name_of(pairing.input()), time::name_of(pairing.output()), in_quotes(name));
  }
  return {};
}

Status PeriodInput::begin_states(const std::string& grouping, const group::GroupKeys& keys,
                                 const agg::StateLayout& layout) {
  if (!options_.sums.empty()) {
    return usage_error("--sum is about plain numbers; the states of partials merge without it");
  }
  for (std::size_t i = 0; i < columns_.groups.size(); ++i) {
    if (!keys.is_several(i) || columns_.groups.name(i) != options_.mix) continue;
    return usage_error("--mix: a record may have several values of {}, so its segments overlap",
                       in_quotes(options_.mix));
  }
  metrics_.emplace(
      ND_TRY(Metrics::of_states(columns_.values, schema_, {grouping, layout}, options_.points)));
  return {};
}

Status PeriodInput::read_values(const stream::Record& record) {
  row_.clear();
  scratch_.reset();
  columns::KeyColumns& columns = columns_.values.columns();
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const json::Value value = ND_TRY(columns.value(i, record));
    json::Value kept = json::Value::null();
    if (value.is_number()) {
      // A computed NaN or infinity is null, as in output.
      if (columns::counts_as_null(value)) {
        row_.push_back(kept);
        continue;
      }
      // The term only proves that the number can be summed.
      agg::Term term;
      ND_TRY(agg::term_of(value, term));
      kept = json::deep_copy(value, scratch_);
    } else if (!value.is_null()) {
      const std::string name = columns.has_name(i) ? columns.name(i) : columns.text(i);
      if (value.is_object()) {
        return input_error(
            "{} is an object: name a number in it, such as {}.value; the states of partials are "
            "read from whole partial records, with their \"$nd\"",
            in_quotes(name), name);
      }
      return input_error("{} is no number but {}", in_quotes(name), json::type_name(value));
    }
    row_.push_back(kept);
  }
  return {};
}

Status PeriodInput::check_shares() const {
  if (!options_.points) return {};
  for (const ValueList::Item& item : columns_.values.items()) {
    const json::Value& number = row_[item.top];
    if (item.base || number.is_null() || is_share(number.to_double())) continue;
    std::string shown;
    json::append_value(shown, number);
    return input_error("{}, and {} is {}", kSharesOnly, in_quotes(item.path.text()), shown);
  }
  return {};
}

// Which of two records says the value would be a guess, so no record helps. There are none of
// periods finer than a day that could be added up.
Error PeriodInput::second_record(Period period) const {
  std::string text = "a second record for the period " + period.text();
  if (columns_.groups.size() > 0) text += " and the same group";
  text += "; records that differ in a key need it in -g";
  if (!pairing_->coarsens() && period.kind() != time::PeriodKind::kDay) {
    const std::vector<ValueList::Item>& items = columns_.values.items();
    const auto number = std::find_if(items.begin(), items.end(),
                                     [](const ValueList::Item& item) { return !item.base; });
    text += ", those of finer periods a finer -t, with --by " +
            std::string(time::name_of(pairing_->output()));
    if (number != items.end() && !options_.points) text += " --sum " + number->path.text();
  }
  return {ErrorKind::kBroken, std::move(text)};
}

std::string PeriodInput::remark() const {
  return doubt_ ? doubt_->text(pairing_->puts_together()) : std::string();
}

Entry PeriodInput::new_entry(Period period) {
  const auto allocate = [&](std::size_t bytes) {
    void* const at = memory_.arena.allocate(bytes, alignof(std::uint64_t));
    std::memset(at, 0, bytes);
    return at;
  };
  Entry entry{period, false, static_cast<char*>(allocate(metrics_->bytes())), nullptr};
  return entry;
}

void PeriodInput::add_entry(std::string_view group, const Entry& entry) {
  const std::uint32_t id = group_ids_.find_or_insert(group).id;
  if (id == entries_.size()) entries_.emplace_back();
  entries_[id].push_back(entry);
  const Period compared = pairing_->period_of(entry.period);
  if (!last_period_ || *last_period_ < compared) last_period_ = compared;
}

Status PeriodInput::consume_numbers(const stream::Record& record) {
  const Period period = ND_TRY(checked_period(record));
  if (!pairing_) {
    // Not kept before the record has proved good.
    const PeriodPairing pairing = ND_TRY(pairing_for(period));
    ND_TRY(check_numbers(pairing));
    Metrics metrics = Metrics::of_numbers(columns_.values, options_.points);
    ND_TRY(check_metrics(pairing, metrics));
    ND_TRY(read_values(record));
    ND_TRY(check_shares());
    const bool by_default = !options_.basis && !options_.points;
    if (by_default && pairing.input() != time::PeriodKind::kDay) doubt_.emplace(columns_.values);
    pairing_ = pairing;
    metrics_.emplace(std::move(metrics));
  } else {
    ND_TRY(read_values(record));
    ND_TRY(check_shares());
  }
  key_.clear();
  ND_TRY(columns_.groups.append(key_, record));
  const std::size_t group_bytes = key_.size();
  key::KeyEncoder::append_string(key_, period.text());
  if (!seen_.find_or_insert(key_.view()).inserted) {
    return tl::unexpected<Error>(second_record(period));
  }
  Entry entry = new_entry(period);
  bool any_null = false;
  const std::vector<ValueList::Item>& items = columns_.values.items();
  for (std::size_t i = 0; i < items.size(); ++i) {
    const json::Value& top = row_[items[i].top];
    const json::Value& base = items[i].base ? row_[*items[i].base] : top;
    if (top.is_null() || base.is_null()) {
      any_null = true;
    } else {
      metrics_->add(i, top, base, entry.states, memory_);
      if (doubt_) doubt_->see(i, top);
    }
  }
  if (any_null) [[unlikely]]
    entry.suppressed = says_suppressed(record.text, scratch_);
  add_entry(key_.view().substr(0, group_bytes), entry);
  return {};
}

// The first record decides.
PeriodInput::Form PeriodInput::form_of(PaddedView line) {
  if (form_ != Form::kUnknown) return form_;
  scratch_.reset();
  const bool states = columns_.partials != nullptr && is_partial(line, scratch_);
  return states ? Form::kStates : Form::kNumbers;
}

// A record with a value that would have been good had it come first: to put it aside would make the
// answer depend on the order.
bool PeriodInput::is_of_other_form(const stream::Record& record) {
  scratch_.reset();
  if (is_partial(record.text, scratch_)) return form_ == Form::kNumbers;
  if (form_ == Form::kNumbers) return false;
  const Result<json::Value> time = columns_.time.value(0, record);
  return time && period_of(*time) && read_values(record) &&
         std::any_of(row_.begin(), row_.end(), [](const json::Value& v) { return !v.is_null(); });
}

bool PeriodInput::asks_of(PaddedView line) {
  return form_of(line) == Form::kNumbers || columns_.partials->asks_of(line);
}

Status PeriodInput::consume(const stream::Record& record, io::Output& out) {
  const Form form = form_of(record.text);
  Status status =
      form == Form::kStates ? columns_.partials->consume(record, out) : consume_numbers(record);
  if (!status) {
    if (form_ != Form::kUnknown && is_of_other_form(record))
      status.error().kind = ErrorKind::kBroken;
    return status;
  }
  form_ = form;
  if (!pairing_) pairing_ = proposed_;
  return {};
}

void PeriodInput::add_lacked(json::SlotSet& out) const {
  if (form_ == Form::kStates) return;
  columns_.values.columns().add_lacked(out);
  columns_.groups.add_lacked(out);
}

void PeriodInput::settle(Entries& entries) {
  std::stable_sort(entries.begin(), entries.end(),
                   [](const Entry& a, const Entry& b) { return a.period < b.period; });
  for (Entry& entry : entries)
    see_data(entry);
  std::size_t kept = 0;
  for (std::size_t i = 1; i < entries.size(); ++i) {
    if (entries[i].period == entries[kept].period) {
      add_to(entries[kept], entries[i]);
    } else {
      entries[++kept] = entries[i];
    }
  }
  if (!entries.empty()) entries.resize(kept + 1);
}

void PeriodInput::see_data(Entry& entry) {
  const std::span<bool> has_data = memory_.arena.array<bool>(metrics_->size());
  const std::span<bool> hidden = memory_.arena.array<bool>(metrics_->size());
  for (std::size_t metric = 0; metric < metrics_->size(); ++metric) {
    scratch_.reset();
    has_data[metric] = metrics_->has_data(metric, entry.states, scratch_);
    const bool was_hidden = entry.hidden != nullptr && entry.hidden[metric];
    hidden[metric] = was_hidden || (entry.suppressed && !has_data[metric]);
  }
  entry.has_data = has_data.data();
  entry.hidden = hidden.data();
}

void PeriodInput::add_to(Entry& entry, const Entry& other) {
  metrics_->merge(entry.states, other.states, memory_);
  const std::span<bool> hidden = memory_.arena.array<bool>(metrics_->size());
  for (std::size_t metric = 0; metric < metrics_->size(); ++metric)
    hidden[metric] = entry.hidden[metric] || other.hidden[metric];
  entry.suppressed = false;
  entry.hidden = hidden.data();
  see_data(entry);
}

Status PeriodInput::finish() {
  if (form_ == Form::kStates) {
    Gather gather(*this);
    ND_TRY(columns_.partials->drain(gather));
  }
  for (Entries& entries : entries_)
    settle(entries);
  return {};
}

std::vector<PeriodInput::Group> PeriodInput::sorted_groups() const {
  const std::vector<std::string_view> keys = group_ids_.keys();
  std::vector<Group> groups;
  for (std::size_t id = 0; id < keys.size(); ++id)
    groups.push_back({keys[id], &entries_[id]});
  std::sort(groups.begin(), groups.end(),
            [](const Group& a, const Group& b) { return a.key < b.key; });
  return groups;
}

Entries PeriodInput::merged(const std::vector<const Entries*>& groups) {
  Entries all;
  for (const Entries* const entries : groups) {
    for (const Entry& entry : *entries) {
      Entry copy = new_entry(entry.period);
      copy.hidden = entry.hidden;
      metrics_->merge(copy.states, entry.states, memory_);
      all.push_back(copy);
    }
  }
  settle(all);
  return all;
}

}  // namespace nd::compare
