//! Operators of arrays with arrays and with numbers, which take the dtype of the array as Python's do. An array may stand by
//! value or by reference; `a += b` changes the elements where they lie, also for clones and views of the array.
use crate::{functions, Array, Complex};
use std::borrow::Cow;
use std::ops::{
    Add, AddAssign, BitAnd, BitAndAssign, BitOr, BitOrAssign, BitXor, BitXorAssign, Div, DivAssign, Mul, MulAssign,
    Neg, Not, Rem, RemAssign, Shl, ShlAssign, Shr, ShrAssign, Sub, SubAssign,
};

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

impl From<Complex<f64>> for Array {
    fn from(value: Complex<f64>) -> Array {
        functions::weak_complex(value.re, value.im).expect("memory for a number")
    }
}

/// What may stand beside an operator.
trait Operand {
    fn array(&self) -> Cow<'_, Array>;
}

impl Operand for Array {
    fn array(&self) -> Cow<'_, Array> {
        Cow::Borrowed(self)
    }
}

impl Operand for &Array {
    fn array(&self) -> Cow<'_, Array> {
        Cow::Borrowed(self)
    }
}

macro_rules! number {
    ($($number:ty),*) => { $(
        impl Operand for $number {
            fn array(&self) -> Cow<'_, Array> {
                Cow::Owned(Array::from(*self))
            }
        }
    )* };
}
number!(i64, f64, Complex<f64>);

fn in_place(ufunc: &str, target: &Array, other: &Array) {
    let mut outputs = [Some(target.clone())];
    functions::ufunc_find(ufunc)
        .and_then(|ufunc| functions::ufunc_call(&ufunc, &[target, other], &mut outputs, None))
        .unwrap_or_else(|e| panic!("{}", e));
}

macro_rules! operator {
    ($trait:ident, $method:ident, $assign:ident, $assign_method:ident, $function:ident) => {
        operator!($trait, $method, $function: Array, Array; Array, &Array; &Array, Array; &Array, &Array);
        operator!($trait, $method, $function: Array, i64; &Array, i64; i64, Array; i64, &Array);
        operator!($trait, $method, $function: Array, f64; &Array, f64; f64, Array; f64, &Array);
        operator!($trait, $method, $function: Array, Complex<f64>; &Array, Complex<f64>);
        operator!($trait, $method, $function: Complex<f64>, Array; Complex<f64>, &Array);
        operator!($assign, $assign_method, $function = Array, &Array, i64, f64, Complex<f64>);
    };
    ($trait:ident, $method:ident, $function:ident: $($left:ty, $right:ty);*) => { $(
        impl $trait<$right> for $left {
            type Output = Array;
            fn $method(self, other: $right) -> Array {
                functions::$function(&self.array(), &other.array()).unwrap_or_else(|e| panic!("{}", e))
            }
        }
    )* };
    ($trait:ident, $method:ident, $function:ident = $($right:ty),*) => { $(
        impl $trait<$right> for Array {
            fn $method(&mut self, other: $right) {
                in_place(stringify!($function), self, &other.array());
            }
        }
    )* };
}

operator!(Add, add, AddAssign, add_assign, add);
operator!(Sub, sub, SubAssign, sub_assign, subtract);
operator!(Mul, mul, MulAssign, mul_assign, multiply);
operator!(Div, div, DivAssign, div_assign, divide);
operator!(Rem, rem, RemAssign, rem_assign, remainder);
operator!(BitAnd, bitand, BitAndAssign, bitand_assign, bitwise_and);
operator!(BitOr, bitor, BitOrAssign, bitor_assign, bitwise_or);
operator!(BitXor, bitxor, BitXorAssign, bitxor_assign, bitwise_xor);
operator!(Shl, shl, ShlAssign, shl_assign, left_shift);
operator!(Shr, shr, ShrAssign, shr_assign, right_shift);

macro_rules! prefix {
    ($trait:ident, $method:ident, $function:ident: $($operand:ty),*) => { $(
        impl $trait for $operand {
            type Output = Array;
            fn $method(self) -> Array {
                functions::$function(&self.array()).unwrap_or_else(|e| panic!("{}", e))
            }
        }
    )* };
}

prefix!(Neg, neg, negative: Array, &Array);
prefix!(Not, not, invert: Array, &Array);

/// Whether shape and elements are equal, NaN unlike itself; `functions::equal` is elementwise.
impl PartialEq for Array {
    fn eq(&self, other: &Array) -> bool {
        functions::array_equal(self, other, false).unwrap_or_else(|e| panic!("{}", e)) != 0
    }
}
