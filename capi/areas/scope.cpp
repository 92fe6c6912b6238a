// Scopes: handles that are given back together.
#include "ndcore/scope.h"

#include <algorithm>

#include "array/array.hpp"
#include "runtime/arguments.hpp"
#include "runtime/scopes.hpp"

using namespace nd;
using namespace nd::capi;

/*ND_AREA scope Scopes, at whose end handles are given back together, and handles that nobody gave back. */

namespace {

// Of the call that is running: its own guard is one more.
int32_t level(const ThreadState& state) noexcept { return state.depth.load(std::memory_order_relaxed) - 1; }

// The first of `keep` that is no array, which is looked for while all still live.
const void* first_bad(std::span<nd_array* const> keep) noexcept {
  const auto bad = std::ranges::find_if(keep, [](const nd_array* handle) {
    return handle != nullptr && !handles::find(*current_thread_state, handle, Kind::array);
  });
  return bad == keep.end() ? nullptr : *bad;
}

}  // namespace

/*ND_API scope_begin nocall
 * Begins a scope of this thread: what its calls give out is released at the end of the scope, but for what is kept.
 * Of each call the handles that it returns or writes are taken, also those of nd_call, and an output of the program's
 * that is returned once more; not what was there before, nor what a callback or a module makes for itself in between,
 * which may open scopes of its own. Scopes lie within each other. nd_release may give a handle back before; nd_retain
 * makes an owner that outlives the scope. A call that has no memory to note its handles fails with ND_NO_MEMORY before
 * it begins. While a scope is open, its calls take some 40 ns more, those of other threads a few. Objects that release
 * by themselves, as those of ndcore.hpp or of other languages do, need no scope: what outlives one there is a released
 * handle.
 * errors   ND_NO_MEMORY
 * threads  each thread has its own scopes; one that ends releases what they hold
 * see  nd_scope_end
 */
ND_EXPORT nd_status nd_scope_begin(void) {
  return reading("nd_scope_begin", [] { scopes::begin(*current_thread_state, level(*current_thread_state)); });
}

/*ND_API scope_end nocall
 * Ends the innermost scope of this thread and releases what its calls gave out, the last first.
 * What is kept passes to the scope around it, or to the program, which then releases it. Of a handle that was given out
 * twice each mention keeps one owner. The scope ends also where an element of `keep` is refused.
 * keep     in borrowed optional len=nkeep  arrays; NULL, what a call that failed gave, is passed over, as is what the
 *                                          scope does not hold. Handles of other kinds are kept by nd_retain
 * errors   ND_VALUE_ERROR (no scope is open; those begun around a callback are not its own)
 * threads  each thread has its own scopes
 * see  nd_scope_begin
 */
ND_EXPORT nd_status nd_scope_end(nd_array* const* keep, int32_t nkeep) {
  return reading("nd_scope_end", [&] {
    ThreadState& state = *current_thread_state;
    const auto kept = span_of(keep, nkeep, "keep");
    const void* const bad = first_bad(kept);
    const std::span<void* const> owners(reinterpret_cast<void* const*>(kept.data()), kept.size());
    const bool ended = scopes::end(state, level(state), owners);
    if (bad) refuse_handle(bad, Kind::array, "keep");
    if (!ended) fail(ND_VALUE_ERROR, ": no scope is open", scopes::any_open(state) ? " in this call" : "");
  });
}
