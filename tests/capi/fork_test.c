/* fork() beside threads that use parts of the library for the first time, load modules or set callbacks of tokens: the
 * child does the same and ends. A first use happens once a process, so each trial is a process of its own. */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ndcore/cell.h"
#include "ndcore/ndcore.h"

enum { THREADS = 3, FORKS = 6, TRIALS = 12, PATIENCE = 120 /* seconds until a child counts as hanging */ };

static int progress(const char* function, int64_t done, int64_t total, void* data) {
  (void)function, (void)done, (void)total, (void)data;
  return 0;
}
static nd_token* shared_token;

static int is_array(nd_array* made) { return made && nd_release(made) == ND_OK; }

/* What needs tables, ufuncs, a BLAS, the method table and the pool. */
static int use_everything(void) {
  const int64_t shape[] = {40, 40};
  nd_dtype* const dtype = nd_dtype_parse("complex128");
  nd_array* const a = nd_ones(shape, 2, dtype, ND_ORDER_C);
  const nd_cell argument[] = {nd_cell_handle(a)};
  nd_cell result = nd_cell_unset();
  int good = a != NULL;
  good = good && is_array(nd_add(a, a)) && is_array(nd_exp(a)) && is_array(nd_arcsin(a));
  good = good && is_array(nd_matmul(a, a, NULL)) && is_array(nd_inv(a)) == 0;
  good = good && is_array(nd_mean(a, NULL, 0, NULL)) && is_array(nd_sort(a, ND_AXIS_NONE));
  good =
      good && nd_call("sum", argument, 1, NULL, 0, &result, 1) == 1 && nd_release(nd_cell_as_pointer(&result)) == ND_OK;
  return good && nd_release(a) == ND_OK;
}
static int load_module(void) { return nd_module_load(MODULE_FOLDER "/specials.so") != NULL; }
static int look_for_module(void) { return nd_module_load("no_such_module") == NULL; }
static int set_progress(void) { return nd_token_set_progress(shared_token, progress, NULL, 1) == ND_OK; }

static const struct {
  const char* name;
  int (*use)(void);
  int again; /* not only its first time */
} kinds[] = {
    {"first uses", use_everything, 0},
    {"loading a module", load_module, 0},
    {"looking for a module", look_for_module, 1},
    {"setting progress", set_progress, 1},
};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

static atomic_int started, stopped;
static int (*use)(void);
static int again;

static void* user(void* unused) {
  (void)unused;
  atomic_fetch_add(&started, 1);
  while (atomic_load(&started) < THREADS + 1) continue;
  intptr_t good = use();
  while (again && good && !atomic_load(&stopped)) good = use();
  return (void*)good;
}

static int wait_for(pid_t child, const char* what) {
  int status = -1;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
  if (status == 0) return 1;
  const char* const how = WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM ? "hangs" : "fails";
  fprintf(stderr, "%s: a child %s (status %d)\n", what, how, status);
  return 0;
}

static int trial(int kind) {
  pthread_t threads[THREADS];
  pid_t children[FORKS];
  int good = 1;
  use = kinds[kind].use;
  again = kinds[kind].again;
  shared_token = nd_token_new();
  for (int i = 0; i < THREADS; ++i) {
    if (pthread_create(&threads[i], NULL, user, NULL) != 0) return 0;
  }
  while (atomic_load(&started) < THREADS) continue;
  atomic_fetch_add(&started, 1);
  for (int i = 0; i < FORKS; ++i) {
    children[i] = fork();
    if (children[i] != 0) continue;
    alarm(PATIENCE);
    _exit(use() ? 0 : 1);
  }
  for (int i = 0; i < FORKS; ++i) good &= wait_for(children[i], kinds[kind].name);
  atomic_store(&stopped, 1);
  for (int i = 0; i < THREADS; ++i) {
    void* result = NULL;
    pthread_join(threads[i], &result);
    good &= result != NULL;
  }
  return good && nd_release(shared_token) == ND_OK;
}

int main(int argc, char** argv) {
#if defined(__SANITIZE_ADDRESS__)
  puts("skipped: AddressSanitizer's own allocator does not survive a fork beside busy threads");
  return 0;
#endif
  signal(SIGALRM, SIG_DFL);
  if (argc == 3) return trial(atoi(argv[1])) ? 0 : 1;
  int bad = 0;
  for (int i = 0; i < TRIALS * KINDS; ++i) {
    char kind[16];
    snprintf(kind, sizeof kind, "%d", i % KINDS);
    const pid_t child = fork();
    if (child == 0) {
      execl("/proc/self/exe", argv[0], kind, "trial", (char*)NULL);
      _exit(1);
    }
    bad += !wait_for(child, "trial");
  }
  return bad;
}
