// Elementwise functions that are made of several ufuncs, or take arguments beside operands.
/*ND_AREA math Elementwise functions with rules or arguments of their own: clip, round, closeness, parts, special
 * values. */
#include "ndcore/math.h"
#include "array/creation.hpp"

#include "areas/options.hpp"
#include "runtime/arguments.hpp"
#include "ufunc/functions.hpp"

using namespace nd;
using namespace nd::capi;

namespace {

// A tolerance, or the weak number that NumPy takes where none is given.
struct Tolerance {
  Tolerance(nd_array* given, const char* name, double otherwise)
      : usual(given == nullptr ? scalar(otherwise, ND_WEAK_FLOAT) : nullptr),
        array(given == nullptr ? usual.get() : &nd::capi::array(given, name)) {}

  const Ref<Array> usual;
  const Array* const array;
};

}  // namespace

/*ND_API clip
 * Elements limited to the range from `a_min` to `a_max`; where that is empty, `a_max` wins.
 * NaN among the three gives NaN. A weak integer past the ends of `a`'s integer dtype limits nothing. With `out`,
 * `where` or `casting`: nd_ufunc_call of the ufuncs clip, or minimum and maximum for one bound.
 * a        in borrowed  any dtype, any shape; booleans need a bound
 * a_min    in borrowed optional  a shape that broadcasts with `a`'s; NULL: no lower limit
 * a_max    in borrowed optional  a shape that broadcasts with `a`'s; NULL: no upper limit
 * returns  owned  the broadcast shape, the promoted dtype
 * errors   ND_TYPE_ERROR, ND_VALUE_ERROR, ND_OVERFLOW_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_clip(nd_array* a, nd_array* a_min, nd_array* a_max) {
  return call("nd_clip", [&] {
    const Array& values = array(a, "a");
    return give(clip(values, optional_array(a_min, "a_min"), optional_array(a_max, "a_max")));
  });
}

/*ND_API round python method alias=around
 * Elements rounded to a number of decimals, halves to the even neighbour.
 * Computed as x * 10^decimals, rint and the division back, each rounded. Of complex numbers both parts are rounded.
 * Integers become exact multiples of a power of ten, unless `out` is given; what has no room in their dtype wraps.
 * a        in borrowed  any dtype and shape; booleans only to 0 decimals, as float16
 * decimals in default=0  below 0: to tens, hundreds …
 * out      in borrowed optional  takes the result; of `a`'s shape
 * returns  owned scalar wrapped=a  `a`'s shape and dtype; `out` itself when given
 * errors   ND_TYPE_ERROR, ND_VALUE_ERROR, ND_CASTING_ERROR, ND_READ_ONLY, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_round(nd_array* a, int64_t decimals, nd_array* out) {
  return call("nd_round", [&] {
    const Array& values = array(a, "a");
    return give(round(values, decimals, optional_array(out, "out")));
  });
}

/*ND_API isclose python
 * Whether |a - b| <= atol + rtol * |b|, element by element; infinities of one sign are close.
 * Operands of one float dtype are compared in one pass. A tolerance that is not finite raises the invalid status.
 * a        in borrowed weak  any shape and numeric dtype
 * b        in borrowed weak  the reference; a shape that broadcasts with `a`'s
 * rtol     in borrowed weak optional  relative tolerance; NULL: 1e-5
 * atol     in borrowed weak optional  absolute tolerance; NULL: 1e-8
 * equal_nan in default=0  not 0: NaNs are close to each other
 * returns  owned scalar wrapped=a,b  booleans of the broadcast shape
 * errors   ND_TYPE_ERROR, ND_VALUE_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 * numpy    a, b, rtol=1e-05, atol=1e-08, equal_nan
 */
ND_EXPORT nd_array* nd_isclose(nd_array* a, nd_array* b, nd_array* rtol, nd_array* atol, nd_flag equal_nan) {
  return call("nd_isclose", [&] {
    const Array& values = array(a, "a");
    const Array& reference = array(b, "b");
    const Tolerance relative(rtol, "rtol", 1e-5);
    const Tolerance absolute(atol, "atol", 1e-8);
    return give(isclose(values, reference, {relative.array, absolute.array, flag_argument(equal_nan, "equal_nan")}));
  });
}

/*ND_API allclose python
 * Whether all elements are close, as nd_isclose says.
 * a        in borrowed weak  any shape and numeric dtype
 * b        in borrowed weak  the reference; a shape that broadcasts with `a`'s
 * rtol     in borrowed weak optional  relative tolerance; NULL: 1e-5
 * atol     in borrowed weak optional  absolute tolerance; NULL: 1e-8
 * equal_nan in default=0  not 0: NaNs are close to each other
 * returns  reading bool  1 or 0
 * errors   ND_TYPE_ERROR, ND_VALUE_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 * numpy    a, b, rtol=1e-05, atol=1e-08, equal_nan
 */
