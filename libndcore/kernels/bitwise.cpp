// bitwise_and, bitwise_or, bitwise_xor, invert, left_shift, right_shift, bitwise_count. Booleans are combined as truth
// values. Shifts by the width or more, and by negative numbers, push every bit out.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/bitwise.cpp"
#include <hwy/foreach_target.h>

#include "kernels/families.hpp"
#include "kernels/register-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace nd::HWY_NAMESPACE {
namespace {

struct And : Wrapping {
  template <class T>
  T operator()(T a, T b) const {
    if constexpr (kIsBool<T>)
      return bool8((a.value != 0) & (b.value != 0));
    else
      return a & b;
  }
};
struct Or : Wrapping {
  template <class T>
  T operator()(T a, T b) const {
    if constexpr (kIsBool<T>)
      return bool8((a.value | b.value) != 0);
    else
      return a | b;
  }
};
struct Xor : Wrapping {
  template <class T>
  T operator()(T a, T b) const {
    if constexpr (kIsBool<T>)
      return bool8((a.value != 0) != (b.value != 0));
    else
      return a ^ b;
  }
};
struct Invert : Wrapping {
  template <class T>
  T operator()(T a) const {
    if constexpr (kIsBool<T>)
      return bool8(a.value == 0);
    else
      return static_cast<T>(~a);
  }
};

struct LeftShift : Wrapping {
  // Without an instruction for it, compilers shift by multiplying with floats made of exponents, which raise invalid.
  const KeepFpFlags<true> flags;

  template <class T>
  T operator()(T a, T b) const {
    constexpr T kWidth = 8 * sizeof(T);
    const T inside = b < kWidth ? b : T{0};
    const T shifted = static_cast<T>(a << inside);
    return b < kWidth ? shifted : T{0};
  }
};
// Signed numbers keep their sign however far they are shifted.
struct RightShift : Elementwise {
  template <class T>
  T operator()(T a, T b) const {
    using U = std::make_unsigned_t<T>;
    constexpr U kWidth = 8 * sizeof(T);
    const U by = static_cast<U>(b);
    if constexpr (std::is_signed_v<T>) return static_cast<T>(a >> (by < kWidth ? by : kWidth - 1));
    const T shifted = static_cast<T>(a >> (by < kWidth ? by : U{0}));
    return by < kWidth ? shifted : T{0};
  }
};

// Of the absolute value, which fits the unsigned type.
struct BitCount : Elementwise {
  template <class T>
  uint8_t operator()(T a) const {
    using U = std::make_unsigned_t<T>;
    U x = a < 0 ? static_cast<U>(U{0} - static_cast<U>(a)) : static_cast<U>(a);
    constexpr U kOnes = static_cast<U>(-1);
    x = static_cast<U>(x - ((x >> 1) & (kOnes / 3)));
    x = static_cast<U>((x & (kOnes / 15 * 3)) + ((x >> 2) & (kOnes / 15 * 3)));
    x = static_cast<U>((x + (x >> 4)) & (kOnes / 255 * 15));
    // No loop: the compiler would not vectorise around it.
    if constexpr (sizeof(T) >= 2) x = static_cast<U>(x + (x >> 8));
    if constexpr (sizeof(T) >= 4) x = static_cast<U>(x + (x >> 16));
    if constexpr (sizeof(T) >= 8) x = static_cast<U>(x + (x >> 32));
    return static_cast<uint8_t>(x & 0x7f);
  }
};

using BoolAndIntegers = TypeList<bool8, int8_t, uint8_t, int16_t, uint16_t, int32_t, uint32_t, int64_t, uint64_t>;

}  // namespace

void register_bitwise(LoopTable& table) {
  add_binary_loops<And>(table, "bitwise_and", BoolAndIntegers{});
  add_binary_loops<Or>(table, "bitwise_or", BoolAndIntegers{});
  add_binary_loops<Xor>(table, "bitwise_xor", BoolAndIntegers{});
  add_unary_loops<Invert>(table, "invert", BoolAndIntegers{});
  add_binary_loops<LeftShift>(table, "left_shift", IntegerTypes{});
  add_binary_loops<RightShift>(table, "right_shift", IntegerTypes{});
  add_unary_loops<BitCount, uint8_t>(table, "bitwise_count", IntegerTypes{});
}

}  // namespace nd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace nd {
HWY_EXPORT(register_bitwise);
void register_bitwise(LoopTable& table) { HWY_DYNAMIC_DISPATCH(register_bitwise)(table); }
}  // namespace nd
#endif
