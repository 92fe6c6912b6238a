// Loops of operations with two results (frexp, modf, divmod). The functor returns a Pair. Included once per
// instruction set.
#if defined(NDCORE_KERNELS_PAIR_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef NDCORE_KERNELS_PAIR_INL
#undef NDCORE_KERNELS_PAIR_INL
#else
#define NDCORE_KERNELS_PAIR_INL
#endif

#include "kernels/register-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace nd::HWY_NAMESPACE {
namespace {

template <class R1, class R2>
struct Pair {
  R1 first;
  R2 second;
};

template <class Op, class A, class R1, class R2>
HWY_NOINLINE HWY_FLATTEN void unary_pair(std::byte* const* args, int64_t n, const int64_t* strides, void*) {
  Op op;
  const bool runs = strides[0] == sizeof(A) && strides[1] == sizeof(R1) && strides[2] == sizeof(R2);
  if (runs && independent<A, R1>(args[0], args[1], n) && independent<A, R2>(args[0], args[2], n)) {
    const auto* a = reinterpret_cast<const A*>(args[0]);
    auto* first = reinterpret_cast<R1*>(args[1]);
    auto* second = reinterpret_cast<R2*>(args[2]);
    ND_VECTORIZED
    for (int64_t i = 0; i < n; ++i) {
      const Pair<R1, R2> both = op(a[i]);
      first[i] = both.first;
      second[i] = both.second;
    }
  } else {
    for (int64_t i = 0; i < n; ++i) {
      const Pair<R1, R2> both = op(load<A>(args[0] + i * strides[0]));
      store(args[1] + i * strides[1], both.first);
      store(args[2] + i * strides[2], both.second);
      ND_NOT_VECTORIZED;
    }
  }
  finish(op);
}

template <class Op, class T>
HWY_NOINLINE HWY_FLATTEN void binary_pair(std::byte* const* args, int64_t n, const int64_t* strides, void*) {
  Op op;
  const auto* a = reinterpret_cast<const T*>(args[0]);
  const auto* b = reinterpret_cast<const T*>(args[1]);
  auto* first = reinterpret_cast<T*>(args[2]);
  auto* second = reinterpret_cast<T*>(args[3]);
  const bool b_runs = strides[1] == sizeof(T), b_stays = strides[1] == 0;
  bool fits = strides[0] == sizeof(T) && strides[2] == sizeof(T) && strides[3] == sizeof(T) && (b_runs || b_stays);
  for (const int out : {2, 3}) {
    fits = fits && independent<T, T>(args[0], args[out], n);
    fits = fits && independent<T, T>(args[1], args[out], n);
  }
  if (fits && b_runs) {
    ND_VECTORIZED
    for (int64_t i = 0; i < n; ++i) {
      const Pair<T, T> both = op(a[i], b[i]);
      first[i] = both.first;
      second[i] = both.second;
    }
  } else if (fits && n > 0) {
    const T right = *b;
    ND_VECTORIZED
    for (int64_t i = 0; i < n; ++i) {
      const Pair<T, T> both = op(a[i], right);
      first[i] = both.first;
      second[i] = both.second;
    }
  } else {
    for (int64_t i = 0; i < n; ++i) {
      const Pair<T, T> both = op(load<T>(args[0] + i * strides[0]), load<T>(args[1] + i * strides[1]));
      store(args[2] + i * strides[2], both.first);
      store(args[3] + i * strides[3], both.second);
      ND_NOT_VECTORIZED;
    }
  }
  finish(op);
}

}  // namespace
}  // namespace nd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
