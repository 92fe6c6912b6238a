"""Puts the class ndarray together: its members are written in files of their own and set on the one class, so that
none is looked up through bases at run time.
"""

from __future__ import annotations

from .._array.base import ndarray
from . import indexing, methods, operators, properties

__all__ = ["ndarray"]

properties.install(ndarray)
methods.install(ndarray)
indexing.install(ndarray)
operators.install(ndarray)
