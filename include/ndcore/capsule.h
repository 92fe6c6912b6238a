/* How a host language's capsules are read: nd_capsule_set_functions (interchange.h). By hand, C99 and C++. */
#ifndef NDCORE_CAPSULE_H
#define NDCORE_CAPSULE_H

#include <stdint.h>

/* Drafts: they may change until a revision freezes them. */
#ifndef ND_STABLE_ONLY

/* Functions of the host language, of CPython those in brackets. nd_capsule_destroy calls them as its destructor was
 * called: on that thread, holding the lock that the host holds then. */
typedef struct nd_capsule_functions {
  int64_t struct_size;       /* sizeof(nd_capsule_functions) */
  const void* is_valid;      /* int (*)(void *capsule, const char *name) [PyCapsule_IsValid] */
  const void* get_pointer;   /* void *(*)(void *capsule, const char *name) [PyCapsule_GetPointer] */
  const void* free;          /* void (*)(void *memory): takes back an Arrow capsule's struct [PyMem_RawFree] */
  const void* save_error;    /* void (*)(void **type, void **value, void **traceback); NULL: none [PyErr_Fetch] */
  const void* restore_error; /* void (*)(void *type, void *value, void *traceback); NULL: none [PyErr_Restore] */
} nd_capsule_functions;

#endif

#endif
