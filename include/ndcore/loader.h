/* One client source, three ways in. Define ND_MODE before including this header:
 *
 *   ND_MODE_LINK   (default) the program is linked with libndcore; nd_load only checks that the library fits.
 *   ND_MODE_TABLE  nd_load opens the library and takes its tables of functions.
 *   ND_MODE_LIST   nd_load opens the library and asks for the functions that the client names, in the client's order:
 *                  #define ND_CLIENT_FUNCTIONS(X) X(zeros) X(add) X(release)
 *
 * In each way the source calls nd_zeros, nd_add, nd_release. A program of several sources defines ND_LOADER_OWNER in
 * one of them and ND_LOADER_USER in the others, and calls nd_load once. With ND_STABLE_ONLY it sees no draft and runs
 * with every later library; with drafts only with the library of the very build that its headers come from. In list
 * mode it runs with any library, older ones too, whose functions of these names have the same signatures. */
#ifndef NDCORE_LOADER_H
#define NDCORE_LOADER_H

#include <dlfcn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include "ndcore/api.h"
#include "ndcore/ndcore.h"
#include "ndcore/signatures.h"

#define ND_MODE_LINK 0
#define ND_MODE_TABLE 1
#define ND_MODE_LIST 2
#ifndef ND_MODE
#define ND_MODE ND_MODE_LINK
#endif

#if defined(ND_LOADER_USER)
#define ND_LOADER_VARIABLE extern
#elif defined(ND_LOADER_OWNER)
#define ND_LOADER_VARIABLE
#else
#define ND_LOADER_VARIABLE static
#endif

#ifndef ND_LIBRARY_NAME
#define ND_LIBRARY_NAME "libndcore.so.1"
#endif

#if ND_MODE == ND_MODE_TABLE
ND_LOADER_VARIABLE const nd_api* nd_client_api;
#ifndef ND_STABLE_ONLY
ND_LOADER_VARIABLE const nd_api_draft* nd_client_draft;
#endif
#endif

#if ND_MODE == ND_MODE_LIST
#ifndef ND_CLIENT_FUNCTIONS
#error "ND_MODE_LIST: define ND_CLIENT_FUNCTIONS(X) as X(name) X(name) ... before including ndcore/loader.h"
#endif
#define ND_LOADER_ONE(name) +1
#define ND_LOADER_MEMBER(name) nd_type_##name* name;
enum { nd_client_count = 0 ND_CLIENT_FUNCTIONS(ND_LOADER_ONE) };
union nd_client_list_type {
  void* slots[nd_client_count];
  struct {
    ND_CLIENT_FUNCTIONS(ND_LOADER_MEMBER)
  } as;
};
ND_LOADER_VARIABLE union nd_client_list_type nd_client_list;
#endif

#ifndef ND_LOADER_USER

#if defined(__unix__) && !defined(__cplusplus)
extern ssize_t readlink(const char* path, char* buffer, size_t size); /* hidden by strict C99 */
#endif

/* Writes one line and returns the status. */
static inline nd_status nd_loader_say(char* message, size_t size, nd_status status, const char* format, ...) {
  va_list arguments;
  if (message == NULL || size == 0) return status;
  va_start(arguments, format);
  vsnprintf(message, size, format, arguments);
  va_end(arguments);
  return status;
}

/* The functions of the library that the handshake needs. */
typedef struct nd_loader_library {
  const nd_api* (*get_api)(int32_t revision);
  const nd_api_draft* (*get_api_draft)(uint64_t build_hash);
  int32_t (*get_c_api)(const char* const* names, const uint64_t* hashes, int32_t n, int32_t compiled_revision,
                       void** out);
  const char* path;
} nd_loader_library;

#if ND_MODE != ND_MODE_LINK

/* The machine in an ELF file's head, -1 if it is none. */
static inline int nd_loader_machine(const char* path) {
  unsigned char head[20];
  FILE* file = fopen(path, "rb");
  size_t got = file ? fread(head, 1, sizeof head, file) : 0;
  if (file) fclose(file);
  if (got < sizeof head || memcmp(head, "\177ELF", 4) != 0) return -1;
  return head[5] == 2 ? head[18] << 8 | head[19] : head[19] << 8 | head[18];
}

/* "x86-64", or its number. */
static inline const char* nd_loader_machine_name(int machine, char number[24]) {
  if (machine == 62) return "x86-64";
  if (machine == 183) return "arm64";
  if (machine == 3) return "32-bit x86";
  if (machine == 40) return "32-bit ARM";
  if (machine == 243) return "RISC-V";
  snprintf(number, 24, "ELF machine %d", machine);
  return number;
}

