"""The functions of the package under the place where NumPy has them: ndcore._core.add is ndcore.add."""

from __future__ import annotations

import ndcore


def __getattr__(name):
    return getattr(ndcore, name)
