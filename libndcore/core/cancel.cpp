// Tokens: flag, watched descriptor, progress callback.
#include "core/cancel.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <chrono>
#include <cstring>

#include "core/error.hpp"

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

bool is_readable(int fd, int byte) noexcept {
  pollfd request{fd, POLLIN, 0};
  // A descriptor that was closed under us (POLLNVAL) is not a wish to stop.
  if (poll(&request, 1, 0) != 1 || (request.revents & (POLLIN | POLLHUP)) == 0) return false;
  if (byte < 0) return true;
  unsigned char waiting[256];
  const ssize_t count = recv(fd, waiting, sizeof waiting, MSG_PEEK | MSG_DONTWAIT);
  return count < 0 || std::memchr(waiting, byte, static_cast<size_t>(count)) != nullptr;  // a pipe cannot be peeked
}

}  // namespace

void Token::set_progress(ProgressCallback callback, void* data, int64_t interval_ms) noexcept {
  const std::scoped_lock lock(progress_lock_);
  callback_ = callback;
  data_ = data;
  interval_.store(callback ? (interval_ms > 0 ? interval_ms * 1000 : 1) : 0, std::memory_order_release);
}

bool Token::look() noexcept {
  if (cancelled()) return true;
  const uint64_t watched = watched_.load(std::memory_order_acquire);
  const int fd = static_cast<int>(static_cast<uint32_t>(watched));
  if (fd < 0 || !due(last_look_, 1000) || !is_readable(fd, static_cast<int>(watched >> 32))) return false;
  cancel();
  return true;
}

bool Token::progress(const char* function, int64_t done, int64_t total) noexcept {
  const int64_t interval = interval_.load(std::memory_order_acquire);
  if (interval == 0 || !due(last_report_, interval)) return false;
  ProgressCallback callback;
  void* data;
  {
    const std::scoped_lock lock(progress_lock_);
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
