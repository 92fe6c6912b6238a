// Ufunc loops over the real transcendental kernels: strided and half-precision elements go through small contiguous
// blocks. SLEEF and the polynomials raise flags at will; a loop leaves the thread's flags as they were, plus its
// status.
#include <algorithm>
#include <array>
#include <cstring>

#include "core/error.hpp"
#include "core/fpstatus.hpp"
#include "kernels/complex.hpp"
#include "kernels/families.hpp"
#include "kernels/math.hpp"
#include "kernels/math_blocks.hpp"

namespace nd {

namespace kernels {

namespace {

template <class T>
void unary_loop(std::byte* const* args, int64_t n, const int64_t* strides, void* context) {
  const auto& kernel = *static_cast<const UnaryKernel*>(context);
  const FlagKeeper flags;
  using Work = WorkType<T>;
  const auto function = work_function<Work>(kernel);
  if constexpr (std::is_same_v<T, Work>) {
    if (strides[0] == sizeof(T) && strides[1] == sizeof(T)) {
      flags.raise(function(reinterpret_cast<const T*>(args[0]), reinterpret_cast<T*>(args[1]), n));
      return;
    }
  }
  std::array<Work, kBlock> block;
  int32_t status = 0;
  for (int64_t i = 0; i < n; i += kBlock) {
    const int64_t count = std::min(kBlock, n - i);
    gather<T>(args[0] + i * strides[0], strides[0], block.data(), count);
    status |= function(block.data(), block.data(), count);
    status |= scatter<T>(block.data(), args[1] + i * strides[1], strides[1], count);
  }
  flags.raise(status);
}

template <class T>
void binary_loop(std::byte* const* args, int64_t n, const int64_t* strides, void* context) {
  const auto& kernel = *static_cast<const BinaryKernel*>(context);
  const FlagKeeper flags;
  using Work = WorkType<T>;
  const auto function = work_function<Work>(kernel);
  const bool parallel = independent(args, strides, 2, n, sizeof(T));
  if constexpr (std::is_same_v<T, Work>) {
    if (parallel && strides[0] == sizeof(T) && strides[1] == sizeof(T) && strides[2] == sizeof(T)) {
      flags.raise(function(reinterpret_cast<const T*>(args[0]), reinterpret_cast<const T*>(args[1]),
                           reinterpret_cast<T*>(args[2]), n));
      return;
    }
  }
  // A fold or a shifted overlap goes one element after another.
  const int64_t size = parallel ? kBlock : 1;
  std::array<Work, kBlock> x, y;
  int32_t status = 0;
  for (int64_t i = 0; i < n; i += size) {
    const int64_t count = std::min(size, n - i);
    gather<T>(args[0] + i * strides[0], strides[0], x.data(), count);
    gather<T>(args[1] + i * strides[1], strides[1], y.data(), count);
    status |= function(x.data(), y.data(), x.data(), count);
    status |= scatter<T>(x.data(), args[2] + i * strides[2], strides[2], count);
  }
  flags.raise(status);
}

void add(LoopTable& table, const UnaryKernel& kernel) {
  for_each_type(FloatTypes{}, [&]<class T>(Type<T>) {
    table.add(kernel.name, {kCode<T>, kCode<T>}, unary_loop<T>, const_cast<UnaryKernel*>(&kernel), kernel.source);
  });
}

void add(LoopTable& table, const BinaryKernel& kernel) {
  for_each_type(FloatTypes{}, [&]<class T>(Type<T>) {
    table.add(kernel.name, {kCode<T>, kCode<T>, kCode<T>}, binary_loop<T>, const_cast<BinaryKernel*>(&kernel),
              kernel.source);
  });
}

}  // namespace

const UnaryKernel& unary_kernel(std::string_view name) {
  for (const auto table : {math::exp_kernels(), math::log_kernels(), math::trig_kernels(), math::arc_kernels(),
                           math::hyperbolic_kernels()})
    for (const UnaryKernel& kernel : table)
      if (kernel.name == name) return kernel;
  fail(ND_INTERNAL_ERROR, "there is no mathematical kernel '", name, "'");
}

const BinaryKernel& binary_kernel(std::string_view name) {
  for (const BinaryKernel& kernel : math::binary_kernels())
    if (kernel.name == name) return kernel;
  fail(ND_INTERNAL_ERROR, "there is no mathematical kernel '", name, "'");
}

void add_real_power(LoopTable& table) { add(table, binary_kernel("power")); }

}  // namespace kernels

void register_math(LoopTable& table) {
  using namespace kernels;
  for (const auto kernels : {math::exp_kernels(), math::log_kernels(), math::trig_kernels(), math::arc_kernels(),
                             math::hyperbolic_kernels()})
    for (const UnaryKernel& kernel : kernels) add(table, kernel);
  for (const BinaryKernel& kernel : math::binary_kernels())
    if (kernel.name != "power") add(table, kernel);
}

}  // namespace nd
