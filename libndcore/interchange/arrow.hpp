// The Arrow C data interface: arrays as ArrowSchema and ArrowArray, and such as arrays. Several dimensions are nested
// fixed-size lists. Called by capi/areas/interchange.cpp. The structs are those of ndcore/interchange_structs.h.
#pragma once

#include <memory>

#include "array/array.hpp"
#include "ndcore/interchange_structs.h"

namespace nd {

// Fills both structs, or neither. Elements that lie one after another are shared, others copied; of bools, which are
// bits in Arrow, there always is a copy.
void to_arrow(Array& a, int32_t copy, ArrowSchema& schema, ArrowArray& array);

// An array over Arrow's memory, read-only as that is, or a copy of it; and a place for the ArrowArray, which still is
// the caller's, until take_arrow hands it over.
struct ArrowImport {
  Ref<Array> array;
  std::unique_ptr<ArrowArray> owner;
};
ArrowImport from_arrow(const ArrowSchema& schema, const ArrowArray& array, int32_t copy);
// Moves `source` to what from_arrow made of it: it is released when the last array over it is gone, after a copy at
// once.
void take_arrow(const Array& made, std::unique_ptr<ArrowArray> owner, ArrowArray& source) noexcept;

// "g" of float64; a dtype that Arrow has no type for is an error. And back; null for a format that no dtype has.
const char* arrow_format(const DType& dtype);
DType* dtype_of_arrow(std::string_view format) noexcept;
inline constexpr std::string_view kArrowFixedList = "+w:";  // and the number of its elements

}  // namespace nd
