// New arrays: empty ones, constants, ramps, unit matrices, foreign memory.
#include "array/creation.hpp"

#include <array>
#include <utility>

#include "array/deleters.hpp"

#include "areas/options.hpp"
#include "ndcore/creation.h"
#include "runtime/arguments.hpp"
#include "shape/shape.hpp"
#include "ufunc/functions.hpp"

/*ND_AREA creation New arrays: empty ones, constants, ramps, unit matrices, foreign memory. */

using namespace nd;
using namespace nd::capi;

namespace {

DType* dtype_or(nd_dtype* dtype, DType* otherwise) {
  DType* const given = optional_dtype(dtype, "dtype");
  return given != nullptr ? given : otherwise;
}

// The order of a new array, for which K and A mean C.
int32_t new_order(int32_t order) { return checked_order(order) == ND_ORDER_F ? ND_ORDER_F : ND_ORDER_C; }

// What was made along a new first axis, along another one.
Ref<Array> along(Ref<Array> made, int64_t axis) {
  return axis == 0 ? std::move(made) : moveaxis(*made, std::array<int64_t, 1>{0}, std::array<int64_t, 1>{axis});
}

}  // namespace

/*ND_API empty since=1 python
 * A new array whose content is undefined.
 * shape    in len=ndim            ndim extents, none negative
 * dtype    in optional            NULL for float64
 * order    in default=ND_ORDER_C only=CF  ND_ORDER_C or ND_ORDER_F
 * returns  owned shaped=shape     of the given shape and dtype
 * errors   ND_VALUE_ERROR, ND_NO_MEMORY
 * numpy    shape, dtype, order, *, device=None, like=None
 */
ND_EXPORT nd_array* nd_empty(const int64_t* shape, int32_t ndim, nd_dtype* dtype, nd_order order) {
  return reading("nd_empty", [&] {
    return give(empty(dtype_or(dtype, dtype_of<double>()), span_of(shape, ndim, "shape"), new_order(order)));
  });
}

/*ND_API zeros since=1 python
 * A new array of zeros.
 * shape    in len=ndim            ndim extents, none negative
 * dtype    in optional            NULL for float64
 * order    in default=ND_ORDER_C only=CF  ND_ORDER_C or ND_ORDER_F
 * returns  owned shaped=shape     of the given shape and dtype
 * errors   ND_VALUE_ERROR, ND_NO_MEMORY
 * numpy    shape, dtype, order, *, device=None, like=None
 */
ND_EXPORT nd_array* nd_zeros(const int64_t* shape, int32_t ndim, nd_dtype* dtype, nd_order order) {
  return reading("nd_zeros", [&] {
    return give(zeros(dtype_or(dtype, dtype_of<double>()), span_of(shape, ndim, "shape"), new_order(order)));
  });
}

/*ND_API ones since=1 python
 * A new array of ones.
 * shape    in len=ndim            ndim extents, none negative
 * dtype    in optional            NULL for float64
 * order    in default=ND_ORDER_C only=CF  ND_ORDER_C or ND_ORDER_F
 * returns  owned shaped=shape     of the given shape and dtype
 * errors   ND_VALUE_ERROR, ND_NO_MEMORY
 * numpy    shape, dtype, order, *, device=None, like=None
 */
ND_EXPORT nd_array* nd_ones(const int64_t* shape, int32_t ndim, nd_dtype* dtype, nd_order order) {
  return call("nd_ones", [&] {
    return give(ones(dtype_or(dtype, dtype_of<double>()), span_of(shape, ndim, "shape"), new_order(order)));
  });
}

