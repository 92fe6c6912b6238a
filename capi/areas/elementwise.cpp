// Elementwise functions: one line each, documentation included.
/*ND_AREA elementwise Elementwise functions: operands broadcast, dtypes promote as in NumPy 2, results are new
 * arrays. */
#include "areas/elementwise.hpp"

#include "ndcore/elementwise.h"

ND_BINARY(add, "Sum of `x1` and `x2`, element by element. Integers wrap; booleans combine as logical or.")
ND_BINARY(subtract, "Difference `x1 - x2`, element by element. Integers wrap; two booleans are a type error.")
ND_BINARY(multiply,
          "Product of `x1` and `x2`, element by element. Integers wrap; booleans combine as logical and. "
          "Complex products round each of their four products: no operation is fused.")
ND_BINARY(divide,
          "Quotient `x1 / x2`, element by element. Integers and booleans are divided as float64; division by "
          "zero gives an infinity or NaN and raises the divide or invalid status.",
          alias = true_divide)
ND_BINARY(floor_divide,
          "Largest integer not above `x1 / x2`, in the dtype of the operands. An integer divided by zero "
          "gives 0 and raises the divide status.")
ND_BINARY(remainder,
          "Remainder of the division rounded down: it has the sign of `x2`, as in Python. By zero, integers "
          "give 0 with the divide status, floats NaN with the invalid status.",
          alias = mod)
ND_BINARY(fmod,
          "Remainder of the division rounded towards zero: it has the sign of `x1`, as in C. By zero, integers "
          "give 0 with the divide status, floats NaN with the invalid status.")
ND_BINARY_2(divmod, "Quotient rounded down and remainder: floor_divide and remainder of `x1` and `x2` in one pass.")
ND_BINARY(power,
          "`x1` raised to the power `x2`. Integers wrap and keep their dtype; an integer raised to a negative "
          "integer is a value error.",
          alias = pow)
ND_BINARY(float_power, "`x1` raised to the power `x2` in float64, or complex128 if one of them is complex.")
ND_UNARY(negative, "`x` with the sign changed. Integers wrap; booleans are a type error.")
ND_UNARY(positive, "A copy of `x`. Booleans are a type error.")
ND_UNARY(absolute,
         "Absolute value; of complex numbers the modulus, in the dtype of their parts. The smallest signed "
         "integer stays as it is.",
         alias = abs)
ND_UNARY(fabs, "Absolute value as a float. Integers are converted first; complex numbers are a type error.")
ND_UNARY(sign, "-1, 0 or 1 by the sign of `x`; NaN stays NaN. A complex `x` is divided by its modulus.")
ND_UNARY(sqrt,
         "Non-negative square root, as a float. Negative numbers give NaN and raise the invalid status; complex "
         "numbers have their principal root.")
ND_UNARY(square, "`x` times itself. Integers wrap.")
ND_UNARY(cbrt, "Cube root, as a float, with the sign of `x`.")
ND_UNARY(reciprocal, "`1 / x` in the dtype of `x`: integers other than 1 and -1 give 0.")
ND_UNARY(conjugate, "Complex conjugate: the imaginary part with its sign changed. Real numbers are copied.",
         alias = conj)

ND_UNARY(exp, "e raised to the power `x`.")
ND_UNARY(exp2, "2 raised to the power `x`.")
ND_UNARY(expm1, "`exp(x) - 1`, precise for `x` near zero.")
ND_UNARY(log, "Natural logarithm. Zero gives minus infinity with the divide status, negative floats NaN with invalid.")
ND_UNARY(log2,
         "Logarithm to base 2. Zero gives minus infinity with the divide status, negative floats NaN with invalid.")
ND_UNARY(log10,
         "Logarithm to base 10. Zero gives minus infinity with the divide status, negative floats NaN with invalid.")
ND_UNARY(log1p, "`log(1 + x)`, precise for `x` near zero.")
ND_BINARY(logaddexp,
          "`log(exp(x1) + exp(x2))` without overflow on the way: a sum of numbers given by their logarithms.")
ND_BINARY(logaddexp2, "`log2(2^x1 + 2^x2)` without overflow on the way.")
ND_UNARY(sin, "Sine of an angle in radians. Infinities give NaN and raise the invalid status.")
ND_UNARY(cos, "Cosine of an angle in radians. Infinities give NaN and raise the invalid status.")
ND_UNARY(tan, "Tangent of an angle in radians. Infinities give NaN and raise the invalid status.")
ND_UNARY(arcsin, "Inverse sine, in [-pi/2, pi/2]. Real numbers outside [-1, 1] give NaN and raise the invalid status.",
         alias = asin)
ND_UNARY(arccos, "Inverse cosine, in [0, pi]. Real numbers outside [-1, 1] give NaN and raise the invalid status.",
         alias = acos)
ND_UNARY(arctan, "Inverse tangent, in [-pi/2, pi/2].", alias = atan)
ND_BINARY(arctan2,
          "Angle in (-pi, pi] of the point with ordinate `x1` and abscissa `x2`; signed zeros choose the side.",
          alias = atan2)
ND_BINARY(hypot, "`sqrt(x1² + x2²)` without overflow or underflow on the way.")
ND_UNARY(sinh, "Hyperbolic sine.")
ND_UNARY(cosh, "Hyperbolic cosine.")
ND_UNARY(tanh, "Hyperbolic tangent.")
ND_UNARY(arcsinh, "Inverse hyperbolic sine.", alias = asinh)
ND_UNARY(arccosh, "Inverse hyperbolic cosine. Real numbers below 1 give NaN and raise the invalid status.",
         alias = acosh)
