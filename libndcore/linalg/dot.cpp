// dot, vdot, inner, vecdot, matvec, vecmat and tensordot: all become one matrix product of reordered axes.
#include "core/kernels_of.hpp"
#include "core/lengths.hpp"
#include "iter/broadcast.hpp"
#include "iter/convert.hpp"
#include "linalg/gufunc.hpp"
#include "linalg/linalg.hpp"
#include "linalg/matrix.hpp"
#include "ufunc/known_ufunc.hpp"
#include "ufunc/reduce.hpp"
#include "ufunc/ufunc.hpp"

namespace nd {

namespace {

// `a` as a matrix: the axes of `rows`, in order, one after another, times those of `columns`. A view or a copy; with
// `files` a stand-in for the copy, whose kernels are added.
Ref<Array> as_matrix(const Array& a, const Dims& rows, const Dims& columns, KernelFiles* files = nullptr) {
  Dims shape;
  Dims strides;
  int64_t row_count = 1;
  int64_t column_count = 1;
  for (const int64_t axis : rows) {
    row_count *= a.shape(static_cast<int32_t>(axis));
    shape.push_back(a.shape(static_cast<int32_t>(axis)));
    strides.push_back(a.stride(static_cast<int32_t>(axis)));
  }
  for (const int64_t axis : columns) {
    column_count *= a.shape(static_cast<int32_t>(axis));
    shape.push_back(a.shape(static_cast<int32_t>(axis)));
    strides.push_back(a.stride(static_cast<int32_t>(axis)));
  }
  Ref<Array> ordered = view(a, a.data, shape, strides);
  // Two axes or fewer are a matrix as they stand.
  if (rows.size() == 1 && columns.size() == 1) return ordered;
  const Ref<Array> dense = ordered->c_contiguous ? ordered
                           : files != nullptr    ? astype_kernels(*ordered, ordered->dtype, ND_ORDER_C, *files)
                                                 : copy(*ordered, ND_ORDER_C);
  return reshaped(*dense, Dims{row_count, column_count});
}

Dims axes_without(int32_t ndim, const Dims& removed) {
  Dims result;
  for (int32_t axis = 0; axis < ndim; ++axis) {
    if (std::find(removed.begin(), removed.end(), axis) == removed.end()) result.push_back(axis);
  }
  return result;
}

// With `files` the kernels are added, and nothing is computed: null.
Ref<Array> contract(const Array& a, const Array& b, const Dims& axes_a, const Dims& axes_b, std::string_view operation,
                    KernelFiles* files = nullptr) {
  for (int32_t i = 0; i < axes_a.size(); ++i) {
    const int64_t extent_a = a.shape(static_cast<int32_t>(axes_a[i]));
    const int64_t extent_b = b.shape(static_cast<int32_t>(axes_b[i]));
    if (extent_a == extent_b) continue;
    fail(ND_VALUE_ERROR, operation, ": shapes ", a.shape(), " and ", b.shape(), " not aligned: ", extent_a, " (dim ",
         axes_a[i], ") != ", extent_b, " (dim ", axes_b[i], ")");
  }
  const Dims free_a = axes_without(a.ndim, axes_a);
  const Dims free_b = axes_without(b.ndim, axes_b);
  if (files != nullptr) {
    const Ref<Array> left = as_matrix(a, free_a, axes_a, files);
    matmul_kernels(*left, *as_matrix(b, axes_b, free_b, files), operation, *files);
    return nullptr;
  }
  Dims shape;
  for (const int64_t axis : free_a) shape.push_back(a.shape(static_cast<int32_t>(axis)));
  for (const int64_t axis : free_b) shape.push_back(b.shape(static_cast<int32_t>(axis)));
  const Ref<Array> product = matmul(*as_matrix(a, free_a, axes_a), *as_matrix(b, axes_b, free_b), nullptr, operation);
  return reshaped(*product, shape);
}

const Ufunc& multiply_ufunc() {
  static constinit const KnownUfunc found("multiply");
  return found;
}

Ref<Array> conjugated(const Array& a) {
  static constinit const KnownUfunc conjugate("conjugate");
  return a.dtype->is_complex() ? apply(conjugate, a) : Ref<Array>(const_cast<Array*>(&a));
}

// The last axis as a row (1, n) or a column (n, 1).
Ref<Array> vectors_as_matrices(const Array& a, bool row) {
  Dims shape(a.shape());
  Dims strides(a.strides());
  const int32_t place = row ? a.ndim - 1 : a.ndim;
  shape.insert(place, 1);
  strides.insert(place, 0);
  return view(a, a.data, shape, strides);
}

Ref<Array> raveled(const Array& a) {
  const Ref<Array> dense = a.c_contiguous ? Ref<Array>(const_cast<Array*>(&a)) : copy(a, ND_ORDER_C);
  return reshaped(*dense, Dims{a.size});
}

int32_t summed_axis(const Array& b) { return b.ndim == 1 ? 0 : b.ndim - 2; }

}  // namespace

ND_KERNELS_OF(dot, 2) {
  const Array& a = *inputs[0];
  const Array& b = *inputs[1];
  if (a.ndim == 0 || b.ndim == 0) {
    call_kernels(multiply_ufunc(), {&a, &b}, files);
  } else {
    contract(a, b, Dims{a.ndim - 1}, Dims{summed_axis(b)}, "dot", &files);
  }
}

Ref<Array> dot(const Array& a, const Array& b, Array* out) {
  if (a.ndim == 0 || b.ndim == 0) return into_output(apply(multiply_ufunc(), a, b), out, "dot");
  return into_output(contract(a, b, Dims{a.ndim - 1}, Dims{summed_axis(b)}, "dot"), out, "dot");
}

Ref<Array> vdot(const Array& a, const Array& b) {
  const Ref<Array> left = raveled(*conjugated(a));
  const Ref<Array> right = raveled(b);
  return contract(*left, *right, Dims{0}, Dims{0}, "vdot");
}

ND_KERNELS_OF(inner, 2) {
  const Array& a = *inputs[0];
  const Array& b = *inputs[1];
  if (a.ndim == 0 || b.ndim == 0) {
    call_kernels(multiply_ufunc(), {&a, &b}, files);
  } else {
    contract(a, b, Dims{a.ndim - 1}, Dims{b.ndim - 1}, "inner", &files);
  }
}

Ref<Array> inner(const Array& a, const Array& b) {
  if (a.ndim == 0 || b.ndim == 0) return apply(multiply_ufunc(), a, b);
  return contract(a, b, Dims{a.ndim - 1}, Dims{b.ndim - 1}, "inner");
}

Ref<Array> vecdot(const Array& a, const Array& b) {
  check_cores(kVecdot, a, b, kVecdot.name);
  const Ref<Array> row = vectors_as_matrices(*conjugated(a), true);
  const Ref<Array> product = matmul(*row, *vectors_as_matrices(b, false), nullptr, "vecdot");
  return reshaped(*product, product->shape().first(static_cast<size_t>(product->ndim - 2)));
}

Ref<Array> matvec(const Array& a, const Array& b) {
  check_cores(kMatvec, a, b, kMatvec.name);
  const Ref<Array> product = matmul(a, *vectors_as_matrices(b, false), nullptr, "matvec");
  return reshaped(*product, product->shape().first(static_cast<size_t>(product->ndim - 1)));
}

Ref<Array> vecmat(const Array& a, const Array& b) {
  check_cores(kVecmat, a, b, kVecmat.name);
  const Ref<Array> product = matmul(*vectors_as_matrices(*conjugated(a), true), b, nullptr, "vecmat");
  Dims shape(product->shape());
  shape.erase(product->ndim - 2);
  return reshaped(*product, shape);
}

Ref<Array> tensordot(const Array& a, const Array& b, std::span<const int64_t> axes_a, std::span<const int64_t> axes_b) {
  require_same_length(axes_a.size(), axes_b.size(), "tensordot: `axes_a` and `axes_b`");
  return contract(a, b, normalize_axes(axes_a, a.ndim, "tensordot"), normalize_axes(axes_b, b.ndim, "tensordot"),
                  "tensordot");
}

}  // namespace nd
