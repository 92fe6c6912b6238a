// Sorting one contiguous line of any element type.
#include <atomic>
#include <cstring>
#include <vector>

#include "core/memory.hpp"
#include "core/threads.hpp"
#include "kernels/sort_keys.hpp"
#include "kernels/vector_sort.hpp"
#include "sort/keys.hpp"

namespace nd::sorting {

namespace {

constexpr int64_t kPassGrain = 1 << 17;

// Moves NaNs behind everything else, both in their old order; returns how many others there are.
template <class T>
int64_t nans_last(T* line, int64_t n) {
  if constexpr (!kIsFloat<T>) return n;
  return std::stable_partition(line, line + n, [](T value) { return !is_nan(value); }) - line;
}

// Zeros of both signs are equal: their signs, noted before sorting, are put back in the old order.
template <class T>
class ZeroSigns {
 public:
  ZeroSigns(const Key<T>* keys, int64_t n, const kernels::KeyCounts& counts)
      : zeros_(counts.negative_zeros > 0 && counts.negative_zeros < counts.zeros ? counts.zeros : 0),
        signs_(static_cast<size_t>(zeros_)) {
    if (zeros_ == 0) return;
    for (int64_t i = 0, k = 0; i < n; ++i) {
      if (keys[i] == 0 || keys[i] == -1) signs_[static_cast<size_t>(k++)] = keys[i] == -1 ? 1 : 0;
    }
  }
  void restore(Key<T>* keys, int64_t n) const {
    if (zeros_ == 0) return;
    Key<T>* first = std::lower_bound(keys, keys + n, Key<T>(-1));
    for (int64_t i = 0; i < zeros_; ++i) first[i] = signs_[static_cast<size_t>(i)] != 0 ? Key<T>(-1) : Key<T>(0);
  }

