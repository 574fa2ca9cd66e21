#include "io/operand_source.h"

#include <utility>

namespace nd::io {

OperandSource::OperandSource(std::vector<std::string> operands, std::uint64_t max_ratio,
                             unsigned ahead)
    : operands_(std::move(operands)), max_ratio_(max_ratio), most_ahead_(ahead) {
  if (operands_.empty()) operands_.emplace_back("-");
}

Result<bool> OperandSource::open_next() {
  if (opened_ == operands_.size()) return false;
  start_ahead();
  if (!waiting_.empty()) {
    ahead_ = std::move(waiting_.front());
    waiting_.pop_front();
  }
  if (ahead_) {
    ahead_->make_current();
  } else {
    source_.emplace(ND_TRY(ByteSource::open(operands_[opened_], max_ratio_)));
  }
  ++opened_;
  return true;
}

// Sees to it that the operand to be opened and those after it are being decompressed, as many as
// may be.
void OperandSource::start_ahead() {
  while (waiting_.size() < most_ahead_ && opened_ + waiting_.size() < operands_.size()) {
    waiting_.push_back(ReadAhead::start(operands_[opened_ + waiting_.size()], max_ratio_,
                                        ReadAhead::kWaitingBytes / most_ahead_, spares_));
  }
}

Result<std::size_t> OperandSource::read(char* out, std::size_t size) {
  return ahead_ ? ahead_->read(out, size) : source_->read(out, size);
}

void OperandSource::close() {
  finished_bytes_ += current_bytes();
  source_.reset();
  ahead_.reset();
}

std::uint64_t OperandSource::current_bytes() const {
  if (ahead_) return ahead_->bytes_read();
  return source_ ? source_->bytes_read() : 0;
}

}  // namespace nd::io
