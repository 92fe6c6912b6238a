"""ndcore.hpp in each way in: linked, by the table, by the client's list; as C++17 and C++20."""

import pytest
from commands import run

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


@pytest.mark.parametrize("standard", ["c++17", "c++20"])
@pytest.mark.parametrize("mode", ["", "ND_MODE_LINK", "ND_MODE_TABLE", "ND_MODE_LIST"])
def test_client(compiler, library, tmp_path, monkeypatch, mode, standard):
    monkeypatch.setenv("NDCORE_LIBRARY", str(library))
    source = tmp_path / "client.cpp"
    source.write_text(CLIENT, encoding="utf-8")
    number = {"": None, "ND_MODE_LINK": 0, "ND_MODE_TABLE": 1, "ND_MODE_LIST": 2}[mode]
    flags = [f"-std={standard}", "-Wall", "-Wextra", "-pedantic", "-Werror"]
    flags += [f"-DND_MODE={number}"] if mode else []
    flags += ["-ldl"] if number else [str(library), f"-Wl,-rpath,{library.parent}"]
    program = compiler(source, tmp_path / "client", *flags)
    assert run(program) == "[ 6 10 14]\nND_AXIS_ERROR nd_sum\n"
