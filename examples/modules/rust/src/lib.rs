//! A module in Rust: great-circle distances on a sphere. `haversine` is a universal function of four inputs,
//! `track_length` and `bounds` are functions. Nothing but the standard library is used.
#![allow(non_upper_case_globals)] // the name of the symbol that ndcore looks for

mod ndcore;

use ndcore::*;
use std::ffi::{c_char, c_void};
use std::ptr::null_mut;

/// Kilometres between two points in degrees, on a sphere of the earth's mean radius.
fn haversine(lat1: f64, lon1: f64, lat2: f64, lon2: f64) -> f64 {
    let (a, b) = (lat1.to_radians(), lat2.to_radians());
    let half = |x: f64| (x / 2.0).sin().powi(2);
    let h = half(b - a) + a.cos() * b.cos() * half((lon2 - lon1).to_radians());
    2.0 * 6371.0 * h.sqrt().min(1.0).asin()
}

extern "C" fn haversine_loop(args: *const *mut c_char, n: i64, strides: *const i64, _: *mut c_void) -> i32 {
    // The library promises n aligned elements behind each of the five pointers.
    unsafe {
        let at = |k: usize, i: i64| (*args.add(k)).offset((i * *strides.add(k)) as isize) as *mut f64;
        for i in 0..n {
            *at(4, i) = haversine(*at(0, i), *at(1, i), *at(2, i), *at(3, i));
        }
    }
    ND_OK
}

/// Runs the body of a function; panics end here, they must not cross the C API.
fn guarded(results: *mut nd_cell, body: impl FnOnce() -> Result<Vec<f64>, i32> + std::panic::UnwindSafe) -> i32 {
    match std::panic::catch_unwind(body) {
        Ok(Ok(values)) => {
            for (i, value) in values.into_iter().enumerate() {
                unsafe { *results.add(i) = nd_cell::of_double(value) };
            }
            ND_OK
        }
        Ok(Err(status)) => status,
        Err(_) => refuse("geo: the module panicked"),
    }
}

fn points(args: *const nd_cell) -> Result<(Doubles, Doubles), i32> {
    let (lat, lon) = unsafe { (Doubles::of((*args).array())?, Doubles::of((*args.add(1)).array())?) };
    if lat.len() != lon.len() {
        return Err(refuse(&format!("geo: {} latitudes, but {} longitudes", lat.len(), lon.len())));
    }
    Ok((lat, lon))
}

extern "C" fn track_length(_: *mut c_void, args: *const nd_cell, _: i64, results: *mut nd_cell, _: i64) -> i32 {
    guarded(results, || {
        let (lat, lon) = points(args)?;
        let scale = unsafe { (*args.add(2)).double() } / 6371.0;
        let steps = (1..lat.len()).map(|i| haversine(lat[i - 1], lon[i - 1], lat[i], lon[i]));
        Ok(vec![steps.sum::<f64>() * scale])
    })
}

extern "C" fn bounds(_: *mut c_void, args: *const nd_cell, _: i64, results: *mut nd_cell, _: i64) -> i32 {
    guarded(results, || {
        let (lat, lon) = points(args)?;
        if lat.is_empty() {
            return Err(refuse("geo: there are no points"));
        }
        let least = |x: &[f64]| x.iter().copied().fold(f64::INFINITY, f64::min);
        let most = |x: &[f64]| x.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        Ok(vec![least(&lat), least(&lon), most(&lat), most(&lon)])
    })
}

const fn text(bytes: &'static [u8]) -> *const c_char {
    bytes.as_ptr() as *const c_char
}

static TRACK_LENGTH: nd_method_def = nd_method_def {
    struct_size: std::mem::size_of::<nd_method_def>() as i64,
    signature: text(b"track_length(lat: array, lon: array, /, *, radius: float = 6371.0) -> float\0"),
    documentation: text(b"Length of a track of points in degrees, in the unit of `radius`.\0"),
    function: Some(track_length),
    data: null_mut(),
};
static BOUNDS: nd_method_def = nd_method_def {
    struct_size: std::mem::size_of::<nd_method_def>() as i64,
    signature: text(b"bounds(lat: array, lon: array) -> float, float, float, float\0"),
    documentation: text(b"South, west, north and east of all points.\0"),
    function: Some(bounds),
    data: null_mut(),
};

struct Methods([&'static nd_method_def; 2]);
static METHODS: Methods = Methods([&TRACK_LENGTH, &BOUNDS]);

extern "C" fn init(module: *mut nd_module, host: *const nd_module_host, _: *mut c_void) -> i32 {
    if let Err(status) = connect(unsafe { &*host }) {
        return status;
    }
    let types = [ND_FLOAT64; 5];
    let each = nd_loop_def {
        struct_size: std::mem::size_of::<nd_loop_def>() as i64,
        types: types.as_ptr(),
        function: Some(haversine_loop),
        data: null_mut(),
        flags: ND_LOOP_THREADS,
        reserved: 0,
    };
    let loops = [&each as *const nd_loop_def];
    let ufunc = nd_ufunc_def {
        struct_size: std::mem::size_of::<nd_ufunc_def>() as i64,
        name: text(b"haversine\0"),
        documentation: text(b"Kilometres between two points: lat1, lon1, lat2, lon2 in degrees.\0"),
        loops: loops.as_ptr(),
        loop_count: 1,
        nin: 4,
        nout: 1,
        identity: ND_IDENTITY_NONE,
        cost: 40.0,
    };
    if (api().ufunc_register)(module, &ufunc).is_null() { (api().last_error_status)() } else { ND_OK }
}

#[no_mangle]
pub static ndcore_module: nd_module_def = nd_module_def {
    struct_size: std::mem::size_of::<nd_module_def>() as i64,
    abi: ND_ABI,
    revision: ND_REVISION,
    name: text(b"geo\0"),
    documentation: text(b"Great-circle distances on a sphere.\0"),
    methods: METHODS.0.as_ptr() as *const *const nd_method_def,
    method_count: 2,
    init: Some(init),
    free: None,
    data: null_mut(),
};
