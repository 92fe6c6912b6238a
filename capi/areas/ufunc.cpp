// Universal functions as objects: found by name, asked about, and called with every option.
/*ND_AREA ufunc Universal functions by name: what they are, and calls with outputs, masks, dtypes and casting. */
#include "ufunc/ufunc.hpp"

#include <algorithm>

#include "areas/options.hpp"
#include "core/function_ref.hpp"
#include "ndcore/ufunc.h"
#include "runtime/arguments.hpp"
#include "runtime/guard.hpp"
#include "ufunc/reduce.hpp"

using namespace nd;
using namespace nd::capi;

namespace {

UfuncOptions ufunc_options(const nd_ufunc_options* given) {
  if (given == nullptr) return {};
  const nd_ufunc_options options = struct_argument(given, "options");
  UfuncOptions result;
  result.where = optional_array(options.where, "options.where");
  result.dtype = optional_dtype(options.dtype, "options.dtype");
  if (result.where != nullptr && !result.where->dtype->is_bool())
    fail(ND_CASTING_ERROR, ": argument `options.where` must be of dtype bool, not ", result.where->dtype->name);
  result.casting = casting_or(options.casting, ND_CASTING_SAME_KIND);
  if (options.order < ND_ORDER_K || options.order > ND_ORDER_A)
    fail(ND_VALUE_ERROR, ": argument `options.order` must be ND_ORDER_K, C, F or A, not ", options.order);
  result.order = options.order;
  return result;
}

int32_t loop_count(const Ufunc& function) {
  int32_t count = 0;
  function.find_loop([&](const LoopEntry&) { return ++count < 0; });
  return count;
}

const LoopEntry& loop_of(const Ufunc& function, int32_t index) {
  int32_t left = index;
  const LoopEntry* found = index < 0 ? nullptr : function.find_loop([&](const LoopEntry&) { return left-- == 0; });
  if (found == nullptr) {
    fail(ND_INDEX_ERROR, ": argument `index` is ", index, ", but ", function.name, " has ", loop_count(function),
         " loops");
  }
  return *found;
}

void require_count(int32_t count, int32_t wanted, const Ufunc& function, const char* name) {
  if (count != wanted)
    fail(ND_VALUE_ERROR, ": argument `", name, "` is ", count, ", but ", function.name, " has ", wanted);
}

using Operands = std::array<Array*, kMaxLoopArgs>;

// The arrays of a list of handles, as many as any function has; more are refused by their number.
std::span<Array*> look_up_operands(Operands& places, nd_array* const* handles, int32_t n, const char* name,
                                   bool optional = false) {
  const std::span<Array*> found = std::span(places).first(std::min(span_of(handles, n, name).size(), places.size()));
  look_up<Array>(found, handles, name, optional);
  return found;
}

// Handles of the results that have no array of the caller's; then those that have one are written to it, when nothing
// else can fail any more.
void hand_over(std::span<Array* const> given, std::span<Ref<Array>> results, nd_array** outputs) {
  std::array<nd_array*, kMaxLoopArgs> made{};
  std::vector<nd_array**> places;
  for (size_t i = 0; i < given.size(); ++i) places.push_back(given[i] == nullptr ? &made[i] : nullptr);
  give_all<Array>(std::move(places), {results.begin(), results.end()});
  try {
    for (size_t i = 0; i < given.size(); ++i) {
      if (given[i] != nullptr) assign(*given[i], *results[i]);
    }
  } catch (...) {
    for (nd_array* const handle : made) {
      if (handle != nullptr) handles::release(*current_thread_state, handle);
    }
    throw;
  }
  for (size_t i = 0; i < given.size(); ++i) {
    if (made[i] != nullptr) outputs[i] = made[i];
  }
}

// Runs into the outputs that the caller gave, and into new ones where there is NULL.
void run_into(const Ufunc& function, nd_array** outputs, int32_t nout, FunctionRef<void(std::span<Ref<Array>>)> run) {
  Operands places;
  const std::span<Array*> given = look_up_operands(places, outputs, nout, "outputs", true);
  require_count(nout, function.nout, function, "nout");
  const bool all_given = std::ranges::count(given, nullptr) == 0;
  std::array<Ref<Array>, kMaxLoopArgs> results;
  for (size_t i = 0; i < given.size(); ++i) {
    if (given[i] == nullptr) continue;
    require_writeable(*given[i], function.name, "out");
    results[i] = all_given ? Ref<Array>(given[i]) : copy(*given[i]);
  }
  const std::span<Ref<Array>> filled = std::span(results).first(given.size());
  run(filled);
  if (!all_given) hand_over(given, filled, outputs);
}

}  // namespace

