/* ndcore for C++17: `ndcore::array` with operators, indexing and typed views, every function of the API as a function
 * of values, errors as exceptions. Header only, over the public C API; define ND_MODE as for ndcore/loader.h to open
 * the library at run time (then call nd_load first), else link with it. With ND_STABLE_ONLY there is what stands on
 * stable functions: arrays, views of their elements, in-place operators; no other operators, indexing and texts.
 *
 *   ndcore::array a = ndcore::arange(0, 12).reshape({3, 4});
 *   double total = ndcore::sum(ndcore::sqrt(a) * 2.0).item<double>();
 */
#ifndef NDCORE_NDCORE_HPP
#define NDCORE_NDCORE_HPP

#include <array>
#include <iterator>
#include <ostream>
#include <tuple>

#include "ndcore/calls.hpp"
#include "ndcore/classes.hpp"
#include "ndcore/functions.hpp"

namespace ndcore {

/* Elements of type T by N indices, over any strides; std::mdspan's interface as far as it goes. It keeps its array. */
template <class T, int N>
class mdview {
 public:
  using element_type = T;
  using value_type = std::remove_cv_t<T>;
  using index_type = std::int64_t;
  using reference = T&;
  using data_handle_type = T*;
  static_assert(N >= 0 && N <= 64, "up to 64 dimensions");
  mdview(array owner, T* data, list<std::int64_t> shape, list<std::int64_t> strides)
      : owner_(std::move(owner)), data_(reinterpret_cast<byte*>(data)) {
    for (std::size_t i = 0; i < N; ++i) shape_[i] = shape[i], strides_[i] = strides[i];
  }
  template <class... Indices>
  T& operator()(Indices... indices) const {
    static_assert(sizeof...(Indices) == N, "as many indices as dimensions");
    byte* at = data_;
    std::size_t axis = 0;
    (static_cast<void>(at += static_cast<std::int64_t>(indices) * strides_[axis++]), ...);
    return *reinterpret_cast<T*>(at);
  }
  T& operator[](const std::array<std::int64_t, N>& indices) const {
    return std::apply([this](auto... each) -> T& { return (*this)(each...); }, indices);
  }
  /* The same with checks: an index must be from 0 to below the extent. */
  template <class... Indices>
  T& at(Indices... indices) const {
    int axis = 0;
    (check(static_cast<std::int64_t>(indices), axis++), ...);
    return (*this)(indices...);
  }
  static constexpr int rank() noexcept { return N; }
  const std::array<std::int64_t, N>& extents() const noexcept { return shape_; }
  bool empty() const noexcept { return size() == 0; }
  std::int64_t extent(int axis) const noexcept { return shape_[static_cast<std::size_t>(axis)]; }
  std::int64_t stride(int axis) const noexcept { return strides_[static_cast<std::size_t>(axis)]; } /* in bytes */
  std::int64_t size() const noexcept {
    std::int64_t product = 1;
    for (std::int64_t extent : shape_) product *= extent;
    return product;
  }
  T* data_handle() const noexcept { return reinterpret_cast<T*>(data_); }

