// Sums have NumPy's bits for every layout and choice of axes, and the same for every number of threads.
#include <gtest/gtest.h>

#include "core/threads.hpp"
#include "ufunc/golden.hpp"
#include "ufunc/reduce.hpp"

namespace nd {
namespace {

using test::Golden;
using test::Layout;

// From NumPy 2.4.6: np.add.reduce(a, axis=axes, dtype=dtype).
const std::vector<Golden> kSums = {
    {ND_FLOAT64,
     ND_FLOAT64,
     Layout::c,
     {0x85f9aca625485672, 0xe74a324f35bd1f27, 0xa020d6b04518dc5f, 0xb1794d4b62746c0d, 0xd3de23012b1c65c4,
      0x62c8de2c19122242, 0xafa78435dfc631c7}},
    {ND_FLOAT64,
     ND_FLOAT64,
     Layout::f,
     {0x85f9aca625485672, 0xe74a324f35bd1f27, 0xa020d6b04518dc5f, 0x18e3e6a49a3e925c, 0x024594b5ce83bc39,
      0x3ca13c44bd1b7966, 0x6504f169a2f04682}},
    {ND_FLOAT64,
     ND_FLOAT64,
     Layout::reversed,
     {0x5976941f3a5ec60b, 0xe57cb50391e3f9f5, 0xdcdc6d555c3333b3, 0xea8cbeb1d5f6772f, 0xf69830d394593bae,
      0x21f5a5062c541fd2, 0x4a54b8516b1664e2}},
    {ND_FLOAT64,
     ND_FLOAT64,
     Layout::stepped,
     {0x0f18f5cf178e4665, 0x253a1fcfb55bf5a4, 0x6f76c7e654b5506b, 0xa88b34d3f39e8fa8, 0xd0edab428b41325c,
      0x32b9ccdee1466d85, 0xfc74f98fcafe7054}},
    {ND_FLOAT64,
     ND_FLOAT64,
     Layout::padded,
     {0x85f9aca625485672, 0xe74a324f35bd1f27, 0xa020d6b04518dc5f, 0x6d027b4b6f2be784, 0xe400da09ba916cdd,
      0xed81c5475b874dd2, 0xff40bf70da2d30bf}},
    {ND_FLOAT32,
     ND_FLOAT32,
     Layout::c,
     {0x324b8854d85ffbf4, 0x0112330f72f8dfa4, 0x61398e95e9935d66, 0xa78739a717d1e883, 0x43aaaaff2d8211c3,
      0xadcba2ebaab7392b, 0xeb8346a31ded38f1}},
    {ND_FLOAT32,
     ND_FLOAT32,
     Layout::f,
     {0x324b8854d85ffbf4, 0x0112330f72f8dfa4, 0x61398e95e9935d66, 0x0b67fce13a4d20ef, 0x5c08f950097f7047,
      0x83abb7fa3f95c271, 0xac5d2015f068f76a}},
    {ND_FLOAT32,
     ND_FLOAT32,
     Layout::reversed,
     {0x324b8854d85ffbf4, 0x3b5f7b30a44a90b8, 0x98f6dececaab6627, 0x18887589239ddd84, 0x0182ebb4d4047f83,
      0x47309d01c8744365, 0x5e81f065b579775c}},
    {ND_FLOAT32,
     ND_FLOAT32,
     Layout::stepped,
     {0xd905e90e450073de, 0x4fa3826778e05625, 0x69d7841545c56487, 0x4552d3e68e0f07df, 0x21ff685eb12ce9f3,
      0xd36bc8a36ff9c925, 0x6dd2fd786541ae9a}},
    {ND_FLOAT32,
     ND_FLOAT32,
     Layout::padded,
     {0x324b8854d85ffbf4, 0x0112330f72f8dfa4, 0x61398e95e9935d66, 0x204c1bf5da01c609, 0x347b080c40c84b33,
      0x69d38b720091cbaa, 0x9b119149d4f8da42}},
    {ND_FLOAT16,
     ND_FLOAT16,
     Layout::c,
     {0x07c9e007b4931c6c, 0x0aa42307b6ff34d6, 0x0a776007b6d8ae92, 0x6c12216a68d0337b, 0x47141af37a85d827,
      0x47e6c582f199d436, 0x2960ab27d5aea5fb}},
    {ND_FLOAT16,
     ND_FLOAT16,
     Layout::f,
     {0x07c9e007b4931c6c, 0x0aa42307b6ff34d6, 0x0a776007b6d8ae92, 0x43a140909e860cab, 0x1b648e80fa6c8ddf,
      0x5f0f9b03c3554359, 0xcbcabe56dfa63ff7}},
    {ND_FLOAT16,
     ND_FLOAT16,
     Layout::reversed,
     {0x07c9e007b4931c6c, 0x0aa42307b6ff34d6, 0x0a776007b6d8ae92, 0x94cb11ba56c18c6c, 0xaa0cc0bbe439b612,
      0x2f559e876c1846f3, 0xde81b3f6fd47a739}},
    {ND_FLOAT16,
     ND_FLOAT16,
     Layout::stepped,
     {0x0addf107b7305827, 0x0a0da707b67e8b2e, 0x0a29ae07b69711cb, 0x231ffcf35cf595b8, 0x201471347f8db361,
      0xd950f95e9ad27465, 0xeae923bfbfb7ff3e}},
    {ND_FLOAT16,
     ND_FLOAT16,
     Layout::padded,
     {0x07c9e007b4931c6c, 0x0aa42307b6ff34d6, 0x0a776007b6d8ae92, 0xe086e4b08d50f520, 0xf16808b266ca952a,
      0x766c24dac2acdc2d, 0x6516b5b497d99cf3}},
    {ND_COMPLEX128,
     ND_COMPLEX128,
     Layout::c,
     {0x18a317923596c243, 0xa05030de80c8e26b, 0x4df4d83cd1b67c33, 0x44004037f30c7dc5, 0xb2364fc9cc771984,
      0x0ae1631c8cfd971d, 0xd924db76b043176f}},
    {ND_COMPLEX128,
     ND_COMPLEX128,
     Layout::f,
     {0x18a317923596c243, 0xa05030de80c8e26b, 0x4df4d83cd1b67c33, 0x47be86d319958f90, 0x75348522d8ce0465,
      0x5a66d75c8a56b820, 0xd720fe3d64c8a264}},
    {ND_COMPLEX128,
     ND_COMPLEX128,
     Layout::reversed,
     {0x18a317923596c243, 0xe4109d458631d365, 0xf7902896318f8bd7, 0xe7a0810a7e933696, 0xaf7c15847d641a1c,
      0xc8c382b87bb29313, 0x43d962aac041d55e}},
    {ND_COMPLEX128,
     ND_COMPLEX128,
     Layout::stepped,
     {0xb5d7cbadaa783b1d, 0x9c16b20eac314859, 0x897b879f349eab19, 0x3cbf71c0b08b1800, 0x659ae62296aa1843,
      0x6ba13975b8c78cae, 0xa6338eb2cbc4e13e}},
    {ND_COMPLEX128,
     ND_COMPLEX128,
     Layout::padded,
     {0x18a317923596c243, 0xa05030de80c8e26b, 0x4df4d83cd1b67c33, 0xd56b5592891cedb8, 0x0470ed197dbc696e,
      0x69c6f2768b5d24c5, 0x2bb4e746835c7be8}},
    {ND_COMPLEX64,
     ND_COMPLEX64,
     Layout::c,
     {0xdd9d2ec241c4da50, 0xe3ad5f4cce1117d9, 0x61bb8be6b9d5efae, 0xfe478543da1a7026, 0x2e66a10dce9e130f,
      0xa10a0beee1edb46d, 0xe3a4d90ef747f3e8}},
    {ND_COMPLEX64,
     ND_COMPLEX64,
     Layout::f,
     {0xdd9d2ec241c4da50, 0xe3ad5f4cce1117d9, 0x61bb8be6b9d5efae, 0x88c40c0c7949a773, 0xb75465f3c17a8c66,
      0x061f0814463dd9da, 0xa374a391aae0fe24}},
    {ND_COMPLEX64,
     ND_COMPLEX64,
     Layout::reversed,
     {0x079aef062d443708, 0x02762bc4cf8e74b0, 0xd44dfcefb38740c6, 0x8ca37b1927ce8baa, 0x9d0ccdc7a27b1b03,
      0x28dbc74f839e4d13, 0x7580af5fa2055761}},
    {ND_COMPLEX64,
     ND_COMPLEX64,
     Layout::stepped,
     {0x116b022c5ade58ad, 0xc9432177e5583951, 0x2fab1d3de63c8a23, 0x2b6575829e99ba95, 0xdb3c78ab3c17316d,
      0xa9a75d7410cee34c, 0x666ccee5c73689f1}},
    {ND_COMPLEX64,
     ND_COMPLEX64,
     Layout::padded,
     {0xdd9d2ec241c4da50, 0xe3ad5f4cce1117d9, 0x61bb8be6b9d5efae, 0xdc5a515063a0bf70, 0x5fef7b3c485ec624,
      0x2c9be22148200564, 0x0ab7d47d7059eda1}},
    {ND_INT32,
     ND_FLOAT64,
     Layout::c,
     {0xda85b231b3bc3830, 0xa1496833d65c36a9, 0xc583003116e2c565, 0x9083dc3ced1a8178, 0x9c05614f6f7a6dbe,
      0x2fdd124655f12444, 0xfd52b2e990066b70}},
    {ND_INT32,
     ND_FLOAT64,
     Layout::f,
     {0xda85b231b3bc3830, 0xa1496833d65c36a9, 0xc583003116e2c565, 0xa39b45b20c564bca, 0x635911c275ebcc10,
      0xeabe22b6c9285dc4, 0x379a05ddabea545d}},
    {ND_INT32,
     ND_FLOAT64,
     Layout::reversed,
     {0xda85b231b3bc3830, 0xa1496833d65c36a9, 0xc583003116e2c565, 0x6248f6beec5bc090, 0xe6629c5af01af386,
      0x9a53f91c510ceee8, 0x2300668c2bc8c9a8}},
    {ND_INT32,
     ND_FLOAT64,
     Layout::stepped,
     {0x37883630c581bb5e, 0xd8f9523486dc43f2, 0xbefcc632c5f7f5ba, 0xd8bc14b521e704f7, 0xb31be0798cbadf26,
      0xc0d198a4f910a611, 0xad8ae7570488618f}},
    {ND_INT32,
     ND_FLOAT64,
     Layout::padded,
     {0xda85b231b3bc3830, 0xa1496833d65c36a9, 0xc583003116e2c565, 0x8106a8ae209482f7, 0x6e15bd0743142db8,
      0xb34630351c57c842, 0xa9539c9d70fe0218}},
    {ND_FLOAT32,
     ND_FLOAT64,
     Layout::c,
     {0xd4e247ddcd7cb980, 0x09e34a8cbd5fe0af, 0x02ebf4b8647c546e, 0xd8391eb996c69b3f, 0x1b40d7287b61e81d,
      0x7c9bf870ceceb58e, 0x74a1cd2dfb5c26d4}},
    {ND_FLOAT32,
     ND_FLOAT64,
     Layout::f,
     {0xd4e247ddcd7cb980, 0x09e34a8cbd5fe0af, 0x02ebf4b8647c546e, 0x05ab72c50d1ec591, 0x8483febf25c6c753,
      0xb65e109a264bd1e6, 0x592afecf1ff9b38c}},
    {ND_FLOAT32,
     ND_FLOAT64,
     Layout::reversed,
     {0xd4e247ddcd7cb980, 0x09e34a8cbd5fe0af, 0x02ebf4b8647c546e, 0x6f6e2f8d1c17e1b3, 0x9c92684b4d10d69d,
      0x4e6f0035b0701c2a, 0x44b8f744e5ce8f44}},
    {ND_FLOAT32,
     ND_FLOAT64,
     Layout::stepped,
     {0xa4dc0dce3efb5b9c, 0x9e9c6dbefe7f41a9, 0xd30ae561a4d55ccb, 0x861f173ca1e69aa2, 0xcc903f5474a5e68c,
      0xfd68cbb664b2d10a, 0xce76cdae69735f3b}},
    {ND_FLOAT32,
     ND_FLOAT64,
     Layout::padded,
     {0xd4e247ddcd7cb980, 0x09e34a8cbd5fe0af, 0x02ebf4b8647c546e, 0x3924247efca9c47e, 0xec759ce55e9d7595,
      0x093a6358dd3c47d4, 0xc927237bb2e83581}},
};

class Sums : public testing::TestWithParam<Golden> {
 protected:
  void TearDown() override { set_num_threads(0); }
};

TEST_P(Sums, HaveNumPysBits) {
  const Golden& golden = GetParam();
  for (size_t k = 0; k < golden.hashes.size(); ++k) {
    const Ref<Array> a = test::laid_out(test::golden_shapes()[k], dtype_of(golden.from), golden.layout);
    const uint64_t found = test::hash_of_subsets(*a, [&](const Array& x, const Dims& axes) {
      return reduce(find_ufunc("add"), x, axes, false, {.dtype = dtype_of(golden.dtype)});
    });
    EXPECT_EQ(found, golden.hashes[k]) << "shape " << k;
  }
}

INSTANTIATE_TEST_SUITE_P(All, Sums, testing::ValuesIn(kSums));

class Threads : public testing::Test {
 protected:
  void TearDown() override { set_num_threads(0); }
};

TEST_F(Threads, DoNotShowInTheBits) {
  const int64_t shapes[][2] = {{200003, 1}, {1, 200003}, {501, 503}, {3, 100001}, {100001, 3}};
  for (const auto& shape : shapes) {
    for (const Layout layout : test::kGoldenLayouts) {
      for (const nd_type_code code : {ND_FLOAT16, ND_FLOAT32, ND_FLOAT64, ND_COMPLEX64}) {
        const Ref<Array> a = test::laid_out(shape, dtype_of(code), layout);
        auto sums = [&] {
          return test::hash_of_subsets(
              *a, [](const Array& x, const Dims& axes) { return reduce(find_ufunc("add"), x, axes, false); });
        };
        set_num_threads(1);
        const uint64_t alone = sums();
        set_num_threads(2);
        EXPECT_EQ(sums(), alone);
        set_num_threads(5);
        EXPECT_EQ(sums(), alone);
      }
    }
  }
}

TEST_F(Threads, DoNotShowInExtremaAndIntegers) {
  const int64_t shape[] = {501, 503};
  for (const char* name : {"add", "multiply", "maximum", "minimum", "logical_or", "logical_and"}) {
    for (const nd_type_code code : {ND_BOOL, ND_INT8, ND_INT32, ND_INT64, ND_FLOAT32, ND_BFLOAT16}) {
      const Ref<Array> a = test::laid_out(shape, dtype_of(code), Layout::padded);
      auto results = [&] {
        return test::hash_of_subsets(
            *a, [&](const Array& x, const Dims& axes) { return reduce(find_ufunc(name), x, axes, false); });
      };
      set_num_threads(1);
      const uint64_t alone = results();
      set_num_threads(4);
      EXPECT_EQ(results(), alone) << name << " " << dtype_of(code)->name;
    }
  }
}

}  // namespace
}  // namespace nd
