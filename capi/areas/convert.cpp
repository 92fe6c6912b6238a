// Copies, conversions and assignments of whole arrays.
#include "iter/convert.hpp"

#include "areas/options.hpp"
#include "ndcore/convert.h"
#include "runtime/arguments.hpp"

/*ND_AREA convert Copies, conversions and assignments of whole arrays. */

using namespace nd;
using namespace nd::capi;

/*ND_API copy since=1
 * A new array with the same elements, in the same byte order.
 * a        in borrowed             any dtype and shape
 * order    in default=ND_ORDER_K   ND_ORDER_K, C, F or A
 * returns  owned                   `a`'s shape and dtype; not weak
 * errors   ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_copy(nd_array* a, nd_order order) {
  return reading("nd_copy", [&] { return give(copy(object<Array>(a, "a"), checked_order(order))); });
}

/*ND_API astype since=1
 * A new array with the elements converted to another dtype.
 * Floats become integers as on x86-64: towards zero; NaN and what is out of range give the lowest int32 or int64, of
 * which narrower types keep the low bits. Complex numbers lose their imaginary part. The floating-point status
 * `invalid` or `overflow` is reported under the name "cast".
 * a        in borrowed                    any dtype and shape
 * dtype    in borrowed                    any dtype, in any byte order
 * casting  in default=ND_CASTING_UNSAFE   ND_CASTING_NO … ND_CASTING_UNSAFE
 * order    in default=ND_ORDER_K          ND_ORDER_K, C, F or A
 * returns  owned                          `a`'s shape, of `dtype`; not weak
 * errors   ND_CASTING_ERROR, ND_VALUE_ERROR, ND_FLOATING_POINT_ERROR, ND_CALLBACK_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_astype(nd_array* a, nd_dtype* dtype, nd_casting casting, nd_order order) {
  return call("nd_astype", [&] {
    const Array& source = object<Array>(a, "a");
    return give(
        astype(source, &object<DType>(dtype, "dtype"), casting_or(casting, ND_CASTING_UNSAFE), checked_order(order)));
  });
}

/*ND_API as_array since=1
 * The array itself if it is of the dtype and order already, else a converted copy.
 * a        in borrowed             any dtype and shape
 * dtype    in optional             NULL for the array's own
 * order    in default=ND_ORDER_K   ND_ORDER_C and F demand that contiguity; K and A demand nothing
 * copy     in default=ND_COPY_IF_NEEDED   ND_COPY_IF_NEEDED, ND_COPY_NEVER or ND_COPY_ALWAYS
 * returns  owned                   perhaps one more owner of `a`; never weak
 * errors   ND_VALUE_ERROR, ND_FLOATING_POINT_ERROR, ND_CALLBACK_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_as_array(nd_array* a, nd_dtype* dtype, nd_order order, nd_copy_mode copy) {
  return call("nd_as_array", [&] {
    Array& source = object<Array>(a, "a");
    DType* const given = optional_dtype(dtype, "dtype");
    DType* const type = given != nullptr ? given : source.dtype;
    checked_order(order);
    checked_copy(copy);
    const bool ordered = (order != ND_ORDER_C || source.c_contiguous) && (order != ND_ORDER_F || source.f_contiguous);
    if (copy != ND_COPY_ALWAYS && ordered && type == source.dtype) {
      if (source.weak == ND_WEAK_NONE) return give(Ref<Array>(&source));
      return give(view(source, source.data, source.shape(), source.strides()));  // an array is not weak
    }
    if (copy == ND_COPY_NEVER) fail(ND_VALUE_ERROR, ": unable to avoid copy while creating an array as requested");
    return give(astype(source, type, ND_CASTING_UNSAFE, order));
  });
}

/*ND_API assign since=1
 * Writes elements into an array: destination[...] = source.
 * The source broadcasts to the destination's shape. Overlap is handled as if the source had been copied first.
 * destination  in borrowed                    a writeable array of any dtype and shape
 * source       in borrowed                    a shape that broadcasts to the destination's; cast to its dtype
 * casting      in default=ND_CASTING_UNSAFE   ND_CASTING_NO … ND_CASTING_UNSAFE
 * errors       ND_READ_ONLY, ND_CASTING_ERROR, ND_VALUE_ERROR, ND_OVERFLOW_ERROR, ND_FLOATING_POINT_ERROR,
 *              ND_CALLBACK_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_status nd_assign(nd_array* destination, nd_array* source, nd_casting casting) {
  return call("nd_assign", [&] {
    assign(object<Array>(destination, "destination"), object<Array>(source, "source"),
           casting_or(casting, ND_CASTING_UNSAFE));
  });
}

namespace {

void fill_by(nd_array* a, nd_array* value, int32_t casting) {
  Array& target = object<Array>(a, "a");
  const Array& source = object<Array>(value, "value");
  if (casting != ND_CASTING_UNSAFE) require_cast(source.type_operand(), target.dtype, casting);
  fill(target, source);
}

}  // namespace

/*ND_API fill since=1
 * Sets every element of an array to one value.
 * a        in borrowed   a writeable array of any dtype and shape
 * value    in borrowed   one element, cast to `a`'s dtype
 * errors   ND_READ_ONLY, ND_VALUE_ERROR, ND_OVERFLOW_ERROR, ND_FLOATING_POINT_ERROR, ND_CALLBACK_ERROR
 */
