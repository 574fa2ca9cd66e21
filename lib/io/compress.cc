#include "io/compress.h"

#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "base/check.h"

namespace nd::io {

namespace {

constexpr std::size_t kPiece = std::size_t{64} << 10;  // room that is made at once
// What gzip(1) and zstd(1) take: more costs several times the time for a few per cent.
constexpr int kGzipLevel = 6;
constexpr int kZstdLevel = 3;

}  // namespace

Compression compression_of_name(std::string_view path) {
  if (path.ends_with(".gz")) return Compression::kGzip;
  return path.ends_with(".zst") ? Compression::kZstd : Compression::kNone;
}

class Compressor::Impl {
 public:
  Impl() = default;
  virtual ~Impl() = default;
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  Status run(std::string_view text, Push push, std::string& out) {
    std::size_t made = out.size();
    for (bool done = false; !done;) {
      out.resize(made + kPiece);
      done = ND_TRY(step(text, push, out.data() + made, made));
    }
    out.resize(made);
    return {};
  }

 protected:
  // Takes bytes off the front of `text`, puts up to kPiece at `out` and adds to `made` how many.
  // True if all is done that was asked for.
  virtual Result<bool> step(std::string_view& text, Push push, char* out, std::size_t& made) = 0;
};

namespace {

tl::unexpected<Error> no_memory() {
  return system_error("there is not enough memory to compress it");
}

// The header says neither a time nor a name.
class Gzip final : public Compressor::Impl {
 public:
  Gzip() {
    constexpr int kWithGzipHeader = 15 + 16;
    constexpr int kMemory = 8;
    ready_ = deflateInit2(&stream_, kGzipLevel, Z_DEFLATED, kWithGzipHeader, kMemory,
                          Z_DEFAULT_STRATEGY) == Z_OK;
  }
  ~Gzip() override { deflateEnd(&stream_); }
  Gzip(const Gzip&) = delete;
  Gzip& operator=(const Gzip&) = delete;

 protected:
  Result<bool> step(std::string_view& text, Compressor::Push push, char* out,
                    std::size_t& made) override {
    if (!ready_) return no_memory();
    const std::size_t most = std::numeric_limits<uInt>::max();
    const auto given = static_cast<uInt>(std::min(text.size(), most));
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream_.avail_in = given;
    stream_.next_out = reinterpret_cast<Bytef*>(out);
    stream_.avail_out = kPiece;
    const bool is_last = given == text.size();
    const int status = deflate(&stream_, is_last ? flush_of(push) : Z_NO_FLUSH);
    // Z_BUF_ERROR: there was nothing to do.
    if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR)
      return system_error("zlib cannot compress");
    text.remove_prefix(given - stream_.avail_in);
    made += kPiece - stream_.avail_out;
    if (push == Compressor::Push::kEnd && status == Z_STREAM_END) {
      // What comes next begins another member.
      return deflateReset(&stream_) == Z_OK ? Result<bool>(true) : no_memory();
    }
    if (push == Compressor::Push::kEnd) return false;
    return text.empty() && stream_.avail_out > 0;
  }

 private:
  static int flush_of(Compressor::Push push) {
    if (push == Compressor::Push::kEnd) return Z_FINISH;
    return push == Compressor::Push::kText ? Z_SYNC_FLUSH : Z_NO_FLUSH;
  }

  z_stream stream_ = {};
  bool ready_ = false;
};

class Zstd final : public Compressor::Impl {
 public:
  Zstd() : context_(ZSTD_createCCtx()) {
    if (context_ == nullptr) return;
    // With a checksum, as gzip has one. Neither can fail.
    (void)ZSTD_CCtx_setParameter(context_, ZSTD_c_compressionLevel, kZstdLevel);
    (void)ZSTD_CCtx_setParameter(context_, ZSTD_c_checksumFlag, 1);
  }
  ~Zstd() override { ZSTD_freeCCtx(context_); }
  Zstd(const Zstd&) = delete;
  Zstd& operator=(const Zstd&) = delete;

 protected:
  Result<bool> step(std::string_view& text, Compressor::Push push, char* out,
                    std::size_t& made) override {
    if (context_ == nullptr) return no_memory();
    ZSTD_inBuffer in = {text.data(), text.size(), 0};
    ZSTD_outBuffer to = {out, kPiece, 0};
    const std::size_t left = ZSTD_compressStream2(context_, &to, &in, directive_of(push));
    if (ZSTD_isError(left) != 0) return system_error("zstd: {}", ZSTD_getErrorName(left));
    text.remove_prefix(in.pos);
    made += to.pos;
    return push == Compressor::Push::kNothing ? text.empty() : left == 0;
  }

 private:
  static ZSTD_EndDirective directive_of(Compressor::Push push) {
    if (push == Compressor::Push::kEnd) return ZSTD_e_end;
    return push == Compressor::Push::kText ? ZSTD_e_flush : ZSTD_e_continue;
  }

  ZSTD_CCtx* context_;
};

}  // namespace

Compressor::Compressor(Compression compression) {
  ND_CHECK(compression != Compression::kNone);
  if (compression == Compression::kGzip) {
    impl_ = std::make_unique<Gzip>();
  } else {
    impl_ = std::make_unique<Zstd>();
  }
}
Compressor::~Compressor() = default;
Compressor::Compressor(Compressor&&) noexcept = default;
Compressor& Compressor::operator=(Compressor&&) noexcept = default;

Status Compressor::run(std::string_view text, Push push, std::string& out) {
  return impl_->run(text, push, out);
}

}  // namespace nd::io
