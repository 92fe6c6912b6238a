// Casts between all pairs of dtypes: strided loops, which hand contiguous data to the vectorised ones.
// Used by copies and assignments, and by ufuncs for operands of another dtype.
#include <array>
#include <cstring>

#include "core/fpstatus.hpp"
#include "kernels/cast_contiguous.hpp"
#include "kernels/cast_element.hpp"
#include "kernels/memory_kernels.hpp"

namespace nd::kernels {

namespace {

template <class From, class To>
void strided(const std::byte* from, int64_t from_stride, std::byte* to, int64_t to_stride, int64_t n) {
  bool raises = false;
  for (int64_t i = 0; i < n; ++i) {
    From value;
    std::memcpy(&value, from, sizeof value);
    const To result = cast_element<To>(value);
    raises |= cast_raises(value, result);
    std::memcpy(to, &result, sizeof result);
    from += from_stride;
    to += to_stride;
  }
  if (raises) raise_fp_flags(kCastFlag<To>);
}

// Contiguous runs have loops of their own, which vectorise.
template <class From, class To>
void cast(const std::byte* from, int64_t from_stride, std::byte* to, int64_t to_stride, int64_t n) {
  if constexpr (std::is_same_v<From, To>) {
    copy_strided(from, from_stride, to, to_stride, n, sizeof(From));
  } else {
    if (to_stride == sizeof(To) && from_stride == sizeof(From)) {
      contiguous_cast(kCode<From>, kCode<To>)(from, to, n);
    } else {
      strided<From, To>(from, from_stride, to, to_stride, n);
    }
  }
}

template <class List>
struct Row;
template <class... To>
struct Row<TypeList<To...>> {
  template <class From>
  static constexpr std::array<CastLoop, kTypeCount> loops{cast<From, To>...};
};

template <class... From>
constexpr std::array<std::array<CastLoop, kTypeCount>, kTypeCount> make_table(TypeList<From...>) {
  return {Row<AllTypes>::loops<From>...};
}

constexpr auto kTable = make_table(AllTypes{});

}  // namespace

CastLoop cast_loop(nd_type_code from, nd_type_code to) noexcept {
  return kTable[static_cast<size_t>(from)][static_cast<size_t>(to)];
}

void cast_kernels(nd_type_code from, nd_type_code to, bool side_by_side, KernelFiles& files) {
  files.add(__builtin_FILE());
  if (from == to) {
    files.add(kCopySource);
  } else if (side_by_side) {
    files.add(kContiguousCastSource);
  }
}

}  // namespace nd::kernels
