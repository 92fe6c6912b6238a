// Views and walks over stacks of matrices.
#include "linalg/matrix.hpp"

#include <algorithm>
#include <array>

#include "core/cancel.hpp"
#include "iter/broadcast.hpp"
#include "iter/loop_nest.hpp"

namespace nd {

Ref<Array> as_stack(const Array& a, DType* dtype, VectorAs vector, KernelFiles* files) {
  Ref<Array> source = a.dtype == dtype && a.aligned ? Ref<Array>(const_cast<Array*>(&a))
                      : files != nullptr            ? astype_kernels(a, dtype, ND_ORDER_K, *files)
                                                    : astype(a, dtype);
  if (vector == VectorAs::matrix) return source;
  const int64_t n = source->shape(0);
  const int64_t stride = source->stride(0);
  const Dims shape = vector == VectorAs::row ? Dims{1, n} : Dims{n, 1};
  const Dims strides = vector == VectorAs::row ? Dims{0, stride} : Dims{stride, 0};
  return view(*source, source->data, shape, strides);
}

Dims stack_shape(std::initializer_list<const Array*> stacks, std::string_view operation) {
  std::array<std::span<const int64_t>, 3> shapes;
  size_t used = 0;
  for (const Array* stack : stacks) shapes[used++] = stack->shape().first(static_cast<size_t>(stack->ndim - 2));
  return broadcast_shapes(std::span<const std::span<const int64_t>>(shapes.data(), used), operation);
}

Ref<Array> stretch_stack(const Array& a, const Dims& stack) {
  Dims shape = stack;
  shape.push_back(a.shape(a.ndim - 2));
  shape.push_back(a.shape(a.ndim - 1));
  // broadcast_strides clears strides of single rows and columns, which nothing here minds.
  return view(a, a.data, shape, broadcast_strides(a.shape(), a.strides(), shape, "linalg"));
}

void for_each_matrix(std::initializer_list<const Array*> stacks, FunctionRef<void(std::span<std::byte* const>)> body) {
  std::array<LoopOperand, kMaxOperands> operands;
  size_t used = 0;
  Dims shape;
  for (const Array* stack : stacks) {
    const auto outer = static_cast<size_t>(stack->ndim - 2);
    shape = Dims(stack->shape().first(outer));
    operands[used++] = {stack->data, Dims(stack->strides().first(outer))};
  }
  if (count_of(shape) == 0) return;
  int64_t work = 1;  // of a factorisation, roughly
  for (const Array* stack : stacks) {
    const double rows = static_cast<double>(stack->shape(stack->ndim - 2));
    const double columns = static_cast<double>(stack->shape(stack->ndim - 1));
    work = std::max(work, static_cast<int64_t>(std::min(rows * columns * std::min(rows, columns), 0x1p40)));
  }
  check_cancelled();
  PatientCheck check;
  const LoopNest nest(shape, std::span(operands).first(used), true);
  nest.run(0, nest.size(), [&](std::byte* const* pointers, int64_t n) {
    std::array<std::byte*, kMaxOperands> data;
    for (int64_t i = 0; i < n; ++i) {
      for (size_t k = 0; k < used; ++k) data[k] = pointers[k] + i * nest.inner_strides()[k];
      check.worked(work);
      body(std::span<std::byte* const>(data.data(), used));
    }
  });
}

Ref<Array> reshaped(const Array& a, std::span<const int64_t> shape) {
  return Array::create(a.dtype, shape, contiguous_strides(shape, a.itemsize(), ND_ORDER_C), a.data, a.buffer,
                       a.writeable, a.is_view);
}

void require_square(const Array& a, std::string_view operation) {
  if (a.ndim < 2) {
    fail(ND_LINALG_ERROR, operation, ": ", a.ndim, "-dimensional array given. Array must be at least two-dimensional");
  }
  if (a.shape(a.ndim - 2) != a.shape(a.ndim - 1)) {
    fail(ND_LINALG_ERROR, operation, ": Last 2 dimensions of the array must be square, not ", a.shape());
  }
}

DType* lapack_dtype(const Array& a, std::string_view operation) {
  if (a.dtype->code == ND_FLOAT16 || a.dtype->code == ND_BFLOAT16) {
    fail(ND_TYPE_ERROR, operation, ": array type ", a.dtype->name, " is unsupported in linalg");
  }
  if (a.dtype->user != nullptr) fail_user_type(a.dtype->code);
  return a.dtype->is_inexact() ? native(a.dtype) : dtype_of<double>();
}

}  // namespace nd
