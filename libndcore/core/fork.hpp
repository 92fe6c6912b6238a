// What happens around fork(): the library's locks (core/locks.hpp) are held across it, and in the child the copy is put
// in order by hooks that modules register here.
#pragma once

namespace nd {

using ForkHook = void (*)() noexcept;

// The order in which they run in the child; the locks are still held.
enum class ForkLevel { thread_state, threads, reclaim, trace, scopes, count };

// To be called while the library is loaded, once a level. Always true: the initialiser of a namespace-scope constant.
bool register_fork_hook(ForkLevel level, ForkHook in_child) noexcept;

}  // namespace nd
