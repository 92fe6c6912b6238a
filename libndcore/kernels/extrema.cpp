// minimum, maximum (NaN wins), fmin, fmax (NaN loses), clip. Of two equal numbers the second is taken (the first for
// float16), which shows in zeros of different signs; complex numbers order by real, then by imaginary part.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/extrema.cpp"
#include <hwy/foreach_target.h>

#include "kernels/families.hpp"
#include "kernels/register-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace nd::HWY_NAMESPACE {
namespace {

template <class T>
HWY_INLINE bool unordered(T a) {
  if constexpr (kIsComplex<T>)
    return is_nan(a.re) | is_nan(a.im);
  else if constexpr (std::is_floating_point_v<T>)
    return a != a;
  else
    return false;
}
// Only for complex numbers without NaN does this say all there is.
template <class T>
HWY_INLINE bool less_or_equal(T a, T b) {
  if constexpr (kIsComplex<T>)
    return ((a.re < b.re) & !is_nan(a.im) & !is_nan(b.im)) | ((a.re == b.re) & (a.im <= b.im));
  else
    return a <= b;
}

struct Minimum : Quiet {
  template <class T>
  T operator()(T a, T b) const {
    if constexpr (kIsBool<T>)
      return bool8((a.value != 0) & (b.value != 0));
    else if constexpr (kIsComplex<T>)
      return (unordered(a) | less_or_equal(a, b)) ? a : b;
    else
      return a < b || unordered(a) ? a : b;
  }
};
struct Maximum : Quiet {
  template <class T>
  T operator()(T a, T b) const {
    if constexpr (kIsBool<T>)
      return bool8((a.value | b.value) != 0);
    else if constexpr (kIsComplex<T>)
      return (unordered(a) | less_or_equal(b, a)) ? a : b;
    else
      return a > b || unordered(a) ? a : b;
  }
};
struct Fmin : Quiet {
  template <class T>
  T operator()(T a, T b) const {
    if constexpr (kIsComplex<T>)
      return (unordered(b) | less_or_equal(a, b)) ? a : b;
    else
      return a < b || unordered(b) ? a : b;
  }
};
struct Fmax : Quiet {
  template <class T>
  T operator()(T a, T b) const {
    if constexpr (kIsComplex<T>)
      return (unordered(b) | less_or_equal(b, a)) ? a : b;
    else
      return a > b || unordered(b) ? a : b;
  }
};

// float16, in float32.
struct HalfMinimum : Quiet {
  float operator()(float a, float b) const { return a <= b || a != a ? a : b; }
};
struct HalfMaximum : Quiet {
  float operator()(float a, float b) const { return a >= b || a != a ? a : b; }
};
struct HalfFmin : Quiet {
  float operator()(float a, float b) const { return a <= b || b != b ? a : b; }
};
struct HalfFmax : Quiet {
  float operator()(float a, float b) const { return a >= b || b != b ? a : b; }
};

// minimum(maximum(x, low), high): a NaN wins. Of complex numbers NumPy asks only whether x is NaN, and orders the rest
// part by part.
struct Clip : Quiet {
  template <class T>
  T operator()(T x, T low, T high) const {
    if constexpr (kIsComplex<T>) {
      const T raised = (unordered(x) | part_less(low, x)) ? x : low;
      return (unordered(raised) | part_less(raised, high)) ? raised : high;
    } else {
      return Minimum{}(Maximum{}(x, low), high);
    }
  }

