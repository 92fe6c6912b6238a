// Arrays at random: every dtype, byte order and layout, over memory that ends where the array ends, so that the
// sanitizer sees each read and write beyond it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ndcore/ndcore.h"
#include "random.hpp"

namespace fuzz {

using Shape = std::vector<int64_t>;

// What the elements serve for.
enum class Content { any, positions, truths, fractions, ascending };

struct Wish {
  const Shape* shape = nullptr;  // null: any
  Content content = Content::any;
  bool is_target = false;  // to be written to, mostly
  bool may_be_huge = true;
};

// More elements than this are only ever seen through strides of 0.
inline constexpr int64_t kHuge = 1 << 20;

// Never null: what the library refuses (an extent too large) is made again, smaller.
nd_array* make_array(Random& random, const Wish& wish);
// dtypes that arrays are made of, beside the built-in ones.
void add_dtype(nd_dtype* dtype);
nd_dtype* any_dtype(Random& random);
// Extents, none negative, few elements.
Shape small_shape(Random& random);

// "float32[3,4] strides [16,-4] read-only".
std::string text_of(nd_array* array);

}  // namespace fuzz