ND_EXPORT int32_t nd_allclose(nd_array* a, nd_array* b, nd_array* rtol, nd_array* atol, nd_flag equal_nan) {
  return call("nd_allclose", [&] {
    const Array& values = array(a, "a");
    const Array& reference = array(b, "b");
    const Tolerance relative(rtol, "rtol", 1e-5);
    const Tolerance absolute(atol, "atol", 1e-8);
    const bool nans = flag_argument(equal_nan, "equal_nan");
    return int32_t{allclose(values, reference, {relative.array, absolute.array, nans})};
  });
}

/*ND_API array_equal
 * Whether two arrays have the same shape and equal elements.
 * a1       in borrowed  any dtype and shape
 * a2       in borrowed  any dtype and shape
 * equal_nan in default=0  1: NaNs equal each other
 * returns  reading bool  1 or 0
 * errors   ND_VALUE_ERROR, ND_OVERFLOW_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT int32_t nd_array_equal(nd_array* a1, nd_array* a2, nd_flag equal_nan) {
  return call("nd_array_equal", [&] {
    const Array& left = array(a1, "a1");
    return int32_t{array_equal(left, array(a2, "a2"), flag_argument(equal_nan, "equal_nan"))};
  });
}

/*ND_API array_equiv
 * Whether two arrays broadcast to one shape and have equal elements there.
 * a1       in borrowed  any dtype and shape
 * a2       in borrowed  any dtype and shape
 * returns  reading bool  1 or 0
 * errors   ND_OVERFLOW_ERROR, ND_FLOATING_POINT_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT int32_t nd_array_equiv(nd_array* a1, nd_array* a2) {
  return call("nd_array_equiv", [&] {
    const Array& left = array(a1, "a1");
    return int32_t{array_equiv(left, array(a2, "a2"))};
  });
}

/*ND_API nan_to_num
 * A copy with other values for NaN, inf and -inf; of complex numbers in each part.
 * Arrays of integers and booleans hold none of them and are copied.
 * x        in borrowed           any dtype and shape
 * nan      in borrowed optional  for NaN; broadcasts to `x`'s shape, as the two others. NULL: 0
 * posinf   in borrowed optional  for inf; NULL: the largest number of the dtype
 * neginf   in borrowed optional  for -inf; NULL: the smallest number of the dtype
 * out      in borrowed optional  takes the result; of `x`'s shape, perhaps `x` itself
 * returns  owned  `x`'s shape and dtype; `out` itself when given
 * errors   ND_VALUE_ERROR, ND_CASTING_ERROR, ND_READ_ONLY, ND_TYPE_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_nan_to_num(nd_array* x, nd_array* nan, nd_array* posinf, nd_array* neginf, nd_array* out) {
  return call("nd_nan_to_num", [&] {
    const Array& values = array(x, "x");
    const Array* const for_nan = optional_array(nan, "nan");
    const Array* const for_posinf = optional_array(posinf, "posinf");
    const Array* const for_neginf = optional_array(neginf, "neginf");
    return give(nan_to_num(values, for_nan, for_posinf, for_neginf, optional_array(out, "out")));
  });
}

/*ND_API sinc python
 * sin(πx) / (πx), and 1 at zero.
 * x        in borrowed    any shape and numeric dtype
 * returns  owned scalar   `x`'s shape, of its precision; float64 for integers and booleans
 * errors   ND_FLOATING_POINT_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_sinc(nd_array* x) {
  return call("nd_sinc", [&] { return give(sinc(array(x, "x"))); });
}

/*ND_API angle python
 * The angles of complex numbers, in (-π, π] or in degrees: arctan2 of imaginary and real part. Real numbers count as
 * complex ones with a positive zero.
 * z        in borrowed    any shape and numeric dtype
 * deg      in default=0   nonzero: degrees
 * returns  owned scalar wrapped=z  `z`'s shape; real, of the precision of `z`, a float for integers and booleans
 * errors   ND_VALUE_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_angle(nd_array* z, nd_flag deg) {
  return call("nd_angle", [&] { return give(angle(array(z, "z"), deg != 0)); });
}

/*ND_API iscomplex python
 * True where the imaginary part is not zero.
 * x        in borrowed    any dtype and shape
 * returns  owned scalar   booleans of the shape of `x`
 * errors   ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_iscomplex(nd_array* x) {
  return call("nd_iscomplex", [&] { return give(iscomplex(array(x, "x"))); });
}

/*ND_API isreal python
 * True where the imaginary part is zero.
 * x        in borrowed    any dtype and shape
 * returns  owned scalar   booleans of the shape of `x`
 * errors   ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_isreal(nd_array* x) {
  return call("nd_isreal", [&] { return give(isreal(array(x, "x"))); });
}

/*ND_API real_if_close
 * The real part of `a` if all imaginary parts are close to zero, else `a` itself.
 * a        in borrowed    any dtype and shape
 * tol      in default=100  larger than 1: in units of the spacing of the dtype at 1; else the bound itself
 * returns  owned          a view of the real parts, or `a`
 * errors   ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_real_if_close(nd_array* a, double tol) {
  return call("nd_real_if_close", [&] { return give(real_if_close(array(a, "a"), tol)); });
}
