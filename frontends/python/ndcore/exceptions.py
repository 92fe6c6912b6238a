"""Exceptions and warnings that Python itself has no class for; named and derived as in numpy.exceptions."""

from __future__ import annotations

__all__ = ["AxisError", "ComplexWarning", "DTypePromotionError", "LinAlgError", "RankWarning", "TooHardError",
           "UFuncTypeError", "VisibleDeprecationWarning"]  # fmt: skip


class AxisError(ValueError, IndexError):
    """An axis that the array does not have, or one given twice."""

    def __init__(self, axis, ndim=None, msg_prefix=None):
        if ndim is None and msg_prefix is None:
            self._msg, self.axis, self.ndim = axis, None, None
        else:
            self._msg, self.axis, self.ndim = msg_prefix, axis, ndim
        super().__init__(axis)

    def __str__(self):
        if self.axis is None and self.ndim is None:
            return str(self._msg)
        message = f"axis {self.axis} is out of bounds for array of dimension {self.ndim}"
        return message if self._msg is None else f"{self._msg}: {message}"


class UFuncTypeError(TypeError):
    """A ufunc has no loop for the dtypes of its operands, or the casting rule forbids the cast."""


class DTypePromotionError(TypeError):
    """Dtypes that have no common dtype."""


class LinAlgError(ValueError):
    """A matrix that is singular, or an iteration that does not converge."""


class ComplexWarning(RuntimeWarning):
    """A cast that drops an imaginary part."""


class VisibleDeprecationWarning(UserWarning):
    """A deprecated use that users should see."""


class RankWarning(RuntimeWarning):
    """A least-squares problem of deficient rank."""


class TooHardError(RuntimeError):
    """A bound on work was exceeded."""


for _class in list(globals().values()):
    if isinstance(_class, type) and issubclass(_class, (Exception, Warning)):
        _class.__module__ = "ndcore.exceptions"
del _class
