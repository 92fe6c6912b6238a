// The trees of pairwise sums, cut into branches that threads share.
#include "ufunc/branched_sums.hpp"

#include <algorithm>

#include "core/threads.hpp"
#include "ufunc/reduce_run.hpp"

namespace nd {

namespace {

constexpr int64_t kBranch = 1 << 15;          // elements of a branch that a thread takes
constexpr int64_t kSharedElements = 1 << 27;  // whose branches are listed at a time: a broadcast operand has any number

}  // namespace

void BranchedSums::sum_calls(int64_t count, int64_t call, Take take) const {
  if (call > kSharedElements) {
    for (int64_t i = 0; i < count; i += call) take(sum_call(i, std::min(call, count - i)));
    return;
  }
  const int64_t step = kSharedElements / call * call;
  for (int64_t i = 0; i < count; i += step) sum_listed(i, std::min(count, i + step), call, take);
}

// The sum of [begin, + n), which is one call or a part of its tree.
Branch BranchedSums::sum_call(int64_t begin, int64_t n) const {
  Branch sum;
  if (n > kSharedElements) {
    const int64_t middle = half_of_sum(n, parts_);
    sum = sum_call(begin, middle);
    combine_(sum.partial, sum_call(begin + middle, n - middle).partial);
  } else {
    sum_listed(begin, begin + n, n, [&](const Branch& whole) { sum = whole; });
  }
  return sum;
}

// The sums of the calls of [begin, end), their branches side by side.
void BranchedSums::sum_listed(int64_t begin, int64_t end, int64_t call, Take take) const {
  std::vector<Branch> branches;
  for (int64_t i = begin; i < end; i += call) split(i, std::min(call, end - i), branches);
  const auto count = static_cast<int64_t>(branches.size());
  const int64_t grain = std::max<int64_t>(1, count * kReduceGrain / (end - begin));
  parallel_for(count, grain, [&](int64_t from, int64_t to) {
    sum_all_(std::span(branches).subspan(static_cast<size_t>(from), static_cast<size_t>(to - from)));
  });
  auto next = branches.begin();
  for (int64_t i = begin; i < end; i += call) take(join(std::min(call, end - i), next));
}

void BranchedSums::split(int64_t begin, int64_t n, std::vector<Branch>& branches) const {
  if (n <= kBranch) {
    branches.push_back({begin, n, {}});
    return;
  }
  const int64_t middle = half_of_sum(n, parts_);
  split(begin, middle, branches);
  split(begin + middle, n - middle, branches);
}

// Adds the branches of [.., + n) up in the order in which they were split; returns their sum in the first one.
Branch& BranchedSums::join(int64_t n, std::vector<Branch>::iterator& next) const {
  if (n <= kBranch) return *next++;
  const int64_t middle = half_of_sum(n, parts_);
  Branch& left = join(middle, next);
  combine_(left.partial, join(n - middle, next).partial);
  return left;
}

}  // namespace nd
