// Error and Result<T>: how every function of the library reports that it could not do its work.
//
// Belongs here: the error vocabulary and ND_TRY. Does not belong here: printing, exit codes,
// positions in a file (stream::run adds those once).
#pragma once

#include <cstddef>
#include <string>
#include <utility>

#include <fmt/core.h>
#include <tl/expected.hpp>

namespace nd {

// What kind of thing went wrong. Each kind is one exit status (command-line.md).
enum class ErrorKind {
  kUsage,   // 2: an option or expression is wrong; nothing was read
  kInput,   // 3: a record or a file's content cannot be used
  kBroken,  // 3: what the user promised of the whole input is not so; no other record helps
  kSystem,  // 4: open, read, write, disk full, bad compression
  kClosed,  // 0: the reader of our output has gone away; end quietly
};

// A string whose destructor is not inline, so that destroying a Result that holds no error is one
// inlined test and nothing else.
struct ErrorMessage : std::string {
  using std::string::string;
  ErrorMessage() = default;
  // NOLINTNEXTLINE(google-explicit-constructor): it is a string
  ErrorMessage(std::string text) noexcept : std::string(std::move(text)) {}
  ErrorMessage(const ErrorMessage&) = default;
  ErrorMessage(ErrorMessage&&) noexcept = default;
  ErrorMessage& operator=(const ErrorMessage&) = default;
  ErrorMessage& operator=(ErrorMessage&&) noexcept = default;
  ~ErrorMessage();
};

struct Error {
  static constexpr std::size_t kNoOffset = static_cast<std::size_t>(-1);

  ErrorKind kind = ErrorKind::kInput;
  // Lower case, no full stop: what was found and what would do. Contains at most 200 bytes of data.
  ErrorMessage message;
  // kInput and kBroken only: byte offset within the record's text, if it is known. stream::run
  // turns it into a column.
  std::size_t offset = kNoOffset;
};

template <class T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;

// Errors of a message, or of what fmt makes of a format, which is checked when it is compiled, and
// its arguments: input_error("{} is no number", in_quotes(text)).
[[nodiscard]] inline tl::unexpected<Error> usage_error(std::string message) {
  return tl::unexpected<Error>(Error{ErrorKind::kUsage, std::move(message), Error::kNoOffset});
}
[[nodiscard]] inline tl::unexpected<Error> input_error(std::string message) {
  return tl::unexpected<Error>(Error{ErrorKind::kInput, std::move(message), Error::kNoOffset});
}
[[nodiscard]] inline tl::unexpected<Error> system_error(std::string message) {
  return tl::unexpected<Error>(Error{ErrorKind::kSystem, std::move(message), Error::kNoOffset});
}
// Where in the record's text it is: see Error::offset.
[[nodiscard]] inline tl::unexpected<Error> input_error_at(std::size_t offset, std::string message) {
  return tl::unexpected<Error>(Error{ErrorKind::kInput, std::move(message), offset});
}

template <class First, class... Rest>
[[nodiscard]] tl::unexpected<Error> usage_error(fmt::format_string<First, Rest...> format,
                                                First&& first, Rest&&... rest) {
  return usage_error(fmt::format(format, std::forward<First>(first), std::forward<Rest>(rest)...));
}
template <class First, class... Rest>
[[nodiscard]] tl::unexpected<Error> input_error(fmt::format_string<First, Rest...> format,
                                                First&& first, Rest&&... rest) {
  return input_error(fmt::format(format, std::forward<First>(first), std::forward<Rest>(rest)...));
}
template <class First, class... Rest>
[[nodiscard]] tl::unexpected<Error> system_error(fmt::format_string<First, Rest...> format,
                                                 First&& first, Rest&&... rest) {
  return system_error(fmt::format(format, std::forward<First>(first), std::forward<Rest>(rest)...));
}

namespace detail {
template <class T>
T unwrap(tl::expected<T, Error>&& result) {
  return *std::move(result);
}
inline void unwrap(tl::expected<void, Error>&&) {}
}  // namespace detail

}  // namespace nd

// ND_TRY(expr): the value of a Result, or return its error from the enclosing function.
//   const auto zone = ND_TRY(Zone::find(name));
//   ND_TRY(output.flush());
#define ND_TRY(...) ND_TRY_NAMED_(__COUNTER__, __VA_ARGS__)

// Its two steps: a name of its own for each use, so that uses can nest.
#define ND_TRY_NAMED_(number, ...) ND_TRY_(number, __VA_ARGS__)
#define ND_TRY_(number, ...)                                                         \
  ({                                                                                 \
    auto nd_try_result_##number = (__VA_ARGS__);                                     \
    if (!nd_try_result_##number) {                                                   \
      return tl::unexpected<::nd::Error>(std::move(nd_try_result_##number).error()); \
    }                                                                                \
    ::nd::detail::unwrap(std::move(nd_try_result_##number));                         \
  })
