#include "pool.hpp"

#include <algorithm>
#include <utility>

#include "board.hpp"

namespace fuzz {

nd_array* Pool::array(Random& random) {
  if (!lent_.empty() && random.chance(40)) return random.any(lent_);
  const size_t slot = random.below(arrays_.size());
  if (arrays_[slot] == nullptr) {
    Random maker(mix(seed_, slot));
    arrays_[slot] = make_array(maker, {});
  }
  return arrays_[slot];
}

void Pool::bury(void* handle) {
  if (handle == nullptr) return;
  dead_[buried_++ % dead_.size()] = handle;
  if (nd_release(handle) != ND_OK) report("release", "nd_release", nd_last_error_message());
}

void Pool::keep(Random& random, void* handle) {
  const int32_t kind = nd_handle_kind(handle);
  if (kind == ND_KIND_ARRAY) {
    auto* const array = static_cast<nd_array*>(handle);
    const bool is_large = nd_array_nbytes(array) > 1 << 15 || nd_array_ndim(array) > 12;
    bury(is_large ? array : std::exchange(random.any(arrays_), array));
  } else {
    bury(std::exchange(random.any(others_), handle));
  }
}

void Pool::release(Random& random) { bury(std::exchange(random.any(arrays_), nullptr)); }

void Pool::release_all() {
  for (nd_array*& array : arrays_) bury(std::exchange(array, nullptr));
  for (void*& other : others_) bury(std::exchange(other, nullptr));
}

void* Pool::bad_handle(Random& random) {
  static int64_t ours[64];
  const auto bits = reinterpret_cast<uintptr_t>(array(random));
  const auto forged = [](uintptr_t number) { return reinterpret_cast<void*>(number); };
  switch (random.below(10)) {
    case 0: return nullptr;
    case 1: return ours;
    case 2: return forged(random.below(4096));
    case 3: return forged(UINTPTR_MAX);
    case 4: return forged(bits ^ 1);
    case 5: return forged(bits + 0x10000000);
    case 6: return forged(bits | uintptr_t{1} << 62);
    case 7: return nd_dtype_from_code(ND_FLOAT64, ND_NATIVE);
    default: {
      void* const dead = random.any(dead_);  // but for what a function gave back once more as its result
      return nd_handle_kind(dead) < 0 ? dead : nullptr;
    }
  }
}

void* Pool::other(Random& random, int32_t kind) {
  for (void* handle : others_)
    if (handle != nullptr && random.chance(60) && nd_handle_kind(handle) == kind) return handle;
  void* const made =
      kind == ND_KIND_TOKEN ? static_cast<void*>(nd_token_new()) : static_cast<void*>(nd_array_buffer(array(random)));
  keep(random, made);
  return made;
}

bool Pool::has(const void* handle) const {
  return std::ranges::find(arrays_, handle) != arrays_.end() || std::ranges::find(others_, handle) != others_.end();
}

}  // namespace fuzz
