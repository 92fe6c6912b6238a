// Tables of text by the C API: options of zeros, converters, sources that are functions, and what they report or throw.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <string>
#include <vector>

#include "ndcore/cell.h"
#include "ndcore/ndcore.h"

namespace {

using Numbers = std::vector<double>;

nd_text_load_options fresh() {
  nd_text_load_options options{};
  options.struct_size = sizeof options;
  return options;
}

nd_array* read(const std::string& text, const nd_text_load_options* options = nullptr) {
  return nd_text_from_bytes(reinterpret_cast<const uint8_t*>(text.data()), static_cast<int64_t>(text.size()), nullptr,
                            nullptr, 0, nullptr, 0, options);
}

Numbers taken(nd_array* a) {
  if (a == nullptr) {
    ADD_FAILURE() << nd_last_error_message();
    return {};
  }
  Numbers numbers(static_cast<size_t>(nd_array_size(a)));
  if (!numbers.empty()) std::memcpy(numbers.data(), nd_array_data(a), numbers.size() * sizeof(double));
  nd_release(a);
  return numbers;
}

std::string refusal(nd_array* a, nd_status status) {
  EXPECT_EQ(a, nullptr);
  EXPECT_EQ(nd_last_error_status(), status) << nd_last_error_message();
  return nd_last_error_message();
}

TEST(TextFile, ZerosAreNumpysDefaults) {
  const nd_text_load_options options = fresh();
  EXPECT_EQ(taken(read("1 2 # x\n3\t4\n", &options)), (Numbers{1, 2, 3, 4}));
  EXPECT_EQ(taken(read("\xef\xbb\xbf"
                       "1")),
            Numbers{1});
}

TEST(TextFile, ListsAreNotNull) {
  const std::string text = "1 2 # 3\n";
  const auto* const data = reinterpret_cast<const uint8_t*>(text.data());
  const char* const none[] = {nullptr};
  const int64_t places[] = {-1, 0};
  const auto nbytes = static_cast<int64_t>(text.size());
  EXPECT_EQ(taken(nd_text_from_bytes(data, nbytes, nullptr, nullptr, 0, places, 2, nullptr)), (Numbers{2, 1}));
  EXPECT_EQ(taken(nd_text_from_bytes(data, nbytes, nullptr, nullptr, 0, places, 0, nullptr)), Numbers{});
  refusal(nd_text_from_bytes(data, nbytes, nullptr, none, 0, nullptr, 0, nullptr), ND_FORMAT_ERROR);
}

TEST(TextFile, RowsOfZeroAndNone) {
  nd_text_load_options options = fresh();
  EXPECT_EQ(taken(read("1\n2\n", &options)), (Numbers{1, 2}));
  options.max_rows = ND_NO_ROWS;
  EXPECT_EQ(taken(read("1\n2\n", &options)), Numbers{});
  for (const int64_t bad : {int64_t{-1}, INT64_MIN}) {
    options.max_rows = bad;
    EXPECT_NE(refusal(read("1", &options), ND_VALUE_ERROR).find("`max_rows` must not be negative"), std::string::npos);
    options.max_rows = 0;
    options.skiprows = bad;
    EXPECT_NE(refusal(read("1", &options), ND_VALUE_ERROR).find("`skiprows` must not be negative"), std::string::npos);
    options.skiprows = 0;
  }
  options.compression = 3;
  refusal(read("1", &options), ND_VALUE_ERROR);
  options = fresh();
  options.encoding = "cp1252";
  EXPECT_NE(refusal(read("1", &options), ND_VALUE_ERROR).find("'cp1252'"), std::string::npos);
}

nd_status comma(const char* field, int64_t length, int64_t row, int64_t column, int64_t columns, nd_cell* value,
                void* data) {
  auto& kept = *static_cast<std::string*>(data);
  if (columns != 2 || row < 0) return ND_INTERNAL_ERROR;
  if (column == 1) return ND_TEXT_AS_USUAL;
  kept.assign(field, static_cast<size_t>(length));
  for (char& c : kept) c = c == ',' ? '.' : c;
  *value = nd_cell_string(kept.c_str());
  return ND_OK;
}

nd_status reports(const char*, int64_t, int64_t, int64_t, int64_t, nd_cell*, void*) {
  return nd_set_error(ND_INDEX_ERROR, "no such thing");
}
nd_status fails(const char*, int64_t, int64_t, int64_t, int64_t, nd_cell*, void*) { return ND_OVERFLOW_ERROR; }
nd_status throws(const char*, int64_t, int64_t, int64_t, int64_t, nd_cell*, void*) {
  throw std::runtime_error("out of luck");
}

TEST(TextFile, Converters) {
  nd_text_load_options options = fresh();
  std::string kept;
  options.delimiter = ";";
  options.converters = comma;
  options.converters_data = &kept;
  EXPECT_EQ(taken(read("1,5;2\n-2,25;3\n", &options)), (Numbers{1.5, 2, -2.25, 3}));
  const std::string place = "could not convert string 'x' to float64 at row 1, column 1 (line 3): ";
  EXPECT_EQ(refusal(read("1;2\n\nx;3", &options), ND_FORMAT_ERROR),
            "text_from_bytes: the given text: " + place + "the converter gave 'x'");
  const std::string first =
      "text_from_bytes: the given text: could not convert string '1' to float64 at row 0, column 1 (line 1): ";
  options.converters = reports;
  EXPECT_EQ(refusal(read("1", &options), ND_INDEX_ERROR), first + "no such thing");
  options.converters = fails;
  EXPECT_EQ(refusal(read("1", &options), ND_OVERFLOW_ERROR), first + "the converter failed with status -8");
  options.converters = throws;
  EXPECT_EQ(refusal(read("1", &options), ND_CALLBACK_ERROR), first + "the converter threw an exception: out of luck");
}

struct Source {
  std::string text;
  size_t at, step;
};

int64_t give(void* buffer, int64_t capacity, void* data) {
  auto& source = *static_cast<Source*>(data);
  const size_t length = std::min({source.step, source.text.size() - source.at, static_cast<size_t>(capacity)});
  std::memcpy(buffer, source.text.data() + source.at, length);
  source.at += length;
  return static_cast<int64_t>(length);
}
int64_t too_much(void*, int64_t capacity, void*) { return capacity + 1; }
int64_t no_more(void*, int64_t, void*) { return nd_set_error(ND_IO_ERROR, "the line is dead"); }

TEST(TextFile, SourcesAreReadAsFarAsNeeded) {
  Source source{"1 2\n3 4\n5 6\n", 0, 4};
  nd_text_load_options options = fresh();
  options.max_rows = 2;
  const auto next = [&] { return nd_text_read(give, &source, nullptr, nullptr, 0, nullptr, 0, &options); };
  EXPECT_EQ(taken(next()), (Numbers{1, 2, 3, 4}));
  EXPECT_EQ(source.at, 8U);
  EXPECT_EQ(taken(next()), (Numbers{5, 6}));
  refusal(nd_text_read(nullptr, nullptr, nullptr, nullptr, 0, nullptr, 0, nullptr), ND_VALUE_ERROR);
  refusal(nd_text_read(too_much, nullptr, nullptr, nullptr, 0, nullptr, 0, nullptr), ND_CALLBACK_ERROR);
  EXPECT_EQ(refusal(nd_text_read(no_more, nullptr, nullptr, nullptr, 0, nullptr, 0, nullptr), ND_IO_ERROR),
            "the line is dead");
}

TEST(TextFile, PackedBytes) {
  nd_array* const a = nd_weak_float(2.5);
  const int64_t shape[] = {1};
  nd_array* const row = nd_reshape(a, shape, 1, ND_ORDER_C, ND_COPY_IF_NEEDED);
  nd_text_save_options options{};
  options.struct_size = sizeof options;
  options.fmt = "%s";
  options.encoding = "utf-16";
  options.compression = ND_COMPRESSION_GZIP;
  nd_array* const bytes = nd_text_to_bytes(row, &options);
  ASSERT_NE(bytes, nullptr) << nd_last_error_message();
  nd_text_load_options back = fresh();
  back.compression = ND_COMPRESSION_GZIP;
  EXPECT_EQ(taken(nd_text_from_bytes(static_cast<const uint8_t*>(nd_array_data(bytes)), nd_array_size(bytes), nullptr,
                                     nullptr, 0, nullptr, 0, &back)),
            Numbers{2.5});
  refusal(read("1 2", &back), ND_IO_ERROR);
  for (nd_array* each : {a, row, bytes}) nd_release(each);
}

}  // namespace
