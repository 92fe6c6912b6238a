"""The only way up. Nothing imports what stands above it: a lower floor names here what it calls, and the higher file
that has it provides it when it is imported.
"""

from __future__ import annotations

__all__ = ["hooks", "provide"]


class _Hooks:
    """`package`: the module ndcore, for protocols that look a function up by its name; from ndcore/__init__.py.
    `registered_class(dtype)`: makes the scalar class of a dtype that a module has registered; from
    _operands/scalars.py.
    """

    __slots__ = ("package", "registered_class")


hooks = _Hooks()


def provide(function):
    """Decorator of the function behind the hook of its name."""
    setattr(hooks, function.__name__, function)
    return function
