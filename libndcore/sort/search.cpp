// searchsorted, and digitize over it: branch-free binary searches, several at a time, so that their cache misses
// overlap.
#include "core/kernels_of.hpp"
#include "core/threads.hpp"
#include "iter/loop_nest.hpp"
#include "shape/shape.hpp"
#include "sort/keys.hpp"
#include "sort/sort.hpp"
#include "ufunc/reduce.hpp"

namespace nd {

namespace {

// Enough searches in flight to hide the latency of memory.
constexpr int64_t kLanes = 16;

template <class T, bool kRight>
bool goes_right(T element, T value) {
  return kRight ? !sorting::less(value, element) : sorting::less(element, value);
}

// All lanes halve the same length in step, so the loop has no branch that depends on data.
template <class T, bool kRight, class At>
void search_block(At at, int64_t n, const T* values, int64_t* results, int64_t lanes) {
  int64_t low[kLanes] = {};
  int64_t length = n;
  while (length > 1) {
    const int64_t half = length / 2;
    for (int64_t lane = 0; lane < lanes; ++lane) {
      low[lane] += goes_right<T, kRight>(at(low[lane] + half - 1), values[lane]) ? half : 0;
      at.prefetch(low[lane] + (length - half) / 2);
    }
    length -= half;
  }
  for (int64_t lane = 0; lane < lanes; ++lane) {
    const bool beyond = n > 0 && goes_right<T, kRight>(at(low[lane]), values[lane]);
    results[lane] = low[lane] + (beyond ? 1 : 0);
  }
}

template <class T>
struct Direct {
  const T* data;
  T operator()(int64_t i) const { return data[i]; }
  void prefetch(int64_t i) const { __builtin_prefetch(data + i); }
};

template <class T>
struct Permuted {
  const T* data;
  const int64_t* order;
  T operator()(int64_t i) const { return data[order[i]]; }
  void prefetch(int64_t i) const { __builtin_prefetch(order + i); }
};

template <class T, bool kRight, class At>
void search_all(At at, int64_t n, const T* values, int64_t* results, int64_t count) {
  parallel_for(count, 1024, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; i += kLanes) {
      search_block<T, kRight>(at, n, values + i, results + i, std::min(kLanes, end - i));
    }
  });
}

Ref<Array> checked_sorter(const Array& sorter, int64_t n) {
  if (!sorter.dtype->is_integer()) {
    fail(ND_TYPE_ERROR, "searchsorted: sorter must only contain integers, not ", sorter.dtype->name);
  }
  if (sorter.ndim != 1 || sorter.size != n) {
    fail(ND_VALUE_ERROR, "searchsorted: sorter.size must equal a.size: ", sorter.size, " and ", n);
  }
  const Ref<Array> order = as_contiguous(const_cast<Array&>(sorter), dtype_of<int64_t>());
  for (int64_t i = 0; i < n; ++i) {
    const int64_t position = order->as<int64_t>()[i];
    if (position < 0 || position >= n) fail(ND_VALUE_ERROR, "searchsorted: Sorter index out of range: ", position);
  }
  return order;
}

DType* searched_type(const Array& a, const Array& values) {
  if (a.ndim != 1) fail(ND_VALUE_ERROR, "searchsorted: argument `a` must be 1-d, not ", a.ndim, "-d");
  const TypeOperand operands[] = {a.type_operand(),
                                  {values.dtype}};  // weak numbers keep their value: only order counts
  return result_type(operands);
}

}  // namespace

ND_KERNELS_OF(searchsorted, 2) {
  DType* const dtype = searched_type(*inputs[0], *inputs[1]);
  for (const Array* input : inputs) as_contiguous_kernels(*input, dtype, files);
}

Ref<Array> searchsorted(const Array& a, const Array& values, bool right, const Array* sorter) {
  DType* dtype = searched_type(a, values);
  const Ref<Array> sorted = as_contiguous(const_cast<Array&>(a), dtype);
  const Ref<Array> queries = as_contiguous(const_cast<Array&>(values), dtype);
  const Ref<Array> order = sorter != nullptr ? checked_sorter(*sorter, a.size) : nullptr;
  Ref<Array> result = empty(dtype_of<int64_t>(), values.shape());
  visit_type(dtype->code, [&]<class T>(Type<T>) {
    const auto search = [&](auto at) {
      if (right) {
        search_all<T, true>(at, a.size, queries->as<T>(), result->as<int64_t>(), queries->size);
      } else {
        search_all<T, false>(at, a.size, queries->as<T>(), result->as<int64_t>(), queries->size);
      }
    };
    if (order) {
      search(Permuted<T>{sorted->as<T>(), order->as<int64_t>()});
    } else {
      search(Direct<T>{sorted->as<T>()});
    }
  });
  return result;
}

namespace {

enum class Order { rising, falling, none };

// As NumPy looks at bins: the first two that differ tell the direction, and none may be against it. A NaN is neither.
Order order_of(const Array& bins) {
  const Ref<Array> edges = astype(bins, dtype_of<double>(), ND_CASTING_UNSAFE, ND_ORDER_C);
  const std::span<const double> values{edges->as<double>(), static_cast<size_t>(edges->size)};
  const auto first = std::ranges::adjacent_find(values, std::ranges::not_equal_to{});
  if (first == values.end() || first[0] < first[1]) {
    return std::ranges::adjacent_find(values, std::ranges::greater{}) == values.end() ? Order::rising : Order::none;
  }
  return std::ranges::adjacent_find(values, std::ranges::less{}) == values.end() ? Order::falling : Order::none;
}

}  // namespace

Ref<Array> digitize(const Array& x, const Array& bins, bool right) {
  if (x.dtype->is_complex()) fail(ND_TYPE_ERROR, "digitize: x may not be complex, it is ", x.dtype->name);
  if (bins.ndim != 1) fail(ND_VALUE_ERROR, "digitize: argument `bins` must be 1-d, not ", bins.ndim, "-d");
  const Order order = order_of(bins);
  if (order == Order::rising) return searchsorted(bins, x, !right, nullptr);
  if (order == Order::none) {
    fail(ND_VALUE_ERROR, "digitize: bins must be monotonically increasing or decreasing");
  }
  const Ref<Array> places = searchsorted(*flip(bins), x, !right, nullptr);
  return apply(find_ufunc("subtract"), *scalar(bins.size), *places);
}

}  // namespace nd
