// DLPack and Arrow through the C API: who owns what after a success and after a failure, under failing allocations too,
// and capsules of a host language.
#include <gtest/gtest.h>

#include <cstdlib>
#include <cstring>
#include <string>

#include "ndcore/interchange_structs.h"
#include "ndcore/ndcore.h"

namespace {

nd_array* ramp(nd_type_code code = ND_FLOAT64) {
  const double values[] = {0, 1, 2, 3, 4, 5};
  const int64_t shape[] = {2, 3};
  nd_array* const made = nd_array_from_memory(values, nd_dtype_from_code(ND_FLOAT64, ND_NATIVE), shape, nullptr, 2);
  nd_array* const cast = nd_astype(made, nd_dtype_from_code(code, ND_NATIVE), ND_CASTING_UNSAFE, ND_ORDER_C);
  nd_release(made);
  return cast;
}

void expect_error(nd_status status, const std::string& message) {
  EXPECT_EQ(nd_last_error_status(), status);
  EXPECT_EQ(nd_last_error_message(), message);
}

class Interchange : public testing::Test {
 protected:
  void SetUp() override { nd_release(ramp()); }
  void TearDown() override {
    nd_fail_nth_allocation(0);
    EXPECT_EQ(nd_live_handles(), handles_);
    EXPECT_EQ(nd_live_bytes(), bytes_);
  }
  const int64_t handles_ = nd_live_handles();
  const int64_t bytes_ = nd_live_bytes();
};

// A tensor over numbers of ours, which counts the calls of its deleter.
struct Tensor {
  nd_dlpack_managed managed{};
  double numbers[3] = {1, 2, 3};
  int64_t shape[1] = {3};
  int deleted = 0;
  Tensor() {
    managed.tensor = {numbers, ND_DLPACK_CPU, 0, 1, ND_DLPACK_FLOAT, 64, 1, shape, nullptr, 0};
    managed.manager_context = this;
    managed.deleter = [](nd_dlpack_managed* self) { ++static_cast<Tensor*>(self->manager_context)->deleted; };
  }
};

TEST_F(Interchange, DlpackGoesRoundWithoutHandles) {
  nd_array* const a = ramp();
  const void* const data = nd_array_data(a);
  void* tensor = nullptr;
  ASSERT_EQ(nd_to_dlpack(a, 1, 0, 0, ND_COPY_IF_NEEDED, &tensor), ND_OK);
  nd_release(a);
  nd_array* const back = nd_from_dlpack(tensor, 1, ND_COPY_IF_NEEDED);
  ASSERT_NE(back, nullptr);
  EXPECT_EQ(nd_array_data(back), data);
  nd_release(back);
}

TEST_F(Interchange, DlpackErrorsNameTheFunction) {
  nd_array* const a = ramp();
  void* tensor = &tensor;
  EXPECT_EQ(nd_to_dlpack(a, -1, 0, 0, ND_COPY_IF_NEEDED, &tensor), ND_VALUE_ERROR);
  expect_error(ND_VALUE_ERROR, "to_dlpack: argument `max_version` must not be negative, not -1");
  EXPECT_EQ(nd_to_dlpack(a, 0, 2, 0, ND_COPY_IF_NEEDED, &tensor), ND_BUFFER_ERROR);
  EXPECT_EQ(nd_to_dlpack(a, 0, 0, 0, 2, &tensor), ND_VALUE_ERROR);
  EXPECT_EQ(tensor, &tensor);
  Tensor foreign;
  foreign.shape[0] = -1;
  EXPECT_EQ(nd_from_dlpack(&foreign.managed, 0, ND_COPY_IF_NEEDED), nullptr);
  expect_error(ND_VALUE_ERROR, "from_dlpack: negative dimensions are not allowed, shape is (-1,)");
  EXPECT_EQ(foreign.deleted, 0);
  nd_release(a);
}

TEST_F(Interchange, ATensorIsTheArraysOnlyAfterSuccess) {
  for (const int32_t copy : {ND_COPY_IF_NEEDED, ND_COPY_ALWAYS}) {
    Tensor foreign;
    nd_array* made = nullptr;
    for (int n = 1; made == nullptr; ++n) {
      EXPECT_EQ(foreign.deleted, 0);
      nd_fail_nth_allocation(n);
      made = nd_from_dlpack(&foreign.managed, 0, copy);
      nd_fail_nth_allocation(0);
      if (made == nullptr) ASSERT_EQ(nd_last_error_status(), ND_NO_MEMORY);
    }
    EXPECT_EQ(foreign.deleted, copy == ND_COPY_ALWAYS ? 1 : 0);
    nd_release(made);
    EXPECT_EQ(foreign.deleted, 1);
  }
}

TEST_F(Interchange, AnExportThatFailsLeavesNothing) {
  for (const nd_type_code code : {ND_FLOAT64, ND_BOOL}) {
    nd_array* const a = ramp(code);
    const int64_t bytes = nd_live_bytes();
    ArrowSchema schema{};
    ArrowArray array{};
    void* tensor = nullptr;
    for (int n = 1; schema.release == nullptr; ++n) {
      nd_fail_nth_allocation(n);
      const nd_status status = nd_to_arrow(a, ND_COPY_IF_NEEDED, &schema, &array);
      nd_fail_nth_allocation(0);
      ASSERT_TRUE(status == ND_OK || status == ND_NO_MEMORY);
      ASSERT_EQ(status == ND_OK, schema.release != nullptr);
      ASSERT_EQ(status == ND_OK, array.release != nullptr);
      if (status != ND_OK) ASSERT_EQ(nd_live_bytes(), bytes);
    }
    for (int n = 1; tensor == nullptr; ++n) {
      nd_fail_nth_allocation(n);
      const nd_status status = nd_to_dlpack(a, 0, 0, 0, ND_COPY_ALWAYS, &tensor);
      nd_fail_nth_allocation(0);
      ASSERT_TRUE(status == ND_OK || status == ND_NO_MEMORY);
    }
    nd_array* back = nullptr;
    for (int n = 1; back == nullptr; ++n) {
      nd_fail_nth_allocation(n);
      back = nd_from_arrow(&schema, &array, ND_COPY_IF_NEEDED);
      nd_fail_nth_allocation(0);
      ASSERT_EQ(back == nullptr, array.release != nullptr);
    }
    auto* const managed = static_cast<nd_dlpack_managed*>(tensor);
    managed->deleter(managed);
    schema.release(&schema);
    nd_release(a);
    nd_release(back);
  }
}

TEST_F(Interchange, ArrowErrorsNameTheFunction) {
  nd_array* const a = ramp(ND_COMPLEX64);
  ArrowSchema schema{};
  ArrowArray array{};
  EXPECT_EQ(nd_to_arrow(a, ND_COPY_IF_NEEDED, &schema, &array), ND_BUFFER_ERROR);
  expect_error(ND_BUFFER_ERROR, "to_arrow: Arrow has no type for elements of complex64");
  EXPECT_EQ(schema.release, nullptr);
  EXPECT_EQ(nd_from_arrow(&schema, &array, ND_COPY_IF_NEEDED), nullptr);
  expect_error(ND_VALUE_ERROR, "from_arrow: argument `schema` was released or moved away");
  nd_release(a);
}

// A host language whose capsules are these.
struct Capsule {
  const char* name;
  void* pointer;
};
std::string events;

int is_valid(void* capsule, const char* name) { return std::strcmp(static_cast<Capsule*>(capsule)->name, name) == 0; }
void* get_pointer(void* capsule, const char*) { return static_cast<Capsule*>(capsule)->pointer; }
void free_struct(void* memory) {
  events += "free ";
  std::free(memory);
}
void save_error(void** type, void** value, void** traceback) {
  events += "save ";
  *type = *value = *traceback = &events;
}
void restore_error(void* type, void* value, void* traceback) {
  events += type == &events && value == &events && traceback == &events ? "restore" : "lost";
}

class Capsules : public Interchange {
 protected:
  void SetUp() override {
    Interchange::SetUp();
    const nd_capsule_functions functions = {sizeof functions,
                                            reinterpret_cast<const void*>(is_valid),
                                            reinterpret_cast<const void*>(get_pointer),
                                            reinterpret_cast<const void*>(free_struct),
                                            reinterpret_cast<const void*>(save_error),
                                            reinterpret_cast<const void*>(restore_error)};
    ASSERT_EQ(nd_capsule_set_functions(&functions), ND_OK);
    events.clear();
  }
};

TEST_F(Capsules, EndWhatNobodyHasTaken) {
  for (const int32_t version : {0, 1}) {
    nd_array* const a = ramp();
    Capsule capsule{version == 0 ? "dltensor" : "dltensor_versioned", nullptr};
    ASSERT_EQ(nd_to_dlpack(a, version, 0, 0, ND_COPY_ALWAYS, &capsule.pointer), ND_OK);
    nd_release(a);
    nd_capsule_destroy(&capsule);
  }
  EXPECT_EQ(events, "save restoresave restore");
}

TEST_F(Capsules, LeaveAloneWhatWasTaken) {
  Tensor foreign;
  Capsule capsule{"used_dltensor", &foreign.managed};
  nd_capsule_destroy(&capsule);
  nd_capsule_destroy(nullptr);
  EXPECT_EQ(foreign.deleted, 0);
  EXPECT_EQ(events, "");
  capsule.name = "dltensor";
  nd_capsule_destroy(&capsule);
  EXPECT_EQ(foreign.deleted, 1);
  foreign.managed.deleter = nullptr;
  nd_capsule_destroy(&capsule);
}

TEST_F(Capsules, FreeTheStructsOfArrow) {
  nd_array* const a = ramp();
  auto* const schema = static_cast<ArrowSchema*>(std::calloc(1, sizeof(ArrowSchema)));
  auto* const array = static_cast<ArrowArray*>(std::calloc(1, sizeof(ArrowArray)));
  ASSERT_EQ(nd_to_arrow(a, ND_COPY_IF_NEEDED, schema, array), ND_OK);
  nd_array* const back = nd_from_arrow(schema, array, ND_COPY_IF_NEEDED);
  nd_release(a);
  Capsule schema_capsule{"arrow_schema", schema};
  Capsule array_capsule{"arrow_array", array};  // moved away
  nd_capsule_destroy(&schema_capsule);
  nd_capsule_destroy(&array_capsule);
  EXPECT_EQ(events, "save free restoresave free restore");
  nd_release(back);
}

TEST_F(Capsules, NeedTheirFunctions) {
  nd_capsule_functions functions{};
  functions.struct_size = sizeof functions;
  EXPECT_EQ(nd_capsule_set_functions(&functions), ND_VALUE_ERROR);
  functions.is_valid = reinterpret_cast<const void*>(is_valid);
  functions.get_pointer = reinterpret_cast<const void*>(get_pointer);
  functions.free = reinterpret_cast<const void*>(free_struct);
  functions.save_error = reinterpret_cast<const void*>(save_error);
  EXPECT_EQ(nd_capsule_set_functions(&functions), ND_VALUE_ERROR);
  expect_error(ND_VALUE_ERROR,
               "capsule_set_functions: functions->save_error and functions->restore_error belong together");
  functions.save_error = nullptr;
  EXPECT_EQ(nd_capsule_set_functions(&functions), ND_OK);
  Tensor foreign;
  Capsule capsule{"dltensor", &foreign.managed};
  nd_capsule_destroy(&capsule);
  EXPECT_EQ(foreign.deleted, 1);
  EXPECT_EQ(events, "");
}

}  // namespace
