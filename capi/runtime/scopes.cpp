// One stack of owners a thread, on which the scopes lie one behind another.
#include "runtime/scopes.hpp"

#include <algorithm>
#include <new>
#include <utility>
#include <vector>

#include "core/fork.hpp"
#include "core/trace.hpp"
#include "runtime/guard.hpp"
#include "runtime/handles.hpp"

namespace nd::scopes {

namespace {

struct Owner {
  void* handle;
  bool by_program;  // taken by nd_retain: stands here only to pair with a release
};

struct Scope {
  size_t first;  // of its owners
  int32_t level;
};

constexpr size_t kFirstRoom = 64;
constexpr size_t kKeptRoom = 4096;  // what a thread without a scope may hold on to

}  // namespace

struct Stack {
  std::vector<Owner> owners;
  std::vector<Scope> open;
};

namespace {

void pop(Stack& stack) noexcept {
  stack.open.pop_back();
  tracing::watch(-tracing::kScope);
}

void forget_deeper(Stack& stack, int32_t level) noexcept {
  while (!stack.open.empty() && stack.open.back().level > level) {
    stack.owners.resize(std::min(stack.owners.size(), stack.open.back().first));
    pop(stack);
  }
}

// Handles that are dead by now need no place.
void remove_dead(Stack& stack) noexcept {
  size_t written = 0, next_scope = 0;
  for (size_t i = 0; i < stack.owners.size(); ++i) {
    while (next_scope < stack.open.size() && stack.open[next_scope].first == i)
      stack.open[next_scope++].first = written;
    if (handles::is_counted(stack.owners[i].handle)) stack.owners[written++] = stack.owners[i];
  }
  while (next_scope < stack.open.size()) stack.open[next_scope++].first = written;
  stack.owners.resize(written);
}

// The last owner of this handle from `first` on; past the end if there is none. `given`: only those that a call gave
// out.
size_t find_last(const Stack& stack, size_t first, const void* handle, bool given) noexcept {
  for (size_t i = stack.owners.size(); i > first; --i) {
    const Owner& owner = stack.owners[i - 1];
    if (owner.handle == handle && !(given && owner.by_program)) return i - 1;
  }
  return stack.owners.size();
}

void erase(Stack& stack, size_t i) noexcept {
  if (i + 1 == stack.owners.size()) {
    stack.owners.pop_back();
  } else {
    stack.owners[i].handle = nullptr;  // goes with the dead
  }
}

// Of the innermost scope. Deleters run in here and may use the API, scopes included: the stack is looked at anew after
// each, also where the scope begins, for the dead in front of it may have gone.
void release_all(ThreadState& state, Stack& stack, int32_t level) noexcept {
  for (;;) {
    forget_deeper(stack, level);
    if (stack.owners.size() <= stack.open.back().first) return;
    const Owner owner = stack.owners.back();
    stack.owners.pop_back();
    if (!owner.by_program && owner.handle) handles::release(state, owner.handle);
  }
}

void end_thread(ThreadState& state) noexcept {
  Stack* const stack = state.scopes;
  if (!stack) return;
  for (; !stack->open.empty(); pop(*stack)) {
    const capi::Guard guard("nd_scope_end");
    release_all(state, *stack, stack->open.back().level);
  }
  state.scopes = nullptr;
  delete stack;
}

const bool exit_registered = register_thread_exit_hook(end_thread);

// Scopes of threads that do not exist in the child are open for ever otherwise; their stacks may be half-written.
void forget_other_threads() noexcept {
  int64_t open = 0;
  for (ThreadState* state = first_thread_state(); state; state = state->next) {
    if (state != current_thread_state) state->scopes = nullptr;
    if (state->scopes) open += std::ssize(state->scopes->open);
  }
  tracing::watch_scopes(open);
}

const bool fork_registered = register_fork_hook(ForkLevel::scopes, forget_other_threads);

}  // namespace

void begin(ThreadState& state, int32_t level) {
  if (!state.scopes) state.scopes = new Stack;
  Stack& stack = *state.scopes;
  forget_deeper(stack, level);
  stack.open.push_back({stack.owners.size(), level});
  tracing::watch(tracing::kScope);
}

bool end(ThreadState& state, int32_t level, std::span<void* const> keep) noexcept {
  if (!is_open(state, level)) return false;
  Stack& stack = *state.scopes;
  const bool has_outer = stack.open.size() > 1 && stack.open[stack.open.size() - 2].level == level;
  // What passes to the scope around is moved in front of the rest, where that one ends.
  size_t& rest = stack.open.back().first;
  for (void* const handle : keep) {
    const size_t found = find_last(stack, rest, handle, true);
    if (!handle || found == stack.owners.size()) continue;
    if (has_outer) {
      std::swap(stack.owners[rest++], stack.owners[found]);
    } else {
      erase(stack, found);
    }
  }
  release_all(state, stack, level);
  pop(stack);
  if (stack.open.empty() && stack.owners.capacity() > kKeptRoom) std::vector<Owner>().swap(stack.owners);
  return true;
}

bool any_open(const ThreadState& state) noexcept { return state.scopes && !state.scopes->open.empty(); }

bool is_open(ThreadState& state, int32_t level) noexcept {
  if (!state.scopes) return false;
  forget_deeper(*state.scopes, level);
  return !state.scopes->open.empty() && state.scopes->open.back().level == level;
}

bool reserve(ThreadState& state, size_t handles) noexcept {
  Stack& stack = *state.scopes;
  if (stack.owners.capacity() - stack.owners.size() >= handles) return true;
  remove_dead(stack);
  // Half of it must have become free: dead handles are not looked for at every call.
  if (stack.owners.size() + handles <= stack.owners.capacity() / 2) return true;
  try {
    stack.owners.reserve(std::max({kFirstRoom, 2 * stack.owners.capacity(), stack.owners.size() + handles}));
  } catch (const std::bad_alloc&) {
    return false;
  }
  return true;
}

void add(ThreadState& state, void* handle) noexcept {
  if (handles::is_counted(handle)) state.scopes->owners.push_back({handle, false});
}

void note_retained(ThreadState& state, void* handle) noexcept {
  if (handles::is_counted(handle)) state.scopes->owners.push_back({handle, true});
}

void note_released(ThreadState& state, const void* handle) noexcept {
  // Of a dead one the owners that stand here are dead, too.
  if (!handles::is_counted(handle)) return;
  Stack& stack = *state.scopes;
  const size_t found = find_last(stack, 0, handle, false);
  if (found < stack.owners.size()) erase(stack, found);
}

}  // namespace nd::scopes
