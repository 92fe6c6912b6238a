// reshape, ravel, flatten: a view where old and new axes divide the memory alike, else a copy.
#include <algorithm>
#include <cstdlib>

#include "core/kernels_of.hpp"
#include "shape/shape.hpp"

namespace nd {

namespace {

Dims reversed(std::span<const int64_t> values) {
  Dims result(values);
  std::reverse(result.begin(), result.end());
  return result;
}

// Finds strides for `shape` over elements in C order, without a copy. The old axes are merged into runs, stretches of
// memory with one constant stride; the new axes, from the last to the first, must divide these runs without rest.
bool strides_in_c_order(std::span<const int64_t> old_shape, std::span<const int64_t> old_strides,
                        std::span<const int64_t> shape, int64_t itemsize, Dims& strides) {
  Dims run_sizes, run_strides;  // the innermost first
  for (size_t i = old_shape.size(); i-- > 0;) {
    if (old_shape[i] == 1) continue;
    const int32_t last = run_sizes.size() - 1;
    if (last >= 0 && old_strides[i] == run_strides[last] * run_sizes[last]) {
      run_sizes[last] *= old_shape[i];
    } else {
      run_sizes.push_back(old_shape[i]);
      run_strides.push_back(old_strides[i]);
    }
  }
  strides = Dims(static_cast<int32_t>(shape.size()), itemsize);
  int32_t run = 0;
  int64_t left = run_sizes.empty() ? 1 : run_sizes[0];
  int64_t stride = run_sizes.empty() ? itemsize : run_strides[0];
  for (auto i = static_cast<int32_t>(shape.size()) - 1; i >= 0; --i) {
    const int64_t extent = shape[static_cast<size_t>(i)];
    if (extent != 1 && left == 1 && ++run < run_sizes.size()) {
      left = run_sizes[run];
      stride = run_strides[run];
    }
    if (left % extent != 0) return false;
    strides[i] = stride;
    left /= extent;
    stride *= extent;
  }
  return true;
}

bool view_strides(const Array& a, std::span<const int64_t> shape, bool f_order, Dims& strides) {
  if (a.size == 0) {
    strides = contiguous_strides(shape, a.itemsize(), f_order ? ND_ORDER_F : ND_ORDER_C);
    return true;
  }
  if (!f_order) return strides_in_c_order(a.shape(), a.strides(), shape, a.itemsize(), strides);
  // F order is C order with all axes reversed.
  const Dims new_shape = reversed(shape);
  if (!strides_in_c_order(reversed(a.shape()), reversed(a.strides()), new_shape, a.itemsize(), strides)) return false;
  strides = reversed(strides);
  return true;
}

[[noreturn]] void fail_shape(const Array& a, std::span<const int64_t> shape) {
  fail(ND_VALUE_ERROR, "reshape: cannot reshape array of size ", a.size, " into shape ", shape);
}

// The shape with its -1 worked out.
Dims resolved_shape(const Array& a, std::span<const int64_t> shape) {
  Dims result(shape);
  int32_t unknown = -1;
  int64_t known = 1;
  for (int32_t i = 0; i < result.size(); ++i) {
    if (result[i] >= 0) {
      if (__builtin_mul_overflow(known, result[i], &known)) fail_shape(a, shape);
    } else if (result[i] != -1) {
      fail(ND_VALUE_ERROR, "reshape: negative dimensions are not allowed, shape is ", shape);
    } else if (unknown >= 0) {
      fail(ND_VALUE_ERROR, "reshape: can only specify one unknown dimension, shape is ", shape);
    } else {
      unknown = i;
    }
  }
  if (unknown >= 0) {
    if (known == 0 || a.size % known != 0) fail_shape(a, shape);
    result[unknown] = a.size / known;
  } else if (known != a.size) {
    fail_shape(a, shape);
  }
  return result;
}

bool is_f_order(const Array& a, int32_t order, std::string_view operation) {
  if (order == ND_ORDER_A) return a.f_contiguous && !a.c_contiguous;
  if (order != ND_ORDER_C && order != ND_ORDER_F) {
    fail(ND_VALUE_ERROR, operation, ": order must be one of C, F and A, not ", order);
  }
  return order == ND_ORDER_F;
}

// A view whose axes are sorted by stride, the largest first: its C order is the order of memory.
Ref<Array> in_memory_order(const Array& a) {
  Dims axes;
  for (int32_t i = 0; i < a.ndim; ++i) axes.push_back(i);
  for (int32_t i = 1; i < a.ndim; ++i) {  // insertion sort: stable, without an allocation
    for (int32_t j = i; j > 0; --j) {
      const auto left = static_cast<int32_t>(axes[j - 1]);
      const auto right = static_cast<int32_t>(axes[j]);
      if (std::abs(a.stride(left)) >= std::abs(a.stride(right))) break;
      std::swap(axes[j - 1], axes[j]);
    }
  }
  return transpose(a, axes);
}

}  // namespace

Ref<Array> reshape(const Array& a, std::span<const int64_t> shape, int32_t order, CopyMode copy_mode) {
  const bool f_order = is_f_order(a, order, "reshape");
  const Dims new_shape = resolved_shape(a, shape);
  Dims strides;
  if (copy_mode != CopyMode::always && view_strides(a, new_shape, f_order, strides)) {
    return view(a, a.data, new_shape, strides);
  }
  if (copy_mode == CopyMode::never) {
    fail(ND_VALUE_ERROR, "reshape: unable to avoid creating a copy while reshaping ", a.shape(), " to ", new_shape);
  }
  const Ref<Array> copied = copy(a, f_order ? ND_ORDER_F : ND_ORDER_C);
  strides = contiguous_strides(new_shape, a.itemsize(), f_order ? ND_ORDER_F : ND_ORDER_C);
  return Array::create(a.dtype, new_shape, strides, copied->data, copied->buffer, true, false);
}

ND_KERNELS_OF(ravel, 1) {
  const Array& a = *inputs[0];
  const std::array<int64_t, 1> flat{a.size};
  Dims strides;
  if (!view_strides(a, resolved_shape(a, flat), false, strides)) astype_kernels(a, a.dtype, ND_ORDER_C, files);
}

Ref<Array> ravel(const Array& a, int32_t order) {
  const std::array<int64_t, 1> flat{a.size};
  if (order != ND_ORDER_K) return reshape(a, flat, order);
  if (a.c_contiguous) return reshape(a, flat);
  return reshape(*in_memory_order(a), flat);
}

ND_KERNELS_OF(flatten, 1) { astype_kernels(*inputs[0], inputs[0]->dtype, ND_ORDER_C, files); }

Ref<Array> flatten(const Array& a, int32_t order) {
  const std::array<int64_t, 1> flat{a.size};
  if (order != ND_ORDER_K) return reshape(a, flat, order, CopyMode::always);
  return reshape(*in_memory_order(a), flat, ND_ORDER_C, CopyMode::always);
}

}  // namespace nd
