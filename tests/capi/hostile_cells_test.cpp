// Cells that no honest caller makes: NULL behind an extent, extents below 0 and past what a C type counts, bytes that
// are no UTF-8, zero bytes, unknown kinds, handles that are none. Whoever they are for, the library or a module,
// refuses them by function and argument. And modules that are none.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "ndcore/cell.h"
#include "ndcore/ndcore.h"

namespace {

constexpr char kNoUtf8[] = "a\xFF";
constexpr char kZero[] = "f\0x";

nd_cell cell(int32_t kind, const void* place, int64_t extent) { return nd_cell_pointing(kind, place, extent); }

// "ND_VALUE_ERROR message", or the one result.
std::string call(const char* name, std::vector<nd_cell> args) {
  nd_cell results[4];
  nd_clear_error();
  const auto count = static_cast<int64_t>(args.size());
  const int64_t made = nd_call(name, args.data(), count, nullptr, 0, results, 4);
  if (made < 0) return std::string(nd_status_name(nd_last_error_status())) + " " + nd_last_error_message();
  if (results[0].kind == ND_CELL_HANDLE) nd_release(nd_cell_as_pointer(results));
  return results[0].kind == ND_CELL_INT ? std::to_string(nd_cell_as_int(results)) : "something";
}

class HostileCells : public testing::Test {
 protected:
  static std::string file(const char* name) { return std::string(TEST_MODULE_FOLDER "/test_") + name + ".so"; }
  void SetUp() override {
    ASSERT_NE(nd_module_load(file("reader").c_str()), nullptr) << nd_last_error_message();
    live_ = nd_live_handles();
  }
  void TearDown() override { EXPECT_EQ(nd_live_handles(), live_); }

