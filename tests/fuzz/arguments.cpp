#include "arguments.hpp"

#include <algorithm>
#include <string_view>

#include "elements.hpp"
#include "hostile.hpp"
#include "texts.hpp"

namespace fuzz {

namespace {

std::vector<nd_ufunc*> ufuncs;
int quiet_descriptor = -1;

constexpr int64_t kMost = 1000;  // extent of arrays that are made to fit others

using Names = std::initializer_list<std::string_view>;

bool is_among(std::string_view name, Names names) { return std::ranges::find(names, name) != names.end(); }

bool is_axis(std::string_view name) { return name.starts_with("axis") || name.ends_with("_axis"); }

Content content_for(std::string_view name) {
  if (is_among(name, {"mask", "where", "condition", "condlist"})) return Content::truths;
  if (is_among(name, {"indices", "ind", "multi_index", "sorter", "arrays", "choices"})) return Content::positions;
  if (is_among(name, {"q", "weights"})) return Content::fractions;
  return is_among(name, {"bins", "xp", "edges", "range"}) ? Content::ascending : Content::any;
}

// Parameters that want a number, as a 0-d array.
bool is_scalar(std::string_view name) {
  return is_among(name,
                  {"period", "left",       "right",   "discont", "nan",  "posinf",    "neginf", "initial", "rtol",
                   "atol",   "dx",         "a_min",   "a_max",   "base", "start",     "stop",   "step",    "filling",
                   "value",  "fill_value", "spacing", "tol",     "mean", "otherwise", "prepend"});
}

class Filler {
 public:
  Filler(Random& random, Pool& pool, Call& call) : random_(random), pool_(pool), call_(call) {
    const auto is_memory = [](const Parameter& parameter) { return parameter.role == "memory"; };
    is_unseen_ = std::ranges::any_of(call.function->parameters, is_memory);
    hostility_ = is_unseen_ ? 0 : random.of({0, 0, 2, 5, 20});
  }

  void fill() {
    std::vector<std::pair<std::string_view, nd_cell>> named;
    bool by_position = true;
    for (const Parameter& parameter : call_.function->parameters) {
      by_position = by_position && parameter.by_position && (!parameter.optional || random_.chance(65));
      const bool is_left_out = parameter.optional && random_.chance(parameter.name == "out" ? 40 : 55);
      if (is_left_out && (!by_position || !parameter.by_keyword)) continue;
      const nd_cell cell = is_left_out ? nd_cell_unset() : any_cell(parameter);
      if (by_position) {
        call_.cells.push_back(cell);
      } else {
        named.emplace_back(parameter.name, cell);
      }
    }
    for (size_t i = named.size(); i > 1; --i) std::swap(named[i - 1], named[random_.below(i)]);
    for (const auto& [name, cell] : named) {
      call_.keywords.push_back(call_.keep(std::string(name)));
      call_.cells.push_back(cell);
    }
    if (!is_unseen_ && random_.chance(4)) spoil();
  }

 private:
  // Too many, too few, unknown and double ones, no room.
  void spoil() {
    const auto positional = static_cast<std::ptrdiff_t>(call_.positional());
    switch (random_.below(5)) {
      case 0: call_.cells.insert(call_.cells.begin() + positional, hostile_cell(random_, pool_, call_)); break;
      case 1:
        if (positional > 0) call_.cells.erase(call_.cells.begin() + positional - 1);
        break;
      case 2: call_.room = random_.between(0, 2); break;
      default: {
        const auto& parameters = call_.function->parameters;
        const bool is_known = !parameters.empty() && random_.chance(50);
        const std::string name = is_known ? random_.any(parameters).name : hostile_text(random_);
        call_.keywords.push_back(random_.chance(10) ? nullptr : call_.keep(name));
        call_.cells.push_back(nd_cell_int(random_.between(-1, 2)));
      }
    }
  }

  nd_cell any_cell(const Parameter& parameter) {
    if (random_.chance(hostility_)) return hostile_cell(random_, pool_, call_);
    if (parameter.optional && random_.chance(4)) return nd_cell_none();
    return cell(parameter);
  }

  nd_cell cell(const Parameter& parameter) {
    const std::string_view kind = parameter.kind;
    if (kind == "array") return array_cell(parameter);
    if (kind == "int") return nd_cell_int(integer(parameter.name));
    if (kind == "float")
      return nd_cell_double(random_.chance(50) ? random_.of({0.0, 1.0, 2.0, -1.0}) : any_number(random_));
    if (kind == "dtype") return dtype_cell();
    if (kind == "ufunc") return nd_cell_handle(ufunc());
    if (kind == "str") return nd_cell_string(call_.keep(text_for(random_, *call_.function, parameter.name)));
    if (kind == "bytes") return bytes_cell(parameter);
    if (kind == "buffer") return nd_cell_handle(pool_.other(random_, ND_KIND_BUFFER));
    if (kind == "token") return nd_cell_handle(pool_.other(random_, ND_KIND_TOKEN));
    if (kind == "module") return nd_cell_handle(nd_module_get(static_cast<int64_t>(random_.below(2))));
    if (kind == "any") return nd_cell_handle(random_.chance(70) ? pool_.array(random_) : pool_.bad_handle(random_));
    return list_cell(parameter);
  }

