// DLPack tensors as arrays: deleters, offsets, strides, refusals.
#include "interchange/dlpack.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <vector>

#include "errors.hpp"
#include "layouts.hpp"
#include "ndcore/interchange_structs.h"

namespace {

using nd::Array;
using nd::Dims;
using nd::Ref;
using nd::test::expect_error;
using Legacy = nd_dlpack_managed;
using Versioned = nd_dlpack_managed_versioned;

// A tensor of others, over three doubles; counts the calls of its deleter.
template <class Managed>
struct Foreign {
  Managed managed{};
  double data[6] = {1, 2, 3, 4, 5, 6};
  int64_t shape[1] = {3};
  int64_t strides[1] = {2};
  int deleted = 0;

  Foreign() {
    managed.manager_context = this;
    managed.deleter = [](Managed* self) { ++static_cast<Foreign*>(self->manager_context)->deleted; };
    managed.tensor = {data, ND_DLPACK_CPU, 0, 1, ND_DLPACK_FLOAT, 64, 1, shape, strides, 0};
    if constexpr (std::is_same_v<Managed, Versioned>) managed.major = 1;
  }
  Ref<Array> taken(int32_t copy = ND_COPY_IF_NEEDED) {
    Ref<Array> made = nd::from_dlpack(&managed, std::is_same_v<Managed, Versioned>, copy);
    nd::take_dlpack(*made, &managed, std::is_same_v<Managed, Versioned>);
    return made;
  }
};

TEST(FromDlpack, CallsTheDeleterWithTheLastArray) {
  Foreign<Versioned> foreign;
  Ref<Array> a = foreign.taken();
  EXPECT_EQ(nd::test::values(*a), (std::vector<double>{1, 3, 5}));
  Ref<Array> part = nd::view(*a, a->data, Dims{1}, Dims{8});
  a = nullptr;
  EXPECT_EQ(foreign.deleted, 0);
  part = nullptr;
  EXPECT_EQ(foreign.deleted, 1);
}

TEST(FromDlpack, CopiesUnlessTheTensorIsOne) {
  Foreign<Versioned> foreign;
  const Ref<Array> copied = foreign.taken(ND_COPY_ALWAYS);
  EXPECT_EQ(foreign.deleted, 1);
  foreign.data[0] = 9;
  EXPECT_EQ(nd::test::values(*copied), (std::vector<double>{1, 3, 5}));
  foreign.managed.flags = ND_DLPACK_IS_COPIED;
  Ref<Array> shared = foreign.taken(ND_COPY_ALWAYS);
  EXPECT_EQ(static_cast<void*>(shared->data), foreign.data);
  shared = nullptr;
  EXPECT_EQ(foreign.deleted, 2);
}

TEST(FromDlpack, TakesLegacyTensorsAsReadOnly) {
  Foreign<Legacy> foreign;
  Ref<Array> a = foreign.taken();
  EXPECT_FALSE(a->writeable);
  EXPECT_EQ(nd::test::values(*a), (std::vector<double>{1, 3, 5}));
  a = nullptr;
  EXPECT_EQ(foreign.deleted, 1);
  foreign.managed.deleter = nullptr;
  EXPECT_TRUE(foreign.taken(ND_COPY_ALWAYS)->writeable);
  EXPECT_EQ(foreign.deleted, 1);
}

TEST(FromDlpack, HeedsOffsetsAndMissingStrides) {
  Foreign<Versioned> foreign;
  foreign.managed.tensor.byte_offset = 16;
  foreign.managed.tensor.strides = nullptr;
  EXPECT_EQ(nd::test::values(*foreign.taken()), (std::vector<double>{3, 4, 5}));
  foreign.shape[0] = 0;
  foreign.managed.tensor.byte_offset = 0;
  foreign.managed.tensor.data = nullptr;
  EXPECT_EQ(foreign.taken()->size, 0);
  foreign.managed.tensor.ndim = 0;
  foreign.managed.tensor.data = foreign.data;
  foreign.managed.tensor.shape = nullptr;
  EXPECT_EQ(nd::test::values(*foreign.taken()), (std::vector<double>{1}));
  EXPECT_EQ(foreign.deleted, 3);
}

TEST(FromDlpack, LooksAtNoStrideThatIsNotWalked) {
  for (const int64_t extent : {0, 1}) {
    Foreign<Versioned> foreign;
    foreign.shape[0] = extent;
    foreign.strides[0] = INT64_MAX;
    EXPECT_EQ(foreign.taken()->size, extent);
    EXPECT_EQ(foreign.deleted, 1);
  }
}

TEST(FromDlpack, RefusesWhatItCannotReadAndLeavesItAlone) {
  using Change = std::function<void(Foreign<Versioned>&)>;
  const std::tuple<nd_status, const char*, Change> cases[] = {
      {ND_BUFFER_ERROR, ": version 2.0 of DLPack is newer than version 1", [](auto& f) { f.managed.major = 2; }},
      {ND_BUFFER_ERROR, ": the data lie on device (2, 1), which the CPU cannot read",
       [](auto& f) { f.managed.tensor.device_type = 2, f.managed.tensor.device_id = 1; }},
      {ND_BUFFER_ERROR, ": DLPack's type code 2 of 128 bits and 1 lanes is not supported",
       [](auto& f) { f.managed.tensor.type_bits = 128; }},
      {ND_BUFFER_ERROR, ": DLPack's type code 2 of 32 bits and 2 lanes is not supported",
       [](auto& f) { f.managed.tensor.type_bits = 32, f.managed.tensor.type_lanes = 2; }},
      {ND_BUFFER_ERROR, ": DLPack's type code 3 of 64 bits and 1 lanes is not supported",
       [](auto& f) { f.managed.tensor.type_code = 3; }},
      {ND_VALUE_ERROR, ": the tensor has -1 dimensions; an array has 0 to 64",
       [](auto& f) { f.managed.tensor.ndim = -1; }},
      {ND_VALUE_ERROR, ": the tensor has 65 dimensions; an array has 0 to 64",
       [](auto& f) { f.managed.tensor.ndim = 65; }},
      {ND_VALUE_ERROR, ": the tensor has 2147483647 dimensions; an array has 0 to 64",
       [](auto& f) { f.managed.tensor.ndim = INT32_MAX; }},
      {ND_VALUE_ERROR, ": the tensor's shape is NULL, with 1 dimensions",
       [](auto& f) { f.managed.tensor.shape = nullptr; }},
      {ND_VALUE_ERROR, ": negative dimensions are not allowed, shape is (-3,)", [](auto& f) { f.shape[0] = -3; }},
      {ND_VALUE_ERROR,
       ": array is too big; shape (4611686018427387904,) of 8-byte elements is larger than the address space",
       [](auto& f) { f.shape[0] = int64_t{1} << 62; }},
      {ND_VALUE_ERROR, ": size 4611686018427387904 * 8 exceeds 2^63 - 1",
       [](auto& f) { f.strides[0] = int64_t{1} << 62; }},
      {ND_VALUE_ERROR, ": size 9223372036854775800 * 2 exceeds 2^63 - 1",
       [](auto& f) { f.strides[0] = INT64_MAX / 8; }},
      {ND_VALUE_ERROR, ": the tensor's data are NULL, its shape is (3,)",
       [](auto& f) { f.managed.tensor.data = nullptr; }},
      {ND_VALUE_ERROR, ": the tensor's byte_offset, 18446744073709551615, is larger than the address space",
       [](auto& f) { f.managed.tensor.byte_offset = UINT64_MAX; }},
  };
  for (const auto& [status, message, change] : cases) {
    Foreign<Versioned> foreign;
    change(foreign);
    expect_error(status, message, [&] { nd::from_dlpack(&foreign.managed, true, ND_COPY_ALWAYS); });
    EXPECT_EQ(foreign.deleted, 0) << message;
  }
}

TEST(FromDlpack, ReadsMemoryThatTheHostShares) {
  for (const int32_t device : {ND_DLPACK_CUDA_HOST, ND_DLPACK_ROCM_HOST, ND_DLPACK_CUDA_MANAGED}) {
    Foreign<Versioned> foreign;
    foreign.managed.tensor.device_type = device;
    EXPECT_EQ(nd::test::values(*foreign.taken()), (std::vector<double>{1, 3, 5}));
  }
}

}  // namespace
