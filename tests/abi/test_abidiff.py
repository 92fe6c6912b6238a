"""abidiff between each frozen revision and today: nothing that a client can see is gone or has changed.

The frozen side is capi/abi/revisions/N/library.abi. Today's side is the library that was built, for its symbols, and an
image of it made from the headers (capi/generator/image.py), for its types: the compiler holds headers
and library together.
"""

import re
import shutil
import subprocess

import pytest
from commands import ROOT
from generator.image import compile_image

REVISIONS = sorted((ROOT / "capi/abi/revisions").iterdir(), key=lambda path: int(path.name))
# The table grows at its end, and so may a struct. abidiff takes any change of a struct for such growth if no member is
# new: only those that have grown are named, and the lock compares their fields.
GROWTH = """\
[suppress_type]
  type_kind = struct
  name_regexp = ^({})$
  has_data_member_inserted_at = end
"""
# Only an image has them.
IMAGE = """\
[suppress_function]
  name_regexp = ^image_of_
  change_kind = deleted-function
"""


@pytest.fixture(scope="module")
def abidiff(tmp_path_factory):
    """abidiff(revision, newer): what is reported beside additions; "" if nothing is."""
    allowed = tmp_path_factory.mktemp("abidiff") / "growth.txt"

    def action(revision, newer, more=""):
        fields = re.findall(r"^field - (\w+)\.\w+ since=(\d+) (?:stable|draft)", lock(), re.MULTILINE)
        grown = {name for name, since in fields if int(since) > int(revision.name)}
        allowed.write_text(GROWTH.format("|".join(sorted({"nd_api", *grown}))) + more, encoding="utf-8")
        command = ["abidiff", "--suppr", allowed, "--no-added-syms", revision / "library.abi", newer]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode & 3 == 0, done.stdout + done.stderr  # it could not compare
        return done.stdout if done.returncode else ""

    return action


def lock():
    return (ROOT / "capi/abi/abi.lock").read_text(encoding="utf-8")


@pytest.mark.parametrize("revision", REVISIONS, ids=lambda path: path.name)
def test_types_are_unchanged(abidiff, revision, tmp_path):
    assert abidiff(revision, compile_image(ROOT / "include", lock(), tmp_path)) == ""


@pytest.mark.parametrize("revision", REVISIONS, ids=lambda path: path.name)
def test_library_has_every_symbol(abidiff, revision, library):
    assert abidiff(revision, library, IMAGE) == ""


BREAKS = {
    # name: (header, old, new, what abidiff says)
    "function gone": ("runtime.h", "nd_version(void);", "nd_version_gone(void);", "1 Removed"),
    "parameter": ("element.h", "nd_array_item(nd_array *a, int64_t position);",
                  "nd_array_item(nd_array *a, int32_t position);", "nd_array_item"),
    "result": ("runtime.h", "int64_t nd_live_handles(void);", "int32_t nd_live_handles(void);", "nd_live_handles"),
    "slot": ("api.h", "int64_t (*live_handles)(void);", "int64_t extra; int64_t (*live_handles)(void);", "nd_api"),
    "field": ("types.h", "int64_t size; /* number", "int32_t size; int32_t more; /* number", "nd_array_info"),
    "field inserted": ("types.h", "nd_dtype* dtype; /* of the first", "void* more; nd_dtype* dtype; /*",
                       "nd_ufunc_options"),
    "cell grown": ("types.h", "} nd_cell;", "int64_t more; } nd_cell;", "nd_cell"),
    "module": ("types.h", "int32_t revision; /* ND_TARGET", "int64_t revision; /* ND_TARGET", "nd_module_def"),
    "callback": ("types.h", "(*nd_deleter)(void* memory,", "(*nd_deleter)(int32_t memory,", "nd_array_wrap"),
}  # fmt: skip


@pytest.mark.parametrize("name", BREAKS)
def test_broken_copy_is_reported(abidiff, name, tmp_path):
    file, old, new, said = BREAKS[name]
    include = tmp_path / "include"
    shutil.copytree(ROOT / "include", include)
    header = include / "ndcore" / file
    text = re.sub(" +", " ", header.read_text(encoding="utf-8"))  # however the comments are aligned
    assert old in text
    header.write_text(text.replace(old, new), encoding="utf-8")
    # The image defines what the lock declares: a declaration is changed there, too.
    image = compile_image(include, lock().replace(old.rstrip(";"), new.rstrip(";")), tmp_path)
    assert said in abidiff(REVISIONS[0], image)


def test_library_without_a_symbol_is_reported(abidiff, library, tmp_path):
    copy = tmp_path / library.name
    copy.write_bytes(library.read_bytes().replace(b"\0nd_live_handles\0", b"\0nd_lost_handles\0"))
    assert "nd_live_handles" in abidiff(REVISIONS[0], copy, IMAGE)
