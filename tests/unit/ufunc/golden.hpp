// Arrays of known numbers in several layouts, and a hash of results: what the tests of bits compare with NumPy 2.4.
// The numbers of a base array are v(i) = ((7919 i) mod 1009 - 504) / 7 in C order of the base; float32 and float16 are
// rounded from v, the latter by way of float32; a complex number is two in a row; int32 is not divided.
#pragma once

#include <vector>

#include "array/array.hpp"

namespace nd::test {

enum class Layout { c, f, reversed, stepped, padded };
inline constexpr Layout kGoldenLayouts[] = {Layout::c, Layout::f, Layout::reversed, Layout::stepped, Layout::padded};

inline Ref<Array> known_numbers(std::span<const int64_t> shape, DType* dtype) {
  Ref<Array> a = empty(dtype, shape);
  auto number = [](int64_t i) { return static_cast<double>(i * 7919 % 1009 - 504); };
  visit_type(dtype->code, [&]<class T>(Type<T>) {
    for (int64_t i = 0; i < a->size; ++i) {
      T& x = a->as<T>()[i];
      if constexpr (kIsComplex<T>) {
        using Real = decltype(T::re);
        x = {static_cast<Real>(number(2 * i) / 7), static_cast<Real>(number(2 * i + 1) / 7)};
      } else if constexpr (kIsHalf<T>) {
        x = T(static_cast<float>(number(i) / 7));
      } else if constexpr (std::is_floating_point_v<T>) {
        x = static_cast<T>(number(i) / 7);
      } else {
        x = T(static_cast<T>(static_cast<int64_t>(number(i))));
      }
    }
  });
  return a;
}

inline Ref<Array> laid_out(std::span<const int64_t> shape, DType* dtype, Layout layout) {
  Dims base(shape);
  if (layout == Layout::f) std::reverse(base.begin(), base.end());
  for (int64_t& extent : base)
    extent = layout == Layout::stepped ? 2 * extent : layout == Layout::padded ? extent + 3 : extent;
  const Ref<Array> numbers = known_numbers(base, dtype);
  Dims strides(numbers->strides());
  std::byte* data = numbers->data;
  if (layout == Layout::f) std::reverse(strides.begin(), strides.end());
  for (int32_t i = 0; i < strides.size(); ++i) {
    if (layout == Layout::stepped) strides[i] *= 2;
    if (layout != Layout::reversed) continue;
    data += strides[i] * (shape[static_cast<size_t>(i)] - 1);
    strides[i] = -strides[i];
  }
  return view(*numbers, data, shape, strides);
}

// FNV-1a over the bytes of the elements in C order.
inline uint64_t hash(uint64_t start, const Array& a) {
  const Ref<Array> straight = copy(a, ND_ORDER_C);
  for (int64_t i = 0; i < straight->nbytes(); ++i) {
    start = (start ^ std::to_integer<uint64_t>(straight->data[i])) * 0x100000001b3;
  }
  return start;
}
inline constexpr uint64_t kHashStart = 0xcbf29ce484222325;

inline const std::vector<std::vector<int64_t>>& golden_shapes() {
  static const std::vector<std::vector<int64_t>> shapes = {{7},       {129},       {20000},    {300, 40},
                                                           {40, 300}, {7, 5, 600}, {100, 3, 9}};
  return shapes;
}

struct Golden {
  nd_type_code from, dtype;
  Layout layout;
  std::vector<uint64_t> hashes;  // one a shape: over all subsets of its axes, by increasing bit mask
};

// The hash of what reduce(array, axes) gives for every subset of axes but the empty one.
template <class Function>
uint64_t hash_of_subsets(const Array& a, Function reduce) {
  uint64_t result = kHashStart;
  for (uint64_t mask = 1; mask < uint64_t{1} << a.ndim; ++mask) {
    Dims axes;
    for (int32_t i = 0; i < a.ndim; ++i) {
      if ((mask >> i & 1) != 0) axes.push_back(i);
    }
    result = hash(result, *reduce(a, axes));
  }
  return result;
}

}  // namespace nd::test
