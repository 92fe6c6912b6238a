// Indexing by text: a table of indices with what they select, and of texts that are none, with the place that is named.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "ndcore/ndcore.h"

namespace {

class IndexText : public testing::Test {
 protected:
  void SetUp() override {
    live_ = nd_live_handles();
    const int64_t shape[] = {2, 3, 4};
    nd_array *const start = nd_weak_int(0), *const stop = nd_weak_int(24), *const step = nd_weak_int(1);
    nd_array* const flat = nd_arange(start, stop, step, nullptr);
    a_ = nd_reshape(flat, shape, 3, ND_ORDER_C, ND_COPY_IF_NEEDED);
    ASSERT_NE(a_, nullptr) << nd_last_error_message();
    for (nd_array* const handle : {start, stop, step, flat}) nd_release(handle);
  }
  void TearDown() override {
    EXPECT_EQ(nd_release(a_), ND_OK);
    EXPECT_EQ(nd_live_handles(), live_);
  }
  // "(2, 4): 8 11": shape, first and last element.
  std::string selected(const char* index) {
    nd_array* const part = nd_index_text(a_, index);
    if (!part) return nd_last_error_message();
    std::string text = "(";
    for (int32_t i = 0; i < nd_array_ndim(part); ++i) {
      text += (i > 0 ? ", " : "") + std::to_string(nd_array_shape(part)[i]);
    }
    text += "):";
    const int64_t size = nd_array_size(part);
    for (const int64_t place : {int64_t{0}, size - 1}) {
      int64_t value = 0;
      if (size > 0 && nd_array_item_int64(part, place, &value) == ND_OK) text += " " + std::to_string(value);
    }
    nd_release(part);
    return text;
  }

