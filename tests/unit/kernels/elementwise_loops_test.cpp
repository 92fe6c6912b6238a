// Every elementwise loop, over memory layouts and instruction sets: the same bits as one element at a time, on the
// baseline, and the same floating-point status.
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <string>

#include "core/cpu.hpp"
#include "core/fpstatus.hpp"
#include "dtype/dtype.hpp"
#include "kernels/families.hpp"
#include "kernels/four_operands.hpp"
#include "ufunc/ufunc.hpp"

namespace {

using namespace nd;

constexpr int64_t kCount = 200;

LoopTable all_loops(std::string_view target) {
  limit_simd(target);
  LoopTable table;
  for (const auto family :
       {register_arithmetic, register_arithmetic_unary, register_bitwise, register_comparison, register_division,
        register_extrema, register_float_division, register_float_parts, register_four_operands, register_integer,
        register_integer_power, register_logic, register_predicates, register_rounding})
    family(table);
  limit_simd("");
  return table;
}

int32_t input_count(const LoopEntry& entry) { return find_ufunc(entry.ufunc).nin; }
int32_t argument_count(const LoopEntry& entry) { return input_count(entry) + find_ufunc(entry.ufunc).nout; }

// Ordinary numbers, the ends of the range, and whatever the bits say.
template <class T>
T any_value(std::mt19937_64& random) {
  const uint64_t word = random();
  const auto choice = static_cast<int>(word % 8);
  if constexpr (kIsComplex<T>) {
    using R = decltype(T::re);
    return {any_value<R>(random), any_value<R>(random)};
  } else if constexpr (kIsBool<T>) {
    return bool8((word & 8) != 0);
  } else if constexpr (kIsInteger<T>) {
    constexpr T kSpecial[] = {0, 1, static_cast<T>(-1), std::numeric_limits<T>::min(), std::numeric_limits<T>::max()};
    if (choice == 0) return kSpecial[(word >> 8) % 5];
    return static_cast<T>(static_cast<T>(random()) >> ((word >> 8) % (8 * sizeof(T))));
  } else {
    constexpr float kSpecial[] = {0.0F, -0.0F, 1.0F, -1.0F, 0.5F, 2.5F, 3.0F, INFINITY, -INFINITY, NAN};
    if (choice < 2) return T(kSpecial[(word >> 8) % 10]);
    if (choice == 2) {
      T bits;
      uint64_t raw = random();
      std::memcpy(static_cast<void*>(&bits), &raw, sizeof bits);
      // A signalling NaN raises invalid in whatever meets it first, which is the compiler's choice: clang converts
      // before it selects.
      if constexpr (std::is_floating_point_v<T>) {
        if (std::isnan(bits)) raw |= uint64_t{1} << (std::numeric_limits<T>::digits - 2);
        std::memcpy(static_cast<void*>(&bits), &raw, sizeof bits);
      }
      return bits;
    }
    return T(static_cast<float>(static_cast<double>(static_cast<int64_t>(random())) * 0x1p-60));
  }
}

using Bytes = std::vector<std::byte>;

Bytes any_values(nd_type_code code, std::mt19937_64& random, bool exponents) {
  return visit_type(code, [&]<class T>(Type<T>) {
    Bytes bytes(kCount * sizeof(T));
    for (size_t i = 0; i < kCount; ++i) {
      T value = any_value<T>(random);
      if constexpr (std::is_signed_v<T> && std::is_integral_v<T>)
        if (exponents) value = static_cast<T>(value & std::numeric_limits<T>::max());
      std::memcpy(bytes.data() + i * sizeof(T), &value, sizeof(T));
    }
    return bytes;
  });
}

// These have but one NaN, since in them two often meet; elsewhere a NaN's payload and sign are nobody's promise.
bool has_one_nan(const LoopEntry& entry) {
  const nd_type_code type = entry.types[0];
  return (type == ND_COMPLEX64 || type == ND_COMPLEX128) &&
         (entry.ufunc == "multiply" || entry.ufunc == "square" || entry.ufunc == "divide");
}

void forget_nans(Bytes& bytes, nd_type_code code) {
  visit_type(code, [&]<class T>(Type<T>) {
    if constexpr (kIsComplex<T>) {
      forget_nans(bytes, sizeof(T) == 8 ? ND_FLOAT32 : ND_FLOAT64);
    } else if constexpr (kIsFloat<T>) {
      for (size_t i = 0; i + sizeof(T) <= bytes.size(); i += sizeof(T)) {
        T value;
        std::memcpy(static_cast<void*>(&value), bytes.data() + i, sizeof(T));
        double wide;
        if constexpr (kIsHalf<T>)
          wide = static_cast<double>(static_cast<float>(value));
        else
          wide = static_cast<double>(value);
        if (std::isnan(wide)) std::memset(bytes.data() + i, 0x7f, sizeof(T));
      }
    }
  });
}

struct Outcome {
  std::vector<Bytes> outputs;
  int32_t status = 0;
  bool operator==(const Outcome&) const = default;
};

// How the arguments lie: element strides (0: one element for all), and whether the result goes over the first input.
struct Layout {
  const char* name;
  std::array<int64_t, 4> steps;
  bool in_place = false;
  bool one_by_one = false;
};

int64_t size_of(const LoopEntry& entry, int32_t argument) {
  return dtype_of(entry.types[static_cast<size_t>(argument)])->itemsize;
}

Outcome run(const LoopEntry& entry, const std::vector<Bytes>& inputs, const Layout& layout) {
  const int32_t nin = input_count(entry), nargs = argument_count(entry);
  std::vector<Bytes> memory;
  std::vector<std::byte*> args;
  std::vector<int64_t> strides;
  for (int32_t k = 0; k < nargs; ++k) {
    const int64_t size = size_of(entry, k), step = layout.steps[static_cast<size_t>(k % 4)];
    memory.emplace_back(static_cast<size_t>(kCount * size * 3));
    std::byte* const first = memory.back().data() + (step < 0 ? (kCount - 1) * -step * size : 0);
    args.push_back(first);
    strides.push_back(step * size);
    if (k < nin)
      for (int64_t i = 0; i < (step == 0 ? 1 : kCount); ++i)
        std::memcpy(first + i * step * size, inputs[static_cast<size_t>(k)].data() + i * size,
                    static_cast<size_t>(size));
  }
  if (layout.in_place) args[static_cast<size_t>(nin)] = args[0], strides[static_cast<size_t>(nin)] = strides[0];
  Outcome outcome;
  clear_fp_flags();
  if (layout.one_by_one) {
    for (int64_t i = 0; i < kCount; ++i) {
      std::vector<std::byte*> at(args);
      for (size_t k = 0; k < at.size(); ++k) at[k] += i * strides[k];
      entry.loop(at.data(), 1, strides.data(), entry.context);
    }
  } else {
    entry.loop(args.data(), kCount, strides.data(), entry.context);
  }
  outcome.status = fp_flags() & ~ND_FP_UNDERFLOW;
  if (entry.ufunc == "isclose") outcome.status &= ~ND_FP_INVALID;  // which its caller leaves out
  for (int32_t k = nin; k < nargs; ++k) {
    const int64_t size = size_of(entry, k);
    Bytes packed(static_cast<size_t>(kCount * size));
    for (int64_t i = 0; i < kCount; ++i)
      std::memcpy(packed.data() + i * size, args[static_cast<size_t>(k)] + i * strides[static_cast<size_t>(k)],
                  static_cast<size_t>(size));
    if (!has_one_nan(entry)) forget_nans(packed, entry.types[static_cast<size_t>(k)]);
    outcome.outputs.push_back(std::move(packed));
  }
  return outcome;
}

std::string describe(const LoopEntry& entry, const Layout& layout, std::string_view target) {
  std::string text(entry.ufunc);
  for (int32_t k = 0; k < argument_count(entry); ++k)
    text += std::string(" ") + dtype_of(entry.types[static_cast<size_t>(k)])->name;
  return text + ", " + layout.name + ", " + std::string(target);
}

constexpr Layout kOneByOne = {"one by one", {1, 1, 1, 1}, false, true};
constexpr Layout kScalarRight = {"scalar right", {1, 0, 1, 1}};

// Layouts in which operands stand still.
std::vector<Layout> stretched_layouts(const LoopEntry& entry) {
  if (input_count(entry) == 4) return {{"two scalars", {1, 1, 0, 0}}, {"three scalars", {1, 0, 0, 0}}};
  return {kScalarRight, {"scalar left", {0, 1, 1, 1}}};
}

class ElementwiseLoops : public testing::TestWithParam<const char*> {};

TEST_P(ElementwiseLoops, GiveTheSameBitsInEveryLayout) {
  constexpr Layout kLayouts[] = {
      {"contiguous", {1, 1, 1, 1}},     {"strided", {2, 3, 2, 3}},        {"reversed", {-1, -1, -1, -1}},
      {"strided inputs", {2, 2, 1, 1}}, {"in place", {1, 1, 1, 1}, true}, {"strided in place", {2, 1, 2, 1}, true},
  };
  const LoopTable baseline = all_loops("baseline"), table = all_loops(GetParam());
  ASSERT_EQ(table.entries.size(), baseline.entries.size());
  std::mt19937_64 random(1);
  for (size_t e = 0; e < table.entries.size(); ++e) {
    const LoopEntry& entry = table.entries[e];
    std::vector<Bytes> inputs;
    for (int32_t k = 0; k < input_count(entry); ++k)
      inputs.push_back(any_values(entry.types[static_cast<size_t>(k)], random, entry.ufunc == "power"));
    const Outcome expected = run(baseline.entries[e], inputs, kOneByOne);
    for (const Layout& layout : kLayouts) {
      if (layout.in_place && entry.types[0] != entry.types[static_cast<size_t>(input_count(entry))]) continue;
      EXPECT_TRUE(run(entry, inputs, layout) == expected) << describe(entry, layout, GetParam());
    }
    // NumPy's clip treats equal zeros by whether the bounds are scalars.
    if (entry.ufunc == "clip") continue;
    for (const Layout& layout : stretched_layouts(entry)) {
      Layout slow = kOneByOne;
      slow.steps = layout.steps;
      EXPECT_TRUE(run(entry, inputs, layout) == run(baseline.entries[e], inputs, slow))
          << describe(entry, layout, GetParam());
    }
  }
}

#if defined(__x86_64__)
INSTANTIATE_TEST_SUITE_P(Targets, ElementwiseLoops, testing::Values("baseline", "sse4", "avx2", "avx512"));
#else
INSTANTIATE_TEST_SUITE_P(Targets, ElementwiseLoops, testing::Values(""));
#endif

// A fold over a binary loop: the accumulator is input and output, and its stride is 0.
TEST(ElementwiseFolds, RunOneAfterAnother) {
  const LoopTable table = all_loops("");
  for (const LoopEntry& entry : table.entries) {
    if (entry.ufunc != "subtract" || entry.types[0] != ND_FLOAT16) continue;
    const float16 terms[] = {float16(1.0F), float16(2.0F), float16(4.0F)};
    float16 result(1.0F);
    std::byte* args[] = {reinterpret_cast<std::byte*>(&result),
                         const_cast<std::byte*>(reinterpret_cast<const std::byte*>(terms)),
                         reinterpret_cast<std::byte*>(&result)};
    const int64_t strides[] = {0, sizeof(float16), 0};
    entry.loop(args, 3, strides, entry.context);
    EXPECT_EQ(static_cast<float>(result), -6.0F);
  }
}

}  // namespace
