"""Where pickles of arrays look for what makes them anew."""

from __future__ import annotations

from ._members.pickling import _empty_of, _from_buffer, _from_bytes

__all__ = ["_empty_of", "_from_buffer", "_from_bytes"]
