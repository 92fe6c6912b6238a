// What a call gives out, told from its row in the method table.
#include "observe/watch.hpp"

#include <algorithm>
#include <string_view>

#include "array/array.hpp"
#include "ndcore/types.h"
#include "observe/trace_text.hpp"
#include "runtime/handles.hpp"
#include "runtime/makers.hpp"
#include "runtime/scopes.hpp"

namespace nd::capi {

namespace {

constexpr int64_t kMostAtOnce = int64_t{1} << 24;  // handles that there can be; a longer list is refused by the call

bool gives_handles(const Parameter& place) noexcept {
  return place.role == Role::out_handle_ || place.role == Role::out_handles_ || place.role == Role::out_cells_;
}

int64_t axes_of(ThreadState& state, const void* handle) noexcept {
  const Guard guard("nd_scope_begin");
  const Object* const found = handles::find(state, handle, Kind::array);
  return found != nullptr ? static_cast<const Array*>(found)->ndim : 0;
}

}  // namespace

HandleWatch::HandleWatch(ThreadState& state, int32_t method, std::span<const TraceValue> arguments) noexcept
    : state_(state),
      method_(method),
      about_(methods()[static_cast<size_t>(method)]),
      arguments_(arguments),
      level_(state.depth.load(std::memory_order_relaxed)),
      in_scope_(scopes::is_open(state, level_)),
      notes_(tracing::makers_noted()) {
  if (!records()) return;
  const size_t most = most_handles();
  if (!in_scope_ || most == 0 || scopes::reserve(state, most)) return;
  ready_ = false;
  record_error(about_.symbol, ND_NO_MEMORY, ": cannot allocate memory for the handles of a scope");
}

int64_t HandleWatch::length_of(const Parameter& place) const noexcept {
  if (place.counter < 0) return 0;
  const TraceValue& counter = arguments_[static_cast<size_t>(place.counter)];
  const int64_t length = place.factor < 0 ? axes_of(state_, counter.pointer) : counter.integer;
  return length > kMostAtOnce ? 0 : std::max<int64_t>(length, 0);
}

// The caller's own outputs are no results, as nd_ufunc_call tells by what was NULL.
void HandleWatch::note_outputs(size_t i) noexcept {
  const auto* const outputs = static_cast<const void* const*>(arguments_[i].pointer);
  if (outputs == nullptr) return;
  outputs_ = std::min<int64_t>(length_of(about_.parameters[i]), kMaxLoopArgs);
  for (int64_t k = 0; k < outputs_; ++k) was_null_[static_cast<size_t>(k)] = outputs[k] == nullptr;
}

size_t HandleWatch::most_handles() noexcept {
  size_t most = about_.returns == Return::owned_ ? 1 : 0;
  for (size_t i = 0; i < arguments_.size(); ++i) {
    const Parameter& place = about_.parameters[i];
    // One that nd_retain takes is noted, too, to pair it with a release.
    if (place.role == Role::any_handle_) ++most;
    if (!gives_handles(place)) continue;
    if (place.direction == Direction::inout) note_outputs(i);
    most += place.role == Role::out_handle_ ? 1 : static_cast<size_t>(length_of(place));
  }
  return most;
}

void HandleWatch::take(const void* handle) noexcept {
  if (handle == nullptr) return;
  if (in_scope_) scopes::add(state_, const_cast<void*>(handle));
  if (notes_) makers::note(handle, method_);
}

void HandleWatch::take_list(size_t i, const TraceValue& result) noexcept {
  const Parameter& place = about_.parameters[i];
  if (place.role == Role::out_cells_) {
    const auto* const cells = static_cast<const nd_cell*>(arguments_[i].pointer);
    for (int64_t k = 0; k < result.integer; ++k) {
      if (cells[k].kind == ND_CELL_HANDLE) take(reinterpret_cast<const void*>(static_cast<uintptr_t>(cells[k].value)));
    }
    return;
  }
  const auto* const list = static_cast<const void* const*>(arguments_[i].pointer);
  if (list == nullptr) return;
  const bool inout = place.direction == Direction::inout;
  const int64_t length = place.role == Role::out_handle_ ? 1 : inout ? outputs_ : length_of(place);
  for (int64_t k = 0; k < length; ++k) {
    if (!inout || was_null_[static_cast<size_t>(k)]) take(list[k]);
  }
}

void HandleWatch::note_owner() noexcept {
  if (arguments_.empty() || about_.parameters[0].role != Role::any_handle_) return;
  void* const handle = const_cast<void*>(arguments_[0].pointer);
  if (about_.parameters[0].ownership == Ownership::owned) {
    scopes::note_released(state_, handle);
  } else if (about_.returns == Return::status_) {
    scopes::note_retained(state_, handle);
  }
}

void HandleWatch::report(TraceValue result) noexcept {
  if (!records()) return;
  // nd_scope_end has ended it; callbacks may have left theirs open.
  const bool still_open = !in_scope_ || scopes::is_open(state_, level_);
  if (!still_open || is_failure(about_, result)) return;
  if (about_.returns == Return::owned_) take(result.pointer);
  for (size_t i = 0; i < arguments_.size(); ++i) {
    if (gives_handles(about_.parameters[i])) take_list(i, result);
  }
  if (in_scope_) note_owner();
}

}  // namespace nd::capi
