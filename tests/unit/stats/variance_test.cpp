// Variances: degrees of freedom, given means, complex numbers; their bits are NumPy's.
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "core/threads.hpp"
#include "elements.hpp"
#include "stats/lines.hpp"
#include "stats/stats.hpp"
#include "ufunc/golden.hpp"

namespace nd {
namespace {

using test::along;
using test::array_of;
using test::Golden;
using test::kLayouts;
using test::Layout;
using test::Line;
using test::lines_of;
using test::numbers;
using test::total;
using test::values;

double number(const Array& a) { return *astype(a, dtype_of<double>())->as<double>(); }

TEST(Variance, DdofMeanAndComplex) {
  const Ref<Array> a = array_of<double>({4}, {1, 2, 3, 4});
  EXPECT_EQ(number(*var(*a)), 1.25);
  EXPECT_EQ(number(*var(*a, {}, {.ddof = 1})), 5.0 / 3.0);
  const Ref<Array> center = array_of<double>({1}, {0});
  EXPECT_EQ(number(*var(*a, {}, {.mean = center.get()})), 7.5);
  EXPECT_EQ(number(*nd::std(*array_of<double>({2}, {1, 3}))), 1.0);
  const Ref<Array> z = array_of<complex128>({2}, {{0, 0}, {2, 2}});
  EXPECT_EQ(var(*z)->dtype->code, ND_FLOAT64);
  EXPECT_EQ(number(*var(*z)), 2.0);
}

TEST(Variance, AndMeansAlongEachAxisInEveryLayout) {
  const std::vector<double> all = numbers(true);
  for (const nd_type_code code : {ND_INT8, ND_INT64, ND_FLOAT32, ND_FLOAT64}) {
    for (const std::string& layout : kLayouts) {
      const Ref<Array> a = lines_of(code, all, layout);
      for (size_t axis = 0; axis < 3; ++axis) {
        const auto which = static_cast<int64_t>(axis);
        const Axes axes{std::span(&which, 1), false};
        const auto average = [](const Line& line) { return total(line) / static_cast<double>(line.size()); };
        const auto variance = [&](const Line& line) {
          double sum = 0;
          for (const double x : line) sum += (x - average(line)) * (x - average(line));
          return sum / static_cast<double>(line.size());
        };
        // float32 rounds each operation: 8 of them on numbers up to 36.
        const double bound = code == ND_FLOAT32 ? 2e-5 : 1e-14;
        const std::vector<double> means = values(*mean(*a, axes)), expected = along(all, axis, average);
        const std::vector<double> variances = values(*var(*a, axes)), spread = along(all, axis, variance);
        for (size_t i = 0; i < means.size(); ++i) {
          EXPECT_NEAR(means[i], expected[i], bound);
          EXPECT_NEAR(variances[i], spread[i], bound);
        }
      }
    }
  }
}

// From NumPy 2.4.6: np.var(a, axis=axes).
const std::vector<Golden> kVariances = {
    {ND_FLOAT64,
     ND_FLOAT64,
     Layout::c,
     {0x49d5a69d488501d6, 0x596bcfd9a728d6ea, 0x154d28e750895590, 0xbda139ce2ea40599, 0x13ab659999dadaf1,
      0xa675ee50babc0482, 0xeb720f0507c3c5e7}},
    {ND_FLOAT64,
     ND_FLOAT64,
     Layout::f,
     {0x49d5a69d488501d6, 0x596bcfd9a728d6ea, 0x154d28e750895590, 0x69fbd26a8c9a9359, 0xd61e93c6b6d3ba29,
      0x72029b4ed02d8b8a, 0x2ef728e02305beea}},
    {ND_FLOAT64,
     ND_FLOAT64,
     Layout::reversed,
     {0xb4fb822afc29843f, 0x9224210005b8ab90, 0x154d28e750895590, 0x1ddc3d29e2c925c4, 0x7b5e84def6ee5ad4,
      0xf498f6d97f3d7dab, 0xd7c378e0e71238ee}},
    {ND_FLOAT64,
     ND_FLOAT64,
     Layout::stepped,
     {0x8515d9ee85c4e6ee, 0xb5687c0bf7bce4cc, 0x99af1a60889018b6, 0x2e3eb87a80a22160, 0xc806b378b89f8320,
      0x2d63852e272d663a, 0x7d50ff37a6d2364f}},
    {ND_FLOAT64,
     ND_FLOAT64,
     Layout::padded,
     {0x49d5a69d488501d6, 0x596bcfd9a728d6ea, 0x154d28e750895590, 0x66bb5f051f989204, 0xd0894c563ea9b9c3,
      0x7c24702dee163d51, 0xdff81a8f747da468}},
    {ND_FLOAT32,
     ND_FLOAT32,
     Layout::c,
     {0x80981b5bb441563c, 0x24ecb544d0862e67, 0xc36744b3bcad0d51, 0xff5b6b0dd381af92, 0xd0971bcb86760588,
      0x9c2fa77fb21c5890, 0x11b47edc1bfb817a}},
    {ND_FLOAT32,
     ND_FLOAT32,
     Layout::f,
     {0x80981b5bb441563c, 0x24ecb544d0862e67, 0xc36744b3bcad0d51, 0xb315c5bef4fb4998, 0x14585c8d188a7706,
      0xbbd41c25dd0aa459, 0xdc920e4b887ce64b}},
    {ND_FLOAT32,
     ND_FLOAT32,
     Layout::reversed,
     {0x80981b5bb441563c, 0xf449631b1827a630, 0xc36744b3bcad0d51, 0x8acc48dff94bd3bf, 0xaddadcc9567686fc,
      0xa737c64692c80853, 0x1e9cb818a7911b08}},
    {ND_FLOAT32,
     ND_FLOAT32,
     Layout::stepped,
     {0x975dcf0cfc1f8ac5, 0xdaa59591eb56faa8, 0x2b5eed0de2870259, 0x45aa2d27bdf9cefd, 0x866957b05418d7e5,
      0x0228614c3435b8b9, 0x9e0276b2c654a9af}},
    {ND_FLOAT32,
     ND_FLOAT32,
     Layout::padded,
     {0x80981b5bb441563c, 0x24ecb544d0862e67, 0xc36744b3bcad0d51, 0xc8b6a23de12d5832, 0xbf180db61642e082,
      0xfec6234fe763c674, 0x9b385928e4aa5dcf}},
    {ND_FLOAT16,
     ND_FLOAT16,
     Layout::c,
     {0x0b174207b760a711, 0x08324c07b4eb09f9, 0x08324c07b4eb09f9, 0x019407bb62f96739, 0xdfcb46e436966403,
      0x3386c6dadcc7c830, 0x630ea88318beaea7}},
    {ND_FLOAT16,
     ND_FLOAT16,
     Layout::f,
     {0x0b174207b760a711, 0x08324c07b4eb09f9, 0x08324c07b4eb09f9, 0x2c73e412e899ff03, 0x019407bb62f96739,
      0xa3e9b7c2e28f005b, 0x9b3fc9a01a491f58}},
    {ND_FLOAT16,
     ND_FLOAT16,
     Layout::reversed,
     {0x0b174207b760a711, 0x08324c07b4eb09f9, 0x08324c07b4eb09f9, 0x019407bb62f96739, 0x0bc67a2e83cffc6c,
      0xb28c25b128049a51, 0xe3898c0c3c8ecd70}},
    {ND_FLOAT16,
     ND_FLOAT16,
     Layout::stepped,
     {0x09495207b5d86609, 0x08324c07b4eb09f9, 0x08324c07b4eb09f9, 0x019407bb62f96739, 0x445f5e6f9c496bb2,
      0x3c87ebcbc77508ad, 0x6ba560f5f6afe291}},
    {ND_FLOAT16,
     ND_FLOAT16,
     Layout::padded,
     {0x0b174207b760a711, 0x08324c07b4eb09f9, 0x08324c07b4eb09f9, 0x019407bb62f96739, 0x662adf2cacd05e6f,
      0xd38ebf6b8155eca8, 0x46a163a71356dc6f}},
    {ND_COMPLEX128,
     ND_COMPLEX128,
     Layout::c,
     {0x46d6a1f095c1e771, 0xeda4b307a8e842b5, 0x4b1bd01ecc106b12, 0x604d947468770442, 0x5d013abadd07a626,
      0x4a7f0211e9e407af, 0x3bb17d0d03641cc9}},
    {ND_COMPLEX128,
     ND_COMPLEX128,
     Layout::f,
     {0x46d6a1f095c1e771, 0xeda4b307a8e842b5, 0x4b1bd01ecc106b12, 0x46e817cc12c6f85e, 0x2f03334ae58ab55a,
      0xac432b3545d4974c, 0xe26fbd37d1d8a925}},
    {ND_COMPLEX128,
     ND_COMPLEX128,
     Layout::reversed,
     {0xcbc14605d4e8ed3f, 0xabed7f8f16c799d6, 0x4b1bd01ecc106b12, 0x4ae72115dfcc7445, 0x4499876149afad82,
      0x2e2a5756d3993008, 0xb3e7e8d5ca1cf9fd}},
    {ND_COMPLEX128,
     ND_COMPLEX128,
     Layout::stepped,
     {0xc38d13623da15367, 0x28e12964d0ac0216, 0xdcf858f77a735733, 0x4bdb5c325ffd13e6, 0x5b07537392e4e74e,
      0x519e9956541c33ce, 0xd0c7d9d8258931b1}},
    {ND_COMPLEX128,
     ND_COMPLEX128,
     Layout::padded,
     {0x46d6a1f095c1e771, 0xeda4b307a8e842b5, 0x4b1bd01ecc106b12, 0xf70bb6cf2bf34637, 0x51b09cb58c9bbf31,
      0xf20a01fd8fb56c5d, 0xa4743409d4c991c5}},
    {ND_COMPLEX64,
     ND_COMPLEX64,
     Layout::c,
     {0x4d99fb6dd386b944, 0x6b79f150712cbb2e, 0xdf9d9243ee273d79, 0x5e9b4301c0eb7bbc, 0x6389e199f36380a0,
      0xa3a3d5eeaab58077, 0x1e3441f00e8d2d4b}},
    {ND_COMPLEX64,
     ND_COMPLEX64,
     Layout::f,
     {0x4d99fb6dd386b944, 0x6b79f150712cbb2e, 0xdf9d9243ee273d79, 0x0d50f7e18db6878c, 0x54b91d0a3095a01c,
      0xbf11b0c24fffcfc5, 0x7f3a086334206042}},
    {ND_COMPLEX64,
     ND_COMPLEX64,
     Layout::reversed,
     {0x4d99fb6dd386b944, 0xd3eebd4e5aeafaa3, 0xdf9d9243ee273d79, 0x89fbf9ea268510a8, 0xe939325e78cc5f11,
      0x27eefc5f9ae538e8, 0xeec1ceb614708097}},
    {ND_COMPLEX64,
     ND_COMPLEX64,
     Layout::stepped,
     {0xcb5bbce88d2efa7e, 0xae1564917eb2cf9e, 0x595bf32a96e1d241, 0x9ed593c1778a6cae, 0xa0836b100f0e802f,
      0x381b407c856506c0, 0x6988f7b10668544e}},
    {ND_COMPLEX64,
     ND_COMPLEX64,
     Layout::padded,
     {0x4d99fb6dd386b944, 0x6b79f150712cbb2e, 0xdf9d9243ee273d79, 0x6a91af2b0febdb66, 0x001a589332e6f6b5,
      0xd876de81b2bca61c, 0xfde255e62d22c831}},
    {ND_INT32,
     ND_FLOAT64,
     Layout::c,
     {0xfd656612d25ddcaa, 0x17a4023fa0acdec8, 0xd96771eeac6caf8c, 0xe51897d3ff49e64c, 0xbe75f9a4ea99abc0,
      0xe5d0aa876163b539, 0xdaf456c32e7b753f}},
    {ND_INT32,
     ND_FLOAT64,
     Layout::f,
     {0xfd656612d25ddcaa, 0x17a4023fa0acdec8, 0xd96771eeac6caf8c, 0xfdd785baa8b2619c, 0x558efbee283f812c,
      0x0c79b724526941e0, 0x88a6e5a194598d99}},
    {ND_INT32,
     ND_FLOAT64,
     Layout::reversed,
     {0xfd656612d25ddcaa, 0xb374f6391b4e2a56, 0xd96771eeac6caf8c, 0x717adb839102a71f, 0xc9cf61a6d80222ee,
      0x50f8d547a530a9ad, 0xabfacad6a3a5eb5f}},
    {ND_INT32,
     ND_FLOAT64,
     Layout::stepped,
     {0xd0ccbc9ff6415226, 0xa3de14362c3a3210, 0x0febad722985b55e, 0x14f0d8787a40b4dc, 0x8d562fffff03a17c,
      0xf83aeb0f9921bbba, 0xeff47c317881d930}},
    {ND_INT32,
     ND_FLOAT64,
     Layout::padded,
     {0xfd656612d25ddcaa, 0x17a4023fa0acdec8, 0xd96771eeac6caf8c, 0x48d80a76e0110769, 0x0c2313ce59bdc84b,
      0xdcc980a01db160e6, 0x66a9b38a5a48a19c}},
};

class Variances : public testing::TestWithParam<Golden> {
 protected:
  void TearDown() override { set_num_threads(0); }
};

TEST_P(Variances, HaveNumPysBits) {
  const Golden& golden = GetParam();
  for (const int threads : {1, 3}) {
    set_num_threads(threads);
    for (size_t k = 0; k < golden.hashes.size(); ++k) {
      const Ref<Array> a = test::laid_out(test::golden_shapes()[k], dtype_of(golden.from), golden.layout);
      const uint64_t found =
          test::hash_of_subsets(*a, [](const Array& x, const Dims& axes) { return var(x, {axes, false}); });
      EXPECT_EQ(found, golden.hashes[k]) << "shape " << k;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(All, Variances, testing::ValuesIn(kVariances));

}  // namespace
}  // namespace nd
