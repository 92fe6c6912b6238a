// Loading modules: finding the file, checking what it says of itself, running its init, and publishing or taking back
// what it registered. A library whose init has run stays in the process: it may have given its functions away.
#include "modules/module.hpp"

#include <dlfcn.h>
#include <link.h>
#include <sys/stat.h>

#include <atomic>
#include <cstdlib>
#include <memory>

#include "core/callback.hpp"
#include "core/lazy.hpp"
#include "core/locks.hpp"
#include "ndcore/revision.h"
#include "ndcore/tables.h"

namespace nd::capi {

namespace {

constexpr const char* kSymbol = "ndcore_module";

struct Modules {
  std::vector<Module*> loaded;
  std::vector<std::string> folders;
};

constinit Lazy<Modules> published;

Modules no_modules() { return {}; }
const Modules& modules() { return published.get(no_modules); }

struct Close {
  void operator()(void* library) const { dlclose(library); }
};
using Library = std::unique_ptr<void, Close>;

bool is_file(const std::string& path) {
  struct stat facts{};
  return stat(path.c_str(), &facts) == 0 && S_ISREG(facts.st_mode);
}

std::string resolved(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> real(realpath(path.c_str(), nullptr), &std::free);
  return real ? real.get() : path;
}

// Folders that were added, in their order, then NDCORE_MODULE_PATH. A relative one would mean the working directory.
std::vector<std::string> search_path() {
  std::vector<std::string> folders = modules().folders;
  const char* const given = std::getenv("NDCORE_MODULE_PATH");
  for (std::string_view rest = given ? given : ""; !rest.empty();) {
    const size_t end = std::min(rest.find(':'), rest.size());
    if (rest.starts_with('/')) folders.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return folders;
}

std::string find_by_name(std::string_view name) {
  std::string looked;
  for (const std::string& folder : search_path()) {
    for (const std::string& file : {text(folder, "/", name, ".so"), text(folder, "/lib", name, ".so")}) {
      if (is_file(file)) return file;
    }
    looked += (looked.empty() ? "" : ", ") + folder;
  }
  fail(ND_NOT_FOUND, ": there is no module '", name, "': ",
       looked.empty() ? "the search path (nd_module_add_path, NDCORE_MODULE_PATH) is empty"
                      : text("looked for ", name, ".so and lib", name, ".so in ", looked));
}

std::string find_file(std::string_view name_or_path) {
  if (is_identifier(name_or_path)) return find_by_name(name_or_path);
  if (!name_or_path.starts_with('/')) {
    fail(ND_VALUE_ERROR, ": '", name_or_path,
         "' is neither a module's name nor an absolute path; the working directory is never searched");
  }
  std::string path(name_or_path);
  if (!is_file(path)) fail(ND_NOT_FOUND, ": there is no file ", path);
  return path;
}

// What a module says of itself, checked as far as it can be read whatever its age.
nd_module_def read_definition(const nd_module_def* given, const std::string& path) {
  if (given->struct_size < int64_t{sizeof(nd_module_def)} || given->struct_size > 1 << 16)
    fail(ND_VERSION_ERROR, ": ", path, ": its nd_module_def has a size of ", given->struct_size, " bytes, not ",
         int64_t{sizeof(nd_module_def)});
  if (given->abi != ND_ABI)
    fail(ND_VERSION_ERROR, ": ", path, " is made for ABI ", given->abi, ", this library has ", int32_t{ND_ABI});
  if (given->revision < 0 || given->revision > ND_REVISION) {
    fail(ND_VERSION_ERROR, ": ", path, " needs revision ", given->revision, " of the API, this library has ",
         int32_t{ND_REVISION});
  }
  return struct_argument(given, "ndcore_module");
}

std::string_view first_sentence(std::string_view text) {
  for (size_t end = 0; end < text.size(); ++end) {
    const bool is_last = end + 1 == text.size() || text[end + 1] == ' ' || text[end + 1] == '\n';
    if (text[end] == '\n') return text.substr(0, end);
    if (text[end] == '.' && is_last) return text.substr(0, end + 1);
  }
  return text;
}

void read_methods(const nd_module_def& def, Module& module) {
  for (const nd_method_def* given : span_of(def.methods, def.method_count, "methods")) {
    const nd_method_def method = struct_argument(given, "method");
    if (method.function == nullptr) refuse_pointer("method.function");
    ModuleMethod made{
        parse_signature(text_argument(method.signature, "method.signature")), "", "", "", method.function, method.data};
    made.full_name = text(module.name, ".", made.signature.name);
    if (method.documentation != nullptr) made.documentation = text_argument(method.documentation, "documentation");
    made.summary = first_sentence(made.documentation);
    for (const ModuleMethod& other : module.methods) {
      if (other.full_name == made.full_name) fail(ND_VALUE_ERROR, ": two functions are named '", made.full_name, "'");
    }
    module.methods.push_back(std::move(made));
  }
}

Ref<Module> read_module(const nd_module_def& def, const std::string& path) {
  const std::string_view name = text_argument(def.name, "ndcore_module.name");
  if (!is_identifier(name)) fail(ND_VALUE_ERROR, ": ", path, ": '", name, "' is no name for a module");
  for (const Module* other : all_modules()) {
    if (other->name == name)
      fail(ND_VALUE_ERROR, ": ", path, ": the module name '", name, "' is taken by ", other->path);
  }
  Ref<Module> made = Ref<Module>::adopt(new Module(std::string(name)));
  made->path = path;
  if (def.documentation != nullptr) made->documentation = text_argument(def.documentation, "documentation");
  read_methods(def, *made);
  return made;
}

void run_init(const nd_module_def& def, Module& module, Registration& staged) {
  if (def.init == nullptr) return;
  const nd_module_host host{sizeof host, reinterpret_cast<const void*>(&nd_get_api),
                            reinterpret_cast<const void*>(&nd_get_api_draft),
                            reinterpret_cast<const void*>(&nd_get_c_api)};
  nd_module* const handle = give(Ref<Module>(&module));
  module.begin(staged);
  try {
    run_callback("the init", [&] { return def.init(handle, &host, def.data); });
  } catch (...) {
    module.end();
    throw;
  }
  module.end();
}

// Everything that was registered is seen together with the module.
void publish(Module& module, Registration& staged) {
  for (const Ref<Ufunc>& ufunc : staged.ufuncs()) module.ufuncs.push_back(ufunc.get());
  module.dtypes.assign(staged.dtypes().begin(), staged.dtypes().end());
  const std::scoped_lock lock(mutex_of(Lock::modules));
  auto next = published.copy(no_modules);
  next->value.loaded.push_back(&module);
  staged.commit();
  published.replace(std::move(next));
}

// An init may have kept its handle, which is permanent as those of all modules are.
void keep_failed(Module& module) noexcept {
  static constinit std::atomic<Module*> newest{nullptr};
  module.failed_before = newest.exchange(Ref<Module>(&module).detach());
}

void initialise(const nd_module_def& def, Module& module) {
  Registration staged;
  try {
    run_init(def, module, staged);
    publish(module, staged);
  } catch (const Error& error) {
    keep_failed(module);
    if (def.free != nullptr) {
      run_callback("the free hook", [&] {
        def.free(def.data);
        return ND_OK;
      });
    }
    std::string_view why = error.what();
    if (why.starts_with(": ")) why.remove_prefix(2);
    fail(error.status(), ": module '", module.name, "' (", module.path, "): ", why);
  }
}

Library open_library(const std::string& path) {
  Library library(dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL));
  if (library) return library;
  const char* const reason = dlerror();
  fail(ND_FORMAT_ERROR, ": ", path, " cannot be loaded: ", reason ? reason : "unknown reason");
}

// What the file exports as `ndcore_module`: data, of which the symbol table says how much there is, as large as it
// claims.
const nd_module_def* find_definition(void* library, const std::string& path) {
  void* const place = dlsym(library, kSymbol);
  if (place == nullptr) fail(ND_FORMAT_ERROR, ": ", path, " is no module: it has no symbol ", kSymbol);
  Dl_info where{};
  void* extra = nullptr;
  const bool found = dladdr1(place, &where, &extra, RTLD_DL_SYMENT) != 0 && where.dli_saddr == place;
  const auto* const symbol = static_cast<const ElfW(Sym)*>(extra);
  if (!found || symbol == nullptr || (symbol->st_info & 0xF) != STT_OBJECT)
    fail(ND_FORMAT_ERROR, ": ", path, " is no module: its ", kSymbol, " is no data");
  const auto* const definition = static_cast<const nd_module_def*>(place);
  const auto size = static_cast<int64_t>(symbol->st_size);
  if (size < int64_t{sizeof definition->struct_size} || definition->struct_size > size)
    fail(ND_FORMAT_ERROR, ": ", path, " is no module: its ", kSymbol, " has ", size,
         " bytes, which is no nd_module_def");
  return definition;
}

Module& load_file(const std::string& path) {
  Library library = open_library(path);
  const nd_module_def* const definition = find_definition(library.get(), path);
  const nd_module_def def = read_definition(definition, path);
  Ref<Module> module = read_module(def, path);
  [[maybe_unused]] const auto* const kept = library.release();
  initialise(def, *module);
  return *module.detach();
}

// A file whose init is running, so that one that loads itself is told so. Lock::loading is held.
class Running {
 public:
  explicit Running(const std::string& path) : path_(path), outer_(innermost) {
    for (const Running* one = outer_; one != nullptr; one = one->outer_) {
      if (one->path_ == path) fail(ND_VALUE_ERROR, ": ", path, " is being loaded");
    }
    innermost = this;
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running() { innermost = outer_; }

 private:
  static constinit Running* innermost;
  const std::string& path_;
  Running* const outer_;
};
constinit Running* Running::innermost = nullptr;

template <class Is>
Module* find_loaded(Is&& is) {
  const std::vector<Module*>& all = modules().loaded;
  const auto found = std::ranges::find_if(all, is);
  return found == all.end() ? nullptr : *found;
}

}  // namespace

Module& load_module(std::string_view name_or_path) {
  const OwnedLock lock(Lock::loading);
  if (Module* loaded = find_loaded([&](const Module* module) { return module->name == name_or_path; })) return *loaded;
  const std::string path = resolved(find_file(name_or_path));
  if (Module* loaded = find_loaded([&](const Module* module) { return module->path == path; })) return *loaded;
  const Running running(path);
  return load_file(path);
}

void add_module_path(std::string_view folder) {
  if (!folder.starts_with('/'))
    fail(ND_VALUE_ERROR, ": argument `folder` must be an absolute path, not '", folder, "'");
  const std::scoped_lock lock(mutex_of(Lock::modules));
  auto next = published.copy(no_modules);
  std::vector<std::string>& folders = next->value.folders;
  if (std::ranges::find(folders, folder) != folders.end()) return;
  folders.emplace_back(folder);
  published.replace(std::move(next));
}

Module& find_module(std::string_view name) {
  if (Module* found = find_loaded([&](const Module* module) { return module->name == name; })) return *found;
  fail(ND_NOT_FOUND, ": no module named '", name, "' is loaded");
}

std::vector<Module*> all_modules() { return modules().loaded; }

const ModuleMethod* find_module_method(std::string_view full_name) {
  const size_t point = full_name.find('.');
  if (point == std::string_view::npos) return nullptr;
  const Module* module = find_loaded([&](const Module* one) { return one->name == full_name.substr(0, point); });
  if (module == nullptr) return nullptr;
  const auto found = std::ranges::find(module->methods, full_name, &ModuleMethod::full_name);
  return found == module->methods.end() ? nullptr : &*found;
}

}  // namespace nd::capi
