// The library's own thread pool: started on first use, sized by NDCORE_NUM_THREADS, affinity and cgroup quota.
// Locks are held across fork and the child starts its pool anew.
#pragma once

#include <cstdint>

#include "core/function_ref.hpp"

namespace nd {

struct ThreadState;

int num_threads() noexcept;
int threads_for(int64_t count, int64_t grain) noexcept;  // that share a parallel_for of this size
void set_num_threads(int count);                         // 0: as the machine allows

// Runs body(begin, end) over [0, count) in chunks of at least `grain`, on the calling thread and the pool. Chunk limits
// are multiples of `grain`, but for the end. Runs serially when count <= grain, inside another parallel_for, or with
// one thread. The first exception of a chunk is rethrown here after all have ended. Floating-point flags raised in
// workers are raised in the caller too. Checks for cancellation between chunks.
void parallel_for(int64_t count, int64_t grain, FunctionRef<void(int64_t begin, int64_t end)> body);

// While it lives, parallel_for runs serially on this thread: for code that must not be run by two threads at once.
class SerialScope {
 public:
  explicit SerialScope(bool serial);
  SerialScope(const SerialScope&) = delete;
  SerialScope& operator=(const SerialScope&) = delete;
  ~SerialScope();

 private:
  ThreadState* const state_;
  const bool before_;
};

}  // namespace nd
