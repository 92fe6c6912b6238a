// What the reduce_*.cpp files fill in, once, for the best instruction set.
#pragma once

#include <algorithm>
#include <array>

#include "core/lazy.hpp"
#include "kernels/reduce_kernels.hpp"

namespace nd::kernels {

// An entry for each built-in type; for others there is nothing.
template <class Function>
class ByType {
 public:
  constexpr Function& operator[](size_t code) { return entries_[code]; }
  constexpr const Function& operator[](size_t code) const { return entries_[std::min<size_t>(code, kTypeCount)]; }

 private:
  std::array<Function, kTypeCount + 1> entries_{};
};
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
