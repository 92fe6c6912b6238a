// Sums in NumPy's order: pairwise for floating-point and complex numbers, in any order for integers.
// Pairwise: n > 128 is halved (the first half rounded down to a multiple of 8), a leaf has eight running sums, and less
// than 8 elements are added to -0.0 in turn. The vectors' width does not show: there are always eight sums.
#include "kernels/reduce_tables.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/reduce_sum.cpp"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"
//
#include "kernels/reduce_operations-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace nd::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

constexpr int64_t kLeaf = 128;

// What a sum of T is computed in.
template <class T>
using Partial = std::conditional_t<kIsHalf<T>, float, T>;

// Eight running sums over n values, 8 <= n; returns how many were taken (n rounded down to a multiple of 8).
template <class T>
HWY_INLINE int64_t eight_sums(const T* HWY_RESTRICT p, int64_t n, T* HWY_RESTRICT sums) {
  const hn::CappedTag<T, 8> d;
  constexpr size_t kLanes = hn::MaxLanes(d);
  constexpr size_t kVectors = 8 / kLanes;
  hn::Vec<decltype(d)> r[kVectors];
  for (size_t k = 0; k < kVectors; ++k) r[k] = hn::LoadU(d, p + k * kLanes);
  int64_t i = 8;
  for (; i + 8 <= n; i += 8) {
    for (size_t k = 0; k < kVectors; ++k) r[k] = hn::Add(r[k], hn::LoadU(d, p + i + k * kLanes));
  }
  for (size_t k = 0; k < kVectors; ++k) hn::StoreU(r[k], d, sums + k * kLanes);
  return i;
}

template <class T>
HWY_INLINE T leaf_sum(const T* p, int64_t n) {
  if (n < 8) {
    T sum = T(-0.0);
    for (int64_t i = 0; i < n; ++i) sum += p[i];
    return sum;
  }
  alignas(64) T r[8];
  int64_t i = eight_sums(p, n, r);
  T sum = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
  for (; i < n; ++i) sum += p[i];
  return sum;
}

// A leaf of complex numbers is one of twice as many real ones, with its sums combined by parity.
template <class C>
HWY_INLINE C complex_leaf_sum(const C* p, int64_t n) {
  using T = decltype(C::re);
  if (n < 4) {
    C sum{T(-0.0), T(-0.0)};
    for (int64_t i = 0; i < n; ++i) sum = Add<C>::apply(sum, p[i]);
    return sum;
  }
  alignas(64) T r[8];
  int64_t i = eight_sums(reinterpret_cast<const T*>(p), 2 * n, r) / 2;
  C sum{(r[0] + r[2]) + (r[4] + r[6]), (r[1] + r[3]) + (r[5] + r[7])};
  for (; i < n; ++i) sum = Add<C>::apply(sum, p[i]);
  return sum;
}

// The elements of a leaf side by side, in the type of the sum.
template <class T>
HWY_INLINE const Partial<T>* leaf_values(const std::byte* in, int64_t n, int64_t stride, Partial<T>* buffer) {
  if constexpr (kIsHalf<T>) {
    if (stride == static_cast<int64_t>(sizeof(T))) {
      const T* HWY_RESTRICT p = reinterpret_cast<const T*>(in);
      for (int64_t i = 0; i < n; ++i) buffer[i] = static_cast<float>(p[i]);
      return buffer;
    }
  } else if (stride == static_cast<int64_t>(sizeof(T))) {
    return reinterpret_cast<const T*>(in);
  }
  for (int64_t i = 0; i < n; ++i) buffer[i] = static_cast<Partial<T>>(element<T>(in + i * stride));
  return buffer;
}

