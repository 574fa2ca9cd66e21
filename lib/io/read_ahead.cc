#include "io/read_ahead.h"

#include <pthread.h>
#include <sys/stat.h>

#include <algorithm>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "io/byte_source.h"
#include "io/chunk_reader.h"

namespace nd::io {

namespace {

constexpr std::size_t kPieceBytes = std::size_t{256} << 10;

struct Piece {
  std::unique_ptr<char[]> bytes;
  std::size_t size = 0;
};

}  // namespace

class SparePieces {
 public:
  void give(Piece piece) {
    const std::lock_guard lock(mutex_);
    spares_.push_back(std::move(piece));
  }
  [[nodiscard]] Piece take() {
    const std::lock_guard lock(mutex_);
    if (spares_.empty()) return {std::make_unique_for_overwrite<char[]>(kPieceBytes), 0};
    Piece piece = std::move(spares_.back());
    spares_.pop_back();
    return piece;
  }

 private:
  std::mutex mutex_;
  std::vector<Piece> spares_;
};

class ReadAhead::Impl {
 public:
  Impl(ByteSource source, std::size_t most, std::shared_ptr<SparePieces> spares)
      : source_(std::move(source)), spares_(std::move(spares)), most_(most) {}
  ~Impl() {
    {
      const std::lock_guard lock(mutex_);
      stopped_ = true;
    }
    room_.notify_one();
    if (runs_) (void)::pthread_join(thread_, nullptr);
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  bool start();
  void set_most(std::size_t most);
  Result<std::size_t> read(char* out, std::size_t size);
  std::uint64_t bytes_read() const;

 private:
  void work();
  bool wait_for_room();
  bool take_piece();

  ByteSource source_;  // the thread's
  std::shared_ptr<SparePieces> spares_;
  pthread_t thread_ = {};
  bool runs_ = false;

  mutable std::mutex mutex_;
  std::condition_variable room_;   // for the thread
  std::condition_variable ready_;  // for the reader
  std::deque<Piece> pieces_;
  std::size_t held_ = 0;  // bytes of pieces_
  std::size_t most_;
  std::uint64_t bytes_read_ = 0;
  bool ended_ = false;  // no more pieces come
  bool stopped_ = false;
  std::optional<Error> error_;  // what comes after the pieces

  // The reader's.
  Piece piece_;
  std::size_t given_ = 0;  // bytes of piece_
};

// Not by std::thread: too many threads are an exception to it, and one reads well without.
bool ReadAhead::Impl::start() {
  const auto enter = [](void* impl) -> void* {
    static_cast<Impl*>(impl)->work();
    return nullptr;
  };
  runs_ = ::pthread_create(&thread_, nullptr, enter, this) == 0;
  return runs_;
}

void ReadAhead::Impl::set_most(std::size_t most) {
  {
    const std::lock_guard lock(mutex_);
    most_ = most;
  }
  room_.notify_one();
}

// False when nobody wants any more.
bool ReadAhead::Impl::wait_for_room() {
  std::unique_lock lock(mutex_);
  room_.wait(lock, [this] { return stopped_ || pieces_.empty() || held_ < most_; });
  return !stopped_;
}

void ReadAhead::Impl::work() {
  while (wait_for_room()) {
    Piece piece = spares_->take();
    const Result<std::size_t> made = source_.read(piece.bytes.get(), kPieceBytes);
    const std::lock_guard lock(mutex_);
    bytes_read_ = source_.bytes_read();
    if (made && *made > 0) {
      piece.size = *made;
      held_ += *made;
      pieces_.push_back(std::move(piece));
      ready_.notify_one();
      continue;
    }
    if (!made) error_ = made.error();
    ended_ = true;
    ready_.notify_one();
    return;
  }
}

// Puts the next piece into piece_; false where none comes.
bool ReadAhead::Impl::take_piece() {
  if (piece_.bytes != nullptr) spares_->give(std::exchange(piece_, {}));
  std::unique_lock lock(mutex_);
  given_ = 0;
  ready_.wait(lock, [this] { return ended_ || !pieces_.empty(); });
  if (pieces_.empty()) return false;
  piece_ = std::move(pieces_.front());
  pieces_.pop_front();
  held_ -= piece_.size;
  room_.notify_one();
  return true;
}

Result<std::size_t> ReadAhead::Impl::read(char* out, std::size_t size) {
  if (given_ == piece_.size && !take_piece()) {
    if (error_) return tl::unexpected<Error>(*error_);
    return std::size_t{0};
  }
  const std::size_t n = std::min(size, piece_.size - given_);
  std::memcpy(out, piece_.bytes.get() + given_, n);
  given_ += n;
  return n;
}

std::uint64_t ReadAhead::Impl::bytes_read() const {
  const std::lock_guard lock(mutex_);
  return bytes_read_;
}

std::unique_ptr<ReadAhead> ReadAhead::start(const std::string& path, std::uint64_t max_ratio,
                                            std::size_t most, std::shared_ptr<SparePieces> spares) {
  // A FIFO must not be opened twice, and a read of it could not be ended.
  struct stat status = {};
  if (path == "-" || ::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode) ||
      !is_compressed(path)) {
    return nullptr;
  }
  auto source = ByteSource::open(path, max_ratio);
  if (!source) return nullptr;
  auto impl = std::make_unique<Impl>(std::move(*source), most, std::move(spares));
  if (!impl->start()) return nullptr;
  return std::unique_ptr<ReadAhead>(new ReadAhead(std::move(impl)));
}

std::shared_ptr<SparePieces> ReadAhead::spare_pieces() {
  return std::make_shared<SparePieces>();
}

ReadAhead::ReadAhead(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ReadAhead::~ReadAhead() = default;

void ReadAhead::make_current() {
  impl_->set_most(kCurrentBytes);
}
Result<std::size_t> ReadAhead::read(char* out, std::size_t size) {
  return impl_->read(out, size);
}
std::uint64_t ReadAhead::bytes_read() const {
  return impl_->bytes_read();
}

}  // namespace nd::io
