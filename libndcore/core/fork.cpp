// pthread_atfork handlers: they take the locks before and give them back after, and run the registered hooks in the
// child.
#include "core/fork.hpp"

#include <pthread.h>

#include "core/locks.hpp"

namespace nd {

namespace {

constinit ForkHook hooks[static_cast<int>(ForkLevel::count)] = {};

extern "C" void nd_fork_prepare() { lock_all(); }
extern "C" void nd_fork_parent() { unlock_all(); }
extern "C" void nd_fork_child() {
  for (const ForkHook hook : hooks) {
    if (hook) hook();
  }
  forget_other_forks();
  unlock_all();
}

[[maybe_unused]] const int registered = pthread_atfork(nd_fork_prepare, nd_fork_parent, nd_fork_child);

}  // namespace

bool register_fork_hook(ForkLevel level, ForkHook in_child) noexcept {
  hooks[static_cast<int>(level)] = in_child;
  return true;
}

}  // namespace nd
