// The supply of slots behind handles.cpp: reserved address space, committed bit by bit, and the free lists.
#pragma once

#include <cstdint>

#include "core/thread_state.hpp"

namespace nd::handles {

// A free slot with its generation advanced. Throws Error(ND_NO_MEMORY).
uint32_t take_slot(ThreadState& state);

namespace detail {
// For tests: tries to reserve at most 2^`bits` of address space from now on. Only before the first handle.
void limit_address_bits(int bits) noexcept;
int64_t retired_slots() noexcept;
}  // namespace detail

}  // namespace nd::handles
