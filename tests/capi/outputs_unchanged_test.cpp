// An allocation that fails leaves what a function writes to as it was: of every function in the method table that takes
// an `out` or changes an array, found by its description, with the arguments that it takes out of a pool. A function
// for which none of the pool's arguments fit fails the test.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "ndcore/cell.h"
#include "ndcore/ndcore.h"

namespace {

using Cells = std::vector<nd_cell>;
using Shape = std::vector<int64_t>;

// An array over memory of ours, of ones, contiguous or every other element.
class Written {
 public:
  Written(nd_dtype* dtype, Shape shape, bool spread) : shape_(std::move(shape)), strides_(shape_.size()) {
    int64_t bytes = nd_dtype_itemsize(dtype) * (spread ? 2 : 1);
    for (size_t i = shape_.size(); i-- > 0;) {
      strides_[i] = bytes;
      bytes *= shape_[i];
    }
    memory_.assign(static_cast<size_t>(bytes) + 8, 1);
    before_ = memory_;
    array_ = nd_array_wrap(memory_.data(), dtype, shape_.data(), strides_.data(), static_cast<int32_t>(shape_.size()),
                           1, nullptr, nullptr);
    EXPECT_NE(array_, nullptr) << nd_last_error_message();
  }
  Written(const Written&) = delete;
  Written& operator=(const Written&) = delete;
  ~Written() { nd_release(array_); }

  nd_array* array() const { return array_; }
  bool unchanged() const { return memory_ == before_; }
  void restore() { std::ranges::copy(before_, memory_.begin()); }

 private:
  Shape shape_, strides_;
  std::vector<unsigned char> memory_, before_;
  nd_array* array_ = nullptr;
};

struct Parameter {
  std::string name, kind;
  bool optional = false, is_target = false;
};

struct Function {
  std::string name;
  std::vector<Parameter> parameters;  // what a call by name sees, but for lengths and results
  bool has_out = false, is_in_place = false;
};

Function function_at(int64_t index) {
  nd_method_info info{};
  info.struct_size = sizeof info;
  EXPECT_EQ(nd_method_get(index, &info), ND_OK);
  Function result{info.name, {}};
  if ((info.flags & ND_METHOD_NOCALL) != 0) return result;
  for (int32_t i = 0; i < info.parameter_count; ++i) {
    nd_parameter_info one{};
    one.struct_size = sizeof one;
    EXPECT_EQ(nd_method_parameter(index, i, &one), ND_OK);
    if (one.kind == nullptr || (one.flags & (ND_PARAMETER_POSITIONAL | ND_PARAMETER_KEYWORD)) == 0) continue;
    const std::string_view kind = one.kind, name = one.name;
    const bool is_out = kind == "array" && name == "out" && one.direction == ND_DIRECTION_IN;
    const bool changes = kind == "array" && std::string_view(one.documentation).find("writeable") != std::string::npos;
    result.has_out |= is_out;
    result.is_in_place |= changes;
    result.parameters.push_back({one.name, one.kind,
                                 (one.flags & ND_PARAMETER_OPTIONAL) != 0 || one.default_value != nullptr,
                                 is_out || changes});
  }
  return result;
}

// Small whole numbers of any dtype, so that they are good as positions, too.
nd_array* whole_numbers(nd_type_code code, int32_t order, const Shape& shape) {
  int64_t size = 1;
  for (const int64_t extent : shape) size *= extent;
  std::vector<int64_t> numbers(static_cast<size_t>(size));
  for (size_t i = 0; i < numbers.size(); ++i) numbers[i] = static_cast<int64_t>(i * 7 % 3);
  nd_array* const plain = nd_array_from_memory(numbers.data(), nd_dtype_from_code(ND_INT64, ND_NATIVE), shape.data(),
                                               nullptr, static_cast<int32_t>(shape.size()));
  nd_array* const made = nd_astype(plain, nd_dtype_from_code(code, order), ND_CASTING_UNSAFE, ND_ORDER_C);
  EXPECT_NE(made, nullptr) << nd_last_error_message();
  nd_release(plain);
  return made;
}

class OutputsUnchanged : public testing::TestWithParam<Shape> {
 protected:
  void SetUp() override {
    const Shape& shape = GetParam();
    for (const auto& [code, order] : kOperands) add(whole_numbers(code, order, shape));
    add(whole_numbers(ND_INT64, ND_NATIVE, {shape[1]}));
    add(whole_numbers(ND_BOOL, ND_NATIVE, {shape[0]}));
    add(whole_numbers(ND_FLOAT64, ND_NATIVE, {}));
    const Shape square{shape[0], shape[0]};
    add(whole_numbers(ND_COMPLEX64, ND_NATIVE, square));
    lists_ = {{pool_[0], pool_[0]}, {pool_[1], pool_[2]}, {pool_[2]}, {pool_[5]}, {pool_[0], pool_[5]}};
    for (int64_t i = 0; i < nd_method_count(); ++i) functions_.push_back(function_at(i));
  }
  void TearDown() override {
    for (nd_array* const a : pool_) nd_release(a);
    EXPECT_EQ(nd_live_handles(), 0);
  }

