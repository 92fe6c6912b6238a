// Promotion and casting rules: NumPy 2 with NEP 50. bfloat16 promotes as float16 does; the two together give float32.
#include <array>
#include <bit>

#include "dtype/user_type.hpp"

namespace nd {

namespace {

// The smallest float that holds every integer of `itemsize` bytes: NumPy's rule, by bytes.
nd_type_code float_for_integer(int32_t itemsize) {
  return itemsize == 1 ? ND_FLOAT16 : itemsize == 2 ? ND_FLOAT32 : ND_FLOAT64;
}

nd_type_code promote_integers(const DType* a, const DType* b) {
  if (a->kind == b->kind) return a->itemsize >= b->itemsize ? a->code : b->code;
  const DType* is_signed = a->kind == 'i' ? a : b;
  const DType* is_unsigned = a->kind == 'i' ? b : a;
  if (is_signed->itemsize > is_unsigned->itemsize) return is_signed->code;
  switch (is_unsigned->itemsize) {
    case 1: return ND_INT16;
    case 2: return ND_INT32;
    case 4: return ND_INT64;
    default: return ND_FLOAT64;
  }
}

nd_type_code promote_floats(nd_type_code a, nd_type_code b) {
  if (a == b) return a;
  const bool both_half = a <= ND_BFLOAT16 && b <= ND_BFLOAT16;
  return both_half ? ND_FLOAT32 : std::max(a, b);
}

// The float a real dtype becomes beside floats. A half beside an 8-bit integer or bool keeps its own kind.
nd_type_code as_float(const DType* real, nd_type_code beside) {
  if (real->is_float()) return real->code;
  if (real->is_bool() || real->itemsize == 1) return beside;
  return float_for_integer(real->itemsize);
}

nd_type_code real_part(const DType* dtype) {
  return dtype->code == ND_COMPLEX64 ? ND_FLOAT32 : dtype->code == ND_COMPLEX128 ? ND_FLOAT64 : dtype->code;
}

nd_type_code promote_codes(const DType* a, const DType* b) {
  if (a->code == b->code) return a->code;
  if (a->is_complex() || b->is_complex()) {
    const nd_type_code beside = a->is_complex() ? real_part(a) : real_part(b);
    const DType* real_a = dtype_of(real_part(a));
    const DType* real_b = dtype_of(real_part(b));
    const nd_type_code part = promote_floats(as_float(real_a, beside), as_float(real_b, beside));
    return part == ND_FLOAT64 ? ND_COMPLEX128 : ND_COMPLEX64;
  }
  if (a->is_float() || b->is_float()) {
    const nd_type_code beside = a->is_float() ? a->code : b->code;
    return promote_floats(as_float(a, beside), as_float(b, beside));
  }
  if (a->is_bool()) return b->code;
  if (b->is_bool()) return a->code;
  return promote_integers(a, b);
}

// Kinds in the order in which same_kind may cast upwards: bool, unsigned, signed, float, complex.
int32_t kind_rank(const DType* dtype) {
  switch (dtype->kind) {
    case 'b': return 0;
    case 'u': return 1;
    case 'i': return 2;
    case 'f': return 3;
    default: return 4;
  }
}

int32_t weak_rank(const DType* dtype) {
  return dtype->is_bool() ? 0 : dtype->is_integer() ? 1 : dtype->is_float() ? 2 : 3;
}

bool casts_under(const DType* from, const DType* to, int32_t casting) {
  const std::optional<CastRoute> route = find_route(from, to);
  return route && route->casting <= casting;
}

// The one that the other can be cast to safely.
DType* promote_user(const DType* a, const DType* b) {
  if (a->code == b->code) return native(a);
  if (casts_under(a, b, ND_CASTING_SAFE)) return native(b);
  if (casts_under(b, a, ND_CASTING_SAFE)) return native(a);
  fail(ND_TYPE_ERROR, ": no common dtype for '", a->name, "' and '", b->name, "'");
}

// A lone weak number, and one of a higher kind than all the others.
nd_type_code default_code(int32_t weak) {
  return weak == ND_WEAK_INT ? ND_INT64 : weak == ND_WEAK_FLOAT ? ND_FLOAT64 : ND_COMPLEX128;
}

// A weak number becomes a registered dtype whose cast from numbers of its kind keeps the kind.
DType* beside_user(nd_type_code number, const DType* strong) {
  if (casts_under(dtype_of(number), strong, ND_CASTING_SAME_KIND)) return native(strong);
  fail(ND_TYPE_ERROR, ": no common dtype for '", strong->name, "' and a number of dtype '", dtype_of(number)->name,
       "'");
}

// The order in which NumPy numbers its dtypes: integers by size, floats, complex numbers, halves.
int32_t generality(const DType* dtype) {
  if (dtype->user != nullptr) return 2000;
  if (dtype->code == ND_FLOAT16 || dtype->code == ND_BFLOAT16) return 1000;
  return 100 * kind_rank(dtype->is_integer() ? dtype_of(ND_INT8) : dtype) + 2 * dtype->itemsize + (dtype->kind == 'u');
}

// Promotion is not associative: the most general dtype meets each of the others, so that int8, uint8 and float16 give
// float16, in whatever order they come.
const DType* promote_all(std::span<const TypeOperand> operands) {
  const DType* main = nullptr;
  for (const TypeOperand& operand : operands) {
    if (operand.weak != ND_WEAK_NONE) continue;
    if (main == nullptr || generality(operand.dtype) > generality(main)) main = operand.dtype;
  }
  const DType* result = main;
  for (const TypeOperand& operand : operands) {
    if (operand.weak == ND_WEAK_NONE && operand.dtype != main) result = promote(result, promote(main, operand.dtype));
  }
  return result;
}

}  // namespace

DType* promote(const DType* a, const DType* b) {
  return a->user != nullptr || b->user != nullptr ? promote_user(a, b) : dtype_of(promote_codes(a, b));
}

DType* result_type(std::span<const TypeOperand> operands) {
  if (operands.empty()) fail(ND_VALUE_ERROR, "result_type: at least one dtype is needed");
  const DType* strong = promote_all(operands);
  int32_t weak = ND_WEAK_NONE;
  nd_type_code weak_code = ND_INT64;  // a weak unsigned integer past int64 stays unsigned
  for (const TypeOperand& operand : operands) {
    if (operand.weak == ND_WEAK_INT && operand.dtype->code == ND_UINT64) weak_code = ND_UINT64;
    weak = std::max(weak, operand.weak);
  }
  if (weak == ND_WEAK_NONE) return native(strong);
  if (strong == nullptr) return dtype_of(weak == ND_WEAK_INT ? weak_code : default_code(weak));
  if (strong->user != nullptr) return beside_user(weak == ND_WEAK_INT ? weak_code : default_code(weak), strong);
  if (weak <= weak_rank(strong)) return native(strong);
  if (weak == ND_WEAK_COMPLEX && strong->is_float())
    return dtype_of(strong->code == ND_FLOAT64 ? ND_COMPLEX128 : ND_COMPLEX64);
  return dtype_of(default_code(weak));
}

bool can_cast(const DType* from, const DType* to, int32_t casting) {
  casting_name(casting);
  if (casting == ND_CASTING_UNSAFE && from->user == nullptr && to->user == nullptr) return true;
  if (casting == ND_CASTING_NO) return from == to;
  if (from->code == to->code) return true;
  if (from->user != nullptr || to->user != nullptr) return casts_under(from, to, casting);
  if (casting == ND_CASTING_EQUIV) return false;
  if (promote_codes(from, to) == to->code) return true;
  return casting == ND_CASTING_SAME_KIND && kind_rank(from) <= kind_rank(to);
}

bool can_cast(const TypeOperand& from, const DType* to, int32_t casting) {
  if (from.weak == ND_WEAK_NONE || casting == ND_CASTING_UNSAFE) return can_cast(from.dtype, to, casting);
  casting_name(casting);
  if (to->user != nullptr) return casts_under(from.dtype, to, std::max<int32_t>(casting, ND_CASTING_SAME_KIND));
  return weak_rank(to) >= from.weak;
}

const char* casting_name(int32_t casting) {
  static constexpr std::array<const char*, 5> kCastings = {"no", "equiv", "safe", "same_kind", "unsafe"};
  if (casting < ND_CASTING_NO || casting > ND_CASTING_UNSAFE)
    fail(ND_VALUE_ERROR, "casting: ", casting, " is no casting rule");
  return kCastings[static_cast<size_t>(casting - ND_CASTING_NO)];
}

}  // namespace nd
