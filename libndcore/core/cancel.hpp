// Cancellation and progress of long calls. A token is current in a thread and in the workers of its parallel_for; long
// loops look at it between chunks.
#pragma once

#include <atomic>
#include <cstdint>

#include "core/object.hpp"
#include "core/thread_state.hpp"
#include "ndcore/types.h"

namespace nd {

// Told how far a call has come; a non-zero result cancels it.
using ProgressCallback = nd_progress_callback;

class Token final : public Object {
 public:
  Token() noexcept : Object(Kind::token) {}

  void cancel() noexcept { cancelled_.store(true, std::memory_order_release); }
  void reset() noexcept { cancelled_.store(false, std::memory_order_release); }
  bool cancelled() const noexcept { return cancelled_.load(std::memory_order_acquire); }

  // The token also counts as cancelled once `fd` is readable; nothing is read from it. -1: none. With byte >= 0 and a
  // socket, the running call alone is stopped, and only by that byte: of a wake-up descriptor, the number of a signal.
  // The socket is emptied at each look; what the first look of a call finds belongs to signals that were dealt with
  // while no call was running. So a long call looks at its start.
  void watch(int fd, int byte) noexcept {
    watched_.store(uint64_t{static_cast<uint32_t>(byte)} << 32 | static_cast<uint32_t>(fd), std::memory_order_release);
  }
  void set_progress(ProgressCallback callback, void* data, int64_t interval_ms) noexcept;

  // To be called at the end of each call of the token's thread.
  void call_ended() noexcept {
    looked_.store(false, std::memory_order_relaxed);
    stopped_.store(false, std::memory_order_relaxed);
  }

  // Looks at flag and descriptor, at that at most once a millisecond. True: stop.
  bool look() noexcept;
  // Calls the progress callback if its interval has passed. True: stop.
  bool progress(const char* function, int64_t done, int64_t total) noexcept;

 private:
  std::atomic<bool> cancelled_{false};
  std::atomic<uint64_t> watched_{UINT64_MAX};  // byte and descriptor
  std::atomic<bool> looked_{false};            // at the descriptor, in this call
  std::atomic<bool> stopped_{false};           // this call, by a byte
  std::atomic<int64_t> last_look_{0};
  std::atomic<int64_t> last_report_{0};
  ProgressCallback callback_ = nullptr;  // it and the data belong together: Lock::progress
  void* data_ = nullptr;
  std::atomic<int64_t> interval_{0};  // 0: no callback
};

// Makes `token` current in this thread (null: none) and returns the one before.
Ref<Token> use_token(Ref<Token> token);

namespace detail {
[[noreturn]] void throw_cancelled();
void look_at(Token& token);
}  // namespace detail

inline bool has_token() noexcept {
  const ThreadState* const state = current_thread_state;
  return state && state->token;
}

// Throws Error(ND_CANCELLED) if the current call is to stop. Cheap enough for every few thousand elements.
inline void check_cancelled() {
  const ThreadState* const state = current_thread_state;
  if (state && state->token) [[unlikely]]
    detail::look_at(*state->token);
}

// Checks once in so much work: for loops whose turns may be short.
class PatientCheck {
 public:
  void worked(int64_t elements) {
    done_ += elements;
    if (done_ < kElements) return;
    done_ = 0;
    check_cancelled();
  }

 private:
  static constexpr int64_t kElements = 1 << 16;
  int64_t done_ = 0;
};

// check_cancelled(), and tells the progress callback.
void report_progress(int64_t done, int64_t total);

}  // namespace nd