ND_EXPORT nd_status nd_fill(nd_array* a, nd_array* value) {
  return call("nd_fill", [&] { fill_by(a, value, ND_CASTING_UNSAFE); });
}

/*ND_API fill version=2 since=2
 * Sets every element of an array to one value, as far as a casting rule allows the conversion.
 * Version 1 converts whatever it is given: 2.75 fills integers with 2, and complex numbers lose their imaginary part.
 * a        in borrowed   a writeable array of any dtype and shape
 * value    in borrowed   one element
 * casting  in default=ND_CASTING_SAME_KIND   ND_CASTING_NO … ND_CASTING_UNSAFE
 * errors   ND_READ_ONLY, ND_CASTING_ERROR, ND_VALUE_ERROR, ND_OVERFLOW_ERROR, ND_FLOATING_POINT_ERROR,
 *          ND_CALLBACK_ERROR
 */
ND_EXPORT nd_status nd_fill_v2(nd_array* a, nd_array* value, nd_casting casting) {
  return call("nd_fill_v2", [&] { fill_by(a, value, casting_or(casting, ND_CASTING_SAME_KIND)); });
}

/*ND_API array_to_memory since=1
 * Writes the elements one after another into the caller's memory.
 * a        in borrowed             any dtype and shape
 * memory   out len=nbytes          any alignment; the array's byte order is kept
 * order    in default=ND_ORDER_C   ND_ORDER_C, F or A
 * errors   ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_status nd_array_to_memory(nd_array* a, void* memory, int64_t nbytes, nd_order order) {
  return reading("nd_array_to_memory", [&] {
    const Array& source = object<Array>(a, "a");
    const auto bytes = span_of(static_cast<std::byte*>(memory), nbytes, "memory");
    if (nbytes != source.nbytes()) {
      fail(ND_VALUE_ERROR, ": argument `memory` has ", nbytes, " bytes, but the array has ", source.nbytes());
    }
    const bool f_order =
        checked_order(order) == ND_ORDER_F || (order == ND_ORDER_A && source.f_contiguous && !source.c_contiguous);
    const int32_t chosen = f_order ? ND_ORDER_F : ND_ORDER_C;
    Ref<Buffer> buffer = Buffer::wrap(bytes.data(), bytes.size(), true, nullptr, nullptr);
    const Ref<Array> target =
        Array::create(source.dtype, source.shape(), contiguous_strides(source.shape(), source.itemsize(), chosen),
                      bytes.data(), std::move(buffer), true, false);
    assign(*target, source, ND_CASTING_NO);
  });
}