/*ND_API full since=1
 * A new array filled with a value.
 * shape    in len=ndim            ndim extents, none negative
 * value    in borrowed            broadcasts to `shape`; cast to `dtype` without checks but for weak integers
 * dtype    in optional            NULL for the value's own
 * order    in default=ND_ORDER_C  ND_ORDER_C or ND_ORDER_F
 * returns  owned                  of the given shape and dtype
 * errors   ND_VALUE_ERROR, ND_OVERFLOW_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_full(const int64_t* shape, int32_t ndim, nd_array* value, nd_dtype* dtype, nd_order order) {
  return call("nd_full", [&] {
    const Array& source = object<Array>(value, "value");
    return give(full(span_of(shape, ndim, "shape"), source, dtype_or(dtype, nullptr), new_order(order)));
  });
}

/*ND_API empty_like
 * A new array of the shape of another; its content is undefined.
 * prototype  in borrowed            any dtype and shape
 * dtype      in optional            NULL for the prototype's
 * order      in default=ND_ORDER_K  ND_ORDER_K: axes lie in memory as the prototype's
 * returns    owned                  of the prototype's shape; not weak
 * errors     ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_empty_like(nd_array* prototype, nd_dtype* dtype, nd_order order) {
  return reading("nd_empty_like", [&] {
    const Array& like = object<Array>(prototype, "prototype");
    return give(empty_like(like, dtype_or(dtype, like.dtype), checked_order(order)));
  });
}

/*ND_API zeros_like
 * A new array of zeros, of the shape of another.
 * a          in borrowed            any dtype and shape
 * dtype      in optional            NULL for `a`'s
 * order      in default=ND_ORDER_K  ND_ORDER_K: axes lie in memory as `a`'s
 * returns    owned                  of `a`'s shape; not weak
 * errors     ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_zeros_like(nd_array* a, nd_dtype* dtype, nd_order order) {
  return call("nd_zeros_like", [&] {
    const Array& like = object<Array>(a, "a");
    DType* const type = dtype_or(dtype, like.dtype);
    // Zeroed memory comes free of charge where the layout is a plain one.
    const bool c_order = checked_order(order) == ND_ORDER_C || (order != ND_ORDER_F && like.c_contiguous);
    if (c_order) return give(zeros(type, like.shape()));
    Ref<Array> result = empty_like(like, type, order);
    fill(*result, *scalar(int64_t{0}));
    return give(std::move(result));
  });
}

/*ND_API ones_like
 * A new array of ones, of the shape of another.
 * a          in borrowed            any dtype and shape
 * dtype      in optional            NULL for `a`'s
 * order      in default=ND_ORDER_K  ND_ORDER_K: axes lie in memory as `a`'s
 * returns    owned                  of `a`'s shape; not weak
 * errors     ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_ones_like(nd_array* a, nd_dtype* dtype, nd_order order) {
  return call("nd_ones_like", [&] {
    const Array& like = object<Array>(a, "a");
    Ref<Array> result = empty_like(like, dtype_or(dtype, like.dtype), checked_order(order));
    fill(*result, *scalar(int64_t{1}));
    return give(std::move(result));
  });
}

/*ND_API full_like
 * A new array filled with a value, of the shape of another.
 * a          in borrowed            any dtype and shape
 * fill_value in borrowed            broadcasts to `a`'s shape
 * dtype      in optional            NULL for `a`'s
 * order      in default=ND_ORDER_K  ND_ORDER_K: axes lie in memory as `a`'s
 * returns    owned                  of `a`'s shape; not weak
 * errors     ND_VALUE_ERROR, ND_OVERFLOW_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_full_like(nd_array* a, nd_array* fill_value, nd_dtype* dtype, nd_order order) {
  return call("nd_full_like", [&] {
    const Array& like = object<Array>(a, "a");
    const Array& source = object<Array>(fill_value, "fill_value");
    Ref<Array> result = empty_like(like, dtype_or(dtype, like.dtype), checked_order(order));
    assign(*result, source);
    return give(std::move(result));
  });
}

/*ND_API arange
 * The values start, start + step, … below `stop`.
 * There are ceil((stop - start) / step) of them, and element i is start + i * delta with delta = (start + step) - start
 * in the result's dtype. The first two must be within the bounds of an integer dtype.
 * start    in borrowed   one element each, real numbers
 * stop     in borrowed   one element, real; not reached
 * step     in borrowed   one element, real, not 0; negative: downwards
 * dtype    in optional   NULL for what the three promote to
 * returns  owned         1-d, of `dtype` or what the three promote to
 * errors   ND_VALUE_ERROR, ND_TYPE_ERROR, ND_OVERFLOW_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_arange(nd_array* start, nd_array* stop, nd_array* step, nd_dtype* dtype) {
  return call("nd_arange", [&] {
    return give(arange(object<Array>(start, "start"), object<Array>(stop, "stop"), object<Array>(step, "step"),
                       dtype_or(dtype, nullptr)));
  });
}

/*ND_API linspace python asks=start+stop
 * Evenly spaced values from `start` to `stop`, along a new axis.
 * start     in borrowed weak  `start` and `stop` broadcast together
 * stop      in borrowed weak  the last value, unless `endpoint` is 0; broadcasts with `start`
 * num       in default=50     how many values, from 0
 * endpoint  in default=1      0: leave `stop` out
 * dtype     in optional       NULL for the floating-point type of the two; integer dtypes round down
 * axis      in default=0      of the result, along which the values lie; negative counts from the end
 * step      out optional scalar if=retstep  the distance of two values, NaN where it is undefined
 * returns   owned             the broadcast shape, and `num` along the axis; of `dtype`
 * errors    ND_VALUE_ERROR, ND_AXIS_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 * numpy     start, stop, num, endpoint, retstep=False, dtype, axis, *, device=None
 */
