// isclose (x, y, relative and absolute tolerance) and nan_to_num (x, and what stands for NaN, inf and -inf): vectorised
// where x runs, y runs or stands still, and the last two stand still.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/four_operands.cpp"
#include <hwy/foreach_target.h>

#include "kernels/four_operands.hpp"
#include "kernels/register-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace nd::HWY_NAMESPACE {
namespace {

struct IsClose : Elementwise {
  template <class T>
  bool8 operator()(T x, T y, T relative, T absolute) const {
    const T distance = std::bit_cast<T>(float_bits(x - y) & ~kSignBit<T>);
    const T size = std::bit_cast<T>(float_bits(y) & ~kSignBit<T>);
    const bool within = (distance <= absolute + relative * size) & is_finite(y);
    return bool8(within | (x == y));
  }
};

struct NanToNum : Quiet {
  template <class T>
  T operator()(T x, T nan, T highest, T lowest) const {
    const T infinite = (float_bits(x) & kSignBit<T>) != 0 ? lowest : highest;
    return is_nan(x) ? nan : is_inf(x) ? infinite : x;
  }
};

template <class Op, class T, class R>
HWY_NOINLINE HWY_FLATTEN void four_operands(std::byte* const* args, int64_t n, const int64_t* strides, void*) {
  [[maybe_unused]] const OpFlags<Op, T> flags;
  const Op op;
  const auto* x = reinterpret_cast<const T*>(args[0]);
  const auto* y = reinterpret_cast<const T*>(args[1]);
  auto* out = reinterpret_cast<R*>(args[4]);
  const bool runs = strides[0] == sizeof(T) && strides[4] == sizeof(R) && independent<T, R>(args[0], args[4], n);
  if (runs && n > 0 && strides[2] == 0 && strides[3] == 0 && (strides[1] == 0 || strides[1] == sizeof(T))) {
    const T third = load<T>(args[2]), fourth = load<T>(args[3]), second = *y;
    if (strides[1] == 0) {
      ND_VECTORIZED
      for (int64_t i = 0; i < n; ++i) out[i] = op(x[i], second, third, fourth);
      return;
    }
    if (independent<T, R>(args[1], args[4], n)) {
      ND_VECTORIZED
      for (int64_t i = 0; i < n; ++i) out[i] = op(x[i], y[i], third, fourth);
      return;
    }
  }
  for (int64_t i = 0; i < n; ++i) {
    const auto at = [&](int32_t k) { return load<T>(args[k] + i * strides[k]); };
    store<R>(args[4] + i * strides[4], op(at(0), at(1), at(2), at(3)));
    ND_NOT_VECTORIZED;
  }
}

template <class T>
void add_isclose(LoopTable& table) {
  add_loop(table, "isclose", {kCode<T>, kCode<T>, kCode<T>, kCode<T>, ND_BOOL}, &four_operands<IsClose, T, bool8>);
}

template <class T>
void add_nan_to_num(LoopTable& table) {
  const std::initializer_list<nd_type_code> types = {kCode<T>, kCode<T>, kCode<T>, kCode<T>, kCode<T>};
  if constexpr (kIsHalf<T>)
    add_half_loop<T, 4, 5, 31>(table, "nan_to_num", types, &four_operands<NanToNum, float, float>);
  else
    add_loop(table, "nan_to_num", types, &four_operands<NanToNum, T, T>);
}

}  // namespace

void register_four_operands(LoopTable& table) {
  add_isclose<float>(table);
  add_isclose<double>(table);
  add_nan_to_num<float16>(table);
  add_nan_to_num<bfloat16>(table);
  add_nan_to_num<float>(table);
  add_nan_to_num<double>(table);
}

}  // namespace nd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace nd {
HWY_EXPORT(register_four_operands);
void register_four_operands(LoopTable& table) { HWY_DYNAMIC_DISPATCH(register_four_operands)(table); }
}  // namespace nd
#endif
