// Memory of array elements: counters, cache, the embedder's allocator, failing allocations.
#include "ndcore/memory.h"

#include "core/memory.hpp"
#include "runtime/arguments.hpp"

using namespace nd;
using namespace nd::capi;

/*ND_AREA memory Memory of array elements: how much, from where, and what is kept for reuse. */

/*ND_API set_allocator since=1 nocall
 * Takes the memory of array elements from the embedding program instead of the system.
 * Blocks do not remember where they came from: this is to be called before the first array is made, and again only when
 * no array is left. Freed blocks are kept in the library's cache first; nd_set_cache_limit(0) gives each back at once.
 * The descriptor of a small array stands in front of its elements, in the same block; other objects (views, temporary
 * lists) always come from malloc.
 * allocator  in optional  both callbacks; they are called from any thread. NULL goes back to the system's memory
 * errors   ND_VALUE_ERROR (memory is in use; a callback is missing)
 * threads  no other thread may be inside a call
 */
ND_EXPORT nd_status nd_set_allocator(const nd_allocator* allocator) {
  return reading("nd_set_allocator", [&] {
    if (!allocator) return set_block_source({});
    const nd_allocator given = struct_argument(allocator, "allocator");
    if (!given.allocate || !given.free) fail(ND_VALUE_ERROR, ": `allocate` and `free` must not be NULL");
    set_block_source({given.allocate, given.free, given.data});
  });
}

/*ND_API live_bytes since=1
 * Bytes of element memory that arrays and running calls hold, in the whole process.
 * A small array counts with its descriptor. Memory of others that arrays look at is not counted.
 * returns  value  bytes
 */
ND_EXPORT int64_t nd_live_bytes(void) { return live_block_bytes(); }

/*ND_API cached_bytes since=1
 * Bytes in freed blocks that are kept for reuse.
 * returns  value  bytes
 */
ND_EXPORT int64_t nd_cached_bytes(void) { return cached_block_bytes(); }

/*ND_API set_cache_limit since=1
 * Sets how many bytes of freed blocks are kept for reuse, and gives back at once what exceeds it.
 * A new array in recycled memory costs about half of one in fresh memory. The default is an eighth of the machine's
 * memory, at most 1 GiB. Small blocks that other threads keep (at most 1 MiB each) go when they next use the library.
 * bytes    in default=-1  0 keeps nothing; negative: the default
 * threads  safe from any thread
 */
ND_EXPORT nd_status nd_set_cache_limit(int64_t bytes) {
  return reading("nd_set_cache_limit", [&] { set_cache_limit(bytes); });
}

/*ND_API cache_limit since=1
 * How many bytes of freed blocks are kept for reuse.
 * returns  value  bytes, as nd_set_cache_limit set them or by default
 */
ND_EXPORT int64_t nd_cache_limit(void) { return cache_limit(); }

/*ND_API fail_nth_allocation
 * Makes the n-th allocation from now on fail, in any thread and of any kind, and only that one.
 * For tests: an operation that is run with n = 1, 2, 3 … until it succeeds has shown that every failure gives an error
 * and leaves nothing behind. A large n counts without failing.
 * n        in  1 is the next allocation; 0 switches this off
 * returns  value  how many allocations were seen since the call that switched it on; 0 if it was off
 */
ND_EXPORT int64_t nd_fail_nth_allocation(int64_t n) { return fail_nth_allocation(n); }
