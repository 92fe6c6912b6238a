// Who may call deleters. A thread announces that it is inside of one before it looks whether it may, and the confining
// thread forbids before it looks who is inside: one of them sees the other.
#include "array/deleters.hpp"

#include <pthread.h>
#include <sched.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>

namespace nd {

namespace {

constinit std::atomic<bool> confined{false};
constinit std::atomic<pthread_t> allowed{};

// How many deleters are running, below, in the process above: the threads of a parent are not in its child.
constinit std::atomic<uint64_t> running{0};
constinit thread_local uint32_t running_here = 0;

uint32_t count_in(uint64_t state, uint64_t process) noexcept {
  return state >> 32 == process ? static_cast<uint32_t>(state) : 0;
}

void enter() noexcept {
  const auto process = static_cast<uint64_t>(getpid());
  uint64_t before = running.load();
  while (!running.compare_exchange_weak(before, process << 32 | (count_in(before, process) + 1))) {
  }
  ++running_here;
}

void leave() noexcept {
  --running_here;
  const auto process = static_cast<uint64_t>(getpid());
  uint64_t before = running.load();
  // A child that was forked inside of a deleter has not counted that one.
  while (count_in(before, process) != 0 && !running.compare_exchange_weak(before, before - 1)) {
  }
}

bool others_are_inside() noexcept { return count_in(running.load(), static_cast<uint64_t>(getpid())) > running_here; }

}  // namespace

void run_deleter(Buffer::Deleter deleter, void* data, void* context) noexcept {
  enter();
  if (!confined.load() || pthread_equal(allowed.load(), pthread_self()) != 0) deleter(data, context);
  leave();
}

void confine_deleters(bool to_this_thread) noexcept {
  allowed.store(pthread_self());
  confined.store(to_this_thread);
  while (to_this_thread && others_are_inside()) sched_yield();
}

}  // namespace nd