  nd_cell list_cell(const Parameter& parameter) {
    const std::string_view kind = parameter.kind;
    if (kind == "list[int]") return integers_cell(parameter.name);
    std::vector<nd_cell> cells(list_length(parameter.name));
    const std::string_view element = kind.starts_with("list[") ? kind.substr(5, kind.size() - 6) : kind;
    const Parameter one{parameter.name, std::string(element), "", false, false, false};
    for (nd_cell& each : cells) each = element == "bool" || kind == element ? nd_cell_int(1) : any_cell(one);
    const bool are_handles =
        std::ranges::all_of(cells, [](const nd_cell& each) { return each.kind == ND_CELL_HANDLE; });
    if (!are_handles || random_.chance(30)) return nd_cell_list(call_.keep(cells), static_cast<int64_t>(cells.size()));
    std::vector<uint64_t> handles;
    for (const nd_cell& each : cells) handles.push_back(each.value);
    return nd_cell_handles(call_.keep(handles), static_cast<int64_t>(handles.size()));
  }

  size_t list_length(std::string_view name) {
    if (random_.chance(12)) return random_.below(5);
    if (name == "inputs") return nin_;
    if (name == "outputs") return 1;
    return random_.below(3) + 1;
  }

  nd_cell array_cell(const Parameter& parameter) {
    if (random_.chance(5)) return number_cell();
    if (is_scalar(parameter.name) && random_.chance(60)) return scalar_cell();
    nd_array* const array = array_for(parameter);
    const Call& call = call_;
    call_.operands.push_back({array, call.function->is_written(parameter)});
    const Shape shape(nd_array_shape(array), nd_array_shape(array) + nd_array_ndim(array));
    if (!has_theme_ && std::ranges::all_of(shape, [](int64_t extent) { return extent <= kMost; })) {
      theme_ = shape;
      has_theme_ = true;
    }
    return nd_cell_handle(array);
  }

  nd_array* array_for(const Parameter& parameter) {
    const bool is_target = call_.function->is_written(parameter);
    const Content content = content_for(parameter.name);
    // What has been given already: operands that overlap.
    if (!call_.operands.empty() && random_.chance(8)) return random_.any(call_.operands).array;
    if (random_.chance(content == Content::any && !is_target ? 45 : 10)) return small(pool_.array(random_));
    const Shape shape = themed_shape(parameter.name, is_target);
    const bool is_free = !is_target && (!has_theme_ || random_.chance(15));
    const Wish wish{is_free ? nullptr : &shape, content, is_target, !is_unseen_};
    call_.temporaries.push_back(make_array(random_, wish));
    return call_.temporaries.back();
  }

  // The memory that a function fills is as large as the array needs.
  nd_array* small(nd_array* array) {
    if (!is_unseen_ || nd_array_nbytes(array) <= 1 << 15) return array;
    call_.temporaries.push_back(make_array(random_, {nullptr, Content::any, false, false}));
    return call_.temporaries.back();
  }

  // One that fits the arrays given before, mostly.
  Shape themed_shape(std::string_view name, bool is_target) {
    Shape shape = has_theme_ && random_.chance(90) ? theme_ : small_shape(random_);
    if (is_among(name, {"q", "bins", "xp", "fp", "edges"}))
      shape = {random_.chance(85) ? length_ : random_.between(0, 4)};
    if (is_scalar(name)) shape = Shape(random_.below(2), random_.between(0, 2));
    if (is_target && random_.chance(80)) return shape;
    for (int64_t& extent : shape)
      if (random_.chance(10)) extent = random_.chance(70) ? 1 : random_.between(0, 3);
    if (!shape.empty() && random_.chance(10)) shape.erase(shape.begin());
    return shape;
  }

  nd_cell number_cell() {
    switch (random_.below(5)) {
      case 0: return nd_cell_bool(random_.chance(50));
      case 1: return nd_cell_double(any_number(random_));
      case 2: return nd_cell_complex(any_number(random_), any_number(random_));
      case 3: return integers_cell("values");
      default: return nd_cell_int(integer("value"));
    }
  }

  nd_cell scalar_cell() {
    if (random_.chance(50)) return number_cell();
    const Shape shape(random_.chance(80) ? 0 : 1, random_.between(0, 2));
    call_.temporaries.push_back(make_array(random_, {&shape, Content::any, false, false}));
    call_.operands.push_back({call_.temporaries.back(), false});
    return nd_cell_handle(call_.temporaries.back());
  }

