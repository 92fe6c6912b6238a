// matmul: shapes, stacks and layouts; the products themselves are BLAS's or kernels/matmul's.
#include "kernels/matmul.hpp"
#include "core/fpstatus.hpp"
#include "core/kernels_of.hpp"
#include "core/threads.hpp"
#include "iter/broadcast.hpp"
#include "iter/convert.hpp"
#include "iter/overlap.hpp"
#include "linalg/blas.hpp"
#include "linalg/gufunc.hpp"
#include "linalg/linalg.hpp"
#include "linalg/matrix.hpp"
#include "linalg/product_status.hpp"
#include "ufunc/describe.hpp"

namespace nd {

namespace {

constexpr int64_t kParallelProducts = 1 << 16;

// BLAS takes a matrix with one unit stride; the other one becomes the leading dimension.
struct BlasMatrix {
  const std::byte* data;
  char op;  // in the column-major view of a row-major matrix: 'N' rows are contiguous, 'T' columns are
  int64_t ld;
};

std::optional<BlasMatrix> blas_matrix(const Matrix& matrix, int64_t itemsize) {
  const auto leading = [&](int64_t stride, int64_t extent, int64_t other) -> int64_t {
    if (extent <= 1) return std::max<int64_t>(other, 1);
    const int64_t ld = stride / itemsize;
    return stride % itemsize == 0 && ld >= std::max<int64_t>(other, 1) && ld <= blas::largest_integer() ? ld : 0;
  };
  const auto [data, rows, columns, row_stride, column_stride] = matrix;
  if (columns <= 1 || column_stride == itemsize) {
    if (const int64_t ld = leading(row_stride, rows, columns); ld > 0) return BlasMatrix{data, 'N', ld};
  }
  if (rows <= 1 || row_stride == itemsize) {
    if (const int64_t ld = leading(column_stride, columns, rows); ld > 0) return BlasMatrix{data, 'T', ld};
  }
  return std::nullopt;
}

template <blas::Element T>
void blas_product(const BlasMatrix& a, const BlasMatrix& b, std::byte* c, int64_t m, int64_t n, int64_t k) {
  const auto* left = reinterpret_cast<const T*>(a.data);
  const auto* right = reinterpret_cast<const T*>(b.data);
  auto* result = reinterpret_cast<T*>(c);
  // Row-major C = A B is column-major C' = B' A'.
  if (n == 1 && b.op == 'T') {
    const bool rows_contiguous = a.op == 'N';
    blas::gemv(rows_contiguous ? 'T' : 'N', rows_contiguous ? k : m, rows_contiguous ? m : k, left, a.ld, right, 1,
               result, 1);
  } else if (m == 1 && a.op == 'N') {
    const bool rows_contiguous = b.op == 'N';
    blas::gemv(rows_contiguous ? 'N' : 'T', rows_contiguous ? n : k, rows_contiguous ? k : n, right, b.ld, left, 1,
               result, 1);
  } else {
    blas::gemm(b.op, a.op, n, m, k, right, b.ld, left, a.ld, result, n);
  }
}

class Product {
 public:
  Product(Ref<Array> a, Ref<Array> b, Ref<Array> c) : a_(std::move(a)), b_(std::move(b)), c_(std::move(c)) {}

  // The status of the products is in the flags of this thread afterwards.
  void run() {
    const nd_type_code code = c_->dtype->code;
    if (c_->dtype->user != nullptr) fail_user_type(code);
    clear_fp_flags();
    if (takes_blas()) {
      blas::match_threads();
      visit_type(code, [&]<class T>(Type<T>) {
        if constexpr (blas::Element<T>) run_blas<T>();
      });
    } else {
      run_kernel(kernels::matmul_kernel(code));
    }
  }

  void kernels(KernelFiles& files) const {
    const bool by_blas = takes_blas();
    for (const Array* stack : {a_.get(), b_.get()}) {
      if (!(by_blas ? fits_blas(*stack) : has_dense_rows(*stack)))
        astype_kernels(*stack, stack->dtype, ND_ORDER_C, files);
    }
    if (!by_blas && c_->size > 0) files.add(kernels::kMatmulSource);
  }

 private:
  bool takes_blas() const { return c_->dtype->code >= ND_FLOAT32 && blas::available() && blas_can_count(); }

  static bool fits_blas(const Array& stack) {
    return stack.size == 0 || blas_matrix(matrix_of(stack, stack.data), stack.itemsize()).has_value();
  }

  static bool has_dense_rows(const Array& stack) {
    return stack.shape(stack.ndim - 1) <= 1 || stack.stride(stack.ndim - 1) == stack.itemsize();
  }

  bool blas_can_count() const {
    const int64_t extents[] = {c_->shape(c_->ndim - 2), c_->shape(c_->ndim - 1), a_->shape(a_->ndim - 1)};
    return std::ranges::max(extents) <= blas::largest_integer();
  }

