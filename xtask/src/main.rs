//! The project's commands. Each has a file of its own; what several need stands in `shell`, `toolchain`, `node`,
//! `browser` and `http`.

mod browser;
mod build;
mod http;
mod node;
mod sample;
mod serve;
mod shell;
mod toolchain;

use std::process::ExitCode;

use shell::Outcome;

const USAGE: &str = "\
cargo xtask COMMAND

  serve   install what is missing, build, serve the page and print its address [--fast] [--port N]
  sample  write the made-up shop into www/sample                            [--check]
  build   install what is missing and build the page into www/pkg               [--fast]

--fast leaves out the slow optimisers: for developing, not for measuring.";

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
        "build" => build::run(options),
        "sample" => sample::run(options),
        "serve" => serve::run(options),
        "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(())
        }
        other => Err(format!("There is no command `{other}`.\n\n{USAGE}")),
    }
}
