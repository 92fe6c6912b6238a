// power of integers, gcd, lcm. Powers wrap; a negative exponent is an error, as in NumPy. gcd and lcm of 0 and n are n
// and 0; results are magnitudes.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/integer.cpp"
#include <hwy/foreach_target.h>

#include <algorithm>

#include "core/error.hpp"
#include "kernels/families.hpp"
#include "kernels/register-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace nd::HWY_NAMESPACE {
namespace {

template <class U>
HWY_INLINE U product(U a, U b) {
  if constexpr (sizeof(U) < sizeof(uint32_t))
    return static_cast<U>(uint32_t{a} * b);
  else
    return a * b;
}

// Exponents are taken as unsigned after `require_not_negative`.
template <class T>
struct Power : Elementwise {
  using U = std::make_unsigned_t<T>;
  T operator()(T a, T b) const {
    U base = static_cast<U>(a), result = 1;
    for (auto exponent = static_cast<U>(b); exponent != 0; exponent = static_cast<U>(exponent >> 1)) {
      if ((exponent & 1) != 0) result = product(result, base);
      base = product(base, base);
    }
    return static_cast<T>(result);
  }
};

template <class T>
void require_not_negative(const std::byte* exponents, int64_t n, int64_t stride) {
  if constexpr (std::is_signed_v<T>) {
    for (int64_t i = 0; i < n; ++i, exponents += stride)
      if (const T exponent = load<T>(exponents); exponent < 0)
        fail(ND_VALUE_ERROR, "power: argument `x2` holds ", int64_t{exponent},
             ": integers to negative integer powers are not allowed");
  }
}

inline constexpr int64_t kPowerBlock = 256;

// One exponent for all: its bits are walked once a block, so that the products are vectors.
template <class U>
void raise_block(const U* bases, U exponent, U* results, int64_t n) {
  U squares[kPowerBlock];
  std::copy_n(bases, n, squares);
  std::fill_n(results, n, U{1});
  for (; exponent != 0; exponent = static_cast<U>(exponent >> 1)) {
    if ((exponent & 1) != 0) {
      ND_VECTORIZED
      for (int64_t i = 0; i < n; ++i) results[i] = product(results[i], squares[i]);
    }
    if (exponent == 1) break;
    ND_VECTORIZED
    for (int64_t i = 0; i < n; ++i) squares[i] = product(squares[i], squares[i]);
  }
}

template <class T>
HWY_NOINLINE void power(std::byte* const* args, int64_t n, const int64_t* strides, void* context) {
  using U = std::make_unsigned_t<T>;
  if (n <= 0) return;
  require_not_negative<T>(args[1], strides[1] == 0 ? 1 : n, strides[1]);
  if (strides[1] != 0 || strides[2] == 0) return binary<Power<T>, T, T, T>(args, n, strides, context);
  const U exponent = load<U>(args[1]);
  U bases[kPowerBlock], results[kPowerBlock];
  for (int64_t start = 0; start < n; start += kPowerBlock) {
    const int64_t count = std::min(kPowerBlock, n - start);
    for (int64_t i = 0; i < count; ++i) bases[i] = load<U>(args[0] + (start + i) * strides[0]);
    raise_block(bases, exponent, results, count);
    for (int64_t i = 0; i < count; ++i) store(args[2] + (start + i) * strides[2], results[i]);
  }
}

template <class T>
HWY_INLINE auto size_of(T a) {
  using U = std::make_unsigned_t<T>;
  return a < 0 ? static_cast<U>(U{0} - static_cast<U>(a)) : static_cast<U>(a);
}

// Stein's algorithm: halving and subtracting, without division.
template <class U>
HWY_INLINE U greatest_common_divisor(U a, U b) {
  if (a == 0 || b == 0) return a | b;
  const auto low_zeros = [](U x) HWY_ATTR { return __builtin_ctzll(static_cast<unsigned long long>(x)); };
  const int common = std::min(low_zeros(a), low_zeros(b));
  a = static_cast<U>(a >> low_zeros(a));
  b = static_cast<U>(b >> low_zeros(b));
  // The zeros are counted before the sign of the difference is known: the two do not wait for each other.
  while (b != 0) {
    const U difference = static_cast<U>(b - a);
    const bool swaps = b < a;
    a = swaps ? b : a;
    const U size = swaps ? static_cast<U>(U{0} - difference) : difference;
    b = difference == 0 ? U{0} : static_cast<U>(size >> low_zeros(difference));
  }
  return static_cast<U>(a << common);
}

struct Gcd : Elementwise {
  template <class T>
  T operator()(T a, T b) const {
    return static_cast<T>(greatest_common_divisor(size_of(a), size_of(b)));
  }
};
struct Lcm : Elementwise {
  template <class T>
  T operator()(T a, T b) const {
    using U = std::make_unsigned_t<T>;
    const U x = size_of(a), y = size_of(b), divisor = greatest_common_divisor(x, y);
    return divisor == 0 ? T{0} : static_cast<T>(product(static_cast<U>(x / divisor), y));
  }
};

}  // namespace

void register_integer_power(LoopTable& table) {
  for_each_type(IntegerTypes{},
                [&]<class T>(Type<T>) { add_loop(table, "power", {kCode<T>, kCode<T>, kCode<T>}, &power<T>); });
}

void register_integer(LoopTable& table) {
  add_binary_loops<Gcd>(table, "gcd", IntegerTypes{});
  add_binary_loops<Lcm>(table, "lcm", IntegerTypes{});
}

}  // namespace nd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace nd {
HWY_EXPORT(register_integer);
HWY_EXPORT(register_integer_power);
void register_integer(LoopTable& table) { HWY_DYNAMIC_DISPATCH(register_integer)(table); }
void register_integer_power(LoopTable& table) { HWY_DYNAMIC_DISPATCH(register_integer_power)(table); }
}  // namespace nd
#endif
