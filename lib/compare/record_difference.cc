#include "compare/record_difference.h"

#include <algorithm>

#include "json/tree.h"
#include "json/writer.h"

namespace nd::compare {

using json::Member;
using json::Value;

namespace {

// The members of an object by their keys. Two editions of a record have their keys in the same
// order most of the time: the next one is looked at first. Else a few are gone through, and many
// are put in order once.
class MemberFinder {
 public:
  MemberFinder(std::span<const Member> members, Arena& arena) : members_(members), arena_(arena) {}

  // Missing where there is none.
  [[nodiscard]] Value find(std::string_view key) {
    if (next_ < members_.size() && members_[next_].key == key) [[likely]]
      return members_[next_++].value;
    const std::size_t at = members_.size() <= kFew ? search_few(key) : search_many(key);
    if (at == members_.size()) return {};
    next_ = at + 1;
    return members_[at].value;
  }

 private:
  static constexpr std::size_t kFew = 16;

  [[nodiscard]] std::size_t search_few(std::string_view key) const {
    const auto at = std::find_if(members_.begin(), members_.end(),
                                 [&](const Member& member) { return member.key == key; });
    return static_cast<std::size_t>(at - members_.begin());
  }
  [[nodiscard]] std::size_t search_many(std::string_view key) {
    if (order_.empty()) {
      order_ = arena_.array<std::uint32_t>(members_.size());
      for (std::uint32_t i = 0; i < order_.size(); ++i)
        order_[i] = i;
      std::sort(order_.begin(), order_.end(), [this](std::uint32_t a, std::uint32_t b) {
        return members_[a].key < members_[b].key;
      });
    }
    const auto at = std::lower_bound(
        order_.begin(), order_.end(), key,
        [this](std::uint32_t i, std::string_view wanted) { return members_[i].key < wanted; });
    return at != order_.end() && members_[*at].key == key ? *at : members_.size();
  }

  std::span<const Member> members_;
  Arena& arena_;
  std::size_t next_ = 0;
  std::span<std::uint32_t> order_;  // by key, once it is needed
};

// The members of an object; anything else has none.
std::span<const Member> members_of(const Value& value) {
  return value.is_object() ? value.members() : std::span<const Member>();
}

// Whether the two are looked at field by field. Where something is said of a field within, a
// missing object is one without fields, and what is not compared counts for its fields alone.
bool is_walked(const Value& older, const Value& newer, const FieldRules::Rule& rule) {
  if (older.is_object() && newer.is_object()) return true;
  if (!rule.goes_deeper()) return false;
  const auto is_like_object = [](const Value& value) {
    return value.is_object() || value.is_null();
  };
  return !rule.is_compared() || (is_like_object(older) && is_like_object(newer));
}

void append_pair(std::string& out, const Value& older, const Value& newer) {
  out += '[';
  json::append_value(out, older);
  out += ',';
  json::append_value(out, newer);
  out += ']';
}

}  // namespace

bool RecordDifference::same_items(const Value& older, const Value& newer,
                                  const Tolerance& tolerance) {
  return std::equal(older.items().begin(), older.items().end(), newer.items().begin(),
                    newer.items().end(),
                    [&](const Value& a, const Value& b) { return same(a, b, &tolerance); });
}

bool RecordDifference::same_members(const Value& older, const Value& newer,
                                    const Tolerance& tolerance) {
  return older.members().size() == newer.members().size() &&
         std::all_of(older.members().begin(), older.members().end(), [&](const Member& member) {
           const Value other = json::find(newer, member.key);
           return !other.is_missing() && same(member.value, other, &tolerance);
         });
}

void RecordDifference::note_met(const Tolerance* tolerance, const Value& older,
                                const Value& newer) {
  if (older.is_null() || newer.is_null()) return;
  auto met = std::find_if(met_.begin(), met_.end(),
                          [&](const Met& one) { return one.tolerance == tolerance; });
  if (met == met_.end()) met = met_.insert(met, {tolerance});
  (older.is_number() && newer.is_number() ? met->numbers : met->others) = true;
}

std::vector<json::FieldPath> RecordDifference::idle_tolerances() const {
  std::vector<json::FieldPath> idle;
  for (const FieldTolerance& field : rules_.tolerances()) {
    const auto is_idle = [&](const Met& met) {
      return met.tolerance == &field.tolerance && met.others && !met.numbers;
    };
    if (std::any_of(met_.begin(), met_.end(), is_idle)) idle.push_back(field.path);
  }
  return idle;
}

bool RecordDifference::same(const Value& older, const Value& newer, const Tolerance* tolerance) {
  if (tolerance != nullptr) {
    if (older.is_array() && newer.is_array()) return same_items(older, newer, *tolerance);
    if (older.is_object() && newer.is_object()) return same_members(older, newer, *tolerance);
    note_met(tolerance, older, newer);
    if (older.is_number() && newer.is_number()) return tolerance->holds(older, newer);
  }
  // Most numbers with a point stand there as they did: no need to read their digits.
  const bool texts =
      older.kind() == json::Kind::kNumberText && newer.kind() == json::Kind::kNumberText;
  return (texts && older.text() == newer.text()) || json::equal(older, newer);
}

bool RecordDifference::field(std::string_view key, const Value& older, const Value& newer,
                             const Rule& around, std::string& out) {
  const Rule rule = rules_.within(around, key);
  if (!rule.is_compared() && !rule.goes_deeper()) return false;
  const bool walked = is_walked(older, newer, rule);
  if (!walked && same(older, newer, rule.tolerance())) return false;
  const std::size_t before = out.size();
  json::append_key(out, key);
  if (!walked) {
    append_pair(out, older, newer);
    return true;
  }
  if (members(members_of(older), members_of(newer), rule, out)) return true;
  out.resize(before);
  return false;
}

bool RecordDifference::members(std::span<const Member> older, std::span<const Member> newer,
                               const Rule& rule, std::string& out) {
  bool differ = false;
  out += '{';
  MemberFinder in_newer(newer, arena_);
  for (const Member& member : older)
    differ |= field(member.key, member.value, in_newer.find(member.key), rule, out);
  MemberFinder in_older(older, arena_);
  for (const Member& member : newer) {
    if (in_older.find(member.key).is_missing())
      differ |= field(member.key, {}, member.value, rule, out);
  }
  out += '}';
  return differ;
}

Result<bool> RecordDifference::find(std::string_view older, std::string_view newer,
                                    std::string& fields) {
  arena_.reset();
  const Value from = ND_TRY(json::parse(older, arena_));
  const Value to = ND_TRY(json::parse(newer, arena_));
  const Rule root = rules_.root();
  const std::size_t before = fields.size();
  bool differ = false;
  if (is_walked(from, to, root)) {
    differ = members(members_of(from), members_of(to), root, fields);
  } else if (!same(from, to, root.tolerance())) {
    fields += R"({".":)";
    append_pair(fields, from, to);
    fields += '}';
    differ = true;
  }
  if (!differ) fields.resize(before);
  return differ;
}

}  // namespace nd::compare
