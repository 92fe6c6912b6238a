// Sorting integer keys: bytes by counting, others with the vectorised quicksort of kernels/, many keys in one part a
// thread, which are merged pairwise.
#include "sort/keys.hpp"

#include <array>
#include <cstring>

#include "core/memory.hpp"
#include "core/threads.hpp"
#include "kernels/vector_sort.hpp"

namespace nd::sorting {

namespace {

// Below this the merge costs more than the second thread gains.
constexpr int64_t kParallel = 1 << 17;

// How many of the first `taken` elements of the merged order come from `a`.
template <class K>
int64_t merge_split(const K* a, int64_t na, const K* b, int64_t nb, int64_t taken) {
  int64_t low = std::max<int64_t>(0, taken - nb);
  int64_t high = std::min(taken, na);
  while (low < high) {
    const int64_t middle = low + (high - low) / 2;
    if (b[taken - middle - 1] < a[middle]) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

// Two sorted runs and where their merge goes.
template <class K>
struct Merge {
  const K *a, *a_end, *b, *b_end;
  K* out;
  int64_t safe() const { return std::min(a_end - a, b_end - b); }
  // One element, by arithmetic on the comparison: random keys would mispredict every other branch.
  void step() {
    const int64_t take_b = *b < *a ? 1 : 0;
    const K* from = take_b != 0 ? b : a;
    *out++ = *from;
    b += take_b;
    a += 1 - take_b;
  }
  void finish() {
    for (int64_t count = safe(); count > 0; count = safe()) {
      for (; count > 0; --count) step();
    }
    std::copy(b, b_end, std::copy(a, a_end, out));
  }
};

// Several merges in step, because one alone waits for its own comparisons most of the time. As many steps as the
// shorter run has elements need no check.
constexpr int kMerges = 2;
template <class K>
void merge_together(std::array<Merge<K>, kMerges> merges) {
  while (true) {
    int64_t count = merges[0].safe();
    for (const Merge<K>& merge : merges) count = std::min(count, merge.safe());
    if (count == 0) break;
    // Copies, so that the pointers live in registers.
    auto [first, second] = merges;
    for (; count > 0; --count) {
      first.step();
      second.step();
    }
    merges = {first, second};
  }
  for (Merge<K>& merge : merges) merge.finish();
}

// Merges two sorted neighbours into `out`, each thread a part of the output.
template <class K>
void merge(const K* keys, int64_t na, int64_t nb, K* out) {
  const K* a = keys;
  const K* b = keys + na;
  parallel_for(na + nb, kParallel / 2, [&](int64_t begin, int64_t end) {
    std::array<Merge<K>, kMerges> merges;
    int64_t from = begin;
    int64_t from_a = merge_split(a, na, b, nb, from);
    for (int i = 0; i < kMerges; ++i) {
      const int64_t to = begin + (end - begin) * (i + 1) / kMerges;
      const int64_t to_a = merge_split(a, na, b, nb, to);
      merges[static_cast<size_t>(i)] = {a + from_a, a + to_a, b + (from - from_a), b + (to - to_a), out + from};
      from = to;
      from_a = to_a;
    }
    merge_together(merges);
  });
}

template <class K>
void sort_all(K* keys, int64_t n) {
  int64_t parts = 1;
  while (parts < num_threads() && n / (2 * parts) >= kParallel / 2) parts *= 2;
  if (parts == 1) return kernels::vector_sort(keys, n);
  const auto limit = [&](int64_t part) { return n / parts * part + std::min(part, n % parts); };
  const Scratch scratch(static_cast<size_t>(n) * sizeof(K));
  auto* other = reinterpret_cast<K*>(scratch.data());
  // Each merge changes sides; the parts are sorted on the side from which the last merge ends in `keys`.
  const bool odd_levels = std::countr_zero(static_cast<uint64_t>(parts)) % 2 == 1;
  K* from = odd_levels ? other : keys;
  K* to = odd_levels ? keys : other;
  parallel_for(parts, 1, [&](int64_t begin, int64_t end) {
    for (int64_t part = begin; part < end; ++part) {
      const int64_t first = limit(part);
      const int64_t count = limit(part + 1) - first;
      if (odd_levels) std::memcpy(from + first, keys + first, static_cast<size_t>(count) * sizeof(K));
      kernels::vector_sort(from + first, count);
    }
  });
  for (int64_t width = 1; width < parts; width *= 2, std::swap(from, to)) {
    for (int64_t part = 0; part < parts; part += 2 * width) {
      const int64_t begin = limit(part);
      const int64_t middle = limit(part + width);
      merge(from + begin, middle - begin, limit(part + 2 * width) - middle, to + begin);
    }
  }
}

void count_bytes(uint8_t* keys, int64_t n, uint8_t flip) {
  std::array<int64_t, 256> counts{};
  for (int64_t i = 0; i < n; ++i) ++counts[keys[i] ^ flip];
  for (size_t value = 0; value < counts.size(); ++value) {
    std::memset(keys, static_cast<int>(value) ^ flip, static_cast<size_t>(counts[value]));
    keys += counts[value];
  }
}

}  // namespace

void sort_keys_kernels(int64_t itemsize, KernelFiles& files) {
  if (itemsize > 1) files.add(itemsize > 4 ? kernels::kWideSortSource : kernels::kNarrowSortSource);
}

void sort_keys(uint8_t* keys, int64_t n) { count_bytes(keys, n, 0); }
void sort_keys(int8_t* keys, int64_t n) { count_bytes(reinterpret_cast<uint8_t*>(keys), n, 0x80); }
void sort_keys(int16_t* keys, int64_t n) { sort_all(keys, n); }
void sort_keys(uint16_t* keys, int64_t n) { sort_all(keys, n); }
void sort_keys(int32_t* keys, int64_t n) { sort_all(keys, n); }
void sort_keys(uint32_t* keys, int64_t n) { sort_all(keys, n); }
void sort_keys(int64_t* keys, int64_t n) { sort_all(keys, n); }
void sort_keys(uint64_t* keys, int64_t n) { sort_all(keys, n); }

}  // namespace nd::sorting
