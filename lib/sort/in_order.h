// InOrder: an operator whose records must come in the order of F, the one to keep first
// (`--ordered`); OrderedPartReader: the same of the records of a chunk of a file.
//
// Belongs here: that no record steps back. One that does ends the run, also with --rejects: the
// records that were kept before it may not be the ones to keep. Does not belong here: what is kept.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"
#include "io/block_reader.h"
#include "io/chunk_reader.h"
#include "io/output.h"
#include "json/slot_set.h"
#include "sort/rank_order.h"
#include "stream/operator.h"
#include "stream/record.h"

namespace nd::sort {

// Reads the records of a chunk for the operator within, by its Reader, and writes behind what that
// has found with which ranks the chunk begins and ends.
template <stream::Operator Reader>
class OrderedPartReader {
 public:
  // Each chunk follows the last record that `order` has met.
  OrderedPartReader(RankOrder order, Reader reader)
      : before_(order.last()), order_(std::move(order)), reader_(std::move(reader)) {}

  [[nodiscard]] Status start_part(std::size_t chunk, const io::Block& block, io::Output& out) {
    order_.start_behind(before_);
    return reader_.start_part(chunk, block, out);
  }
  [[nodiscard]] Status consume(const stream::Record& record, io::Output& out) {
    ND_TRY(order_.look(record));
    ND_TRY(reader_.consume(record, out));
    order_.advance();
    return {};
  }
  void end_part(io::Output& out) const { order_.write_ends(out.buffer()); }
  [[nodiscard]] static Status finish(io::Output& /*out*/) { return {}; }
  [[nodiscard]] bool rewrites_later() const { return stream::rewrites_later(reader_); }
  void add_lacked(json::SlotSet& out) const {
    order_.add_lacked(out);
    reader_.add_lacked(out);
  }

 private:
  std::string before_;
  RankOrder order_;
  Reader reader_;
};

template <stream::Operator Op>
class InOrder {
 public:
  InOrder(KeepRank rank, Op op) : order_(std::move(rank)), op_(std::move(op)) {}

  [[nodiscard]] Status consume(const stream::Record& record, io::Output& out) {
    ND_TRY(order_.look(record));
    ND_TRY(op_.consume(record, out));
    order_.advance();
    return {};
  }
  [[nodiscard]] Status settle(io::Output& out) { return stream::settle(op_, out); }
  [[nodiscard]] Status finish(io::Output& out) { return op_.finish(out); }
  [[nodiscard]] bool rewrites_later() const { return stream::rewrites_later(op_); }
  [[nodiscard]] stream::Writes writes() const { return stream::writes_of(op_); }
  [[nodiscard]] bool needs_order() const {
    return order_.rank().watches_kinds() || stream::needs_order(op_);
  }
  void add_lacked(json::SlotSet& out) const {
    order_.add_lacked(out);
    op_.add_lacked(out);
  }

  // For stream::run_partwise, where the operator is one for it.
  [[nodiscard]] auto part_reader() const requires requires(const Op& op) { op.part_reader(); }
  { return OrderedPartReader<decltype(op_.part_reader())>(order_.fork(), op_.part_reader()); }
  void read_again_from(const io::ChunkedFiles& files) requires stream::ReadsAgain<Op> {
    op_.read_again_from(files);
  }
  [[nodiscard]] bool follows(std::string_view found) const { return order_.goes_on(found); }
  [[nodiscard]] Status take_part(stream::FoundPart part, io::Output& out) requires
      requires(Op& op) {
    op.take_part(part, out);
  }
  {
    order_.take_ends(part.found);
    return op_.take_part(part, out);
  }

 private:
  RankOrder order_;
  Op op_;
};

}  // namespace nd::sort