  template <blas::Element T>
  void run_blas() {
    if (!fits_blas(*a_)) a_ = copy(*a_, ND_ORDER_C);
    if (!fits_blas(*b_)) b_ = copy(*b_, ND_ORDER_C);
    for_each_matrix({a_.get(), b_.get(), c_.get()}, [&](std::span<std::byte* const> data) {
      const Matrix a = matrix_of(*a_, data[0]);
      const Matrix b = matrix_of(*b_, data[1]);
      // A vector may be seen either way: as the column or the row that gemv wants.
      BlasMatrix left = *blas_matrix(a, a_->itemsize());
      BlasMatrix right = *blas_matrix(b, b_->itemsize());
      if (b.columns == 1 && (b.rows <= 1 || b.row_stride == b_->itemsize()))
        right = {b.data, 'T', std::max<int64_t>(b.rows, 1)};
      if (a.rows == 1 && (a.columns <= 1 || a.column_stride == a_->itemsize()))
        left = {a.data, 'N', std::max<int64_t>(a.columns, 1)};
      blas_product<T>(left, right, data[2], a.rows, b.columns, a.columns);
      if (blas::may_share(a.rows, b.columns, a.columns)) raise_fp_flags(product_status<T>(a, b, data[2]));
    });
  }

  void run_kernel(kernels::MatmulKernel kernel) {
    const int64_t itemsize = c_->itemsize();
    if (!has_dense_rows(*a_)) a_ = copy(*a_, ND_ORDER_C);
    if (!has_dense_rows(*b_)) b_ = copy(*b_, ND_ORDER_C);
    for_each_matrix({a_.get(), b_.get(), c_.get()}, [&](std::span<std::byte* const> data) {
      const Matrix a = matrix_of(*a_, data[0]);
      const Matrix b = matrix_of(*b_, data[1]);
      const int64_t products = std::max<int64_t>(b.columns * a.columns, 1);
      parallel_for(a.rows, std::max<int64_t>(kParallelProducts / products, 1), [&](int64_t begin, int64_t end) {
        kernel(a.data + begin * a.row_stride, a.row_stride / itemsize, b.data, b.row_stride / itemsize,
               data[2] + begin * b.columns * itemsize, b.columns, end - begin, b.columns, a.columns);
      });
    });
  }

  Ref<Array> a_, b_, c_;
};

}  // namespace

namespace {

// The axes that vectors had borrowed go again.
Dims product_shape(const Array& a, const Array& b, const Dims& stack, const Dims& shape) {
  Dims final_shape = stack;
  if (a.ndim > 1) final_shape.push_back(shape[stack.size()]);
  if (b.ndim > 1) final_shape.push_back(shape[stack.size() + 1]);
  return final_shape;
}

DType* product_type(const Array& a, const Array& b) {
  const TypeOperand operands[] = {a.type_operand(), b.type_operand()};
  return result_type(operands);
}

}  // namespace

Ref<Array> matmul_kernels(const Array& a, const Array& b, std::string_view operation, KernelFiles& files) {
  check_cores(kMatmul, a, b, operation);
  DType* const dtype = product_type(a, b);
  if (dtype->user != nullptr) fail_user_type(dtype->code);
  const Ref<Array> left = as_stack(a, dtype, a.ndim == 1 ? VectorAs::row : VectorAs::matrix, &files);
  const Ref<Array> right = as_stack(b, dtype, b.ndim == 1 ? VectorAs::column : VectorAs::matrix, &files);
  const Dims stack = stack_shape({left.get(), right.get()}, operation);
  Dims shape = stack;
  shape.push_back(left->shape(left->ndim - 2));
  shape.push_back(right->shape(right->ndim - 1));
  const Ref<Array> result = stand_in(dtype, shape, contiguous_strides(shape, dtype->itemsize, ND_ORDER_C));
  if (left->size > 0 && right->size > 0) {
    Product(stretch_stack(*left, stack), stretch_stack(*right, stack), result).kernels(files);
  }
  return reshaped(*result, product_shape(a, b, stack, shape));
}

ND_KERNELS_OF(matmul, 2) { matmul_kernels(*inputs[0], *inputs[1], "matmul", files); }

Ref<Array> matmul(const Array& a, const Array& b, Array* out, std::string_view operation) {
  check_cores(kMatmul, a, b, operation);
  DType* dtype = product_type(a, b);
  const Ref<Array> left = as_stack(a, dtype, a.ndim == 1 ? VectorAs::row : VectorAs::matrix);
  const Ref<Array> right = as_stack(b, dtype, b.ndim == 1 ? VectorAs::column : VectorAs::matrix);
  const Dims stack = stack_shape({left.get(), right.get()}, operation);
  Dims shape = stack;
  shape.push_back(left->shape(left->ndim - 2));
  shape.push_back(right->shape(right->ndim - 1));
  Ref<Array> result = left->size == 0 || right->size == 0 ? zeros(dtype, shape) : empty(dtype, shape);
  if (left->size > 0 && right->size > 0) {
    Product(stretch_stack(*left, stack), stretch_stack(*right, stack), result).run();
    report_fp_status(operation);
  }
  if (tracing::on()) [[unlikely]]
    note_loop("matmul", {a.dtype, b.dtype}, dtype);
  result = reshaped(*result, product_shape(a, b, stack, shape));
  return into_output(std::move(result), out, operation);
}

}  // namespace nd
