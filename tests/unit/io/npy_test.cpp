// .npy files: what is written is NumPy's form, what is read is checked before anything is allocated.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <string>

#include "core/memory.hpp"
#include "io/file.hpp"
#include "io/npy.hpp"
#include "io/npy_bytes.hpp"

namespace nd {
namespace {

using test::entries;
using test::file_bytes;
using test::parse;
using test::refusal;

struct TemporaryFile {
  std::string path = text("/tmp/ndcore_npy_test.", int64_t{getpid()}, ".npy");
  ~TemporaryFile() { std::remove(path.c_str()); }
  void write(std::string_view bytes) const {
    std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  }
};

Ref<Array> counting(DType* dtype, std::initializer_list<int64_t> shape, int32_t order = ND_ORDER_C) {
  Ref<Array> a = empty(dtype, Dims(shape), order);
  for (int64_t i = 0; i < a->nbytes(); ++i) a->data[i] = static_cast<std::byte>(i % 2);
  return a;
}

TEST(Npy, EveryDtypeOrderAndByteOrderGoesThere) {
  const TemporaryFile file;
  for (int32_t code = 0; code < kTypeCount; ++code) {
    for (const bool swapped : {false, true}) {
      for (const int32_t order : {ND_ORDER_C, ND_ORDER_F}) {
        const Ref<Array> a = counting(dtype_of(code, swapped), {3, 5}, order);
        save_npy(file.path, *a);
        const Ref<Array> loaded = load_npy(file.path);
        const Ref<Array> mapped = map_npy(file.path, MapMode::read);
        for (const Ref<Array>& b : {loaded, mapped}) {
          ASSERT_EQ(b->dtype, a->dtype) << a->dtype->type_str;
          ASSERT_TRUE(std::ranges::equal(b->strides(), a->strides()));
          ASSERT_EQ(std::memcmp(b->data, a->data, static_cast<size_t>(a->nbytes())), 0);
        }
        EXPECT_FALSE(mapped->writeable);
      }
    }
  }
}

TEST(Npy, StridedViewsAreWrittenInCOrder) {
  const Ref<Array> a = empty(dtype_of<int64_t>(), Dims{4, 6});
  for (int64_t i = 0; i < 24; ++i) a->as<int64_t>()[i] = i;
  const Ref<Array> reversed = view(*a, a->data + 23 * 8, Dims{4, 3}, Dims{-48, -16});
  int64_t consumed = 0;
  const Ref<Array> bytes = npy_to_bytes(*reversed);
  const Ref<Array> back = npy_from_bytes({bytes->data, static_cast<size_t>(bytes->nbytes())}, consumed);
  EXPECT_EQ(consumed, bytes->nbytes());
  for (int64_t i = 0; i < 12; ++i) EXPECT_EQ(back->as<int64_t>()[i], 23 - i / 3 * 6 - i % 3 * 2);
}

TEST(Npy, EveryPrefixAndEveryVersionThatIsNoneIsRefused) {
  const std::string whole = file_bytes(entries("'<f8'", "(1,)"), 8);
  for (size_t n = 0; n < whole.size(); ++n) refusal(whole.substr(0, n));
  EXPECT_EQ(parse(whole + "behind it")->size, 1);
  refusal(file_bytes(entries("'<f8'", "(1,)"), 8, 4));
  refusal(file_bytes(entries("'<f8'", "(1,)"), 8, 0));
  std::string huge = file_bytes("", 0, 2);
  huge.replace(8, 4, "\xff\xff\xff\xff");
  EXPECT_NE(refusal(huge).find("of at most 10000"), std::string::npos);
}

TEST(Npy, StreamsAreReadToTheByte) {
  const std::string whole = file_bytes(entries("'<f8'", "(3,)"), 24);
  const auto need = [&](size_t n) {
    const auto bytes = std::as_bytes(std::span(whole)).first(n);
    const int64_t header = npy_header_size(bytes, "test");
    return std::ssize(bytes) < header ? header : parse_npy_header(bytes, "test").data_offset + 24;
  };
  EXPECT_EQ(need(0), 12);
  EXPECT_LT(need(12), std::ssize(whole));
  EXPECT_EQ(need(static_cast<size_t>(need(12))), std::ssize(whole));
}

TEST(Npy, FilesThatAreCutShortOrMissing) {
  const TemporaryFile file;
  const std::string whole = file_bytes(entries("'<f8'", "(1000000000000,)"), 8);
  file.write(whole);
  const int64_t before = live_block_bytes();
  for (const bool mapped : {false, true}) {
    try {
      mapped ? map_npy(file.path, MapMode::read) : load_npy(file.path);
      ADD_FAILURE();
    } catch (const Error& error) {
      EXPECT_EQ(error.status(), ND_FORMAT_ERROR) << error.what();
      EXPECT_NE(std::string(error.what()).find(file.path), std::string::npos);
    }
  }
  EXPECT_EQ(live_block_bytes(), before);
  try {
    load_npy("/nowhere/x.npy");
    ADD_FAILURE();
  } catch (const Error& error) {
    EXPECT_EQ(error.status(), ND_NOT_FOUND);
    EXPECT_STREQ(error.what(), "load: cannot open '/nowhere/x.npy': No such file or directory (errno 2)");
  }
  EXPECT_THROW(load_npy("/tmp"), Error);
  EXPECT_THROW(save_npy("/nowhere/x.npy", *zeros(dtype_of<double>(), Dims{1})), Error);
}

TEST(Npy, WritingFailsWithAnErrorAndLeavesTheOldFile) {
  const Ref<Array> a = zeros(dtype_of<double>(), Dims{1000});
  try {
    save_npy("/dev/full", *a);
    ADD_FAILURE();
  } catch (const Error& error) {
    EXPECT_EQ(error.status(), ND_IO_ERROR);
    EXPECT_NE(std::string(error.what()).find("No space left on device"), std::string::npos) << error.what();
  }
  save_npy("/dev/null", *a);
}

TEST(Npy, MapModes) {
  const TemporaryFile file;
  const Ref<Array> a = counting(dtype_of<int32_t>(), {8});
  save_npy(file.path, *a);
  {
    const Ref<Array> kept = map_npy(file.path, MapMode::copy_on_write);
    EXPECT_TRUE(kept->writeable);
    kept->as<int32_t>()[0] = 7;
    EXPECT_NE(load_npy(file.path)->as<int32_t>()[0], 7);
    const Ref<Array> shared = map_npy(file.path, MapMode::read_write);
    shared->as<int32_t>()[1] = 9;
    flush(*shared);
    EXPECT_EQ(load_npy(file.path)->as<int32_t>()[1], 9);
    // The file a mapping stands on is replaced, not cut.
    save_npy(file.path, *view(*shared, shared->data, Dims{2}, Dims{4}));
    EXPECT_EQ(shared->as<int32_t>()[1], 9);
  }
  EXPECT_EQ(load_npy(file.path)->size, 2);
  EXPECT_THROW(map_file(file.path, MapMode::read, dtype_of<double>(), Dims{1000}, ND_ORDER_C, 0), Error);
  EXPECT_THROW(map_file(file.path, MapMode::read, dtype_of<double>(), Dims{1}, ND_ORDER_C, -1), Error);
  EXPECT_EQ(map_file(file.path, MapMode::read, dtype_of<int32_t>(), Dims{2}, ND_ORDER_C, 128)->as<int32_t>()[1], 9);
}

}  // namespace
}  // namespace nd
