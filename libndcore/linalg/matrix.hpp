// Stacks of matrices: the last two axes are the matrix, the ones before broadcast. Shared by the files of linalg/.
#pragma once

#include <initializer_list>
#include <span>
#include <string_view>

#include "array/array.hpp"
#include "core/function_ref.hpp"

namespace nd {

// One matrix of a stack; strides in bytes.
struct Matrix {
  std::byte* data;
  int64_t rows, columns, row_stride, column_stride;
};
inline Matrix matrix_of(const Array& stack, std::byte* data) {
  const int32_t n = stack.ndim;
  return {data, stack.shape(n - 2), stack.shape(n - 1), stack.stride(n - 2), stack.stride(n - 1)};
}

enum class VectorAs : uint8_t { matrix /* not a vector */, row, column };

// `a` in native `dtype` and aligned, of at least two dimensions: a view where possible. With `files` nothing is copied:
// the kernels that would do it are added, and a stand-in comes back.
Ref<Array> as_stack(const Array& a, DType* dtype, VectorAs vector = VectorAs::matrix, KernelFiles* files = nullptr);
// The broadcast shape of the axes before the last two.
Dims stack_shape(std::initializer_list<const Array*> stacks, std::string_view operation);
// `a` with its axes before the last two stretched to `stack`.
Ref<Array> stretch_stack(const Array& a, const Dims& stack);

// Calls body with the data of each matrix; all arrays have the same axes before the last two. Can be cancelled in
// between.
void for_each_matrix(std::initializer_list<const Array*> stacks, FunctionRef<void(std::span<std::byte* const>)> body);

// A C-contiguous array in another shape of the same size.
Ref<Array> reshaped(const Array& a, std::span<const int64_t> shape);

// Square matrices are required: "solve: Last 2 dimensions of the array must be square, not (2, 3)".
void require_square(const Array& a, std::string_view operation);
// The dtype LAPACK computes in: float32 stays, complex64 stays, other floats, integers and booleans become float64.
// float16 and bfloat16 are a TypeError, as in NumPy.
DType* lapack_dtype(const Array& a, std::string_view operation);

}  // namespace nd
