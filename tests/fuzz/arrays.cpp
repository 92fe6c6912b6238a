#include "arrays.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <numeric>
#include <utility>

#include "block.hpp"
#include "board.hpp"
#include "elements.hpp"

namespace fuzz {

namespace {

std::vector<nd_dtype*> registered;

void free_block(void* /*data*/, void* context) { delete static_cast<Block*>(context); }

enum class Layout { c_order, f_order, reversed, gaps, permuted, broadcast, overlapping, unaligned, last };

// Where the elements of an array lie, from its data pointer on.
struct Place {
  Shape shape, strides;
  int64_t low = 0, high = 0;
};

bool is_empty(const Shape& shape) { return std::ranges::find(shape, 0) != shape.end(); }

Place place(Random& random, Shape shape, int64_t itemsize, Layout layout) {
  std::vector<size_t> axes(shape.size());
  std::iota(axes.begin(), axes.end(), size_t{0});
  if (layout != Layout::f_order) std::ranges::reverse(axes);
  if (layout == Layout::permuted)
    for (size_t i = axes.size(); i > 1; --i) std::swap(axes[i - 1], axes[random.below(i)]);
  Place made{std::move(shape), Shape(axes.size()), 0, 0};
  int64_t step = itemsize;
  for (const size_t axis : axes) {
    const int64_t extent = made.shape[axis];
    int64_t stride = layout == Layout::gaps ? step * random.between(1, 3) : step;
    if (layout == Layout::overlapping) stride = itemsize * random.between(0, 2);
    if (layout == Layout::broadcast && random.chance(60)) stride = 0;
    if (extent > kHuge) stride = 0;
    const bool is_turned = layout == Layout::reversed || (layout == Layout::permuted && random.chance(40));
    made.strides[axis] = is_turned ? -stride : stride;
    step = std::max<int64_t>(std::abs(stride), itemsize) * (extent > kHuge ? 1 : std::max<int64_t>(extent, 1));
  }
  if (is_empty(made.shape)) return made;
  for (size_t i = 0; i < made.shape.size(); ++i) {
    const int64_t reach = (made.shape[i] - 1) * made.strides[i];
    (reach < 0 ? made.low : made.high) += reach;
  }
  made.high += itemsize;
  return made;
}

nd_array* wrapped(Random& random, nd_dtype* dtype, const Place& made, const Wish& wish, size_t offset) {
  const auto bytes = static_cast<size_t>(made.high - made.low);
  auto block = std::make_unique<Block>(bytes + offset, random.chance(10));
  std::byte* const memory = block->memory() + offset;
  fill_elements(random, {memory, bytes}, dtype, wish.content);
  const bool is_writeable = !random.chance(wish.is_target ? 4 : 15);
  nd_array* const array =
      nd_array_wrap(memory - made.low, dtype, made.shape.data(), made.strides.data(),
                    static_cast<int32_t>(made.shape.size()), is_writeable ? 1 : 0, free_block, block.get());
  if (array != nullptr) block.release();
  return array;
}

nd_array* replace(nd_array* base, nd_array* view) {
  if (view == nullptr) return base;
  nd_release(base);
  return view;
}

// Memory of the library's own, perhaps looked at through a view.
nd_array* owned(Random& random, nd_array* source) {
  nd_array* array = replace(source, nd_copy(source, random.of({ND_ORDER_K, ND_ORDER_C, ND_ORDER_F})));
  switch (random.below(8)) {
    case 0: return replace(array, nd_flip(array, nullptr, 0));
    case 1: return replace(array, nd_transpose(array, nullptr, 0));
    case 2: return replace(array, nd_get_slice(array, 0, ND_INDEX_UNSET, 2));
    case 3: return replace(array, nd_get_slice(array, ND_INDEX_UNSET, ND_INDEX_UNSET, -1));
    default: return array;
  }
}

nd_array* weak(Random& random) {
  switch (random.below(4)) {
    case 0: return nd_weak_float(any_number(random));
    case 1: return nd_weak_complex(any_number(random), any_number(random));
    case 2: return nd_weak_uint(random.next());
    default: return nd_weak_int(random.chance(80) ? random.between(-3, 5) : static_cast<int64_t>(random.next()));
  }
}

nd_dtype* dtype_for(Random& random, Content content) {
  const auto native = [](nd_type_code code) { return nd_dtype_from_code(code, ND_NATIVE); };
  if (random.chance(10)) return any_dtype(random);
  switch (content) {
    case Content::truths: return native(ND_BOOL);
    case Content::positions: return random.chance(60) ? native(ND_INT64) : native(random.of({ND_INT32, ND_UINT8}));
    case Content::fractions:
    case Content::ascending: return native(random.of({ND_FLOAT64, ND_FLOAT64, ND_FLOAT32, ND_INT64}));
    default: return any_dtype(random);
  }
}

Shape huge_shape(Random& random) {
  Shape shape(random.below(3) + 1);
  for (int64_t& extent : shape)
    extent = random.of<int64_t>({0, 1, 2, 3, int64_t{1} << 21, (int64_t{1} << 31) - 1, int64_t{1} << 31,
                                 (int64_t{1} << 32) + 1, int64_t{1} << 40, int64_t{1} << 60, INT64_MAX});
  return shape;
}

}  // namespace

Shape small_shape(Random& random) {
  const size_t most = random.chance(4) ? 12 : 4;
  Shape shape(random.chance(15) ? 0 : random.below(most) + (random.chance(80) ? 1 : 0));
  const bool is_square = random.chance(25);
  const int64_t side = random.between(1, 4);
  for (int64_t& extent : shape) {
    extent = is_square ? side : random.of<int64_t>({0, 1, 1, 2, 2, 3, 3, 4, 5});
    if (shape.size() > 4) extent = random.of<int64_t>({0, 1, 1, 1, 2});
    if (shape.size() == 1 && random.chance(10)) extent = random.between(6, 300);
  }
  return shape;
}

nd_array* make_array(Random& random, const Wish& wish) {
  if (wish.shape == nullptr && !wish.is_target && random.chance(4)) return weak(random);
  nd_dtype* const dtype = dtype_for(random, wish.content);
  const int64_t itemsize = nd_dtype_itemsize(dtype);
  auto layout = static_cast<Layout>(random.below(static_cast<size_t>(Layout::last)));
  if (random.chance(30)) layout = Layout::c_order;
  if (wish.shape == nullptr && wish.may_be_huge && random.chance(2)) {
    nd_array* const made = wrapped(random, dtype, place(random, huge_shape(random), itemsize, layout), wish, 0);
    if (made != nullptr) return made;
  }
  const Place made = place(random, wish.shape != nullptr ? *wish.shape : small_shape(random), itemsize, layout);
  nd_array* const array = wrapped(random, dtype, made, wish, layout == Layout::unaligned ? 1 : 0);
  if (array == nullptr) report("harness", "nd_array_wrap", nd_last_error_message());
  return random.chance(35) && nd_array_size(array) <= kHuge ? owned(random, array) : array;
}

void add_dtype(nd_dtype* dtype) { registered.push_back(dtype); }

nd_dtype* any_dtype(Random& random) {
  if (random.chance(35))
    return nd_dtype_from_code(random.of({ND_FLOAT64, ND_FLOAT64, ND_INT64, ND_FLOAT32}), ND_NATIVE);
  if (!registered.empty() && random.chance(6)) return random.any(registered);
  const auto code = static_cast<nd_type_code>(random.below(ND_COMPLEX128 + 1));
  return nd_dtype_from_code(code, random.chance(20) ? ND_SWAPPED : ND_NATIVE);
}

std::string text_of(nd_array* array) {
  nd_array_info info{};
  info.struct_size = sizeof info;
  if (nd_array_describe(array, &info) != ND_OK) return "no array";
  const auto list = [&](const int64_t* numbers) {
    std::string text = "[";
    for (int32_t i = 0; i < info.ndim; ++i) text += (i > 0 ? "," : "") + std::to_string(numbers[i]);
    return text + "]";
  };
  std::string text = std::string(info.swapped != 0 ? "swapped " : "") + nd_dtype_name(nd_array_dtype(array)) +
                     list(info.shape) + " strides " + list(info.strides);
  if ((info.flags & ND_WRITEABLE) == 0) text += " read-only";
  if ((info.flags & ND_ALIGNED) == 0) text += " unaligned";
  if (info.weak != ND_WEAK_NONE) text += " weak";
  return text;
}

}  // namespace fuzz
