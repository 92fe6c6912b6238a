// Reading and writing numbers by the type that the method table names.
#include "by_name/scalars.hpp"

#include <array>
#include <bit>
#include <cstring>
#include <limits>

namespace nd::capi {

namespace {

// f(T{}) for the C type that `scalar` names; a pointer counts as uint64_t.
template <class F>
auto with_type(Scalar scalar, F&& f) noexcept {
  switch (scalar) {
    case Scalar::i8: return f(int8_t{});
    case Scalar::u8: return f(uint8_t{});
    case Scalar::i16: return f(int16_t{});
    case Scalar::u16: return f(uint16_t{});
    case Scalar::i32: return f(int32_t{});
    case Scalar::u32: return f(uint32_t{});
    case Scalar::i64: return f(int64_t{});
    case Scalar::f64: return f(double{});
    default: return f(uint64_t{});
  }
}

template <class T>
nd_cell cell_of(T number) noexcept {
  if constexpr (std::is_same_v<T, double>) {
    return {ND_CELL_DOUBLE, 0, std::bit_cast<uint64_t>(number), 0};
  } else if constexpr (std::is_same_v<T, uint64_t>) {
    return {ND_CELL_UINT, 0, number, 0};
  } else {
    return {ND_CELL_INT, 0, static_cast<uint64_t>(static_cast<int64_t>(number)), 0};
  }
}

struct Range {
  int64_t least;
  uint64_t most;
};

template <class T>
constexpr Range kRange = {std::numeric_limits<T>::min(), static_cast<uint64_t>(std::numeric_limits<T>::max())};

// In the order of Scalar, whose first and last are none.
constexpr Range kRanges[] = {
    {},
    kRange<int8_t>,
    kRange<uint8_t>,
    kRange<int16_t>,
    kRange<uint16_t>,
    kRange<int32_t>,
    kRange<uint32_t>,
    kRange<int64_t>,
    kRange<uint64_t>,
    {},
};

}  // namespace

size_t size_of(Scalar scalar) noexcept {
  return with_type(scalar, [](auto type) { return sizeof type; });
}

const char* type_name(Scalar scalar) noexcept {
  static constexpr std::array kNames = {"a pointer", "int8_t",   "uint8_t", "int16_t",  "uint16_t",
                                        "int32_t",   "uint32_t", "int64_t", "uint64_t", "double"};
  return kNames[static_cast<size_t>(scalar)];
}

bool integer_word(const nd_cell& cell, Scalar scalar, uint64_t& word, bool& fits) noexcept {
  if (cell.kind != ND_CELL_INT && cell.kind != ND_CELL_UINT && cell.kind != ND_CELL_BOOL) return false;
  word = cell.value;
  const auto number = static_cast<int64_t>(word);
  const Range range = kRanges[static_cast<size_t>(scalar)];
  fits = cell.kind == ND_CELL_INT && number < 0 ? number >= range.least : word <= range.most;
  return fits;
}

void store(Scalar scalar, void* to, uint64_t word) noexcept {
  with_type(scalar, [&](auto type) {
    using T = decltype(type);
    if constexpr (std::is_integral_v<T>) {
      type = static_cast<T>(word);
    } else {
      type = std::bit_cast<T>(word);
    }
    std::memcpy(to, &type, sizeof type);
  });
}

nd_cell load(Scalar scalar, const void* from) noexcept {
  return with_type(scalar, [&](auto type) {
    std::memcpy(&type, from, sizeof type);
    return cell_of(type);
  });
}

nd_cell number_cell(Scalar scalar, uint64_t word) noexcept {
  if (scalar == Scalar::f64) return {ND_CELL_DOUBLE, 0, word, 0};
  return {scalar == Scalar::u64 ? ND_CELL_UINT : ND_CELL_INT, 0, word, 0};
}

}  // namespace nd::capi
