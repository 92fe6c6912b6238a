// logical_and, logical_or, logical_xor, logical_not: of numbers as "not zero"; NaN is true and raises nothing.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/logic.cpp"
#include <hwy/foreach_target.h>

#include "kernels/families.hpp"
#include "kernels/register-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace nd::HWY_NAMESPACE {
namespace {

// On bits, so that floats compare no slower than integers.
template <class T>
HWY_INLINE bool truth(T a) {
  if constexpr (kIsBool<T>)
    return a.value != 0;
  else if constexpr (kIsComplex<T>)
    return (magnitude_bits(a.re) | magnitude_bits(a.im)) != 0;
  else if constexpr (std::is_floating_point_v<T>)
    return magnitude_bits(a) != 0;
  else
    return a != 0;
}

struct LogicalAnd : Wrapping {
  template <class T>
  bool8 operator()(T a, T b) const {
    return bool8(truth(a) & truth(b));
  }
};
struct LogicalOr : Wrapping {
  template <class T>
  bool8 operator()(T a, T b) const {
    return bool8(truth(a) | truth(b));
  }
};
struct LogicalXor : Wrapping {
  template <class T>
  bool8 operator()(T a, T b) const {
    return bool8(truth(a) ^ truth(b));
  }
};
struct LogicalNot : Wrapping {
  template <class T>
  bool8 operator()(T a) const {
    return bool8(!truth(a));
  }
};
// Halves are true unless all bits but the sign are zero.
struct HalfNot : Elementwise {
  bool8 operator()(uint16_t a) const { return bool8((a & 0x7fffu) == 0); }
};

using BeforeHalves = TypeList<bool8, int8_t, uint8_t, int16_t, uint16_t, int32_t, uint32_t, int64_t, uint64_t>;
using AfterHalves = TypeList<float, double, complex64, complex128>;

}  // namespace

void register_logic(LoopTable& table) {
  add_binary_loops<LogicalAnd, bool8>(table, "logical_and", AllTypes{});
  add_binary_loops<LogicalOr, bool8>(table, "logical_or", AllTypes{});
  add_binary_loops<LogicalXor, bool8>(table, "logical_xor", AllTypes{});
  add_unary_loops<LogicalNot, bool8>(table, "logical_not", BeforeHalves{});
  add_loop(table, "logical_not", {ND_FLOAT16, ND_BOOL}, &unary<HalfNot, uint16_t, bool8>);
  add_loop(table, "logical_not", {ND_BFLOAT16, ND_BOOL}, &unary<HalfNot, uint16_t, bool8>);
  add_unary_loops<LogicalNot, bool8>(table, "logical_not", AfterHalves{});
}

}  // namespace nd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace nd {
HWY_EXPORT(register_logic);
void register_logic(LoopTable& table) { HWY_DYNAMIC_DISPATCH(register_logic)(table); }
}  // namespace nd
#endif
