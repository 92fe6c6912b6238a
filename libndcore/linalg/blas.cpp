// Finding a BLAS: the first of a list of libraries that opens and has dgemm in a known spelling.
#include "linalg/blas.hpp"

#include <dlfcn.h>

#include <array>
#include <cstdlib>
#include <string>
#include <vector>

#include "core/cpu.hpp"
#include "core/error.hpp"
#include "core/lazy.hpp"
#include "core/locks.hpp"
#include "core/threads.hpp"

namespace nd::blas {

namespace {

// How builds of OpenBLAS spell a symbol.
struct Spelling {
  const char* prefix;
  const char* suffix;
  bool wide;  // 64-bit integers
};
constexpr Spelling kSpellings[] = {
    {"", "_", false}, {"scipy_", "_", false}, {"scipy_", "_64_", true}, {"", "_64_", true}};

constexpr const char* kNames[] = {"gemm",  "gemv",  "gesv",  "syevd", "gesdd", "getrf",
                                  "potrf", "geqrf", "orgqr", "geev",  "gelsd"};
constexpr size_t kRoutines = static_cast<size_t>(Routine::count);

struct Library {
  std::array<std::array<void*, 4>, kRoutines> functions{};
  void (*set_threads)(int) = nullptr;
  std::string description;
  bool found = false;
  bool wide = false;
};

std::string folder_of_this_library() {
  Dl_info info;
  if (dladdr(reinterpret_cast<const void*>(&available), &info) == 0 || info.dli_fname == nullptr) return "";
  const std::string path = info.dli_fname;
  const size_t slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash + 1);
}

std::vector<std::string> candidates() {
  if (const char* chosen = std::getenv("NDCORE_BLAS"); chosen != nullptr && *chosen != '\0') return {chosen};
  std::vector<std::string> paths;
  const std::string beside = folder_of_this_library();
  if (!beside.empty()) {
    for (const char* name : {"libopenblas.so.0", "libscipy_openblas.so", "libscipy_openblas64_.so"}) {
      paths.push_back(beside + name);
    }
    // The OpenBLAS that Python packages share, where this library is one of them: site-packages/ndcore/.
    paths.push_back(beside + "../scipy_openblas32/lib/libscipy_openblas.so");
  }
  for (const char* name : {"libopenblas.so.0", "libopenblas.so", "libopenblas64_.so.0", "liblapack.so.3"}) {
    paths.emplace_back(name);
  }
  return paths;
}

// Some routines have another name for complex matrices.
std::string symbol(size_t routine, size_t type, const Spelling& spelling) {
  const char* name = kNames[routine];
  if (type >= 2 && routine == static_cast<size_t>(Routine::syevd)) name = "heevd";
  if (type >= 2 && routine == static_cast<size_t>(Routine::orgqr)) name = "ungqr";
  return std::string(spelling.prefix) + "sdcz"[type] + name + spelling.suffix;
}

bool load_symbols(void* handle, const Spelling& spelling, Library& library) {
  for (size_t routine = 0; routine < kRoutines; ++routine) {
    for (size_t type = 0; type < 4; ++type) {
      void* address = dlsym(handle, symbol(routine, type, spelling).c_str());
      if (address == nullptr) return false;
      library.functions[routine][type] = address;
    }
  }
  library.wide = spelling.wide;
  return true;
}

void* openblas_symbol(void* handle, const char* name, const Spelling& spelling) {
  const std::string suffix = spelling.wide ? "64_" : "";
  return dlsym(handle, (std::string(spelling.prefix) + name + suffix).c_str());
}

// OpenBLAS chooses its kernels when it is loaded, by tables of CPU models: a model newer than the build falls back to
// kernels of 2004. What the CPU can do is a better guide. The variable is the only way to tell it.
class CoreTypeHint {
 public:
  CoreTypeHint() {
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (std::getenv(kVariable) != nullptr || !__builtin_cpu_is("intel")) return;
    const char* core = __builtin_cpu_supports("avx512bw") ? "SkylakeX"
                       : __builtin_cpu_supports("avx2")   ? "Haswell"
                                                          : nullptr;
    set_ = core != nullptr && setenv(kVariable, core, 0) == 0;
#endif
  }
  CoreTypeHint(const CoreTypeHint&) = delete;
  CoreTypeHint& operator=(const CoreTypeHint&) = delete;
  ~CoreTypeHint() {
    if (set_) unsetenv(kVariable);
  }

 private:
  static constexpr const char* kVariable = "OPENBLAS_CORETYPE";
  bool set_ = false;
};

Library load() {
  Library library;
  const CoreTypeHint hint;
  std::string tried;
  for (const std::string& path : candidates()) {
    tried += (tried.empty() ? "" : ", ") + path;
    void* handle = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (handle == nullptr) continue;
    for (const Spelling& spelling : kSpellings) {
      if (!load_symbols(handle, spelling, library)) continue;
      library.found = true;
      library.description = path;
      using Text = const char* (*)();
      if (const auto config = reinterpret_cast<Text>(openblas_symbol(handle, "openblas_get_config", spelling))) {
        library.description += std::string(": ") + config();
      }
      if (const auto core = reinterpret_cast<Text>(openblas_symbol(handle, "openblas_get_corename", spelling))) {
        library.description += std::string(", kernels for ") + core();
      }
      library.set_threads =
          reinterpret_cast<void (*)(int)>(openblas_symbol(handle, "openblas_set_num_threads", spelling));
      return library;
    }
    dlclose(handle);
  }
  library.description = "no BLAS found; looked for " + tried;
  return library;
}

// One thread opens libraries, the others wait: none may be half open when the process forks.
const Library& library() {
  static constinit Lazy<Library> loaded;
  return loaded.get([] {
    const std::scoped_lock lock(mutex_of(Lock::blas));
    return load();
  });
}

}  // namespace

bool available() { return library().found; }

const std::string& description() { return library().description; }

void* find(Routine routine, nd_type_code code) {
  const Library& loaded = library();
  if (!loaded.found) {
    fail(ND_NOT_FOUND, "linalg: ", loaded.description, " (install OpenBLAS or set NDCORE_BLAS to its path)");
  }
  const size_t type = code == ND_FLOAT32 ? 0 : code == ND_FLOAT64 ? 1 : code == ND_COMPLEX64 ? 2 : 3;
  return loaded.functions[static_cast<size_t>(routine)][type];
}

void match_threads() {
  static constinit int current = 0;
  const Library& loaded = library();
  const std::scoped_lock lock(mutex_of(Lock::blas));
  const int wanted = num_threads();
  if (loaded.set_threads == nullptr || wanted == current) return;
  loaded.set_threads(wanted);
  current = wanted;
}

int64_t largest_integer() { return library().wide ? INT64_MAX : INT32_MAX; }

bool may_share(int64_t m, int64_t n, int64_t k) {
  // Far below what any OpenBLAS shares. Of another BLAS we do not know how many threads it has.
  constexpr double kAlone = 4096;
  const bool single = library().set_threads != nullptr && num_threads() == 1;
  return !single && static_cast<double>(m) * static_cast<double>(n) * static_cast<double>(k) > kAlone;
}

int64_t info_value(int64_t raw) { return library().wide ? raw : static_cast<int32_t>(raw); }

bool odd_exchanges(const int64_t* pivots, int64_t n) {
  const auto* const narrow = reinterpret_cast<const int32_t*>(pivots);
  bool odd = false;
  for (int64_t i = 0; i < n; ++i) odd ^= (library().wide ? pivots[i] : narrow[i]) != i + 1;
  return odd;
}

}  // namespace nd::blas
