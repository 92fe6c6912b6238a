// Modules from C++: loading, calls of their functions, what is refused. The modules are those of examples/modules.
#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "ndcore/cell.h"
#include "ndcore/ndcore.h"

namespace {

std::string file(const char* name) { return std::string(MODULE_FOLDER "/") + name + ".so"; }

TEST(Module, IsLoadedOnceByManyThreads) {
  std::vector<nd_module*> found(4);
  std::vector<std::thread> threads;
  for (nd_module*& place : found) threads.emplace_back([&place] { place = nd_module_load(file("specials").c_str()); });
  for (std::thread& thread : threads) thread.join();
  ASSERT_NE(found[0], nullptr) << nd_last_error_message();
  for (nd_module* module : found) EXPECT_EQ(module, found[0]);
  EXPECT_EQ(nd_module_find("specials"), found[0]);
  EXPECT_STREQ(nd_module_name(found[0]), "specials");
  EXPECT_GE(nd_method_find("specials.log_loss"), 0);
  EXPECT_EQ(nd_module_ufunc_count(found[0]), 1);
  EXPECT_EQ(nd_module_ufunc(found[0], 0), nd_ufunc_find("specials.logit"));
}

TEST(Module, FunctionsTakeCells) {
  nd_module* const module = nd_module_load(file("specials").c_str());
  ASSERT_NE(module, nullptr) << nd_last_error_message();
  const int64_t live = nd_live_handles();
  const double truth[] = {1, 0};
  const nd_cell args[] = {nd_cell_doubles(truth, 2), nd_cell_double(0.5), nd_cell_double(0.25)};
  const char* const names[] = {"eps"};
  nd_cell result = nd_cell_unset();
  ASSERT_EQ(nd_call("specials.log_loss", args, 2, names, 1, &result, 1), 1) << nd_last_error_message();
  EXPECT_EQ(result.kind, ND_CELL_DOUBLE);
  EXPECT_NEAR(nd_cell_as_double(&result), 0.6931471805599453, 1e-15);
  const nd_cell strings[] = {nd_cell_string("x"), nd_cell_double(0.5)};
  EXPECT_EQ(nd_call("specials.log_loss", strings, 2, nullptr, 0, &result, 1), ND_TYPE_ERROR);
  EXPECT_EQ(nd_call("specials.log_loss", args, 2, nullptr, 0, &result, 0), ND_VALUE_ERROR);
  EXPECT_EQ(nd_live_handles(), live);
}

TEST(Module, FunctionsStandInTheMethodTable) {
  const int64_t before = nd_method_find("sum");
  ASSERT_NE(nd_module_load(file("specials").c_str()), nullptr) << nd_last_error_message();
  const int64_t index = nd_method_find("specials.log_loss");
  nd_method_info info{};
  info.struct_size = sizeof info;
  ASSERT_EQ(nd_method_get(index, &info), ND_OK) << nd_last_error_message();
  EXPECT_EQ(nd_method_find("sum"), before);
  EXPECT_STREQ(info.name, "specials.log_loss");
  EXPECT_TRUE(std::string(info.signature).starts_with("log_loss("));
  EXPECT_TRUE(std::string(info.summary).ends_with("."));
  EXPECT_STREQ(info.group, "specials");
  EXPECT_EQ(std::string(info.file), nd_module_path(nd_module_find("specials")));
  EXPECT_EQ(info.flags, ND_METHOD_MODULE);
  EXPECT_EQ(info.result_count, 1);
  nd_parameter_info eps{};
  eps.struct_size = sizeof eps;
  ASSERT_EQ(nd_method_parameter(index, info.parameter_count - 1, &eps), ND_OK) << nd_last_error_message();
  EXPECT_STREQ(eps.name, "eps");
  EXPECT_STREQ(eps.kind, "float");
  EXPECT_EQ(std::stod(eps.default_value), 1e-15);
  EXPECT_NE(eps.flags & ND_PARAMETER_OPTIONAL, 0);
}

TEST(Module, DtypeOfAModule) {
  nd_module* const module = nd_module_load(file("rational").c_str());
  ASSERT_NE(module, nullptr) << nd_last_error_message();
  EXPECT_EQ(nd_module_dtype(module, 0), nd_dtype_parse("rational"));
  const char* const texts[] = {"1/2", "1/3"};
  nd_array* const a = nd_array_from_text(texts, 2, nd_module_dtype(module, 0));
  nd_array* const total = nd_sum(a, nullptr, 0, nullptr);
  ASSERT_NE(total, nullptr) << nd_last_error_message();
  nd_array* const text = nd_number_text(total);
  EXPECT_EQ(std::string(static_cast<const char*>(nd_array_data(text)), 3), "5/6");
  for (nd_array* each : {a, total, text}) nd_release(each);
}

TEST(Module, Refusals) {
  EXPECT_EQ(nd_module_load("specials.so"), nullptr);
  EXPECT_EQ(nd_last_error_status(), ND_VALUE_ERROR);
  EXPECT_EQ(nd_module_load("no_such_module"), nullptr);
  EXPECT_EQ(nd_last_error_status(), ND_NOT_FOUND);
  EXPECT_EQ(nd_module_load("/proc/self/status"), nullptr);
  EXPECT_EQ(nd_last_error_status(), ND_FORMAT_ERROR);
  EXPECT_EQ(nd_module_add_path("relative"), ND_VALUE_ERROR);
}

}  // namespace
