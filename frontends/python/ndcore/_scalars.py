"""Where pickles of scalars look for what makes them anew."""

from __future__ import annotations

from ._operands.scalars import _restore

__all__ = ["_restore"]
