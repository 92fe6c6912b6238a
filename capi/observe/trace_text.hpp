// Arguments and results of calls as text, by what the method table says of them. Used by trace.cpp, inside a guard.
#pragma once

#include "abi/methods.hpp"
#include "observe/summary.hpp"
#include "observe/trace.hpp"

namespace nd::capi {

using TraceText = FixedText<1024>;

// "x1=float64[3], axes=[0, 1]": what goes in, without the lengths of lists, which show them.
void describe_arguments(TraceText& out, const Method& method, std::span<const TraceValue> values) noexcept;
// "float64[3]", "3", "ND_OK, values=float64[2]": the result, and what was written through pointers.
void describe_result(TraceText& out, const Method& method, std::span<const TraceValue> values,
                     TraceValue result) noexcept;
// Whether the result is one that a failed call returns.
bool is_failure(const Method& method, TraceValue result) noexcept;

}  // namespace nd::capi