/*ND_API ufunc_find since=1
 * The universal function of a name, such as "add".
 * Handles of the same function are equal; the function itself never goes away.
 * name     in  as in NumPy
 * returns  borrowed  lives as long as the library
 * errors   ND_NOT_FOUND, ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_ufunc* nd_ufunc_find(const char* name) {
  return reading("nd_ufunc_find", [&] { return give(&find_ufunc(text_argument(name, "name"))); });
}

/*ND_API ufunc_count since=1
 * How many universal functions there are.
 * returns  reading  the library's own and those that modules and clients registered
 * errors   ND_NO_MEMORY
 */
ND_EXPORT int64_t nd_ufunc_count(void) {
  return reading("nd_ufunc_count", [] { return static_cast<int64_t>(all_ufuncs().size()); });
}

/*ND_API ufunc_get since=1
 * One of all universal functions.
 * index    in  from 0 to nd_ufunc_count() - 1
 * returns  borrowed  lives as long as the library
 * errors   ND_INDEX_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_ufunc* nd_ufunc_get(int64_t index) {
  return reading("nd_ufunc_get", [&] {
    const auto all = all_ufuncs();
    if (index < 0 || index >= std::ssize(all)) {
      fail(ND_INDEX_ERROR, ": index ", index, " is out of bounds for ", std::ssize(all), " universal functions");
    }
    return give(all[static_cast<size_t>(index)]);
  });
}

/*ND_API ufunc_name since=1
 * The name a universal function is found by.
 * ufunc    in borrowed  any universal function
 * returns  borrowed  UTF-8, valid as long as the library
 */
ND_EXPORT const char* nd_ufunc_name(nd_ufunc* ufunc) {
  return reading("nd_ufunc_name", [&] { return capi::ufunc(ufunc, "ufunc").name.c_str(); });
}

/*ND_API ufunc_nin since=1
 * Number of inputs.
 * ufunc    in borrowed  any universal function
 * returns  reading  1 to 3
 */
ND_EXPORT int32_t nd_ufunc_nin(nd_ufunc* ufunc) {
  return reading("nd_ufunc_nin", [&] { return capi::ufunc(ufunc, "ufunc").nin; });
}

/*ND_API ufunc_nout since=1
 * Number of outputs.
 * ufunc    in borrowed  any universal function
 * returns  reading  1 or 2
 */
ND_EXPORT int32_t nd_ufunc_nout(nd_ufunc* ufunc) {
  return reading("nd_ufunc_nout", [&] { return capi::ufunc(ufunc, "ufunc").nout; });
}

/*ND_API ufunc_identity since=1
 * What a reduction of no elements gives.
 * ufunc    in borrowed  any universal function
 * returns  reading  ND_IDENTITY_NONE, _ZERO, _ONE, _ALL_ONES (-1) or _NEGATIVE_INFINITY
 */
ND_EXPORT int32_t nd_ufunc_identity(nd_ufunc* ufunc) {
  return reading("nd_ufunc_identity", [&] { return static_cast<int32_t>(capi::ufunc(ufunc, "ufunc").identity); });
}

/*ND_API ufunc_loop_count since=1
 * Number of inner loops, one for each combination of dtypes.
 * ufunc    in borrowed  any universal function
 * returns  reading  at least 1
 */
ND_EXPORT int32_t nd_ufunc_loop_count(nd_ufunc* ufunc) {
  return reading("nd_ufunc_loop_count", [&] { return loop_count(capi::ufunc(ufunc, "ufunc")); });
}

