// Adds the loops of one operation for a list of types to a LoopTable. Included once per instruction set.
// float16 and bfloat16 share the float32 loop; signed integers share that of unsigned ones where the operation wraps.
#if defined(NDCORE_KERNELS_REGISTER_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef NDCORE_KERNELS_REGISTER_INL
#undef NDCORE_KERNELS_REGISTER_INL
#else
#define NDCORE_KERNELS_REGISTER_INL
#endif

#include "kernels/half-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace nd::HWY_NAMESPACE {
namespace {

template <bool kWraps, class T>
struct ComputedType {
  using type = T;
};
template <class T>
  requires kIsInteger<T>
struct ComputedType<true, T> {
  using type = std::make_unsigned_t<T>;
};
template <class Op, class T>
using Computed = typename ComputedType<Op::kWraps, T>::type;

template <class T>
using Wide = std::conditional_t<kIsHalf<T>, float, T>;
// void stands for "as the input".
template <class R, class T>
using ResultOr = std::conditional_t<std::is_void_v<R>, T, R>;

HWY_NOINLINE void add_loop(LoopTable& table, std::string_view name, std::initializer_list<nd_type_code> types,
                           Loop loop, void* context = nullptr) {
  table.add(name, types, loop, context, HWY_TARGET_INCLUDE);
}

// An entry whose context is the float32 loop that the half loop runs.
template <class H, int kInputs, int kArgs, unsigned kHalves>
void add_half_loop(LoopTable& table, std::string_view name, std::initializer_list<nd_type_code> types, Loop wide) {
  add_loop(table, name, types, &half_loop<H, kInputs, kArgs, kHalves>, reinterpret_cast<void*>(wide));
}

template <class Op, class R, class T>
void add_unary(LoopTable& table, std::string_view name) {
  using Result = ResultOr<R, T>;
  if constexpr (kIsHalf<T>)
    add_half_loop<T, 1, 2, kIsHalf<Result> ? 3u : 1u>(table, name, {kCode<T>, kCode<Result>},
                                                      &unary<Op, float, Wide<Result>>);
  else
    add_loop(table, name, {kCode<T>, kCode<Result>}, &unary<Op, Computed<Op, T>, Computed<Op, Result>>);
}
template <class Op, class R = void, class... Ts>
void add_unary_loops(LoopTable& table, std::string_view name, TypeList<Ts...>) {
  (add_unary<Op, R, Ts>(table, name), ...);
}

template <class Op, class R, class T>
void add_binary(LoopTable& table, std::string_view name) {
  using Result = ResultOr<R, T>;
  if constexpr (kIsHalf<T>)
    add_half_loop<T, 2, 3, kIsHalf<Result> ? 7u : 3u>(table, name, {kCode<T>, kCode<T>, kCode<Result>},
                                                      &binary<Op, float, float, Wide<Result>>);
  else
    add_loop(table, name, {kCode<T>, kCode<T>, kCode<Result>},
             &binary<Op, Computed<Op, T>, Computed<Op, T>, Computed<Op, Result>>);
}
template <class Op, class R = void, class... Ts>
void add_binary_loops(LoopTable& table, std::string_view name, TypeList<Ts...>) {
  (add_binary<Op, R, Ts>(table, name), ...);
}

// The same bits whatever the type means: the loop for 16-bit integers serves float16 and bfloat16 too.
template <class Op, class H>
void add_unary_on_bits(LoopTable& table, std::string_view name) {
  add_loop(table, name, {kCode<H>, kCode<H>}, &unary<Op, uint16_t, uint16_t>);
}

}  // namespace
}  // namespace nd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
