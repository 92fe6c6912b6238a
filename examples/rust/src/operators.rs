//! Operators of arrays with arrays and with numbers, which take the dtype of the array as Python's do.
use crate::{functions, Array};
use std::ops::{Add, BitAnd, BitOr, BitXor, Div, Mul, Neg, Not, Rem, Sub};

impl From<i64> for Array {
    /// A number as in Python: it takes the dtype of what it meets.
    fn from(value: i64) -> Array {
        functions::weak_int(value).expect("memory for a number")
    }
}

impl From<f64> for Array {
    fn from(value: f64) -> Array {
        functions::weak_float(value).expect("memory for a number")
    }
}

macro_rules! operator {
    ($trait:ident, $method:ident, $function:ident) => {
        impl $trait<&Array> for &Array {
            type Output = Array;
            fn $method(self, other: &Array) -> Array {
                functions::$function(self, other).unwrap_or_else(|e| panic!("{}", e))
            }
        }
        operator!($trait, $method, $function, i64);
        operator!($trait, $method, $function, f64);
    };
    ($trait:ident, $method:ident, $function:ident, $number:ty) => {
        impl $trait<$number> for &Array {
            type Output = Array;
            fn $method(self, other: $number) -> Array {
                $trait::$method(self, &Array::from(other))
            }
        }
        impl $trait<&Array> for $number {
            type Output = Array;
            fn $method(self, other: &Array) -> Array {
                $trait::$method(&Array::from(self), other)
            }
        }
    };
}

operator!(Add, add, add);
operator!(Sub, sub, subtract);
operator!(Mul, mul, multiply);
operator!(Div, div, divide);
operator!(Rem, rem, remainder);
operator!(BitAnd, bitand, bitwise_and);
operator!(BitOr, bitor, bitwise_or);
operator!(BitXor, bitxor, bitwise_xor);

impl Neg for &Array {
    type Output = Array;
    fn neg(self) -> Array {
        functions::negative(self).unwrap_or_else(|e| panic!("{}", e))
    }
}

impl Not for &Array {
    type Output = Array;
    fn not(self) -> Array {
        functions::invert(self).unwrap_or_else(|e| panic!("{}", e))
    }
}