ND_UNARY(arctanh,
         "Inverse hyperbolic tangent. 1 and -1 give infinities with the divide status, larger real numbers NaN "
         "with invalid.",
         alias = atanh)
ND_UNARY(deg2rad, "Degrees as radians: `x` times pi / 180, rounded in the dtype of the result.")
ND_UNARY(radians, "Degrees as radians: the same as deg2rad.")
ND_UNARY(rad2deg, "Radians as degrees: `x` times 180 / pi, rounded in the dtype of the result.")
ND_UNARY(degrees, "Radians as degrees: the same as rad2deg.")

ND_UNARY(floor, "Largest integer not above `x`, in the dtype of `x`. Integers and booleans are copied.")
ND_UNARY(ceil, "Smallest integer not below `x`, in the dtype of `x`. Integers and booleans are copied.")
ND_UNARY(trunc, "`x` without its fraction, in the dtype of `x`. Integers and booleans are copied.")
ND_UNARY(rint, "Nearest integer as a float, halves to the even one. Complex numbers round part by part.")
ND_UNARY_2(modf, "Fractional and integral part of `x`, both with its sign.")

ND_BINARY(minimum,
          "The smaller of `x1` and `x2`; NaN if one of them is NaN. Complex numbers order by real, then by "
          "imaginary part.")
ND_BINARY(maximum,
          "The larger of `x1` and `x2`; NaN if one of them is NaN. Complex numbers order by real, then by "
          "imaginary part.")
ND_BINARY(fmin, "The smaller of `x1` and `x2`; of a number and NaN the number.")
ND_BINARY(fmax, "The larger of `x1` and `x2`; of a number and NaN the number.")

ND_BINARY(equal, "True where `x1` equals `x2`; NaN equals nothing. int64 and uint64 compare by value.")
ND_BINARY(not_equal,
          "True where `x1` differs from `x2`; NaN differs from everything. int64 and uint64 compare by value.")
ND_BINARY(less,
          "True where `x1 < x2`; false for NaN. Complex numbers order by real, then by imaginary part; int64 and "
          "uint64 compare by value.")
ND_BINARY(less_equal,
          "True where `x1 <= x2`; false for NaN. Complex numbers order by real, then by imaginary part; int64 "
          "and uint64 compare by value.")
ND_BINARY(greater,
          "True where `x1 > x2`; false for NaN. Complex numbers order by real, then by imaginary part; int64 and "
          "uint64 compare by value.")
ND_BINARY(greater_equal,
          "True where `x1 >= x2`; false for NaN. Complex numbers order by real, then by imaginary part; "
          "int64 and uint64 compare by value.")
ND_BINARY(logical_and, "True where neither operand is zero. NaN counts as true.")
ND_BINARY(logical_or, "True where one of the operands is not zero. NaN counts as true.")
ND_BINARY(logical_xor, "True where exactly one of the operands is not zero. NaN counts as true.")
ND_UNARY(logical_not, "True where `x` is zero.")

ND_BINARY(bitwise_and, "Bits set in both integers; of booleans logical and.")
ND_BINARY(bitwise_or, "Bits set in one integer at least; of booleans logical or.")
ND_BINARY(bitwise_xor, "Bits set in exactly one integer; of booleans logical exclusive or.")
ND_UNARY(invert, "All bits of an integer changed; of booleans logical not.", alias = bitwise_invert + bitwise_not)
ND_BINARY(left_shift, "`x1` with its bits moved `x2` places up. A count of the width or more, or below 0, gives 0.",
          alias = bitwise_left_shift)
ND_BINARY(right_shift,
          "`x1` with its bits moved `x2` places down, keeping the sign. A count of the width or more, or "
          "below 0, gives 0, or -1 for negative `x1`.",
          alias = bitwise_right_shift)
ND_UNARY(bitwise_count, "Number of bits set in the absolute value of an integer, as uint8.")
ND_BINARY(gcd, "Greatest common divisor of two integers, not negative; with 0 the other one.")
ND_BINARY(lcm, "Least common multiple of two integers, not negative; 0 if one of them is 0. It wraps.")

ND_UNARY(isnan, "True where `x`, or a part of it, is NaN. False for integers.")
ND_UNARY(isinf, "True where `x`, or a part of it, is infinite. False for integers.")
ND_UNARY(isposinf, "True where `x` is positive infinity. False for integers; complex numbers are a type error.",
         python = no)
ND_UNARY(isneginf, "True where `x` is negative infinity. False for integers; complex numbers are a type error.",
         python = no)
ND_UNARY(isfinite, "True where `x`, and each part of it, is neither infinite nor NaN. True for integers.")
ND_UNARY(signbit, "True where the sign bit of a float is set, as it is in -0.0.")
ND_BINARY(copysign, "`x1` with the sign of `x2`, as a float; NaNs included.")
ND_BINARY(nextafter, "The next float after `x1` towards `x2`.")
ND_UNARY(spacing,
         "Distance from `x` to the next float away from zero, with the sign of `x`; of float16 to the next one "
         "upwards.")
ND_BINARY(ldexp, "`x1` times 2 raised to the integer `x2`, rounded once.")
ND_UNARY_2(frexp,
           "Significand in [0.5, 1) with the sign of `x`, and exponent of 2 as int32. Zeros, infinities and NaN "
           "are their own significand with exponent 0.")
ND_BINARY(heaviside, "0 where `x1` is negative, 1 where it is positive, `x2` where it is zero; NaN stays NaN.")
