// The walk over one line.
//
// The wanted paths form a trie: a node for each object that is entered, an entry for each wanted
// key of it. The walk goes through the keys of an object once, compares each with the few entries
// of its node, reads wanted values into their slots, and passes over the rest. When an object's
// entries are all found and no outer one waits for more, it stops: the rest of the line is not
// looked at, save that the last value must end where it was read to, and that the line's last byte
// must close what its first byte opened.
//
// Logs repeat themselves: the bytes between two values (`","topic":"`) are nearly always the same
// few. The walk of the outermost object remembers them as steps, each with the steps that have
// followed it, and compares 32 bytes where it would otherwise look for the end of the key, find it
// among the wanted ones, and pass the colon. A step that matches is what the plain walk would have
// found; one that does not match decides nothing, the plain walk goes on from there and its finding
// is remembered. Where lines are too irregular to gain by it, the steps rest for a while.
//
// simdjson's on-demand parser, which indexes the whole line first, takes 3.6 times as long for one
// field of an event and 2.0 times for three, where keys are shuffled 1.5 and 1.2 times
// (tests/bench/results/2026-11-28-parsers.md).
#include "json/projector.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "json/object_walk.h"
#include "json/scan.h"
#include "json/steps.h"

namespace nd::json {

namespace {

// What is known of a line: whether every quote in it begins or ends a string (line_end.h).
enum class Quotes { kAny, kPlain };

// How far a line is walked over.
enum class Extent {
  kWanted,  // until all wanted values are found
  kWhole,   // to its end, and no key may stand twice
};

// Whether an array holds neither objects nor arrays. Its strings may make it seem so.
bool is_flat_array(const char* p, const char* end) {
  if (*p++ != '[') return false;
  for (; p < end; p += simd::Bytes::kSize) {
    const auto bytes = simd::Bytes::load(p);
    const std::uint64_t opens = (bytes.equal('[') | bytes.equal('{')).mask();
    if (opens != 0 && p + std::countr_zero(opens) < end) return false;
  }
  return true;
}

}  // namespace

class Projector::Impl : private ObjectWalk {
 public:
  explicit Impl(const Schema& schema)
      : ObjectWalk(schema),
        has_fields_(!trie_.root().empty()),
        found_(schema.found()),
        flat_(trie_.is_flat()),
        steppable_(trie_.root().size() <= kMaxWanted),
        simple_(steppable_ && flat_ && has_fields_ && trie_.root_slot() == kNone),
        checkable_(flat_ && has_fields_ && trie_.root().size() < kMaxWanted),
        all_(has_fields_ ? ~std::uint64_t{0} >> (64 - std::min(trie_.root().size(), kMaxWanted))
                         : 0) {}

  bool project(PaddedView line, bool escapes) {
    start(line);
    escapes_ = escapes;
    if (found_ != 0) [[unlikely]] {
      for (std::size_t i = values_.size() - found_; i < values_.size(); ++i)
        values_[i] = Value();
    }
    if (*begin_ != '{') [[unlikely]]
      return other(line);
    if (end_[-1] != '}') [[unlikely]]
      return fail(end_, "the record is cut: it does not end with '}'");
    bool steps = steps_.begin_line();
    if (!steps || !simple_) [[unlikely]] {
      forget();
      steps = steps && steppable_;
      if (!steps || !flat_) std::fill(values_.begin(), values_.end(), Value());
      if (trie_.root_slot() != kNone)
        values_[trie_.root_slot()] = Value::raw(Kind::kObject, line.text());
      if (!has_fields_) return true;
    }
    const char* const p = !steps    ? object(begin_ + 1, 0, true)
                          : escapes ? by_steps<Quotes::kAny, Extent::kWanted>(begin_)
                                    : by_steps<Quotes::kPlain, Extent::kWanted>(begin_);
    if (p == nullptr) [[unlikely]]
      return fail(fault_.at, fault_.message);
    if (p == end_ || stopped_) [[likely]]
      return true;
    return fail(scan::skip_blanks(p, end_), "something follows the value");
  }

  bool project_checked(PaddedView line, bool escapes, Validator& validator) {
    if (!checkable_ || !steps_.is_trying()) return false;
    start(line);
    if (*begin_ != '{' || end_[-1] != '}') return false;
    escapes_ = escapes;
    for (std::size_t i = values_.size() - found_; i < values_.size(); ++i)
      values_[i] = Value();
    if (!steps_.begin_line()) return false;
    if (trie_.root_slot() != kNone)
      values_[trie_.root_slot()] = Value::raw(Kind::kObject, line.text());
    validator_ = &validator;
    const char* const p = escapes ? by_steps<Quotes::kAny, Extent::kWhole>(begin_)
                                  : by_steps<Quotes::kPlain, Extent::kWhole>(begin_);
    return p == end_;
  }

  [[nodiscard]] const std::vector<Value>& values() const { return values_; }
  [[nodiscard]] const Error& error() const { return error_; }

 private:
  bool fail(const char* at, const char* message) {
    error_ = Error{ErrorKind::kInput, message, static_cast<std::size_t>(at - begin_)};
    return false;
  }

