"""Functions of Python that C calls. C may call late: an array over foreign memory that `sys`, a thread or a context
holds goes when the modules of this package are gone. So what C was given is never freed, and needs nothing of its
module.
"""

from __future__ import annotations

from sys import is_finalizing

from ._ffi import binding
from ._interrupt import once_more

__all__ = ["immortal"]


def immortal(kind, function, otherwise=None):
    """A C function of the callback type `kind` that may be called until the process ends.

    `function` keeps what it needs in its defaults or in cells, not in globals, which are None while Python shuts down.
    Should it fail then all the same, `otherwise` is the result, and nobody is told.
    """

    def call(*arguments, _interrupted=KeyboardInterrupt, _any=BaseException, _ending=is_finalizing, _again=once_more):
        try:
            return function(*arguments)
        except _interrupted:
            _again()
            return otherwise
        except _any:
            if _ending():
                return otherwise
            raise

    made = binding.callback(kind, call, otherwise)
    binding.never_free(made)
    return made
