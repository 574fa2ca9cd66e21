#include "io/decompress.h"

#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "base/check.h"

namespace nd::io {

namespace {

constexpr std::string_view kGzipMagic = "\x1f\x8b";
constexpr std::string_view kZstdMagic = "\x28\xb5\x2f\xfd";
// A skippable frame starts with 0x184D2A50 to 0x184D2A5F, little endian: P to _, then these.
constexpr std::string_view kSkippableMagic = "*M\x18";

// Below this the ratio of output to input is not judged.
constexpr std::uint64_t kRatioFloor = std::uint64_t{64} << 20;

bool may_be(std::string_view bytes, std::string_view magic) {
  const std::size_t n = std::min(bytes.size(), magic.size());
  return bytes.substr(0, n) == magic.substr(0, n);
}

bool may_be_skippable(std::string_view bytes) {
  return (static_cast<unsigned char>(bytes[0]) & 0xF0u) == 0x50u &&
         may_be(bytes.substr(1), kSkippableMagic);
}

}  // namespace

Recognition recognise(std::string_view first_bytes, bool at_end) {
  if (first_bytes.empty()) return {Compression::kNone, !at_end};
  const bool gzip = may_be(first_bytes, kGzipMagic);
  const bool skippable = may_be_skippable(first_bytes);
  const bool zstd = skippable || may_be(first_bytes, kZstdMagic);
  if (!gzip && !zstd) return {};
  const Compression compression = gzip ? Compression::kGzip : Compression::kZstd;
  if (first_bytes.size() >= (gzip ? kGzipMagic.size() : kZstdMagic.size()))
    return {compression, false};
  if (!at_end) return {Compression::kNone, true};
  // A file this short: one byte is as likely to be text ("(", "P"), and so is "P*"; the rest is no
  // text.
  const bool cut = zstd && !skippable && first_bytes.size() >= 2;
  return {cut ? compression : Compression::kNone, false};
}

class Decompressor::Impl {
 public:
  explicit Impl(std::uint64_t max_ratio) : max_ratio_(max_ratio) {}
  virtual ~Impl() = default;
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  Result<std::size_t> run(std::string_view& input, char* out, std::size_t size) {
    if (failure_) return tl::unexpected<Error>(*failure_);
    const std::size_t before = input.size();
    std::size_t made = 0;
    Status status = step(input, out, size, made);
    if (!status) {
      // What came out before the damage is given out first.
      if (made == 0) return tl::unexpected<Error>(std::move(status).error());
      failure_ = std::move(status).error();
    }
    taken_ += before - input.size();
    made_ += made;
    if (max_ratio_ != 0 && made_ > kRatioFloor && made_ / max_ratio_ > taken_) {
      return system_error(
          "the data grows more than {} times when decompressed; to read it all the same, "
          "decompress it into a pipe",
          max_ratio_);
    }
    return made;
  }
  [[nodiscard]] virtual Status end() const = 0;

 protected:
  // Adds to `made` what it has put into out, also when it fails.
  virtual Status step(std::string_view& input, char* out, std::size_t size, std::size_t& made) = 0;

 private:
  std::optional<Error> failure_;
  std::uint64_t max_ratio_;
  std::uint64_t taken_ = 0;
  std::uint64_t made_ = 0;
};

namespace {

// RFC 1952: members one after another are one text. Zero bytes after the last one (tape and block
// devices pad with them) are ignored as gzip(1) does; anything else there is damage.
class Gzip final : public Decompressor::Impl {
 public:
  explicit Gzip(std::uint64_t max_ratio) : Impl(max_ratio) {
    const int status = inflateInit2(&stream_, 15 + 16);  // 32 KiB window, gzip header required
    ND_CHECK(status == Z_OK);
  }
  ~Gzip() override { inflateEnd(&stream_); }
  Gzip(const Gzip&) = delete;
  Gzip& operator=(const Gzip&) = delete;

  Status end() const override {
    if (state_ == State::kInMember) return system_error("the gzip data is cut short");
    return {};
  }

 private:
  enum class State { kInMember, kBetween, kPadding };

