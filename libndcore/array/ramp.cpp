// arange and linspace: NumPy's lengths and its formulas, operation by operation, so that the bits agree.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <string>
#include <vector>

#include "array/creation.hpp"
#include "array/element_math.hpp"
#include "array/single.hpp"
#include "array/transfer.hpp"
#include "core/threads.hpp"

namespace nd {

namespace {

constexpr int64_t kGrain = 32768;

template <class T>
T value_of(const Array& a) {
  T value;
  Transfer(a.dtype, dtype_of<T>()).run(a.data, 0, reinterpret_cast<std::byte*>(&value), sizeof value, 1);
  return value;
}

// Writes value(i) for all i, over threads.
template <class T, class Value>
void generate(T* out, int64_t count, Value value) {
  const auto body = [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) out[i] = value(i);
  };
  if (count < 2 * kGrain) {
    body(0, count);
  } else {
    parallel_for(count, kGrain, body);
  }
}

__extension__ typedef __int128 wide;

// The integers of Python have no width; ours have 64 bits, signed or unsigned.
wide wide_value(const Array& a) {
  return a.dtype->code == ND_UINT64 ? wide{value_of<uint64_t>(a)} : wide{value_of<int64_t>(a)};
}

[[noreturn]] void fail_too_long() { fail(ND_VALUE_ERROR, "arange: Maximum allowed size exceeded"); }

int64_t integer_length(wide start, wide stop, wide step) {
  if (step == 0) fail(ND_VALUE_ERROR, "arange: `step` must not be zero");
  const wide distance = step > 0 ? stop - start : start - stop;
  if (distance <= 0) return 0;
  const wide width = step > 0 ? step : -step;
  const wide length = (distance + width - 1) / width;
  if (length > wide{INT64_MAX}) fail_too_long();
  return static_cast<int64_t>(length);
}

int64_t float_length(double distance, double step) {
  if (step == 0) fail(ND_VALUE_ERROR, "arange: `step` must not be zero");
  const double length = distance / step;
  // A quotient that underflows still is one element, or none.
  if (length == 0 && distance != 0) return std::signbit(length) ? 0 : 1;
  if (std::isnan(length)) fail(ND_VALUE_ERROR, "arange: cannot compute length");
  if (length >= 0x1p63) fail_too_long();
  return length <= 0 ? 0 : static_cast<int64_t>(std::ceil(length));
}

// Both parts of the complex quotient bound the length.
int64_t complex_length(complex128 start, complex128 stop, complex128 step) {
  const complex128 distance = minus(stop, start);
  const double norm = step.re * step.re + step.im * step.im;
  if (norm == 0) fail(ND_VALUE_ERROR, "arange: `step` must not be zero");
  const double re = (distance.re * step.re + distance.im * step.im) / norm;
  const double im = (distance.im * step.re - distance.re * step.im) / norm;
  return std::min(float_length(re, 1), float_length(im, 1));
}

template <class T>
void fill_ramp(Array& out, T start, T next) {
  T* const data = out.as<T>();
  if (out.size <= 2) {
    // Nothing is left to compute.
  } else if constexpr (kIsHalf<T>) {  // NumPy multiplies and adds in float and rounds once
    const auto first = static_cast<float>(start);
    const float delta = static_cast<float>(next) - first;
    generate(data, out.size, [=](int64_t i) { return T(first + static_cast<float>(i) * delta); });
  } else if constexpr (kIsComplex<T>) {
    const T delta = minus(next, start);
    using Part = decltype(T::re);
    generate(data, out.size, [=](int64_t i) {
      return T{start.re + static_cast<Part>(i) * delta.re, start.im + static_cast<Part>(i) * delta.im};
    });
  } else if constexpr (!kIsBool<T>) {
    const T delta = minus(next, start);
    generate(data, out.size, [=](int64_t i) { return plus(start, times(static_cast<T>(i), delta)); });
  }
  // The formula rounds, and of infinities it makes NaN: the first two are as they were given.
  if (out.size > 0) data[0] = start;
  if (out.size > 1) data[1] = next;
}

wide whole(wide value) { return value; }
wide whole(double value) { return static_cast<wide>(std::clamp(value, -0x1p100, 0x1p100)); }

void require_bounds(const DType* dtype, wide value) {
  visit_type(dtype->code, [&]<class T>(Type<T>) {
    if constexpr (std::is_integral_v<T>) {
      if (value >= std::numeric_limits<T>::min() && value <= std::numeric_limits<T>::max()) return;
      const bool printable = value >= INT64_MIN && value <= INT64_MAX;
      fail(ND_OVERFLOW_ERROR,
           "arange: ", printable ? std::to_string(static_cast<int64_t>(value)) : "a value past int64",
           " is out of bounds for ", dtype->name);
    }
  });
}

// The first two values, as wide as they were computed, must fit an integer dtype: the others follow.
template <class Wide>
void require_bounds(const DType* dtype, int64_t length, Wide start, Wide next) {
  if (length > 0) require_bounds(dtype, whole(start));
  if (length > 1) require_bounds(dtype, whole(next));
}

template <class Wide>
Ref<Array> make_ramp(DType* dtype, int64_t length, Wide start, Wide next) {
  if (dtype->is_bool() && length > 2) {
    fail(ND_TYPE_ERROR, "arange: no fill-function for data-type: booleans count to 2, not to ", length);
  }
  Ref<Array> result = empty(native(dtype), Dims{length});
  visit_type(dtype->code,
             [&]<class T>(Type<T>) { fill_ramp(*result, value_of<T>(*scalar(start)), value_of<T>(*scalar(next))); });
  return dtype->swapped ? astype(*result, dtype) : result;
}

}  // namespace

