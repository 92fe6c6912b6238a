// Data types of arrays: immortal, interned descriptors; two arrays have the same dtype exactly if the pointers are
// equal. Also promotion (NumPy 2, NEP 50) and the casting rules.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/error.hpp"
#include "core/object.hpp"
#include "dtype/elements.hpp"

namespace nd {

struct UserType;

class DType final : public Object {
 public:
  DType(nd_type_code type_code, bool is_swapped);
  DType(nd_type_code type_code, const UserType& type);

  const nd_type_code code;
  const bool swapped;          // elements lie in the other byte order than the machine's
  const char kind;             // NumPy's: 'b' bool, 'i' 'u' integers, 'f' floats (and bfloat16), 'c' complex, 'V' user
  const int32_t itemsize;      // bytes
  const int32_t alignment;     // bytes
  const char* const name;      // "float64"; the byte order is not part of it
  const char* const type_str;  // array-interface form: "<f8", "|b1", ">i4"; bfloat16 is "<V2" there
  const UserType* const user;  // of a registered dtype, which has no other byte order; else null

  bool is_bool() const { return code == ND_BOOL; }
  bool is_integer() const { return code >= ND_INT8 && code <= ND_UINT64; }  // without bool
  bool is_signed_integer() const { return is_integer() && kind == 'i'; }
  bool is_unsigned_integer() const { return kind == 'u'; }
  bool is_float() const { return code >= ND_FLOAT16 && code <= ND_FLOAT64; }
  bool is_complex() const { return code == ND_COMPLEX64 || code == ND_COMPLEX128; }
  bool is_inexact() const { return code >= ND_FLOAT16 && code <= ND_COMPLEX128; }
};

// The descriptor of a valid code in the machine's byte order, or in the other one. dtype_of checks nothing.
DType* dtype_of(nd_type_code code, bool swapped = false) noexcept;
template <class T>
DType* dtype_of() noexcept {
  return dtype_of(kCode<T>);
}
inline DType* native(const DType* dtype) noexcept { return dtype_of(dtype->code); }
// With checks: an unknown code or byte order (ND_NATIVE …) is an error.
DType* find_dtype(nd_type_code code, int32_t byte_order);
// By NumPy's names and codes: "float64", "double", "f8", "<f8", ">i4", "=u2", "|b1", "?", "bool", "int", "intp", "d",
// "half" …
DType* parse_dtype(std::string_view text);

// A dtype and how strongly it counts: a weak Python-like number adapts to the others (NEP 50).
struct TypeOperand {
  const DType* dtype;
  int32_t weak = ND_WEAK_NONE;
};

// The smallest native dtype both can be cast to safely: NumPy's promote_types.
DType* promote(const DType* a, const DType* b);
// NumPy 2's result_type over any number (at least one) of operands; a lone operand keeps its byte order made native.
DType* result_type(std::span<const TypeOperand> operands);

// `casting` is ND_CASTING_NO …
bool can_cast(const DType* from, const DType* to, int32_t casting);
// The same for an operand: a weak int may become any integer, float or complex under same_kind and safe.
bool can_cast(const TypeOperand& from, const DType* to, int32_t casting);
const char* casting_name(int32_t casting);  // "same_kind"; checks the value

}  // namespace nd