ND_EXPORT nd_array* nd_linspace(nd_array* start, nd_array* stop, int64_t num, nd_flag endpoint, nd_dtype* dtype,
                                int64_t axis, nd_array** step) {
  return call("nd_linspace", [&] {
    Spaced spaced = linspace(object<Array>(start, "start"), object<Array>(stop, "stop"), num,
                             flag_argument(endpoint, "endpoint"), dtype_or(dtype, nullptr));
    nd_array* values = nullptr;
    std::vector<Ref<Array>> results{along(std::move(spaced.values), axis), std::move(spaced.step)};
    give_all<Array>({&values, step}, std::move(results));
    return values;
  });
}

/*ND_API logspace python
 * A base raised to evenly spaced exponents, along a new axis.
 * start     in borrowed weak       the first exponent; `start`, `stop` and `base` broadcast together
 * stop      in borrowed weak       the last exponent, unless `endpoint` is 0
 * num       in default=50          how many values, from 0
 * endpoint  in default=1           0: leave `stop` out
 * base      in borrowed weak optional  NULL: 10
 * dtype     in optional            NULL for what nd_power gives
 * axis      in default=0           of the result, along which the values lie; negative counts from the end
 * returns   owned                  the broadcast shape, and `num` along the axis; of `dtype`
 * errors    ND_VALUE_ERROR, ND_AXIS_ERROR, ND_TYPE_ERROR, ND_OVERFLOW_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 * numpy     start, stop, num, endpoint, base=10.0, dtype, axis
 */
ND_EXPORT nd_array* nd_logspace(nd_array* start, nd_array* stop, int64_t num, nd_flag endpoint, nd_array* base,
                                nd_dtype* dtype, int64_t axis) {
  return call("nd_logspace", [&] {
    const Array& first = object<Array>(start, "start");
    const Array& last = object<Array>(stop, "stop");
    const Ref<Array> ten = scalar(10.0, ND_WEAK_FLOAT);
    const Array* const given = optional_array(base, "base");
    return give(along(logspace(first, last, num, flag_argument(endpoint, "endpoint"), given != nullptr ? *given : *ten,
                               dtype_or(dtype, nullptr)),
                      axis));
  });
}

/*ND_API geomspace python
 * Values from `start` to `stop`, each the same multiple of the one before, along a new axis.
 * start     in borrowed    not zero; `start` and `stop` broadcast together
 * stop      in borrowed    the last value, unless `endpoint` is 0; not zero
 * num       in default=50  how many values, from 0
 * endpoint  in default=1   0: leave `stop` out
 * dtype     in optional    NULL for the floating-point type, at least float64, of the two
 * axis      in default=0   of the result, along which the values lie; negative counts from the end
 * returns   owned          the broadcast shape, and `num` along the axis; of `dtype`
 * errors    ND_VALUE_ERROR, ND_AXIS_ERROR, ND_TYPE_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_geomspace(nd_array* start, nd_array* stop, int64_t num, nd_flag endpoint, nd_dtype* dtype,
                                 int64_t axis) {
  return call("nd_geomspace", [&] {
    const Array& first = object<Array>(start, "start");
    const bool closed = flag_argument(endpoint, "endpoint");
    return give(along(geomspace(first, object<Array>(stop, "stop"), num, closed, dtype_or(dtype, nullptr)), axis));
  });
}

/*ND_API eye python
 * A matrix with ones on a diagonal and zeros elsewhere.
 * N        in                     rows, from 0
 * M        in default=ND_INDEX_UNSET  columns, from 0; ND_INDEX_UNSET: as many as rows
 * k        in default=0           the diagonal: positive above the main one, negative below
 * dtype    in optional            NULL for float64
 * order    in default=ND_ORDER_C only=CF  ND_ORDER_C or ND_ORDER_F
 * returns  owned                  shape (N, M), of `dtype`
 * errors   ND_VALUE_ERROR, ND_NO_MEMORY
 * numpy    N, M=None, k, dtype=float, order, *, device=None, like=None
 */
