/* Modules that are none, one for each value of BROKEN. Used by hostile_cells_test.cpp. */
#include <stddef.h>

#include "ndcore/ndcore.h"

#define INIT_RETURNS_FIVE 1
#define FUNCTION 2
#define SHORT 3
#define LONG 4

#if BROKEN == INIT_RETURNS_FIVE
static nd_status start(nd_module* module, const nd_module_host* host, void* data) {
  (void)module, (void)host, (void)data;
  return 5;
}
ND_EXPORT const nd_module_def ndcore_module;
const nd_module_def ndcore_module = {sizeof(nd_module_def), ND_ABI, 0, "five", NULL, NULL, 0, start, NULL, NULL};
#elif BROKEN == FUNCTION
ND_EXPORT int ndcore_module(void);
int ndcore_module(void) { return 0; }
#elif BROKEN == SHORT
ND_EXPORT const int32_t ndcore_module;
const int32_t ndcore_module = 80;
#elif BROKEN == LONG
ND_EXPORT const int64_t ndcore_module[2];
const int64_t ndcore_module[2] = {sizeof(nd_module_def), ND_ABI};
#endif
