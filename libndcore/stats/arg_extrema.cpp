// Positions of extreme elements: blocks are folded with the vectorised minimum or maximum, and only the block where the
// extremum changed last is searched. NaNs win, the first of equals counts.
#include <vector>

#include "core/checked.hpp"
#include "core/fpstatus.hpp"
#include "core/threads.hpp"
#include "kernels/reduce_kernels.hpp"
#include "sort/keys.hpp"
#include "stats/shared_steps.hpp"
#include "stats/stats.hpp"

namespace nd {

namespace {

using kernels::Reduction;

constexpr int64_t kBlock = 256;
constexpr int64_t kFew = 32;         // elements that are searched one by one
constexpr int64_t kShare = 1 << 17;  // elements from which on threads share one search

using sorting::is_nan;

template <class T>
bool less(T a, T b) {
  if constexpr (kIsComplex<T>) {
    return a.re < b.re || (a.re == b.re && a.im < b.im);
  } else if constexpr (kIsHalf<T>) {
    return static_cast<float>(a) < static_cast<float>(b);
  } else if constexpr (kIsBool<T>) {
    return !static_cast<bool>(a) && static_cast<bool>(b);
  } else {
    return a < b;
  }
}

// Does `a` take the place of `b`, which stands before it?
template <class T>
bool beats(T a, T b, bool is_max) {
  if (is_nan(b)) return false;
  return is_nan(a) || (is_max ? less(b, a) : less(a, b));
}

template <class T>
struct Found {
  T value;
  int64_t position;
};

template <class T>
Found<T> search_plainly(const T* p, int64_t begin, int64_t end, bool is_max) {
  Found<T> best{p[begin], begin};
  for (int64_t i = begin + 1; i < end; ++i) {
    if (beats(p[i], best.value, is_max)) best = {p[i], i};
  }
  return best;
}

template <class T>
bool equal(T a, T b) {
  if constexpr (kIsComplex<T>) {
    return a.re == b.re && a.im == b.im;
  } else if constexpr (kIsHalf<T>) {
    return static_cast<float>(a) == static_cast<float>(b);
  } else {
    return a == b;
  }
}

// The first element of a block that is the extreme one, which is known to be there.
template <class T>
Found<T> locate(const T* p, int64_t i, T value) {
  if (is_nan(value)) {
    while (!is_nan(p[i])) ++i;
  } else {
    while (!equal(p[i], value)) ++i;
  }
  return {p[i], i};
}

template <class T>
Found<T> search(const T* p, int64_t begin, int64_t end, bool is_max) {
  if (end - begin <= kFew) return search_plainly(p, begin, end, is_max);
  const ReduceLoop fold = kernels::reduce_kernel(is_max ? Reduction::maximum : Reduction::minimum, kCode<T>).fold;
  Found<T> best{p[begin], begin};
  int64_t block = -1;
  for (int64_t i = begin; i < end; i += kBlock) {
    const int64_t n = std::min(kBlock, end - i);
    T value = p[i];
    fold(reinterpret_cast<std::byte*>(&value), reinterpret_cast<const std::byte*>(p + i), n, sizeof(T), nullptr);
    if (beats(value, best.value, is_max)) {
      best.value = value;
      block = i;
      if (is_nan(value)) break;
    }
  }
  if (block < 0) return best;
  return locate(p, block, best.value);
}

template <class T>
int64_t search_shared(const T* p, int64_t n, bool is_max) {
  if (n < 2 * kShare || num_threads() == 1) return search(p, 0, n, is_max).position;
  std::vector<Found<T>> parts(static_cast<size_t>(pieces_of(n, kShare)));
  parallel_for(n, kShare, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; i += kShare) {
      parts[static_cast<size_t>(i / kShare)] = search(p, i, std::min(end, i + kShare), is_max);
    }
  });
  Found<T> best = parts[0];
  for (const Found<T>& part : parts) {
    if (beats(part.value, best.value, is_max)) best = part;
  }
  return best.position;
}

