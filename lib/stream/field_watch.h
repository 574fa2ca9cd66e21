// FieldWatch: which fields that are asked for no record had, and which ones the records had
// instead.
//
// Belongs here: looking at records as long as a field is open. Does not belong here: what is asked
// for (the operators know), what is said about it (cli).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/padded_view.h"
#include "io/streams.h"
#include "json/projector.h"
#include "json/schema.h"
#include "json/slot_set.h"

namespace nd::stream {

// A field is open until a record has it; most are closed by the first record, and then nothing is
// left to do. While one is open that was asked for in vain, no record may be passed over unread, or
// it could not be said that none had it; where none was asked for among the first records, they
// may, and what is open then is no longer looked for.
class FieldWatch {
 public:
  // Adds the slots that were asked of a record that lacks them.
  using Lacked = std::function<void(json::SlotSet&)>;

  FieldWatch() = default;  // watches nothing
  // The schema must outlive the watch. `skips`: records may be passed over unread.
  FieldWatch(const json::Schema& schema, Lacked lacked, bool skips);

  // Looks for these as well, which stand in no row: an operator that passes over nothing names
  // them. All of them count as asked for. They cost something only until each was met.
  void look_for(const std::vector<json::FieldPath>& named);

  [[nodiscard]] bool is_open() const { return !open_.empty() || named_open(); }
  [[nodiscard]] bool may_skip() const { return !holds_; }

  // Requires: is_open().
  void look(json::Row row, PaddedView text);

  // What another thread's watch found out, which looked at other records of the same run.
  void absorb(const FieldWatch& other);
  // Appends the fields that are open and were asked for in vain, if records had any others.
  // `where`: the file, if it is not the input.
  void tell(std::vector<io::UnmetField>& unmet, const std::string& where = {}) const;

 private:
  // What is looked for in the text of records.
  struct Named {
    json::Schema schema;
    std::optional<json::Projector> projector;
    std::vector<std::uint32_t> open;
  };

  [[nodiscard]] bool named_open() const { return named_ != nullptr && !named_->open.empty(); }
  void look_for_named(PaddedView text);
  [[nodiscard]] json::SlotSet lacked() const;
  void note_names(PaddedView text);
  void decide_skipping();

  const json::Schema* schema_ = nullptr;
  std::vector<Lacked> lacked_;  // of all operators whose records it knows of
  bool holds_ = false;          // nothing may be passed over
  std::vector<std::uint32_t> open_;
  std::unique_ptr<Named> named_;  // null: there are none
  std::uint64_t seen_ = 0;        // records looked at
  std::set<std::string> names_;   // paths of the first records' fields
};

}  // namespace nd::stream
