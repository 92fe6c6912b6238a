"""Puts the class ndarray together: its members are written in files of their own and set on the one class, so that
none is looked up through bases at run time.
"""

from __future__ import annotations

from types import FunctionType

from .._array.base import ndarray
from .._array.subclassing import new_array
from ..functions.generated import METHODS
from .indexing import MEMBERS as _INDEXING
from .methods import Methods
from .operators import MEMBERS as _OPERATORS
from .properties import Properties

__all__ = ["ndarray"]

_OF_EVERY_CLASS = {"__module__", "__qualname__", "__dict__", "__weakref__", "__doc__"}

for _members in (vars(Properties), *map(vars, METHODS), vars(Methods), _INDEXING, _OPERATORS):
    for _name in _members.keys() - _OF_EVERY_CLASS:
        _member = _members[_name]
        if isinstance(_member, FunctionType):
            _member.__name__, _member.__qualname__ = _name, f"ndarray.{_name}"
        setattr(ndarray, _name, _member)
ndarray.__new__, ndarray.__hash__ = new_array, None
