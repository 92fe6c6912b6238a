// The public functions of modules: loading, and what a loaded one offers.
#include "ndcore/module.h"

#include "modules/module.hpp"

/*ND_AREA module Modules: shared libraries that add functions, universal functions and dtypes. */

using namespace nd;
using namespace nd::capi;

namespace {

template <class T>
const T& one_of(const std::vector<T>& all, int64_t index, const Module& module, const char* what) {
  if (index < 0 || index >= std::ssize(all)) {
    fail(ND_INDEX_ERROR, ": argument `index` is ", index, ", but module '", module.name, "' has ", std::ssize(all), " ",
         what);
  }
  return all[static_cast<size_t>(index)];
}

}  // namespace

/*ND_API module_load since=1
 * Loads a module, once; then gives the same one again.
 * A module is a shared library that exports an nd_module_def under the name `ndcore_module`. A bad one leaves no trace:
 * what its init registered is taken back; the error is the one that the init reports. A good one stays for as long as
 * the process lives.
 * name     in  a module's name, which is looked for as NAME.so and libNAME.so in the folders of nd_module_add_path and
 *              then of the environment variable NDCORE_MODULE_PATH (absolute folders with colons between); or an
 *              absolute path. The working directory is never searched
 * returns  borrowed  the module; it never goes away
 * errors   ND_NOT_FOUND, ND_FORMAT_ERROR (no library or no module), ND_VERSION_ERROR (another ABI or a newer revision),
 *          ND_VALUE_ERROR (a name that is taken), ND_CALLBACK_ERROR (its init threw), ND_ERROR (its init says no more)
 * threads  safe from any thread: of several threads that load one module the first does, the others wait
 */
ND_EXPORT nd_module* nd_module_load(const char* name) {
  return call("nd_module_load", [&] { return give(&load_module(text_argument(name, "name"))); });
}

/*ND_API module_add_path since=1
 * Adds a folder to the end of those in which nd_module_load looks, for the life of the process.
 * folder   in  an absolute path
 * errors   ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_status nd_module_add_path(const char* folder) {
  return reading("nd_module_add_path", [&] { add_module_path(text_argument(folder, "folder")); });
}

/*ND_API module_find since=1
 * A module that is loaded.
 * name     in  "specials"
 * returns  borrowed  lives as long as the library
 * errors   ND_NOT_FOUND, ND_VALUE_ERROR
 */
ND_EXPORT nd_module* nd_module_find(const char* name) {
  return reading("nd_module_find", [&] { return give(&find_module(text_argument(name, "name"))); });
}

/*ND_API module_count since=1
 * How many modules are loaded.
 * returns  reading  how many, in the whole process
 */
ND_EXPORT int64_t nd_module_count(void) {
  return reading("nd_module_count", [] { return std::ssize(all_modules()); });
}

/*ND_API module_get since=1
 * One of the modules that are loaded, in the order of loading.
 * index    in  from 0 to nd_module_count() - 1
 * returns  borrowed  lives as long as the library
 * errors   ND_INDEX_ERROR
 */
ND_EXPORT nd_module* nd_module_get(int64_t index) {
  return reading("nd_module_get", [&] {
    const auto all = all_modules();
    if (index < 0 || index >= std::ssize(all))
      fail(ND_INDEX_ERROR, ": index ", index, " is out of bounds for ", std::ssize(all), " modules");
    return give(all[static_cast<size_t>(index)]);
  });
}

/*ND_API module_name since=1
 * The name of a module.
 * module   in borrowed  a loaded module
 * returns  borrowed  valid for ever
 */
ND_EXPORT const char* nd_module_name(nd_module* module) {
  return reading("nd_module_name", [&] { return object<Module>(module, "module").name.c_str(); });
}

/*ND_API module_documentation since=1
 * The documentation of a module.
 * module   in borrowed  a loaded module
 * returns  borrowed  empty if there is none; valid for ever
 */
ND_EXPORT const char* nd_module_documentation(nd_module* module) {
  return reading("nd_module_documentation", [&] { return object<Module>(module, "module").documentation.c_str(); });
}

/*ND_API module_path since=1
 * The file that a module was loaded from.
 * module   in borrowed  a loaded module
 * returns  borrowed  absolute, without links; valid for ever
 */
ND_EXPORT const char* nd_module_path(nd_module* module) {
  return reading("nd_module_path", [&] { return object<Module>(module, "module").path.c_str(); });
}

/*ND_API module_ufunc_count since=1
 * How many universal functions a module has registered.
 * module   in borrowed  a loaded module
 * returns  reading  from 0
 */
ND_EXPORT int64_t nd_module_ufunc_count(nd_module* module) {
  return reading("nd_module_ufunc_count",
                 [&] { return static_cast<int64_t>(object<Module>(module, "module").ufuncs.size()); });
}

/*ND_API module_ufunc since=1
 * A universal function of a module.
 * module   in borrowed  a loaded module
 * index    in  from 0 to nd_module_ufunc_count - 1
 * returns  borrowed  lives as long as the library
 * errors   ND_INDEX_ERROR
 */
ND_EXPORT nd_ufunc* nd_module_ufunc(nd_module* module, int64_t index) {
  return reading("nd_module_ufunc", [&] {
    const Module& from = object<Module>(module, "module");
    return give(one_of(from.ufuncs, index, from, "universal functions"));
  });
}

/*ND_API module_dtype_count
 * How many dtypes a module has registered.
 * module   in borrowed  a loaded module
 * returns  reading  from 0
 */
ND_EXPORT int64_t nd_module_dtype_count(nd_module* module) {
  return reading("nd_module_dtype_count",
                 [&] { return static_cast<int64_t>(object<Module>(module, "module").dtypes.size()); });
}

/*ND_API module_dtype
 * A dtype of a module.
 * module   in borrowed  a loaded module
 * index    in  from 0 to nd_module_dtype_count - 1
 * returns  borrowed  lives as long as the library
 * errors   ND_INDEX_ERROR
 */
ND_EXPORT nd_dtype* nd_module_dtype(nd_module* module, int64_t index) {
  return reading("nd_module_dtype", [&] {
    const Module& from = object<Module>(module, "module");
    return give(one_of(from.dtypes, index, from, "dtypes"));
  });
}
