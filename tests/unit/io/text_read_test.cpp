// Tables read from text: parts of them, converters, errors that say where.
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "io/text_file.hpp"
#include "layouts.hpp"

namespace nd {
namespace {

TextReading commas() {
  TextReading reading;
  reading.delimiter = ",";
  reading.comments = {"#"};
  return reading;
}

Ref<Array> read(std::string_view content, const TextReading& reading = {}, DType* dtype = dtype_of<double>()) {
  MemorySource source(content);
  return read_text(source, dtype, reading, "loadtxt: 'x'");
}

std::string refusal(std::string_view content, const TextReading& reading = {}, DType* dtype = dtype_of<double>()) {
  try {
    read(content, reading, dtype);
  } catch (const Error& error) {
    EXPECT_EQ(error.status(), ND_FORMAT_ERROR);
    return error.what();
  }
  ADD_FAILURE() << "accepted: " << content;
  return "";
}

using Extents = std::vector<int64_t>;
Extents shape_of(const Array& a) { return {a.shape().begin(), a.shape().end()}; }

struct Given {
  nd_cell cell;
  double expected;
};

nd_cell cell_of(int32_t kind, uint64_t value, int64_t extent = 0) { return {kind, 0, value, extent}; }
uint64_t bits(double number) { return std::bit_cast<uint64_t>(number); }

TEST(ReadText, RowsAndColumns) {
  EXPECT_EQ(test::values(*read("1 2 3\n4 5 6\n")), (std::vector<double>{1, 2, 3, 4, 5, 6}));
  EXPECT_EQ(shape_of(*read("1 2 3\n4 5 6")), (Extents{2, 3}));
  EXPECT_EQ(test::values(*read("\t 1  2\r\n\n   \n3\v4 \r5 6")), (std::vector<double>{1, 2, 3, 4, 5, 6}));
  EXPECT_EQ(test::values(*read("# head\n1, 2 # tail\n3,4", commas())), (std::vector<double>{1, 2, 3, 4}));
  TextReading two = commas();
  two.delimiter = "::";
  two.comments.emplace_back("//");
  EXPECT_EQ(test::values(*read("1::2//3\n4::5", two)), (std::vector<double>{1, 2, 4, 5}));
}

TEST(ReadText, NdminDropsAxes) {
  const std::vector<std::string> texts = {"1 2 3", "1\n2\n3", "1", "", "1 2\n3 4"};
  const std::vector<std::vector<Extents>> expected = {
      {{3}, {3}, {}, {0}, {2, 2}}, {{3}, {3}, {1}, {0}, {2, 2}}, {{1, 3}, {3, 1}, {1, 1}, {0, 1}, {2, 2}}};
  for (int32_t ndmin = 0; ndmin <= 2; ++ndmin) {
    TextReading reading;
    reading.ndmin = ndmin;
    for (size_t i = 0; i < texts.size(); ++i) {
      EXPECT_EQ(shape_of(*read(texts[i], reading)), expected[static_cast<size_t>(ndmin)][i]) << texts[i];
    }
  }
}

TEST(ReadText, PartsOfATable) {
  TextReading reading = commas();
  reading.skip_rows = 1;
  reading.max_rows = 2;
  reading.columns = std::vector<int64_t>{-1, 0};
  EXPECT_EQ(test::values(*read("a,b,c\n1,2,3\n#\n4,5,6\n7,8,9\n", reading)), (std::vector<double>{3, 1, 6, 4}));
  reading.max_rows = 0;
  EXPECT_EQ(read("a\n1,2,3\n", reading)->size, 0);
  reading.columns = std::vector<int64_t>{3};
  reading.max_rows = -1;
  EXPECT_NE(refusal("a\n1,2,3\n", reading).find("invalid column index 3 at row 1 with 3 columns"), std::string::npos);
}

TEST(ReadText, ErrorsSayWhere) {
  EXPECT_EQ(refusal("1 2\n\n3 x"), "loadtxt: 'x': could not convert string 'x' to float64 at row 1, column 2 (line 3)");
  EXPECT_EQ(refusal("1 2\n3"),
            "loadtxt: 'x': the number of columns changed from 2 to 1 at row 2 (line 2); use `usecols` to "
            "select a subset and avoid this error");
  refusal("1,", commas());
  refusal("300", {}, dtype_of<int8_t>());
  refusal("-1", {}, dtype_of<uint8_t>());
  refusal("1.0", {}, dtype_of<int64_t>());
  refusal("18446744073709551616", {}, dtype_of<uint64_t>());
}

TEST(ReadText, FillingStandsInForWhatIsNoNumber) {
  TextReading reading = commas();
  const Ref<Array> minus = scalar(-1.0);
  reading.filling = minus.get();
  EXPECT_EQ(test::values(*read("1,,x\n,2,nan?", reading)), (std::vector<double>{1, -1, -1, -1, 2, -1}));
}

TEST(ReadText, ConvertersGiveValues) {
  std::string seen;
  const auto convert = [&](std::string_view field, int64_t row, int64_t column, int64_t columns, nd_cell& value) {
    seen += text(field, "@", row, ",", column, "/", columns, " ");
    if (column == 1) return false;
    value = {ND_CELL_INT, 0, static_cast<uint64_t>(10 * row + 100), 0};
    return true;
  };
  const TextConverter converter(convert);
  TextReading reading = commas();
  reading.converter = &converter;
  EXPECT_EQ(test::values(*read("a,1\n b ,2", reading)), (std::vector<double>{100, 1, 110, 2}));
  EXPECT_EQ(seen, "a@0,0/2 1@0,1/2  b @1,0/2 ");
}

TEST(ReadText, ConvertersGiveAnyKindOfCell) {
  const char* const words = " 2.5 and more";
  nd_cell next{};
  const auto convert = [&](std::string_view, int64_t, int64_t, int64_t, nd_cell& value) { return value = next, true; };
  const TextConverter converter(convert);
  TextReading reading;
  reading.converter = &converter;
  const auto value = [&](const nd_cell& cell, DType* dtype) {
    next = cell;
    return test::values(*read("x", reading, dtype)).at(0);
  };
  const uint64_t place = reinterpret_cast<uintptr_t>(words);
  const Given good[] = {{cell_of(ND_CELL_BOOL, 1), 1},
                        {cell_of(ND_CELL_INT, static_cast<uint64_t>(-3)), -3},
                        {cell_of(ND_CELL_UINT, 3), 3},
                        {cell_of(ND_CELL_DOUBLE, bits(-1.5)), -1.5},
                        {cell_of(ND_CELL_STRING, place, 4), 2.5}};
  for (const Given& given : good) EXPECT_EQ(value(given.cell, dtype_of<double>()), given.expected);
  EXPECT_TRUE(std::isnan(value(cell_of(ND_CELL_NONE, 0), dtype_of<double>())));
  EXPECT_EQ(value(cell_of(ND_CELL_DOUBLE, bits(-1.9)), dtype_of<int32_t>()), -1);
  EXPECT_EQ(value(cell_of(ND_CELL_DOUBLE, bits(0.5)), dtype_of<bool8>()), 1);
  const std::pair<nd_cell, DType*> bad[] = {
      {cell_of(ND_CELL_INT, 300), dtype_of<int8_t>()},
      {cell_of(ND_CELL_INT, static_cast<uint64_t>(-1)), dtype_of<uint64_t>()},
      {cell_of(ND_CELL_DOUBLE, bits(1e19)), dtype_of<int64_t>()},
      {cell_of(ND_CELL_DOUBLE, bits(std::numeric_limits<double>::quiet_NaN())), dtype_of<int64_t>()},
      {cell_of(ND_CELL_UINT, UINT64_MAX), dtype_of<int64_t>()},
      {cell_of(ND_CELL_COMPLEX, bits(1), 0), dtype_of<double>()},
      {cell_of(ND_CELL_NONE, 0), dtype_of<int64_t>()},
      {cell_of(ND_CELL_STRING, place, 8), dtype_of<double>()},
      {cell_of(ND_CELL_HANDLE, 0), dtype_of<double>()},
      {cell_of(ND_CELL_UNSET, 0), dtype_of<double>()}};
  for (const auto& [cell, dtype] : bad) {
    next = cell;
    EXPECT_NE(refusal("x", reading, dtype).find("at row 0, column 1 (line 1): the converter"), std::string::npos);
  }
}

TEST(ReadText, ErrorsOfConvertersNameTheField) {
  const auto convert = [](std::string_view, int64_t, int64_t, int64_t, nd_cell&) -> bool {
    fail(ND_FORMAT_ERROR, "no");
  };
  const TextConverter converter(convert);
  TextReading reading;
  reading.converter = &converter;
  EXPECT_EQ(refusal("\n x", reading),
            "loadtxt: 'x': could not convert string 'x' to float64 at row 0, column 1 (line 2): no");
}

TEST(ReadText, MarksThatCannotBeToldApart) {
  const auto refused = [](const TextReading& reading) {
    try {
      read("1", reading);
    } catch (const Error& error) {
      return error.status();
    }
    return nd_status{ND_OK};
  };
  for (const std::string_view mark : {" ", "\t", "\n", "\r", "\u3000"}) {
    TextReading quoting;
    quoting.quote = mark;
    EXPECT_EQ(refused(quoting), ND_TYPE_ERROR) << mark;
    TextReading commenting;
    commenting.comments = {"#", mark};
    EXPECT_EQ(refused(commenting), ND_TYPE_ERROR) << mark;
  }
  TextReading reading = commas();
  reading.quote = ",";
  EXPECT_EQ(refused(reading), ND_TYPE_ERROR);
  reading.quote = "#";
  EXPECT_EQ(refused(reading), ND_TYPE_ERROR);
  reading.quote = "";
  reading.delimiter = "\n";
  EXPECT_EQ(refused(reading), ND_TYPE_ERROR);
  reading.delimiter = "#";
  EXPECT_EQ(refused(reading), ND_TYPE_ERROR);
  reading.comments = {""};
  EXPECT_EQ(refused(reading), ND_VALUE_ERROR);
}

}  // namespace
}  // namespace nd