  // A record that is no object: one value, without fields.
  bool other(PaddedView line) {
    forget();
    std::fill(values_.begin(), values_.end(), Value());
    Value value;
    const char* const p = read_value(begin_, value);
    if (p == nullptr) return fail(fault_.at, fault_.message);
    if (p != end_) return fail(scan::skip_blanks(p, end_), "something follows the value");
    if (trie_.root_slot() != kNone) {
      values_[trie_.root_slot()] =
          value.is_nested() ? Value::raw(value.kind(), line.text()) : value;
    }
    return true;
  }

  // object() for the outermost object, whose '{' p is at. In a flat walk every slot is written.
  // Requires: steppable_, with kWhole checkable_; nullptr then also where the line is not as usual.
  template <Quotes kQuotes, Extent kExtent>
  const char* by_steps(const char* p) {
    constexpr bool kWhole = kExtent == Extent::kWhole;
    // A bit for each entry; with kWhole another one, which is always missing: nothing stops the
    // walk.
    std::uint64_t missing = kWhole ? all_ | kNeverFound : all_;
    std::uint64_t seen = 0;  // with kWhole a bit for each key
    stopped_ = false;
    if constexpr (kQuotes == Quotes::kAny) forget();
    Step* here = &steps_.start();
    for (;;) {
      // p is at the '{' or behind a value.
      Step* const next = steps_.follow(*here, p);
      if (next == nullptr) [[unlikely]] {
        if (*p == '}' && p + 1 == end_ && here != &steps_.start()) {
          clear(missing);
          return p + 1;
        }
        p = by_key(p, *here, missing);
        if (p == nullptr || stopped_ || key_step_ == nullptr) return p;
        here = key_step_;
        missing = still_missing_;
        if (kWhole && !(enter(*here, seen) && is_good(*here, key_value_, p))) return nullptr;
        continue;
      }
      here = next;
      if (kWhole && !enter(*here, seen)) [[unlikely]]
        return nullptr;
      p += here->length;
      [[maybe_unused]] const char* const value_begin = p;
      if ((missing & here->bit) == 0) {
        p = here->string ? skip_string<kQuotes>(p, *here) : skip_other(p, *here);
        if (p == nullptr || (kWhole && !is_good(*here, value_begin, p))) [[unlikely]]
          return nullptr;
        continue;
      }
      missing ^= here->bit;
      if (here->slot != kNone) [[likely]] {
        Value& value = values_[here->slot];
        p = here->string ? read_string(p, value) : read_other(p, value);
      } else {
        p = wanted(here->string ? p - 1 : scan::skip_blanks(p, end_),
                   trie_.root()[entry_of(here->bit)], missing == 0);
        if (stopped_) return p;
      }
      if (p == nullptr || (kWhole && !is_good(*here, value_begin, p))) [[unlikely]]
        return nullptr;
      if (missing == 0) return stop(p);
    }
  }

  // For kWhole: whether the step's key may stand here; whether no key stands twice within its
  // value.
  [[nodiscard]] static bool enter(const Step& step, std::uint64_t& seen) {
    if (step.key == Step::kNoKey) return false;
    const std::uint64_t bit = std::uint64_t{1} << step.key;
    const bool unseen = (seen & bit) == 0;
    seen |= bit;
    return unseen;
  }
  [[nodiscard]] bool is_good(const Step& step, const char* p, const char* end) {
    if (step.string || (*p != '{' && *p != '[' && !is_blank(*p))) return true;
    p = scan::skip_blanks(p, end);
    return (*p != '{' && *p != '[') || is_flat_array(p, end) || validator_->is_good_member(p, end);
  }

  // Passes over one key and its value where no step matches. Returns what follows, with the step it
  // has become in key_step_, and still_missing_; what follows the object, and no step, at its end.
  [[gnu::noinline]] const char* by_key(const char* p, Step& before, std::uint64_t missing) {
    std::size_t entry = 0;
    const char* const value = next_key(p, entry);
    if (value == nullptr) {
      key_step_ = nullptr;
      clear(missing);
      return fault_.at == nullptr ? p + 1 : nullptr;
    }
    const bool string = value < end_ && *value == '"';
    bool fresh = false;
    Step& here = steps_.learn(before, {p, static_cast<std::size_t>(value - p) + (string ? 1 : 0)},
                              string, fresh);
    key_step_ = &here;
    key_value_ = value;
    if (fresh) here.key = number_of(key_name_);
    const std::uint64_t bit = entry == trie_.root().size() ? 0 : bit_of(entry);
    if (fresh && bit != 0) {
      const FieldTrie::Entry& wanted = trie_.root()[entry];
      here.bit = bit;
      if (wanted.node == kNone) here.slot = wanted.slot;
    }
    still_missing_ = missing & ~bit;
    if ((missing & bit) == 0) return scan::skip_value(value, end_, fault_);
    missing ^= bit;
    p = wanted(value, trie_.root()[entry], missing == 0);
    return p == nullptr || stopped_ || missing != 0 ? p : stop(p);
  }

  static std::size_t entry_of(std::uint64_t bit) {
    return static_cast<std::size_t>(std::countr_zero(bit));
  }

