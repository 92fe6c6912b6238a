//! Tells the linker where libndcore is: the file that NDCORE_LIBRARY names, else what pkg-config knows.
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

fn main() {
    println!("cargo:rerun-if-env-changed=NDCORE_LIBRARY");
    println!("cargo:rustc-link-lib=dylib=ndcore");
    match env::var_os("NDCORE_LIBRARY") {
        Some(path) => named(Path::new(&path)),
        None => installed(),
    }
}

fn named(library: &Path) {
    let library = fs::canonicalize(library).unwrap_or_else(|e| panic!("NDCORE_LIBRARY: {}: {}", library.display(), e));
    // The linker wants a name without a version.
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap());
    let link = out.join("libndcore.so");
    let _ = fs::remove_file(&link);
    std::os::unix::fs::symlink(&library, &link).unwrap();
    println!("cargo:rustc-link-search=native={}", out.display());
    println!("cargo:rustc-link-arg=-Wl,-rpath,{}", library.parent().unwrap().display());
}

fn installed() {
    let asked = Command::new("pkg-config").args(["--variable=libdir", "ndcore"]).output();
    let folder = asked.ok().filter(|o| o.status.success()).and_then(|o| String::from_utf8(o.stdout).ok());
    // Without pkg-config: where the linker looks anyway.
    if let Some(folder) = folder {
        println!("cargo:rustc-link-search=native={}", folder.trim());
        println!("cargo:rustc-link-arg=-Wl,-rpath,{}", folder.trim());
    }
}
