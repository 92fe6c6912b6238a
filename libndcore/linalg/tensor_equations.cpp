// Linear equations and inverses of arrays whose axes fall into two groups.
#include <numeric>
#include <vector>

#include "core/checked.hpp"
#include "linalg/linalg.hpp"
#include "shape/shape.hpp"

namespace nd {

namespace {

int64_t product_of(std::span<const int64_t> extents, std::string_view operation) {
  int64_t total = 1;
  for (const int64_t extent : extents) total = checked_multiply(total, extent, operation);
  return total;
}

}  // namespace

Ref<Array> tensor_solve(const Array& a, const Array& b, std::span<const int64_t> axes) {
  std::vector<int64_t> order(static_cast<size_t>(a.ndim));
  std::iota(order.begin(), order.end(), 0);
  for (const int64_t axis : axes) {
    const int64_t moved = normalize_axis(axis, a.ndim, "tensorsolve");
    std::erase(order, moved);
    order.push_back(moved);
  }
  const Ref<Array> turned = transpose(a, order);
  const size_t known = static_cast<size_t>(std::min(b.ndim, a.ndim));
  const Dims shape(turned->shape().subspan(known));
  const int64_t n = product_of(shape, "tensorsolve");
  if (a.size != checked_multiply(n, n, "tensorsolve")) {
    fail(ND_LINALG_ERROR,
         "tensorsolve: Input arrays must satisfy the requirement "
         "prod(a.shape[b.ndim:]) == prod(a.shape[:b.ndim])");
  }
  return reshape(*solve(*reshape(*turned, Dims{n, n}), *ravel(b)), shape);
}

Ref<Array> tensor_inverse(const Array& a, int64_t index) {
  if (index <= 0) fail(ND_VALUE_ERROR, "tensorinv: Invalid ind argument.");
  const auto cut = static_cast<size_t>(std::min<int64_t>(index, a.ndim));
  Dims shape(a.shape().subspan(cut));
  const int64_t columns = product_of(shape, "tensorinv");
  const int64_t rows = product_of(a.shape().first(cut), "tensorinv");
  for (const int64_t extent : a.shape().first(cut)) shape.push_back(extent);
  return reshape(*inverse(*reshape(a, Dims{rows, columns})), shape);
}

}  // namespace nd
