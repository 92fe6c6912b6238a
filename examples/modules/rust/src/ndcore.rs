//! The part of ndcore's C API that this module uses: the generated types of the Rust binding, and the functions taken by name
//! and hash.

use std::ffi::{c_char, c_void, CString};
use std::mem::{size_of, transmute, zeroed};
use std::sync::OnceLock;

#[allow(dead_code)]
#[path = "../../../rust/src/raw.rs"]
mod raw;
pub use raw::*;

include!(concat!(env!("OUT_DIR"), "/numbers.rs"));

impl nd_cell {
    pub fn array(&self) -> *mut nd_array {
        self.value as usize as *mut nd_array
    }
    pub fn double(&self) -> f64 {
        f64::from_bits(self.value)
    }
    pub fn of_double(number: f64) -> nd_cell {
        nd_cell { kind: ND_CELL_DOUBLE, reserved: 0, value: number.to_bits(), extent: 0 }
    }
}

// They point to constants only.
unsafe impl Sync for nd_module_def {}
unsafe impl Sync for nd_method_def {}

/// The functions in the order of `NAMES`.
#[repr(C)]
pub struct Api {
    pub array_describe: extern "C" fn(*mut nd_array, *mut nd_array_info) -> i32,
    pub astype: extern "C" fn(*mut nd_array, *mut nd_dtype, i32, i32) -> *mut nd_array,
    pub dtype_from_code: extern "C" fn(i32, i32) -> *mut nd_dtype,
    pub last_error_status: extern "C" fn() -> i32,
    pub release: extern "C" fn(*mut c_void) -> i32,
    pub set_error: extern "C" fn(i32, *const c_char) -> i32,
    pub ufunc_register: extern "C" fn(*mut nd_module, *const nd_ufunc_def) -> *mut nd_ufunc,
}

static API: OnceLock<Api> = OnceLock::new();

pub fn api() -> &'static Api {
    API.get().expect("init has not run")
}

/// Takes the functions from the library that loads the module. A negative status if it lacks one.
pub fn connect(host: &nd_module_host) -> Result<(), i32> {
    let names: Vec<CString> = NAMES.iter().map(|name| CString::new(*name).unwrap()).collect();
    let pointers: Vec<*const c_char> = names.iter().map(|name| name.as_ptr()).collect();
    let mut found = [std::ptr::null::<c_void>(); NAMES.len()];
    let count = NAMES.len() as i32;
    type GetCApi = extern "C" fn(*const *const c_char, *const u64, i32, i32, *mut *const c_void) -> i32;
    let get_c_api = unsafe { transmute::<*const c_void, GetCApi>(host.get_c_api) };
    let missing = get_c_api(pointers.as_ptr(), HASHES.as_ptr(), count, ND_REVISION, found.as_mut_ptr());
    if missing != 0 {
        return Err(ND_VERSION_ERROR); // the library has recorded which
    }
    // Each slot holds the function whose signature has the hash that was asked for.
    API.get_or_init(|| unsafe { transmute::<[*const c_void; NAMES.len()], Api>(found) });
    Ok(())
}

/// The elements of an array as doubles: a copy of its own if it has another dtype or layout.
pub struct Doubles(*mut nd_array, nd_array_info);

impl Doubles {
    pub fn of(array: *mut nd_array) -> Result<Doubles, i32> {
        let float64 = (api().dtype_from_code)(ND_FLOAT64, ND_NATIVE);
        let dense = (api().astype)(array, float64, ND_CASTING_SAFE, ND_ORDER_C);
        if dense.is_null() {
            return Err((api().last_error_status)());
        }
        let mut info: nd_array_info = unsafe { zeroed() };
        info.struct_size = size_of::<nd_array_info>() as i64;
        let status = (api().array_describe)(dense, &mut info);
        let made = Doubles(dense, info);
        if status < 0 { Err(status) } else { Ok(made) }
    }
}

impl std::ops::Deref for Doubles {
    type Target = [f64];
    fn deref(&self) -> &[f64] {
        unsafe { std::slice::from_raw_parts(self.1.data as *const f64, self.1.size as usize) }
    }
}

impl Drop for Doubles {
    fn drop(&mut self) {
        (api().release)(self.0 as *mut c_void);
    }
}

/// Reports an error as ndcore's own.
pub fn refuse(message: &str) -> i32 {
    let text = CString::new(message).unwrap_or_default();
    (api().set_error)(ND_VALUE_ERROR, text.as_ptr())
}