/* Opens one candidate; on failure appends why to `tried`. */
static inline void* nd_loader_try(const char* path, char* tried, size_t size) {
  void* library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  size_t used = strlen(tried);
  int theirs, ours;
  const char* reason;
  if (library) return library;
  reason = dlerror();
  theirs = nd_loader_machine(path);
  ours = nd_loader_machine("/proc/self/exe");
  if (theirs >= 0 && ours >= 0 && theirs != ours) {
    char their_number[24], our_number[24];
    snprintf(tried + used, size - used, "%s%s (built for another architecture: %s, this program for %s)",
             used ? ", " : "", path, nd_loader_machine_name(theirs, their_number),
             nd_loader_machine_name(ours, our_number));
    return NULL;
  }
  if (reason && strncmp(reason, path, strlen(path)) == 0 && reason[strlen(path)] == ':') reason += strlen(path) + 2;
  snprintf(tried + used, size - used, "%s%s (%s)", used ? ", " : "", path, reason ? reason : "cannot be opened");
  return NULL;
}

/* The library beside a file of this process, "" if its folder is unknown. */
static inline void nd_loader_beside(const char* file, char* out, size_t size) {
  const char* slash = strrchr(file, '/');
  const size_t folder = slash ? (size_t)(slash - file) + 1 : 0;
  out[0] = '\0';
  if (folder > 0 && folder + sizeof ND_LIBRARY_NAME <= size) {
    snprintf(out, size, "%.*s%s", (int)folder, file, ND_LIBRARY_NAME);
  }
}

/* The shared library that this client is part of, such as a plugin; "" in a program of its own. */
static inline void nd_loader_client(char* out, size_t size) {
  static const char mark = 0; /* an address in this client */
  struct {                    /* Dl_info, which strict C99 does not see */
    const char* file;
    void* base;
    const char* symbol;
    void* address;
  } info = {NULL, NULL, NULL, NULL};
  int (*where)(const void* address, void* info) = NULL;
  void* program = dlopen(NULL, RTLD_LAZY);
  void* symbol = program ? dlsym(program, "dladdr") : NULL;
  memcpy(&where, &symbol, sizeof symbol);
  out[0] = '\0';
  if (where && where(&mark, &info) && info.file && strstr(info.file, ".so")) snprintf(out, size, "%s", info.file);
  if (program) dlclose(program);
}

/* A given path or NDCORE_LIBRARY is the only candidate; else beside the client, then where the system looks. */
static inline void* nd_loader_open(const char* path, char* found, size_t found_size, char* message, size_t size) {
  char tried[1024] = "", client[512], program[512];
  const char* wanted = path ? path : getenv("NDCORE_LIBRARY");
  const char* files[2] = {client, program};
  void* library = NULL;
  int i;
  if (wanted && *wanted) {
    snprintf(found, found_size, "%s", wanted);
    library = nd_loader_try(wanted, tried, sizeof tried);
  } else {
    const ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    program[length > 0 ? length : 0] = '\0';
    nd_loader_client(client, sizeof client);
    for (i = 0; i < 2 && !library; ++i) {
      nd_loader_beside(files[i], found, found_size);
      if (found[0]) library = nd_loader_try(found, tried, sizeof tried);
    }
    if (!library) {
      snprintf(found, found_size, "%s", ND_LIBRARY_NAME);
      library = nd_loader_try(ND_LIBRARY_NAME, tried, sizeof tried);
    }
  }
  if (!library) nd_loader_say(message, size, ND_NOT_FOUND, "ndcore: no library found; looked at %s", tried);
  return library;
}

static inline int nd_loader_symbol(void* library, const char* name, void* function) {
  void* symbol = dlsym(library, name);
  memcpy(function, &symbol, sizeof symbol); /* C knows no conversion from void * to a function */
  return symbol != NULL;
}
#endif

/* Names of the functions that a library lacks, the first few. */
static inline void nd_loader_missing(const char* const* names, void* const* found, int n, char* out, size_t size) {
  int i, count = 0;
  size_t used = 0;
  for (i = 0; i < n && used < size; ++i) {
    if (found[i] || ++count > 8) continue;
    used += (size_t)snprintf(out + used, size - used, "%s%.*s", count > 1 ? ", " : "", (int)strcspn(names[i], " "),
                             names[i]);
  }
  if (count > 8 && used < size) snprintf(out + used, size - used, " and %d more", count - 8);
}

static inline nd_status nd_loader_too_old(const nd_loader_library* library, const char* const* names,
                                          void* const* found, int n, char* message, size_t size) {
  char missing[256] = "";
  nd_loader_missing(names, found, n, missing, sizeof missing);
  return nd_loader_say(message, size, ND_VERSION_ERROR,
                       "ndcore: %s is too old: it has revision %d, this program needs %d%s%s", library->path,
                       (int)library->get_api(0)->head.revision, ND_TARGET_REVISION, missing[0] ? "; missing: " : "",
                       missing);
}

#define ND_LOADER_NAME(name) ND_NAME_##name,
#define ND_LOADER_HASH(name) ND_HASH_##name,

