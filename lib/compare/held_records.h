// HeldRecords: records that wait for later ones, which say what a field of theirs is (lead), and
// leave in the order of the input.
//
// Belongs here: which records wait, and the order in which they leave. Does not belong here: which
// record tells which field (window.h).
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/padded_view.h"
#include "base/result.h"
#include "compare/added_fields.h"
#include "io/output.h"
#include "sort/external_sorter.h"
#include "sort/input_order.h"
#include "stream/record.h"

namespace nd::compare {

struct HeldRecord {
  std::string text;  // a newline and padding follow it
  std::size_t size = 0;
  AddedFields::Way way = AddedFields::Way::kAppended;
  std::vector<std::string> fields;  // the text of each added field
  std::size_t unknown = 0;          // how many of them are not known yet
  stream::Position position;        // where it came from
  bool refused = false;             // it does not leave

  [[nodiscard]] PaddedView view() const { return {text.data(), size}; }
};

// Memory: the records that wait for a field, and of those that wait for others before them as many
// as fit into the options' memory; more wait on disk until the end.
class HeldRecords {
 public:
  using Place = std::uint64_t;
  // Appends a record all of whose fields are known; appends nothing where it is not to leave. An
  // error is that of the call it came to: nothing behind the record leaves any more.
  using Finish = std::function<Status(const HeldRecord&, std::string& out)>;

  HeldRecords(Finish finish, sort::ExternalSorter::Options options)
      : finish_(std::move(finish)), options_(std::move(options)) {}

  // Holds a record, and gives its place in the order of the input. Requires: a field is unknown.
  [[nodiscard]] Place hold(HeldRecord record);
  // Says what a field of a held record is, and writes what may leave then.
  [[nodiscard]] Status tell(Place place, std::size_t field, std::string_view text, io::Output& out);
  // Writes all that are held; what is unknown is null.
  [[nodiscard]] Status finish(io::Output& out);

 private:
  [[nodiscard]] Status complete(Place place, const HeldRecord& record);
  [[nodiscard]] Status release(io::Output& out);
  [[nodiscard]] Status keep(Place place, std::string text);

  Finish finish_;
  sort::ExternalSorter::Options options_;
  std::unordered_map<Place, HeldRecord> waiting_;
  std::map<Place, std::string> known_;  // complete, behind one that waits; empty: does not leave
  std::uint64_t known_bytes_ = 0;
  Place next_ = 0;                            // of the record that comes
  Place next_out_ = 0;                        // of the one to leave next
  std::optional<sort::InputOrder> overflow_;  // all that is complete, once the memory is full
};

}  // namespace nd::compare
