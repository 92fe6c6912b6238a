"""Functions of Python that C calls. C may call late: an array over foreign memory that `sys`, a thread or a context
holds goes when the modules of this package are gone. So what C was given is never freed, and needs nothing of its
module.
"""

from __future__ import annotations

from sys import is_finalizing

from .errors import pending
from .interrupt import once_more
from .library import binding

__all__ = ["immortal", "telling"]


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


def telling(kind, function):
    """The same of a function that only tells something: what it raises goes on when the library's call is back."""

    def call(*arguments):
        try:
            function(*arguments)
        except BaseException as error:
            if is_finalizing():  # what it needs is gone, or will be soon
                return 0
            pending.error = error
            return 1
        return 0

    return immortal(kind, call, otherwise=0)
