package ndcore

// Operators as methods, so that expressions read from left to right: a.Mul(ndcore.Int(2)).Add(b). They go element by
// element, and panic with an *Error where there is no result, as Go's own operators do; the functions return it.

// Add is a + b.
func (a *Array) Add(b *Array) *Array { return Must(Add(a, b)) }

// Sub is a - b.
func (a *Array) Sub(b *Array) *Array { return Must(Subtract(a, b)) }

// Mul is a * b.
func (a *Array) Mul(b *Array) *Array { return Must(Multiply(a, b)) }

// Div is a / b, which is a float also of integers.
func (a *Array) Div(b *Array) *Array { return Must(Divide(a, b)) }

// Mod is a % b with the sign of b.
func (a *Array) Mod(b *Array) *Array { return Must(Remainder(a, b)) }

// Pow is a to the power of b.
func (a *Array) Pow(b *Array) *Array { return Must(Power(a, b)) }

// And is a & b.
func (a *Array) And(b *Array) *Array { return Must(BitwiseAnd(a, b)) }

// Or is a | b.
func (a *Array) Or(b *Array) *Array { return Must(BitwiseOr(a, b)) }

// Xor is a ^ b.
func (a *Array) Xor(b *Array) *Array { return Must(BitwiseXor(a, b)) }

// Lsh is a << b.
func (a *Array) Lsh(b *Array) *Array { return Must(LeftShift(a, b)) }

// Rsh is a >> b.
func (a *Array) Rsh(b *Array) *Array { return Must(RightShift(a, b)) }

// Less is a < b.
func (a *Array) Less(b *Array) *Array { return Must(Less(a, b)) }

// LessEqual is a <= b.
func (a *Array) LessEqual(b *Array) *Array { return Must(LessEqual(a, b)) }

// Greater is a > b.
func (a *Array) Greater(b *Array) *Array { return Must(Greater(a, b)) }

// GreaterEqual is a >= b.
func (a *Array) GreaterEqual(b *Array) *Array { return Must(GreaterEqual(a, b)) }

// Neg is -a.
func (a *Array) Neg() *Array { return Must(Negative(a)) }

// Not is ^a; of booleans, !a.
func (a *Array) Not() *Array { return Must(Invert(a)) }

// Equal tells whether shape and elements are equal, NaN unlike itself; the function Equal goes element by element.
func (a *Array) Equal(b *Array) bool { return Must(ArrayEqual(a, b, false)) != 0 }
