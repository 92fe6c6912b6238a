// What happens around fork(): locks are held across it and the child puts its copy in order. Modules register here, so
// that the order is one place's decision: higher levels lock first.
#pragma once

namespace nd {

struct ForkHooks {
  void (*prepare)() noexcept;
  void (*parent)() noexcept;
  void (*child)() noexcept;
};

enum class ForkLevel { thread_state, memory, threads, reclaim, handles, trace, count };

// To be called while the library is loaded, once a level. Always true: the initialiser of a namespace-scope constant.
bool register_fork_hooks(ForkLevel level, const ForkHooks& hooks) noexcept;

}  // namespace nd
