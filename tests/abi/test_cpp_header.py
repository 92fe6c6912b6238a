"""ndcore.hpp in each way in: linked, by the table, by the client's list; as C++17 and C++20."""

import pytest
from commands import BUILD, run

CLIENT = """
#include <iostream>

#include "ndcore/ndcore.hpp"

int main() {
#if defined(ND_MODE)
  char message[1024];
  if (nd_load(nullptr, message, sizeof message) < 0) {
    std::cerr << message << "\\n";
    return 1;
  }
#endif
  const ndcore::array a = ndcore::arange(0, 6).reshape({2, 3});
  std::cout << ndcore::sum(a * 2, {0}) << "\\n";
  try {
    ndcore::sum(a, {7});
  } catch (const ndcore::error& e) {
    std::cout << e.kind() << " " << e.function() << "\\n";
  }
}
"""


STABLE = """
#include <iostream>

#include "ndcore/ndcore.hpp"

int main() {
#if defined(ND_MODE)
  if (nd_load(nullptr, nullptr, 0) < 0) return 1;
#endif
  ndcore::array a = ndcore::ones({2, 3});
  a += 1;
  a.view<double, 2>()(1, 2) = 7;
  std::vector<ndcore::array> sums(1);
  ndcore::ufunc_call(ndcore::ufunc_find("add"), {a, a}, sums);
  std::cout << a.astype("float32").to_vector<float>().at(5) << " " << sums.at(0).item<double>() << " "
            << ndcore::method("fill").info().version;
#if ND_TARGET_REVISION >= 3
  std::cout << " " << ndcore::call("sum", {a}).at(0).as<ndcore::array>().item<double>();
#endif
  std::cout << "\\n";
#ifdef WITH_DRAFT
  std::cout << (a + a) << ndcore::sum(a);
#endif
}
"""
MODES = ["", "ND_MODE_LINK", "ND_MODE_TABLE", "ND_MODE_LIST"]


def built(compiler, library, folder, text, mode, *flags):
    source = folder / "client.cpp"
    source.write_text(text, encoding="utf-8")
    number = {"": None, "ND_MODE_LINK": 0, "ND_MODE_TABLE": 1, "ND_MODE_LIST": 2}[mode]
    flags = [*flags, "-Wall", "-Wextra", "-pedantic", "-Werror"]
    flags += [f"-DND_MODE={number}"] if mode else []
    flags += ["-ldl"] if number else [str(library), f"-Wl,-rpath,{library.parent}"]
    return compiler(source, folder / "client", *flags)


@pytest.mark.parametrize("standard", ["c++17", "c++20"])
@pytest.mark.parametrize("mode", MODES)
def test_client(compiler, library, tmp_path, monkeypatch, mode, standard):
    monkeypatch.setenv("NDCORE_LIBRARY", str(library))
    program = built(compiler, library, tmp_path, CLIENT, mode, f"-std={standard}")
    assert run(program) == "[ 6 10 14]\nND_AXIS_ERROR nd_sum\n"


@pytest.mark.parametrize("mode", MODES)
def test_client_of_stable_functions(compiler, library, tmp_path, monkeypatch, mode):
    monkeypatch.setenv("NDCORE_LIBRARY", str(library))
    program = built(compiler, library, tmp_path, STABLE, mode, "-std=c++17", "-DND_STABLE_ONLY")
    assert run(program) == "7 4 2 17\n"


@pytest.mark.parametrize("mode", MODES[2:])
def test_client_of_an_older_revision_runs_with_its_library(compiler, library, tmp_path, monkeypatch, mode):
    monkeypatch.setenv("NDCORE_LIBRARY", str(BUILD / "tests/abi/older_2/libndcore.so.1"))
    flags = ("-std=c++17", "-DND_STABLE_ONLY", "-DND_TARGET_REVISION=2")
    assert run(built(compiler, library, tmp_path, STABLE, mode, *flags)) == "7 4 2\n"


def test_drafts_are_hidden_from_it(compiler, library, tmp_path):
    with pytest.raises(AssertionError, match=r"no match for .operator\+"):
        built(compiler, library, tmp_path, STABLE, "", "-std=c++17", "-DND_STABLE_ONLY", "-DWITH_DRAFT")


POINTERS = """
/*ND_API between since=1
 * Whether numbers lie between two bounds.
 * low     in optional len=1  NULL: none
 * edges   in len=n  ascending
 * count   in optional len=1  NULL: all
 * returns  value  0 or 1
 */
ND_EXPORT int32_t nd_between(const double *low, const double *edges, int32_t n, const int32_t *count);
"""


def test_the_driver_of_the_vectors_keeps_the_type_of_numbers(tree, monkeypatch):
    monkeypatch.setattr("generator.__main__.check_rule", lambda api: None)  # the form is that of frozen functions
    tree.write("capi/sample.cpp", tree.read("capi/sample.cpp") + POINTERS)
    dispatch = tree.run()[1]["tests/conformance/dispatch.hpp"]
    assert "between(a[0].optional<double>(), a[1].numbers<double>(), a[2].optional<int32_t>())" in dispatch
