// What a traced call notes of its way through the engine. Off, it is one look at a word: `if (tracing::on()) [[unlikely]]`.
// Set by capi/trace.cpp; notes come from ufunc/ and from the workers of the pool.
#pragma once

#include <atomic>
#include <cstdint>
#include <string_view>

#include "core/fixed_text.hpp"

namespace nd {

struct ThreadState;

namespace tracing {

struct Sink;  // who hears of calls: capi/trace.cpp
// Hidden: one instruction reads it, without the detour by the table of addresses.
extern constinit std::atomic<const Sink*> sink [[gnu::visibility("hidden")]];

// A relaxed load. GCC makes two instructions of that and its test, one of this.
inline bool on() noexcept {
#if defined(__x86_64__)
  bool set;
  __asm__ volatile("cmpq $0, %1" : "=@ccne"(set) : "m"(sink));
  return set;
#else
  return sink.load(std::memory_order_relaxed) != nullptr;
#endif
}

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