 private:
  int64_t zeros_;
  std::vector<uint8_t> signs_;
};

template <class T>
kernels::KeyCounts count_specials(const T* line, int64_t n) {
  std::atomic<int64_t> nans = 0, zeros = 0, negative_zeros = 0;
  parallel_for(n, kPassGrain, [&](int64_t begin, int64_t end) {
    const kernels::KeyCounts part =
        kernels::float_key_kernels(kCode<T>).count(reinterpret_cast<const std::byte*>(line + begin), end - begin);
    nans += part.nans;
    zeros += part.zeros;
    negative_zeros += part.negative_zeros;
  });
  return {nans, zeros, negative_zeros};
}

template <class T>
void flip_all(T* line, int64_t n) {
  parallel_for(n, kPassGrain, [&](int64_t begin, int64_t end) {
    kernels::float_key_kernels(kCode<T>).flip(reinterpret_cast<std::byte*>(line + begin), end - begin);
  });
}

// Positions packed below keys need this many bits.
int bits_for(int64_t n) { return 64 - std::countl_zero(static_cast<uint64_t>(std::max<int64_t>(n - 1, 1))); }

// Keys moved up to start at 0, as unsigned numbers.
template <class T>
uint64_t offset_key(T value, Key<T> lowest) {
  return static_cast<uint64_t>(equal_zero<T>(key_of(value))) - static_cast<uint64_t>(lowest);
}

// The whole keys of a run that sorted equal by their upper bits.
template <class T>
void sort_run(const T* line, int64_t* positions, int64_t n, Key<T> lowest) {
  const Scratch scratch(static_cast<size_t>(n) * sizeof(kernels::KeyPosition));
  auto* pairs = reinterpret_cast<kernels::KeyPosition*>(scratch.data());
  for (int64_t i = 0; i < n; ++i) {
    pairs[i] = {static_cast<uint64_t>(positions[i]), offset_key(line[positions[i]], lowest)};
  }
  kernels::vector_sort(pairs, n);
  for (int64_t i = 0; i < n; ++i) positions[i] = static_cast<int64_t>(pairs[i].position);
}

// Key and position in one word, so that one sort of integers does it all. Where the range of the keys leaves too few
// bits for positions the lower bits of the keys are dropped; runs that the upper ones leave equal are few unless the
// data is contrived, and are sorted by whole keys. `positions` ascends on entry.
template <class T>
void argsort_numbers(const T* line, int64_t* positions, int64_t n) {
  Key<T> lowest = std::numeric_limits<Key<T>>::max();
  Key<T> highest = std::numeric_limits<Key<T>>::min();
  for (int64_t i = 0; i < n; ++i) {
    const Key<T> key = equal_zero<T>(key_of(line[positions[i]]));
    lowest = std::min(lowest, key);
    highest = std::max(highest, key);
  }
  const uint64_t range = static_cast<uint64_t>(highest) - static_cast<uint64_t>(lowest);
  const int shift = bits_for(n);
  const int drop = std::max(shift - std::countl_zero(range), 0);
  const Scratch scratch(static_cast<size_t>(n) * (sizeof(uint64_t) + sizeof(int64_t)));
  auto* words = reinterpret_cast<uint64_t*>(scratch.data());
  auto* before = reinterpret_cast<int64_t*>(words + n);
  std::memcpy(before, positions, static_cast<size_t>(n) * sizeof(int64_t));
  for (int64_t i = 0; i < n; ++i) {
    words[i] = offset_key(line[before[i]], lowest) >> drop << shift | static_cast<uint64_t>(i);
  }
  sort_keys(words, n);
  const uint64_t mask = (uint64_t{1} << shift) - 1;
  for (int64_t i = 0; i < n; ++i) positions[i] = before[words[i] & mask];
  if (drop == 0) return;
  for (int64_t begin = 0; begin < n;) {
    int64_t end = begin + 1;
    while (end < n && words[end] >> shift == words[begin] >> shift) ++end;
    if (end - begin > 1) sort_run(line, positions + begin, end - begin, lowest);
    begin = end;
  }
}

}  // namespace

template <class T>
void sort_line(T* line, int64_t n) {
  if constexpr (kIsComplex<T>) {
    std::stable_sort(line, line + n, less<T>);
  } else if constexpr (kIsFloat<T>) {
    const kernels::KeyCounts counts = count_specials(line, n);
    const int64_t numbers = counts.nans > 0 ? nans_last(line, n) : n;
    // The same memory seen as integers; the engine is built without strict aliasing.
    auto* keys = reinterpret_cast<Key<T>*>(line);
    flip_all(line, numbers);
    const ZeroSigns<T> signs(keys, numbers, counts);
    sort_keys(keys, numbers);
    signs.restore(keys, numbers);
    flip_all(line, numbers);
  } else {
    sort_keys(reinterpret_cast<Key<T>*>(line), n);
  }
}

template <class T>
void argsort_line(const T* line, int64_t* positions, int64_t n) {
  for (int64_t i = 0; i < n; ++i) positions[i] = i;
  if constexpr (kIsComplex<T>) {
    std::stable_sort(positions, positions + n, [line](int64_t a, int64_t b) { return less(line[a], line[b]); });
  } else {
    int64_t numbers = n;
    if constexpr (kIsFloat<T>) {
      const auto is_number = [line](int64_t i) { return !is_nan(line[i]); };
      if (count_specials(line, n).nans > 0) {
        numbers = std::stable_partition(positions, positions + n, is_number) - positions;
      }
    }
    if (numbers > 1) argsort_numbers(line, positions, numbers);
  }
}

void sort_line_kernels(const DType* dtype, KernelFiles& files) {
  if (dtype->is_complex()) return;
  if (dtype->is_float()) files.add(kernels::float_key_kernels(dtype->code).source);
  sort_keys_kernels(dtype->itemsize, files);
}

void argsort_line_kernels(const DType* dtype, int64_t n, KernelFiles& files) {
  if (dtype->is_complex()) return;
  if (dtype->is_float()) files.add(kernels::float_key_kernels(dtype->code).source);
  if (n > 1) sort_keys_kernels(sizeof(uint64_t), files);
}

#define ND_SORT_TYPE(T)                    \
  template void sort_line<T>(T*, int64_t); \
  template void argsort_line<T>(const T*, int64_t*, int64_t);
ND_SORT_TYPE(bool8)
ND_SORT_TYPE(int8_t)
ND_SORT_TYPE(uint8_t)
ND_SORT_TYPE(int16_t)
ND_SORT_TYPE(uint16_t)
ND_SORT_TYPE(int32_t)
ND_SORT_TYPE(uint32_t)
ND_SORT_TYPE(int64_t)
ND_SORT_TYPE(uint64_t)
ND_SORT_TYPE(float16)
ND_SORT_TYPE(bfloat16)
ND_SORT_TYPE(float)
ND_SORT_TYPE(double)
ND_SORT_TYPE(complex64)
ND_SORT_TYPE(complex128)
#undef ND_SORT_TYPE

}  // namespace nd::sorting
