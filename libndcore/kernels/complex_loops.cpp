// Ufunc loops over the complex functions.
#include <algorithm>
#include <array>

#include "kernels/complex.hpp"
#include "kernels/families.hpp"

namespace nd {

namespace kernels {

namespace {

using Block = std::array<double, kBlock>;

template <class C>
using PartOf = decltype(C::re);

template <class C>
void split(const std::byte* from, int64_t stride, double* re, double* im, int64_t n) {
  for (int64_t i = 0; i < n; ++i) {
    const C value = load_element<C>(from + i * stride);
    re[i] = value.re;
    im[i] = value.im;
  }
}

// The magnitude from where on a result is infinite as R.
template <class R>
constexpr double kOverflow = std::is_same_v<R, float> ? 0x1.ffffffp127 : std::numeric_limits<double>::infinity();

// Status of one result by IEEE 754's rules, from the inputs alone. `pole` may be null.
template <class R>
int32_t status_of(double re, double im, double x, double y, ComplexPole pole) {
  const bool finite = std::isfinite(x) && std::isfinite(y);
  const bool nan_in = std::isnan(x) || std::isnan(y);
  int32_t status = 0;
  if (!nan_in && (std::isnan(re) || std::isnan(im))) status |= ND_FP_INVALID;
  if (finite && std::max(std::fabs(re), std::fabs(im)) >= kOverflow<R>)
    status |= pole != nullptr && pole(x, y) ? ND_FP_DIVIDE : ND_FP_OVERFLOW;
  return status;
}

template <class C>
void join(const double* re, const double* im, std::byte* to, int64_t stride, int64_t n) {
  using R = PartOf<C>;
  for (int64_t i = 0; i < n; ++i) {
    const C value = {static_cast<R>(re[i]), static_cast<R>(im[i])};
    std::memcpy(to + i * stride, &value, sizeof(C));
  }
}

template <class R>
bool ordinary(double re, double im) {
  return std::fabs(re) < kOverflow<R> && std::fabs(im) < kOverflow<R>;
}

template <class C>
void unary_loop(std::byte* const* args, int64_t n, const int64_t* strides, void* context) {
  using R = PartOf<C>;
  const auto& kernel = *static_cast<const ComplexKernel*>(context);
  const FlagKeeper flags;
  Block x, y, re, im;
  int32_t status = 0;
  for (int64_t i = 0; i < n; i += kBlock) {
    const int64_t count = std::min(kBlock, n - i);
    split<C>(args[0] + i * strides[0], strides[0], x.data(), y.data(), count);
    std::copy_n(x.begin(), count, re.begin());
    std::copy_n(y.begin(), count, im.begin());
    kernel.function(re.data(), im.data(), count);
    for (size_t k = 0; k < static_cast<size_t>(count); ++k)
      if (!ordinary<R>(re[k], im[k])) status |= status_of<R>(re[k], im[k], x[k], y[k], kernel.pole);
    join<C>(re.data(), im.data(), args[1] + i * strides[1], strides[1], count);
  }
  flags.raise(status);
}

template <class C>
void power_block(std::byte* const* args, int64_t n, const int64_t* strides, int32_t& status) {
  using R = PartOf<C>;
  Block x, y, x_im, y_im, re, im, used, used_im;
  split<C>(args[0], strides[0], x.data(), x_im.data(), n);
  split<C>(args[0], strides[0], re.data(), im.data(), n);
  split<C>(args[1], strides[1], y.data(), y_im.data(), n);
  split<C>(args[1], strides[1], used.data(), used_im.data(), n);
  cplx::power(re.data(), im.data(), used.data(), used_im.data(), n);
  for (size_t k = 0; k < static_cast<size_t>(n); ++k) {
    if (ordinary<R>(re[k], im[k])) continue;
    // A NaN or infinity in either input counts.
    const double both = x[k] + x_im[k] + (y[k] + y_im[k]);
    const bool nan_in = std::isnan(x[k]) || std::isnan(x_im[k]) || std::isnan(y[k]) || std::isnan(y_im[k]);
    status |= status_of<R>(re[k], im[k], nan_in ? both : std::isfinite(both) ? 0 : both, 0, nullptr);
  }
  join<C>(re.data(), im.data(), args[2], strides[2], n);
}

template <class C>
void power_loop(std::byte* const* args, int64_t n, const int64_t* strides, void*) {
  const FlagKeeper flags;
  int32_t status = 0;
  // A fold or a shifted overlap: one element after another.
  const int64_t block = independent(args, strides, 2, n, sizeof(C)) ? kBlock : 1;
  for (int64_t i = 0; i < n; i += block) {
    std::byte* const at[] = {args[0] + i * strides[0], args[1] + i * strides[1], args[2] + i * strides[2]};
    power_block<C>(at, std::min(block, n - i), strides, status);
  }
  flags.raise(status);
}

bool at_zero(double re, double im) { return re == 0 && im == 0; }
bool at_minus_one(double re, double im) { return re == -1 && im == 0; }
bool at_unit(double re, double im) { return std::fabs(re) == 1 && im == 0; }
bool at_imaginary_unit(double re, double im) { return re == 0 && std::fabs(im) == 1; }

constexpr ComplexKernel kKernels[] = {
    {"exp", cplx::exp},
    {"exp2", cplx::exp2},
    {"expm1", cplx::expm1},
    {"log", cplx::log, at_zero},
    {"log2", cplx::log2, at_zero},
    {"log10", cplx::log10, at_zero},
    {"log1p", cplx::log1p, at_minus_one},
    {"sin", cplx::sin},
    {"cos", cplx::cos},
    {"tan", cplx::tan},
    {"arcsin", cplx::arcsin},
    {"arccos", cplx::arccos},
    {"arctan", cplx::arctan, at_imaginary_unit},
    {"sinh", cplx::sinh},
    {"cosh", cplx::cosh},
    {"tanh", cplx::tanh},
    {"arcsinh", cplx::arcsinh},
    {"arccosh", cplx::arccosh},
    {"arctanh", cplx::arctanh, at_unit},
};

template <class C>
void add_loops(LoopTable& table) {
  constexpr nd_type_code kType = kCode<C>;
  for (const ComplexKernel& kernel : kKernels) {
    table.add(kernel.name, {kType, kType}, unary_loop<C>, const_cast<ComplexKernel*>(&kernel));
  }
}

}  // namespace

void add_complex_power(LoopTable& table) {
  table.add("power", {ND_COMPLEX64, ND_COMPLEX64, ND_COMPLEX64}, power_loop<complex64>);
  table.add("power", {ND_COMPLEX128, ND_COMPLEX128, ND_COMPLEX128}, power_loop<complex128>);
}

}  // namespace kernels

void register_complex(LoopTable& table) {
  kernels::real_kernels();  // here, where memory may be missing: the loops find them made
  kernels::add_loops<complex64>(table);
  kernels::add_loops<complex128>(table);
}

}  // namespace nd
