"""NDCORE_LEAKS=1 says at the end of a process which handles nobody gave back; off, nothing is said."""

import os
import subprocess
import sys
from itertools import product

import pytest
from commands import ROOT

CLIENT = """
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "ndcore/cell.h"
#include "ndcore/short.h"

static nd_array *late;

static void give_back(void) { nd_release(late); }

static void list(void) {
  nd_array *text = nd_live_handles_text();
  printf("%.*s", (int)nd_array_size(text), (const char *)nd_array_data(text));
  nd_release(text);
}

int main(int argc, char **argv) {
  nd_array *a = nd_ones(ND_SHAPE(2, 3), NULL, ND_ORDER_C), *parts[2], *whole, *fraction;
  nd_cell cells[2] = {nd_cell_handle(a), nd_cell_handle(a)}, result;
  int i, leave = argc > 1 && strcmp(argv[1], "leave") == 0;
  late = nd_copy(a, ND_ORDER_K);
  atexit(give_back);
  nd_split(a, 0, 0, parts, 2);
  nd_modf(a, &fraction, &whole);
  nd_call("add", cells, 2, NULL, 0, &result, 1);
  nd_retain(whole);
  if (argc > 1 && strcmp(argv[1], "list") == 0) list();
  if (argc > 1 && strcmp(argv[1], "many") == 0) for (i = 0; i < 105; ++i) nd_weak_int(i);
  ND_RELEASE(a, parts[1], fraction, whole);
  if (!leave) {
    ND_RELEASE(parts[0], whole, nd_cell_as_pointer(&result));
  }
  return 0;
}
"""
LEFT = """ndcore: 3 handles were not released:
  nd_modf: float64[2, 3], 48 bytes
  nd_split: float64[1, 3], 24 bytes, a view
  nd_add: float64[2, 3], 48 bytes
"""


@pytest.fixture(scope="module")
def client(compiler, library, tmp_path_factory):
    folder = tmp_path_factory.mktemp("leaks")
    source = folder / "client.c"
    source.write_text(CLIENT, encoding="utf-8")
    return compiler(source, folder / "client", "-std=c99", "-Wall", "-Werror", library, f"-Wl,-rpath,{library.parent}")


def ended(*command, **environment):
    """Standard output and error of a program that ends well."""
    done = subprocess.run([str(part) for part in command], env=os.environ | environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout, done.stderr


def test_what_is_left_is_listed_with_its_maker(client):
    output, said = ended(client, "leave", NDCORE_LEAKS="1")
    assert output == ""
    assert sorted(said.splitlines()) == sorted(LEFT.splitlines())


def test_all_given_back_says_nothing(client):
    assert ended(client, "", NDCORE_LEAKS="1") == ("", "")


@pytest.mark.parametrize("value", ["", "0"])
def test_off_says_nothing(client, value):
    assert ended(client, "leave", NDCORE_LEAKS=value) == ("", "")


def test_on_demand_makers_are_told_only_if_they_are_noted(client):
    noted, _ = ended(client, "list", NDCORE_LEAKS="1")
    plain, _ = ended(client, "list", NDCORE_LEAKS="")
    assert "nd_modf: float64[2, 3], 48 bytes, 2 owners\n" in noted
    assert "nd_copy: float64[2, 3], 48 bytes\n" in noted
    assert [line.split(": ")[-1] for line in noted.splitlines()] == plain.splitlines()


def test_many_are_cut(client):
    _, said = ended(client, "many", NDCORE_LEAKS="1")
    lines = said.splitlines()
    assert lines[0] == "ndcore: 105 handles were not released:"
    assert (len(lines), lines[-1]) == (102, "  … and 5 more")


PYTHON = """
import sys
import threading
import ndcore as nd

a = nd.linspace(0, 1, 1000)
b = (nd.sin(a) ** 2).reshape(10, 100)[:, ::2]
b[b > 0.5] = 0
text = repr(b) + str(nd.float32(1)) + str(nd.dtype("f8"))
threads = [threading.Thread(target=lambda: nd.sort(a)) for _ in range(3)]
for thread in threads: thread.start()
for thread in threads: thread.join()
try:
    nd.add(a, b)
except ValueError as error:
    sys.kept = error
"""
LEAK = """
from ndcore._ffi.library import bind
bind("nd_weak_int")(3)
"""


@pytest.mark.parametrize(("binding", "leak"), list(product(("cffi", "ctypes"), (False, True))))
def test_python_leaves_nothing_of_its_own(library, binding, leak):
    code = PYTHON + (LEAK if leak else "")
    environment = {"NDCORE_LEAKS": "1", "NDCORE_FFI": binding, "NDCORE_LIBRARY": str(library)}
    environment["PYTHONPATH"] = str(ROOT / "frontends/python")
    output, said = ended(sys.executable, "-c", code, **environment)
    one = "ndcore: 1 handle was not released:\n  nd_weak_int: weak int64[], 8 bytes\n"
    assert (output, said) == ("", one if leak else "")


def test_a_child_speaks_for_itself(library):
    code = """
import os
import ndcore as nd
a = nd.ones(3)
child = os.fork()
if child:
    os.waitpid(child, 0)
"""
    environment = {"NDCORE_LEAKS": "1", "NDCORE_LIBRARY": str(library), "PYTHONPATH": str(ROOT / "frontends/python")}
    assert ended(sys.executable, "-c", code, **environment) == ("", "")