  int64_t ndim() const { return static_cast<int64_t>(theme_.size()); }

  int64_t integer(std::string_view name) {
    if (name == "fd") return random_.of<int64_t>({-1, quiet_descriptor, 1 << 20, INT64_MAX, -5});
    if (call_.function->name.starts_with("set_num_threads")) return random_.between(-1, 3);
    if (is_unseen_) return random_.between(-1, 4);
    if (is_axis(name) && random_.chance(90)) return random_.between(-ndim(), std::max<int64_t>(ndim() - 1, 0));
    if (random_.chance(80)) return random_.between(-2, 5);
    return random_.chance(50) ? random_.between(-70, 1500) : extreme_integer(random_);
  }

  std::vector<int64_t> axes() {
    std::vector<int64_t> all;
    for (int64_t axis = 0; axis < ndim(); ++axis) all.push_back(random_.chance(30) ? axis - ndim() : axis);
    for (size_t i = all.size(); i > 1; --i) std::swap(all[i - 1], all[random_.below(i)]);
    if (random_.chance(60)) all.resize(random_.below(all.size() + 1));
    if (random_.chance(5)) all.push_back(integer(""));
    return all;
  }

  std::vector<int64_t> items() {
    std::vector<int64_t> items;
    for (size_t n = random_.below(4); n > 0; --n) {
      items.push_back(random_.chance(96) ? random_.between(ND_INDEX_INTEGER, ND_INDEX_ARRAY)
                                         : extreme_integer(random_));
      for (int k = 0; k < 3; ++k) items.push_back(random_.chance(25) ? ND_INDEX_UNSET : integer(""));
    }
    return items;
  }

  nd_cell integers_cell(std::string_view name) {
    std::vector<int64_t> numbers;
    if (is_among(name, {"axes", "axis", "axes_a", "axes_b", "source", "destination"})) {
      numbers = axes();
    } else if (is_among(name, {"shape", "new_shape", "dimensions", "dims"})) {
      numbers = random_.chance(60) ? small_shape(random_) : theme_;
      for (int64_t& extent : numbers)
        if (random_.chance(8)) extent = is_unseen_ ? -1 : integer("");
    } else if (name == "items") {
      numbers = items();
    } else {
      numbers.resize(random_.chance(25)    ? last_length_
                     : random_.chance(50)  ? theme_.size()
                     : name == "pad_width" ? 2 * theme_.size()
                                           : random_.below(4));
      for (int64_t& number : numbers) number = name == "strides" ? 8 * random_.between(-8, 8) : integer(name);
    }
    last_length_ = numbers.size();
    return nd_cell_ints(call_.keep(numbers), static_cast<int64_t>(numbers.size()));
  }

  nd_cell dtype_cell() {
    if (random_.chance(80)) return nd_cell_handle(any_dtype(random_));
    return nd_cell_string(call_.keep(text_for(random_, *call_.function, "dtype")));
  }

  nd_cell bytes_cell(const Parameter& parameter) {
    if (parameter.role == "memory") {
      // From the middle, for strides below zero: an array of small_shape and these strides stays within.
      constexpr size_t kHalf = 1 << 15;
      const auto* const memory =
          static_cast<const std::byte*>(call_.keep(std::vector<std::byte>(2 * kHalf).data(), 2 * kHalf));
      return nd_cell_bytes(memory + kHalf, kHalf);
    }
    if (parameter.role.starts_with("out_")) {
      const size_t bytes =
          random_.chance(70) && !call_.operands.empty()
              ? static_cast<size_t>(std::clamp<int64_t>(nd_array_nbytes(call_.operands[0].array), 0, 1 << 16))
              : random_.below(70);
      return nd_cell_bytes(call_.keep(std::vector<std::byte>(bytes).data(), bytes), static_cast<int64_t>(bytes));
    }
    const std::string bytes = bytes_for(random_, *call_.function);
    return nd_cell_bytes(call_.keep(bytes.data(), bytes.size()), static_cast<int64_t>(bytes.size()));
  }

  nd_ufunc* ufunc() {
    nd_ufunc* const chosen = random_.any(ufuncs);
    nin_ = static_cast<size_t>(nd_ufunc_nin(chosen));
    return chosen;
  }

  Random& random_;
  Pool& pool_;
  Call& call_;
  bool is_unseen_ = false;
  size_t hostility_ = 0;
  Shape theme_;
  bool has_theme_ = false;
  size_t last_length_ = 0;
  const int64_t length_ = random_.between(1, 4);  // of lists that belong together
  size_t nin_ = 2;
};

}  // namespace

void fill_arguments(Random& random, Pool& pool, Call& call) { Filler(random, pool, call).fill(); }

void add_ufunc(nd_ufunc* ufunc) { ufuncs.push_back(ufunc); }

void set_quiet_descriptor(int fd) { quiet_descriptor = fd; }

}  // namespace fuzz
