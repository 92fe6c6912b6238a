// Arrays as operands of formulas, so that code reads as NumPy's own does: `(behind - before) / (number(2) * steps)`.
// Each operator is a call of the ufunc, with its rules for dtypes, its bits and its floating-point status.
#pragma once

#include "ufunc/ufunc.hpp"

namespace nd::formula {

struct Term {
  Ref<Array> a;
};
inline Term term(const Array& a) { return {Ref<Array>(const_cast<Array*>(&a))}; }
// Python-like numbers, which adapt to the dtype beside them.
inline Term number(double value) { return {scalar(value, ND_WEAK_FLOAT)}; }
inline Term number(int64_t value) { return {scalar(value, ND_WEAK_INT)}; }

Term call(const char* name, const Term& x);
Term call(const char* name, const Term& x, const Term& y);

// x - y and x + y as numbers of the float `type`. Those of integers are exact before they are rounded: they do not
// wrap. (Sums of 64-bit integers beyond 2^62 are computed in `type`.)
Term difference_as(DType* type, const Term& x, const Term& y);
Term sum_as(DType* type, const Term& x, const Term& y);

inline Term operator+(const Term& x, const Term& y) { return call("add", x, y); }
inline Term operator-(const Term& x, const Term& y) { return call("subtract", x, y); }
inline Term operator*(const Term& x, const Term& y) { return call("multiply", x, y); }
inline Term operator/(const Term& x, const Term& y) { return call("divide", x, y); }
inline Term operator%(const Term& x, const Term& y) { return call("remainder", x, y); }
inline Term operator-(const Term& x) { return call("negative", x); }
inline Term operator<(const Term& x, const Term& y) { return call("less", x, y); }
inline Term operator>(const Term& x, const Term& y) { return call("greater", x, y); }
inline Term operator<=(const Term& x, const Term& y) { return call("less_equal", x, y); }
inline Term operator>=(const Term& x, const Term& y) { return call("greater_equal", x, y); }
inline Term operator==(const Term& x, const Term& y) { return call("equal", x, y); }
inline Term operator&(const Term& x, const Term& y) { return call("bitwise_and", x, y); }

}  // namespace nd::formula
