// A token ends any call over a broadcast operand, which may have more elements than a machine gets through: the
// elements are one, 2^40 times. A call that does not look at its token hangs, and the test with it.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "ndcore/ndcore.h"

namespace {

using Operation = std::function<void(nd_array* a, nd_array* yes)>;

nd_array* endless(void* element, const char* dtype, std::vector<int64_t> shape) {
  const std::vector<int64_t> strides(shape.size(), 0);
  return nd_array_wrap(element, nd_dtype_parse(dtype), shape.data(), strides.data(), static_cast<int32_t>(shape.size()),
                       1, nullptr, nullptr);
}

nd_reduce_options options_with(nd_array* where, nd_flag no_initial = 0) {
  nd_reduce_options options{};
  options.struct_size = sizeof options;
  options.where = where;
  options.no_initial = no_initial;
  return options;
}

template <auto kReduce>
Operation reduced() {
  return [](nd_array* a, nd_array*) { EXPECT_EQ(kReduce(a, nullptr, 0, nullptr), nullptr); };
}

template <auto kReduce>
Operation masked() {
  return [](nd_array* a, nd_array* yes) {
    const nd_reduce_options options = options_with(yes);
    EXPECT_EQ(kReduce(a, nullptr, 0, &options), nullptr);
  };
}

template <auto kReduce>
Operation from_the_first() {
  return [](nd_array* a, nd_array*) {
    const nd_reduce_options options = options_with(nullptr, 1);
    EXPECT_EQ(kReduce(a, nullptr, 0, &options), nullptr);
  };
}

const std::vector<std::pair<const char*, Operation>> kOperations = {
    {"sum", reduced<nd_sum>()},
    {"sum where", masked<nd_sum>()},
    {"sum from the first", from_the_first<nd_sum>()},
    {"prod", reduced<nd_prod>()},
    {"prod where", masked<nd_prod>()},
    {"mean", reduced<nd_mean>()},
    {"mean where", masked<nd_mean>()},
    {"var", reduced<nd_var>()},
    {"var where", masked<nd_var>()},
    {"max", reduced<nd_max>()},
    {"any", reduced<nd_any>()},
    {"any where", masked<nd_any>()},
    {"count_nonzero", reduced<nd_count_nonzero>()},
    {"min", reduced<nd_min>()},
    {"fill", [](nd_array* a, nd_array* yes) { EXPECT_EQ(nd_fill(a, yes, ND_CASTING_UNSAFE), ND_CANCELLED); }},
    {"assign", [](nd_array* a, nd_array* yes) { EXPECT_EQ(nd_assign(a, yes, ND_CASTING_UNSAFE), ND_CANCELLED); }},
};

// Loops over rows or turns of which each has nothing to do.
void difference_nothing(nd_array* a, nd_array*) {
  const int64_t shape[] = {int64_t{1} << 40, 0};
  nd_array* const nothing = nd_zeros(shape, 2, nd_array_dtype(a), ND_ORDER_C);
  EXPECT_EQ(nd_diff(nothing, int64_t{1} << 40, 0, nullptr, nullptr), nullptr);
  nd_release(nothing);
}

void write_nothing(nd_array* a, nd_array*) {
  const int64_t shape[] = {int64_t{1} << 40, 0};
  nd_array* const nothing = nd_zeros(shape, 2, nd_array_dtype(a), ND_ORDER_C);
  nd_text_save_options options{};
  options.struct_size = sizeof options;
  options.newline = "";
  EXPECT_EQ(nd_text_to_bytes(nothing, &options), nullptr);
  nd_release(nothing);
}

class Cancel : public testing::TestWithParam<const char*> {
 protected:
  void each(const std::vector<int64_t>& shape,
            const std::vector<std::pair<const char*, Operation>>& operations = kOperations) {
    alignas(16) unsigned char element[16] = {};
    unsigned char yes = 1;
    nd_array* const a = endless(element, GetParam(), shape);
    nd_array* const mask = endless(&yes, "bool", {});
    nd_token* const token = nd_token_new();
    for (const auto& [name, operation] : operations) {
      SCOPED_TRACE(std::string(name) + " of " + GetParam());
      nd_token_reset(token);
      nd_token_use(token);
      std::thread canceller([token] {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
        nd_token_cancel(token);
      });
      operation(a, mask);
      EXPECT_EQ(nd_last_error_status(), ND_CANCELLED) << nd_last_error_message();
      canceller.join();
      nd_token_use(nullptr);
    }
    for (void* handle : {static_cast<void*>(a), static_cast<void*>(mask), static_cast<void*>(token)})
      nd_release(handle);
  }

  ~Cancel() override { nd_set_num_threads(0); }
};

TEST_P(Cancel, OneThread) {
  nd_set_num_threads(1);
  each({int64_t{1} << 40});
}

TEST_P(Cancel, ThreeThreads) {
  nd_set_num_threads(3);
  each({int64_t{1} << 40});
}

TEST_P(Cancel, ShortRuns) {
  nd_set_num_threads(2);
  each({3, int64_t{1} << 32, 2});
}

// As many bytes as an array can have, were they there.
TEST_P(Cancel, Longest) {
  const int64_t most = INT64_MAX / nd_dtype_itemsize(nd_dtype_parse(GetParam()));
  for (const int threads : {1, 3}) {
    nd_set_num_threads(threads);
    for (const std::vector<int64_t>& shape : {std::vector{most}, {most, 1}, {1, most}, {most / 3, 3}}) each(shape);
  }
}

TEST_P(Cancel, OfNothing) { each({3}, {{"diff", difference_nothing}, {"text_to_bytes", write_nothing}}); }

INSTANTIATE_TEST_SUITE_P(Dtypes, Cancel, testing::Values("float64", "complex64", "bfloat16", "int16", "bool"));

}  // namespace
