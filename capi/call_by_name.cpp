// Binding and converting: every parameter of the C function gets a word, what comes back gets a cell.
#include "call_by_name.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "cells.hpp"
#include "ndcore/array.h"
#include "ndcore/runtime.h"
#include "runtime/arguments.hpp"
#include "runtime/error_record.hpp"
#include "words.hpp"

namespace nd::capi {

namespace {

class Call {
 public:
  explicit Call(const Method& method)
      : method_(method), places_(method.parameters, static_cast<size_t>(method.parameter_count)) {
    std::fill_n(given_.begin(), places_.size(), nullptr);
    std::fill_n(words_.begin(), method.c_count, 0);
  }
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  void bind(std::span<const nd_cell> args, int64_t npos, std::span<const char* const> keywords) {
    size_t next = 0;
    const auto positional = static_cast<size_t>(npos);
    for (size_t i = 0; i < c_count() && next < positional; ++i) {
      if (places_[i].way == Way::argument_) given_[i] = &args[next++];
    }
    if (next < positional) refuse("takes at most ", static_cast<int64_t>(next), " positional arguments, not ", npos);
    for (size_t i = 0; i < keywords.size(); ++i) place(text_argument(keywords[i], "kwnames"), args[positional + i]);
  }

  // `room`: how many results the caller takes.
  void convert(int64_t room) {
    for (size_t i = 0; i < c_count(); ++i) {
      if (places_[i].way == Way::argument_) convert_argument(i);
    }
    count_ = method_.result != Returned::none ? 1 : 0;
    for (size_t i = 0; i < c_count(); ++i) prepare(i, room);
    if (count_ > room) fail(ND_VALUE_ERROR, method_.name, ": gives ", count_, " results, but there is room for ", room);
  }

  // Returns how many results there are, or the status of a failure.
  int64_t run(std::span<nd_cell> results) {
    // A failure is told from a NULL that is meant by the record of the last error, which successes leave alone.
    static constexpr char kUntouched[] = "";
    ErrorRecord& record = current_thread_state->error;
    const char* const before = std::exchange(record.function, kUntouched);
    uint64_t returned = 0;
    method_.invoke(method_.function, words_.data(), returned);
    const bool recorded = record.function != kUntouched;
    if (!recorded) record.function = before;
    if (returned == word_of(kUntouched)) returned = word_of(before);
    if (has_failed(returned, recorded)) return record.status;
    std::ranges::fill(results, nd_cell{});
    nd_cell* next = results.data();
    if (method_.result != Returned::none) *next++ = returned_cell(returned);
    for (size_t i = 0; i < places_.size(); ++i) collect(i, next);
    return count_;
  }

 private:
  template <class... Parts>
  [[noreturn]] void refuse(const Parts&... problem) const {
    fail(ND_TYPE_ERROR, method_.name, ": ", problem..., "; ", method_.signature);
  }

  size_t c_count() const { return static_cast<size_t>(method_.c_count); }

  void place(std::string_view name, const nd_cell& value) {
    for (size_t i = 0; i < places_.size(); ++i) {
      if (places_[i].way != Way::argument_ || !is_named(places_[i].name, name)) continue;
      if (given_[i] != nullptr) refuse("argument `", name, "` is given twice");
      given_[i] = &value;
      return;
    }
    refuse("there is no keyword argument `", name, "`");
  }

  bool is_given(size_t i) const { return given_[i] != nullptr && given_[i]->kind != ND_CELL_UNSET; }

  [[noreturn]] void refuse_kind(const Parameter& place, const nd_cell& cell) const {
    refuse("argument `", place.name, "` must be ", place.kind, ", not ", kind_of(cell));
  }

  void convert_argument(size_t i) {
    const Parameter& place = places_[i];
    if (!is_given(i)) {
      if (place.default_value == nullptr) refuse("argument `", place.name, "` is missing");
      words_[i] = place.default_word;
    } else if (given_[i]->kind == ND_CELL_NONE) {
      if (!place.optional) refuse_kind(place, *given_[i]);
      words_[i] = 0;
    } else {
      words_[i] = word(place, *given_[i]);
    }
  }

