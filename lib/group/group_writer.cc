#include "group/group_writer.h"

#include <algorithm>
#include <cstring>

#include "base/padded_view.h"
#include "base/wording.h"
#include "group/period_fill.h"
#include "json/projector.h"
#include "key/key_encoder.h"
#include "key/key_table.h"

namespace nd::group {
namespace {

constexpr std::string_view kSuppressed = ",\"suppressed\":true";

// A group that waits until all are known.
struct Waiting {
  std::string key;
  std::string record;  // but for its last brace
  std::uint64_t people = 0;
  bool hidden = false;
};

// The number of people in a group, by the result that --min-group names. What is no number counts
// as nobody.
std::uint64_t people_in(const GroupShape& shape, std::size_t output, const char* states,
                        Arena& text) {
  text.reset();
  const json::Value value = shape.layout().finish(shape.outputs()[output], states, text);
  if (value.kind() == json::Kind::kInt)
    return value.int_value() < 0 ? 0 : static_cast<std::uint64_t>(value.int_value());
  if (value.kind() == json::Kind::kUint) return value.uint_value();
  if (!value.is_number()) return 0;
  const double number = value.to_double();
  constexpr double kMost = 1e18;
  return number > 0 ? static_cast<std::uint64_t>(std::min(number, kMost)) : 0;
}

std::optional<std::size_t> output_named(const GroupShape& shape, std::string_view name) {
  const auto path = json::FieldPath::parse(name);
  for (std::size_t i = 0; path && i < shape.outputs().size(); ++i) {
    if (shape.outputs()[i].path == *path) return i;
  }
  return std::nullopt;
}

std::vector<std::string> key_names(const GroupShape& shape) {
  std::vector<std::string> names;
  for (const json::FieldPath& path : shape.keys().paths())
    names.push_back(path.text());
  return names;
}

// One pass over the groups of a store.
class Writer : public GroupSink {
 public:
  Writer(GroupShape& shape, const FinalOptions& options, Having* having, sort::FinalOutput& out)
      : shape_(shape),
        options_(options),
        having_(having),
        out_(out),
        shows_total_(shows_total(options, shape)),
        total_(words_of(shape)),
        folded_(words_of(shape)) {
    if (options.min_group) people_output_ = *output_named(shape, options.min_group->name);
  }

  Status group(std::string_view key, char* states) override {
    ND_TRY(begin_group(key));
    add_to_total(states);
    return is_total(key) ? Status() : emit(key, states);
  }

  // The values of a large group are those of its slices, folded.
  Status begin_slices(std::string_view key) override {
    folded_key_ = key;
    std::fill(folded_.begin(), folded_.end(), 0);
    folded_memory_.reset();
    return begin_group(key);
  }
  Status slice(char* states) override {
    add_to_total(states);
    if (!is_total(folded_key_))
      shape_.layout().merge_disjoint(folded_states(), states, folded_memory_);
    return {};
  }
  Status end_slices() override {
    return is_total(folded_key_) ? Status() : emit(folded_key_, folded_states());
  }

  Status finish() {
    const Hidden hidden = hide();
    if (options_.fill.kind) ND_TRY(fill());
    for (const Waiting& waiting : waiting_) {
      if (waiting.hidden && options_.min_group->mode == MinGroup::Mode::kDrop) continue;
      begin(waiting.key);
      if (waiting.hidden) {
        shape_.append_record(record_, waiting.key, nullptr);
        record_.append(kSuppressed);
      } else {
        record_ = waiting.record;
      }
      ND_TRY(write());
    }
    return options_.total ? write_total(hidden.total) : Status{};
  }

 private:
  static std::vector<std::uint64_t> words_of(const GroupShape& shape) {
    return std::vector<std::uint64_t>(shape.layout().bytes() / 8 + 1);
  }
  char* total_states() { return reinterpret_cast<char*>(total_.data()); }
  char* folded_states() { return reinterpret_cast<char*>(folded_.data()); }

