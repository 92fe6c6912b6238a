// Traced calls: what surrounds a function while a trace is on. Used by watch.hpp.
#pragma once

#include <cstdint>
#include <span>
#include <type_traits>

#include "core/thread_state.hpp"
#include "core/trace.hpp"
#include "ndcore/trace.h"

namespace nd::capi {

// An argument or result of any type that the API has.
struct TraceValue {
  int64_t integer = 0;
  double real = 0;
  const void* pointer = nullptr;
};

template <class T>
TraceValue trace_value(T value) noexcept {
  if constexpr (std::is_floating_point_v<T>) {
    return {.real = value};
  } else if constexpr (std::is_pointer_v<T>) {
    return {.pointer = reinterpret_cast<const void*>(value)};
  } else {
    return {.integer = static_cast<int64_t>(value)};
  }
}

// From the begin of a traced call to its report.
class TracedCall {
 public:
  // `method`: its place in the method table. Arguments are described before the call: it may release handles.
  TracedCall(ThreadState& state, int32_t method, std::span<const TraceValue> arguments) noexcept;
  TracedCall(const TracedCall&) = delete;
  TracedCall& operator=(const TracedCall&) = delete;
  ~TracedCall();

  // After the call; `result` is all zero for a function that returns nothing.
  void report(TraceValue result) noexcept;

 private:
  using Text = FixedText<1024>;

  ThreadState& state_;
  const int32_t method_;
  const std::span<const TraceValue> arguments_;
  tracing::Record record_;
  const uint32_t errors_before_;
  Text text_;
  int64_t begin_;
};

// Null where a call goes on untraced: within the trace's own callback, or without memory for the thread's state.
inline ThreadState* state_to_trace() noexcept {
  ThreadState* const state = thread_state_or_null();
  return state != nullptr && !state->in_trace_sink.load(std::memory_order_relaxed) ? state : nullptr;
}

}  // namespace nd::capi