 private:
  template <class T>
  static bool part_less(T a, T b) {
    return (a.re < b.re) | ((a.re == b.re) & (a.im < b.im));
  }
};
// The same, but x stays where it equals a bound, which shows in zeros of different signs. NumPy clips float32 and
// float64 in this way if the bounds are scalars, and float16 always.
struct ClipStaying : Clip {
  template <class T>
  T operator()(T x, T low, T high) const {
    if constexpr (std::is_floating_point_v<T>) {
      const T raised = low > x || unordered(low) ? low : x;
      return high < raised || unordered(high) ? high : raised;
    } else {
      return Clip::operator()(x, low, high);
    }
  }
};

template <class T, class Op = Clip>
HWY_NOINLINE HWY_FLATTEN void clip(std::byte* const* args, int64_t n, const int64_t* strides, void*) {
  [[maybe_unused]] const OpFlags<Clip, T> flags;
  const Op op;
  const bool runs = strides[0] == sizeof(T) && strides[3] == sizeof(T) && independent<T, T>(args[0], args[3], n);
  const auto* x = reinterpret_cast<const T*>(args[0]);
  auto* out = reinterpret_cast<T*>(args[3]);
  if (runs && n > 0 && strides[1] == 0 && strides[2] == 0) {
    const T low = load<T>(args[1]), high = load<T>(args[2]);
    ND_VECTORIZED
    for (int64_t i = 0; i < n; ++i) out[i] = ClipStaying{}(x[i], low, high);
    return;
  }
  const bool all_run = runs && strides[1] == sizeof(T) && strides[2] == sizeof(T);
  if (all_run && independent<T, T>(args[1], args[3], n) && independent<T, T>(args[2], args[3], n)) {
    const auto* low = reinterpret_cast<const T*>(args[1]);
    const auto* high = reinterpret_cast<const T*>(args[2]);
    ND_VECTORIZED
    for (int64_t i = 0; i < n; ++i) out[i] = op(x[i], low[i], high[i]);
    return;
  }
  const bool staying = strides[1] == 0 && strides[2] == 0;
  for (int64_t i = 0; i < n; ++i) {
    const T value = load<T>(args[0] + i * strides[0]), low = load<T>(args[1] + i * strides[1]),
            high = load<T>(args[2] + i * strides[2]);
    store<T>(args[3] + i * strides[3], staying ? ClipStaying{}(value, low, high) : op(value, low, high));
    ND_NOT_VECTORIZED;
  }
}

template <class T>
void add_clip(LoopTable& table) {
  using Op = std::conditional_t<std::is_same_v<T, float16>, ClipStaying, Clip>;
  if constexpr (kIsHalf<T>)
    add_half_loop<T, 3, 4, 15>(table, "clip", {kCode<T>, kCode<T>, kCode<T>, kCode<T>}, &clip<float, Op>);
  else
    add_loop(table, "clip", {kCode<T>, kCode<T>, kCode<T>, kCode<T>}, &clip<T>);
}
template <class... Ts>
void add_clips(LoopTable& table, TypeList<Ts...>) {
  (add_clip<Ts>(table), ...);
}

// `ForFloats` differs from `Op` only where there are NaNs.
template <class Op, class ForFloats, class ForHalves>
void add_extremum(LoopTable& table, std::string_view name) {
  add_binary_loops<Op>(table, name, TypeList<bool8>{});
  add_binary_loops<Op>(table, name, IntegerTypes{});
  add_binary_loops<ForHalves>(table, name, TypeList<float16>{});
  add_binary_loops<ForFloats>(table, name, TypeList<bfloat16>{});
  add_binary_loops<ForFloats>(table, name, TypeList<float, double, complex64, complex128>{});
}

}  // namespace

void register_extrema(LoopTable& table) {
  add_extremum<Minimum, Minimum, HalfMinimum>(table, "minimum");
  add_extremum<Maximum, Maximum, HalfMaximum>(table, "maximum");
  add_extremum<Minimum, Fmin, HalfFmin>(table, "fmin");
  add_extremum<Maximum, Fmax, HalfFmax>(table, "fmax");
  add_clips(table, AllTypes{});
}

}  // namespace nd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace nd {
HWY_EXPORT(register_extrema);
void register_extrema(LoopTable& table) { HWY_DYNAMIC_DISPATCH(register_extrema)(table); }
}  // namespace nd
#endif
