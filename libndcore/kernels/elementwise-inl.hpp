// Inner loops over elements, as templates over a functor that states one operation for one element. Included by every
// elementwise family, once per instruction set; the compiler vectorises the contiguous loops for that set.
// Functors derive from Elementwise, may keep state, and may have finish(), which is called after the last element.
#if defined(NDCORE_KERNELS_ELEMENTWISE_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef NDCORE_KERNELS_ELEMENTWISE_INL
#undef NDCORE_KERNELS_ELEMENTWISE_INL
#else
#define NDCORE_KERNELS_ELEMENTWISE_INL
#endif

#include <hwy/highway.h>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "core/fpstatus.hpp"
#include "dtype/elements.hpp"
#include "kernels/loops.hpp"

// Element i of the output depends on element i of the inputs alone, even if they are the same memory.
#if defined(__clang__)
#define ND_VECTORIZED _Pragma("clang loop vectorize(assume_safety)")
#else
#define ND_VECTORIZED _Pragma("GCC ivdep")
#endif
// Vectorising loops of unknown strides only costs compile time; the empty statement forbids it.
#define ND_NOT_VECTORIZED asm volatile("")

HWY_BEFORE_NAMESPACE();
namespace nd::HWY_NAMESPACE {
namespace {

struct Elementwise {
  // Signed integers may be computed as unsigned ones of their width, which have the same bits and wrap.
  static constexpr bool kWraps = false;
  // Leaves the floating-point status alone, whatever the instructions raise (ordered comparisons raise invalid for
  // NaN).
  static constexpr bool kQuiet = false;
};
struct Wrapping : Elementwise {
  static constexpr bool kWraps = true;
};
struct Quiet : Elementwise {
  static constexpr bool kQuiet = true;
};

// Restores the floating-point status at the end of its life.
template <bool kActive>
class KeepFpFlags {
 public:
  KeepFpFlags() : before_(fp_flags()) {}
  KeepFpFlags(const KeepFpFlags&) = delete;
  KeepFpFlags& operator=(const KeepFpFlags&) = delete;
  ~KeepFpFlags() {
    if (fp_flags() == before_) return;
    clear_fp_flags();
    raise_fp_flags(before_);
  }

