// Transcendental kernels: contiguous functions of float32 and float64, one table a family, compiled once per
// instruction set with equal bits on all of them. math_loops.cpp makes ufunc loops of them; the complex families build
// on them.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "kernels/loops.hpp"

namespace nd::kernels {

// Each takes n contiguous elements and returns the floating-point status (ND_FP_* bits) that IEEE 754 asks for. The
// thread's own flags are left in any state: the callers save and restore them. `out` may be an input.
template <class T>
using UnaryFunction = int32_t (*)(const T* x, T* out, int64_t n);
template <class T>
using BinaryFunction = int32_t (*)(const T* x, const T* y, T* out, int64_t n);

struct UnaryKernel {
  std::string_view name;
  UnaryFunction<float> f32;
  UnaryFunction<double> f64;
  const char* source;  // LoopEntry's
};

struct BinaryKernel {
  std::string_view name;
  BinaryFunction<float> f32;
  BinaryFunction<double> f64;
  const char* source;
};

namespace math {
// The tables for the instruction set in use at the time of the call.
std::span<const UnaryKernel> exp_kernels();         // exp exp2 expm1
std::span<const UnaryKernel> log_kernels();         // log log2 log10 log1p
std::span<const UnaryKernel> trig_kernels();        // sin cos tan
std::span<const UnaryKernel> arc_kernels();         // arcsin arccos arctan cbrt
std::span<const UnaryKernel> hyperbolic_kernels();  // sinh cosh tanh arcsinh arccosh arctanh
std::span<const BinaryKernel> binary_kernels();     // power arctan2 hypot logaddexp logaddexp2
}  // namespace math

// The kernel of that name in whichever table; the name must exist.
const UnaryKernel& unary_kernel(std::string_view name);
const BinaryKernel& binary_kernel(std::string_view name);

}  // namespace nd::kernels
