// Reading a dtype from NumPy's names and type strings.
#include <array>
#include <string_view>

#include "dtype/user_type.hpp"

namespace nd {

namespace {

struct Name {
  std::string_view text;
  nd_type_code code;
};

constexpr Name kNames[] = {
    {"bool", ND_BOOL},          {"bool_", ND_BOOL},          {"int8", ND_INT8},         {"byte", ND_INT8},
    {"uint8", ND_UINT8},        {"ubyte", ND_UINT8},         {"int16", ND_INT16},       {"short", ND_INT16},
    {"uint16", ND_UINT16},      {"ushort", ND_UINT16},       {"int32", ND_INT32},       {"intc", ND_INT32},
    {"uint32", ND_UINT32},      {"uintc", ND_UINT32},        {"int64", ND_INT64},       {"int", ND_INT64},
    {"int_", ND_INT64},         {"intp", ND_INT64},          {"long", ND_INT64},        {"longlong", ND_INT64},
    {"uint64", ND_UINT64},      {"uint", ND_UINT64},         {"uintp", ND_UINT64},      {"ulong", ND_UINT64},
    {"ulonglong", ND_UINT64},   {"float16", ND_FLOAT16},     {"half", ND_FLOAT16},      {"bfloat16", ND_BFLOAT16},
    {"float32", ND_FLOAT32},    {"single", ND_FLOAT32},      {"float64", ND_FLOAT64},   {"float", ND_FLOAT64},
    {"double", ND_FLOAT64},     {"complex64", ND_COMPLEX64}, {"csingle", ND_COMPLEX64}, {"complex128", ND_COMPLEX128},
    {"cdouble", ND_COMPLEX128}, {"complex", ND_COMPLEX128},
};

// One-letter codes and kind-and-size codes; 'l' and 'q' are both 64 bits wide here.
constexpr Name kCodes[] = {
    {"?", ND_BOOL},     {"b", ND_INT8},     {"B", ND_UINT8},      {"h", ND_INT16},        {"H", ND_UINT16},
    {"i", ND_INT32},    {"I", ND_UINT32},   {"l", ND_INT64},      {"L", ND_UINT64},       {"q", ND_INT64},
    {"Q", ND_UINT64},   {"n", ND_INT64},    {"N", ND_UINT64},     {"p", ND_INT64},        {"P", ND_UINT64},
    {"e", ND_FLOAT16},  {"f", ND_FLOAT32},  {"d", ND_FLOAT64},    {"F", ND_COMPLEX64},    {"D", ND_COMPLEX128},
    {"b1", ND_BOOL},    {"i1", ND_INT8},    {"u1", ND_UINT8},     {"i2", ND_INT16},       {"u2", ND_UINT16},
    {"i4", ND_INT32},   {"u4", ND_UINT32},  {"i8", ND_INT64},     {"u8", ND_UINT64},      {"f2", ND_FLOAT16},
    {"f4", ND_FLOAT32}, {"f8", ND_FLOAT64}, {"c8", ND_COMPLEX64}, {"c16", ND_COMPLEX128},
};

const Name* find(std::span<const Name> names, std::string_view text) {
  for (const Name& name : names) {
    if (name.text == text) return &name;
  }
  return nullptr;
}

int32_t byte_order(char prefix) {
  switch (prefix) {
    case '<': return ND_LITTLE;
    case '>':
    case '!': return ND_BIG;
    case '=':
    case '|': return ND_NATIVE;
    default: return -1;
  }
}

}  // namespace

DType* parse_dtype(std::string_view text) {
  if (const Name* name = find(kNames, text)) return dtype_of(name->code);
  std::string_view code = text;
  int32_t order = ND_NATIVE;
  if (!code.empty() && byte_order(code.front()) >= 0) {
    order = byte_order(code.front());
    code.remove_prefix(1);
  }
  if (const Name* name = find(kCodes, code)) return find_dtype(name->code, order);
  if (code == "bfloat16") return find_dtype(ND_BFLOAT16, order);
  if (code == "O" || code == "object") {
    fail(ND_TYPE_ERROR, "dtype: 'object' is not supported: arrays of ndcore hold numbers, not references to objects");
  }
  if (DType* registered = find_user_dtype(text)) return registered;
  fail(ND_TYPE_ERROR, "dtype: data type '", text, "' not understood");
}

}  // namespace nd
