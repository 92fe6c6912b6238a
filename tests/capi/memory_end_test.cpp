// Products of arrays that end where readable memory ends: neither the library nor the BLAS may read on.
#include <gtest/gtest.h>
#include <sys/mman.h>

#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "ndcore/ndcore.h"

namespace {

// Two pages of which the second cannot be read.
class LastPage {
 public:
  LastPage() : pages_(static_cast<char*>(mmap(nullptr, 2 * kPage, PROT_READ | PROT_WRITE, kFlags, -1, 0))) {
    if (pages_ == MAP_FAILED || mprotect(pages_ + kPage, kPage, PROT_NONE) != 0) std::abort();
  }
  LastPage(const LastPage&) = delete;
  LastPage& operator=(const LastPage&) = delete;
  ~LastPage() { munmap(pages_, 2 * kPage); }

  // 1, 2, 3 … in a C-contiguous array whose last byte is the page's.
  nd_array* counted(nd_dtype* dtype, std::vector<int64_t> shape) {
    int64_t count = 1;
    for (const int64_t extent : shape) count *= extent;
    nd_array* const start = nd_weak_int(1);
    nd_array* const stop = nd_weak_int(count + 1);
    nd_array* const numbers = nd_arange(start, stop, start, dtype);
    const auto bytes = static_cast<size_t>(nd_array_nbytes(numbers));
    char* const begin = pages_ + kPage - bytes;
    std::memcpy(begin, nd_array_data(numbers), bytes);
    for (nd_array* a : {start, stop, numbers}) nd_release(a);
    return nd_array_wrap(begin, dtype, shape.data(), nullptr, static_cast<int32_t>(shape.size()), 0, nullptr, nullptr);
  }

 private:
  static constexpr size_t kPage = 4096;
  static constexpr int kFlags = MAP_PRIVATE | MAP_ANONYMOUS;
  char* pages_;
};

double first_of(nd_array* a) {
  nd_array* const converted = nd_astype(a, nd_dtype_from_code(ND_COMPLEX128, ND_NATIVE), ND_CASTING_UNSAFE, ND_ORDER_C);
  if (converted == nullptr) return -1;
  double real;
  std::memcpy(&real, nd_array_data(converted), sizeof real);
  nd_release(converted);
  return real;
}

// The product of a first row and a first column, both counted.
double expected(int64_t k, int64_t columns) {
  double sum = 0;
  for (int64_t i = 0; i < k; ++i) sum += static_cast<double>((i + 1) * (i * columns + 1));
  return sum;
}

class MemoryEnd : public testing::TestWithParam<const char*> {};

TEST_P(MemoryEnd, Products) {
  LastPage left, right;
  nd_dtype* const dtype = nd_dtype_parse(GetParam());
  for (int64_t m = 1; m <= 11; ++m) {
    for (int64_t k = 1; k <= 9; ++k) {
      SCOPED_TRACE(std::to_string(m) + " by " + std::to_string(k));
      nd_array* const matrix = left.counted(dtype, {m, k});
      nd_array* const vector = right.counted(dtype, {k});
      nd_array* const row = nd_matmul(matrix, vector, nullptr);
      EXPECT_EQ(first_of(row), expected(k, 1));
      nd_array* const transposed = nd_matrix_transpose(matrix);
      nd_array* const other = right.counted(dtype, {m});
      nd_array* const column = nd_matmul(other, matrix, nullptr);
      EXPECT_EQ(first_of(column), expected(m, k));
      nd_array* const again = nd_matmul(transposed, other, nullptr);
      EXPECT_EQ(first_of(again), expected(m, k));
      nd_array* const one = right.counted(dtype, {1, 1});
      nd_array* const single = left.counted(dtype, {m, 1});
      nd_array* const product = nd_inner(one, single);
      EXPECT_EQ(first_of(product), 1);
      for (nd_array* a : {matrix, vector, row, transposed, other, column, again, one, single, product}) nd_release(a);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Dtypes, MemoryEnd, testing::Values("float32", "float64", "complex64", "complex128", "int64"));

}  // namespace
