// The functions of the engine whose kernels are known: ND_KERNELS_OF. Read by nd_explain.
#pragma once

#include <string>
#include <string_view>

#include "core/kernels_of.hpp"

namespace nd::capi {

// Null if the function's kernels are not known.
const KernelsOf* find_kernels_of(std::string_view name) noexcept;

// The files of all kernels that may run for arrays of the built-in dtypes, of any layout; "" if not all are known.
std::string possible_kernels(const KernelsOf& function);

}  // namespace nd::capi