 private:
  void check(std::int64_t index, int axis) const {
    if (index >= 0 && index < extent(axis)) return;
    throw error(ND_INDEX_ERROR, "ND_INDEX_ERROR",
                "at: index " + std::to_string(index) + " is out of bounds for axis " + std::to_string(axis) +
                    " with size " + std::to_string(extent(axis)),
                "nd_array_data");
  }
  using byte = std::conditional_t<std::is_const_v<T>, const unsigned char, unsigned char>;
  array owner_;
  byte* data_;
  std::array<std::int64_t, N> shape_{}, strides_{};
};

template <class T>
T* array::typed_data(const char* what) const {
  const int needed = ND_ALIGNED | (std::is_const_v<T> ? 0 : ND_WRITEABLE);
  if (dtype() != ndcore::dtype::of<std::remove_const_t<T>>()) {
    throw error(ND_TYPE_ERROR, "ND_TYPE_ERROR",
                std::string(what) + ": the array is of " + dtype().name() + ", not of " +
                    ndcore::dtype::of<std::remove_const_t<T>>().name(),
                "nd_array_data");
  }
  if ((flags() & needed) != needed) {
    throw error(ND_READ_ONLY, "ND_READ_ONLY", std::string(what) + ": the array is read-only or unaligned",
                "nd_array_data");
  }
  return static_cast<T*>(detail::checked(nd_array_data(get())));
}

template <class T>
elements<T> array::elements() const {
  T* first = typed_data<T>("elements");
  if (!(flags() & ND_C_CONTIGUOUS)) {
    throw error(ND_VALUE_ERROR, "ND_VALUE_ERROR", "elements: the array is not C-contiguous: take copy()",
                "nd_array_data");
  }
  return {*this, first, static_cast<std::size_t>(size())};
}

template <class T, int N>
mdview<T, N> array::view() const {
  T* first = typed_data<T>("view");
  if (ndim() != N) {
    throw error(ND_VALUE_ERROR, "ND_VALUE_ERROR",
                "view: the array has " + std::to_string(ndim()) + " dimensions, not " + std::to_string(N),
                "nd_array_data");
  }
  return {*this, first, shape(), strides()};
}

template <class T>
T array::item(std::int64_t position) const {
  if constexpr (std::is_integral_v<T>) {
    if constexpr (std::is_unsigned_v<T> && sizeof(T) == 8) return array_item_uint64(*this, position);
    const std::int64_t value = array_item_int64(*this, position);
    if (value != static_cast<std::int64_t>(static_cast<T>(value))) {
      throw error(ND_OVERFLOW_ERROR, "ND_OVERFLOW_ERROR", "item: " + std::to_string(value) + " does not fit",
                  "nd_array_item_int64");
    }
    return static_cast<T>(value);
  } else if constexpr (std::is_floating_point_v<T>) {
    return static_cast<T>(array_item_float64(*this, position));
  } else {
    const auto [real, imaginary] = array_item_complex128(*this, position);
    return {static_cast<typename T::value_type>(real), static_cast<typename T::value_type>(imaginary)};
  }
}

template <class T>
std::vector<T> array::to_vector() const {
  static_assert(!std::is_same_v<T, bool>, "std::vector<bool> has no elements: take std::vector<char>");
  const array same = astype(ndcore::dtype::of<T>());
  std::vector<T> values(static_cast<std::size_t>(size()));
  detail::check(nd_array_to_memory(same.get(), values.data(), same.nbytes(), ND_ORDER_C));
  return values;
}

inline array array::astype(const ndcore::dtype& to) const { return ndcore::astype(*this, to); }
inline array array::copy() const { return ndcore::copy(*this, ND_ORDER_C); }

namespace detail {

/* a op= b, in place. */
inline array& update(const char* name, array& a, const array& b) {
  std::vector<array> outputs{a};
  ufunc_call(ufunc_find(name), {a, b}, outputs);
  return a;
}

}  // namespace detail

inline array& operator+=(array& a, const array& b) { return detail::update("add", a, b); }
inline array& operator-=(array& a, const array& b) { return detail::update("subtract", a, b); }
inline array& operator*=(array& a, const array& b) { return detail::update("multiply", a, b); }
inline array& operator/=(array& a, const array& b) { return detail::update("divide", a, b); }

#ifndef ND_STABLE_ONLY

inline array arange(const array& start, const array& stop) { return arange(start, stop, array(1), {}); }

/* start:stop:step; what is left out is std::nullopt. */
struct slice {
  std::int64_t start = ND_INDEX_UNSET, stop = ND_INDEX_UNSET, step = ND_INDEX_UNSET;
  slice() = default;
  slice(std::optional<std::int64_t> from, std::optional<std::int64_t> to, std::optional<std::int64_t> by = {})
      : start(from.value_or(ND_INDEX_UNSET)), stop(to.value_or(ND_INDEX_UNSET)), step(by.value_or(ND_INDEX_UNSET)) {}
};
struct ellipsis_type {};
struct newaxis_type {};
inline constexpr ellipsis_type ellipsis{};
inline constexpr newaxis_type newaxis{};

/* One item of an index: an integer, a slice, ellipsis, newaxis, or an array of indices or booleans. */
class index {
 public:
  template <class T, class = std::enable_if_t<std::is_integral_v<T>>>
  index(T i) : numbers_{ND_INDEX_INTEGER, static_cast<std::int64_t>(i), 0, 0} {}
  index(const slice& s) : numbers_{ND_INDEX_SLICE, s.start, s.stop, s.step} {}
  index(ellipsis_type) : numbers_{ND_INDEX_ELLIPSIS, 0, 0, 0} {}
  index(newaxis_type) : numbers_{ND_INDEX_NEWAXIS, 0, 0, 0} {}
  index(array a) : numbers_{ND_INDEX_ARRAY, 0, 0, 0}, array_(std::move(a)) {}

