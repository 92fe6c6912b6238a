"""The committed files follow from the sources, and the generator always writes the same."""

import os
import subprocess
import sys

from generator.write import stale_files


def test_generated_files_are_fresh(root, real):
    assert stale_files(root, real[1]) == []


def test_second_run_changes_nothing(tree):
    _, files = tree.run()
    assert stale_files(tree.root, files) == []
    assert tree.run()[1] == files


def test_edited_missing_and_leftover_files_are_named(tree):
    _, files = tree.run()
    tree.write("include/ndcore/sample.h", tree.read("include/ndcore/sample.h") + "\n")
    tree.path("capi/generated/ndcore.map").unlink()
    tree.write("include/ndcore/old.h", tree.read("include/ndcore/revision.h"))
    assert stale_files(tree.root, files) == [
        ("include/ndcore/sample.h", "is stale"),
        ("capi/generated/ndcore.map", "is missing"),
        ("include/ndcore/old.h", "is no longer generated"),
    ]


def test_output_does_not_depend_on_hash_seed_or_locale(root, tmp_path):
    outputs = []
    for seed, locale in (("1", "C"), ("2", "C.UTF-8")):
        out = tmp_path / seed
        environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "PYTHONPATH": str(root / "capi")}
        subprocess.run([sys.executable, "-m", "generator", "--out", out], env=environment, check=True, cwd=tmp_path)
        outputs.append({p.relative_to(out): p.read_bytes() for p in out.rglob("*") if p.is_file()})
    assert outputs[0] == outputs[1]
    assert outputs[0]


def test_a_broken_merge_of_generated_files_heals(tree):
    _, files = tree.run()
    lock = tree.read("capi/abi/abi.lock").split("\n")
    draft = next(line for line in lock if line.startswith("function - sum@1"))
    tree.write("capi/abi/abi.lock", "\n".join([*lock[:5], draft.replace("keepdims", "keep"), *lock[5:]]))
    assert tree.run()[1] == files
