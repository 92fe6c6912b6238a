//! The part of ndcore's C API that this module uses: types.h in Rust, and the functions taken by name and hash.

use std::ffi::{c_char, c_void, CString};
use std::sync::OnceLock;

include!(concat!(env!("OUT_DIR"), "/numbers.rs"));

pub const OK: i32 = 0;
pub const VALUE_ERROR: i32 = -5;
pub const FLOAT64: i32 = 12;
pub const CASTING_SAFE: i32 = 2;
pub const ORDER_C: i32 = 1;
pub const LOOP_THREADS: i32 = 1;
pub const CELL_DOUBLE: i32 = 5;

pub type Handle = *mut c_void;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct Cell {
    pub kind: i32,
    pub reserved: i32,
    pub value: u64,
    pub extent: i64,
}

impl Cell {
    pub fn handle(&self) -> Handle {
        self.value as usize as Handle
    }
    pub fn double(&self) -> f64 {
        f64::from_bits(self.value)
    }
    pub fn of_double(number: f64) -> Cell {
        Cell { kind: CELL_DOUBLE, reserved: 0, value: number.to_bits(), extent: 0 }
    }
}

pub type LoopFunction = extern "C" fn(*const *mut c_char, i64, *const i64, *mut c_void) -> i32;
pub type MethodFunction = extern "C" fn(*mut c_void, *const Cell, i64, *mut Cell, i64) -> i32;

#[repr(C)]
pub struct LoopDef {
    pub struct_size: i64,
    pub types: *const i32,
    pub function: LoopFunction,
    pub data: *mut c_void,
    pub flags: i32,
    pub reserved: i32,
}

#[repr(C)]
pub struct UfuncDef {
    pub struct_size: i64,
    pub name: *const c_char,
    pub documentation: *const c_char,
    pub loops: *const *const LoopDef,
    pub loop_count: i32,
    pub nin: i32,
    pub nout: i32,
    pub identity: i32,
    pub cost: f64,
}

#[repr(C)]
pub struct MethodDef {
    pub struct_size: i64,
    pub signature: *const c_char,
    pub documentation: *const c_char,
    pub function: MethodFunction,
    pub data: *mut c_void,
}

#[repr(C)]
pub struct ModuleHost {
    pub struct_size: i64,
    pub get_api: *const c_void,
    pub get_api_draft: *const c_void,
    pub get_c_api: extern "C" fn(*const *const c_char, *const u64, i32, i32, *mut *const c_void) -> i32,
}

#[repr(C)]
pub struct ModuleDef {
    pub struct_size: i64,
    pub abi: i32,
    pub revision: i32,
    pub name: *const c_char,
    pub documentation: *const c_char,
    pub methods: *const *const MethodDef,
    pub method_count: i64,
    pub init: extern "C" fn(Handle, *const ModuleHost, *mut c_void) -> i32,
    pub free: Option<extern "C" fn(*mut c_void)>,
    pub data: *mut c_void,
}
// They point to constants only.
unsafe impl Sync for ModuleDef {}
unsafe impl Sync for MethodDef {}

#[repr(C)]
pub struct ArrayInfo {
    pub struct_size: i64,
    pub data: *mut c_void,
    pub shape: *const i64,
    pub strides: *const i64,
    pub size: i64,
    pub itemsize: i64,
    pub code: i32,
    pub swapped: i32,
    pub ndim: i32,
    pub flags: i32,
    pub weak: i32,
    pub reserved: i32,
}

/// The functions in the order of `NAMES`.
#[repr(C)]
pub struct Api {
    pub array_describe: extern "C" fn(Handle, *mut ArrayInfo) -> i32,
    pub astype: extern "C" fn(Handle, Handle, i32, i32) -> Handle,
    pub dtype_from_code: extern "C" fn(i32, i32) -> Handle,
    pub last_error_status: extern "C" fn() -> i32,
    pub release: extern "C" fn(Handle) -> i32,
    pub set_error: extern "C" fn(i32, *const c_char) -> i32,
    pub ufunc_register: extern "C" fn(Handle, *const UfuncDef) -> Handle,
}

static API: OnceLock<Api> = OnceLock::new();

pub fn api() -> &'static Api {
    API.get().expect("init has not run")
}

/// Takes the functions from the library that loads the module. A negative status if it lacks one.
pub fn connect(host: &ModuleHost) -> Result<(), i32> {
    let names: Vec<CString> = NAMES.iter().map(|name| CString::new(*name).unwrap()).collect();
    let pointers: Vec<*const c_char> = names.iter().map(|name| name.as_ptr()).collect();
    let mut found = [std::ptr::null::<c_void>(); NAMES.len()];
    let count = NAMES.len() as i32;
    let missing = (host.get_c_api)(pointers.as_ptr(), HASHES.as_ptr(), count, ND_REVISION, found.as_mut_ptr());
    if missing != 0 {
        return Err(-18); // ND_VERSION_ERROR; the library has recorded which
    }
    // Each slot holds the function whose signature has the hash that was asked for.
    API.get_or_init(|| unsafe { std::mem::transmute::<[*const c_void; NAMES.len()], Api>(found) });
    Ok(())
}

/// The elements of an array as doubles: a copy of its own if it has another dtype or layout.
pub struct Doubles(Handle, ArrayInfo);

impl Doubles {
    pub fn of(array: Handle) -> Result<Doubles, i32> {
        let float64 = (api().dtype_from_code)(FLOAT64, 0);
        let dense = (api().astype)(array, float64, CASTING_SAFE, ORDER_C);
        if dense.is_null() {
            return Err((api().last_error_status)());
        }
        let mut info: ArrayInfo = unsafe { std::mem::zeroed() };
        info.struct_size = std::mem::size_of::<ArrayInfo>() as i64;
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
        (api().release)(self.0);
    }
}

/// Reports an error as ndcore's own.
pub fn refuse(message: &str) -> i32 {
    let text = CString::new(message).unwrap_or_default();
    (api().set_error)(VALUE_ERROR, text.as_ptr())
}
