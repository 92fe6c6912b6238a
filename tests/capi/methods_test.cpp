// The method table over the shared library: every function is found and described, and what is asked wrongly is
// refused.
#include <dlfcn.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "ndcore/api.h"
#include "ndcore/ndcore.h"

namespace {

nd_method_info get(int64_t index) {
  nd_method_info info{};
  info.struct_size = sizeof info;
  EXPECT_EQ(nd_method_get(index, &info), ND_OK) << nd_last_error_message();
  return info;
}

nd_parameter_info parameter(int64_t index, int32_t i) {
  nd_parameter_info info{};
  info.struct_size = sizeof info;
  EXPECT_EQ(nd_method_parameter(index, i, &info), ND_OK) << nd_last_error_message();
  return info;
}

TEST(Methods, EveryFunctionIsFoundAndDescribed) {
  const int64_t count = nd_method_count();
  ASSERT_GT(count, 350);
  std::set<std::string> names;
  for (int64_t i = 0; i < count; ++i) {
    const nd_method_info info = get(i);
    const std::string name = info.name;
    EXPECT_NE(dlsym(RTLD_DEFAULT, info.symbol), nullptr) << info.symbol;
    EXPECT_NE(std::string(info.declaration).find(std::string(info.symbol) + "("), std::string::npos);
    EXPECT_TRUE(info.signature == nullptr ? (info.flags & ND_METHOD_NOCALL) != 0
                                          : std::string(info.signature).starts_with(name + "("));
    EXPECT_STRNE(info.summary, "") << name;
    EXPECT_NE(std::string(info.documentation).find("Returns"), std::string::npos) << name;
    EXPECT_TRUE(std::string(info.file).starts_with("capi/")) << name;
    EXPECT_GT(info.line, 0) << name;
    EXPECT_GE(info.version, 1);
    EXPECT_GE(info.since, 1);
    EXPECT_GE(info.slot, 0) << name;
    EXPECT_NE(info.abi_hash, 0U);
    EXPECT_EQ(info.flags & ND_METHOD_MODULE, 0);
    EXPECT_EQ(nd_method_find((name + "@" + std::to_string(info.version)).c_str()), i) << name;
    names.insert(name);
    for (int32_t p = 0; p < info.parameter_count; ++p) EXPECT_STRNE(parameter(i, p).name, "") << name;
  }
  for (const std::string& name : names) {
    const int64_t newest = nd_method_find(name.c_str());
    EXPECT_EQ(get(newest).name, name);
    EXPECT_TRUE(newest + 1 == count || get(newest + 1).name != name);
  }
}

TEST(Methods, ParametersAsCallsByNameSeeThem) {
  const int64_t sum = nd_method_find("sum");
  ASSERT_EQ(get(sum).parameter_count, 10);
  const nd_parameter_info a = parameter(sum, 0);
  EXPECT_STREQ(a.kind, "array");
  EXPECT_STREQ(a.type, "nd_array *");
  EXPECT_STREQ(a.role, "handle");
  EXPECT_EQ(a.default_value, nullptr);
  EXPECT_EQ(a.flags, ND_PARAMETER_POSITIONAL | ND_PARAMETER_KEYWORD);
  EXPECT_EQ(a.ownership, ND_OWNERSHIP_BORROWED);
  const nd_parameter_info axes = parameter(sum, 1);
  EXPECT_STREQ(axes.kind, "list[int]");
  EXPECT_STREQ(axes.default_value, "None");
  EXPECT_EQ(axes.counter, 2);
  EXPECT_EQ(parameter(sum, 2).flags, ND_PARAMETER_LENGTH);
  EXPECT_STREQ(parameter(sum, 4).name, "dtype");
  EXPECT_STREQ(parameter(sum, 4).default_value, "None");
  EXPECT_STREQ(parameter(sum, 6).name, "keepdims");
  EXPECT_STREQ(parameter(sum, 6).default_value, "0");
}

TEST(Methods, FieldsOfAStructAreKeywords) {
  const int64_t reduce = nd_method_find("ufunc_reduce");
  const nd_method_info info = get(reduce);
  bool found = false;
  for (int32_t i = 0; i < info.parameter_count; ++i) {
    const nd_parameter_info one = parameter(reduce, i);
    if (std::string(one.name) != "keepdims") continue;
    found = true;
    EXPECT_EQ(one.flags, ND_PARAMETER_KEYWORD | ND_PARAMETER_OPTIONAL | ND_PARAMETER_FIELD);
  }
  EXPECT_TRUE(found);
}

TEST(Methods, WhatThereIsNotIsRefused) {
  for (const char* name :
       {"", "no_such_function", "sum@", "sum@0", "sum@99", "sum@1x", "@1", "specials.smooth", "Sum"}) {
    EXPECT_EQ(nd_method_find(name), ND_NOT_FOUND) << name;
  }
  EXPECT_STREQ(nd_last_error_message(), "method_find: there is no function 'Sum'; did you mean 'sum'?");
  EXPECT_EQ(nd_method_find(nullptr), ND_VALUE_ERROR);
  nd_method_info info{};
  info.struct_size = sizeof info;
  EXPECT_EQ(nd_method_get(-1, &info), ND_INDEX_ERROR);
  EXPECT_EQ(nd_method_get(nd_method_count(), &info), ND_INDEX_ERROR);
  nd_parameter_info one{};
  one.struct_size = sizeof one;
  EXPECT_EQ(nd_method_parameter(nd_method_find("sum"), -1, &one), ND_INDEX_ERROR);
  EXPECT_EQ(nd_method_parameter(nd_method_find("sum"), 10, &one), ND_INDEX_ERROR);
  EXPECT_EQ(nd_method_parameter(nd_method_find("version"), 0, &one), ND_INDEX_ERROR);
}

}  // namespace