  // Calls by name; whether it succeeded. Results are released, but for the first if the caller wants it.
  bool call(const Function& function, const Cells& values, nd_array** first = nullptr) {
    nd_cell results[8];
    std::vector<const char*> names;
    for (const Parameter& one : function.parameters) names.push_back(one.name.c_str());
    const int64_t made =
        nd_call(function.name.c_str(), values.data(), 0, names.data(), static_cast<int64_t>(names.size()), results, 8);
    if (made < 0) return false;
    for (int64_t i = 0; i < made; ++i) {
      if (results[i].kind != ND_CELL_HANDLE) continue;
      if (i == 0 && first != nullptr) {
        *first = nd_cell_as_array(&results[i]);
      } else {
        nd_release(nd_cell_as_pointer(&results[i]));
      }
    }
    return true;
  }

  // What each parameter may be given; the first is tried with all of the others, further ones of an optional parameter
  // one parameter at a time.
  Cells choices(const Parameter& parameter) const {
    static const int64_t first_axis[] = {0};
    static const int64_t index_array[] = {ND_INDEX_ARRAY, 0, 0, 0};  // an item for nd_set
    Cells result;
    if (parameter.is_target) return {nd_cell_unset()};
    if (parameter.optional) result.push_back(nd_cell_unset());
    if (parameter.kind == "array" && parameter.optional) {
      return {nd_cell_unset(), nd_cell_handle(pool_[3]), nd_cell_handle(pool_[7])};
    }
    if (parameter.kind == "array") {
      for (nd_array* const a : pool_) result.push_back(nd_cell_handle(a));
    } else if (parameter.kind == "list[array]") {
      for (const auto& list : lists_) result.push_back(nd_cell_handles(list.data(), static_cast<int64_t>(list.size())));
    } else if (parameter.kind == "int") {
      result.insert(result.end(), {nd_cell_int(0), nd_cell_int(1), nd_cell_int(-1)});
    } else if (parameter.kind == "list[int]") {
      result.insert(result.end(), {nd_cell_ints(first_axis, 1), nd_cell_ints(index_array, 4)});
    } else if (parameter.kind == "dtype") {
      result.push_back(nd_cell_string("float32"));
    } else if (parameter.kind == "ufunc") {
      for (const char* const name : {"add", "maximum", "logical_and"}) result.push_back(nd_cell_string(name));
    } else if (parameter.kind == "str") {
      for (const Function& one : functions_) result.push_back(nd_cell_string(one.name.c_str()));
      result.push_back(nd_cell_string("0"));  // an index for nd_set_index_text
    } else if (parameter.kind == "float") {
      result.push_back(nd_cell_double(1));
    }
    return result.empty() ? Cells{nd_cell_unset()} : result;
  }

  // All combinations of what is required, and for each the others in turn.
  template <class Body>
  void for_each_call(const Function& function, const Body& body) {
    const size_t n = function.parameters.size();
    std::vector<Cells> given;
    for (const Parameter& one : function.parameters) given.push_back(choices(one));
    std::vector<size_t> at(n, 0);
    for (bool more = true; more;) {
      Cells values;
      for (size_t i = 0; i < n; ++i) values.push_back(given[i][at[i]]);
      body(values);
      for (size_t i = 0; i < n; ++i) {
        const nd_cell usual = values[i];
        for (size_t k = 1; function.parameters[i].optional && k < given[i].size(); ++k) {
          values[i] = given[i][k];
          body(values);
        }
        values[i] = usual;
      }
      more = false;
      for (size_t i = 0; i < n && !more; ++i) {
        if (function.parameters[i].optional) continue;
        at[i] = (at[i] + 1) % given[i].size();
        more = at[i] != 0;
      }
    }
  }

