// Products by rows: each element of a row of `a` scales a row of `b` into a row of sums, which vectorises over columns.
// Columns are taken in blocks whose part of `b` stays in the second-level cache. Compiled once per instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/matmul.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <algorithm>
#include <array>

#include "core/fpstatus.hpp"
#include "core/lazy.hpp"
#include "dtype/elements.hpp"
#include "kernels/complex_product-inl.hpp"
#include "kernels/math_blocks.hpp"
#include "kernels/matmul.hpp"

HWY_BEFORE_NAMESPACE();
namespace nd::HWY_NAMESPACE {
namespace {

// Sums are kept in this type: unsigned for integers, so that they wrap.
template <class T>
struct SumOf {
  using type = T;
};
template <class T>
  requires std::is_integral_v<T>
struct SumOf<T> {
  // Narrower types would be promoted to int, whose overflow is undefined.
  using type = std::conditional_t<sizeof(T) < 4, uint32_t, std::make_unsigned_t<T>>;
};
template <>
struct SumOf<bool8> {
  using type = uint8_t;
};
template <>
struct SumOf<float16> {
  using type = float;
};
template <>
struct SumOf<bfloat16> {
  using type = float;
};

template <class T>
HWY_INLINE typename SumOf<T>::type widen(T value) {
  using Sum = typename SumOf<T>::type;
  if constexpr (kIsBool<T>) {
    return value.value != 0 ? 1 : 0;
  } else if constexpr (kIsComplex<T>) {
    return value;
  } else {
    return static_cast<Sum>(value);
  }
}

template <class T>
HWY_INLINE T narrow(typename SumOf<T>::type sum) {
  if constexpr (kIsBool<T>) {
    return T(sum != 0);
  } else if constexpr (kIsHalf<T>) {
    return T(one_nan(sum));
  } else if constexpr (kIsComplex<T>) {
    return {one_nan(sum.re), one_nan(sum.im)};
  } else if constexpr (kIsFloat<T>) {
    return one_nan(sum);
  } else {
    return static_cast<T>(sum);
  }
}

template <class T, class Sum>
HWY_INLINE void accumulate(Sum& sum, Sum factor, T element) {
  if constexpr (kIsBool<T>) {
    sum = static_cast<Sum>(sum | (factor & widen(element)));
  } else if constexpr (kIsComplex<T>) {
    sum.re += factor.re * element.re - factor.im * element.im;
    sum.im += factor.re * element.im + factor.im * element.re;
  } else {
    sum += factor * widen(element);
  }
}

template <class T>
void product(const std::byte* a_bytes, int64_t a_stride, const std::byte* b_bytes, int64_t b_stride, std::byte* c_bytes,
             int64_t c_stride, int64_t m, int64_t n, int64_t k) {
  using Sum = typename SumOf<T>::type;
  const auto* a = reinterpret_cast<const T*>(a_bytes);
  const auto* b = reinterpret_cast<const T*>(b_bytes);
  auto* c = reinterpret_cast<T*>(c_bytes);
  constexpr int64_t kColumns = 256;
  alignas(64) Sum sums[kColumns];
  int32_t status = 0;
  for (int64_t j0 = 0; j0 < n; j0 += kColumns) {
    const int64_t width = std::min(kColumns, n - j0);
    for (int64_t i = 0; i < m; ++i) {
      std::fill_n(sums, width, Sum{});
      for (int64_t p = 0; p < k; ++p) {
        const Sum factor = widen(a[i * a_stride + p]);
        const T* row = b + p * b_stride + j0;
#pragma GCC ivdep
        for (int64_t j = 0; j < width; ++j) accumulate<T>(sums[j], factor, row[j]);
      }
      T* target = c + i * c_stride + j0;
      for (int64_t j = 0; j < width; ++j) target[j] = narrow<T>(sums[j]);
      if constexpr (kIsHalf<T>) {
        for (int64_t j = 0; j < width; ++j)
          status |= kernels::rounding_status<T>(sums[j], static_cast<float>(target[j]));
      }
    }
  }
  raise_fp_flags(status);
}

template <class... Ts>
constexpr std::array<kernels::MatmulKernel, kTypeCount> make_table(TypeList<Ts...>) {
  return {product<Ts>...};
}

}  // namespace

const kernels::MatmulKernel* matmul_kernels() {
  static constexpr auto table = make_table(AllTypes{});
  return table.data();
}

}  // namespace nd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace nd {
HWY_EXPORT(matmul_kernels);
namespace kernels {
const char* const kMatmulSource = HWY_TARGET_INCLUDE;

MatmulKernel matmul_kernel(nd_type_code code) noexcept {
  static constinit LazyPointer<const MatmulKernel> found;
  const MatmulKernel* const table = found.get([] { return HWY_DYNAMIC_DISPATCH(matmul_kernels)(); });
  return table[code];
}
}  // namespace kernels
}  // namespace nd
#endif