 private:
  int64_t live_ = 0;
};

TEST_F(HostileCells, TextForDtypeUfuncAndStr) {
  struct {
    const char* function;
    const char* argument;
  } const cases[] = {{"dtype_itemsize", "dtype"},
                     {"ufunc_nin", "ufunc"},
                     {"dtype_parse", "name"},
                     {"reader.text", "x"},
                     {"reader.anything", "x"}};
  for (const auto& [function, argument] : cases) {
    const std::string start = std::string("ND_VALUE_ERROR ") + function + ": ";
    const std::string named = std::string("argument `") + argument + "`";
    EXPECT_EQ(call(function, {cell(ND_CELL_STRING, nullptr, 3)}), start + named + " is NULL, but its length is 3");
    EXPECT_EQ(call(function, {cell(ND_CELL_STRING, nullptr, -1)}), start + named + " must not be NULL");
    EXPECT_EQ(call(function, {cell(ND_CELL_STRING, "add", -2)}),
              start + "the length of " + named + " must not be negative, but is -2");
    EXPECT_EQ(call(function, {cell(ND_CELL_STRING, nullptr, INT64_MIN)}),
              start + "the length of " + named + " must not be negative, but is -9223372036854775808");
    EXPECT_EQ(call(function, {cell(ND_CELL_STRING, kNoUtf8, 2)}), start + named + " is not UTF-8 at byte 1");
    EXPECT_EQ(call(function, {cell(ND_CELL_STRING, kNoUtf8, -1)}), start + named + " is not UTF-8 at byte 1");
    EXPECT_EQ(call(function, {nd_cell_of(99, 0, 0)}).substr(0, 14), "ND_TYPE_ERROR ");
  }
}

TEST_F(HostileCells, TextThatNeedNotEnd) {
  const char letters[] = {'f', 'l', 'o', 'a', 't', '6', '4', '?'};
  EXPECT_EQ(call("dtype_itemsize", {cell(ND_CELL_STRING, letters, 7)}), "8");
  EXPECT_EQ(call("reader.text", {cell(ND_CELL_STRING, letters, 7)}), "7");
  EXPECT_EQ(call("reader.anything", {cell(ND_CELL_STRING, letters, 7)}), "7");
  EXPECT_EQ(call("reader.text", {cell(ND_CELL_STRING, nullptr, 0)}), "0");
  for (const char* const function : {"dtype_parse", "dtype_itemsize", "ufunc_nin", "reader.text", "reader.anything"}) {
    EXPECT_NE(call(function, {cell(ND_CELL_STRING, kZero, 3)}).find("holds a zero byte"), std::string::npos);
  }
}

TEST_F(HostileCells, MemoryAndLists) {
  const int64_t numbers[] = {1, 2, 3};
  const char* const texts[] = {"ab", nullptr};
  const nd_cell words[] = {nd_cell_string("ab"), cell(ND_CELL_STRING, "cde", 2)};
  EXPECT_EQ(call("reader.texts", {nd_cell_list(words, 2)}), "4");
  EXPECT_EQ(call("reader.texts", {nd_cell_strings(texts, 1)}), "2");
  EXPECT_EQ(call("reader.texts", {nd_cell_strings(texts, 2)}),
            "ND_VALUE_ERROR reader.texts: argument `x` must not be NULL");
  EXPECT_EQ(call("reader.wholes", {nd_cell_ints(numbers, 3)}), "6");
  EXPECT_EQ(call("reader.reals", {nd_cell_ints(numbers, 3)}), "3");
  struct {
    const char* function;
    int32_t kind;
  } const cases[] = {{"reader.raw", ND_CELL_BYTES},           {"reader.texts", ND_CELL_LIST_STRING},
                     {"reader.wholes", ND_CELL_LIST_INT},     {"reader.reals", ND_CELL_LIST_DOUBLE},
                     {"reader.reals", ND_CELL_LIST_INT},      {"reader.arrays", ND_CELL_LIST_HANDLE},
                     {"reader.wholes", ND_CELL_LIST_CELL},    {"reader.anything", ND_CELL_BYTES},
                     {"reader.anything", ND_CELL_LIST_INT},   {"reader.anything", ND_CELL_LIST_DOUBLE},
                     {"reader.anything", ND_CELL_LIST_CELL},  {"reader.anything", ND_CELL_LIST_STRING},
                     {"reader.anything", ND_CELL_LIST_HANDLE}};
  for (const auto& [function, kind] : cases) {
    const std::string start = std::string("ND_VALUE_ERROR ") + function;
    EXPECT_EQ(call(function, {cell(kind, nullptr, 2)}), start + ": argument `x` is NULL, but its length is 2") << kind;
    EXPECT_EQ(call(function, {cell(kind, numbers, -1)}),
              start + ": the length of argument `x` must not be negative, but is -1")
        << kind;
    EXPECT_EQ(call(function, {cell(kind, nullptr, 0)}), "0") << function << kind;
  }
}

TEST_F(HostileCells, ListsForTheLibrary) {
  const int64_t numbers[] = {0, 0};
  nd_array* const a = nd_ones(numbers, 1, nullptr, ND_ORDER_C);
  const nd_cell array = nd_cell_handle(a);
  for (const int32_t kind : {ND_CELL_LIST_INT, ND_CELL_LIST_CELL}) {
    EXPECT_EQ(call("sum", {array, cell(kind, nullptr, 2)}),
              "ND_VALUE_ERROR sum: argument `axes` is NULL, but its length is 2");
    EXPECT_EQ(call("sum", {array, cell(kind, numbers, INT64_MIN)}).substr(0, 24), "ND_VALUE_ERROR sum: the ");
  }
  // naxes is an int32_t: it would be 1.
  EXPECT_EQ(call("sum", {array, cell(ND_CELL_LIST_INT, numbers, (int64_t{1} << 32) + 1)}),
            "ND_VALUE_ERROR sum: argument `axes` has too many elements, 4294967297");
  for (const int32_t kind : {ND_CELL_LIST_INT, ND_CELL_LIST_DOUBLE, ND_CELL_LIST_CELL}) {
    EXPECT_EQ(call("negative", {cell(kind, nullptr, 2)}).substr(0, 25), "ND_VALUE_ERROR negative: ") << kind;
    EXPECT_EQ(call("negative", {cell(kind, numbers, -5)}).substr(0, 25), "ND_VALUE_ERROR negative: ") << kind;
  }
  EXPECT_EQ(call("negative", {nd_cell_handle(numbers)}).substr(0, 18), "ND_INVALID_HANDLE ");
  EXPECT_EQ(call("negative", {nd_cell_of(-1, 0, 0)}).substr(0, 14), "ND_TYPE_ERROR ");
  nd_release(a);
}

TEST_F(HostileCells, BooleansAreZeroOrOne) {
  EXPECT_EQ(call("reader.truth", {nd_cell_of(ND_CELL_BOOL, 7, 0)}), "1");
  EXPECT_EQ(call("reader.whole", {nd_cell_of(ND_CELL_BOOL, 7, 0)}), "1");
  const nd_cell list[] = {nd_cell_int(2), nd_cell_of(ND_CELL_BOOL, 7, 0)};
  EXPECT_EQ(call("reader.wholes", {nd_cell_list(list, 2)}), "3");
}

TEST_F(HostileCells, AnythingIsLookedAtThroughout) {
  const nd_cell inner[] = {nd_cell_int(5), cell(ND_CELL_STRING, kNoUtf8, -1)};
  const nd_cell outer[] = {nd_cell_list(inner, 1), nd_cell_list(inner, 2)};
  EXPECT_EQ(call("reader.anything", {nd_cell_list(outer, 1)}), "5");
  EXPECT_EQ(call("reader.anything", {nd_cell_list(outer, 2)}),
            "ND_VALUE_ERROR reader.anything: argument `x` is not UTF-8 at byte 1");
  EXPECT_EQ(call("reader.anything", {nd_cell_handle(inner)}).substr(0, 18), "ND_INVALID_HANDLE ");
  nd_cell endless;
  endless = nd_cell_list(&endless, 1);
  EXPECT_EQ(call("reader.anything", {endless}),
            "ND_VALUE_ERROR reader.anything: argument `x` has more than 16 lists in lists");
}

TEST_F(HostileCells, ResultsOfModules) {
  for (const char* const function :
       {"reader.gives_no_text", "reader.gives_no_utf8", "reader.gives_no_bytes", "reader.gives_negative_bytes",
        "reader.gives_no_kind", "reader.gives_no_list", "reader.gives_no_handle", "reader.returns_five"}) {
    const std::string refusal = call(function, {});
    EXPECT_TRUE(refusal.starts_with("ND_CALLBACK_ERROR ")) << refusal;
    EXPECT_NE(refusal.find(function), std::string::npos) << refusal;
  }
  call("reader.returns_five", {});
  EXPECT_NE(std::string(nd_last_error_message()).find("returned 5"), std::string::npos);
}

TEST_F(HostileCells, FilesThatAreNoModules) {
  struct {
    const char* name;
    nd_status status;
    const char* words;
  } const cases[] = {{"five", ND_CALLBACK_ERROR, "the init returned 5, which is no status"},
                     {"function", ND_FORMAT_ERROR, "its ndcore_module is no data"},
                     {"short", ND_FORMAT_ERROR, "has 4 bytes"},
                     {"long", ND_FORMAT_ERROR, "has 16 bytes"}};
  for (const auto& [name, status, words] : cases) {
    for (int i = 0; i < 2; ++i) {
      EXPECT_EQ(nd_module_load(file(name).c_str()), nullptr) << name;
      EXPECT_EQ(nd_last_error_status(), status) << name;
      EXPECT_NE(std::string(nd_last_error_message()).find(words), std::string::npos) << nd_last_error_message();
      EXPECT_EQ(nd_module_find(name), nullptr);
    }
  }
}

}  // namespace