  // Whether the group is a part of the total, and that none is missing there.
  Status begin_group(std::string_view key) {
    const bool overlap = shape_.keys().any_several();
    adds_to_total_ = shows_total_ && overlap == is_total(key);
    if (!shows_total_ || !overlap) return {};
    if (adds_to_total_) {
      totals_.find_or_insert(key.substr(1));
      return {};
    }
    single_.clear();
    for (std::size_t i = 0; i < shape_.keys().size(); ++i) {
      const std::size_t bytes = key::first_value_bytes(key);
      if (!shape_.keys().is_several(i)) single_.append(key.substr(0, bytes));
      key.remove_prefix(bytes);
    }
    if (totals_.find(single_)) return {};
    return input_error(
        "--total: groups have come without the total's own states, the records with \"$total\": "
        "they were filtered out, or cut");
  }

  void add_to_total(const char* states) {
    if (adds_to_total_) shape_.layout().merge(total_states(), states, total_memory_);
  }

  Status emit(std::string_view key, const char* states) {
    if (auto status = shape_.layout().check_proportions(states); !status) {
      record_.clear();
      shape_.append_record(record_, key, nullptr);
      return shape_.keys().empty() ? status : of_record(status.error());
    }
    if (!options_.min_group && !options_.fill.kind) {
      begin(key);
      shape_.append_record(record_, key, states);
      return write();
    }
    Waiting& waiting = waiting_.emplace_back();
    waiting.key = key;
    shape_.append_record(waiting.record, key, states);
    if (options_.min_group) waiting.people = people_in(shape_, people_output_, states, text_);
    return {};
  }

  Hidden hide() {
    if (!options_.min_group) return {};
    std::vector<std::uint64_t> people;
    for (const Waiting& waiting : waiting_)
      people.push_back(waiting.people);
    Hidden hidden = suppress(people, options_.min_group->least,
                             shows_total_ ? TotalShown::kYes : TotalShown::kNo);
    for (std::size_t i = 0; i < waiting_.size(); ++i)
      waiting_[i].hidden = hidden.groups[i];
    return hidden;
  }

  Status fill() {
    std::vector<std::string_view> keys;
    for (const Waiting& waiting : waiting_)
      keys.push_back(waiting.key);
    auto missing = ND_TRY(missing_periods(keys, key_names(shape_), options_.fill));
    const std::vector<std::uint64_t> nothing = words_of(shape_);
    const char* states = reinterpret_cast<const char*>(nothing.data());
    for (std::string& key : missing) {
      Waiting& waiting = waiting_.emplace_back();
      waiting.key = std::move(key);
      shape_.append_record(waiting.record, waiting.key, states);
    }
    std::sort(waiting_.begin(), waiting_.end(),
              [](const Waiting& a, const Waiting& b) { return a.key < b.key; });
    return {};
  }

  Status write_total(bool hidden) {
    // A total of fewer people than a group may have is hidden too.
    if (options_.min_group) {
      hidden = hidden || !shows_total_ ||
               people_in(shape_, people_output_, total_states(), text_) < options_.min_group->least;
      if (hidden && options_.min_group->mode == MinGroup::Mode::kDrop) return {};
    }
    ND_TRY(shape_.layout().check_proportions(total_states()));
    prefix_.clear();
    if (options_.keyed) prefix_ = "[\"$total\"]\t";
    record_.clear();
    shape_.append_total(record_, hidden ? nullptr : total_states());
    if (hidden) record_.append(kSuppressed);
    record_.push_back('}');
    return out_.add(prefix_, record_);
  }

  void begin(std::string_view key) {
    prefix_.clear();
    if (options_.keyed) shape_.append_keyed(prefix_, key);
    record_.clear();
  }

  // Which record it is that cannot be made, as of a line that cannot be read.
  Status of_record(const Error& error) {
    if (!record_.ends_with('}')) record_.push_back('}');
    return input_error("{}\n  {}", error.message, excerpt(record_));
  }

  Status write() {
    record_.push_back('}');
    if (having_ != nullptr) {
      const Result<bool> keep = having_->test(record_);
      if (!keep) return of_record(keep.error());
      if (!*keep) return {};
    }
    return out_.add(prefix_, record_);
  }

