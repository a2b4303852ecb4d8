//! The project's commands. Each has a file of its own; what several need stands in `shell`, `toolchain`, `node`,
//! `browser` and `http`.

mod bench;
mod bless;
mod browser;
mod build;
mod dist;
mod http;
mod licences;
mod node;
mod parity;
mod sample;
mod serve;
mod shell;
mod size;
mod split;
mod test;
#[cfg(test)]
mod tests;
mod toolchain;

use std::process::ExitCode;

use shell::Outcome;

const USAGE: &str = "\
cargo xtask COMMAND

  serve   install what is missing, build, serve the page and print its address [--fast] [--port N]
  test    install what is missing and run every test                           [--native | --browser [--fast]]
  build   install what is missing and build the page into www/pkg              [--fast]
  size    build and weigh what a page downloads, against its budget             [--by-module]
  bench   measure reading and segmenting in Chromium                           [--peers] [--rows N] [--rounds N] [--controls] [--page]
  dist    lay out the folder that ships, dist/clientele
  parity  compare native and wasm results to the bit
  sample  write the made-up shop into www/sample                               [--check]
  bless   take the pictures and texts of the golden tests as right
  licences  list the licences of all that ships in pkg-config/licences.txt

--fast leaves out the slow optimisers: for developing, not for measuring.
--native leaves out what needs wasm, Node or a browser; --browser runs the browser tests alone.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) =
        arguments.split_first().map_or(("help", &[][..]), |(first, rest)| (first.as_str(), rest));
    match run(command, rest) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("\n{message}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: &str, options: &[String]) -> Outcome {
    match command {
        "bench" => bench::run(options),
        "bless" => bless::run(options),
        "build" => build::run(options),
        "dist" => dist::run(options),
        "licences" => licences::run(options),
        "parity" => parity::check(),
        "sample" => sample::run(options),
        "serve" => serve::run(options),
        "size" => size::run(options),
        "test" => test::run(options),
        "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(())
        }
        other => Err(format!("There is no command `{other}`.\n\n{USAGE}")),
    }
}
