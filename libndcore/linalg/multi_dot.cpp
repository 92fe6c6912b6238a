// The product of several matrices in the cheapest order: dynamic programming over chains (Cormen et al., Introduction
// to Algorithms, matrix-chain multiplication).
#include <vector>

#include "linalg/linalg.hpp"
#include "linalg/matrix.hpp"

namespace nd {

namespace {

class Chain {
 public:
  explicit Chain(std::vector<Ref<Array>> matrices) : matrices_(std::move(matrices)), n_(matrices_.size()) {
    std::vector<double> cost(n_ * n_, 0.0);
    split_.assign(n_ * n_, 0);
    for (size_t length = 2; length <= n_; ++length) {
      for (size_t i = 0; i + length <= n_; ++i) {
        const size_t j = i + length - 1;
        cost[i * n_ + j] = -1;
        for (size_t k = i; k < j; ++k) {
          const double total = cost[i * n_ + k] + cost[(k + 1) * n_ + j] + rows(i) * columns(k) * columns(j);
          if (cost[i * n_ + j] >= 0 && total >= cost[i * n_ + j]) continue;
          cost[i * n_ + j] = total;
          split_[i * n_ + j] = k;
        }
      }
    }
  }

  Ref<Array> multiply(size_t first, size_t last, Array* out) const {
    if (first == last) return matrices_[first];
    const size_t k = split_[first * n_ + last];
    return dot(*multiply(first, k, nullptr), *multiply(k + 1, last, nullptr), out);
  }

 private:
  double rows(size_t i) const { return static_cast<double>(matrices_[i]->shape(0)); }
  double columns(size_t i) const { return static_cast<double>(matrices_[i]->shape(1)); }

  const std::vector<Ref<Array>> matrices_;
  const size_t n_;
  std::vector<size_t> split_;  // behind which matrix the product of i … j is cut
};

}  // namespace

Ref<Array> multi_dot(std::span<const Array* const> arrays, Array* out) {
  const size_t n = arrays.size();
  if (n < 2) fail(ND_VALUE_ERROR, "multi_dot: Expecting at least two arrays.");
  if (n == 2) return dot(*arrays[0], *arrays[1], out);
  std::vector<Ref<Array>> matrices;
  const bool is_row = arrays[0]->ndim == 1, is_column = arrays[n - 1]->ndim == 1;
  for (size_t i = 0; i < n; ++i) {
    const Array& a = *arrays[i];
    if (a.ndim == 1 && (i == 0 || i == n - 1)) {
      matrices.push_back(as_stack(a, a.dtype, i == 0 ? VectorAs::row : VectorAs::column));
    } else if (a.ndim != 2) {
      fail(ND_LINALG_ERROR, "multi_dot: ", a.ndim, "-dimensional array given. Array must be two-dimensional");
    } else {
      matrices.emplace_back(const_cast<Array*>(&a));
    }
  }
  const Chain chain(std::move(matrices));
  if (!is_row && !is_column) return chain.multiply(0, n - 1, out);
  const Ref<Array> whole = chain.multiply(0, n - 1, nullptr);
  Dims shape;
  if (!is_row) shape.push_back(whole->shape(0));
  if (!is_column) shape.push_back(whole->shape(1));
  Ref<Array> result = reshaped(*whole, shape);
  if (out == nullptr) return result;
  return dot(*result, *scalar(int64_t{1}, ND_WEAK_INT), out);
}

}  // namespace nd
