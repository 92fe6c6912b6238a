// Single elements: 0-d arrays of one value, Python-like weak numbers, and reading elements as C numbers.
#include <cstring>

#include "array/array.hpp"
#include "array/transfer.hpp"
#include "ndcore/element.h"
#include "runtime/arguments.hpp"

/*ND_AREA element Single elements: scalars, weak numbers, and reading elements as C numbers. */

using namespace nd;
using namespace nd::capi;

namespace {

// The element at a position in C order, counted from the end if negative.
const std::byte* element_at(const Array& a, int64_t position) {
  const int64_t from_start = position < 0 ? position + a.size : position;
  if (from_start < 0 || from_start >= a.size) {
    fail(ND_INDEX_ERROR, ": index ", position, " is out of bounds for an array of size ", a.size);
  }
  const std::byte* place = a.data;
  int64_t rest = from_start;
  for (int32_t axis = a.ndim - 1; axis >= 0; --axis) {
    place += rest % a.shape(axis) * a.stride(axis);
    rest /= a.shape(axis);
  }
  return place;
}

void read_element(const Array& a, int64_t position, const DType* as, void* value) {
  Transfer(a.dtype, as).run(element_at(a, position), 0, static_cast<std::byte*>(value), 0, 1);
}

}  // namespace

/*ND_API scalar since=1
 * A 0-d array with a copy of one element.
 * dtype    in borrowed  any dtype
 * value    in memory    one element in `dtype`'s byte order, at any alignment
 * returns  owned        0-d, of `dtype`, in its byte order; not weak
 * errors   ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_scalar(nd_dtype* dtype, const void* value) {
  return reading("nd_scalar", [&] {
    DType& type = object<DType>(dtype, "dtype");
    return give(scalar(&type, &out_pointer(static_cast<const char*>(value), "value")));
  });
}

/*ND_API weak_int since=1
 * A Python-like integer: a 0-d int64 that takes the dtype of what it meets.
 * value    in  any
 * returns  owned  0-d int64, weak
 * errors   ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_weak_int(int64_t value) {
  return reading("nd_weak_int", [&] { return give(scalar(value, ND_WEAK_INT)); });
}

/*ND_API weak_uint since=1
 * A Python-like integer past int64: a 0-d uint64 that takes the dtype of what it meets.
 * value    in     gives an int64 where it fits one
 * returns  owned  0-d uint64 or int64, weak
 * errors   ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_weak_uint(uint64_t value) {
  return reading("nd_weak_uint", [&] {
    if (value <= uint64_t{INT64_MAX}) return give(scalar(static_cast<int64_t>(value), ND_WEAK_INT));
    return give(scalar(value, ND_WEAK_INT));
  });
}

/*ND_API weak_float since=1
 * A Python-like float: a 0-d float64 that takes the dtype of the floats it meets.
 * value    in  any, NaN and infinities too
 * returns  owned  0-d float64, weak
 * errors   ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_weak_float(double value) {
  return reading("nd_weak_float", [&] { return give(scalar(value, ND_WEAK_FLOAT)); });
}

/*ND_API weak_complex since=1
 * A Python-like complex number: a 0-d complex128 that takes the precision of what it meets.
 * real     in  any
 * imag     in  any
 * returns  owned  0-d complex128, weak
 * errors   ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_weak_complex(double real, double imag) {
  return reading("nd_weak_complex", [&] { return give(scalar(complex128{real, imag}, ND_WEAK_COMPLEX)); });
}

/*ND_API array_item_int64 since=1
 * One element of a boolean or integer array as int64.
 * a         in borrowed    any shape, dtype bool or integer, either byte order
 * position  in default=0   in C order; negative counts from the end
 * value     out            the element
 * errors    ND_INDEX_ERROR, ND_TYPE_ERROR, ND_OVERFLOW_ERROR, ND_VALUE_ERROR
 */
