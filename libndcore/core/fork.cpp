// pthread_atfork handlers that run the registered hooks: prepare from the highest level down, the others upwards.
#include "core/fork.hpp"

#include <pthread.h>

namespace nd {

namespace {

constexpr int kLevels = static_cast<int>(ForkLevel::count);
constinit ForkHooks hooks_of_level[kLevels] = {};

extern "C" void nd_fork_prepare() {
  for (int level = kLevels; level-- > 0;) {
    if (hooks_of_level[level].prepare) hooks_of_level[level].prepare();
  }
}

extern "C" void nd_fork_parent() {
  for (const ForkHooks& hooks : hooks_of_level) {
    if (hooks.parent) hooks.parent();
  }
}

extern "C" void nd_fork_child() {
  for (const ForkHooks& hooks : hooks_of_level) {
    if (hooks.child) hooks.child();
  }
}

}  // namespace

bool register_fork_hooks(ForkLevel level, const ForkHooks& hooks) noexcept {
  static const int registered = pthread_atfork(nd_fork_prepare, nd_fork_parent, nd_fork_child);
  (void)registered;
  hooks_of_level[static_cast<int>(level)] = hooks;
  return true;
}

}  // namespace nd
