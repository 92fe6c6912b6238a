//! Failed calls as errors.
use crate::raw;
use std::ffi::CStr;
use std::fmt;
use std::os::raw::c_char;

pub type Result<T> = std::result::Result<T, Error>;

/// What a failed call left in the thread's record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// `raw::ND_AXIS_ERROR`
    pub status: i32,
    /// "ND_AXIS_ERROR"
    pub kind: String,
    /// "sum: axis 3 is out of bounds for an array of 2 dimensions"
    pub message: String,
    /// "nd_sum"
    pub function: String,
}

pub(crate) unsafe fn string(text: *const c_char) -> String {
    if text.is_null() {
        return String::new();
    }
    CStr::from_ptr(text).to_string_lossy().into_owned()
}

impl Error {
    /// The error of the call that failed last on this thread.
    pub(crate) fn last() -> Error {
        unsafe {
            let status = raw::nd_last_error_status();
            Error {
                status,
                kind: string(raw::nd_status_name(status)),
                message: string(raw::nd_last_error_message()),
                function: string(raw::nd_last_error_function()),
            }
        }
    }

    pub(crate) fn value(function: &str, message: String) -> Error {
        let kind = "ND_VALUE_ERROR".to_string();
        Error { status: raw::ND_VALUE_ERROR, kind, message, function: function.to_string() }
    }

    pub(crate) fn lengths(function: &str, count: &str) -> Error {
        Error::value(function, format!("{}: lists of `{}` differ in length", &function[3..], count))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}
