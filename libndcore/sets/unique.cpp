// unique: sorts, then keeps the first of each run of equal neighbours.
#include <numeric>
#include <vector>

#include "core/memory.hpp"
#include "index/index.hpp"
#include "sets/sets.hpp"
#include "sort/keys.hpp"
#include "sort/sort.hpp"

namespace nd {

namespace {

template <class T>
bool same(T a, T b, bool equal_nan) {
  if (!sorting::less(a, b) && !sorting::less(b, a)) {
    return !sorting::is_nan(a) || (equal_nan && !kIsComplex<T>);
  }
  return false;
}

// NumPy counts complex numbers with any NaN as one value.
template <class T>
bool same_value(T a, T b, bool equal_nan) {
  if (kIsComplex<T> && equal_nan && sorting::is_nan(a) && sorting::is_nan(b)) return true;
  return same(a, b, equal_nan);
}

// Where each run begins in the sorted order, and one past the end.
template <class Equal>
std::vector<int64_t> run_starts(int64_t n, Equal equal) {
  std::vector<int64_t> starts;
  for (int64_t i = 0; i < n; ++i) {
    if (i == 0 || !equal(i - 1, i)) starts.push_back(i);
  }
  starts.push_back(n);
  return starts;
}

// index, inverse and counts from the sorting permutation and the runs.
void fill_positions(Unique& result, const int64_t* order, const std::vector<int64_t>& starts,
                    const UniqueOptions& options, std::span<const int64_t> inverse_shape) {
  const auto runs = static_cast<int64_t>(starts.size()) - 1;
  const Dims shape{runs};
  if (options.index) result.index = empty(dtype_of<int64_t>(), shape);
  if (options.counts) result.counts = empty(dtype_of<int64_t>(), shape);
  if (options.inverse) result.inverse = empty(dtype_of<int64_t>(), inverse_shape);
  for (int64_t run = 0; run < runs; ++run) {
    const int64_t begin = starts[static_cast<size_t>(run)];
    const int64_t end = starts[static_cast<size_t>(run) + 1];
    if (options.counts) result.counts->as<int64_t>()[run] = end - begin;
    if (options.index) result.index->as<int64_t>()[run] = order[begin];
    for (int64_t i = begin; options.inverse && i < end; ++i) result.inverse->as<int64_t>()[order[i]] = run;
  }
}

// Keeps the first element of each run, in place, branch-free; returns how many.
template <class T>
int64_t squeeze_runs(T* line, int64_t n, bool equal_nan) {
  if (n == 0) return 0;
  int64_t kept = 1;
  for (int64_t i = 1; i < n; ++i) {
    const T value = line[i];
    const bool fresh = !same_value(line[kept - 1], value, equal_nan);
    line[kept - (fresh ? 0 : 1)] = fresh ? value : line[kept - 1];
    kept += fresh ? 1 : 0;
  }
  return kept;
}

}  // namespace

Unique unique(const Array& a, const UniqueOptions& options) {
  Unique result;
  if (!options.index && !options.inverse && !options.counts) {
    const Ref<Array> sorted = as_dtype(sort(a, nullptr), native(a.dtype));
    visit_type(sorted->dtype->code, [&]<class T>(Type<T>) {
      const int64_t kept = squeeze_runs(sorted->as<T>(), sorted->size, options.equal_nan);
      const Ref<Array> head = view(*sorted, sorted->data, Dims{kept}, Dims{sorted->itemsize()});
      result.values = astype(*head, a.dtype);
    });
    return result;
  }
  const Ref<Array> dense = astype(a, native(a.dtype), ND_CASTING_UNSAFE, ND_ORDER_C);
  const Ref<Array> order = argsort(a, nullptr);
  visit_type(dense->dtype->code, [&]<class T>(Type<T>) {
    const T* values = dense->as<T>();
    const int64_t* position = order->as<int64_t>();
    const std::vector<int64_t> starts = run_starts(dense->size, [&](int64_t i, int64_t j) {
      return same_value(values[position[i]], values[position[j]], options.equal_nan);
    });
    const auto runs = static_cast<int64_t>(starts.size()) - 1;
    result.values = empty(dense->dtype, Dims{runs});
    for (int64_t run = 0; run < runs; ++run) {
      result.values->template as<T>()[run] = values[position[starts[static_cast<size_t>(run)]]];
    }
    fill_positions(result, position, starts, options, a.shape());
  });
  result.values = as_dtype(result.values, a.dtype);
  return result;
}

Unique unique_slices(const Array& a, int64_t axis, const UniqueOptions& options) {
  const int32_t along = normalize_axis(axis, a.ndim, "unique");
  if (a.ndim == 1) return unique(a, options);
  // The axis moves to the front, so that a slice is one contiguous row.
  Dims shape(a.shape());
  Dims strides(a.strides());
  const int64_t count = shape[along];
  std::rotate(shape.begin(), shape.begin() + along, shape.begin() + along + 1);
  std::rotate(strides.begin(), strides.begin() + along, strides.begin() + along + 1);
  const Ref<Array> rows = astype(*view(a, a.data, shape, strides), native(a.dtype), ND_CASTING_UNSAFE, ND_ORDER_C);
  const int64_t width = count == 0 ? 0 : rows->size / count;
  std::vector<int64_t> order(static_cast<size_t>(count));
  std::iota(order.begin(), order.end(), int64_t{0});
  Unique result;
  visit_type(rows->dtype->code, [&]<class T>(Type<T>) {
    const T* data = rows->as<T>();
    const auto row = [&](int64_t i) { return std::span<const T>(data + i * width, static_cast<size_t>(width)); };
    std::stable_sort(order.begin(), order.end(), [&](int64_t i, int64_t j) {
      return std::ranges::lexicographical_compare(row(i), row(j), sorting::less<T>);
    });
    const std::vector<int64_t> starts = run_starts(count, [&](int64_t i, int64_t j) {
      return std::ranges::equal(row(order[static_cast<size_t>(i)]), row(order[static_cast<size_t>(j)]),
                                [&](T x, T y) { return same(x, y, false); });
    });
    fill_positions(result, order.data(), starts, options, Dims{count});
    std::vector<int64_t> first;
    for (size_t run = 0; run + 1 < starts.size(); ++run) first.push_back(order[static_cast<size_t>(starts[run])]);
    const Ref<Array> chosen = empty(dtype_of<int64_t>(), Dims{static_cast<int64_t>(first.size())});
    std::copy(first.begin(), first.end(), chosen->template as<int64_t>());
    const int64_t axis_again = along;
    result.values = take(a, *chosen, &axis_again, ND_MODE_RAISE);
  });
  return result;
}

}  // namespace nd