Ref<Array> arange(const Array& start, const Array& stop, const Array& step, DType* dtype) {
  require_single(start, "arange", "start");
  require_single(stop, "arange", "stop");
  require_single(step, "arange", "step");
  const std::array operands{start.type_operand(), stop.type_operand(), step.type_operand()};
  DType* const common = result_type(operands);
  if (dtype == nullptr) dtype = common;
  if (common->is_complex()) {
    const auto a = value_of<complex128>(start);
    const auto d = value_of<complex128>(step);
    return make_ramp(dtype, complex_length(a, value_of<complex128>(stop), d), a, plus(a, d));
  }
  if (common->is_float()) {
    const auto a = value_of<double>(start);
    const auto d = value_of<double>(step);
    const int64_t length = float_length(value_of<double>(stop) - a, d);
    require_bounds(dtype, length, a, a + d);
    return make_ramp(dtype, length, a, a + d);
  }
  const wide a = wide_value(start);
  const wide d = wide_value(step);
  const int64_t length = integer_length(a, wide_value(stop), d);
  require_bounds(dtype, length, a, a + d);
  if (a > wide{INT64_MAX}) return make_ramp(dtype, length, static_cast<uint64_t>(a), static_cast<uint64_t>(a + d));
  // The last step may leave the range of int64: only its low bits matter then, for unsigned results.
  return make_ramp(dtype, length, static_cast<int64_t>(a), static_cast<int64_t>(a + d));
}

