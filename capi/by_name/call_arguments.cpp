// Cells become the words of a C call: numbers, handles, texts, lists and structs of options.
#include "by_name/call_arguments.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include "by_name/scalars.hpp"
#include "core/checked.hpp"
#include "modules/near_miss.hpp"
#include "runtime/arguments.hpp"

namespace nd::capi {

namespace {

[[noreturn, gnu::cold, gnu::noinline]] void refuse_keyword(const CallFrame& frame, const char* name) {
  NearMiss near(text_argument(name, "kwnames"));
  for (const Parameter& place : frame.places()) {
    if (place.way == Way::argument_) near.offer(place.name);
  }
  frame.refuse("there is no keyword argument `", name, "`", near.hint(" (", ")"));
}

// Looks at place `start` first: keywords tend to stand in the order of the signature. -1: there is none.
ptrdiff_t find_place(const CallFrame& frame, const char* name, size_t start) {
  const auto places = frame.places();
  for (size_t k = 0; k < places.size(); ++k) {
    const size_t i = start + k < places.size() ? start + k : start + k - places.size();
    const bool may_match = places[i].name[0] == name[0] && places[i].way == Way::argument_;
    if (may_match && std::strcmp(places[i].name, name) == 0) return static_cast<ptrdiff_t>(i);
  }
  return -1;
}

// NumPy calls several axes `axis`, too.
size_t find_keyword(const CallFrame& frame, const char* name, size_t start) {
  if (name == nullptr) refuse_pointer("kwnames");
  ptrdiff_t place = find_place(frame, name, start);
  if (place < 0 && std::strcmp(name, "axis") == 0) place = find_place(frame, "axes", start);
  if (place < 0) refuse_keyword(frame, name);
  return static_cast<size_t>(place);
}

class Arguments {
 public:
  explicit Arguments(CallFrame& frame) : frame_(frame), places_(frame.places()) {}

  void take(std::span<const nd_cell> args, size_t positional, std::span<const char* const> keywords) {
    for (size_t i = 0; i < places_.size(); ++i) frame_.words[i] = places_[i].default_word;
    size_t i = 0;
    for (size_t next = 0; next < positional; ++i) {
      if (i == frame_.c_count()) frame_.refuse("takes at most ", next, " positional arguments, not ", positional);
      if (places_[i].way == Way::argument_) give(i, args[next++]);
    }
    for (size_t k = 0; k < keywords.size(); ++k, ++i) {
      i = find_keyword(frame_, keywords[k], i);
      if (is_given(i)) frame_.refuse("argument `", keywords[k], "` is given twice");
      give(i, args[positional + k]);
    }
    const uint32_t missing = frame_.method.required & ~given_;
    if (missing != 0) frame_.refuse("argument `", places_[std::countr_zero(missing)].name, "` is missing");
    if (!frame_.method.plain) complete();
  }

 private:
  [[noreturn, gnu::cold, gnu::noinline]] void refuse_kind(const Parameter& place, const nd_cell& cell) const {
    frame_.refuse("argument `", place.name, "` must be ", place.kind, ", not ", kind_of(cell));
  }

  bool is_given(size_t i) const { return (given_ >> i & 1) != 0; }

  // To a parameter or a field.
  void give(size_t i, const nd_cell& cell) {
    if (cell.kind == ND_CELL_UNSET) return;
    const Parameter& place = places_[i];
    given_ |= uint32_t{1} << i;
    if (cell.kind == place.exact) {
      frame_.words[i] = cell.kind < ND_CELL_LIST_INT ? cell.value : exact_list(place, cell);
    } else if (cell.kind != ND_CELL_NONE) {
      frame_.words[i] = word(place, cell);
    } else {
      if (!place.optional) refuse_kind(place, cell);
      frame_.words[i] = 0;
    }
  }

  // What depends on several arguments.
  void complete() {
    for (size_t i = 0; i < frame_.c_count(); ++i) {
      const Parameter& place = places_[i];
      if (place.way == Way::fields_) fill_struct(i);
      if (place.way == Way::argument_ && place.factor < 0 && place.counter >= 0 && frame_.words[i] != 0) check_ndim(i);
    }
  }

