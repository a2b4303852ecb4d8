//! Running other programs, and where things are.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a command comes to: nothing, or what is wrong and what mends it.
pub type Outcome<T = ()> = Result<T, String>;

/// The folder that holds the project.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}

/// A path inside the project.
pub fn path(inside: &str) -> PathBuf {
    root().join(inside)
}

/// A program that will run in the project's folder.
pub fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(root()).stdin(Stdio::null());
    command
}

/// Runs to the end; `mend` says what to do if it fails.
pub fn run(command: &mut Command, mend: &str) -> Outcome {
    let shown = show(command);
    let status = command.status().map_err(|error| format!("Cannot run `{shown}`: {error}.\n{mend}"))?;
    if status.success() { Ok(()) } else { Err(format!("`{shown}` failed ({status}).\n{mend}")) }
}

/// Runs to the end and returns what it printed; `None` if it cannot be run or fails.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Is there such a program on the search path?
pub fn exists(name: &str) -> bool {
    find(name).is_some()
}

/// Where a program is on the search path.
pub fn find(name: &str) -> Option<PathBuf> {
    let names = if cfg!(windows) {
        vec![format!("{name}.exe"), format!("{name}.cmd"), name.to_owned()]
    } else {
        vec![name.to_owned()]
    };
    std::env::split_paths(&std::env::var_os("PATH")?)
        .flat_map(|folder| names.iter().map(move |name| folder.join(name)))
        .find(|file| file.is_file())
}

/// The command as one would type it.
pub fn show(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}

/// Says on one line what is being done.
pub fn say(text: &str) {
    eprintln!("==> {text}");
}

/// Reads a text file of the project.
pub fn read(file: &Path) -> Outcome<String> {
    std::fs::read_to_string(file).map_err(|error| format!("Cannot read {}: {error}.", file.display()))
}

/// Writes a file, its folder included, unless it already holds the same bytes.
pub fn write(file: &Path, content: impl AsRef<[u8]>) -> Outcome {
    if std::fs::read(file).is_ok_and(|old| old == content.as_ref()) {
        return Ok(());
    }
    let made = file.parent().map_or(Ok(()), std::fs::create_dir_all);
    made.and_then(|()| std::fs::write(file, content))
        .map_err(|error| format!("Cannot write {}: {error}.", file.display()))
}

/// Installs packages of Debian, on a Debian system; `what` is what is missing.
pub fn apt_install(packages: &[&str], what: &str) -> Outcome {
    let list = packages.join(" ");
    if !exists("apt-get") {
        return Err(format!(
            "{what} is missing, and this is not a Debian system where it could be installed."
        ));
    }
    let mend = format!("{what} is missing. Install it with: apt-get update && apt-get install {list}");
    let root = output(program("id").arg("-u")).as_deref() == Some("0");
    let apt = |words: &[&str]| {
        let mut command = if root { program("apt-get") } else { program("sudo") };
        if !root {
            command.args(["-n", "apt-get"]);
        }
        command.env("DEBIAN_FRONTEND", "noninteractive").args(words);
        run(&mut command, &mend)
    };
    say(&format!("installing {list} (Debian)"));
    apt(&["update", "-qq"])?;
    apt(&[&["install", "-y", "-qq", "--no-install-recommends"], packages].concat())
}

/// The value after an option such as `--port`.
pub fn option<'a>(options: &'a [String], name: &str) -> Option<&'a str> {
    options.iter().position(|word| word == name).and_then(|at| options.get(at + 1)).map(String::as_str)
}

/// Was an option given?
pub fn has(options: &[String], name: &str) -> bool {
    options.iter().any(|word| word == name)
}
