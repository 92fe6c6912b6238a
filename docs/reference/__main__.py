"""Builds the HTML reference in build/docs from frontends/api.json and docs/*.md; called by `./dev docs`."""

from __future__ import annotations

import sys
from pathlib import Path

from .site import build

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "docs"
    pages, missing = build(ROOT, target)
    print(f"{len(pages)} pages in {target}, {len(missing)} functions without an example: open {target / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