  uint64_t word(const Parameter& place, const nd_cell& cell) {
    switch (place.role) {
      case Role::integer_:
      case Role::length_:
      case Role::double_: return number(place, cell);
      case Role::handle_: return handle(place, cell);
      case Role::any_handle_: refuse_kind(place, cell);
      case Role::string_: return word_of(text(place, cell));
      case Role::memory_:
      case Role::bytes_:
      case Role::out_bytes_:
      case Role::out_text_: return memory(place, cell);
      case Role::array_: return array_word(place, cell);
      default: return list(place, cell);
    }
  }

  uint64_t number(const Parameter& place, const nd_cell& cell) const {
    return place.scalar == Scalar::f64 ? real(place, cell) : integer(place, cell);
  }

  uint64_t real(const Parameter& place, nd_cell cell) const {
    if (!to_real(cell)) refuse_kind(place, cell);
    return cell.value;
  }

  uint64_t integer(const Parameter& place, const nd_cell& cell) const {
    uint64_t word = 0;
    bool fits = true;
    if (integer_word(cell, place.scalar, word, fits)) return word;
    if (fits) refuse_kind(place, cell);
    const std::string_view type = type_name(place.scalar);
    if (cell.kind == ND_CELL_INT)
      frame_.refuse("argument `", place.name, "`: ", static_cast<int64_t>(cell.value), " does not fit ", type);
    frame_.refuse("argument `", place.name, "`: ", cell.value, " does not fit ", type);
  }

  // The function itself refuses handles that are not good.
  uint64_t handle(const Parameter& place, nd_cell cell) {
    if (cell.kind == ND_CELL_HANDLE) return cell.value;
    std::string_view kind(place.kind);  // of a parameter, or of each element of a list
    if (kind.starts_with("list[")) kind = kind.substr(5, kind.size() - 6);
    const bool is_one = kind == "array"   ? frame_.values.to_array(cell, place.name)
                        : kind == "dtype" ? to_dtype(cell, place.name)
                        : kind == "ufunc" ? to_ufunc(cell, place.name)
                                          : false;
    if (!is_one) refuse_kind(place, cell);
    return cell.value;
  }

  const char* text(const Parameter& place, const nd_cell& cell) {
    if (cell.kind != ND_CELL_STRING) refuse_kind(place, cell);
    if (cell.extent == -1) return pointer_in<const char>(cell);
    return frame_.values.terminated(text_in(cell, place.name));
  }

  uint64_t memory(const Parameter& place, const nd_cell& cell) {
    if (cell.kind != ND_CELL_BYTES) refuse_kind(place, cell);
    span_of(pointer_in<std::byte>(cell), cell.extent, place.name);
    return counted(place, cell.value, cell.extent);
  }

  // One number behind a pointer, bytes, or a list of numbers.
  uint64_t array_word(const Parameter& place, const nd_cell& cell) {
    if (place.kind[0] == 'b') return memory(place, cell);
    if (place.kind[0] == 'l') return list(place, cell);
    uint64_t* const one = frame_.values.words(1);
    store(place.scalar, one, number(place, cell));
    return word_of(one);
  }

  // Passed on as it is; an empty one is not NULL.
  uint64_t exact_list(const Parameter& place, const nd_cell& cell) {
    span_of(pointer_in<const uint64_t>(cell), cell.extent, place.name);
    return counted(place, cell.value != 0 ? cell.value : word_of(frame_.values.words(1)), cell.extent);
  }

  // Of other elements than those that the function takes.
  uint64_t list(const Parameter& place, const nd_cell& cell) {
    if (place.role == Role::array_ && is_number(cell)) {
      uint64_t* const one = frame_.values.words(1);
      store(place.scalar, one, number(place, cell));
      return counted(place, word_of(one), 1);
    }
    const int32_t other = place.role == Role::array_         ? ND_CELL_LIST_INT
                          : place.role == Role::out_handles_ ? ND_CELL_LIST_HANDLE
                                                             : ND_CELL_LIST_CELL;
    if (cell.kind != ND_CELL_LIST_CELL && cell.kind != other) refuse_kind(place, cell);
    const size_t size = place.role == Role::array_ ? size_of(place.scalar) : sizeof(uint64_t);
    const auto count = span_of(pointer_in<const uint64_t>(cell), cell.extent, place.name).size();
    auto* const elements = reinterpret_cast<std::byte*>(frame_.values.words(count));
    for (size_t i = 0; i < count; ++i) {
      const uint64_t value = element(place, element_cell(cell, i));
      store(size == sizeof(uint64_t) ? Scalar::u64 : place.scalar, elements + i * size, value);
    }
    return counted(place, word_of(elements), cell.extent);
  }