template <class T>
Partial<T> pairwise(const std::byte* in, int64_t n, int64_t stride) {
  constexpr int64_t kParts = kIsComplex<T> ? 2 : 1;
  if (n * kParts <= kLeaf) {
    Partial<T> buffer[kLeaf / kParts];
    const Partial<T>* values = leaf_values<T>(in, n, stride, buffer);
    if constexpr (kIsComplex<T>) {
      return complex_leaf_sum(values, n);
    } else {
      return leaf_sum(values, n);
    }
  }
  int64_t half = n * kParts / 2;
  half = (half - half % 8) / kParts;
  const Partial<T> left = pairwise<T>(in, half, stride);
  return Add<Partial<T>>::apply(left, pairwise<T>(in + half * stride, n - half, stride));
}

template <class T>
void partial_sum(const std::byte* in, int64_t n, int64_t stride, std::byte* partial) {
  element<Partial<T>>(partial) = pairwise<T>(in, n, stride);
}

template <class T>
void add_to(std::byte* accumulator, const std::byte* partial) {
  if constexpr (kIsHalf<T>) {
    const T sum(static_cast<float>(element<T>(accumulator)) + element<float>(partial));
    element<T>(accumulator) = settled<Add<T>>(sum);
  } else {
    element<T>(accumulator) = settled<Add<T>>(Add<T>::apply(element<T>(accumulator), element<T>(partial)));
  }
}

template <class T>
void fold_pairwise(std::byte* accumulator, const std::byte* in, int64_t n, int64_t stride, void*) {
  const Partial<T> partial = pairwise<T>(in, n, stride);
  add_to<T>(accumulator, reinterpret_cast<const std::byte*>(&partial));
}

template <class From, class To>
void sum_wide(std::byte* accumulator, const std::byte* in, int64_t n, int64_t stride, void*) {
  auto widen = [](From x) {
    if constexpr (kIsBool<From>) {
      return uint64_t{x.value != 0};
    } else {
      return static_cast<uint64_t>(static_cast<To>(x));
    }
  };
  uint64_t sum = 0;
  if (stride == static_cast<int64_t>(sizeof(From))) {
    const From* HWY_RESTRICT p = reinterpret_cast<const From*>(in);
    for (int64_t i = 0; i < n; ++i) sum += widen(p[i]);
  } else {
    for (int64_t i = 0; i < n; ++i) sum += widen(element<From>(in + i * stride));
  }
  element<uint64_t>(accumulator) += sum;
}

constexpr SumTable make_sum_table() {
  SumTable table;
  for_each_type(AllTypes{}, [&]<class T>(Type<T>) {
    constexpr auto k = static_cast<size_t>(kCode<T>);
    if constexpr (Add<T>::order == ReduceOrder::pairwise) {
      table.add[k] = make_kernel<T, Add<T>>(&fold_pairwise<T>);
      table.pairwise[k] = &partial_sum<T>;
      table.combine[k] = &add_to<Partial<T>>;
      table.add_to[k] = &add_to<T>;
    } else {
      table.add[k] = make_kernel<T, Add<T>>();
      table.to_int64[k] = &sum_wide<T, int64_t>;
      table.to_uint64[k] = &sum_wide<T, uint64_t>;
    }
  });
  return table;
}

const SumTable* sum_table_here() {
  static constexpr SumTable table = make_sum_table();
  return &table;
}

}  // namespace nd::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace nd::kernels {

HWY_EXPORT(sum_table_here);

const SumTable& sum_table() noexcept {
  static constinit LazyPointer<const SumTable> table;
  return *table.get([] { return HWY_DYNAMIC_DISPATCH(sum_table_here)(); });
}

PairwiseSum pairwise_sum(nd_type_code type) noexcept { return sum_table().pairwise[static_cast<size_t>(type)]; }
AddPartials add_partials(nd_type_code type) noexcept { return sum_table().combine[static_cast<size_t>(type)]; }
AddPartials add_partial_to(nd_type_code type) noexcept { return sum_table().add_to[static_cast<size_t>(type)]; }

ReduceLoop widening_sum(nd_type_code from, nd_type_code to) noexcept {
  if (to == ND_INT64) return sum_table().to_int64[static_cast<size_t>(from)];
  if (to == ND_UINT64) return sum_table().to_uint64[static_cast<size_t>(from)];
  return nullptr;
}

}  // namespace nd::kernels
#endif
