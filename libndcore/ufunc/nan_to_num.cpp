// nan_to_num and sinc: other values where a float has none, or a formula gives none.
#include <limits>
#include <numbers>

#include "iter/broadcast.hpp"
#include "iter/convert.hpp"
#include "ufunc/functions.hpp"
#include "ufunc/ufunc.hpp"

namespace nd {

namespace {

// The largest number of a floating-point dtype, or the smallest.
Ref<Array> extreme(DType* dtype, bool largest) {
  return visit_type(dtype->code, [&]<class T>(Type<T>) -> Ref<Array> {
    if constexpr (std::is_floating_point_v<T>) {
      return scalar(largest ? std::numeric_limits<T>::max() : std::numeric_limits<T>::lowest());
    } else if constexpr (kIsHalf<T>) {
      const float value = std::is_same_v<T, float16> ? 65504.0F : 0x1.fep127F;
      return scalar(T(largest ? value : -value));
    } else {
      fail(ND_INTERNAL_ERROR, "nan_to_num: ", dtype->name, " is no float");
    }
  });
}

// `made` in the place of NaN, inf and -inf of `x`, both of one real dtype; the same array, or apart.
void replace(const Array& x, Ref<Array> made, const Array* nan, const Array* posinf, const Array* neginf) {
  DType* const type = native(x.dtype);
  const Ref<Array> zero = zeros(type, {});
  const Ref<Array> highest = extreme(type, true);
  const Ref<Array> lowest = extreme(type, false);
  const Array* const inputs[] = {&x, nan != nullptr ? nan : zero.get(), posinf != nullptr ? posinf : highest.get(),
                                 neginf != nullptr ? neginf : lowest.get()};
  call_ufunc(find_ufunc("nan_to_num"), inputs, std::span(&made, 1), {.dtype = type});
}

// `values`, which broadcast to the complex `x`, as what broadcasts to both_parts(x).
Ref<Array> for_both_parts(const Array* values, const Array& x) {
  if (values == nullptr || values->ndim == 0) return Ref<Array>(const_cast<Array*>(values));
  const Ref<Array> full = broadcast_to(*values, x.shape());
  Dims shape, strides;
  for (int32_t i = 0; i < x.ndim; ++i) {
    if (x.shape(i) == 1) continue;
    shape.push_back(x.shape(i));
    strides.push_back(full->stride(i));
  }
  shape.push_back(1);
  strides.push_back(0);
  return view(*full, full->data, shape, strides);
}

}  // namespace

Ref<Array> nan_to_num(const Array& x, const Array* nan, const Array* posinf, const Array* neginf, Array* out) {
  DType* const kept = x.ndim == 0 ? native(x.dtype) : x.dtype;
  if (!x.dtype->is_inexact()) return into_output(astype(x, kept), out, "nan_to_num");
  const bool in_place = out != nullptr && out->dtype == x.dtype && std::ranges::equal(out->shape(), x.shape());
  if (in_place) require_writeable(*out, "nan_to_num", "out");
  const Ref<Array> made = in_place ? Ref<Array>(out) : empty_like(x, kept);
  if (!x.dtype->is_complex()) {
    replace(x, made, nan, posinf, neginf);
  } else if (x.size != 0 || x.ndim < kMaxDims) {
    replace(*both_parts(x), both_parts(*made), for_both_parts(nan, x).get(), for_both_parts(posinf, x).get(),
            for_both_parts(neginf, x).get());
  }
  return in_place ? made : into_output(made, out, "nan_to_num");
}

Ref<Array> sinc(const Array& x) {
  const Ref<Array> pi = scalar(std::numbers::pi, ND_WEAK_FLOAT);
  const Ref<Array> angles = apply(find_ufunc("multiply"), *pi, x);
  // Small enough that the quotient is 1, large enough for a dtype in which it would be zero otherwise.
  const double small = visit_type(angles->dtype->code, []<class T>(Type<T>) -> double {
    if constexpr (std::is_floating_point_v<T>) return std::numeric_limits<T>::epsilon();
    return std::is_same_v<T, float16> ? 0x1p-10 : std::is_same_v<T, bfloat16> ? 0x1p-7 : 1e-20;
  });
  const Ref<Array> instead = scalar(small, ND_WEAK_FLOAT);
  const Ref<Array> nonzero = astype(*angles, dtype_of(ND_BOOL));
  const Array* const inputs[] = {nonzero.get(), angles.get(), instead.get()};
  Ref<Array> safe;
  call_ufunc(find_ufunc("where"), inputs, std::span(&safe, 1),
             {.casting = ND_CASTING_UNSAFE, .dtype = native(angles->dtype)});
  return apply(find_ufunc("divide"), *apply(find_ufunc("sin"), *safe), *safe);
}

}  // namespace nd
