// Tokens: flag, watched descriptor, progress callback.
#include "core/cancel.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <chrono>
#include <cstring>

#include "core/error.hpp"
#include "core/locks.hpp"

namespace nd {

namespace {

int64_t microseconds() noexcept {
  using std::chrono::steady_clock;
  return std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now().time_since_epoch()).count();
}

// True for one caller once `interval` has passed since the last such moment.
bool due(std::atomic<int64_t>& last, int64_t interval) noexcept {
  const int64_t now = microseconds();
  int64_t before = last.load(std::memory_order_relaxed);
  return now - before >= interval && last.compare_exchange_strong(before, now, std::memory_order_relaxed);
}

bool is_readable(int fd) noexcept {
  pollfd request{fd, POLLIN, 0};
  // A descriptor that was closed under us (POLLNVAL) is not a wish to stop.
  return poll(&request, 1, 0) == 1 && (request.revents & (POLLIN | POLLHUP)) != 0;
}

// Empties a socket and tells whether `byte` was in it; 1 for a pipe, which is
// not read from.
bool take_waiting(int fd, int byte) noexcept {
  bool found = false;
  unsigned char waiting[1024];
  for (;;) {
    const ssize_t count = recv(fd, waiting, sizeof waiting, MSG_DONTWAIT);
    if (count < 0 && errno == ENOTSOCK) return true;
    if (count <= 0) return found;
    found |= std::memchr(waiting, byte, static_cast<size_t>(count)) != nullptr;
  }
}

}  // namespace

void Token::set_progress(ProgressCallback callback, void* data, int64_t interval_ms) noexcept {
  const std::scoped_lock lock(mutex_of(Lock::progress));
  callback_ = callback;
  data_ = data;
  interval_.store(callback ? (interval_ms > 0 ? interval_ms * 1000 : 1) : 0, std::memory_order_release);
}

bool Token::look() noexcept {
  if (cancelled() || stopped_.load(std::memory_order_acquire)) return true;
  const uint64_t watched = watched_.load(std::memory_order_acquire);
  const int fd = static_cast<int>(static_cast<uint32_t>(watched));
  const int byte = static_cast<int>(watched >> 32);
  if (fd < 0) return false;
  // What the first look of a call finds was left from before it. One that is not due counts, too: what comes from now
  // on may be this call's signal, which must not be lost.
  const bool first = !looked_.load(std::memory_order_relaxed) && !looked_.exchange(true, std::memory_order_relaxed);
  if (!due(last_look_, 1000)) return false;
  const bool readable = is_readable(fd);
  if (byte < 0) {
    if (readable) cancel();
    return readable;
  }
  if (!readable || !take_waiting(fd, byte) || first) return false;
  stopped_.store(true, std::memory_order_release);
  return true;
}

bool Token::progress(const char* function, int64_t done, int64_t total) noexcept {
  const int64_t interval = interval_.load(std::memory_order_acquire);
  if (interval == 0 || !due(last_report_, interval)) return false;
  ProgressCallback callback;
  void* data;
  {
    const std::scoped_lock lock(mutex_of(Lock::progress));
    callback = callback_;
    data = data_;
  }
  if (!callback || callback(function, done, total, data) == 0) return false;
  cancel();
  return true;
}

Ref<Token> use_token(Ref<Token> token) {
  ThreadState& state = thread_state();
  Ref<Token> before = Ref<Token>::adopt(state.token);
  state.token = token.detach();
  return before;
}

namespace detail {

void throw_cancelled() { fail(ND_CANCELLED, ": the call was cancelled"); }

void look_at(Token& token) {
  if (token.look()) throw_cancelled();
}

}  // namespace detail

void report_progress(int64_t done, int64_t total) {
  const ThreadState* const state = current_thread_state;
  if (!state || !state->token) return;
  if (state->token->look() || state->token->progress(state->function, done, total)) detail::throw_cancelled();
}

}  // namespace nd