namespace {

// One column of linspace: what it starts from, ends with and advances by.
template <class T>
struct Column {
  T start, stop, delta, step;
};

template <class T>
bool is_zero(T value) {
  if constexpr (kIsComplex<T>) {
    return value.re == 0 && value.im == 0;
  } else if constexpr (kIsHalf<T>) {
    return (value.bits & 0x7fffU) == 0;
  } else {
    return value == 0;
  }
}

template <class T>
T floored(T value) {
  if constexpr (kIsComplex<T>) {
    return value;
  } else {
    return T(std::floor(static_cast<std::conditional_t<kIsHalf<T>, float, T>>(value)));
  }
}

template <class T>
Spaced spaced(const Array& start, const Array& stop, int64_t count, bool endpoint, bool floors) {
  const int64_t columns = start.size;
  const int64_t divisions = endpoint ? count - 1 : count;
  const T divisor = from_count<T>(divisions);
  std::vector<Column<T>> column(static_cast<size_t>(columns));
  Ref<Array> step = empty(dtype_of<T>(), start.shape());
  bool any_zero = false;
  for (int64_t j = 0; j < columns; ++j) {
    Column<T>& c = column[static_cast<size_t>(j)];
    c.start = start.as<T>()[j];
    c.stop = stop.as<T>()[j];
    c.delta = minus(c.stop, c.start);
    c.step = divisions > 0 ? divided(c.delta, divisor) : value_of<T>(*scalar(std::nan("")));
    any_zero = any_zero || is_zero(c.step);
    step->as<T>()[j] = c.step;
  }
  Dims shape{count};
  for (const int64_t extent : start.shape()) shape.push_back(extent);
  Ref<Array> values = empty(dtype_of<T>(), shape);
  if (columns == 1 && divisions > 0 && !any_zero && !floors) {  // the common case, without a decision an element
    const Column<T> c = column[0];
    generate(values->as<T>(), count, [c](int64_t i) { return plus(times(from_count<T>(i), c.step), c.start); });
    if (endpoint && count > 1) values->as<T>()[count - 1] = c.stop;
    return {std::move(values), std::move(step)};
  }
  generate(values->as<T>(), values->size, [&, columns](int64_t position) {
    const int64_t i = columns == 1 ? position : position / columns;
    const Column<T>& c = column[static_cast<size_t>(columns == 1 ? 0 : position % columns)];
    T value = from_count<T>(i);
    if (divisions <= 0) {
      value = times(value, c.delta);
    } else if (any_zero) {  // denormal steps: dividing first keeps what is left of them
      value = times(divided(value, divisor), c.delta);
    } else {
      value = times(value, c.step);
    }
    value = endpoint && count > 1 && i == count - 1 ? c.stop : plus(value, c.start);
    return floors ? floored(value) : value;
  });
  return {std::move(values), std::move(step)};
}

// Broadcasts by assignment: both have few elements.
Ref<Array> stretched(const Array& a, std::span<const int64_t> shape, DType* dtype) {
  Ref<Array> result = empty(dtype, shape);
  assign(*result, a);
  return result;
}

Dims common_shape(const Array& a, const Array& b) {
  const Array& longer = a.ndim >= b.ndim ? a : b;
  const Array& shorter = a.ndim >= b.ndim ? b : a;
  Dims shape(longer.shape());
  for (int32_t i = 0; i < shorter.ndim; ++i) {
    int64_t& extent = shape[longer.ndim - shorter.ndim + i];
    if (extent == 1) extent = shorter.shape(i);  // any other mismatch is found by the assignment
  }
  return shape;
}

}  // namespace

Spaced linspace(const Array& start, const Array& stop, int64_t count, bool endpoint, DType* dtype) {
  if (count < 0) fail(ND_VALUE_ERROR, "linspace: number of samples, ", count, ", must be non-negative");
  const std::array operands{start.type_operand(), stop.type_operand()};
  DType* common = result_type(operands);
  if (!common->is_inexact()) common = dtype_of<double>();
  const Dims shape = common_shape(start, stop);
  const Ref<Array> first = stretched(start, shape, common);
  const Ref<Array> last = stretched(stop, shape, common);
  const bool floors = dtype != nullptr && dtype->is_integer();
  Spaced result = visit_type(common->code, [&]<class T>(Type<T>) -> Spaced {
    if constexpr (kIsFloat<T> || kIsComplex<T>) {
      return spaced<T>(*first, *last, count, endpoint, floors);
    } else {
      return {};
    }
  });
  if (dtype != nullptr && dtype != common) result.values = astype(*result.values, dtype);
  return result;
}

}  // namespace nd
