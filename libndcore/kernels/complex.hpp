// Complex functions on blocks of real and imaginary parts in float64, on top of the real kernels. complex64 is computed
// in the same way and rounded once. Special values are those of C99 Annex G, as in NumPy.
#pragma once

#include <cmath>
#include <cstdint>
#include <string_view>

#include "kernels/math_blocks.hpp"

namespace nd::kernels {

// Writes n results over the inputs; n <= kBlock.
using ComplexFunction = void (*)(double* re, double* im, int64_t n);
// The infinite results at these finite inputs are exact: division by zero, not overflow.
using ComplexPole = bool (*)(double re, double im);

struct ComplexKernel {
  std::string_view name;
  ComplexFunction function;
  ComplexPole pole = nullptr;
};

// The real kernels, looked up once.
struct RealKernels {
  UnaryFunction<double> exp, exp2, expm1, log, log1p, sin, cos, tan, sinh, cosh, arcsin, arccos, arctan, arctanh;
  BinaryFunction<double> arctan2, hypot;
};
const RealKernels& real_kernels();

// The loops of power; power.cpp puts them into their order.
void add_real_power(LoopTable& table);
void add_complex_power(LoopTable& table);

namespace cplx {

// complex_exponential.cpp
void exp(double* re, double* im, int64_t n);
void exp2(double* re, double* im, int64_t n);
void expm1(double* re, double* im, int64_t n);
void sin(double* re, double* im, int64_t n);
void cos(double* re, double* im, int64_t n);
void tan(double* re, double* im, int64_t n);
void sinh(double* re, double* im, int64_t n);
void cosh(double* re, double* im, int64_t n);
void tanh(double* re, double* im, int64_t n);

// complex_logarithm.cpp
void log(double* re, double* im, int64_t n);
void log2(double* re, double* im, int64_t n);
void log10(double* re, double* im, int64_t n);
void log1p(double* re, double* im, int64_t n);
// x^y over x; the y parts are used up.
void power(double* re, double* im, double* y_re, double* y_im, int64_t n);

// complex_inverse.cpp
void arcsin(double* re, double* im, int64_t n);
void arccos(double* re, double* im, int64_t n);
void arctan(double* re, double* im, int64_t n);
void arcsinh(double* re, double* im, int64_t n);
void arccosh(double* re, double* im, int64_t n);
void arctanh(double* re, double* im, int64_t n);

}  // namespace cplx

}  // namespace nd::kernels
