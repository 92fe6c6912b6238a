// Handles in a few words, "float64[2, 3]": for nd_explain and for traces.
#pragma once

#include "core/fixed_text.hpp"
#include "runtime/arguments.hpp"

namespace nd::capi {

using Summary = FixedText<128>;

// "float64[2, 3]", "float64[]" of a single number, "weak float64[]" of one that adapts to others.
Summary summary_of(const Array& array) noexcept;

// Of a handle of any kind: an array, "dtype(float64)", "ufunc(add)", "token"; "NULL"; "dead handle" for one that names
// nothing. To be called inside a guard.
Summary summary_of_handle(const void* handle) noexcept;

}  // namespace nd::capi
