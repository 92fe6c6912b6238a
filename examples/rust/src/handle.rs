//! What the generated functions stand on: handles with owners, lists and texts as C wants them.
pub(crate) use crate::error::string;
use crate::error::Error;
use crate::{raw, Result};
use std::ffi::CString;
use std::os::raw::c_char;
use std::ptr;
use std::sync::Once;

/// A type that owns handles of the C type `Raw`.
pub trait Handle: Sized {
    type Raw;
    /// The handle, for calls into [`raw`](crate::raw); this object stays its owner.
    fn as_ptr(&self) -> *mut Self::Raw;
    /// # Safety
    /// The handle must be live, and the caller an owner of it, who gives that up.
    unsafe fn from_owned(handle: ptr::NonNull<Self::Raw>) -> Self;
}

// A handle may be used from any thread. Two threads that write elements of one array at a time race as C threads do, so
// there is no Sync.
macro_rules! handle_type {
    ($name:ident, $raw:ident) => {
        pub struct $name(std::ptr::NonNull<crate::raw::$raw>);
        impl crate::handle::Handle for $name {
            type Raw = crate::raw::$raw;
            fn as_ptr(&self) -> *mut crate::raw::$raw {
                self.0.as_ptr()
            }
            unsafe fn from_owned(handle: std::ptr::NonNull<crate::raw::$raw>) -> Self {
                $name(handle)
            }
        }
        impl Clone for $name {
            /// One more owner of the same object.
            fn clone(&self) -> Self {
                crate::handle::retain(self.0.as_ptr() as *mut std::os::raw::c_void);
                $name(self.0)
            }
        }
        impl Drop for $name {
            fn drop(&mut self) {
                unsafe { crate::raw::nd_release(self.0.as_ptr() as *mut std::os::raw::c_void) };
            }
        }
        unsafe impl Send for $name {}
    };
}

pub(crate) fn retain(handle: *mut std::os::raw::c_void) {
    let status = unsafe { raw::nd_retain(handle) };
    assert!(status == raw::ND_OK, "{}", Error::last());
}

/// Drafts of the API demand the library of the very build that this crate was generated from.
fn require_fitting_library() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let fits = unsafe { !raw::nd_get_api_draft(raw::BUILD_HASH).is_null() };
        assert!(fits, "libndcore is of another build than this crate: {}", Error::last());
    });
}

pub(crate) unsafe fn owned<T: Handle>(handle: *mut T::Raw) -> Result<T> {
    require_fitting_library();
    match ptr::NonNull::new(handle) {
        Some(handle) => Ok(T::from_owned(handle)),
        None => Err(Error::last()),
    }
}

pub(crate) unsafe fn all_owned<T: Handle>(handles: Vec<*mut T::Raw>) -> Result<Vec<T>> {
    handles.into_iter().map(|handle| owned(handle)).collect()
}

/// Takes over what a call made where there was nothing.
pub(crate) unsafe fn adopt<T: Handle>(owners: &mut [Option<T>], handles: Vec<*mut T::Raw>) -> Result<()> {
    for (owner, handle) in owners.iter_mut().zip(handles) {
        if owner.is_none() {
            *owner = Some(owned(handle)?);
        }
    }
    Ok(())
}

pub(crate) fn pointer<T: Handle>(handle: Option<&T>) -> *mut T::Raw {
    handle.map_or(ptr::null_mut(), |h| h.as_ptr())
}

pub(crate) fn pointers<T: Handle>(handles: &[&T]) -> Vec<*mut T::Raw> {
    handles.iter().map(|h| h.as_ptr()).collect()
}

pub(crate) fn list<T>(values: Option<&[T]>) -> *const T {
    values.map_or(ptr::null(), |v| v.as_ptr())
}

pub(crate) fn single<T>(value: &Option<T>) -> *const T {
    value.as_ref().map_or(ptr::null(), |v| v as *const T)
}

/// A text that C looks at while the list lives.
pub(crate) fn kept_text(value: Option<&str>, texts: &mut Vec<CString>) -> Result<*const c_char> {
    match value {
        Some(value) => {
            texts.push(text(value)?);
            Ok(texts[texts.len() - 1].as_ptr())
        }
        None => Ok(ptr::null()),
    }
}

pub(crate) unsafe fn text_of(value: *const c_char) -> Option<String> {
    (!value.is_null()).then(|| string(value))
}

/// A length as C takes it; one that does not fit is refused there.
pub(crate) fn length(size: usize) -> i32 {
    i32::try_from(size).unwrap_or(-1)
}

/// Room for so many results; a negative number is left for the function to refuse.
pub(crate) fn room(count: i64) -> usize {
    usize::try_from(count).unwrap_or(0)
}

pub(crate) fn text(value: &str) -> Result<CString> {
    CString::new(value).map_err(|_| Error::value("nd_text", format!("text: {:?} holds a zero character", value)))
}

#[allow(dead_code)] // whether a function takes such a text changes
pub(crate) fn optional_text(value: Option<&str>) -> Result<Option<CString>> {
    value.map(text).transpose()
}

#[allow(dead_code)]
pub(crate) fn text_pointer(value: &Option<CString>) -> *const c_char {
    value.as_ref().map_or(ptr::null(), |v| v.as_ptr())
}

pub(crate) fn texts(values: &[&str]) -> Result<Vec<CString>> {
    values.iter().map(|value| text(value)).collect()
}

pub(crate) fn text_pointers(values: &[CString]) -> Vec<*const c_char> {
    values.iter().map(|value| value.as_ptr()).collect()
}

pub(crate) fn check(status: i32) -> Result<()> {
    if status < 0 {
        return Err(Error::last());
    }
    Ok(())
}

pub(crate) fn reading<T: Default + PartialOrd>(value: T) -> Result<T> {
    if value < T::default() {
        return Err(Error::last());
    }
    Ok(value)
}

pub(crate) fn borrowed<T: Pointer>(value: T) -> Result<T> {
    if value.null() {
        return Err(Error::last());
    }
    Ok(value)
}

pub(crate) unsafe fn borrowed_text(value: *const c_char) -> Result<String> {
    borrowed(value).map(|text| string(text))
}

pub(crate) trait Pointer {
    fn null(&self) -> bool;
}

impl<T> Pointer for *const T {
    fn null(&self) -> bool {
        self.is_null()
    }
}

impl<T> Pointer for *mut T {
    fn null(&self) -> bool {
        self.is_null()
    }
}
