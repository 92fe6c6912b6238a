// Pairwise sums by several threads: each takes whole branches of the trees of halves, so that the bits are the same for
// any number of them. Called by reduce_stretches.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/function_ref.hpp"
#include "kernels/reduce_kernels.hpp"

namespace nd {

// Where the tree of a sum of n elements of `parts` real numbers is cut.
constexpr int64_t half_of_sum(int64_t n, int64_t parts) noexcept {
  const int64_t middle = n * parts / 2;
  return (middle - middle % 8) / parts;
}

struct Branch {
  int64_t begin, n;
  alignas(16) std::byte partial[16];
};

class BranchedSums {
 public:
  using SumAll = FunctionRef<void(std::span<Branch>)>;
  using Take = FunctionRef<void(const Branch&)>;

  // `sum_all` fills in `partial` of the branches it is given, on any thread; `combine` adds a second partial to a
  // first.
  BranchedSums(int64_t parts, kernels::AddPartials combine, SumAll sum_all) noexcept
      : parts_(parts), combine_(combine), sum_all_(sum_all) {}

  // Hands `take` the sums of the calls, each of `call` elements but for the last one, into which [0, count) falls, in
  // their order. A token can stop it.
  void sum_calls(int64_t count, int64_t call, Take take) const;

 private:
  Branch sum_call(int64_t begin, int64_t n) const;
  void sum_listed(int64_t begin, int64_t end, int64_t call, Take take) const;
  void split(int64_t begin, int64_t n, std::vector<Branch>& branches) const;
  Branch& join(int64_t n, std::vector<Branch>::iterator& next) const;

  int64_t parts_;  // real numbers an element: the tree of a complex sum halves those
  kernels::AddPartials combine_;
  SumAll sum_all_;
};

}  // namespace nd