  int64_t live_ = 0;
  nd_array* a_ = nullptr;
};

TEST_F(IndexText, SelectsWhatPythonSelects) {
  const std::vector<std::pair<const char*, const char*>> cases = {
      {"...", "(2, 3, 4): 0 23"},
      {":", "(2, 3, 4): 0 23"},
      {"1", "(3, 4): 12 23"},
      {"-1,", "(3, 4): 12 23"},
      {":, -1, ::2", "(2, 2): 8 22"},
      {" 1 , 2\t,\n3 ", "(): 23 23"},
      {"..., 0", "(2, 3): 0 20"},
      {"0, ..., None", "(3, 4, 1): 0 11"},
      {"newaxis, 1, 1:", "(1, 2, 4): 16 23"},
      {"::-1", "(2, 3, 4): 12 11"},
      {":, 2:0:-1, 1:3", "(2, 2, 2): 9 18"},
      {":,:,-3:-1", "(2, 3, 2): 1 22"},
      {"1:1", "(0, 3, 4):"},
      {"- 1, + 0, 0 :: 3", "(2): 12 15"},
      {"1_0:, :, :", "(0, 3, 4):"},
      {":99999999999999999999999, :, -99999999999999999999999:", "(2, 3, 4): 0 23"},
      {":-9223372036854775807", "(0, 3, 4):"},
      {"-9223372036854775807:", "(2, 3, 4): 0 23"},
      {"::9223372036854775807", "(1, 3, 4): 0 11"},
      {"::-9223372036854775807", "(1, 3, 4): 12 23"},
  };
  for (const auto& [index, expected] : cases) EXPECT_EQ(selected(index), expected) << '"' << index << '"';
}

TEST_F(IndexText, NamesThePlaceOfWhatIsNoIndex) {
  const std::string item = "an integer, a slice, `...` or `None` is expected at character ";
  const std::vector<std::pair<const char*, std::string>> cases = {
      {"", item + "1 of \"\", not the end"},
      {"  ", item + "3 of \"  \", not the end"},
      {",", item + "1 of \",\", not ','"},
      {"1, ,2", item + "4 of \"1, ,2\", not ','"},
      {":, x", item + "4 of \":, x\", not 'x'"},
      {"0, é", item + "4 of \"0, é\", not 'é'"},
      {"é", item + "1 of \"é\", not 'é'"},
      {"Nonesuch", item + "1 of \"Nonesuch\", not 'N'"},
      {"1 2", "`,` or `:` is expected at character 3 of \"1 2\", not '2'"},
      {"1.5", "`,` or `:` is expected at character 2 of \"1.5\", not '.'"},
      {"1:2:3:4", "`,` is expected at character 6 of \"1:2:3:4\", not ':'"},
      {"..", "`...` is expected at character 1 of \"..\", not '.'"},
      {"-", "a digit is expected at character 2 of \"-\", not the end"},
      {"1_", "a digit is expected at character 3 of \"1_\", not the end"},
      {"--1", "a digit is expected at character 2 of \"--1\", not '-'"},
      {"99999999999999999999", "an integer of 64 bits is expected at character 1 of \"99999999999999999999\", not '9'"},
      {"[0, 1]",
       "index arrays are given to nd_get; here an integer or a slice is expected at character 1 of \"[0, 1]\", "
       "not '['"},
  };
  for (const auto& [index, problem] : cases) {
    EXPECT_EQ(selected(index), "index_text: argument `index`: " + problem);
    EXPECT_EQ(nd_last_error_status(), ND_VALUE_ERROR);
  }
}

TEST_F(IndexText, WhatDoesNotFitIsAnIndexError) {
  for (const auto& [index, problem] : std::vector<std::pair<const char*, std::string>>{
           {"0, 3", "index 3 is out of bounds for axis 1 with size 3"},
           {"-3", "index -3 is out of bounds for axis 0 with size 2"},
           {"0, 0, 0, 0", "too many indices for array: array is 3-dimensional, but 4 were indexed"},
           {"..., ...", "an index can only have a single ellipsis ('...')"}}) {
    EXPECT_EQ(selected(index), problem);
    EXPECT_EQ(nd_last_error_status(), ND_INDEX_ERROR);
  }
  EXPECT_EQ(selected("::0"), "slice step cannot be zero");
  EXPECT_EQ(nd_last_error_status(), ND_VALUE_ERROR);
}

TEST_F(IndexText, GivesAViewThatShares) {
  nd_array* const part = nd_index_text(a_, "1, ..., ::2");
  nd_array* const seven = nd_weak_int(7);
  EXPECT_EQ(nd_set_index_text(part, "...", seven), ND_OK) << nd_last_error_message();
  EXPECT_EQ(selected("1"), "(3, 4): 7 23");
  nd_release(part);
  nd_release(seven);
}

TEST_F(IndexText, AssignsAndBroadcasts) {
  nd_array* const row = nd_index_text(a_, "1, 1");
  EXPECT_EQ(nd_set_index_text(a_, "0, :, :", row), ND_OK) << nd_last_error_message();
  EXPECT_EQ(selected("0"), "(3, 4): 16 19");
  EXPECT_EQ(nd_set_index_text(a_, "0, 0, :3", row), ND_VALUE_ERROR);
  EXPECT_EQ(nd_set_index_text(a_, "0, 0, x", row), ND_VALUE_ERROR);
  EXPECT_STREQ(nd_last_error_message(),
               "set_index_text: argument `index`: an integer, a slice, `...` or `None` is expected at "
               "character 7 of \"0, 0, x\", not 'x'");
  EXPECT_EQ(nd_array_set_writeable(a_, 0), ND_OK);
  EXPECT_EQ(nd_set_index_text(a_, "0", row), ND_READ_ONLY);
  EXPECT_EQ(selected("0"), "(3, 4): 16 19");
  nd_release(row);
}

TEST_F(IndexText, BadArguments) {
  EXPECT_EQ(nd_index_text(a_, nullptr), nullptr);
  EXPECT_EQ(nd_last_error_status(), ND_VALUE_ERROR);
  EXPECT_EQ(nd_index_text(a_, "\xff"), nullptr);
  EXPECT_STREQ(nd_last_error_message(), "index_text: argument `index` is not UTF-8 at byte 0");
  EXPECT_EQ(nd_set_index_text(nullptr, "0", a_), ND_INVALID_HANDLE);
}

}  // namespace
