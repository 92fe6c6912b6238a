// Up to 64 extents, strides or axes in a fixed buffer: no allocation on the way of a call.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <initializer_list>
#include <span>

#include "core/checked.hpp"

namespace nd {

inline constexpr int32_t kMaxDims = 64;

class Dims {
 public:
  Dims() = default;
  Dims(std::initializer_list<int64_t> values) { assign({values.begin(), values.size()}); }
  explicit Dims(std::span<const int64_t> values) { assign(values); }
  Dims(int32_t size, int64_t value) : size_(size) { std::fill_n(values_.begin(), size, value); }
  // Copies only what is used: the buffer holds 64.
  Dims(const Dims& other) { assign(other); }
  Dims& operator=(const Dims& other) {
    if (this != &other) assign(other);
    return *this;
  }

  int32_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  int64_t& operator[](int32_t i) { return values_[static_cast<size_t>(i)]; }
  int64_t operator[](int32_t i) const { return values_[static_cast<size_t>(i)]; }
  int64_t* begin() { return values_.data(); }
  int64_t* end() { return values_.data() + size_; }
  const int64_t* begin() const { return values_.data(); }
  const int64_t* end() const { return values_.data() + size_; }
  int64_t* data() { return values_.data(); }
  const int64_t* data() const { return values_.data(); }
  void resize(int32_t size) { size_ = size; }  // new entries are undefined
  void push_back(int64_t value) {
    if (size_ == kMaxDims) fail(ND_VALUE_ERROR, "an array has at most ", kMaxDims, " dimensions");
    values_[static_cast<size_t>(size_++)] = value;
  }
  void insert(int32_t at, int64_t value) {
    push_back(value);
    std::rotate(begin() + at, end() - 1, end());
  }
  void erase(int32_t at) {
    std::copy(begin() + at + 1, end(), begin() + at);
    --size_;
  }
  operator std::span<const int64_t>() const { return {values_.data(), static_cast<size_t>(size_)}; }  // NOLINT
  friend bool operator==(const Dims& a, const Dims& b) { return std::equal(a.begin(), a.end(), b.begin(), b.end()); }

 private:
  void assign(std::span<const int64_t> values) {
    if (values.size() > kMaxDims)
      fail(ND_VALUE_ERROR, "an array has at most ", kMaxDims, " dimensions, not ", int64_t(values.size()));
    size_ = static_cast<int32_t>(values.size());
    std::copy(values.begin(), values.end(), values_.begin());
  }
  std::array<int64_t, kMaxDims> values_;
  int32_t size_ = 0;
};

// The product of the extents; an empty list gives 1. Unchecked: for shapes of existing arrays.
inline int64_t count_of(std::span<const int64_t> shape) {
  int64_t count = 1;
  for (const int64_t extent : shape) count *= extent;
  return count;
}

// Axis `axis` counted from the end if negative; ND_AXIS_ERROR "sum: axis 3 is out of bounds for an array of 2
// dimensions".
int32_t normalize_axis(int64_t axis, int32_t ndim, std::string_view operation);
// The same for several; an axis given twice is an error. The result keeps the given order.
Dims normalize_axes(std::span<const int64_t> axes, int32_t ndim, std::string_view operation);

}  // namespace nd