ND_EXPORT nd_array* nd_eye(int64_t N, int64_t M, int64_t k, nd_dtype* dtype, nd_order order) {
  return call("nd_eye", [&] {
    const int64_t columns = M == ND_INDEX_UNSET ? N : M;
    return give(eye(N, columns, k, dtype_or(dtype, dtype_of<double>()), new_order(order)));
  });
}

/*ND_API identity python
 * The unit matrix: ones on the diagonal, zeros elsewhere.
 * n        in            rows and columns, from 0
 * dtype    in optional   NULL for float64
 * returns  owned         shape (n, n), of `dtype`
 * errors   ND_VALUE_ERROR, ND_NO_MEMORY
 * numpy    n, dtype, *, like=None
 */
ND_EXPORT nd_array* nd_identity(int64_t n, nd_dtype* dtype) {
  return call("nd_identity", [&] { return give(eye(n, n, 0, dtype_or(dtype, dtype_of<double>()), ND_ORDER_C)); });
}

/*ND_API array_from_memory since=1
 * A new C-contiguous array with a copy of foreign memory.
 * data     in memory              the element at index 0 of every axis
 * dtype    in borrowed            of any byte order; elements may be unaligned
 * shape    in len=ndim            ndim extents, none negative
 * strides  in optional len=ndim   in bytes; NULL for C-contiguous memory
 * returns  owned                  of that shape and dtype, in its byte order; aligned
 * errors   ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_array_from_memory(const void* data, nd_dtype* dtype, const int64_t* shape,
                                         const int64_t* strides, int32_t ndim) {
  return reading("nd_array_from_memory", [&] {
    DType& type = object<DType>(dtype, "dtype");
    return give(from_memory(data, &type, span_of(shape, ndim, "shape"), strides));
  });
}

/*ND_API array_wrap since=1 nocall
 * An array over foreign memory, which is not copied.
 * The memory must stay where it is until `deleter` is called, once, when the last array over it is gone. If this call
 * fails, the deleter is not called.
 * data       in memory              the element at index 0 of every axis
 * dtype      in borrowed            of any byte order; elements may be unaligned
 * shape      in len=ndim            ndim extents, none negative
 * strides    in optional len=ndim   in bytes; NULL for C-contiguous memory
 * writeable  in                     1 or 0
 * deleter    in optional            called with `data` and `context`; may be NULL
 * context    in opaque optional     given to the deleter
 * returns    owned                  of that shape and dtype; writeable as asked, aligned if the memory is
 * errors     ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_array_wrap(void* data, nd_dtype* dtype, const int64_t* shape, const int64_t* strides,
                                  int32_t ndim, nd_flag writeable, nd_deleter deleter, void* context) {
  return reading("nd_array_wrap", [&] {
    DType& type = object<DType>(dtype, "dtype");
    Ref<Array> result = wrap(data, &type, span_of(shape, ndim, "shape"), strides, flag_argument(writeable, "writeable"),
                             nullptr, nullptr);
    const Ref<Buffer> buffer = result->buffer;
    nd_array* const handle = give(std::move(result));
    buffer->set_deleter(deleter, context);
    return handle;
  });
}

/*ND_API deleters_confine
 * Lets no thread but this one call deleters of arrays, or lets all call them again.
 * For frontends of an interpreter that ends: from then on it takes threads that would enter it out of the process, in
 * the midst of a call. When this returns, no other thread is inside of a deleter; memory whose last array goes on
 * another thread is not given back any more.
 * confined  in default=1  1: this thread only; 0: all threads
 * errors    ND_VALUE_ERROR
 * threads   not from within a deleter
 * see       nd_array_wrap
 */
ND_EXPORT nd_status nd_deleters_confine(nd_flag confined) {
  return reading("nd_deleters_confine", [&] { confine_deleters(flag_argument(confined, "confined")); });
}
