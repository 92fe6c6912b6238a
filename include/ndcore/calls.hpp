/* C++17: calls by name and the method table; ndcore/ndcore.hpp includes it.
 *
 *   ndcore::array total = ndcore::call("sum", {a, {0}}, {{"keepdims", 1}}).at(0).as<ndcore::array>();
 *   std::string how = ndcore::method("sum").signature();
 */
#ifndef NDCORE_CALLS_HPP
#define NDCORE_CALLS_HPP

#include <string_view>

#include "ndcore/cell.h"
#include "ndcore/classes.hpp"

namespace ndcore {

struct none_type {};
struct unset_type {};
inline constexpr none_type none{};   /* NULL */
inline constexpr unset_type unset{}; /* the parameter's default */

/* An argument or result of a call by name, with what it points to: copies share it. */
class value {
 public:
  value() : value(none) {}
  value(none_type) : cell_(nd_cell_none()) {}
  value(unset_type) : cell_(nd_cell_unset()) {}
  value(bool truth) : cell_(nd_cell_bool(truth)) {}
  template <class T, std::enable_if_t<std::is_arithmetic_v<T> && !std::is_same_v<T, bool>, int> = 0>
  value(T number) {
    if constexpr (std::is_floating_point_v<T>) {
      cell_ = nd_cell_double(static_cast<double>(number));
    } else if constexpr (std::is_unsigned_v<T>) {
      cell_ = nd_cell_uint(number);
    } else {
      cell_ = nd_cell_int(number);
    }
  }
  value(std::complex<double> number) : cell_(nd_cell_complex(number.real(), number.imag())) {}
  value(const char* text) : value(std::string(text)) {}
  value(std::string text) { cell_ = nd_cell_string(keep(std::move(text)).c_str()); }
  value(array a) : cell_(nd_cell_handle(a.get())) { keep(std::move(a)); }
  value(dtype type) : cell_(nd_cell_handle(type.get())) { keep(std::move(type)); }
  value(ufunc function) : cell_(nd_cell_handle(function.get())) { keep(std::move(function)); }
  value(std::initializer_list<value> items) : value(std::vector<value>(items)) {}
  value(std::vector<value> items) {
    std::vector<nd_cell> cells;
    for (const value& item : items) cells.push_back(item.cell_);
    const auto& kept = keep(std::make_pair(std::move(items), std::move(cells))).second;
    cell_ = nd_cell_list(kept.data(), static_cast<std::int64_t>(kept.size()));
  }
  template <class T, std::enable_if_t<!std::is_same_v<T, value>, int> = 0>
  value(const std::vector<T>& items) : value(std::vector<value>(items.begin(), items.end())) {}
  /* Memory that stays the caller's, for parameters of kind bytes. */
  static value memory(void* data, std::int64_t nbytes) { return value(nd_cell_bytes(data, nbytes)); }

  const nd_cell& cell() const noexcept { return cell_; }
  bool is_none() const noexcept { return cell_.kind == ND_CELL_NONE; }
  /* Of a number: an arithmetic type; of a text: std::string; of a list: std::vector<std::int64_t>; of an address:
   * void *; of a handle: array, dtype or ufunc. Throws if it is another. */
  template <class T>
  T as() const;

 private:
  friend std::vector<value> call(c_text, const std::vector<value>&, const std::vector<std::pair<std::string, value>>&,
                                 std::int64_t);
  explicit value(const nd_cell& cell) : cell_(cell) {}
  /* A result: handles are owned, texts and lists are taken along. */
  static value of_result(const nd_cell& cell) {
    value made(cell);
    if (cell.kind == ND_CELL_HANDLE) {
      made.kept_ = std::shared_ptr<void>(nd_cell_as_pointer(&cell), [](void* owned) { nd_release(owned); });
    } else if (cell.kind == ND_CELL_STRING) {
      return value(std::string(static_cast<const char*>(nd_cell_as_pointer(&cell))));
    } else if (cell.kind == ND_CELL_LIST_INT) {
      const auto* const first = static_cast<const std::int64_t*>(nd_cell_as_pointer(&cell));
      auto& kept = made.keep(std::vector<std::int64_t>(first, first + cell.extent));
      made.cell_ = nd_cell_ints(kept.data(), cell.extent);
    }
    return made;
  }
  template <class T>
  T& keep(T what) {
    auto kept = std::make_shared<T>(std::move(what));
    T& there = *kept;
    kept_ = std::move(kept);
    return there;
  }
  void need(bool fits, const char* wanted) const {
    if (fits) return;
    throw error(ND_TYPE_ERROR, "ND_TYPE_ERROR",
                std::string("as: the value is not ") + wanted + ", but a cell of kind " + std::to_string(cell_.kind),
                "nd_call");
  }
  template <class T>
  T number() const;
  template <class T>
  T object(std::int32_t kind, const char* wanted) const;

