// Out-parameters of a C call, and what it returns, become cells.
#include "by_name/call_results.hpp"

#include <algorithm>

#include "by_name/scalars.hpp"
#include "core/checked.hpp"
#include "ndcore/runtime.h"
#include "ufunc/ufunc.hpp"

namespace nd::capi {

namespace {

int64_t result_length(const CallFrame& frame, const Parameter& place, int64_t room) {
  if (place.counter < 0) return place.factor > 0 ? place.factor : std::max<int64_t>(room - frame.count, 0);
  const auto counter = static_cast<size_t>(place.counter);
  const int64_t length =
      place.factor < 0 ? std::max<int64_t>(frame.ndim(counter), 0)
                       : checked_multiply(static_cast<int64_t>(frame.words[counter]), place.factor, frame.method.name);
  if (length < 0 || length > room) {
    fail(ND_VALUE_ERROR, frame.method.name, ": gives ", length, " results in `", place.name,
         "`, but there is room for ", room);
  }
  return length;
}

void prepare_result(CallFrame& frame, size_t i, int64_t room) {
  const Parameter& place = frame.method.parameters[i];
  if (place.role == Role::out_value_ || place.role == Role::out_handle_) {
    frame.slots[i] = 0;
    frame.words[i] = word_of(&frame.slots[i]);
    ++frame.count;
    return;
  }
  frame.lengths[i] = result_length(frame, place, room);
  frame.words[i] = word_of(frame.values.words(static_cast<size_t>(frame.lengths[i])));
  frame.count += frame.lengths[i];
}

// Of the ufunc that is called; 0 where it is none, which the function itself refuses.
int64_t output_count(const CallFrame& frame) {
  const Object* const found = handles::find(*current_thread_state, frame.pointer<void>(0), Kind::ufunc);
  return found != nullptr ? static_cast<const Ufunc*>(found)->nout : 0;
}

// Handles that are given stay the caller's; where there is none, the function makes a new one.
void prepare_inout(CallFrame& frame, size_t i) {
  const auto counter = static_cast<size_t>(frame.method.parameters[i].counter);
  if (frame.words[i] == 0) {
    const int64_t nout = output_count(frame);
    frame.words[i] = word_of(frame.values.words(static_cast<size_t>(nout)));
    frame.words[counter] = static_cast<uint64_t>(nout);
  }
  frame.lengths[i] = static_cast<int64_t>(frame.words[counter]);
  uint64_t* const kept = frame.values.words(static_cast<size_t>(frame.lengths[i]));
  std::copy_n(frame.pointer<const uint64_t>(i), frame.lengths[i], kept);
  frame.slots[i] = word_of(kept);
  frame.count += frame.lengths[i];
}

nd_cell field_cell(const CallFrame& frame, const Parameter& field) {
  const auto* const memory = frame.pointer<const std::byte>(static_cast<size_t>(field.parent));
  const nd_cell number = load(field.scalar, memory + field.offset);
  if (field.role == Role::string_) return pointer_cell(ND_CELL_STRING, number.value, -1);
  return field.role == Role::handle_ ? pointer_cell(ND_CELL_HANDLE, number.value, 0) : number;
}

// All are the caller's: those that were given get one more owner.
nd_cell* collect_handles(const CallFrame& frame, size_t i, nd_cell* next) {
  auto* const* const handles = frame.pointer<void* const>(i);
  const auto* const kept = reinterpret_cast<void* const*>(static_cast<uintptr_t>(frame.slots[i]));
  const bool may_be_given = frame.method.parameters[i].way == Way::argument_;
  for (int64_t k = 0; k < frame.lengths[i]; ++k) {
    if (may_be_given && kept[k] != nullptr) nd_retain(handles[k]);
    *next++ = pointer_cell(ND_CELL_HANDLE, word_of(handles[k]), 0);
  }
  return next;
}

nd_cell* collect(const CallFrame& frame, size_t i, nd_cell* next) {
  const Parameter& place = frame.method.parameters[i];
  if (place.role == Role::out_handles_) return collect_handles(frame, i, next);
  if (place.way != Way::result_) return next;
  if (place.parent >= 0) {
    *next = field_cell(frame, place);
  } else if (place.role == Role::out_value_) {
    *next = load(place.scalar, &frame.slots[i]);
  } else if (place.role == Role::out_handle_) {
    *next = pointer_cell(ND_CELL_HANDLE, frame.slots[i], 0);
  } else {
    const auto* const elements = frame.pointer<const std::byte>(i);
    for (int64_t k = 0; k < frame.lengths[i]; ++k)
      next[k] = load(place.scalar, elements + static_cast<size_t>(k) * size_of(place.scalar));
    return next + frame.lengths[i];
  }
  return next + 1;
}

}  // namespace

void prepare_written(CallFrame& frame, int64_t room) {
  const auto places = frame.places();
  for (size_t i = 0; i < places.size(); ++i) {
    if (places[i].parent >= 0) {
      frame.count += places[i].way == Way::result_ ? 1 : 0;
    } else if (places[i].role == Role::out_handles_ && places[i].way == Way::argument_) {
      prepare_inout(frame, i);
    } else if (places[i].way == Way::result_) {
      prepare_result(frame, i, room);
    }
  }
}

nd_cell returned_cell(const CallFrame& frame, uint64_t word) {
  switch (frame.method.result) {
    case Returned::number: return number_cell(frame.method.result_scalar, word);
    case Returned::handle: return pointer_cell(ND_CELL_HANDLE, word, 0);
    case Returned::text: return pointer_cell(ND_CELL_STRING, word, -1);
    case Returned::memory: return pointer_cell(ND_CELL_BYTES, word, -1);
    default: return pointer_cell(ND_CELL_LIST_INT, word, std::max<int64_t>(frame.ndim(0), 0));
  }
}

void collect_written(const CallFrame& frame, nd_cell* results) {
  for (size_t i = 0; i < frame.places().size(); ++i) results = collect(frame, i, results);
}

}  // namespace nd::capi
