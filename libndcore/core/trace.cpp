// The notes of traced calls.
#include "core/trace.hpp"

#include "core/thread_state.hpp"

namespace nd::tracing {

constinit std::atomic<const Sink*> sink{nullptr};
constinit std::atomic<int64_t> watched{0};

void watch(int64_t reason) noexcept { watched.fetch_add(reason); }

void watch_scopes(int64_t open) noexcept { watched.store((watched.load() & (kScope - 1)) + kScope * open); }

bool makers_noted() noexcept { return (watched.load(std::memory_order_relaxed) & kMakers) != 0; }

void note_loop(std::string_view ufunc, std::string_view types) noexcept {
  ThreadState* const state = current_thread_state;
  if (state == nullptr || state->trace == nullptr) return;
  FixedText<192> loop;
  loop(ufunc, ": ", types);
  auto& loops = state->trace->loops;
  if (loops.view().find(loop.view()) != std::string_view::npos) return;
  loops(loops.empty() ? "" : "; ", loop.view());
}

void note_helper(const ThreadState* owner, ThreadState& worker) noexcept {
  // The owner waits for its workers: its record is there as long as they are.
  Record* const record = owner != nullptr ? owner->trace : nullptr;
  if (record == nullptr || worker.traced_last == record->number) return;
  worker.traced_last = record->number;
  record->helpers.fetch_add(1, std::memory_order_relaxed);
}

}  // namespace nd::tracing
