// The table of descriptors: one per element type and byte order, made at load time and never freed; registered dtypes
// are put into it later.
#include "dtype/dtype.hpp"

#include <array>
#include <cstddef>

#include "dtype/user_type.hpp"

namespace nd {

namespace {

struct Facts {
  char kind;
  int32_t itemsize;
  int32_t alignment;
  const char* name;
  const char* little;
  const char* big;
};

template <class T>
struct AlignmentProbe {
  char offset;
  T value;
};

template <class T>
constexpr int32_t alignment_of() {
  return static_cast<int32_t>(offsetof(AlignmentProbe<T>, value));
}

constexpr std::array<Facts, kTypeCount> kFacts = {{
    {'b', 1, 1, "bool", "|b1", "|b1"},
    {'i', 1, 1, "int8", "|i1", "|i1"},
    {'u', 1, 1, "uint8", "|u1", "|u1"},
    {'i', 2, 2, "int16", "<i2", ">i2"},
    {'u', 2, 2, "uint16", "<u2", ">u2"},
    {'i', 4, 4, "int32", "<i4", ">i4"},
    {'u', 4, 4, "uint32", "<u4", ">u4"},
    {'i', 8, alignment_of<int64_t>(), "int64", "<i8", ">i8"},
    {'u', 8, alignment_of<uint64_t>(), "uint64", "<u8", ">u8"},
    {'f', 2, 2, "float16", "<f2", ">f2"},
    {'f', 2, 2, "bfloat16", "<V2", ">V2"},
    {'f', 4, 4, "float32", "<f4", ">f4"},
    {'f', 8, alignment_of<double>(), "float64", "<f8", ">f8"},
    {'c', 8, 4, "complex64", "<c8", ">c8"},
    {'c', 16, alignment_of<double>(), "complex128", "<c16", ">c16"},
}};

constexpr bool kLittleEndian = std::endian::native == std::endian::little;

const Facts& facts(nd_type_code code) { return kFacts[static_cast<size_t>(code)]; }

constinit std::array<DType*, 2 * kTypeCodes> descriptors{};

// While the library is loaded, by one thread: filled by the first that asks, another static object perhaps.
void fill_table() {
  if (descriptors[0] != nullptr) return;
  for (int32_t code = 0; code < kTypeCount; ++code) {
    const auto slot = static_cast<size_t>(2 * code);
    descriptors[slot] = new DType(code, false);
    // One byte has no order: both names mean the same dtype.
    descriptors[slot + 1] = facts(code).itemsize == 1 ? descriptors[slot] : new DType(code, true);
  }
}

constinit bool is_filled = false;
const bool filled_at_load = [] {
  fill_table();
  return is_filled = true;
}();

}  // namespace

DType::DType(nd_type_code type_code, bool is_swapped)
    : Object(Kind::dtype),
      code(type_code),
      swapped(is_swapped),
      kind(facts(type_code).kind),
      itemsize(facts(type_code).itemsize),
      alignment(facts(type_code).alignment),
      name(facts(type_code).name),
      type_str(kLittleEndian != is_swapped ? facts(type_code).little : facts(type_code).big),
      user(nullptr) {}

DType::DType(nd_type_code type_code, const UserType& type)
    : Object(Kind::dtype),
      code(type_code),
      swapped(false),
      kind('V'),
      itemsize(type.itemsize),
      alignment(type.alignment),
      name(type.name.c_str()),
      type_str(type.type_str.c_str()),
      user(&type) {}

DType* dtype_of(nd_type_code code, bool swapped) noexcept {
  if (!is_filled) [[unlikely]]
    fill_table();
  return descriptors[static_cast<size_t>(2 * code + (swapped ? 1 : 0))];
}

// Nobody knows the code yet, so nobody reads its place.
void put_in_table(DType* dtype) noexcept {
  const auto slot = static_cast<size_t>(2 * dtype->code);
  descriptors[slot] = dtype;
  descriptors[slot + 1] = dtype;
}

void fail_user_type(nd_type_code code) {
  fail(ND_TYPE_ERROR, ": not supported for dtype '", dtype_of(code)->name, "'");
}

DType* find_dtype(nd_type_code code, int32_t byte_order) {
  if (code >= kFirstUserCode && byte_order >= ND_NATIVE && byte_order <= ND_BIG) {
    if (DType* found = find_user_dtype(code)) return found;
  }
  if (code < 0 || code >= kTypeCount)
    fail(ND_TYPE_ERROR, "dtype: ", code, " is no dtype code; the last is ", kTypeCount - 1);
  switch (byte_order) {
    case ND_NATIVE: return dtype_of(code, false);
    case ND_SWAPPED: return dtype_of(code, true);
    case ND_LITTLE: return dtype_of(code, !kLittleEndian);
    case ND_BIG: return dtype_of(code, kLittleEndian);
    default:
      fail(ND_VALUE_ERROR, "dtype: ", byte_order, " is no byte order (ND_NATIVE, ND_SWAPPED, ND_LITTLE, ND_BIG)");
  }
}

}  // namespace nd
