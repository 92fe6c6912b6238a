// Version, handles of any kind, and what the library found in this machine.
#include "ndcore/runtime.h"

#include "abi/revision.hpp"
#include "core/cpu.hpp"
#include "runtime/arguments.hpp"

using namespace nd;
using namespace nd::capi;

static_assert(int{ND_KIND_ARRAY} == static_cast<int>(Kind::array) &&
              int{ND_KIND_DTYPE} == static_cast<int>(Kind::dtype));
static_assert(int{ND_KIND_UFUNC} == static_cast<int>(Kind::ufunc) &&
              int{ND_KIND_BUFFER} == static_cast<int>(Kind::buffer));
static_assert(int{ND_KIND_TOKEN} == static_cast<int>(Kind::token) &&
              int{ND_KIND_MODULE} == static_cast<int>(Kind::module));
static_assert(int{ND_KIND_FILE} == static_cast<int>(Kind::file));

/*ND_AREA runtime Version of the library, owners of handles, limits of the machine. */

/*ND_API version since=1
 * Version of the library as text, "0.1.0".
 * Tells people what they run. Programs compare revisions (nd_revision), which promise compatibility.
 * returns  borrowed  valid for ever
 */
ND_EXPORT const char* nd_version(void) { return NDCORE_VERSION; }

/*ND_API revision since=1
 * Newest frozen revision of the API that this library offers.
 * A program that was compiled for this revision or an older one runs with this library. 0: nothing is frozen yet.
 * returns  value  the revision, from 0
 */
ND_EXPORT int32_t nd_revision(void) { return kRevision; }

/*ND_API retain since=1
 * Adds an owner to a handle: one more nd_release is needed.
 * handle   in borrowed  any kind; has no effect on dtypes, ufuncs and modules, which live for ever
 * threads  safe from any thread while the caller owns the handle
 */
ND_EXPORT nd_status nd_retain(void* handle) {
  return reading("nd_retain", [&] {
    Kind kind{};
    if (!handles::find_any(*current_thread_state, handle, kind)) refuse_any_handle(handle, "handle");
    if (!handles::retain(*current_thread_state, handle)) fail(ND_OVERFLOW_ERROR, ": the handle has 2^31 - 1 owners");
  });
}

/*ND_API release since=1
 * Gives up one owner of a handle; with the last one the handle is dead and its object goes.
 * The object lives on while another object (a view) or a call that is running in another thread needs it. A deleter of
 * foreign memory may therefore run a little later and on another thread, within a call of that thread. Success leaves
 * the error record alone. Releasing a dtype, ufunc or module is allowed and does nothing.
 * handle   in owned optional  any kind; NULL does nothing
 * threads  safe from any thread, also while other threads use the handle: their calls end well or fail with
 *     ND_INVALID_HANDLE
 */
ND_EXPORT nd_status nd_release(void* handle) {
  if (!handle) return ND_OK;
  return reading("nd_release", [&] {
    if (!handles::release(*current_thread_state, handle)) [[unlikely]]
      refuse_any_handle(handle, "handle");
  });
}

/*ND_API handle_kind since=1
 * Kind of the object behind a handle: ND_KIND_ARRAY, ND_KIND_DTYPE and so on.
 * handle   in borrowed  any kind
 * returns  reading      ND_KIND_ARRAY, ND_KIND_DTYPE …
 */
ND_EXPORT int32_t nd_handle_kind(void* handle) {
  return reading("nd_handle_kind", [&] {
    Kind kind{};
    if (!handles::find_any(*current_thread_state, handle, kind)) refuse_any_handle(handle, "handle");
    return static_cast<int32_t>(kind);
  });
}

/*ND_API live_handles since=1
 * Number of handles that are alive in the process, without dtypes, ufuncs and modules.
 * For finding leaks: it is the same before and after a piece of work that gives back what it took.
 * returns  value  a number of handles, not of their owners
 */
ND_EXPORT int64_t nd_live_handles(void) { return handles::live_count(); }

/*ND_API simd_target since=1
 * Name of the instruction set that kernels run on, "avx512", "neon" or "baseline".
 * It is the best one of this CPU, or less if the environment variable NDCORE_SIMD says so. Results do not depend on it.
 * returns  borrowed  valid for ever
 */
ND_EXPORT const char* nd_simd_target(void) { return simd_target_name(); }
