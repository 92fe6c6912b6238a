"""A process whose address space is limited (`ulimit -v`): the library reserves and keeps no more than a share of it."""

import pytest
from commands import run

PROGRAM = r"""
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include "ndcore/ndcore.h"

#define CHECK(condition)                                                                       \
  do {                                                                                         \
    if (!(condition)) {                                                                        \
      printf("%d: %s: %s\n", __LINE__, #condition, nd_last_error_message());                   \
      return 1;                                                                                \
    }                                                                                          \
  } while (0)

static nd_array *made(int64_t n) { return nd_ones(&n, 1, nd_dtype_from_code(ND_FLOAT64, ND_NATIVE), ND_ORDER_C); }

static int add_many_threads(void) {
  nd_array *a = made(1 << 20);
  CHECK(a && nd_set_num_threads(8) == ND_OK);
  for (int i = 0; i < 20; ++i) {
    nd_array *sum = nd_add(a, a);
    CHECK(sum);
    CHECK(nd_release(sum) == ND_OK);
  }
  CHECK(nd_release(a) == ND_OK);
  return 0;
}

static int use(int64_t bytes) {
  enum { MANY = 50000 };
  static nd_array *all[MANY];
  for (int i = 0; i < MANY; ++i) CHECK((all[i] = made(2)));
  for (int i = 0; i < MANY; ++i) CHECK(nd_release(all[i]) == ND_OK && nd_release(all[i]) == ND_INVALID_HANDLE);
  for (int i = 0; i < 200000; ++i) CHECK(nd_release(made(2)) == ND_OK);
  /* Freed blocks of many sizes are kept, but not in the way of a larger one. */
  for (int64_t n = 1000; n * 8 < bytes / 16; n += n / 2) CHECK(nd_release(made(n)) == ND_OK);
  CHECK(nd_cache_limit() <= bytes / 8);
  CHECK(nd_release(made(bytes / 8 / 4)) == ND_OK);
  CHECK(nd_release(made(bytes / 8 / 3)) == ND_OK);
  return add_many_threads();
}

int main(int argc, char **argv) {
  const int64_t bytes = (int64_t)atoi(argv[1]) << 20;
  const struct rlimit limit = {(rlim_t)bytes, (rlim_t)bytes};
  CHECK(setrlimit(RLIMIT_AS, &limit) == 0);
  if (argc == 2) return use(bytes);
  /* Nothing is left at all. */
  for (size_t size = (size_t)1 << 40; size >= 4096; size /= 2) {
    while (mmap(NULL, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0) != MAP_FAILED) continue;
  }
  nd_error_info info = {.struct_size = sizeof info};
  CHECK(!nd_dtype_from_code(ND_FLOAT64, ND_NATIVE) && nd_last_error(&info) == ND_OK && info.status == ND_NO_MEMORY);
  printf("%s\n", nd_last_error_message());
  return 0;
}
"""


@pytest.fixture
def program(compiler, library, tmp_path):
    source = tmp_path / "program.c"
    source.write_text(PROGRAM, encoding="utf-8")
    return compiler(source, tmp_path / "program", library, f"-Wl,-rpath,{library.parent}")


@pytest.mark.parametrize("megabytes", [2048, 1024, 512, 256, 128])
def test_arrays_under_a_limit(program, megabytes):
    assert run(program, megabytes) == ""


def test_no_room_at_all(program):
    assert run(program, 256, "full").strip().endswith(f"; the address space is limited to {256 << 20} bytes")
