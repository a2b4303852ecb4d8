//! `cargo xtask serve`: everything from a fresh clone to an address that a browser can open.

use crate::build;
use crate::http::Server;
use crate::shell::{Outcome, has, option, path};

const PORT: u16 = 8000;

/// Builds and serves until it is stopped.
pub fn run(options: &[String]) -> Outcome {
    let port = option(options, "--port").map(|text| {
        text.parse::<u16>().map_err(|_| format!("`{text}` is not a port: a number from 0 to 65535."))
    });
    build::build(has(options, "--fast"))?;
    let server = match port {
        Some(port) => Server::new(path("www"), port?)?,
        // Nobody asked for a certain port: where the usual one is taken, any will do.
        None => Server::new(path("www"), PORT).or_else(|_| Server::new(path("www"), 0))?,
    };
    println!("\nClientele is at {}  (stop with Ctrl-C)", server.address());
    server.run();
    Ok(())
}
