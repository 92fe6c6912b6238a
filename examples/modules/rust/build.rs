//! Takes the numbers that identify the API from ndcore's headers: ABI, revision, and the hash of each function used.

use std::{env, fs, path::PathBuf};

const FUNCTIONS: [&str; 7] =
    ["array_describe", "astype", "dtype_from_code", "last_error_status", "release", "set_error", "ufunc_register"];

fn define(header: &str, name: &str) -> String {
    let start = format!("#define {name} ");
    let line = header.lines().find(|line| line.starts_with(&start));
    let value = line.unwrap_or_else(|| panic!("no {name} in ndcore's headers"))[start.len()..].trim();
    value.trim_start_matches("UINT64_C(").trim_end_matches(')').to_string()
}

fn main() {
    let include = env::var_os("NDCORE_INCLUDE").map_or_else(|| PathBuf::from("../../../include"), PathBuf::from);
    let read = |name: &str| {
        let path = include.join("ndcore").join(name);
        println!("cargo:rerun-if-changed={}", path.display());
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    println!("cargo:rerun-if-env-changed=NDCORE_INCLUDE");
    let (signatures, revision) = (read("signatures.h"), read("revision.h"));
    let mut out = String::new();
    for name in ["ND_ABI", "ND_REVISION"] {
        out += &format!("pub const {name}: i32 = {};\n", define(&revision, name));
    }
    out += &format!("pub const NAMES: [&str; {}] = {FUNCTIONS:?};\n", FUNCTIONS.len());
    let hashes: Vec<String> = FUNCTIONS.iter().map(|name| define(&signatures, &format!("ND_HASH_{name}"))).collect();
    out += &format!("pub const HASHES: [u64; {}] = [{}];\n", hashes.len(), hashes.join(", "));
    fs::write(PathBuf::from(env::var_os("OUT_DIR").unwrap()).join("numbers.rs"), out).unwrap();
}
