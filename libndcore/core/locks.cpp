// The table of mutexes, and how fork() takes them.
#include "core/locks.hpp"

#include <sched.h>

#include "core/thread_state.hpp"

namespace nd {

constinit LockEntry lock_table[static_cast<size_t>(Lock::count)] = {};

namespace {

// A thread is told by an address that it keeps in a forked child, where its number is another.
const void* self() noexcept { return &current_thread_state; }

bool is_own(const LockEntry& entry) noexcept { return entry.owner.load(std::memory_order_relaxed) == self(); }

// A thread that takes a lock again at once would keep a fork out for ever: who may hold one for long lets forks go
// first.
constinit std::atomic<int> waiting_forks{0};

}  // namespace

OwnedLock::OwnedLock(Lock lock) noexcept : entry_(lock_table[static_cast<size_t>(lock)]) {
  if (!is_own(entry_)) {
    while (waiting_forks.load(std::memory_order_relaxed) > 0) sched_yield();
    entry_.mutex.lock();
    entry_.owner.store(self(), std::memory_order_relaxed);
  }
  ++entry_.depth;
}

OwnedLock::~OwnedLock() {
  if (--entry_.depth > 0) return;
  entry_.owner.store(nullptr, std::memory_order_relaxed);
  entry_.mutex.unlock();
}

void lock_all() noexcept {
  waiting_forks.fetch_add(1);
  for (LockEntry& entry : lock_table) {
    if (!is_own(entry)) entry.mutex.lock();
  }
  waiting_forks.fetch_sub(1);
}

void forget_other_forks() noexcept { waiting_forks.store(0); }

void unlock_all() noexcept {
  for (LockEntry& entry : lock_table) {
    if (!is_own(entry)) entry.mutex.unlock();
  }
}

}  // namespace nd