/*ND_API ufunc_loop_types since=1
 * The dtypes of one inner loop: inputs, then outputs.
 * Loops stand in the order in which they are searched: the first whose inputs the operands can safely be cast to runs.
 * ufunc    in borrowed  any universal function
 * index    in  from 0 to one below nd_ufunc_loop_count
 * codes    out len=count  ND_FLOAT64 and the like
 * count    in  nd_ufunc_nin + nd_ufunc_nout
 * errors   ND_INDEX_ERROR, ND_VALUE_ERROR
 */
ND_EXPORT nd_status nd_ufunc_loop_types(nd_ufunc* ufunc, int32_t index, nd_type_code* codes, int32_t count) {
  return reading("nd_ufunc_loop_types", [&] {
    const Ufunc& function = capi::ufunc(ufunc, "ufunc");
    const LoopEntry& entry = loop_of(function, index);
    require_count(count, function.nin + function.nout, function, "count");
    const std::span<nd_type_code> out = span_of(codes, count, "codes");
    for (size_t i = 0; i < out.size(); ++i) out[i] = entry.types[i];
  });
}

/*ND_API ufunc_call since=1
 * Calls a universal function with outputs and options.
 * Inputs that share memory with outputs are treated as if they had been copied first.
 * ufunc    in borrowed  any universal function
 * inputs   in borrowed len=nin  shapes that broadcast together
 * nin      in  nd_ufunc_nin of the function
 * outputs  inout borrowed optional len=nout  arrays of the broadcast shape that take the results and stay the caller's;
 *                                            where there is NULL, a new array is written, which the caller owns
 * nout     in  nd_ufunc_nout of the function
 * options  in optional  NULL: the defaults
 * errors   ND_TYPE_ERROR, ND_VALUE_ERROR, ND_CASTING_ERROR, ND_OVERFLOW_ERROR, ND_READ_ONLY, ND_FLOATING_POINT_ERROR,
 *          ND_CALLBACK_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_status nd_ufunc_call(nd_ufunc* ufunc, nd_array* const* inputs, int32_t nin, nd_array** outputs,
                                  int32_t nout, const nd_ufunc_options* options) {
  return call("nd_ufunc_call", [&] {
    const Ufunc& function = capi::ufunc(ufunc, "ufunc");
    Operands places;
    const std::span<Array*> from = look_up_operands(places, inputs, nin, "inputs");
    require_count(nin, function.nin, function, "nin");
    const std::span<const Array* const> read_only(from.data(), from.size());
    run_into(function, outputs, nout,
             [&](std::span<Ref<Array>> results) { call_ufunc(function, read_only, results, ufunc_options(options)); });
  });
}

/*ND_API ufunc_outer_call
 * Calls a universal function of two inputs for all pairs of their elements, with outputs and options.
 * ufunc    in borrowed  two inputs
 * a        in borrowed  any dtype, shape (d0, …, dk)
 * b        in borrowed  any dtype, shape (e0, …, em)
 * outputs  inout borrowed optional len=nout  arrays of shape (d0, …, dk, e0, …, em) that take the results and stay the
 *                                            caller's; where there is NULL, a new array is written, which the caller
 *                                            owns
 * nout     in  nd_ufunc_nout of the function
 * options  in optional  NULL: the defaults
 * errors   ND_TYPE_ERROR, ND_VALUE_ERROR, ND_CASTING_ERROR, ND_OVERFLOW_ERROR, ND_READ_ONLY, ND_FLOATING_POINT_ERROR,
 *          ND_CALLBACK_ERROR, ND_NO_MEMORY
 * see      nd_ufunc_outer, nd_ufunc_call
 */
ND_EXPORT nd_status nd_ufunc_outer_call(nd_ufunc* ufunc, nd_array* a, nd_array* b, nd_array** outputs, int32_t nout,
                                        const nd_ufunc_options* options) {
  return call("nd_ufunc_outer_call", [&] {
    const Ufunc& function = capi::ufunc(ufunc, "ufunc");
    const Array& left = array(a, "a");
    const Array& right = array(b, "b");
    run_into(function, outputs, nout,
             [&](std::span<Ref<Array>> results) { outer(function, left, right, results, ufunc_options(options)); });
  });
}
