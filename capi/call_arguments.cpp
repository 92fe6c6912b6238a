// Cells become the words of a C call: numbers, handles, texts, lists and structs of options.
#include "call_arguments.hpp"

#include <algorithm>
#include <cstring>

#include "near_miss.hpp"
#include "runtime/arguments.hpp"
#include "words.hpp"

namespace nd::capi {

namespace {

class Arguments {
 public:
  explicit Arguments(CallFrame& frame) : frame_(frame), places_(frame.places()) {}

  void convert() {
    for (size_t i = 0; i < frame_.c_count(); ++i) {
      if (places_[i].way == Way::argument_) {
        frame_.words[i] = argument(i);
      } else if ((counted_ >> i & 1) == 0) {
        frame_.words[i] = 0;
      }
    }
    if (frame_.method.plain) return;
    for (size_t i = 0; i < frame_.c_count(); ++i) {
      const Parameter& place = places_[i];
      if (place.way == Way::fields_) fill_struct(i);
      if (place.way == Way::argument_ && place.factor < 0 && place.counter >= 0 && frame_.is_given(i)) check_ndim(i);
    }
  }

 private:
  [[noreturn, gnu::cold, gnu::noinline]] void refuse_kind(const Parameter& place, const nd_cell& cell) const {
    frame_.refuse("argument `", place.name, "` must be ", place.kind, ", not ", kind_of(cell));
  }

  // Of a parameter or a field.
  uint64_t argument(size_t i) {
    const Parameter& place = places_[i];
    const nd_cell* const given = frame_.given[i];
    if (given == nullptr || given->kind == ND_CELL_UNSET) {
      if (place.default_value == nullptr) frame_.refuse("argument `", place.name, "` is missing");
      return place.default_word;
    }
    const nd_cell& cell = *given;
    if (cell.kind == ND_CELL_HANDLE && place.role == Role::handle_) return cell.value;
    if (cell.kind != ND_CELL_NONE) return word(place, cell);
    if (!place.optional) refuse_kind(place, cell);
    return 0;
  }

  uint64_t word(const Parameter& place, const nd_cell& cell) {
    switch (place.role) {
      case Role::integer_:
      case Role::length_:
      case Role::double_: return number(place, cell);
      case Role::handle_: return handle(place, cell);
      case Role::any_handle_:
        if (cell.kind != ND_CELL_HANDLE) refuse_kind(place, cell);
        return cell.value;
      case Role::string_: return word_of(text(place, cell));
      case Role::memory_:
      case Role::bytes_:
      case Role::out_bytes_:
      case Role::out_text_: return memory(place, cell);
      case Role::array_: return array_word(place, cell);
      default: return list(place, cell);
    }
  }