  nd_cell cell_{};
  std::shared_ptr<void> kept_;
};

template <class T>
T value::number() const {
  switch (cell_.kind) {
    case ND_CELL_BOOL:
    case ND_CELL_UINT: return static_cast<T>(cell_.value);
    case ND_CELL_INT: return static_cast<T>(nd_cell_as_int(&cell_));
    default: need(cell_.kind == ND_CELL_DOUBLE && std::is_floating_point_v<T>, "such a number");
  }
  return static_cast<T>(nd_cell_as_double(&cell_));
}

template <class T>
T value::object(std::int32_t kind, const char* wanted) const {
  void* const raw = nd_cell_as_pointer(&cell_);
  need(cell_.kind == ND_CELL_HANDLE && nd_handle_kind(raw) == kind, wanted);
  detail::check(nd_retain(raw));
  return T(static_cast<decltype(std::declval<T>().get())>(raw));
}

template <class T>
T value::as() const {
  if constexpr (std::is_arithmetic_v<T>) {
    return number<T>();
  } else if constexpr (std::is_same_v<T, array>) {
    return object<array>(ND_KIND_ARRAY, "an array");
  } else if constexpr (std::is_same_v<T, dtype>) {
    return object<dtype>(ND_KIND_DTYPE, "a dtype");
  } else if constexpr (std::is_same_v<T, ufunc>) {
    return object<ufunc>(ND_KIND_UFUNC, "a ufunc");
  } else if constexpr (std::is_same_v<T, std::string>) {
    need(cell_.kind == ND_CELL_STRING, "a text");
    return static_cast<const char*>(nd_cell_as_pointer(&cell_));
  } else if constexpr (std::is_same_v<T, void*>) {
    need(cell_.kind == ND_CELL_BYTES, "an address");
    return nd_cell_as_pointer(&cell_);
  } else {
    static_assert(std::is_same_v<T, std::vector<std::int64_t>>, "no value of this type comes out of a call");
    need(cell_.kind == ND_CELL_LIST_INT, "a list of integers");
    const auto* const first = static_cast<const std::int64_t*>(nd_cell_as_pointer(&cell_));
    return T(first, first + cell_.extent);
  }
}

/* A function of the library or of a module: what is known of it. Texts live as long as the library. */
class method {
 public:
  explicit method(c_text name) : method(nd_method_find(name)) {}
  explicit method(std::int64_t index) : index_(detail::checked(index)) {
    info_.struct_size = sizeof info_;
    detail::check(nd_method_get(index_, &info_));
  }
  const nd_method_info& info() const noexcept { return info_; }
  std::string_view name() const noexcept { return text(info_.name); }
  std::string_view signature() const noexcept { return text(info_.signature); }
  std::string_view summary() const noexcept { return text(info_.summary); }
  std::string_view documentation() const noexcept { return text(info_.documentation); }
  std::vector<nd_parameter_info> parameters() const {
    std::vector<nd_parameter_info> all(static_cast<std::size_t>(info_.parameter_count));
    for (std::size_t i = 0; i < all.size(); ++i) {
      all[i].struct_size = sizeof all[i];
      detail::check(nd_method_parameter(index_, static_cast<std::int32_t>(i), &all[i]));
    }
    return all;
  }

 private:
  static std::string_view text(const char* text) noexcept { return text ? std::string_view(text) : std::string_view(); }
  std::int64_t index_;
  nd_method_info info_{};
};

/* All functions there are, in the order of their indices. */
inline std::vector<method> methods() {
  std::vector<method> all;
  const std::int64_t count = detail::checked(nd_method_count());
  for (std::int64_t i = 0; i < count; ++i) all.emplace_back(i);
  return all;
}

#if ND_TARGET_REVISION >= 3
/* Calls a function by its name: its results in order. `room`: how many results there may be where their number depends
 * on the arguments. */
inline std::vector<value> call(c_text name, const std::vector<value>& arguments,
                               const std::vector<std::pair<std::string, value>>& keywords = {},
                               std::int64_t room = 64) {
  const std::int64_t known = method(name).info().result_count;
  std::vector<nd_cell> cells, results(static_cast<std::size_t>(known >= 0 ? known : room));
  std::vector<const char*> names;
  for (const value& argument : arguments) cells.push_back(argument.cell());
  for (const auto& [keyword, given] : keywords) {
    names.push_back(keyword.c_str());
    cells.push_back(given.cell());
  }
  const std::int64_t count = detail::checked(nd_call(name, cells.data(), static_cast<std::int64_t>(arguments.size()),
                                                     names.data(), static_cast<std::int64_t>(names.size()),
                                                     results.data(), static_cast<std::int64_t>(results.size())));
  std::vector<value> made;
  made.reserve(results.size());
  for (std::int64_t i = 0; i < count; ++i) made.push_back(value::of_result(results[static_cast<std::size_t>(i)]));
  return made;
}
#endif

}  // namespace ndcore

#endif