  Status step(std::string_view& input, char* out, std::size_t size, std::size_t& made) override {
    stream_.next_out = reinterpret_cast<Bytef*>(out);
    stream_.avail_out = static_cast<uInt>(std::min<std::size_t>(size, kMost));
    const std::size_t room = stream_.avail_out;
    Status status;
    while (status && stream_.avail_out > 0 && (!input.empty() || pending_)) {
      pending_ = false;
      if (state_ == State::kBetween) {
        state_ = input.front() == '\0' ? State::kPadding : State::kInMember;
        if (state_ == State::kInMember) inflateReset(&stream_);
      }
      status = state_ == State::kPadding ? skip_padding(input) : inflate_some(input);
    }
    made = room - stream_.avail_out;
    pending_ = stream_.avail_out == 0 && state_ == State::kInMember;
    return status;
  }

  static Status skip_padding(std::string_view& input) {
    if (input.find_first_not_of('\0') != std::string_view::npos) {
      return system_error("there is something else after the gzip data");
    }
    input = {};
    return {};
  }

  Status inflate_some(std::string_view& input) {
    const std::size_t size = std::min<std::size_t>(input.size(), kMost);
    stream_.next_in =
        reinterpret_cast<Bytef*>(const_cast<char*>(input.data()));  // zlib does not write to it
    stream_.avail_in = static_cast<uInt>(size);
    const int status = inflate(&stream_, Z_NO_FLUSH);
    input.remove_prefix(size - stream_.avail_in);
    if (status == Z_STREAM_END) {
      state_ = State::kBetween;
    } else if (status == Z_MEM_ERROR) {
      return system_error("there is not enough memory to decompress it");
    } else if (status != Z_OK && status != Z_BUF_ERROR) {
      const char* const reason = stream_.msg != nullptr ? stream_.msg : "invalid data";
      return system_error("the gzip data is damaged ({})", reason);
    }
    return {};
  }

  static constexpr std::size_t kMost = std::numeric_limits<uInt>::max();
  z_stream stream_ = {};
  State state_ = State::kInMember;
  bool pending_ = false;  // `out` was filled: there may be more to come without more input
};

// Frames one after another, skippable ones among them, are one text; the library checks sizes and
// checksums.
class Zstd final : public Decompressor::Impl {
 public:
  explicit Zstd(std::uint64_t max_ratio) : Impl(max_ratio), stream_(ZSTD_createDStream()) {
    ND_CHECK(stream_ != nullptr);
  }
  ~Zstd() override { ZSTD_freeDStream(stream_); }
  Zstd(const Zstd&) = delete;
  Zstd& operator=(const Zstd&) = delete;

  Status end() const override {
    if (in_frame_) return system_error("the zstd data is cut short");
    return {};
  }

 private:
  Status step(std::string_view& input, char* out, std::size_t size, std::size_t& made) override {
    ZSTD_outBuffer to = {out, size, 0};
    // A frame's last bytes may wait inside the library when `out` was full: go on also without
    // input.
    do {
      ZSTD_inBuffer from = {input.data(), input.size(), 0};
      const std::size_t before = to.pos;
      const std::size_t status = ZSTD_decompressStream(stream_, &to, &from);
      input.remove_prefix(from.pos);
      made = to.pos;
      if (ZSTD_isError(status) != 0) {
        return system_error("the zstd data is damaged ({})", ZSTD_getErrorName(status));
      }
      if (from.pos > 0 || to.pos > before) in_frame_ = status != 0;
      if (from.pos == 0 && to.pos == before) break;
    } while (to.pos < to.size);
    return {};
  }

  ZSTD_DStream* stream_;
  bool in_frame_ = true;
};

}  // namespace

Decompressor::Decompressor(Compression compression, std::uint64_t max_ratio) {
  ND_CHECK(compression != Compression::kNone);
  if (compression == Compression::kGzip) {
    impl_ = std::make_unique<Gzip>(max_ratio);
  } else {
    impl_ = std::make_unique<Zstd>(max_ratio);
  }
}
Decompressor::~Decompressor() = default;
Decompressor::Decompressor(Decompressor&&) noexcept = default;
Decompressor& Decompressor::operator=(Decompressor&&) noexcept = default;

Result<std::size_t> Decompressor::run(std::string_view& input, char* out, std::size_t size) {
  return impl_->run(input, out, size);
}
Status Decompressor::end() const {
  return impl_->end();
}

}  // namespace nd::io
