// Tables written as text: every number comes back, rows of formats, encodings.
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "elements.hpp"
#include "io/text_file.hpp"

namespace nd {
namespace {

Ref<Array> read(std::string_view content, const TextReading& reading = {}, DType* dtype = dtype_of<double>()) {
  MemorySource source(content);
  return read_text(source, dtype, reading, "loadtxt: 'x'");
}

std::string written(const Array& a, const TextWriting& writing) {
  std::string all;
  write_text(a, writing, [&](std::string_view piece) { all += piece; });
  return all;
}

TEST(WriteText, AsManyColumnsAsThereAreWithoutRows) {
  const Ref<Array> wide = empty(dtype_of<double>(), Dims{0, int64_t{1} << 32});
  const Ref<Array> parts = empty(dtype_of<complex64>(), Dims{0, int64_t{1} << 59});
  EXPECT_EQ(written(*wide, {}), "");
  EXPECT_EQ(written(*parts, {}), "");
  TextWriting two;
  two.format = "%d %d";
  EXPECT_THROW(written(*wide, two), Error);
  EXPECT_THROW(written(*parts, two), Error);
  const Ref<Array> three = test::array_of(std::vector<double>{1, 2, 3}, Dims{1, 3});
  TextWriting marked;
  marked.format = "<%d>";
  marked.delimiter = ";";
  EXPECT_EQ(written(*three, marked), "<1>;<2>;<3>\n");
  const Ref<Array> pairs = test::array_of(std::vector<complex128>{{1, 2}, {3, -4}, {5, 6}}, Dims{1, 3});
  EXPECT_EQ(written(*pairs, marked), " (<1>+<2>j); (<3>+<-4>j); (<5>+<6>j)\n");
}

TEST(WriteText, EveryLayoutAndBack) {
  for (const std::string& layout : test::kLayouts) {
    const Ref<Array> a = test::counted(dtype_of<double>(), Dims{3, 4}, layout);
    EXPECT_EQ(test::values(*read(written(*a, {}))), test::values(*a)) << layout;
  }
}

TEST(WriteText, HeaderFooterAndRowFormats) {
  const Ref<Array> a = test::counted(dtype_of<int32_t>(), Dims{2, 2});
  TextWriting writing;
  writing.format = "%d";
  writing.delimiter = ";";
  writing.newline = "\r\n";
  writing.header = "one\ntwo";
  writing.footer = "end";
  EXPECT_EQ(written(*a, writing), "# one\n# two\r\n0;1\r\n2;3\r\n# end\r\n");
  writing = {};
  writing.format = "(%d: %.1f)";
  EXPECT_EQ(written(*a, writing), "(0: 1.0)\n(2: 3.0)\n");
  writing.format = "%d %d %d";
  EXPECT_THROW(written(*a, writing), Error);
  writing.format = "none";
  EXPECT_THROW(written(*a, writing), Error);
  EXPECT_THROW(written(*scalar(1.0), {}), Error);
  writing.format = "<%d>";
  writing.delimiter = ",";
  EXPECT_EQ(written(*a, writing), "<0>,<1>\n<2>,<3>\n");
  EXPECT_EQ(written(*test::counted(dtype_of<int8_t>(), Dims{2}), writing), "<0>\n<1>\n");
}

TEST(WriteText, ComplexNumbers) {
  const Ref<Array> a = empty(dtype_of<complex128>(), Dims{1, 2});
  a->as<complex128>()[0] = {1, 2};
  a->as<complex128>()[1] = {3, -4};
  TextWriting writing;
  writing.format = "%.0f";
  EXPECT_EQ(written(*a, writing), " (1+2j)  (3-4j)\n");
  writing.format = "%.0f %.0f %.0f %.0f";
  EXPECT_EQ(written(*a, writing), "1 2 3 -4\n");
}

TEST(WriteText, Encodings) {
  const Ref<Array> a = test::counted(dtype_of<int8_t>(), Dims{1, 2});
  TextWriting writing;
  writing.format = "%d";
  writing.delimiter = "\u00b7";
  EXPECT_EQ(written(*a, writing), "0\u00b71\n");
  const std::pair<const char*, std::string> expected[] = {{"latin1",
                                                           "0\xb7"
                                                           "1\n"},
                                                          {"utf-8-sig",
                                                           "\xef\xbb\xbf"
                                                           "0\u00b71\n"},
                                                          {"UTF-16",
                                                           {"\xff\xfe"
                                                            "0\0\xb7\0"
                                                            "1\0\n\0",
                                                            10}},
                                                          {"utf_16_be",
                                                           {"\0"
                                                            "0\0\xb7\0"
                                                            "1\0\n",
                                                            8}}};
  for (const auto& [encoding, bytes] : expected) {
    writing.encoding = encoding;
    EXPECT_EQ(written(*a, writing), bytes) << encoding;
  }
  for (const char* encoding : {"ascii", "cp1252", ""}) {
    writing.encoding = encoding;
    EXPECT_THROW(written(*a, writing), Error) << encoding;
  }
}

}  // namespace
}  // namespace nd
