// What a loop and the running of it look like to people: for nd_explain and for traces.
#pragma once

#include <initializer_list>

#include "core/fixed_text.hpp"
#include "core/trace.hpp"
#include "ufunc/ufunc.hpp"

namespace nd {

using LoopText = FixedText<192>;

// "float64,float64->float64"
LoopText loop_types(const LoopEntry& entry, int32_t nin, int32_t nout) noexcept;

// For a trace: the running call uses the loop of a ufunc; or a loop with a name of its own, "add.reduce" or "sort".
void note_loop(const LoopEntry& entry, int32_t nin, int32_t nout) noexcept;
void note_loop(std::string_view name, std::initializer_list<const DType*> in, const DType* out) noexcept;
// The same for a way to fold by a ufunc: "reduce", "accumulate".
void note_fold(const Ufunc& ufunc, std::string_view method, const DType* from, const DType* to) noexcept;

// How many threads may share a call of the loop over `size` elements.
int planned_threads(const Ufunc& ufunc, const LoopEntry& entry, int64_t size);

}  // namespace nd