  uint64_t number(const Parameter& place, nd_cell cell) const {
    if (place.scalar != Scalar::f64) return integer(place, cell);
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
    const auto* const letters = pointer_in<const char>(cell);
    if (cell.extent < 0) return letters;
    const auto whole = span_of(letters, cell.extent, place.name);
    if (std::ranges::find(whole, '\0') != whole.end())
      fail(ND_VALUE_ERROR, frame_.method.name, ": argument `", place.name, "` holds a zero byte");
    return frame_.values.terminated({whole.data(), whole.size()});
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

  uint64_t list(const Parameter& place, const nd_cell& cell) {
    const int32_t kind = place.role == Role::strings_  ? ND_CELL_LIST_STRING
                         : place.role != Role::array_  ? ND_CELL_LIST_HANDLE
                         : place.scalar == Scalar::f64 ? ND_CELL_LIST_DOUBLE
                                                       : ND_CELL_LIST_INT;
    const bool has_form = kind != ND_CELL_LIST_INT || place.scalar == Scalar::i64;
    if (cell.kind == kind && has_form && place.role != Role::out_handles_) {
      span_of(pointer_in<const uint64_t>(cell), cell.extent, place.name);
      return counted(place, cell.value != 0 ? cell.value : word_of(frame_.values.words(1)), cell.extent);
    }
    const bool has_elements = cell.kind == kind || cell.kind == ND_CELL_LIST_CELL ||
                              (cell.kind == ND_CELL_LIST_INT && kind == ND_CELL_LIST_DOUBLE);
    if (!has_elements) refuse_kind(place, cell);
    return converted_list(place, cell);
  }

  uint64_t converted_list(const Parameter& place, const nd_cell& cell) {
    const size_t size = place.role == Role::array_ ? size_of(place.scalar) : sizeof(uint64_t);
    const auto count = span_of(pointer_in<const uint64_t>(cell), cell.extent, place.name).size();
    auto* const elements = reinterpret_cast<std::byte*>(frame_.values.words(count));
    for (size_t i = 0; i < count; ++i) {
      const uint64_t value = element(place, element_cell(cell, i));
      store(size == sizeof(uint64_t) ? Scalar::u64 : place.scalar, elements + i * size, value);
    }
    return counted(place, word_of(elements), cell.extent);
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
    if (place.factor < 0 || places_[counter].way != Way::length_) return word;
    const int64_t count = place.factor == 1 ? extent : extent / place.factor;
    const bool is_set = (counted_ >> counter & 1) != 0;
    const auto known = static_cast<int64_t>(frame_.words[counter]);
    if (count * place.factor != extent || (is_set && known != count))
      frame_.refuse_length(place, (is_set ? known : count) * place.factor, extent);
    frame_.words[counter] = static_cast<uint64_t>(count);
    counted_ |= uint64_t{1} << counter;
    return word;
  }

  void check_ndim(size_t i) const {
    const nd_cell& cell = *frame_.given[i];
    const int64_t ndim = frame_.ndim(static_cast<size_t>(places_[i].counter));
    if (ndim >= 0 && cell.kind != ND_CELL_NONE && cell.extent != ndim)
      frame_.refuse_length(places_[i], ndim, cell.extent);
  }

  // NULL where the struct is optional and none of its fields is given.
  void fill_struct(size_t i) {
    const Parameter& place = places_[i];
    bool any = !place.optional;
    for (size_t k = frame_.c_count(); k < places_.size(); ++k)
      any = any || (frame_.is_field_of(k, i) && frame_.is_given(k));
    if (!any) return;
    auto* const memory = reinterpret_cast<std::byte*>(frame_.values.words(static_cast<size_t>(place.offset) / 8 + 1));
    store(Scalar::i64, memory, static_cast<uint64_t>(place.offset));
    frame_.words[i] = word_of(memory);
    for (size_t k = frame_.c_count(); k < places_.size(); ++k) {
      const Parameter& field = places_[k];
      if (frame_.is_field_of(k, i) && field.way == Way::argument_)
        store(field.scalar, memory + field.offset, argument(k));
    }
  }

  CallFrame& frame_;
  const std::span<const Parameter> places_;
  uint64_t counted_ = 0;  // a bit a length that a list has told
};

[[noreturn, gnu::cold, gnu::noinline]] void refuse_keyword(const CallFrame& frame, const char* name) {
  NearMiss near(text_argument(name, "kwnames"));
  for (const Parameter& place : frame.places()) {
    if (place.way == Way::argument_) near.offer(place.name);
  }
  frame.refuse("there is no keyword argument `", name, "`", near.hint(" (", ")"));
}

void bind_keyword(CallFrame& frame, const char* name, const nd_cell& value) {
  if (name == nullptr) refuse_pointer("kwnames");
  const auto places = frame.places();
  // Two letters mostly tell names apart, without a call.
  const auto is_meant = [name](const Parameter& place) {
    return place.name[0] == name[0] && name[0] != 0 && place.name[1] == name[1] && place.way == Way::argument_ &&
           std::strcmp(place.name, name) == 0;
  };
  size_t i = 0;
  while (i < places.size() && !is_meant(places[i])) ++i;
  if (i == places.size()) refuse_keyword(frame, name);
  if (frame.given[i] != nullptr) frame.refuse("argument `", name, "` is given twice");
  frame.given[i] = &value;
}

}  // namespace

void bind_arguments(CallFrame& frame, std::span<const nd_cell> args, int64_t npos,
                    std::span<const char* const> keywords) {
  const auto positional = static_cast<size_t>(npos);
  const auto places = frame.places();
  size_t next = 0;
  for (size_t i = 0; i < places.size(); ++i) {
    const bool is_next = next < positional && places[i].way == Way::argument_ && places[i].parent < 0;
    frame.given[i] = is_next ? &args[next++] : nullptr;
  }
  if (next < positional)
    frame.refuse("takes at most ", static_cast<int64_t>(next), " positional arguments, not ", npos);
  for (size_t i = 0; i < keywords.size(); ++i) bind_keyword(frame, keywords[i], args[positional + i]);
}

void convert_arguments(CallFrame& frame) { Arguments(frame).convert(); }

}  // namespace nd::capi
