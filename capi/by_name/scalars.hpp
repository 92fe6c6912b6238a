// Numbers of the C types of parameters, as words of a call and as elements in memory; used by call_by_name.cpp.
#pragma once

#include <cstddef>
#include <cstdint>

#include "abi/methods.hpp"
#include "ndcore/types.h"

namespace nd::capi {

size_t size_of(Scalar scalar) noexcept;
const char* type_name(Scalar scalar) noexcept;  // "int32_t"

// The integer of a cell as a word; false if it is none, or does not fit: then `fits` says so.
bool integer_word(const nd_cell& cell, Scalar scalar, uint64_t& word, bool& fits) noexcept;

void store(Scalar scalar, void* to, uint64_t word) noexcept;
nd_cell load(Scalar scalar, const void* from) noexcept;
nd_cell number_cell(Scalar scalar, uint64_t word) noexcept;  // of a word that a call has returned

}  // namespace nd::capi
