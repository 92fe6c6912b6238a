// New arrays from values: constants, ramps, unit matrices, foreign memory.
#pragma once

#include <span>

#include "array/array.hpp"

namespace nd {

// `order` is ND_ORDER_C or ND_ORDER_F. `value` broadcasts to the shape; a null dtype is the value's own.
Ref<Array> full(std::span<const int64_t> shape, const Array& value, DType* dtype = nullptr, int32_t order = ND_ORDER_C);
Ref<Array> ones(DType* dtype, std::span<const int64_t> shape, int32_t order = ND_ORDER_C);

// start, start + step, … below `stop`: ceil((stop - start) / step) elements, element i being start + i * delta where
// delta = (start + step) - start in the result's dtype, as in NumPy. The arguments are single elements; without a dtype
// it is the one they promote to.
Ref<Array> arange(const Array& start, const Array& stop, const Array& step, DType* dtype = nullptr);

struct Spaced {
  Ref<Array> values;
  Ref<Array> step;  // of the shape of the broadcast `start` and `stop`; NaN where it is undefined
};
// `count` evenly spaced values along a new first axis, NumPy's formula to the last bit. Integer dtypes round down.
Spaced linspace(const Array& start, const Array& stop, int64_t count, bool endpoint, DType* dtype = nullptr);

// Ones on the k-th diagonal of a rows × columns matrix, zeros elsewhere.
Ref<Array> eye(int64_t rows, int64_t columns, int64_t k, DType* dtype, int32_t order = ND_ORDER_C);

// Foreign memory: `data` is the element at index 0 of all axes; without strides it is C-contiguous. `wrap` looks at it
// and calls deleter(data, context) once when the last array over it is gone; `from_memory` copies it.
Ref<Array> wrap(void* data, DType* dtype, std::span<const int64_t> shape, const int64_t* strides, bool writeable,
                Buffer::Deleter deleter, void* context);
Ref<Array> from_memory(const void* data, DType* dtype, std::span<const int64_t> shape, const int64_t* strides);

}  // namespace nd
