// What every public function runs inside: the epoch that keeps borrowed objects alive, the floating-point environment,
// and the place where exceptions become a status and a message.
#pragma once

#include <cstdint>
#include <exception>
#include <type_traits>
#include <utility>

#include "core/cancel.hpp"
#include "core/fpstatus.hpp"
#include "core/thread_state.hpp"
#include "ndcore/status.h"
#include "runtime/error_record.hpp"
#include "runtime/reclaim.hpp"

namespace nd::capi {

// One a call; nested calls (from callbacks) have one each.
class Guard {
 public:
  explicit Guard(const char* function) noexcept : state_(thread_state_or_null()) {
    if (!state_) [[unlikely]]
      return;
    borrowed_before_ = state_->borrowed_count.load(std::memory_order_relaxed);
    outer_function_ = std::exchange(state_->function, function);
    reclaim::enter(*state_);
  }
  Guard(const Guard&) = delete;
  Guard& operator=(const Guard&) = delete;
  ~Guard() {
    if (!state_) [[unlikely]]
      return;
    state_->function = outer_function_;
    if (state_->token) [[unlikely]]
      state_->token->call_ended();
    reclaim::leave(*state_, borrowed_before_);
  }

  // False: there is no memory for the state of this thread, the call must fail.
  explicit operator bool() const noexcept { return state_ != nullptr; }
  ThreadState& state() const noexcept { return *state_; }

 private:
  ThreadState* state_;
  const char* outer_function_ = "";
  int32_t borrowed_before_ = 0;
};

// A pointer is NULL on failure, an integer (nd_status, or a reading) the negative status.
template <class Result>
Result failure(nd_status status) noexcept {
  static_assert(std::is_pointer_v<Result> || (std::is_integral_v<Result> && std::is_signed_v<Result>),
                "a public function returns a pointer, a nd_status or a signed reading");
  if constexpr (std::is_pointer_v<Result>) {
    return nullptr;
  } else {
    return status;
  }
}

namespace detail {

template <class Body>
using ResultOf = std::conditional_t<std::is_void_v<std::invoke_result_t<Body>>, nd_status, std::invoke_result_t<Body>>;

template <class Body>
ResultOf<Body> run(const char* function, Body&& body) {
  try {
    if constexpr (std::is_void_v<std::invoke_result_t<Body>>) {
      std::forward<Body>(body)();
      return ND_OK;
    } else {
      return std::forward<Body>(body)();
    }
  } catch (...) {
    // Not a C++ exception: the thread is being cancelled, and the C library ends the process if that is not let
    // through.
    if (!std::current_exception()) throw;
    return failure<ResultOf<Body>>(record_current_exception(function));
  }
}

}  // namespace detail

// Runs the body of a public function. A body that returns nothing gives ND_OK.
//   return call("nd_sum", [&] { return give(sum(array(a, "a"), …)); });
template <class Body>
detail::ResultOf<Body> call(const char* function, Body&& body) {
  const Guard guard(function);
  if (!guard) [[unlikely]]
    return failure<detail::ResultOf<Body>>(ND_NO_MEMORY);
  const FpEnvironment environment;
  return detail::run(function, std::forward<Body>(body));
}

// The same for functions that compute nothing in floating point: leaves the environment alone.
template <class Body>
detail::ResultOf<Body> reading(const char* function, Body&& body) {
  const Guard guard(function);
  if (!guard) [[unlikely]]
    return failure<detail::ResultOf<Body>>(ND_NO_MEMORY);
  return detail::run(function, std::forward<Body>(body));
}

}  // namespace nd::capi
