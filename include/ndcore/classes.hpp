/* C++17: handles with owners, errors as exceptions, arrays. Users include ndcore/ndcore.hpp, which adds the functions
 * of the API and operators. Only the public C API is used, in whichever of its modes (ND_MODE) the program chose. */
#ifndef NDCORE_CLASSES_HPP
#define NDCORE_CLASSES_HPP

#ifdef ND_MODE
#if ND_MODE == 2 && !defined(ND_CLIENT_FUNCTIONS) /* ND_MODE_LIST: functions.hpp calls them all */
#ifdef ND_STABLE_ONLY
#define ND_CLIENT_FUNCTIONS(X) ND_STABLE_FUNCTIONS(X)
#else
#define ND_CLIENT_FUNCTIONS(X) ND_STABLE_FUNCTIONS(X) ND_DRAFT_FUNCTIONS(X)
#endif
#endif
#include "ndcore/loader.h"
#else
#include "ndcore/ndcore.h"
#endif

#include <complex>
#include <cstddef>
#include <cstring>
#include <initializer_list>
#include <limits>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace ndcore {

/* What a failed call throws. */
class error : public std::runtime_error {
 public:
  error(nd_status status, std::string kind, const std::string& message, std::string function)
      : std::runtime_error(message), status_(status), kind_(std::move(kind)), function_(std::move(function)) {}
  nd_status status() const noexcept { return status_; }
  const std::string& kind() const noexcept { return kind_; }         /* "ND_AXIS_ERROR" */
  const std::string& function() const noexcept { return function_; } /* "nd_sum" */

 private:
  nd_status status_;
  std::string kind_, function_;
};

namespace detail {

[[noreturn]] inline void throw_last() {
  const nd_status status = nd_last_error_status();
  throw error(status, nd_status_name(status), nd_last_error_message(), nd_last_error_function());
}

[[noreturn]] inline void differ(const char* function, const char* count) {
  throw error(ND_VALUE_ERROR, "ND_VALUE_ERROR",
              std::string(function + 3) + ": lists of `" + count + "` differ in length", function);
}

inline void check(nd_status status) {
  if (status < 0) throw_last();
}

template <class T>
T* checked(T* pointer) {
  if (!pointer) throw_last();
  return pointer;
}

template <class T, class = std::enable_if_t<std::is_integral_v<T>>>
T checked(T reading) {
  if (reading < 0) throw_last();
  return reading;
}

/* Room for so many results; a negative number is left for the function to refuse. */
inline std::size_t room(std::int64_t count) { return count < 0 ? 0 : static_cast<std::size_t>(count); }

}  // namespace detail

/* Numbers that lie one after another, seen but not owned; default-constructed: NULL, which is not an empty list. */
template <class T>
class list {
 public:
  list() = default;
  list(std::nullptr_t) {}
  list(const T* data, std::size_t size) : data_(data), size_(size) {}
  list(std::initializer_list<T> values) : list(values.begin(), values.size()) { settle(); }
  list(const std::vector<T>& values) : list(values.data(), values.size()) { settle(); }
  template <std::size_t N>
  list(const T (&values)[N]) : list(values, N) {}
  const T* data() const noexcept { return data_; }
  std::size_t size() const noexcept { return size_; }
  const T* begin() const noexcept { return data_; }
  const T* end() const noexcept { return data_ + size_; }
  const T& operator[](std::size_t i) const { return data_[i]; }
  operator std::vector<T>() const { return {begin(), end()}; }

 private:
  void settle() {
    static constexpr T nothing{};
    if (!data_) data_ = &nothing;
  }
  const T* data_ = nullptr;
  std::size_t size_ = 0;
};

/* A C string for the time of a call. */
class c_text {
 public:
  c_text(const char* text = nullptr) : text_(text) {}
  c_text(const std::string& text) : text_(text.c_str()) {}
  operator const char*() const noexcept { return text_; }

 private:
  const char* text_;
};

/* Owns a handle; copies share it. */
template <class T>
class handle {
 public:
  handle() = default;
  explicit handle(T* owned) noexcept : raw_(owned) {}
  handle(const handle& other) : raw_(other.raw_) {
    if (raw_) detail::check(nd_retain(raw_));
  }
  handle(handle&& other) noexcept : raw_(std::exchange(other.raw_, nullptr)) {}
  handle& operator=(handle other) noexcept {
    std::swap(raw_, other.raw_);
    return *this;
  }
  ~handle() {
    if (raw_) nd_release(raw_);
  }
  T* get() const noexcept { return raw_; }
  T* release() noexcept { return std::exchange(raw_, nullptr); } /* gives the ownership away */
  explicit operator bool() const noexcept { return raw_ != nullptr; }

