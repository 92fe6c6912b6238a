//! The array: from and to Rust's vectors, shape, dtype, text, iteration along the first axis.
use crate::handle::{check, owned, Handle};
use crate::{functions, raw, Array, Dtype, Error, Result};
use std::fmt;
use std::hash::{Hash, Hasher};
use std::iter::FusedIterator;
use std::os::raw::c_void;

/// Rust types that are elements of arrays; `bool` is not among them because C may write any byte there: see
/// [`Array::from_bools`] and [`Array::to_bools`].
///
/// # Safety
/// `CODE` must be the dtype code of exactly this layout, of which every bit pattern is a value.
pub unsafe trait Element: Copy + 'static {
    const CODE: i32;
}

macro_rules! element {
    ($($kind:ty = $code:ident),*) => { $(unsafe impl Element for $kind { const CODE: i32 = raw::$code; })* };
}
element!(i8 = ND_INT8, u8 = ND_UINT8, i16 = ND_INT16, u16 = ND_UINT16, i32 = ND_INT32, u32 = ND_UINT32);
element!(i64 = ND_INT64, u64 = ND_UINT64, f32 = ND_FLOAT32, f64 = ND_FLOAT64);
element!(Complex<f32> = ND_COMPLEX64, Complex<f64> = ND_COMPLEX128);

/// A complex number as it lies in arrays; `num_complex::Complex` has the same layout.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Complex<T> {
    pub re: T,
    pub im: T,
}

impl Dtype {
    pub fn of<T: Element>() -> Dtype {
        functions::dtype_from_code(T::CODE, raw::ND_NATIVE).expect("a dtype of ours")
    }

    pub fn parse(name: &str) -> Result<Dtype> {
        functions::dtype_parse(name)
    }

    pub fn name(&self) -> String {
        functions::dtype_name(self).expect("a live dtype")
    }
}

impl PartialEq for Dtype {
    fn eq(&self, other: &Dtype) -> bool {
        self.as_ptr() == other.as_ptr()
    }
}

impl Eq for Dtype {}

impl Hash for Dtype {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_ptr().hash(state);
    }
}

impl fmt::Display for Dtype {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.name())
    }
}

impl fmt::Debug for Dtype {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "dtype({:?})", self.name())
    }
}

unsafe extern "C" fn drop_vector<T>(_memory: *mut c_void, vector: *mut c_void) {
    drop(Box::from_raw(vector as *mut Vec<T>));
}

fn extents(shape: &[usize]) -> Vec<i64> {
    shape.iter().map(|&n| i64::try_from(n).unwrap_or(-1)).collect()
}

impl Array {
    /// A copy of the elements of a slice, in C order.
    pub fn from_slice<T: Element>(values: &[T], shape: &[usize]) -> Result<Array> {
        Array::from_vec(values.to_vec(), shape)
    }

    /// An array that takes over a vector, without copying.
    pub fn from_vec<T: Element>(values: Vec<T>, shape: &[usize]) -> Result<Array> {
        if shape.iter().try_fold(1usize, |n, &extent| n.checked_mul(extent)) != Some(values.len()) {
            let message = format!("from_vec: {} elements do not fit the shape {:?}", values.len(), shape);
            return Err(Error::value("nd_array_wrap", message));
        }
        let (extents, dtype) = (extents(shape), Dtype::of::<T>());
        let vector = Box::into_raw(Box::new(values));
        unsafe {
            let memory = (*vector).as_mut_ptr() as *mut c_void;
            let made = functions::array_wrap(
                memory,
                &dtype,
                &extents,
                None,
                true,
                Some(drop_vector::<T>),
                vector as *mut c_void,
            );
            if made.is_err() {
                drop(Box::from_raw(vector)); // the deleter is not called
            }
            made
        }
    }

    /// An array of truth values, such as a mask.
    pub fn from_bools(values: &[bool], shape: &[usize]) -> Result<Array> {
        let bytes = values.iter().map(|&value| u8::from(value)).collect();
        functions::view(&Array::from_vec::<u8>(bytes, shape)?, &Dtype::parse("bool")?)
    }

    /// Whether each element is not zero, in C order.
    pub fn to_bools(&self) -> Result<Vec<bool>> {
        Ok(self.astype(&Dtype::parse("bool")?)?.to_vec::<u8>()?.into_iter().map(|byte| byte != 0).collect())
    }

    /// The elements in C order, converted to `T`.
    pub fn to_vec<T: Element>(&self) -> Result<Vec<T>> {
        let same = self.astype(&Dtype::of::<T>())?;
        let size = same.size();
        let mut values: Vec<T> = Vec::with_capacity(size);
        let (memory, order) = (values.as_mut_ptr() as *mut c_void, raw::ND_ORDER_C);
        unsafe {
            check(raw::nd_array_to_memory(same.as_ptr(), memory, (size * std::mem::size_of::<T>()) as i64, order))?;
            values.set_len(size);
        }
        Ok(values)
    }

