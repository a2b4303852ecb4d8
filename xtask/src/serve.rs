//! `cargo xtask serve`: everything from a fresh clone to an address that a browser can open.

use crate::build;
use crate::http::Server;
use crate::shell::{Outcome, has, option, path};

const PORT: u16 = 8000;

/// Builds and serves until it is stopped.
pub fn run(options: &[String]) -> Outcome {
    let port = match option(options, "--port") {
        Some(text) => {
            text.parse().map_err(|_| format!("`{text}` is not a port: a number from 0 to 65535."))?
        }
        None => PORT,
    };
    build::build(has(options, "--fast"))?;
    let server = Server::new(path("www"), port)?;
    println!("\nClientele is at {}  (stop with Ctrl-C)", server.address());
    server.run();
    Ok(())
}