 private:
  T* raw_ = nullptr;
};

/* Ufuncs, dtypes and modules live for ever: releasing them does nothing. */
class ufunc : public handle<nd_ufunc> {
 public:
  using handle::handle;
};
class buffer : public handle<nd_buffer> {
 public:
  using handle::handle;
};
class token : public handle<nd_token> {
 public:
  using handle::handle;
};
class loaded_module : public handle<nd_module> {
 public:
  using handle::handle;
};

/* The dtype code of a C++ type. */
template <class T>
constexpr nd_type_code code_of() {
  using U = std::remove_cv_t<T>;
  if constexpr (std::is_same_v<U, bool>)
    return ND_BOOL;
  else if constexpr (std::is_same_v<U, float>)
    return ND_FLOAT32;
  else if constexpr (std::is_same_v<U, double>)
    return ND_FLOAT64;
  else if constexpr (std::is_same_v<U, std::complex<float>>)
    return ND_COMPLEX64;
  else if constexpr (std::is_same_v<U, std::complex<double>>)
    return ND_COMPLEX128;
  else {
    static_assert(std::is_integral_v<U> && sizeof(U) <= 8, "no dtype has elements of this type");
    constexpr nd_type_code first = sizeof(U) == 1   ? ND_INT8
                                   : sizeof(U) == 2 ? ND_INT16
                                   : sizeof(U) == 4 ? ND_INT32
                                                    : ND_INT64;
    return first + (std::is_unsigned_v<U> ? 1 : 0);
  }
}

class dtype {
 public:
  dtype() = default; /* NULL: the default of the function it is passed to */
  explicit dtype(nd_dtype* raw) noexcept : raw_(raw) {}
  dtype(const char* name) : raw_(detail::checked(nd_dtype_parse(name))) {}
  dtype(const std::string& name) : dtype(name.c_str()) {}
  template <class T>
  static dtype of() {
    return dtype(detail::checked(nd_dtype_from_code(code_of<T>(), ND_NATIVE)));
  }
  nd_dtype* get() const noexcept { return raw_; }
  std::string name() const { return detail::checked(nd_dtype_name(raw_)); }
  std::int64_t itemsize() const { return detail::checked(nd_dtype_itemsize(raw_)); }
  friend bool operator==(dtype a, dtype b) noexcept { return a.raw_ == b.raw_; }
  friend bool operator!=(dtype a, dtype b) noexcept { return a.raw_ != b.raw_; }

 private:
  nd_dtype* raw_ = nullptr;
};

template <class T, int N>
class mdview;
class index;
class rows;

/* The elements of a contiguous array as a range of T, which keeps the array. */
template <class T>
class elements {
 public:
  using element_type = T;
  using value_type = std::remove_cv_t<T>;
  elements(handle<nd_array> owner, T* data, std::size_t size) : owner_(std::move(owner)), data_(data), size_(size) {}
  T* begin() const noexcept { return data_; }
  T* end() const noexcept { return data_ + size_; }
  T* data() const noexcept { return data_; }
  std::size_t size() const noexcept { return size_; }
  bool empty() const noexcept { return size_ == 0; }
  T& operator[](std::size_t i) const { return data_[i]; }

 private:
  handle<nd_array> owner_;
  T* data_;
  std::size_t size_;
};

template <class T>
struct is_number : std::is_arithmetic<T> {};
template <class T>
struct is_number<std::complex<T>> : std::true_type {};

class array : public handle<nd_array> {
 public:
  array() = default; /* NULL: what is left out */
  explicit array(nd_array* owned) noexcept : handle(owned) {}
  /* A number as in Python: it takes the dtype of what it meets. A bool is an array of bool. */
  template <class T, class = std::enable_if_t<is_number<T>::value>>
  array(T number) : handle(weak(number)) {}
  /* A copy of memory, C-contiguous unless strides (in bytes) are given. */
  template <class T>
  static array copy_of(const T* data, list<std::int64_t> shape, list<std::int64_t> strides = {}) {
    if (strides.data() && strides.size() != shape.size()) detail::differ("nd_array_from_memory", "ndim");
    return array(detail::checked(nd_array_from_memory(data, dtype::of<T>().get(), shape.data(), strides.data(),
                                                      static_cast<std::int32_t>(shape.size()))));
  }
  template <class T>
  static array of(std::initializer_list<T> values) {
    return of(std::vector<T>(values));
  }
  template <class T>
  static array of(const std::vector<T>& values) {
    static_assert(!std::is_same_v<T, bool>, "std::vector<bool> has no elements: use std::vector<char> and astype");
    return copy_of(list<T>(values).data(), {static_cast<std::int64_t>(values.size())});
  }
  /* Takes a vector's memory over, without copying. */
  template <class T>
  static array owning(std::vector<T>&& values, list<std::int64_t> shape = {}) {
    auto kept = std::make_unique<std::vector<T>>(std::move(values));
    const std::int64_t size = static_cast<std::int64_t>(kept->size());
    const list<std::int64_t> extents = shape.data() ? shape : list<std::int64_t>(&size, 1);
    std::int64_t product = 1;
    for (std::int64_t extent : extents) product *= extent;
    if (product != size) detail::differ("nd_array_wrap", "shape");
    const auto drop = [](void*, void* vector) { delete static_cast<std::vector<T>*>(vector); };
    array made(detail::checked(nd_array_wrap(kept->data(), dtype::of<T>().get(), extents.data(), nullptr,
                                             static_cast<std::int32_t>(extents.size()), 1, drop, kept.get())));
    kept.release(); /* the array deletes it */
    return made;
  }

