"""Names of the built-in ufuncs with their numbers of inputs and outputs, and NumPy's further names for them."""

from __future__ import annotations

__all__ = ["ALIASES", "UFUNCS"]

_UNARY = """
absolute angle_ arccos arccosh arcsin arcsinh arctan arctanh bitwise_count cbrt ceil conjugate cos cosh deg2rad degrees exp exp2
expm1 fabs floor invert isfinite isinf isnan log log10 log1p log2 logical_not negative positive rad2deg radians reciprocal rint
sign signbit sin sinh spacing sqrt square tan tanh trunc
"""
_BINARY = """
add arctan2 bitwise_and bitwise_or bitwise_xor copysign divide equal float_power floor_divide fmax fmin fmod gcd greater
greater_equal heaviside hypot lcm ldexp left_shift less less_equal logaddexp logaddexp2 logical_and logical_or
logical_xor maximum minimum multiply nextafter not_equal power remainder right_shift subtract
"""
UFUNCS = {name: (1, 1) for name in _UNARY.split() if not name.endswith("_")}
UFUNCS |= dict.fromkeys(_BINARY.split(), (2, 1))
UFUNCS |= {"frexp": (1, 2), "modf": (1, 2), "divmod": (2, 2)}
ALIASES = {
    "abs": "absolute", "acos": "arccos", "acosh": "arccosh", "asin": "arcsin", "asinh": "arcsinh", "atan": "arctan",
    "atan2": "arctan2", "atanh": "arctanh", "bitwise_invert": "invert", "bitwise_left_shift": "left_shift",
    "bitwise_not": "invert", "bitwise_right_shift": "right_shift", "conj": "conjugate",
    "mod": "remainder", "pow": "power", "true_divide": "divide",
}  # fmt: skip
