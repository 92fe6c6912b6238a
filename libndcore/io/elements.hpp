// The elements of an array one after another, as files hold them. Used by .npy and text files.
#pragma once

#include <span>

#include "array/array.hpp"
#include "core/function_ref.hpp"

namespace nd {

// Calls piece(bytes) with all elements in C or F order and the array's byte order: the memory itself where it is
// contiguous, else copies of a few MiB at a time.
void for_each_piece(const Array& a, int32_t order, FunctionRef<void(std::span<const std::byte>)> piece);

}  // namespace nd