ND_EXPORT nd_status nd_array_item_int64(nd_array* a, int64_t position, int64_t* value) {
  return reading("nd_array_item_int64", [&] {
    const Array& array = object<Array>(a, "a");
    int64_t& out = out_pointer(value, "value");
    if (array.dtype->is_inexact()) fail(ND_TYPE_ERROR, ": argument `a` is of ", array.dtype->name, ", not of integers");
    int64_t read = 0;
    read_element(array, position, dtype_of<int64_t>(), &read);
    if (array.dtype->code == ND_UINT64 && read < 0) {
      fail(ND_OVERFLOW_ERROR, ": ", static_cast<uint64_t>(read), " is too large for int64");
    }
    out = read;
  });
}

/*ND_API array_item_uint64 since=1
 * One element of a boolean or integer array as uint64.
 * a         in borrowed    any shape, dtype bool or integer, either byte order
 * position  in default=0   in C order; negative counts from the end
 * value     out            the element
 * errors    ND_INDEX_ERROR, ND_TYPE_ERROR, ND_OVERFLOW_ERROR, ND_VALUE_ERROR
 */
ND_EXPORT nd_status nd_array_item_uint64(nd_array* a, int64_t position, uint64_t* value) {
  return reading("nd_array_item_uint64", [&] {
    const Array& array = object<Array>(a, "a");
    uint64_t& out = out_pointer(value, "value");
    if (array.dtype->is_inexact()) fail(ND_TYPE_ERROR, ": argument `a` is of ", array.dtype->name, ", not of integers");
    uint64_t read = 0;
    read_element(array, position, dtype_of<uint64_t>(), &read);
    if (array.dtype->is_signed_integer() && static_cast<int64_t>(read) < 0) {
      fail(ND_OVERFLOW_ERROR, ": ", static_cast<int64_t>(read), " is negative");
    }
    out = read;
  });
}

/*ND_API array_item_float64 since=1
 * One element of a boolean, integer or float array as double.
 * a         in borrowed    any shape, any dtype but complex, either byte order
 * position  in default=0   in C order; negative counts from the end
 * value     out            the element, rounded to double where it does not fit
 * errors    ND_INDEX_ERROR, ND_TYPE_ERROR, ND_VALUE_ERROR
 */
ND_EXPORT nd_status nd_array_item_float64(nd_array* a, int64_t position, double* value) {
  return reading("nd_array_item_float64", [&] {
    const Array& array = object<Array>(a, "a");
    double& out = out_pointer(value, "value");
    if (array.dtype->is_complex())
      fail(ND_TYPE_ERROR, ": argument `a` is of ", array.dtype->name, ", not of real numbers");
    read_element(array, position, dtype_of<double>(), &out);
  });
}

/*ND_API array_item_complex128 since=1
 * One element of any array as real and imaginary part.
 * a         in borrowed    any dtype and shape
 * position  in default=0   in C order; negative counts from the end
 * real      out            the real part
 * imag      out            the imaginary part, 0 of real numbers
 * errors    ND_INDEX_ERROR, ND_VALUE_ERROR
 */
ND_EXPORT nd_status nd_array_item_complex128(nd_array* a, int64_t position, double* real, double* imag) {
  return reading("nd_array_item_complex128", [&] {
    const Array& array = object<Array>(a, "a");
    double& re = out_pointer(real, "real");
    double& im = out_pointer(imag, "imag");
    complex128 value;
    read_element(array, position, dtype_of<complex128>(), &value);
    re = value.re;
    im = value.im;
  });
}

/*ND_API array_item since=1
 * One element as a 0-d array of its own: a copy, in the machine's byte order.
 * a         in borrowed    any dtype and shape
 * position  in default=0   in C order; negative counts from the end
 * returns   owned          0-d, of `a`'s dtype in the machine's byte order
 * errors    ND_INDEX_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_array_item(nd_array* a, int64_t position) {
  return reading("nd_array_item", [&] {
    const Array& array = object<Array>(a, "a");
    DType* const type = native(array.dtype);
    alignas(kMaxItemsize) std::byte value[kMaxItemsize];
    read_element(array, position, type, &value);
    return give(scalar(type, &value));
  });
}
