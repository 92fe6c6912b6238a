// Scopes of a thread: the handles that calls give out between a begin and its end. Written by capi/observe/watch.cpp,
// which sees each call on its way out, and by the public functions in capi/areas/scope.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "core/thread_state.hpp"

namespace nd::scopes {

// `level`: how many calls of this thread are running around the one that asks. A scope takes what calls of its own
// level give out: what a callback or module makes inside of one of them is a level deeper, and theirs.

// Throws std::bad_alloc; then there is no new scope.
void begin(ThreadState& state, int32_t level);
// Ends the innermost scope; what is in `keep` passes to the one around it, if that is of the same level, or else to the
// caller. False: none is open on this level. Inside a guard.
bool end(ThreadState& state, int32_t level, std::span<void* const> keep) noexcept;
// True if any is open, on whichever level.
bool any_open(const ThreadState& state) noexcept;

// True if what a call of this level gives out is to be taken. Forgets scopes of callbacks that have returned without
// ending them: what is in those stays with whom it was made for.
bool is_open(ThreadState& state, int32_t level) noexcept;
// Makes room for so many handles, so that the following calls of `add` cannot fail. False: no memory.
bool reserve(ThreadState& state, size_t handles) noexcept;
// An owner that the end is to give up. Nothing for kinds that live for ever.
void add(ThreadState& state, void* handle) noexcept;
// The program took an owner, or gave one up, by itself: the one it took last.
void note_retained(ThreadState& state, void* handle) noexcept;
void note_released(ThreadState& state, const void* handle) noexcept;

}  // namespace nd::scopes
