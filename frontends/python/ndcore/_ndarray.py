"""Puts the class ndarray together: its members are written in files of their own and set on the one class, so that
none is looked up through bases at run time.
"""

from __future__ import annotations

from . import _indexing, _methods, _operators, _properties
from ._base import ndarray

__all__ = ["ndarray"]

_properties.install(ndarray)
_methods.install(ndarray)
_indexing.install(ndarray)
_operators.install(ndarray)
