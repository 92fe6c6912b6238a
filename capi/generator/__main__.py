"""./dev api [--check] [freeze PATTERN…]: scans capi/ once and writes everything that follows from it."""

from __future__ import annotations

import argparse
import pathlib
import sys

from .errors import ApiError, ApiErrors
from .freeze import check_drafts_hidden, check_frozen, freeze_tree
from .lock import PATH, apply_lock
from .rule import check_rule
from .scan import scan
from .targets import emit_all
from .targets.library import older_version_script
from .write import stale_files, write_files, write_lines


def generate(root):
    """(Api, {path: text}) of everything that is generated."""
    api = scan(root)
    lock = root / PATH
    text = lock.read_text(encoding="utf-8") if lock.exists() else ""
    check_frozen(root, text)
    files = {PATH: apply_lock(api, text)}
    check_rule(api)
    return api, files | emit_all(root, api)


def check(root, files):
    """Names the files that differ; whether there are none."""
    stale = stale_files(root, files)
    for path, reason in stale:
        print(f"{path}: {reason}", file=sys.stderr)
    if stale:
        print("Generated files do not follow from capi/: run ./dev api", file=sys.stderr)
    return not stale


def run(options):
    root = options.root.resolve()
    api, files = generate(root)
    if options.command == "freeze":
        freeze_tree(root, api, files[PATH], options.patterns)
        api, files = generate(root)
    check_drafts_hidden(api, files[PATH])
    if options.older:
        options.out.write_text(older_version_script(api, options.older), encoding="utf-8")
        return 0
    if options.check and not check(root, files):
        return 1
    changed = [] if options.check else write_files(options.out or root, files)
    if options.lines:
        write_lines(root, api, files, options.lines)
    if changed or not options.lines:
        print(
            f"{len(api.functions)} functions ({len(api.stable())} stable), {len(files)} files, {len(changed)} changed"
        )
    return 0


def main(arguments=None):
    parser = argparse.ArgumentParser(prog="./dev api", description=__doc__)
    parser.add_argument("--root", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parents[2])
    parser.add_argument("--out", type=pathlib.Path, help="write there instead of into the tree")
    parser.add_argument("--older", type=int, help="write to --out the exports of a library of this older revision")
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a file is stale")
    parser.add_argument("--lines", type=pathlib.Path, help="for a build: where each function stands (and FILE.d)")
    parser.add_argument("command", nargs="?", choices=["freeze"], help="make drafts stable in the next revision")
    parser.add_argument("patterns", nargs="*", help="function:AREA/NAME, constant:NAME, handle:NAME … with * and ?")
    try:
        return run(parser.parse_args(arguments))
    except (ApiError, ApiErrors) as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