  uint64_t word(const Parameter& place, nd_cell cell) {
    switch (place.role) {
      case Role::integer_:
      case Role::length_: return integer(place, cell);
      case Role::double_:
        if (!to_real(cell)) refuse_kind(place, cell);
        return cell.value;
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

  uint64_t integer(const Parameter& place, const nd_cell& cell) const {
    uint64_t word = 0;
    bool fits = true;
    if (integer_word(cell, place.scalar, word, fits)) return word;
    if (fits) refuse_kind(place, cell);
    if (cell.kind == ND_CELL_INT)
      refuse("argument `", place.name, "`: ", static_cast<int64_t>(cell.value), " does not fit ",
             type_name(place.scalar));
    refuse("argument `", place.name, "`: ", cell.value, " does not fit ", type_name(place.scalar));
  }

  // The function itself refuses handles that are not good.
  uint64_t handle(const Parameter& place, nd_cell cell) {
    if (cell.kind == ND_CELL_HANDLE) return cell.value;
    const std::string_view kind(place.kind);
    const bool is_one = kind.ends_with("array") || kind.ends_with("array]") ? values_.to_array(cell, place.name)
                        : kind.find("dtype") != kind.npos                   ? to_dtype(cell, place.name)
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
      fail(ND_VALUE_ERROR, method_.name, ": argument `", place.name, "` holds a zero byte");
    return values_.terminated({whole.data(), whole.size()});
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
    uint64_t* const number = values_.words(1);
    store(place.scalar, number, number_of(place, cell));
    return word_of(number);
  }

  uint64_t number_of(const Parameter& place, nd_cell cell) const {
    if (place.scalar != Scalar::f64) return integer(place, cell);
    if (!to_real(cell)) refuse_kind(place, cell);
    return cell.value;
  }

  uint64_t list(const Parameter& place, const nd_cell& cell) {
    const int32_t kind = place.role == Role::strings_  ? ND_CELL_LIST_STRING
                         : place.role != Role::array_  ? ND_CELL_LIST_HANDLE
                         : place.scalar == Scalar::f64 ? ND_CELL_LIST_DOUBLE
                                                       : ND_CELL_LIST_INT;
    const bool has_form = kind != ND_CELL_LIST_INT || place.scalar == Scalar::i64;
    if (cell.kind == kind && has_form && place.role != Role::out_handles_) {
      span_of(pointer_in<const uint64_t>(cell), cell.extent, place.name);
      return counted(place, cell.value != 0 ? cell.value : word_of(values_.words(1)), cell.extent);
    }
    const bool has_elements = cell.kind == kind || cell.kind == ND_CELL_LIST_CELL ||
                              (cell.kind == ND_CELL_LIST_INT && kind == ND_CELL_LIST_DOUBLE);
    if (!has_elements) refuse_kind(place, cell);
    const size_t size = place.role == Role::array_ ? size_of(place.scalar) : sizeof(uint64_t);
    const auto count = span_of(pointer_in<const uint64_t>(cell), cell.extent, place.name).size();
    auto* const elements = reinterpret_cast<std::byte*>(values_.words(count));
    for (size_t i = 0; i < count; ++i) {
      const uint64_t value = element(place, element_cell(cell, i));
      store(size == sizeof(uint64_t) ? Scalar::u64 : place.scalar, elements + i * size, value);
    }
    return counted(place, word_of(elements), cell.extent);
  }

  uint64_t element(const Parameter& place, const nd_cell& cell) {
    if (place.role == Role::array_) return number_of(place, cell);
    if (place.role == Role::strings_) return word_of(text(place, cell));
    return cell.kind == ND_CELL_NONE ? 0 : handle(place, cell);
  }

  // Tells the parameter that counts how long the list is.
  uint64_t counted(const Parameter& place, uint64_t word, int64_t extent) {
    if (place.counter < 0) {
      if (place.factor > 0 && extent != place.factor) refuse_length(place, place.factor, extent);
      return word;
    }
    const auto counter = static_cast<size_t>(place.counter);
    if (place.factor < 0 || places_[counter].way != Way::length_) return word;
    const int64_t count = extent / place.factor;
    const bool is_set = (counted_ >> counter & 1) != 0;
    const auto known = static_cast<int64_t>(words_[counter]);
    if (count * place.factor != extent || (is_set && known != count))
      refuse_length(place, (is_set ? known : count) * place.factor, extent);
    words_[counter] = static_cast<uint64_t>(count);
    counted_ |= uint64_t{1} << counter;
    return word;
  }

  [[noreturn]] void refuse_length(const Parameter& place, int64_t wanted, int64_t extent) const {
    fail(ND_VALUE_ERROR, method_.name, ": argument `", place.name, "` must have ", wanted, " elements, not ", extent);
  }

  // Where results go, structs, and lengths that other arguments tell.
  void prepare(size_t i, int64_t room) {
    const Parameter& place = places_[i];
    if (place.way == Way::fields_) return prepare_struct(i);
    if (place.way == Way::argument_ && place.factor < 0 && place.counter >= 0 && is_given(i)) check_ndim(place, i);
    if (place.role == Role::out_handles_ && place.way == Way::argument_) return prepare_inout(i, room);
    if (place.way != Way::result_) return;
    if (place.role == Role::out_value_ || place.role == Role::out_handle_) {
      slots_[i] = 0;
      words_[i] = word_of(&slots_[i]);
      ++count_;
      return;
    }
    lengths_[i] = result_length(place, room);
    words_[i] = word_of(values_.words(static_cast<size_t>(lengths_[i])));
    count_ += lengths_[i];
  }

  int64_t result_length(const Parameter& place, int64_t room) const {
    if (place.counter < 0) return place.factor > 0 ? place.factor : std::max<int64_t>(room - count_, 0);
    const uint64_t counter = words_[static_cast<size_t>(place.counter)];
    const int64_t length = place.factor < 0 ? std::max<int64_t>(nd_array_ndim(handle_of(counter)), 0)
                                            : static_cast<int64_t>(counter) * place.factor;
    if (length < 0 || length > room) {
      fail(ND_VALUE_ERROR, method_.name, ": gives ", length, " results in `", place.name, "`, but there is room for ",
           room);
    }
    return length;
  }

  static nd_array* handle_of(uint64_t word) { return reinterpret_cast<nd_array*>(static_cast<uintptr_t>(word)); }

  void check_ndim(const Parameter& place, size_t i) const {
    const int64_t extent = given_[i]->extent;
    const int64_t ndim = nd_array_ndim(handle_of(words_[static_cast<size_t>(place.counter)]));
    if (ndim >= 0 && given_[i]->kind != ND_CELL_NONE && extent != ndim) refuse_length(place, ndim, extent);
  }

  // Handles that are given stay the caller's; where there is none, the function makes a new one.
  void prepare_inout(size_t i, int64_t room) {
    const auto counter = static_cast<size_t>(places_[i].counter);
    if (words_[i] == 0) {
      words_[i] = word_of(values_.words(static_cast<size_t>(room)));
      words_[counter] = static_cast<uint64_t>(room);
    }
    lengths_[i] = static_cast<int64_t>(words_[counter]);
    const auto* const handles = reinterpret_cast<const uint64_t*>(static_cast<uintptr_t>(words_[i]));
    uint64_t* const kept = values_.words(static_cast<size_t>(lengths_[i]));
    std::copy_n(handles, lengths_[i], kept);
    slots_[i] = word_of(kept);
    count_ += lengths_[i];
  }

  void prepare_struct(size_t i) {
    const Parameter& place = places_[i];
    bool any = !place.optional;
    for (size_t k = c_count(); k < places_.size(); ++k) {
      if (places_[k].parent == static_cast<int16_t>(i)) {
        any = any || is_given(k);
        count_ += places_[k].way == Way::result_ ? 1 : 0;
      }
    }
    if (!any) return;
    auto* const memory = reinterpret_cast<std::byte*>(values_.words(static_cast<size_t>(place.offset) / 8 + 1));
    store(Scalar::i64, memory, static_cast<uint64_t>(place.offset));
    words_[i] = word_of(memory);
    for (size_t k = c_count(); k < places_.size(); ++k) {
      const Parameter& field = places_[k];
      if (field.parent != static_cast<int16_t>(i) || field.way != Way::argument_) continue;
      store(field.scalar, memory + field.offset, field_word(k));
    }
  }

  uint64_t field_word(size_t k) {
    const Parameter& field = places_[k];
    if (!is_given(k)) {
      if (field.default_value == nullptr) refuse("argument `", field.name, "` is missing");
      return field.default_word;
    }
    if (given_[k]->kind != ND_CELL_NONE) return word(field, *given_[k]);
    if (!field.optional) refuse_kind(field, *given_[k]);
    return 0;
  }

  bool has_failed(uint64_t returned, bool recorded) const {
    switch (method_.returns) {
      case Return::status_:
      case Return::reading_: return static_cast<int64_t>(returned) < 0;
      case Return::owned_:
      case Return::borrowed_: return returned == 0 && recorded;
      default: return false;
    }
  }

  nd_cell returned_cell(uint64_t word) const {
    switch (method_.result) {
      case Returned::number: return number_cell(method_.result_scalar, word);
      case Returned::handle: return pointer_cell(ND_CELL_HANDLE, word, 0);
      case Returned::text: return pointer_cell(ND_CELL_STRING, word, -1);
      case Returned::memory: return pointer_cell(ND_CELL_BYTES, word, -1);
      default: return pointer_cell(ND_CELL_LIST_INT, word, nd_array_ndim(handle_of(words_[0])));
    }
  }

  void collect(size_t i, nd_cell*& next) {
    const Parameter& place = places_[i];
    if (place.role == Role::out_handles_) {
      collect_handles(i, next);
    } else if (place.way != Way::result_) {
      return;
    } else if (place.parent >= 0) {
      *next++ = field_cell(place);
    } else if (place.role == Role::out_value_) {
      *next++ = load(place.scalar, &slots_[i]);
    } else if (place.role == Role::out_handle_) {
      *next++ = pointer_cell(ND_CELL_HANDLE, slots_[i], 0);
    } else {
      const auto* const elements = reinterpret_cast<const std::byte*>(static_cast<uintptr_t>(words_[i]));
      for (int64_t k = 0; k < lengths_[i]; ++k)
        *next++ = load(place.scalar, elements + static_cast<size_t>(k) * size_of(place.scalar));
    }
  }

  // All are the caller's: those that were given get one more owner.
  void collect_handles(size_t i, nd_cell*& next) {
    const auto* const handles = reinterpret_cast<void* const*>(static_cast<uintptr_t>(words_[i]));
    const auto* const kept = reinterpret_cast<void* const*>(static_cast<uintptr_t>(slots_[i]));
    for (int64_t k = 0; k < lengths_[i]; ++k) {
      if (places_[i].way == Way::argument_ && kept[k] != nullptr) nd_retain(handles[k]);
      *next++ = pointer_cell(ND_CELL_HANDLE, word_of(handles[k]), 0);
    }
  }

  nd_cell field_cell(const Parameter& field) const {
    const auto* const memory =
        reinterpret_cast<const std::byte*>(static_cast<uintptr_t>(words_[static_cast<size_t>(field.parent)]));
    const nd_cell number = load(field.scalar, memory + field.offset);
    if (field.role == Role::string_) return pointer_cell(ND_CELL_STRING, number.value, -1);
    return field.role == Role::handle_ ? pointer_cell(ND_CELL_HANDLE, number.value, 0) : number;
  }

  const Method& method_;
  const std::span<const Parameter> places_;
  std::array<const nd_cell*, kMostPlaces> given_;
  std::array<uint64_t, kMostParameters> words_;
  std::array<uint64_t, kMostParameters> slots_;   // of results that are one word; of handles in and out, those given
  std::array<int64_t, kMostParameters> lengths_;  // of results that are lists
  uint64_t counted_ = 0;                          // a bit a length that a list has told
  int64_t count_ = 0;                             // of results
  CallValues values_;
};

}  // namespace

int64_t call_by_name(const Method& method, const nd_cell* args, int64_t npos, const char* const* kwnames, int64_t nkw,
                     nd_cell* results, int64_t nresults) {
  if (npos < 0) fail(ND_VALUE_ERROR, ": argument `npos` must not be negative, but is ", npos);
  const auto keywords = span_of(kwnames, nkw, "kwnames");
  const auto given = span_of(args, npos + nkw, "args");
  const auto room = span_of(results, nresults, "results");
  Call call(method);
  call.bind(given, npos, keywords);
  call.convert(nresults);
  return call.run(room);
}

}  // namespace nd::capi
