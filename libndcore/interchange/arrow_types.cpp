// Which format of the Arrow C data interface each dtype has.
#include "interchange/arrow.hpp"

namespace nd {

namespace {

struct Format {
  nd_type_code code;
  const char* text;
};
constexpr Format kFormats[] = {
    {ND_BOOL, "b"},   {ND_INT8, "c"},  {ND_UINT8, "C"},  {ND_INT16, "s"},   {ND_UINT16, "S"},  {ND_INT32, "i"},
    {ND_UINT32, "I"}, {ND_INT64, "l"}, {ND_UINT64, "L"}, {ND_FLOAT16, "e"}, {ND_FLOAT32, "f"}, {ND_FLOAT64, "g"},
};

}  // namespace

const char* arrow_format(const DType& dtype) {
  for (const Format& format : kFormats) {
    if (format.code == dtype.code) return format.text;
  }
  fail(ND_BUFFER_ERROR, ": Arrow has no type for elements of ", dtype.name);
}

DType* dtype_of_arrow(std::string_view format) noexcept {
  for (const Format& known : kFormats) {
    if (format == known.text) return dtype_of(known.code);
  }
  return nullptr;
}

}  // namespace nd
