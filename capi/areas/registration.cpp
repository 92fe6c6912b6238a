// What clients add: universal functions, loops for registered dtypes, dtypes. Definitions are checked here; the engine
// takes them from ufunc/registration.hpp.
#include "ndcore/registration.h"

#include "modules/module.hpp"

/*ND_AREA registration Universal functions, inner loops and dtypes that clients and modules add. */

using namespace nd;
using namespace nd::capi;

namespace {

// Into what the init of a module stages, or at once.
template <class Add>
auto register_with(Module* module, Add&& add) {
  if (module != nullptr) return module->stage(add);
  Registration registration;
  const auto added = add(registration);
  registration.commit();
  return added;
}

std::string full_name(const Module* module, std::string_view name) {
  if (!is_identifier(name)) fail(ND_VALUE_ERROR, ": the name of a ufunc must be an identifier, not '", name, "'");
  return module == nullptr ? std::string(name) : text(module->name, ".", name);
}

UserLoop read_loop(const nd_loop_def* given, int32_t arguments) {
  const nd_loop_def def = struct_argument(given, "loop");
  const auto types = span_of(def.types, arguments, "loop.types");
  for (const nd_type_code code : types) {
    if (code < 0 || code >= kTypeCodes || dtype_of(code) == nullptr)
      fail(ND_TYPE_ERROR, ": argument `loop.types` holds ", code, ", which is no dtype code");
  }
  return {{types.begin(), types.end()}, def.function, def.data, def.flags};
}

void check_range(const char* name, int32_t value, int32_t low, int32_t high) {
  if (value < low || value > high)
    fail(ND_VALUE_ERROR, ": argument `", name, "` must be from ", low, " to ", high, ", not ", value);
}

void check_counts(const nd_ufunc_def& def) {
  check_range("def.nin", def.nin, 1, kMaxLoopArgs - 1);
  check_range("def.nout", def.nout, 1, kMaxLoopArgs - def.nin);
  check_range("def.identity", def.identity, ND_IDENTITY_NONE, ND_IDENTITY_NEGATIVE_INFINITY);
  if (!(def.cost >= 0 && def.cost <= 1e9)) fail(ND_VALUE_ERROR, ": argument `def.cost` must be from 0 to 1e9");
}

Ref<Ufunc> read_ufunc(const nd_ufunc_def& def, std::string name) {
  check_counts(def);
  const auto cost = def.cost == 0 ? 2.0F : static_cast<float>(std::max(def.cost, 0.05));
  Ref<Ufunc> made = Ref<Ufunc>::adopt(
      new Ufunc(std::move(name), def.nin, def.nout, Resolution::first_safe, static_cast<Identity>(def.identity), cost));
  if (def.documentation != nullptr) made->documentation = text_argument(def.documentation, "def.documentation");
  return made;
}

UserCast read_cast(const nd_cast_def& def) {
  if (def.code < 0 || def.code >= kTypeCount)
    fail(ND_TYPE_ERROR, ": argument `cast.code` must be a built-in dtype's, not ", def.code);
  check_range("cast.direction", def.direction, ND_CAST_FROM, ND_CAST_TO);
  check_range("cast.casting", def.casting, ND_CASTING_SAFE, ND_CASTING_UNSAFE);
  if (def.function == nullptr) refuse_pointer("cast.function");
  return {def.code, def.casting, def.function, def.data};
}

void read_casts(const nd_dtype_def& def, UserType& type) {
  for (const nd_cast_def* given : span_of(def.casts, def.cast_count, "def.casts")) {
    const nd_cast_def cast = struct_argument(given, "cast");
    std::vector<UserCast>& casts = cast.direction == ND_CAST_FROM ? type.from : type.to;
    for (const UserCast& other : casts) {
      if (other.code == cast.code)
        fail(ND_VALUE_ERROR, ": two casts ", cast.direction == ND_CAST_FROM ? "from" : "to", " the same dtype, '",
             dtype_of(cast.code)->name, "'");
    }
    casts.push_back(read_cast(cast));
  }
}

UserType read_dtype(const nd_dtype_def& def) {
  UserType type{};
  type.name = text_argument(def.name, "def.name");
  const int64_t itemsize = def.itemsize;
  const auto is_power = [](int64_t x) { return x > 0 && (x & (x - 1)) == 0; };
  if (!is_power(itemsize) || itemsize > kMaxItemsize)
    fail(ND_VALUE_ERROR, ": argument `def.itemsize` must be 1, 2, 4, 8 or 16, not ", itemsize);
  const int64_t least = std::min<int64_t>(itemsize, 8);
  const int64_t alignment = def.alignment == 0 ? least : def.alignment;
  if (!is_power(alignment) || alignment < least || alignment > kMaxItemsize) {
    fail(ND_VALUE_ERROR, ": argument `def.alignment` must be 0 or a power of two from ", least, " to ", kMaxItemsize,
         ", not ", def.alignment);
  }
  if (def.format == nullptr) refuse_pointer("def.format");
  type.itemsize = static_cast<int32_t>(itemsize);
  type.alignment = static_cast<int32_t>(alignment);
  type.type_str = text("|V", itemsize);
  type.compare = def.compare;
  type.format = def.format;
  type.parse = def.parse;
  type.data = def.data;
  read_casts(def, type);
  return type;
}

}  // namespace