 private:
  const int32_t before_;
};
template <>
class KeepFpFlags<false> {
 public:
  KeepFpFlags() {}
  ~KeepFpFlags() {}
};
template <class Op, class T>
using OpFlags = KeepFpFlags<Op::kQuiet && (std::is_floating_point_v<T> || kIsComplex<T>)>;

// Floating-point numbers as their bits: tests on them raise nothing, whatever instructions the compiler chooses.
template <class R>
struct FloatBits;
template <>
struct FloatBits<float> {
  using Unsigned = uint32_t;
  using Signed = int32_t;
  static constexpr Signed kInfinity = 0x7f800000;
};
template <>
struct FloatBits<double> {
  using Unsigned = uint64_t;
  using Signed = int64_t;
  static constexpr Signed kInfinity = 0x7ff0000000000000;
};
template <class R>
HWY_INLINE auto float_bits(R x) {
  return std::bit_cast<typename FloatBits<R>::Unsigned>(x);
}
template <class R>
inline constexpr auto kSignBit = typename FloatBits<R>::Unsigned{1} << (8 * sizeof(R) - 1);
// |x| as an integer of the same order; NaNs come behind infinity.
template <class R>
HWY_INLINE auto magnitude_bits(R x) {
  return static_cast<typename FloatBits<R>::Signed>(float_bits(x) & ~kSignBit<R>);
}
template <class R>
HWY_INLINE bool is_finite(R x) {
  return magnitude_bits(x) < FloatBits<R>::kInfinity;
}
template <class R>
HWY_INLINE bool is_nan(R x) {
  return magnitude_bits(x) > FloatBits<R>::kInfinity;
}
template <class R>
HWY_INLINE bool is_inf(R x) {
  return magnitude_bits(x) == FloatBits<R>::kInfinity;
}

// condition ? yes : no, by bits: of `c ? x / (c ? 1 : y) : …` the compiler makes a division by y in all lanes.
template <class R>
HWY_INLINE auto mask_of(bool condition) {
  using Bits = typename FloatBits<R>::Unsigned;
  return static_cast<Bits>(Bits{0} - static_cast<Bits>(condition));
}
template <class R>
HWY_INLINE R masked(typename FloatBits<R>::Unsigned mask, R yes, R no) {
  return std::bit_cast<R>((float_bits(yes) & mask) | (float_bits(no) & ~mask));
}

// -x as the compiler does not see it. It vectorises {x + y, x - y} as both for both lanes, of which the one thrown away
// may overflow or be ∞ - ∞, and would raise that; {x + y, x + negated(y)} adds once.
template <class R>
HWY_INLINE R negated(R x) {
  return std::bit_cast<R>(float_bits(x) ^ kSignBit<R>);
}

template <class Op>
HWY_INLINE void finish(Op& op) {
  if constexpr (requires { op.finish(); }) op.finish();
}

template <class T>
HWY_INLINE T load(const std::byte* address) {
  return *reinterpret_cast<const T*>(address);
}
template <class T>
HWY_INLINE void store(std::byte* address, T value) {
  *reinterpret_cast<T*>(address) = value;
}

// True if a loop may take several elements of both at once: the two are the same or do not meet. (A sequential fold
// runs over memory that meets itself shifted: then the order of elements matters.)
template <class In, class Out>
HWY_INLINE bool independent(const std::byte* in, const std::byte* out, int64_t n) {
  if (sizeof(In) == sizeof(Out) && in == out) return true;
  const auto from = reinterpret_cast<uintptr_t>(in), to = reinterpret_cast<uintptr_t>(out);
  const auto count = static_cast<uintptr_t>(n);
  return from + count * sizeof(In) <= to || to + count * sizeof(Out) <= from;
}

template <class Op, class A, class R>
HWY_NOINLINE HWY_FLATTEN void unary(std::byte* const* args, int64_t n, const int64_t* strides, void*) {
  [[maybe_unused]] const OpFlags<Op, A> flags;
  Op op;
  if (strides[0] == sizeof(A) && strides[1] == sizeof(R) && independent<A, R>(args[0], args[1], n)) {
    const auto* a = reinterpret_cast<const A*>(args[0]);
    auto* out = reinterpret_cast<R*>(args[1]);
    ND_VECTORIZED
    for (int64_t i = 0; i < n; ++i) out[i] = op(a[i]);
  } else {
    const std::byte* a = args[0];
    std::byte* out = args[1];
    for (int64_t i = 0; i < n; ++i, a += strides[0], out += strides[1]) {
      store<R>(out, op(load<A>(a)));
      ND_NOT_VECTORIZED;
    }
  }
  finish(op);
}

template <class Op, class A, class B, class R>
void binary_strided(Op& op, std::byte* const* args, int64_t n, const int64_t* strides) {
  const std::byte *a = args[0], *b = args[1];
  std::byte* out = args[2];
  if constexpr (std::is_same_v<A, R>) {
    // A sequential fold: the accumulator stays in a register.
    if (a == out && strides[0] == 0 && strides[2] == 0 && n > 0) {
      R folded = load<R>(out);
      for (int64_t i = 0; i < n; ++i, b += strides[1]) {
        folded = op(folded, load<B>(b));
        ND_NOT_VECTORIZED;
      }
      return store<R>(out, folded);
    }
  }
  for (int64_t i = 0; i < n; ++i, a += strides[0], b += strides[1], out += strides[2]) {
    store<R>(out, op(load<A>(a), load<B>(b)));
    ND_NOT_VECTORIZED;
  }
}

template <class Op, class A, class B, class R>
HWY_NOINLINE HWY_FLATTEN void binary(std::byte* const* args, int64_t n, const int64_t* strides, void*) {
  [[maybe_unused]] const OpFlags<Op, A> flags;
  Op op;
  const auto* a = reinterpret_cast<const A*>(args[0]);
  const auto* b = reinterpret_cast<const B*>(args[1]);
  auto* out = reinterpret_cast<R*>(args[2]);
  const bool a_runs = strides[0] == sizeof(A), b_runs = strides[1] == sizeof(B);
  const bool a_fits = (a_runs && independent<A, R>(args[0], args[2], n)) || (strides[0] == 0 && b_runs);
  const bool b_fits = (b_runs && independent<B, R>(args[1], args[2], n)) || (strides[1] == 0 && a_runs);
  if (strides[2] != sizeof(R) || !a_fits || !b_fits) {
    binary_strided<Op, A, B, R>(op, args, n, strides);
  } else if (a_runs && b_runs) {
    ND_VECTORIZED
    for (int64_t i = 0; i < n; ++i) out[i] = op(a[i], b[i]);
  } else if (n > 0 && b_runs) {
    const A left = *a;
    ND_VECTORIZED
    for (int64_t i = 0; i < n; ++i) out[i] = op(left, b[i]);
  } else if (n > 0) {
    const B right = *b;
    ND_VECTORIZED
    for (int64_t i = 0; i < n; ++i) out[i] = op(a[i], right);
  }
  finish(op);
}

}  // namespace
}  // namespace nd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
