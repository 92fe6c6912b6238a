// The slow way into a function, taken while anybody watches calls: a trace, an open scope, or who notes the makers of
// handles. Used by the generated exported functions (traced.cpp).
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <type_traits>

#include "abi/methods.hpp"
#include "observe/trace.hpp"
#include "runtime/guard.hpp"
#include "ufunc/ufunc.hpp"

namespace nd::capi {

// What one call gives out, for the scope that is open around it and for the notes of makers.
class HandleWatch {
 public:
  // Before the call: makes room for what it may give, so that nothing can fail behind it.
  HandleWatch(ThreadState& state, int32_t method, std::span<const TraceValue> arguments) noexcept;
  // False: there is no memory for that. The call must not run; its error is recorded.
  bool ready() const noexcept { return ready_; }
  void report(TraceValue result) noexcept;

 private:
  bool records() const noexcept { return in_scope_ || notes_; }
  int64_t length_of(const Parameter& place) const noexcept;
  void note_outputs(size_t i) noexcept;
  size_t most_handles() noexcept;
  void take(const void* handle) noexcept;
  void take_list(size_t i, const TraceValue& result) noexcept;
  void note_owner() noexcept;

  ThreadState& state_;
  const int32_t method_;
  const Method& about_;
  const std::span<const TraceValue> arguments_;
  const int32_t level_;
  const bool in_scope_, notes_;
  bool ready_ = true;
  std::array<bool, kMaxLoopArgs> was_null_{};  // of outputs that are the caller's where there is one
  int64_t outputs_ = 0;
};

template <auto kFunction, class... Arguments>
[[gnu::cold, gnu::noinline]] auto watched(int32_t method, Arguments... arguments) {
  using Result = decltype(kFunction(arguments...));
  ThreadState* const state = state_to_trace();
  if (state == nullptr) return kFunction(arguments...);
  const TraceValue values[] = {trace_value(arguments)..., TraceValue{}};
  const auto given = std::span(values).first(sizeof...(arguments));
  HandleWatch handles(*state, method, given);
  if constexpr (std::is_pointer_v<Result> || (std::is_integral_v<Result> && std::is_signed_v<Result>)) {
    if (!handles.ready()) return failure<Result>(ND_NO_MEMORY);
  }
  if (tracing::sink.load(std::memory_order_relaxed) != nullptr) {
    TracedCall trace(*state, method, given);
    if constexpr (std::is_void_v<Result>) {
      kFunction(arguments...);
      trace.report({});
      return;
    } else {
      const Result result = kFunction(arguments...);
      handles.report(trace_value(result));
      trace.report(trace_value(result));
      return result;
    }
  }
  if constexpr (std::is_void_v<Result>) {
    kFunction(arguments...);
  } else {
    const Result result = kFunction(arguments...);
    handles.report(trace_value(result));
    return result;
  }
}

}  // namespace nd::capi
