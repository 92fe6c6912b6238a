// Arrays as nouns: what they are, where their memory lies, foreign memory, scalars, single elements.
#include "array/array.hpp"

#include "areas/options.hpp"
#include "array/transfer.hpp"
#include "iter/overlap.hpp"
#include "ndcore/array.h"
#include "runtime/arguments.hpp"

/*ND_AREA array Arrays: what they are, where their memory lies, and whether they share it. */

using namespace nd;
using namespace nd::capi;

namespace {

int32_t flags_of(const Array& a) {
  int32_t flags = 0;
  if (a.c_contiguous) flags |= ND_C_CONTIGUOUS;
  if (a.f_contiguous) flags |= ND_F_CONTIGUOUS;
  if (a.buffer->owns_block && !a.is_view) flags |= ND_OWNDATA;
  if (a.aligned) flags |= ND_ALIGNED;
  if (a.writeable) flags |= ND_WRITEABLE;
  return flags;
}

}  // namespace

/*ND_API array_describe since=1 nocall
 * Everything a frontend needs to know of an array, in one call.
 * a        in borrowed  any dtype and shape
 * info     inout        `struct_size` says which fields the caller knows; the pointers are valid while `a` lives
 * errors   ND_VALUE_ERROR
 */
ND_EXPORT nd_status nd_array_describe(nd_array* a, nd_array_info* info) {
  return reading("nd_array_describe", [&] {
    const Array& array = object<Array>(a, "a");
    nd_array_info full{};
    full.data = array.data;
    full.shape = array.shape().data();
    full.strides = array.strides().data();
    full.size = array.size;
    full.itemsize = array.itemsize();
    full.code = array.dtype->code;
    full.swapped = array.dtype->swapped ? 1 : 0;
    full.ndim = array.ndim;
    full.flags = flags_of(array);
    full.weak = array.weak;
    fill_struct(info, full, "info");
  });
}

/*ND_API array_summary
 * Number of axes, type code and byte order in one number, for frontends that must choose a class for each result.
 * a        in borrowed  any dtype and shape
 * returns  reading      ndim + 128 * swapped + 256 * code
 */
ND_EXPORT int32_t nd_array_summary(nd_array* a) {
  return reading("nd_array_summary", [&] {
    const Array& array = object<Array>(a, "a");
    return array.ndim + (array.dtype->swapped ? 128 : 0) + 256 * array.dtype->code;
  });
}

/*ND_API array_ndim since=1
 * The number of axes.
 * a        in borrowed  any dtype and shape
 * returns  reading  0 to 64
 */
ND_EXPORT int32_t nd_array_ndim(nd_array* a) {
  return reading("nd_array_ndim", [&] { return object<Array>(a, "a").ndim; });
}

/*ND_API array_shape since=1
 * The extents of all axes.
 * a        in borrowed  any dtype and shape
 * returns  borrowed     nd_array_ndim(a) numbers, valid while `a` lives; not NULL for a 0-d array either
 */
ND_EXPORT const int64_t* nd_array_shape(nd_array* a) {
  return reading("nd_array_shape", [&] { return object<Array>(a, "a").shape().data(); });
}

/*ND_API array_strides since=1
 * The strides of all axes in bytes.
 * a        in borrowed  any dtype and shape
 * returns  borrowed     nd_array_ndim(a) numbers, valid while `a` lives; not NULL for a 0-d array either
 */
ND_EXPORT const int64_t* nd_array_strides(nd_array* a) {
  return reading("nd_array_strides", [&] { return object<Array>(a, "a").strides().data(); });
}

/*ND_API array_data since=1
 * The address of the element at index 0 of every axis.
 * Writing there is allowed if the array has the flag ND_WRITEABLE.
 * a        in borrowed  any dtype and shape
 * returns  borrowed     valid while `a` lives; not NULL for an empty array of our own either
 */
ND_EXPORT void* nd_array_data(nd_array* a) {
  return reading("nd_array_data", [&]() -> void* { return object<Array>(a, "a").data; });
}

/*ND_API array_dtype since=1
 * The dtype of the elements.
 * a        in borrowed  any dtype and shape
 * returns  borrowed     lives as long as the library
 */
ND_EXPORT nd_dtype* nd_array_dtype(nd_array* a) {
  return reading("nd_array_dtype", [&] { return give(object<Array>(a, "a").dtype); });
}

/*ND_API array_flags since=1
 * The flags of an array.
 * a        in borrowed  any dtype and shape
 * returns  reading      a sum of ND_C_CONTIGUOUS, ND_F_CONTIGUOUS, ND_OWNDATA, ND_ALIGNED, ND_WRITEABLE
 */
ND_EXPORT int32_t nd_array_flags(nd_array* a) {
  return reading("nd_array_flags", [&] { return flags_of(object<Array>(a, "a")); });
}