  // With each allocation failing in turn. The target is one of ours; false if the call fails all the same.
  bool survives(const Function& function, const Cells& values, Written& target) {
    const bool runs = call(function, values);
    target.restore();
    if (!runs) return false;
    const int64_t handles = nd_live_handles();
    for (int n = 1;; ++n) {
      nd_fail_nth_allocation(n);
      const bool done = call(function, values);
      nd_fail_nth_allocation(0);
      EXPECT_EQ(nd_live_handles(), handles) << function.name << ", allocation " << n;
      if (done) break;
      EXPECT_EQ(nd_last_error_status(), ND_NO_MEMORY) << function.name << ", " << nd_last_error_message();
      EXPECT_TRUE(target.unchanged()) << function.name << ": " << described(values) << " into "
                                      << nd_dtype_name(nd_array_dtype(target.array())) << ", allocation " << n;
      if (testing::Test::HasFailure() && n > 1000) return true;
      target.restore();
    }
    target.restore();
    return true;
  }

  static std::string described(const Cells& values) {
    std::string text;
    for (const nd_cell& cell : values) {
      text += text.empty() ? "" : ", ";
      if (cell.kind == ND_CELL_STRING) {
        text += static_cast<const char*>(nd_cell_as_pointer(&cell));
      } else if (cell.kind == ND_CELL_INT) {
        text += std::to_string(nd_cell_as_int(&cell));
      } else if (cell.kind == ND_CELL_HANDLE) {
        text += nd_dtype_name(nd_array_dtype(nd_cell_as_array(&cell)));
      } else {
        text += "-";
      }
    }
    return text;
  }

  // As each kind of array that may be written to.
  template <class Body>
  static void for_each_target(const Shape& shape, const Body& body) {
    for (const auto& [code, order] : kTargets) {
      for (const bool spread : {false, true}) {
        Written target(nd_dtype_from_code(code, order), shape, spread);
        body(target);
      }
    }
  }

  int try_outputs(const Function& function) {
    int fitting = 0;
    for_each_call(function, [&](const Cells& values) {
      nd_array* result = nullptr;
      if (!call(function, values, &result)) return;
      const Shape shape(nd_array_shape(result), nd_array_shape(result) + nd_array_ndim(result));
      nd_release(result);
      for_each_target(shape, [&](Written& target) { fitting += survives_as(function, values, target) ? 1 : 0; });
    });
    return fitting;
  }
  int try_in_place(const Function& function) {
    int fitting = 0;
    for_each_call(function, [&](const Cells& values) {
      for_each_target(GetParam(), [&](Written& target) { fitting += survives_as(function, values, target) ? 1 : 0; });
    });
    return fitting;
  }
  bool survives_as(const Function& function, Cells values, Written& target) {
    for (size_t i = 0; i < values.size(); ++i) {
      if (function.parameters[i].is_target) values[i] = nd_cell_handle(target.array());
    }
    return survives(function, values, target);
  }

  void add(nd_array* a) { pool_.push_back(a); }

  struct Kind {
    nd_type_code code;
    int32_t order;
  };
  static constexpr Kind kOperands[] = {{ND_FLOAT64, ND_NATIVE},
                                       {ND_FLOAT16, ND_SWAPPED},
                                       {ND_INT64, ND_NATIVE},
                                       {ND_BOOL, ND_NATIVE},
                                       {ND_COMPLEX128, ND_NATIVE}};
  static constexpr Kind kTargets[] = {{ND_FLOAT64, ND_NATIVE},   {ND_FLOAT32, ND_SWAPPED}, {ND_FLOAT16, ND_NATIVE},
                                      {ND_INT64, ND_NATIVE},     {ND_BOOL, ND_NATIVE},     {ND_COMPLEX128, ND_NATIVE},
                                      {ND_COMPLEX64, ND_SWAPPED}};
  std::vector<nd_array*> pool_;
  std::vector<std::vector<nd_array*>> lists_;
  std::vector<Function> functions_;
};

TEST_P(OutputsUnchanged, WhereAnOutputIsGiven) {
  int count = 0;
  for (const Function& function : functions_) {
    if (!function.has_out) continue;
    ++count;
    EXPECT_GT(try_outputs(function), 0) << function.name << ": no arguments of the pool fit";
  }
  EXPECT_GE(count, 18);
}

TEST_P(OutputsUnchanged, WhereAnArrayIsChanged) {
  int count = 0;
  for (const Function& function : functions_) {
    if (!function.is_in_place) continue;
    ++count;
    EXPECT_GT(try_in_place(function), 0) << function.name << ": no arguments of the pool fit";
  }
  EXPECT_GE(count, 12);
}

INSTANTIATE_TEST_SUITE_P(Shapes, OutputsUnchanged, testing::Values(Shape{3, 4}));

}  // namespace
