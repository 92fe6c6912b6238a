// Data types: finding them by code or name, their properties, promotion and casting rules.
#include "dtype/dtype.hpp"

#include <vector>

#include "areas/options.hpp"
#include "array/array.hpp"
#include "ndcore/dtype.h"
#include "runtime/arguments.hpp"

/*ND_AREA dtype Data types: finding them by code or name, their properties, promotion and casting rules. */

using namespace nd;
using namespace nd::capi;

/*ND_API dtype_from_code since=1
 * The dtype of a type code in a byte order.
 * dtypes live as long as the library; releasing one is allowed and does nothing.
 * code        in                     ND_BOOL … ND_COMPLEX128
 * byte_order  in default=ND_NATIVE   ND_NATIVE, ND_SWAPPED, ND_LITTLE or ND_BIG; of no effect on one-byte types
 * returns     borrowed               lives as long as the library
 * errors      ND_VALUE_ERROR, ND_TYPE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_dtype* nd_dtype_from_code(nd_type_code code, nd_byteorder byte_order) {
  return reading("nd_dtype_from_code", [&] { return give(find_dtype(code, byte_order)); });
}

/*ND_API dtype_parse since=1
 * The dtype of a name or code as NumPy writes it.
 * name     in  "float64", "double", "f8", "<f8", ">i4", "=u2", "|b1", "?", "bool", "int", "half", "bfloat16" …
 * returns  borrowed  lives as long as the library
 * errors   ND_TYPE_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_dtype* nd_dtype_parse(const char* name) {
  return reading("nd_dtype_parse", [&] { return give(parse_dtype(text_argument(name, "name"))); });
}

/*ND_API dtype_with_byte_order since=1
 * The same type in another byte order.
 * dtype       in borrowed   any dtype
 * byte_order  in            ND_NATIVE, ND_LITTLE, ND_BIG, or ND_SWAPPED for the other one than `dtype`'s
 * returns     borrowed      lives as long as the library
 * errors      ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_dtype* nd_dtype_with_byte_order(nd_dtype* dtype, nd_byteorder byte_order) {
  return reading("nd_dtype_with_byte_order", [&] {
    const DType& type = object<DType>(dtype, "dtype");
    if (byte_order == ND_SWAPPED) return give(dtype_of(type.code, !type.swapped));
    return give(find_dtype(type.code, byte_order));
  });
}

/*ND_API dtype_code since=1
 * The type code of a dtype.
 * dtype    in borrowed  any dtype
 * returns  reading      ND_BOOL … ND_COMPLEX128
 */
ND_EXPORT nd_type_code nd_dtype_code(nd_dtype* dtype) {
  return reading("nd_dtype_code", [&] { return object<DType>(dtype, "dtype").code; });
}

/*ND_API dtype_is_swapped since=1
 * Whether elements lie in the other byte order than the machine's.
 * dtype    in borrowed  any dtype
 * returns  reading      1 or 0
 */
ND_EXPORT int32_t nd_dtype_is_swapped(nd_dtype* dtype) {
  return reading("nd_dtype_is_swapped", [&] { return int32_t{object<DType>(dtype, "dtype").swapped}; });
}

/*ND_API dtype_itemsize since=1
 * Bytes of one element.
 * dtype    in borrowed  any dtype
 * returns  reading  bytes, such as 8 for float64
 */
ND_EXPORT int64_t nd_dtype_itemsize(nd_dtype* dtype) {
  return reading("nd_dtype_itemsize", [&] { return int64_t{object<DType>(dtype, "dtype").itemsize}; });
}

/*ND_API dtype_alignment since=1
 * The alignment of elements in bytes.
 * dtype    in borrowed  any dtype
 * returns  reading  bytes, a power of two
 */
ND_EXPORT int64_t nd_dtype_alignment(nd_dtype* dtype) {
  return reading("nd_dtype_alignment", [&] { return int64_t{object<DType>(dtype, "dtype").alignment}; });
}

/*ND_API dtype_kind since=1
 * The kind of a dtype as NumPy's one-letter code.
 * dtype    in borrowed  any dtype
 * returns  reading      'b' bool, 'i' signed and 'u' unsigned integers, 'f' floats (bfloat16 too), 'c' complex
 */
ND_EXPORT int32_t nd_dtype_kind(nd_dtype* dtype) {
  return reading("nd_dtype_kind", [&] { return int32_t{object<DType>(dtype, "dtype").kind}; });
}

/*ND_API dtype_name since=1
 * The name of a dtype without its byte order: "float64".
 * dtype    in borrowed  any dtype
 * returns  borrowed     lives as long as the library
 */
ND_EXPORT const char* nd_dtype_name(nd_dtype* dtype) {
  return reading("nd_dtype_name", [&] { return object<DType>(dtype, "dtype").name; });
}

/*ND_API dtype_type_str since=1
 * The type of a dtype as the array interface writes it: "<f8", "|b1", ">i4"; "<V2" for bfloat16.
 * dtype    in borrowed  any dtype
 * returns  borrowed     lives as long as the library
 */
ND_EXPORT const char* nd_dtype_type_str(nd_dtype* dtype) {
  return reading("nd_dtype_type_str", [&] { return object<DType>(dtype, "dtype").type_str; });
}

/*ND_API promote_types since=1
 * The smallest dtype to which both can be cast safely, in the machine's byte order.
 * a        in borrowed  any dtype
 * b        in borrowed  any dtype; with a registered one, a dtype that it has a safe cast from
 * returns  borrowed  lives as long as the library
 * errors   ND_TYPE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_dtype* nd_promote_types(nd_dtype* a, nd_dtype* b) {
  return reading("nd_promote_types", [&] { return give(promote(&object<DType>(a, "a"), &object<DType>(b, "b"))); });
}

/*ND_API result_type since=1
 * The dtype of the result of an operation on arrays and dtypes by NumPy 2's rules.
 * Weak scalars adapt to the others.
 * arrays   in borrowed len=narrays  only their dtypes count, and whether they are weak
 * dtypes   in borrowed len=ndtypes  any dtypes
 * returns  borrowed  lives as long as the library
 * errors   ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_dtype* nd_result_type(nd_array* const* arrays, int32_t narrays, nd_dtype* const* dtypes, int32_t ndtypes) {
  return reading("nd_result_type", [&] {
    std::vector<TypeOperand> operands;
    for (const Array* a : objects<Array>(arrays, narrays, "arrays")) operands.push_back(a->type_operand());
    for (const DType* d : objects<DType>(dtypes, ndtypes, "dtypes")) operands.push_back({d});
    if (operands.empty()) fail(ND_VALUE_ERROR, ": at least one array or dtype is required");
    return give(result_type(operands));
  });
}

/*ND_API can_cast since=1
 * Whether a casting rule allows a cast between two dtypes.
 * source   in borrowed                  any dtype, in either byte order
 * target   in borrowed                  any dtype, in either byte order
 * casting  in default=ND_CASTING_SAFE   ND_CASTING_NO … ND_CASTING_UNSAFE
 * returns  reading                      1 or 0
 * errors   ND_VALUE_ERROR
 */
ND_EXPORT int32_t nd_can_cast(nd_dtype* source, nd_dtype* target, nd_casting casting) {
  return reading("nd_can_cast", [&] {
    const DType* const from = &object<DType>(source, "source");
    return int32_t{can_cast(from, &object<DType>(target, "target"), casting_or(casting, ND_CASTING_SAFE))};
  });
}