/*ND_API array_size since=1
 * The number of elements.
 * a        in borrowed  any dtype and shape
 * returns  reading  the product of the extents; 1 for a 0-d array
 */
ND_EXPORT int64_t nd_array_size(nd_array* a) {
  return reading("nd_array_size", [&] { return object<Array>(a, "a").size; });
}

/*ND_API array_itemsize since=1
 * Bytes of one element.
 * a        in borrowed  any dtype and shape
 * returns  reading  bytes, such as 8 for float64
 */
ND_EXPORT int64_t nd_array_itemsize(nd_array* a) {
  return reading("nd_array_itemsize", [&] { return object<Array>(a, "a").itemsize(); });
}

/*ND_API array_nbytes since=1
 * Bytes of all elements: size times itemsize, whatever memory a view spans.
 * a        in borrowed  any dtype and shape
 * returns  reading  bytes; 0 for an empty array
 */
ND_EXPORT int64_t nd_array_nbytes(nd_array* a) {
  return reading("nd_array_nbytes", [&] { return object<Array>(a, "a").nbytes(); });
}

/*ND_API array_weak since=1
 * Which kind of Python-like number an array is.
 * a        in borrowed  any dtype and shape
 * returns  reading      ND_WEAK_NONE, ND_WEAK_INT, ND_WEAK_FLOAT or ND_WEAK_COMPLEX
 */
ND_EXPORT int32_t nd_array_weak(nd_array* a) {
  return reading("nd_array_weak", [&] { return object<Array>(a, "a").weak; });
}

/*ND_API array_set_writeable since=1
 * Allows or forbids writing to an array.
 * Forbidding is always possible; allowing only if its memory may be written.
 * a          in borrowed   any dtype and shape
 * writeable  in            1 or 0
 * errors     ND_VALUE_ERROR, ND_READ_ONLY
 * threads    no other call may use `a` meanwhile
 */
ND_EXPORT nd_status nd_array_set_writeable(nd_array* a, nd_flag writeable) {
  return reading("nd_array_set_writeable", [&] {
    Array& array = object<Array>(a, "a");
    const bool allowed = flag_argument(writeable, "writeable");
    if (allowed && !array.buffer->writeable) {
      fail(ND_READ_ONLY, ": cannot set the WRITEABLE flag: the memory of argument `a` is read-only");
    }
    array.writeable = allowed;
  });
}

/*ND_API array_buffer since=1
 * The memory behind an array, which lives on while the result is held, whatever becomes of the array.
 * a        in borrowed  any dtype and shape
 * returns  owned  the one buffer that an array and all views of it share
 * errors   ND_NO_MEMORY
 */
ND_EXPORT nd_buffer* nd_array_buffer(nd_array* a) {
  return reading("nd_array_buffer", [&] { return give(Ref<Buffer>(object<Array>(a, "a").buffer)); });
}

/*ND_API buffer_data since=1
 * The address of a buffer's memory: its first byte, or for wrapped memory the address it was wrapped with.
 * buffer   in borrowed  from nd_array_buffer
 * returns  borrowed     valid while `buffer` lives
 */
ND_EXPORT void* nd_buffer_data(nd_buffer* buffer) {
  return reading("nd_buffer_data", [&]() -> void* { return object<Buffer>(buffer, "buffer").data; });
}

/*ND_API buffer_nbytes since=1
 * Bytes of a buffer's memory.
 * buffer   in borrowed  from nd_array_buffer
 * returns  reading  bytes; of wrapped memory, what the array that wrapped it spans
 */
ND_EXPORT int64_t nd_buffer_nbytes(nd_buffer* buffer) {
  return reading("nd_buffer_nbytes", [&] { return static_cast<int64_t>(object<Buffer>(buffer, "buffer").bytes); });
}

/*ND_API shares_memory since=1 python
 * Whether two arrays have a byte in common.
 * Exact up to a bounded effort; undecided cases count as sharing.
 * a        in borrowed  any dtype and shape
 * b        in borrowed  any dtype and shape
 * returns  reading bool  1 or 0
 * numpy    a, b, /, max_work=-1
 */
ND_EXPORT int32_t nd_shares_memory(nd_array* a, nd_array* b) {
  return reading("nd_shares_memory",
                 [&] { return int32_t{shares_memory(object<Array>(a, "a"), object<Array>(b, "b"))}; });
}

/*ND_API may_share_memory since=1
 * Whether the ranges of memory that two arrays span overlap.
 * a        in borrowed  any dtype and shape
 * b        in borrowed  any dtype and shape
 * returns  reading      1 or 0
 */
ND_EXPORT int32_t nd_may_share_memory(nd_array* a, nd_array* b) {
  return reading("nd_may_share_memory",
                 [&] { return int32_t{may_share_memory(object<Array>(a, "a"), object<Array>(b, "b"))}; });
}
