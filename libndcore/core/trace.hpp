// Why calls are watched, and what a traced one notes of its way through the engine. Off, it is one look at a word:
// `if (tracing::on()) [[unlikely]]`. Set by capi/observe/trace.cpp, capi/runtime/scopes.cpp and makers.cpp; notes come
// from ufunc/ and from the workers of the pool.
#pragma once

#include <atomic>
#include <cstdint>
#include <string_view>

#include "core/fixed_text.hpp"

namespace nd {

struct ThreadState;

namespace tracing {

struct Sink;  // who hears of calls: capi/observe/trace.cpp
extern constinit std::atomic<const Sink*> sink;

// Why calls are looked at on their way in and out, in the whole process; 0: they are not.
inline constexpr int64_t kTrace = 1;
inline constexpr int64_t kMakers = 2;  // which function made each handle is noted
inline constexpr int64_t kScope = 4;   // each open scope counts once
// Hidden: one instruction reads it, without the detour by the table of addresses.
extern constinit std::atomic<int64_t> watched [[gnu::visibility("hidden")]];

// A relaxed load. GCC makes two instructions of that and its test, one of this.
inline bool on() noexcept {
#if defined(__x86_64__)
  bool set;
  __asm__ volatile("cmpq $0, %1" : "=@ccne"(set) : "m"(watched));
  return set;
#else
  return watched.load(std::memory_order_relaxed) != 0;
#endif
}

// Adds a reason, or takes it back with its negative.
void watch(int64_t reason) noexcept;
// So many scopes are open, whatever was counted before: in the child of a fork, which has one thread.
void watch_scopes(int64_t open) noexcept;
bool makers_noted() noexcept;

// Of one call, on the stack of its thread.
struct Record {
  Record* outer;  // of the call from whose callback this one comes; null: none
  int32_t depth;
  uint64_t number;                  // no other call has it
  std::atomic<int32_t> helpers{0};  // workers that took part
  FixedText<384> loops{};
};

// The running call has used this loop; once for each. Nothing if the thread runs no traced call.
void note_loop(std::string_view ufunc, std::string_view types) noexcept;
// By a worker that has joined a job of another thread's.
void note_helper(const ThreadState* owner, ThreadState& worker) noexcept;

}  // namespace tracing
}  // namespace nd