  GroupShape& shape_;
  const FinalOptions& options_;
  Having* having_;
  sort::FinalOutput& out_;
  std::size_t people_output_ = 0;
  bool shows_total_;
  bool adds_to_total_ = false;  // the group that is taken
  key::KeyTable totals_;        // of which combinations of single keys there is one
  std::string single_;
  agg::Memory total_memory_;
  std::vector<std::uint64_t> total_;
  std::string folded_key_;
  agg::Memory folded_memory_;
  std::vector<std::uint64_t> folded_;
  std::vector<Waiting> waiting_;
  std::string prefix_;
  std::string record_;
  Arena text_;
};

}  // namespace

Result<std::unique_ptr<Having>> Having::compile(const std::string& text, const Bindings& bindings) {
  std::unique_ptr<Having> having(new Having);
  having->program_.emplace(
      ND_TRY(expr::Program::compile(text, having->schema_, bindings, expr::Use::kCondition)));
  if (const auto& lets = having->program_->used_lets(); !lets.empty()) {
    return usage_error("--having: ${} is about a record that was read, and this is about results",
                       *lets.begin());
  }
  having->evaluator_.emplace(*having->program_);
  having->projector_.emplace(having->schema_);
  return having;
}

Status Having::check_fields(const std::vector<json::FieldPath>& fields) const {
  static const std::vector<json::FieldPath> kBesides = {
      {{"grouping"}}, {{"$total"}}, {{"suppressed"}}};
  for (const json::FieldPath& read : program_->reads()) {
    const auto can_be = [&](const json::FieldPath& field) { return json::related(field, read); };
    if (std::any_of(fields.begin(), fields.end(), can_be) ||
        std::any_of(kBesides.begin(), kBesides.end(), can_be)) {
      continue;
    }
    const auto print = [](const json::FieldPath& field) { return field.print(); };
    return usage_error("--having: no result has the field {}; there are {}", read.print(),
                       joined(fields, print));
  }
  return {};
}

Result<bool> Having::test(std::string_view record) {
  line_.assign(record);
  line_.push_back('\n');
  line_.append(kPadding, '\0');
  if (!projector_->project(PaddedView(line_.data(), record.size())))
    return tl::unexpected<Error>(projector_->error());
  return evaluator_->test(projector_->row(), "--having");
}

bool shows_total(const FinalOptions& options, const GroupShape& shape) {
  return options.total && !(options.min_group && shape.keys().any_several());
}

Status check_final_options(const FinalOptions& options, const GroupShape& shape) {
  if (options.min_group) {
    const std::string& name = options.min_group->name;
    const auto people = output_named(shape, name);
    if (!people) return usage_error("--min-group: no aggregate is named '{}'", name);
    const agg::Aggregate& aggregate = *shape.outputs()[*people].aggregate;
    if (!aggregate.counts) {
      return usage_error(
          "--min-group: '{}' is a {}, which does not say how many people there are: name a count, "
          "distinct, adistinct or sum",
          name, aggregate.name);
    }
  }
  ND_TRY(check(options.fill, key_names(shape)));
  if (options.fill.kind && shape.keys().empty()) return usage_error("--fill needs a key (-g)");
  if (options.min_group && options.min_group->mode == MinGroup::Mode::kMask) {
    std::vector<json::FieldPath> paths =
        field_paths(shape.keys().paths(), shape.layout().clauses());
    paths.push_back({{"suppressed"}});
    ND_TRY(json::check_apart(paths));
  }
  return {};
}

Status check_partial(const FinalOptions& options) {
  const auto refuse = [](std::string_view option) {
    return usage_error(
        "{} is about final values, and --partial writes states: give it to the last "
        "ndmerge",
        option);
  };
  if (!options.having.empty()) return refuse("--having");
  if (options.min_group) return refuse("--min-group");
  if (options.total) return refuse("--total");
  if (options.fill.kind) return refuse("--fill");
  return {};
}

bool may_fail(const FinalOptions& options, const GroupShape& shape) {
  const auto& outputs = shape.outputs();
  return !options.having.empty() || options.fill.kind ||
         (shows_total(options, shape) && shape.keys().any_several()) ||
         std::any_of(outputs.begin(), outputs.end(), [](const agg::Output& output) {
           return output.aggregate->form == agg::Form::kInterval;
         });
}

Status write_groups(GroupStore& store, GroupShape& shape, const FinalOptions& options,
                    Having* having, sort::FinalOutput& out) {
  Writer writer(shape, options, having, out);
  ND_TRY(store.drain(writer));
  return writer.finish();
}

}  // namespace nd::group
