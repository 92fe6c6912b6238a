// Arrays as DLPack tensors: what is shared and what copied, what is refused.
#include "interchange/dlpack.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

#include "errors.hpp"
#include "layouts.hpp"
#include "ndcore/interchange_structs.h"

namespace {

using nd::Array;
using nd::Dims;
using nd::Ref;
using nd::test::blank;
using nd::test::expect_error;
using Legacy = nd_dlpack_managed;
using Versioned = nd_dlpack_managed_versioned;

void give_back(Versioned* tensor) { tensor->deleter(tensor); }
void give_back(Legacy* tensor) { tensor->deleter(tensor); }

Versioned* versioned(Array& a, int32_t copy = ND_COPY_IF_NEEDED) {
  return static_cast<Versioned*>(to_dlpack(a, {.max_version = 1, .copy = copy}));
}

TEST(ToDlpack, SharesTheMemoryOfEveryDtypeAndLayout) {
  for (nd_type_code code = ND_BOOL; code <= ND_COMPLEX128; ++code) {
    for (const char* layout : {"C", "F", "reversed", "strided", "transposed", "unaligned"}) {
      const Ref<Array> a = blank(nd::dtype_of(code), Dims{3, 4}, layout);
      Versioned* const tensor = versioned(*a);
      EXPECT_EQ(tensor->major, 1U);
      EXPECT_EQ(tensor->flags, 0U) << layout;
      EXPECT_EQ(tensor->tensor.data, a->data);
      const Ref<Array> back = nd::from_dlpack(tensor, true, ND_COPY_NEVER);
      EXPECT_EQ(back->dtype, a->dtype) << a->dtype->name;
      EXPECT_EQ(back->data, a->data);
      EXPECT_TRUE(std::ranges::equal(back->shape(), a->shape()));
      EXPECT_TRUE(std::ranges::equal(back->strides(), a->strides())) << layout;
      EXPECT_TRUE(back->writeable);
      nd::take_dlpack(*back, tensor, true);
    }
  }
}

TEST(ToDlpack, TellsTypesAsDlpackNumbersThem) {
  const std::tuple<nd_type_code, int, int> expected[] = {
      {ND_BOOL, 6, 8},      {ND_INT8, 0, 8},     {ND_UINT8, 1, 8},    {ND_INT16, 0, 16},     {ND_UINT16, 1, 16},
      {ND_INT32, 0, 32},    {ND_UINT32, 1, 32},  {ND_INT64, 0, 64},   {ND_UINT64, 1, 64},    {ND_FLOAT16, 2, 16},
      {ND_BFLOAT16, 4, 16}, {ND_FLOAT32, 2, 32}, {ND_FLOAT64, 2, 64}, {ND_COMPLEX64, 5, 64}, {ND_COMPLEX128, 5, 128}};
  for (const auto& [code, type_code, bits] : expected) {
    Versioned* const tensor = versioned(*nd::zeros(nd::dtype_of(code), Dims{}));
    EXPECT_EQ(tensor->tensor.type_code, type_code) << nd::dtype_of(code)->name;
    EXPECT_EQ(tensor->tensor.type_bits, bits);
    EXPECT_EQ(tensor->tensor.type_lanes, 1);
    EXPECT_EQ(tensor->tensor.ndim, 0);
    EXPECT_NE(tensor->tensor.shape, nullptr);
    give_back(tensor);
  }
}

TEST(ToDlpack, HoldsTheMemoryLongerThanTheArray) {
  Ref<Array> a = nd::zeros(nd::dtype_of<double>(), Dims{100});
  a->as<double>()[99] = 7;
  Versioned* const tensor = versioned(*a);
  a = nullptr;
  std::thread([tensor] {
    EXPECT_EQ(static_cast<double*>(tensor->tensor.data)[99], 7);
    give_back(tensor);
  }).join();
}

TEST(ToDlpack, CopiesWhereAskedOrWhereStridesAreNoMultiples) {
  const Ref<Array> a = nd::zeros(nd::dtype_of<double>(), Dims{4});
  Versioned* tensor = versioned(*a, ND_COPY_ALWAYS);
  EXPECT_EQ(tensor->flags, uint64_t{ND_DLPACK_IS_COPIED});
  EXPECT_NE(tensor->tensor.data, a->data);
  give_back(tensor);
  const Ref<Array> odd = nd::view(*a, a->data, Dims{2}, Dims{12});
  tensor = versioned(*odd);
  EXPECT_EQ(tensor->flags, uint64_t{ND_DLPACK_IS_COPIED});
  EXPECT_EQ(tensor->tensor.strides[0], 1);
  give_back(tensor);
  expect_error(
      ND_BUFFER_ERROR,
      ": DLPack only supports strides that are multiples of the itemsize, 8; these are (12,), and a copy is not "
      "allowed",
      [&] { versioned(*odd, ND_COPY_NEVER); });
  for (const Dims& shape : {Dims{1}, Dims{0}}) {  // where no step is taken, a stride says nothing
    tensor = versioned(*nd::view(*a, a->data, shape, Dims{12}), ND_COPY_NEVER);
    EXPECT_EQ(tensor->tensor.data, a->data);
    give_back(tensor);
  }
}

TEST(ToDlpack, SaysOrRefusesReadOnly) {
  const Ref<Array> a = nd::zeros(nd::dtype_of<double>(), Dims{4});
  a->writeable = false;
  Versioned* const tensor = versioned(*a);
  EXPECT_EQ(tensor->flags, uint64_t{ND_DLPACK_READ_ONLY});
  const Ref<Array> back = nd::from_dlpack(tensor, true, ND_COPY_IF_NEEDED);
  EXPECT_FALSE(back->writeable);
  EXPECT_FALSE(back->buffer->writeable);
  give_back(tensor);
  expect_error(ND_BUFFER_ERROR, ": argument `a` is read-only, which DLPack cannot tell before version 1",
               [&] { nd::to_dlpack(*a, {}); });
  give_back(static_cast<Legacy*>(nd::to_dlpack(*a, {.copy = ND_COPY_ALWAYS})));
}

TEST(ToDlpack, RefusesDevicesAndByteOrders) {
  const Ref<Array> a = nd::zeros(nd::dtype_of<double>(), Dims{4});
  give_back(static_cast<Legacy*>(nd::to_dlpack(*a, {.device_type = 1})));
  expect_error(ND_BUFFER_ERROR, ": unsupported device requested: (2, 0); arrays live on the CPU, (1, 0)",
               [&] { nd::to_dlpack(*a, {.device_type = 2}); });
  expect_error(ND_BUFFER_ERROR, ": unsupported device requested: (1, 3); arrays live on the CPU, (1, 0)",
               [&] { nd::to_dlpack(*a, {.device_type = 1, .device_id = 3}); });
  const Ref<Array> swapped = nd::zeros(nd::dtype_of(ND_INT32, true), Dims{4});
  expect_error(ND_BUFFER_ERROR, nd::text(": DLPack only supports native byte order, not ", swapped->dtype->type_str),
               [&] { nd::to_dlpack(*swapped, {.copy = ND_COPY_ALWAYS}); });
}

}  // namespace
