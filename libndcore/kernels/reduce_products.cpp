// Folding with multiplication (one after another where it rounds) and with the bitwise and logical operations.
#include "kernels/reduce_tables.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/reduce_products.cpp"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"
//
#include "kernels/reduce_operations-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace nd::kernels::HWY_NAMESPACE {

constexpr ProductTable make_product_table() {
  ProductTable table;
  for_each_type(AllTypes{}, [&]<class T>(Type<T>) {
    constexpr auto k = static_cast<size_t>(kCode<T>);
    table.multiply[k] = make_kernel<T, Multiply<T>>();
    if constexpr (kIsBool<T> || std::is_integral_v<T>) {
      table.bitwise_and[k] = make_kernel<T, BitAnd<T>>();
      table.bitwise_or[k] = make_kernel<T, BitOr<T>>();
      table.bitwise_xor[k] = make_kernel<T, BitXor<T>>();
    }
  });
  table.logical_and[ND_BOOL] = table.bitwise_and[ND_BOOL];
  table.logical_or[ND_BOOL] = table.bitwise_or[ND_BOOL];
  table.logical_xor[ND_BOOL] = table.bitwise_xor[ND_BOOL];
  return table;
}

const ProductTable* product_table_here() {
  static constexpr ProductTable table = make_product_table();
  return &table;
}

}  // namespace nd::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace nd::kernels {

HWY_EXPORT(product_table_here);

const ProductTable& product_table() noexcept {
  static constinit LazyPointer<const ProductTable> table;
  return *table.get([] { return HWY_DYNAMIC_DISPATCH(product_table_here)(); });
}

const ReduceKernel& reduce_kernel(Reduction reduction, nd_type_code type) noexcept {
  const auto k = static_cast<size_t>(type);
  switch (reduction) {
    case Reduction::add: return sum_table().add[k];
    case Reduction::multiply: return product_table().multiply[k];
    case Reduction::maximum: return extrema_table().maximum[k];
    case Reduction::minimum: return extrema_table().minimum[k];
    case Reduction::fmax: return extrema_table().fmax[k];
    case Reduction::fmin: return extrema_table().fmin[k];
    case Reduction::logical_and: return product_table().logical_and[k];
    case Reduction::logical_or: return product_table().logical_or[k];
    case Reduction::logical_xor: return product_table().logical_xor[k];
    case Reduction::bitwise_and: return product_table().bitwise_and[k];
    case Reduction::bitwise_or: return product_table().bitwise_or[k];
    default: return product_table().bitwise_xor[k];
  }
}

}  // namespace nd::kernels
#endif
