// Elements of arrays read and written byte by byte, without the engine's conversions: for tests whose expectations come
// from plain loops over std::vector.
#pragma once

#include <algorithm>
#include <cstring>
#include <vector>

#include "layouts.hpp"

namespace nd::test {

// The bytes of an element in the machine's order; a complex number is two units.
inline void order_bytes(const DType* dtype, std::byte* element) {
  if (!dtype->swapped) return;
  const int32_t unit = dtype->is_complex() ? dtype->itemsize / 2 : dtype->itemsize;
  for (int32_t i = 0; i < dtype->itemsize; i += unit) std::reverse(element + i, element + i + unit);
}

template <class T>
T load(const Array& a, int64_t position) {
  std::byte bytes[sizeof(T)];
  std::memcpy(bytes, place_of(a, position), sizeof(T));
  order_bytes(a.dtype, bytes);
  T value;
  std::memcpy(static_cast<void*>(&value), bytes, sizeof(T));
  return value;
}

template <class T>
void store(const Array& a, int64_t position, T value) {
  std::byte bytes[sizeof(T)];
  std::memcpy(bytes, &value, sizeof(T));
  order_bytes(a.dtype, bytes);
  std::memcpy(place_of(a, position), bytes, sizeof(T));
}

// All elements in C order. The array must hold elements of T.
template <class T>
std::vector<T> elements(const Array& a) {
  std::vector<T> result;
  for (int64_t i = 0; i < a.size; ++i) result.push_back(load<T>(a, i));
  return result;
}

// An array of these elements in C order, lying in memory as `layout` says.
template <class T>
Ref<Array> array_of(const std::vector<T>& elements, std::span<const int64_t> shape, const std::string& layout = "C") {
  const Ref<Array> result = blank(dtype_of<T>(), shape, layout);
  for (int64_t i = 0; i < result->size; ++i) store(*result, i, elements[static_cast<size_t>(i)]);
  return result;
}
template <class T>
Ref<Array> array_of(const std::vector<T>& elements) {
  return array_of(elements, Dims{static_cast<int64_t>(elements.size())});
}

template <class T>
Ref<Array> array_of(std::initializer_list<int64_t> shape, const std::vector<T>& elements) {
  return array_of(elements, Dims(shape));
}

}  // namespace nd::test
