//! A small file server for this machine alone: right types, no caching, the strict policy as a header.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::thread;

use crate::shell::{Outcome, path, read};

/// A server that listens but does not answer yet.
pub struct Server {
    listener: TcpListener,
    folder: PathBuf,
    policy: String,
}

impl Server {
    /// Listens on `port` of 127.0.0.1, or on any free one for 0.
    pub fn new(folder: PathBuf, port: u16) -> Outcome<Self> {
        let mend = "Name a free one: cargo xtask serve --port 8010";
        let listener = TcpListener::bind(("127.0.0.1", port));
        let listener = listener.map_err(|error| format!("Cannot listen on port {port}: {error}.\n{mend}"))?;
        Ok(Self { listener, folder, policy: policy()? })
    }

    /// Where it can be reached.
    pub fn address(&self) -> String {
        self.listener.local_addr().map(|address| format!("http://{address}/")).unwrap_or_default()
    }

    /// Answers until the program ends.
    pub fn run(self) {
        for connection in self.listener.incoming().flatten() {
            let (folder, policy) = (self.folder.clone(), self.policy.clone());
            // A browser that goes away in the middle of an answer is no error of ours.
            thread::spawn(move || drop(answer(connection, &folder, &policy)));
        }
    }
}

/// The strict policy as one header line, without its comments.
pub fn policy() -> Outcome<String> {
    let text = read(&path("pkg-config/csp/strict.txt"))?;
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    Ok(lines.collect::<Vec<_>>().join(" "))
}

fn answer(mut connection: TcpStream, folder: &Path, policy: &str) -> std::io::Result<()> {
    let mut reader = BufReader::new(connection.try_clone()?);
    let mut request = String::new();
    reader.read_line(&mut request)?;
    let mut header = String::new();
    while reader.read_line(&mut header)? > 2 {
        header.clear();
    }
    let mut words = request.split(' ');
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let file = locate(folder, target);
    let (status, kind, body) = match file.as_ref().map(fs::read) {
        _ if !matches!(method, "GET" | "HEAD") => {
            ("405 Method Not Allowed", "text/plain", b"Only GET.\n".to_vec())
        }
        Some(Ok(body)) => ("200 OK", file.as_deref().map_or("", media_type), body),
        _ => ("404 Not Found", "text/plain", b"Not found.\n".to_vec()),
    };
    write!(
        connection,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nContent-Security-Policy: {policy}\r\n\
         X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\nCache-Control: no-store\r\n\
         Connection: close\r\n\r\n",
        body.len()
    )?;
    if method != "HEAD" {
        connection.write_all(&body)?;
    }
    Ok(())
}

/// The file that an address names, never outside the folder.
fn locate(folder: &Path, target: &str) -> Option<PathBuf> {
    let inside = target.split(['?', '#']).next()?.trim_start_matches('/');
    // What builds the page is not part of it.
    let ours = |part: &str| !matches!(part, "node_modules" | "src" | "glue") && !part.starts_with('.');
    let is_plain = |part| matches!(part, Component::Normal(name) if name.to_str().is_some_and(ours));
    let plain = Path::new(inside).components().all(is_plain);
    let file = plain.then(|| folder.join(inside))?;
    Some(if file.is_dir() { file.join("index.html") } else { file })
}

fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json" | "map") => "application/json",
        Some("wasm") => "application/wasm",
        Some("csv") => "text/csv; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("txt" | "md") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