    /// The elements where they lie.
    ///
    /// # Safety
    /// While the slice lives, nothing may write to the array or to another array over the same memory.
    pub unsafe fn as_slice<T: Element>(&self) -> Result<&[T]> {
        let needed = raw::ND_C_CONTIGUOUS | raw::ND_ALIGNED;
        if self.dtype() != Dtype::of::<T>() || functions::array_flags(self)? & needed != needed {
            let message = format!("as_slice: {:?}, or not C-contiguous", self.dtype());
            return Err(Error::value("nd_array_data", message));
        }
        Ok(std::slice::from_raw_parts(raw::nd_array_data(self.as_ptr()) as *const T, self.size()))
    }

    pub fn ndim(&self) -> usize {
        functions::array_ndim(self).expect("a live array") as usize
    }

    pub fn size(&self) -> usize {
        functions::array_size(self).expect("a live array") as usize
    }

    pub fn shape(&self) -> Vec<usize> {
        self.numbers(raw::nd_array_shape).into_iter().map(|n| n as usize).collect()
    }

    /// In bytes.
    pub fn strides(&self) -> Vec<i64> {
        self.numbers(raw::nd_array_strides)
    }

    fn numbers(&self, read: unsafe extern "C" fn(*mut raw::nd_array) -> *const i64) -> Vec<i64> {
        unsafe { std::slice::from_raw_parts(read(self.as_ptr()), self.ndim()).to_vec() }
    }

    pub fn dtype(&self) -> Dtype {
        functions::array_dtype(self).expect("a live array")
    }

    /// The element of a 0-d array, or of one with a single element.
    pub fn item<T: Element>(&self) -> Result<T> {
        match self.to_vec()?.as_slice() {
            [value] => Ok(*value),
            more => Err(Error::value("nd_array_item", format!("item: the array has {} elements", more.len()))),
        }
    }

    /// An independent array with the same elements.
    pub fn copy(&self) -> Result<Array> {
        functions::copy(self, raw::ND_ORDER_C)
    }

    pub fn astype(&self, dtype: &Dtype) -> Result<Array> {
        functions::astype(self, dtype, raw::ND_CASTING_UNSAFE, raw::ND_ORDER_K)
    }

    /// A view where the memory allows it; one extent may be -1.
    pub fn reshape(&self, shape: &[i64]) -> Result<Array> {
        functions::reshape(self, shape, raw::ND_ORDER_C, raw::ND_COPY_IF_NEEDED)
    }

    /// The axes in reverse.
    pub fn t(&self) -> Array {
        functions::transpose(self, None).expect("a live array")
    }

    /// Along the first axis; a 0-d array has none and gives nothing.
    pub fn iter(&self) -> Rows<'_> {
        let end = if self.ndim() == 0 { 0 } else { self.shape()[0] as i64 };
        Rows { array: self, next: 0, end }
    }
}

/// The parts of an array along its first axis: views, or 0-d copies of a 1-d array's elements.
pub struct Rows<'a> {
    array: &'a Array,
    next: i64,
    end: i64,
}

impl Iterator for Rows<'_> {
    type Item = Array;
    fn next(&mut self) -> Option<Array> {
        if self.next == self.end {
            return None;
        }
        self.next += 1;
        Some(functions::get_item(self.array, self.next - 1).expect("a position within the axis"))
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = (self.end - self.next) as usize;
        (left, Some(left))
    }
}

impl DoubleEndedIterator for Rows<'_> {
    fn next_back(&mut self) -> Option<Array> {
        if self.next == self.end {
            return None;
        }
        self.end -= 1;
        Some(functions::get_item(self.array, self.end).expect("a position within the axis"))
    }
}

impl ExactSizeIterator for Rows<'_> {}

impl FusedIterator for Rows<'_> {}

/// A 1-d array, without copying.
impl<T: Element> From<Vec<T>> for Array {
    fn from(values: Vec<T>) -> Array {
        let n = values.len();
        Array::from_vec(values, &[n]).expect("memory for an array")
    }
}

impl<T: Element> FromIterator<T> for Array {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Array {
        Array::from(values.into_iter().collect::<Vec<T>>())
    }
}

impl<'a> IntoIterator for &'a Array {
    type Item = Array;
    type IntoIter = Rows<'a>;
    fn into_iter(self) -> Rows<'a> {
        self.iter()
    }
}

fn write_text(f: &mut fmt::Formatter, text: *mut raw::nd_array) -> fmt::Result {
    let bytes = unsafe { owned::<Array>(text) }.and_then(|text| text.to_vec::<u8>()).map_err(|_| fmt::Error)?;
    f.write_str(&String::from_utf8_lossy(&bytes))
}

impl fmt::Display for Array {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write_text(f, unsafe { raw::nd_array_text(self.as_ptr(), b" \0".as_ptr() as _, 0, 0, std::ptr::null()) })
    }
}

impl fmt::Debug for Array {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write_text(f, unsafe { raw::nd_array_repr(self.as_ptr(), b"array\0".as_ptr() as _, std::ptr::null()) })
    }
}
