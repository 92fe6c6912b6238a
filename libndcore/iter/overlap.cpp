// Memory overlap of two arrays: by extents first, then an exact search for a common byte, bounded in effort.
// The exact question is a bounded linear Diophantine problem (NumPy's mem_overlap solves the same one).
#include "iter/overlap.hpp"

#include <numeric>

namespace nd {

namespace {

constexpr int64_t kMaxEffort = 10000;

struct Term {
  int64_t stride;  // positive
  int64_t count;   // index runs over [0, count]
};

// Solves sum(stride_i * x_i) = target with 0 <= x_i <= count_i by depth-first search with gcd pruning, strides
// descending. Returns 1 found, 0 none, -1 undecided.
class Search {
 public:
  explicit Search(std::span<Term> terms) : terms_(terms) {
    std::sort(terms_.begin(), terms_.end(), [](const Term& a, const Term& b) { return a.stride > b.stride; });
    gcd_.fill(0);
    reach_.fill(0);
    for (size_t i = terms_.size(); i-- > 0;) {
      gcd_[i] = std::gcd(gcd_[i + 1], terms_[i].stride);
      reach_[i] = reach_[i + 1] + terms_[i].stride * terms_[i].count;
    }
  }
  int find(int64_t target, size_t level = 0) {
    if (target < 0 || target > reach_[level]) return 0;
    if (target == 0) return 1;
    if (level == terms_.size() || target % gcd_[level] != 0) return 0;
    const Term& term = terms_[level];
    const int64_t high = std::min(term.count, target / term.stride);
    // What the terms after this one can reach bounds this one from below.
    const int64_t missing = target - reach_[level + 1];
    const int64_t low = missing <= 0 ? 0 : (missing + term.stride - 1) / term.stride;
    for (int64_t x = high; x >= low; --x) {
      if (++effort_ > kMaxEffort) return -1;
      if (const int result = find(target - x * term.stride, level + 1); result != 0) return result;
    }
    return 0;
  }

 private:
  std::span<Term> terms_;
  std::array<int64_t, 2 * kMaxDims + 3> gcd_;
  std::array<int64_t, 2 * kMaxDims + 3> reach_;
  int64_t effort_ = 0;
};

void add_terms(const Array& a, std::array<Term, 2 * kMaxDims + 2>& terms, size_t& used) {
  for (int32_t i = 0; i < a.ndim; ++i) {
    if (a.shape(i) > 1 && a.stride(i) != 0) terms[used++] = {std::abs(a.stride(i)), a.shape(i) - 1};
  }
  if (a.itemsize() > 1) terms[used++] = {1, a.itemsize() - 1};
}

bool same_layout(const Array& a, const Array& b) {
  return a.data == b.data && a.dtype == b.dtype && std::ranges::equal(a.shape(), b.shape()) &&
         std::ranges::equal(a.strides(), b.strides());
}

// True if no two indices of `a` name the same byte: strides, sorted, each clear what lies below them.
bool has_distinct_elements(const Array& a) {
  std::array<Term, kMaxDims> terms;
  size_t used = 0;
  for (int32_t i = 0; i < a.ndim; ++i) {
    if (a.shape(i) > 1) terms[used++] = {std::abs(a.stride(i)), a.shape(i) - 1};
  }
  std::sort(terms.begin(), terms.begin() + static_cast<std::ptrdiff_t>(used),
            [](const Term& x, const Term& y) { return x.stride < y.stride; });
  int64_t below = a.itemsize();
  for (size_t i = 0; i < used; ++i) {
    if (terms[i].stride < below) return false;
    below = terms[i].stride * terms[i].count + below;
  }
  return true;
}

}  // namespace

Extent memory_extent(const Array& a) {
  if (a.size == 0) return {a.data, a.data};
  const std::byte* low = a.data;
  const std::byte* high = a.data + a.itemsize();
  for (int32_t i = 0; i < a.ndim; ++i) {
    const int64_t span = a.stride(i) * (a.shape(i) - 1);
    (span < 0 ? low : high) += span;
  }
  return {low, high};
}

bool may_share_memory(const Array& a, const Array& b) {
  const Extent x = memory_extent(a);
  const Extent y = memory_extent(b);
  return x.low < y.high && y.low < x.high && x.low != x.high && y.low != y.high;
}

bool shares_memory(const Array& a, const Array& b) {
  if (!may_share_memory(a, b)) return false;
  // low(a) + sum(terms of a) = low(b) + sum(terms of b); mirroring b's indices turns this into one sum of all terms.
  std::array<Term, 2 * kMaxDims + 2> terms;
  size_t used = 0;
  add_terms(a, terms, used);
  add_terms(b, terms, used);
  const int64_t target = memory_extent(b).high - 1 - memory_extent(a).low;
  return Search(std::span(terms).first(used)).find(target) != 0;
}

bool safe_elementwise(const Array& input, const Array& output) {
  if (!may_share_memory(input, output)) return true;
  if (same_layout(input, output) && has_distinct_elements(output)) return true;
  return !shares_memory(input, output);
}

}  // namespace nd