  static bool is_number(const nd_cell& cell) {
    return cell.kind == ND_CELL_BOOL || cell.kind == ND_CELL_INT || cell.kind == ND_CELL_UINT ||
           cell.kind == ND_CELL_DOUBLE;
  }

  uint64_t element(const Parameter& place, const nd_cell& cell) {
    if (place.role == Role::array_) return number(place, cell);
    if (place.role == Role::strings_) return word_of(text(place, cell));
    return cell.kind == ND_CELL_NONE ? 0 : handle(place, cell);
  }

  // Tells the parameter that counts how long the list is.
  uint64_t counted(const Parameter& place, uint64_t word, int64_t extent) {
    if (place.counter < 0) {
      if (place.factor > 0 && extent != place.factor) frame_.refuse_length(place, place.factor, extent);
      return word;
    }
    const auto counter = static_cast<size_t>(place.counter);
    if (place.factor < 0) frame_.lengths[static_cast<size_t>(&place - places_.data())] = extent;
    if (place.factor < 0 || places_[counter].way != Way::length_) return word;
    int64_t count = extent;
    if (place.factor != 1) {
      count /= place.factor;
      if (count * place.factor != extent) frame_.refuse_length(place, count * place.factor, extent);
    }
    uint64_t& word_of_count = frame_.words[counter];
    if (is_given(counter) && static_cast<int64_t>(word_of_count) != count) {
      const int64_t wanted = checked_multiply(static_cast<int64_t>(word_of_count), place.factor, frame_.method.name);
      frame_.refuse_length(place, wanted, extent);
    }
    bool fits = true;
    if (!integer_word({ND_CELL_INT, 0, static_cast<uint64_t>(count), 0}, places_[counter].scalar, word_of_count, fits))
      fail(ND_VALUE_ERROR, frame_.method.name, ": argument `", place.name, "` has too many elements, ", extent);
    given_ |= uint32_t{1} << counter;
    return word;
  }

  void check_ndim(size_t i) const {
    const int64_t ndim = frame_.ndim(static_cast<size_t>(places_[i].counter));
    if (ndim >= 0 && frame_.lengths[i] != ndim) frame_.refuse_length(places_[i], ndim, frame_.lengths[i]);
  }

  // NULL where the struct is optional and none of its fields is given.
  void fill_struct(size_t i) {
    const Parameter& place = places_[i];
    bool any = !place.optional;
    for (size_t k = frame_.c_count(); k < places_.size(); ++k) any = any || (frame_.is_field_of(k, i) && is_given(k));
    if (!any) return;
    auto* const memory = reinterpret_cast<std::byte*>(frame_.values.words(static_cast<size_t>(place.offset) / 8 + 1));
    store(Scalar::i64, memory, static_cast<uint64_t>(place.offset));
    frame_.words[i] = word_of(memory);
    for (size_t k = frame_.c_count(); k < places_.size(); ++k) {
      const Parameter& field = places_[k];
      if (frame_.is_field_of(k, i) && field.way == Way::argument_)
        store(field.scalar, memory + field.offset, frame_.words[k]);
    }
  }

  CallFrame& frame_;
  const std::span<const Parameter> places_;
  uint32_t given_ = 0;  // a bit each place; of a length, a list has told it
};

}  // namespace

void take_arguments(CallFrame& frame, std::span<const nd_cell> args, int64_t npos,
                    std::span<const char* const> keywords) {
  Arguments(frame).take(args, static_cast<size_t>(npos), keywords);
}

}  // namespace nd::capi