/*ND_API ufunc_register since=1 nocall
 * Adds a universal function.
 * It broadcasts, casts, reduces, accumulates and reports the floating-point status as the built-in ones do, and uses
 * threads where its loops allow it. Only the definition is copied: functions, and what `data` points to, must live as
 * long as the library.
 * module   in optional  the module whose init runs: the function is called MODULE.NAME and is there when the init has
 *                       succeeded; NULL: it is there at once
 * def      in  name, counts, loops
 * returns  borrowed  the function; it never goes away
 * errors   ND_VALUE_ERROR, ND_TYPE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_ufunc* nd_ufunc_register(nd_module* module, const nd_ufunc_def* def) {
  return call("nd_ufunc_register", [&] {
    Module* const into = optional_object<Module>(module, "module");
    const nd_ufunc_def given = struct_argument(def, "def");
    Ref<Ufunc> made = read_ufunc(given, full_name(into, text_argument(given.name, "def.name")));
    std::vector<UserLoop> loops;
    for (const nd_loop_def* loop : span_of(given.loops, given.loop_count, "def.loops"))
      loops.push_back(read_loop(loop, given.nin + given.nout));
    return give(register_with(into, [&](Registration& to) { return to.add_ufunc(std::move(made), loops); }));
  });
}

/*ND_API ufunc_add_loop since=1 nocall
 * Adds an inner loop for a registered dtype to a universal function, such as `add`.
 * module   in optional  the module whose init runs; NULL: the loop is there at once
 * ufunc    in borrowed  any universal function
 * loop     in  one of its dtypes at least is a registered one
 * errors   ND_VALUE_ERROR, ND_TYPE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_status nd_ufunc_add_loop(nd_module* module, nd_ufunc* ufunc, const nd_loop_def* loop) {
  return call("nd_ufunc_add_loop", [&] {
    Module* const into = optional_object<Module>(module, "module");
    Ufunc& function = capi::ufunc(ufunc, "ufunc");
    const UserLoop added = read_loop(loop, function.nin + function.nout);
    register_with(into, [&](Registration& to) {
      to.add_loop(function, added);
      return true;
    });
  });
}

/*ND_API dtype_register nocall
 * Adds a dtype.
 * Arrays of it are created, viewed, indexed, copied, cast and printed as others are; universal functions work on it
 * where they have loops for it (nd_ufunc_add_loop). What needs to know the numbers (sorting, matrix products, .npy
 * files) refuses it with ND_TYPE_ERROR.
 * module   in optional  the module whose init runs: the dtype is found by name when the init has succeeded; NULL: at
 *                       once
 * def      in  name, size, casts, text
 * returns  borrowed  the dtype; its code is good for loops at once
 * errors   ND_VALUE_ERROR, ND_TYPE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_dtype* nd_dtype_register(nd_module* module, const nd_dtype_def* def) {
  return call("nd_dtype_register", [&] {
    Module* const into = optional_object<Module>(module, "module");
    const nd_dtype_def given = struct_argument(def, "def");
    UserType type = read_dtype(given);
    return give(register_with(into, [&](Registration& to) { return to.add_dtype(std::move(type)); }));
  });
}

/*ND_API dtype_is_registered
 * Whether a dtype was added by a client.
 * dtype    in borrowed  any dtype
 * returns  reading  1 or 0
 */
ND_EXPORT int32_t nd_dtype_is_registered(nd_dtype* dtype) {
  return reading("nd_dtype_is_registered", [&] { return int32_t{object<DType>(dtype, "dtype").user != nullptr}; });
}

/*ND_API array_from_text
 * An array whose elements are read from texts, by the parser of a registered dtype.
 * texts    in len=ntexts  one for each element
 * dtype    in borrowed  a registered dtype
 * returns  owned  1-d, of as many elements and `dtype`
 * errors   ND_TYPE_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_array_from_text(const char* const* texts, int32_t ntexts, nd_dtype* dtype) {
  return call("nd_array_from_text", [&] {
    const auto given = span_of(texts, ntexts, "texts");
    DType& type = object<DType>(dtype, "dtype");
    if (type.user == nullptr)
      fail(ND_TYPE_ERROR, ": argument `dtype` must be a registered dtype, not '", type.name, "'");
    Ref<Array> result = zeros(&type, Dims{ntexts});
    for (int64_t i = 0; i < ntexts; ++i) {
      type.user->parse_element(text_argument(given[static_cast<size_t>(i)], "texts"),
                               result->data + i * result->itemsize());
    }
    return give(std::move(result));
  });
}
