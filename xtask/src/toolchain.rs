//! A compiler for wasm32, by whichever way this machine allows.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::shell::{Outcome, apt_install, exists, output, path, program, say};

/// The target that the page runs on.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Debian's compiler with the source of its standard library, which can be built for any target.
const DEBIAN: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm"];
const DEBIAN_BIN: &str = "/usr/bin";

/// How wasm is compiled here.
pub enum Toolchain {
    /// The compiler in use has the target.
    Ready,
    /// Debian's compiler builds the standard library along with the project.
    Debian,
}

impl Toolchain {
    /// Finds or installs one.
    pub fn ensure() -> Outcome<Self> {
        if forced_debian() {
            return ensure_debian().map(|()| Self::Debian);
        }
        if has_target() {
            return Ok(Self::Ready);
        }
        if exists("rustup") {
            say(&format!("adding the compile target {TARGET}"));
            let added = program("rustup").args(["target", "add", TARGET]).status();
            if added.is_ok_and(|status| status.success()) && has_target() {
                return Ok(Self::Ready);
            }
            say("rustup could not add it; trying Debian's packages");
        }
        ensure_debian().map(|()| Self::Debian)
    }

    /// A cargo that compiles for wasm32; the caller adds `build`, `clippy` and so on.
    pub fn cargo(&self, subcommand: &str) -> Command {
        let mut cargo = match self {
            Self::Ready => program(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())),
            Self::Debian => program(Path::new(DEBIAN_BIN).join("cargo")),
        };
        cargo.arg(subcommand);
        if let Self::Debian = self {
            cargo
                .env("RUSTC", Path::new(DEBIAN_BIN).join("rustc"))
                .env("RUSTC_BOOTSTRAP", "1")
                .env_remove("RUSTUP_TOOLCHAIN")
                .arg("-Zbuild-std=std,panic_abort");
        }
        cargo.args(["--target", TARGET, "--target-dir"]).arg(self.target_dir());
        cargo
    }

    /// Where its results go: two compilers in one folder would rebuild each other's work.
    pub fn target_dir(&self) -> PathBuf {
        match self {
            Self::Ready => path("target"),
            Self::Debian => path("target/debian"),
        }
    }
}

/// For trying the way of Debian's packages where the other way works too.
fn forced_debian() -> bool {
    std::env::var_os("CLIENTELE_TOOLCHAIN").is_some_and(|way| way == "debian")
}

fn has_target() -> bool {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    output(program(rustc).args(["--print", "target-libdir", "--target", TARGET]))
        .is_some_and(|folder| Path::new(&folder).is_dir())
}

fn ensure_debian() -> Outcome {
    let mend = |message: String| format!("{message}\nOr, with rustup: rustup target add {TARGET}");
    let has_compiler = || ["rustc", "cargo"].iter().all(|name| Path::new(DEBIAN_BIN).join(name).is_file());
    if !has_compiler() || debian_source().is_none() || fs::symlink_metadata(debian_linker()).is_err() {
        apt_install(&DEBIAN, &format!("The compile target {TARGET}")).map_err(mend)?;
    }
    // The linker is a link into a package of its own, which the compiler's packages do not ask for.
    if let (false, Ok(package)) = (debian_linker().exists(), fs::read_link(debian_linker())) {
        apt_install(&[&package.to_string_lossy()], "The linker for wasm").map_err(mend)?;
    }
    let whole = has_compiler() && debian_source().is_some() && debian_linker().exists();
    if whole { Ok(()) } else { Err(mend(format!("The compile target {TARGET} is missing."))) }
}

fn debian_linker() -> PathBuf {
    Path::new(DEBIAN_BIN).join("rust-lld")
}

/// The source of the standard library that belongs to Debian's compiler.
fn debian_source() -> Option<PathBuf> {
    let rustc = Path::new(DEBIAN_BIN).join("rustc");
    let sysroot = output(program(rustc).args(["--print", "sysroot"]))?;
    let library = Path::new(&sysroot).join("lib/rustlib/src/rust/library");
    library.is_dir().then_some(library)
}
