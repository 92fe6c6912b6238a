// What the reduce_*.cpp files fill in, once, for the best instruction set.
#pragma once

#include <array>

#include "kernels/reduce_kernels.hpp"

namespace nd::kernels {

template <class Function>
using ByType = std::array<Function, kTypeCount>;
using KernelRow = ByType<ReduceKernel>;

struct SumTable {
  KernelRow add{};
  ByType<PairwiseSum> pairwise{};
  ByType<AddPartials> combine{}, add_to{};
  ByType<ReduceLoop> to_int64{}, to_uint64{};
};
const SumTable& sum_table() noexcept;

struct ExtremaTable {
  KernelRow maximum{}, minimum{}, fmax{}, fmin{};
};
const ExtremaTable& extrema_table() noexcept;

struct ProductTable {
  KernelRow multiply{}, logical_and{}, logical_or{}, logical_xor{}, bitwise_and{}, bitwise_or{}, bitwise_xor{};
};
const ProductTable& product_table() noexcept;

struct CountTable {
  ByType<ReduceLoop> any{}, all{};
  ByType<CountLoop> count{};
  ByType<DeviationLoop> deviation{};
};
const CountTable& count_table() noexcept;

}  // namespace nd::kernels
