// Fields as numbers of a dtype: of the widest type of its kind, with one conversion at the end. Used by text_read.cpp
// and text_numbers.cpp.
#pragma once

#include <initializer_list>
#include <limits>
#include <string_view>

#include "array/array.hpp"
#include "io/number_parse.hpp"
#include "io/whitespace.hpp"

namespace nd {

// Calls with the type of the numbers that are read for a dtype.
template <class Function>
auto visit_wide(const DType* dtype, Function&& function) {
  if (dtype->is_complex()) return function(Type<complex128>{});
  if (dtype->is_inexact()) return function(Type<double>{});
  if (dtype->is_unsigned_integer()) return function(Type<uint64_t>{});
  return function(Type<int64_t>{});
}

template <class Wide>
class NumberReader {
 public:
  explicit NumberReader(const DType* dtype) {
    if constexpr (std::is_integral_v<Wide>) {
      if (!dtype->is_integer()) return;
      visit_type(dtype->code, [&]<class T>(Type<T>) {
        if constexpr (kIsInteger<T>) {
          lowest_ = static_cast<Wide>(std::numeric_limits<T>::lowest());
          highest_ = static_cast<Wide>(std::numeric_limits<T>::max());
        }
      });
    }
  }

  // False: the field, but for blanks around it, is no number that the dtype holds.
  bool read(std::string_view field, Wide& value) const {
    return (parse_number(field, value) || parse_number(trimmed(field), value)) && holds(value);
  }

  bool holds(Wide value) const {
    if constexpr (std::is_integral_v<Wide>) return value >= lowest_ && value <= highest_;
    return true;
  }

 private:
  Wide lowest_ = std::numeric_limits<Wide>::lowest();
  Wide highest_ = std::numeric_limits<Wide>::max();
};

// An array over numbers of the caller.
template <class Wide>
Ref<Array> array_over(Wide* data, std::initializer_list<int64_t> extents) {
  static Wide empty_place{};
  const Dims shape(extents);
  const int64_t bytes = count_of(shape) * static_cast<int64_t>(sizeof(Wide));
  auto* const start = reinterpret_cast<std::byte*>(data != nullptr ? data : &empty_place);
  return Array::create(dtype_of<Wide>(), shape, contiguous_strides(shape, sizeof(Wide), ND_ORDER_C), start,
                       Buffer::wrap(start, static_cast<size_t>(bytes), true, nullptr, nullptr), true, false);
}

}  // namespace nd