  std::int32_t ndim() const { return detail::checked(nd_array_ndim(get())); }
  std::int64_t size() const { return detail::checked(nd_array_size(get())); }
  std::int64_t nbytes() const { return detail::checked(nd_array_nbytes(get())); }
  std::int32_t flags() const { return detail::checked(nd_array_flags(get())); }
  /* Valid while the array lives. */
  list<std::int64_t> shape() const {
    return {detail::checked(nd_array_shape(get())), static_cast<std::size_t>(ndim())};
  }
  list<std::int64_t> strides() const {
    return {detail::checked(nd_array_strides(get())), static_cast<std::size_t>(ndim())};
  }
  ndcore::dtype dtype() const { return ndcore::dtype(detail::checked(nd_array_dtype(get()))); }

  /* The element at a position in C order; T may be wider than the dtype. */
  template <class T>
  T item(std::int64_t position = 0) const;
  /* The elements as they lie. The array must be of T and C-contiguous; T is const for what is only read. */
  template <class T>
  ndcore::elements<T> elements() const;
  /* The elements by N indices. The array must be of T and have N dimensions. */
  template <class T, int N>
  mdview<T, N> view() const;
  template <class T>
  std::vector<T> to_vector() const; /* converted to T, in C order */

  array astype(const ndcore::dtype& to) const;
  array copy() const;
#ifndef ND_STABLE_ONLY
  array operator[](std::int64_t i) const;
  rows begin() const; /* views along the first axis: for (array row : a) */
  rows end() const;
  template <class... Items>
  array operator()(Items&&... items) const; /* a(1, slice(0, 5), ellipsis, newaxis, mask) */
  array at(std::initializer_list<index> items) const;
  void set(std::initializer_list<index> items, const array& value) const;
  array T() const;
  array reshape(list<std::int64_t> shape) const;
  std::string str() const;
  std::string repr() const;
#endif

 private:
  template <class T>
  static nd_array* weak(T number) {
    if constexpr (std::is_same_v<T, bool>)
      return detail::checked(nd_scalar(ndcore::dtype::of<bool>().get(), &number));
    else if constexpr (std::is_floating_point_v<T>)
      return detail::checked(nd_weak_float(static_cast<double>(number)));
    else if constexpr (!std::is_integral_v<T>)
      return detail::checked(nd_weak_complex(static_cast<double>(number.real()), static_cast<double>(number.imag())));
    else if constexpr (std::is_unsigned_v<T>)
      return detail::checked(nd_weak_uint(number));
    else
      return detail::checked(nd_weak_int(number));
  }
  template <class T>
  T* typed_data(const char* what) const;
};

namespace detail {

template <class T, class Owner>
std::vector<T*> pointers(const std::vector<Owner>& owners) {
  std::vector<T*> raw;
  raw.reserve(owners.size() + 1); /* an empty list is not NULL */
  for (const Owner& owner : owners) raw.push_back(owner.get());
  return raw;
}

template <class Owner, class T>
std::vector<Owner> owners(const std::vector<T*>& raw) {
  std::vector<Owner> made;
  made.reserve(raw.size());
  for (T* one : raw) made.emplace_back(one);
  return made;
}

/* Takes over what a call made where a list of handles held nothing. */
template <class Owner, class T>
void adopt(std::vector<Owner>& owners, const std::vector<T*>& raw) {
  for (std::size_t i = 0; i < owners.size(); ++i) {
    if (!owners[i]) owners[i] = Owner(raw[i]);
  }
}

}  // namespace detail
}  // namespace ndcore

#endif