  // p is behind the opening quote.
  template <Quotes kQuotes>
  const char* skip_string(const char* p, Step& step) {
    const char* const close =
        kQuotes == Quotes::kPlain ? scan::quote_at(p, end_) : scan::string_stop(p);
    if (kQuotes == Quotes::kPlain ? close >= end_ : *close != '"') [[unlikely]]
      return pass_string(p);
    return foreseen(p, close, step) + 1;
  }

  // p is at a value that is no string, or at blanks before it; mostly a whole number. To be read,
  // or passed over.
  const char* read_other(const char* p, Value& value) {
    const char* const q = scan::digits_end(p);
    const auto count = static_cast<std::size_t>(q - p);
    if (count - 1 >= 16 || *p == '0' || (*q != ',' && *q != '}')) [[unlikely]]
      return read_value(scan::skip_blanks(p, end_), value);
    value = Value::integer(static_cast<std::int64_t>(scan::digits_value(p, q)));
    return q;
  }
  const char* skip_other(const char* p, Step& step) {
    const char* const q = scan::digits_end(p);
    if (*q != ',' || q == p || *p == '0') [[unlikely]]
      return scan::skip_value(scan::skip_blanks(p, end_), end_, fault_);
    return foreseen(p, q, step);
  }

  // The entries of the root that a line does not have.
  void clear(std::uint64_t missing) {
    for (missing &= all_; missing != 0; missing &= missing - 1) {
      const FieldTrie::Entry& entry = trie_.root()[entry_of(missing)];
      if (entry.slot != kNone) values_[entry.slot] = Value();
    }
  }

  // p is at the outermost '{' or behind a value of its object. Returns the start of the next value,
  // and the entry of its key; nullptr with no fault at the object's end (p is moved to its '}'),
  // else with the fault.
  [[gnu::noinline]] const char* next_key(const char*& p, std::size_t& entry) {
    fault_.at = nullptr;
    const bool first = p == begin_;
    const char* q = scan::skip_blanks(p, end_);
    if (!first && q < end_ && *q == '}') {
      p = q;
      return nullptr;
    }
    if (!first && (q >= end_ || *q != ',')) return fault_.set(q, "expected ',' or '}'");
    q = scan::skip_blanks(q + 1, end_);
    if (first && q < end_ && *q == '}') {
      p = q;
      return nullptr;
    }
    if (q >= end_ || *q != '"') return fault_.set(q, "expected a key in quotes");
    const char* const key = q + 1;
    bool escaped = false;
    const char* const close = scan::string_end(key, end_, escaped, fault_);
    if (close == nullptr) return nullptr;
    q = scan::skip_blanks(close + 1, end_);
    if (q >= end_ || *q != ':') return fault_.set(q, "expected ':' after the key");
    std::string_view name(key, static_cast<std::size_t>(close - key));
    key_name_ = escaped ? std::string_view() : name;
    if (escaped) [[unlikely]]
      name = escaped_key(name);
    entry = trie_.node(0).index_of(name);
    return scan::skip_blanks(q + 1, end_);
  }

  // The number of a key of the outermost object; kNoKey if it has escapes, or there are too many.
  std::uint8_t number_of(std::string_view key) {
    if (key.data() == nullptr) return Step::kNoKey;
    const auto at = std::find(keys_.begin(), keys_.end(), key);
    const auto number = static_cast<std::uint8_t>(at - keys_.begin());
    if (at == keys_.end()) {
      if (number == kMaxWanted) return Step::kNoKey;
      keys_.emplace_back(key);
    }
    return number;
  }

  static constexpr std::size_t kMaxWanted = 64;
  static constexpr std::uint64_t kNeverFound = std::uint64_t{1} << (kMaxWanted - 1);
  bool has_fields_;
  std::size_t found_;  // places behind the fields
  bool flat_;          // no objects are entered
  bool steppable_;     // the root has at most kMaxWanted entries
  bool simple_;        // a flat walk over steps is all there is to do
  bool checkable_;     // a flat walk over steps, with a bit to spare
  std::uint64_t all_;  // a bit for each entry of the root
  StepTable steps_;
  // Results of by_key(), here so that its caller need not keep variables in memory for them.
  Step* key_step_ = nullptr;
  std::uint64_t still_missing_ = 0;
  const char* key_value_ = nullptr;
  std::string_view key_name_;      // as it is written; without data if it has escapes
  std::vector<std::string> keys_;  // by number
  Validator* validator_ = nullptr;
  Error error_;
};

Projector::Projector(const Schema& schema) : impl_(std::make_unique<Impl>(schema)) {
  values_ = impl_->values().data();
  size_ = impl_->values().size();
}
Projector::~Projector() = default;
Projector::Projector(Projector&&) noexcept = default;
Projector& Projector::operator=(Projector&&) noexcept = default;

bool Projector::project(PaddedView line, bool escapes) {
  return impl_->project(line, escapes);
}
bool Projector::project_checked(PaddedView line, bool escapes, Validator& validator) {
  return impl_->project_checked(line, escapes, validator);
}
const Error& Projector::error() const {
  return impl_->error();
}

}  // namespace nd::json
