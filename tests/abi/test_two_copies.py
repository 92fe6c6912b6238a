"""Two copies of the library in one process, and a library that is closed while its threads live."""

import shutil

import pytest
from commands import run

PROGRAM = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include "ndcore/signatures.h"

#define FUNCTIONS(X) X(array_item_float64) X(array_ndim) X(dtype_from_code) X(last_error_message) X(live_handles) \\
  X(ones) X(release) X(set_num_threads) X(ufunc_find) X(ufunc_reduce)
#define MEMBER(name) nd_type_##name *name;
typedef struct {
  FUNCTIONS(MEMBER)
} copy;

static int open_copy(copy *api, void *library) {
  void *symbol;
  if (!library) return 0;
#define FIND(name)                               \\
  symbol = dlsym(library, "nd_" #name);          \\
  if (!symbol) return 0;                         \\
  memcpy(&api->name, &symbol, sizeof symbol);
  FUNCTIONS(FIND)
  return 1;
}

static nd_array *new_array(const copy *api) {
  const int64_t shape[] = {1 << 20};
  return api->ones(shape, 1, api->dtype_from_code(ND_FLOAT64, ND_NATIVE), ND_ORDER_C);
}

static double total(const copy *api, nd_array *a) {
  double value = -1;
  nd_array *sum = api->ufunc_reduce(api->ufunc_find("add"), a, NULL, 0, NULL);
  api->array_item_float64(sum, 0, &value);
  api->release(sum);
  return value;
}

struct work {
  const copy *api;
  int good;
};

static void *run_work(void *data) {
  struct work *work = data;
  int i;
  for (i = 0; i < 20; ++i) {
    nd_array *a = new_array(work->api);
    work->good += total(work->api, a) == 1 << 20 && work->api->release(a) == ND_OK;
  }
  return NULL;
}

int main(int argc, char **argv) {
  const int scope = argc == 4 && strcmp(argv[3], "global") == 0 ? RTLD_GLOBAL : RTLD_LOCAL;
  void *first = dlopen(argv[1], RTLD_NOW | scope);
  void *second = strcmp(argv[2], "namespace") == 0 ? dlmopen(LM_ID_NEWLM, argv[1], RTLD_NOW | RTLD_LOCAL)
                                                   : dlopen(argv[2], RTLD_NOW | scope);
  copy one, two;
  struct work work[2] = {{NULL, 0}, {NULL, 0}};
  pthread_t threads[2];
  nd_array *a, *b;
  int i;
  if (!open_copy(&one, first) || !open_copy(&two, second)) return puts(dlerror()), 1;
  one.set_num_threads(2);
  two.set_num_threads(2);
  a = new_array(&one);
  b = new_array(&two);
  printf("copies %s\\n", one.release != two.release ? "differ" : "are one");
  printf("foreign %d %d\\n", (int)one.array_ndim(b), (int)two.array_ndim(a));
  printf("%.73s\\n", one.last_error_message());
  printf("foreign release %d %d\\n", (int)one.release(b), (int)two.release(a));
  work[0].api = &one;
  work[1].api = &two;
  for (i = 0; i < 2; ++i) pthread_create(&threads[i], NULL, run_work, &work[i]);
  printf("close %d %d\\n", dlclose(first), dlclose(second));
  for (i = 0; i < 2; ++i) pthread_join(threads[i], NULL);
  printf("sums %d %d\\n", work[0].good, work[1].good);
  printf("own %g %g\\n", total(&one, a), total(&two, b));
  printf("release %d %d\\n", (int)one.release(a), (int)two.release(b));
  printf("left %d %d\\n", (int)one.live_handles(), (int)two.live_handles());
  return 0;
}
"""
PRINTED = """\
copies differ
foreign -3 -3
array_ndim: argument `a` must be an array handle, not the foreign pointer
foreign release -3 -3
close 0 0
sums 20 20
own 1.04858e+06 1.04858e+06
release 0 0
left 0 0
"""


@pytest.fixture(scope="module")
def program(compiler, tmp_path_factory):
    folder = tmp_path_factory.mktemp("copies")
    source = folder / "program.c"
    source.write_text(PROGRAM, encoding="utf-8")
    return compiler(source, folder / "program", "-std=c11", "-Wall", "-pthread", "-ldl")


@pytest.mark.parametrize("scope", ["local", "global"])
def test_two_files(program, library, tmp_path, scope):
    copy = shutil.copy(library, tmp_path / "other.so")
    assert run(program, library, copy, scope) == PRINTED


def test_two_namespaces(program, library):
    assert run(program, library, "namespace", "local") == PRINTED