// The array with `axis` last, C-contiguous and native.
Ref<Array> with_axis_last(const Array& a, int32_t axis) {
  Dims shape(a.shape());
  Dims strides(a.strides());
  const int64_t extent = shape[axis];
  const int64_t stride = strides[axis];
  shape.erase(axis);
  strides.erase(axis);
  shape.push_back(extent);
  strides.push_back(stride);
  Ref<Array> moved = view(a, a.data, shape, strides);
  return moved->c_contiguous && moved->behaved() ? std::move(moved)
                                                 : astype(*moved, native(a.dtype), ND_CASTING_UNSAFE, ND_ORDER_C);
}

// Positions go into integers that hold no more than they do, as in NumPy.
void check_positions(const Array& out, std::span<const int64_t> shape, std::string_view name) {
  stats::require_shape(out, shape, name);
  require_writeable(out, name, "out");
  if (can_cast(out.dtype, dtype_of<int64_t>(), ND_CASTING_SAFE)) return;
  fail(ND_TYPE_ERROR, name, ": argument `out` of dtype ", out.dtype->name, " does not cast safely to int64");
}

Ref<Array> search_array(const Array& a, Axes axes, const ReduceOptions& options, bool is_max) {
  const std::string_view name = is_max ? "argmax" : "argmin";
  if (!axes.all && axes.axes.size() != 1) {
    fail(ND_VALUE_ERROR, name, ": takes one axis or all, not ", int64_t(axes.axes.size()));
  }
  const int64_t* const axis = axes.all ? nullptr : axes.axes.data();
  Array* const out = options.out;
  const Ref<Array> flat = stats::flattened_for(a, axis, name);
  const Array& source = flat ? *flat : a;
  const int32_t along = flat ? 0 : normalize_axis(*axis, a.ndim, name);
  const int64_t n = source.shape(along);
  Dims shape(a.shape());
  if (flat) {
    shape.resize(0);
    if (options.keepdims) shape = Dims(a.ndim, 1);
  } else if (options.keepdims) {
    shape[along] = 1;
  } else {
    shape.erase(along);
  }
  if (n == 0) fail(ND_VALUE_ERROR, "attempt to get ", name, " of an empty sequence");
  if (out != nullptr) check_positions(*out, shape, name);
  Ref<Array> result = empty(dtype_of<int64_t>(), shape);
  if (result->size == 0) return out != nullptr ? Ref<Array>(out) : result;
  const Ref<Array> rows = with_axis_last(source, along);
  auto* positions = result->as<int64_t>();
  visit_type(rows->dtype->code, [&]<class T>(Type<T>) {
    const T* p = rows->as<T>();
    if (result->size == 1) {
      positions[0] = search_shared(p, n, is_max);
      return;
    }
    parallel_for(result->size, std::max<int64_t>(1, kShare / n), [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i) positions[i] = search(p + i * n, 0, n, is_max).position;
    });
  });
  clear_fp_flags();
  if (out == nullptr) return result;
  assign(*out, *result, ND_CASTING_UNSAFE);
  return Ref<Array>(out);
}

// Over all axes.
void search_kernels(const Array& a, Reduction reduction, KernelFiles& files) {
  if (a.dtype->user != nullptr) files.add_unknown();
  const Ref<Array> flat = stats::flattened_kernels(a, files);
  if (!flat->behaved()) astype_kernels(*flat, native(a.dtype), ND_ORDER_C, files);
  if (a.size > kFew) files.add(kernels::reduce_kernel(reduction, a.dtype->code).source);
}

}  // namespace

ND_KERNELS_OF(argmin, 1) { search_kernels(*inputs[0], Reduction::minimum, files); }

Ref<Array> argmin(const Array& a, Axes axes, ReduceOptions options) { return search_array(a, axes, options, false); }

ND_KERNELS_OF(argmax, 1) { search_kernels(*inputs[0], Reduction::maximum, files); }

Ref<Array> argmax(const Array& a, Axes axes, ReduceOptions options) { return search_array(a, axes, options, true); }

}  // namespace nd
