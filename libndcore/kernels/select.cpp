// The loops of `where`: elements of x or y by a boolean. Only sizes matter, so that one loop serves all dtypes of a
// size. Compiled once per instruction set; called through the ufunc registry.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/select.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "kernels/families.hpp"

HWY_BEFORE_NAMESPACE();
namespace nd::HWY_NAMESPACE {
namespace {

template <int kBytes>
struct Word;
template <>
struct Word<1> {
  using type = uint8_t;
};
template <>
struct Word<2> {
  using type = uint16_t;
};
template <>
struct Word<4> {
  using type = uint32_t;
};
template <>
struct Word<8> {
  using type = uint64_t;
};
template <>
struct Word<16> {
  struct type {
    uint64_t low, high;
  };
};

// kScalarX, kScalarY: that operand is one stretched element.
template <class T, bool kScalarX, bool kScalarY>
void contiguous(const uint8_t* mask, const T* x, const T* y, T* out, int64_t n) {
#pragma GCC ivdep
  for (int64_t i = 0; i < n; ++i) {
    const T chosen_x = x[kScalarX ? 0 : i];
    const T chosen_y = y[kScalarY ? 0 : i];
    out[i] = mask[i] != 0 ? chosen_x : chosen_y;
  }
}

// A stretched operand that the output overwrites must be read before: it is copied to a local.
template <class T>
void select(std::byte* const* args, int64_t n, const int64_t* strides, void*) {
  const auto* mask = reinterpret_cast<const uint8_t*>(args[0]);
  const auto* x = reinterpret_cast<const T*>(args[1]);
  const auto* y = reinterpret_cast<const T*>(args[2]);
  auto* out = reinterpret_cast<T*>(args[3]);
  constexpr int64_t kSize = sizeof(T);
  const bool dense_x = strides[1] == kSize;
  const bool dense_y = strides[2] == kSize;
  const bool dense =
      strides[0] == 1 && strides[3] == kSize && (dense_x || strides[1] == 0) && (dense_y || strides[2] == 0);
  if (!dense) {
    for (int64_t i = 0; i < n; ++i) {
      const std::byte* from =
          args[0][i * strides[0]] != std::byte{0} ? args[1] + i * strides[1] : args[2] + i * strides[2];
      *reinterpret_cast<T*>(args[3] + i * strides[3]) = *reinterpret_cast<const T*>(from);
    }
    return;
  }
  const T first_x = *x;
  const T first_y = *y;
  if (dense_x && dense_y) return contiguous<T, false, false>(mask, x, y, out, n);
  if (dense_x) return contiguous<T, false, true>(mask, x, &first_y, out, n);
  if (dense_y) return contiguous<T, true, false>(mask, &first_x, y, out, n);
  contiguous<T, true, true>(mask, &first_x, &first_y, out, n);
}

}  // namespace

void register_select(LoopTable& table) {
  for_each_type(AllTypes{}, [&]<class T>(Type<T>) {
    const nd_type_code code = kCode<T>;
    table.add("where", {ND_BOOL, code, code, code}, select<typename Word<sizeof(T)>::type>);
  });
}

}  // namespace nd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace nd {
HWY_EXPORT(register_select);
void register_select(LoopTable& table) { HWY_DYNAMIC_DISPATCH(register_select)(table); }
}  // namespace nd
#endif
