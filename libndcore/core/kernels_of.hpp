// Functions of the engine whose kernels nd_explain tells. In front of such a function stands
//   ND_KERNELS_OF(mean, 1) { … }
// with the name of the C function and the number of its arrays; the body adds the kernels' files that the function
// would run, by its own rules, with its other arguments left out. It touches no element; results on the way are
// stand-ins. All of them are listed in capi/observe/kernels_of.cpp.
#pragma once

#include <cstdint>
#include <span>

#include "core/kernel_files.hpp"

namespace nd {

class Array;

struct KernelsOf {
  const char* name;
  int32_t ninputs;
  void (*choose)(std::span<const Array* const> inputs, KernelFiles& files);
  const char* file;
  int32_t line;
};

}  // namespace nd

#define ND_KERNELS_OF(function, ninputs)                                                                      \
  static void choose_##function(std::span<const Array* const> inputs, KernelFiles& files);                    \
  extern const KernelsOf kernels_of_##function;                                                               \
  constinit const KernelsOf kernels_of_##function{#function, ninputs, choose_##function, __FILE__, __LINE__}; \
  static void choose_##function([[maybe_unused]] std::span<const Array* const> inputs, KernelFiles& files)