 private:
  friend class array;
  std::array<std::int64_t, 4> numbers_;
  array array_;
};

/* Goes along the first axis of an array: what it gives is a view, made when it is asked for. */
class rows {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = array;
  using difference_type = std::int64_t;
  using pointer = void;
  using reference = array;
  rows() = default;
  rows(array owner, std::int64_t i) : owner_(std::move(owner)), i_(i) {}
  array operator*() const { return get_item(owner_, i_); }
  rows& operator++() {
    ++i_;
    return *this;
  }
  rows operator++(int) {
    rows before = *this;
    ++i_;
    return before;
  }
  friend bool operator==(const rows& a, const rows& b) noexcept { return a.i_ == b.i_; }
  friend bool operator!=(const rows& a, const rows& b) noexcept { return a.i_ != b.i_; }

 private:
  array owner_;
  std::int64_t i_ = 0;
};

inline rows array::begin() const { return {*this, 0}; }
inline rows array::end() const {
  if (ndim() == 0) throw error(ND_TYPE_ERROR, "ND_TYPE_ERROR", "begin: a 0-d array has no axis", "nd_array_ndim");
  return {*this, shape()[0]};
}

inline array array::operator[](std::int64_t i) const { return get_item(*this, i); }

inline array array::at(std::initializer_list<index> items) const {
  std::vector<std::int64_t> numbers;
  std::vector<array> arrays;
  for (const index& item : items) {
    numbers.insert(numbers.end(), item.numbers_.begin(), item.numbers_.end());
    if (item.array_) arrays.push_back(item.array_);
  }
  return ndcore::get(*this, numbers, arrays);
}

inline void array::set(std::initializer_list<index> items, const array& value) const {
  std::vector<std::int64_t> numbers;
  std::vector<array> arrays;
  for (const index& item : items) {
    numbers.insert(numbers.end(), item.numbers_.begin(), item.numbers_.end());
    if (item.array_) arrays.push_back(item.array_);
  }
  ndcore::set(*this, numbers, arrays, value);
}

template <class... Items>
array array::operator()(Items&&... items) const {
  return at({index(std::forward<Items>(items))...});
}

inline array array::T() const { return transpose(*this); }
inline array array::reshape(list<std::int64_t> shape) const { return ndcore::reshape(*this, shape); }

namespace detail {

inline std::string characters(const array& text) {
  return {static_cast<const char*>(checked(nd_array_data(text.get()))), static_cast<std::size_t>(text.size())};
}

}  // namespace detail

inline std::string array::str() const { return detail::characters(array_text(*this, " ")); }
inline std::string array::repr() const { return detail::characters(array_repr(*this, "array")); }
inline std::ostream& operator<<(std::ostream& out, const array& a) { return out << a.str(); }

inline array operator+(const array& a, const array& b) { return add(a, b); }
inline array operator-(const array& a, const array& b) { return subtract(a, b); }
inline array operator*(const array& a, const array& b) { return multiply(a, b); }
inline array operator/(const array& a, const array& b) { return divide(a, b); }
inline array operator%(const array& a, const array& b) { return remainder(a, b); }
inline array operator&(const array& a, const array& b) { return bitwise_and(a, b); }
inline array operator|(const array& a, const array& b) { return bitwise_or(a, b); }
inline array operator^(const array& a, const array& b) { return bitwise_xor(a, b); }
inline array operator-(const array& a) { return negative(a); }
inline array operator+(const array& a) { return positive(a); }
inline array operator~(const array& a) { return invert(a); }
inline array operator==(const array& a, const array& b) { return equal(a, b); }
inline array operator!=(const array& a, const array& b) { return not_equal(a, b); }
inline array operator<(const array& a, const array& b) { return less(a, b); }
inline array operator<=(const array& a, const array& b) { return less_equal(a, b); }
inline array operator>(const array& a, const array& b) { return greater(a, b); }
inline array operator>=(const array& a, const array& b) { return greater_equal(a, b); }

#endif

}  // namespace ndcore

#endif