/* ABI, revision, build: one line says what does not fit. A list of functions is enough for a client that names them. */
static inline nd_status nd_loader_check(const nd_loader_library* library, char* message, size_t size) {
  const nd_api* api = library->get_api(0);
  if (!api || api->head.abi != ND_ABI) {
    return nd_loader_say(message, size, ND_VERSION_ERROR, "ndcore: %s has ABI %d, this program needs %d", library->path,
                         api ? (int)api->head.abi : -1, ND_ABI);
  }
#if ND_MODE != ND_MODE_LIST
  if (api->head.revision < ND_TARGET_REVISION) {
    static const char* const names[] = {ND_STABLE_FUNCTIONS(ND_LOADER_NAME) ""};
    static const uint64_t hashes[] = {ND_STABLE_FUNCTIONS(ND_LOADER_HASH) 0};
    const int n = (int)(sizeof names / sizeof names[0]) - 1;
    void* found[sizeof names / sizeof names[0]];
    library->get_c_api(names, hashes, n, ND_TARGET_REVISION, found);
    return nd_loader_too_old(library, names, found, n, message, size);
  }
#ifndef ND_STABLE_ONLY
  if (api->head.build_hash != ND_BUILD_HASH) {
    return nd_loader_say(
        message, size, ND_VERSION_ERROR,
        "ndcore: %s is of build %016llx, this program's headers of %016llx: compile the program again, "
        "or with ND_STABLE_ONLY",
        library->path, (unsigned long long)api->head.build_hash, (unsigned long long)ND_BUILD_HASH);
  }
#endif
#endif
  return ND_OK;
}

#if ND_MODE == ND_MODE_TABLE
static inline nd_status nd_loader_fill(void* handle, const nd_loader_library* library, char* message, size_t size) {
  (void)handle;
  (void)message;
  (void)size;
  nd_client_api = library->get_api(ND_TARGET_REVISION);
#ifndef ND_STABLE_ONLY
  nd_client_draft = library->get_api_draft(ND_BUILD_HASH);
#endif
  return ND_OK;
}
#elif ND_MODE == ND_MODE_LIST
static inline nd_status nd_loader_fill(void* handle, const nd_loader_library* library, char* message, size_t size) {
  static const char* const names[] = {ND_CLIENT_FUNCTIONS(ND_LOADER_NAME)};
  static const uint64_t hashes[] = {ND_CLIENT_FUNCTIONS(ND_LOADER_HASH)};
  const char* (*last_error_message)(void);
  const int32_t missing = library->get_c_api(names, hashes, nd_client_count, ND_TARGET_REVISION, nd_client_list.slots);
  if (missing == 0) return ND_OK;
  if (library->get_api(0)->head.revision < ND_TARGET_REVISION) {
    return nd_loader_too_old(library, names, nd_client_list.slots, nd_client_count, message, size);
  }
  return nd_loader_say(message, size, ND_VERSION_ERROR, "ndcore: %s: %s", library->path,
                       nd_loader_symbol(handle, "nd_last_error_message", &last_error_message)
                           ? last_error_message()
                           : "functions are missing");
}
#endif

/* Finds the library, checks that it fits, and makes nd_... callable. `path` may be NULL: then NDCORE_LIBRARY, or
 * the folders of the client (if it is a shared library) and of the program and the system's places are tried. On
 * failure one line in `message` (may be NULL) says why. */
static inline nd_status nd_load(const char* path, char* message, size_t size) {
  nd_loader_library library;
#if ND_MODE == ND_MODE_LINK
  (void)path;
  library.get_api = nd_get_api;
  library.get_api_draft = NULL;
  library.get_c_api = nd_get_c_api;
  library.path = "the library this program is linked with";
  return nd_loader_check(&library, message, size);
#else
  char found[512] = "";
  nd_status status;
  void* handle = nd_loader_open(path, found, sizeof found, message, size);
  if (!handle) return ND_NOT_FOUND;
  library.path = found;
  if (!nd_loader_symbol(handle, "nd_get_api", &library.get_api) ||
      !nd_loader_symbol(handle, "nd_get_api_draft", &library.get_api_draft) ||
      !nd_loader_symbol(handle, "nd_get_c_api", &library.get_c_api)) {
    return nd_loader_say(message, size, ND_VERSION_ERROR, "ndcore: %s is no libndcore: it has no nd_get_api", found);
  }
  status = nd_loader_check(&library, message, size);
  return status < 0 ? status : nd_loader_fill(handle, &library, message, size);
#endif
}

#if ND_MODE != ND_MODE_LINK
/* The same for a module, from what its init was given: makes nd_... callable without a library to find. */
static inline nd_status nd_load_module(const nd_module_host* host, char* message, size_t size) {
  nd_loader_library library;
  nd_status status;
  memcpy(&library.get_api, &host->get_api, sizeof host->get_api);
  memcpy(&library.get_api_draft, &host->get_api_draft, sizeof host->get_api_draft);
  memcpy(&library.get_c_api, &host->get_c_api, sizeof host->get_c_api);
  library.path = "the library that loads this module";
  status = nd_loader_check(&library, message, size);
  return status < 0 ? status : nd_loader_fill(NULL, &library, message, size);
}
#endif

#endif /* ND_LOADER_USER */

#if ND_MODE == ND_MODE_TABLE
#include "ndcore/mode_table.h"
#elif ND_MODE == ND_MODE_LIST
#include "ndcore/mode_list.h"
#endif

#endif
