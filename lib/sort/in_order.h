// InOrder: an operator whose records must come in the order of F, the one to keep first
// (`--ordered`).
//
// Belongs here: that no record steps back. One that does ends the run, also with --rejects: the
// records that were kept before it may not be the ones to keep. Does not belong here: what is kept.
#pragma once

#include <string_view>
#include <utility>

#include "base/result.h"
#include "io/output.h"
#include "json/slot_set.h"
#include "key/key_buffer.h"
#include "sort/keep_rank.h"
#include "stream/operator.h"
#include "stream/record.h"

namespace nd::sort {

template <stream::Operator Op>
class InOrder {
 public:
  InOrder(KeepRank rank, Op op) : rank_(std::move(rank)), op_(std::move(op)) {}

  [[nodiscard]] Status consume(const stream::Record& record, io::Output& out) {
    rank_of_this_.clear();
    ND_TRY(rank_.append(rank_of_this_, record));
    if (rank_of_this_.view() < rank_of_last_.view()) [[unlikely]]
      return steps_back();
    ND_TRY(op_.consume(record, out));
    std::swap(rank_of_this_, rank_of_last_);
    return {};
  }
  [[nodiscard]] Status settle(io::Output& out) { return stream::settle(op_, out); }
  [[nodiscard]] Status finish(io::Output& out) { return op_.finish(out); }
  [[nodiscard]] bool rewrites_later() const { return stream::rewrites_later(op_); }
  void add_lacked(json::SlotSet& out) const {
    rank_.add_lacked(out);
    op_.add_lacked(out);
  }

 private:
  [[nodiscard]] Status steps_back() const {
    const std::string_view wanted =
        rank_.keep() == Keep::kMin ? "the smallest first" : "the largest first";
    const std::string_view found =
        rank_.is_null(rank_of_last_.view()) ? "follows a null" : "steps back";
    return tl::unexpected<Error>(
        Error{ErrorKind::kBroken,
              fmt::format("{} {}; --ordered wants {}, null last", rank_.text(), found, wanted)});
  }

  KeepRank rank_;
  Op op_;
  key::KeyBuffer rank_of_this_;
  key::KeyBuffer rank_of_last_;  // empty before the first record
};

}  // namespace nd::sort
