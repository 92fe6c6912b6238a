"""A debugger that stops inside a client shows the functions of its table by name."""

import re

import pytest
from commands import run

CLIENT = """
#define ND_MODE 1
#include "ndcore/loader.h"

static void stop_here(const nd_api *api, const nd_api_draft *draft) {
  (void)api;
  (void)draft;
}

int main(int argc, char **argv) {
  if (argc < 2 || nd_load(argv[1], NULL, 0) < 0) return 1;
  stop_here(nd_client_api, nd_client_draft);
  return 0;
}
"""


@pytest.fixture(scope="module")
def stopped(compiler, library, tmp_path_factory):
    """stopped(*commands): what gdb prints for them in a client that stands in stop_here."""
    folder = tmp_path_factory.mktemp("debugger")
    source = folder / "client.c"
    source.write_text(CLIENT, encoding="utf-8")
    program = compiler(source, folder / "client", "-std=c99", "-g", "-O0", "-ldl")

    def action(*commands):
        asked = [part for command in ("break stop_here", "run", *commands) for part in ("-ex", command)]
        return run("gdb", "-nx", "-batch", "-iex", "set debuginfod enabled off", *asked, "--args", program, library)

    return action


def test_member_of_the_table_is_shown_by_name(stopped):
    assert re.search(r"= \(nd_array \*\(\*\)\([^)]*\)\) 0x[0-9a-f]+ <nd_sum>", stopped("print draft->sum"))


def test_whole_table_is_shown_by_name(stopped, real):
    shown = stopped("set print elements 0", "set print pretty on", "print *draft", "print *api")
    for function in real[0].functions:
        assert re.search(rf"\b{function.member} = 0x[0-9a-f]+ <{function.symbol}>", shown), function.name


def test_frame_shows_the_type_of_the_table(stopped):
    frame = stopped("frame")
    assert re.search(
        r"stop_here \(api=0x[0-9a-f]+ <[\w():\s]*nd_api_table>, draft=0x[0-9a-f]+ <[\w():\s]*nd_api_draft_table>\)",
        frame,
    )
    assert "nd_status (*release)(void *);" in stopped("ptype nd_api_draft", "ptype nd_api")
