//! NumPy's core from Rust: [`Array`] with operators, indexing and conversions, and every function of ndcore's C API by
//! values in [`functions`], which are also here at the top: `ndcore::sum(&a, None, None)?`.
//!
//! Functions return [`Result`]; operators panic where a function would return an error, as other operators do. A
//! clone of an array is one more owner of the same array, as are views: [`Array::copy`] makes an independent one.

#[macro_use]
mod handle;
mod array;
mod error;
#[rustfmt::skip] // generated
pub mod functions;
mod index;
mod operators;
#[rustfmt::skip] // generated
pub mod raw;

pub use array::{Complex, Element};
pub use error::{Error, Result};
pub use functions::*;
pub use index::{Index, Slice};

/// What README.md shows is run as a test of the documentation.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;
