//! Tests of the commands themselves.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;

use crate::http::{Server, policy};
use crate::shell::{path, read};
use crate::{licences, sample, test};

#[test]
fn the_sample_is_what_the_generator_writes() {
    assert_eq!(sample::run(&["--check".to_owned()]), Ok(()));
}

#[test]
fn counts_are_read_from_the_runners() {
    let cargo =
        "test result: FAILED. 12 passed; 3 failed; 0 ignored; 0 measured; 4 filtered out; finished in 0.01s";
    assert_eq!(test::count(cargo), (12, 3));
    assert_eq!(test::count("test result: ok. 7 passed; 0 failed; 0 ignored"), (7, 0));
    assert_eq!(test::count("ℹ pass 5"), (5, 0));
    assert_eq!(test::count("ℹ fail 2"), (0, 2));
    assert_eq!(test::count("a line about 3 passed; tests"), (0, 0));
}

#[test]
fn a_part_ships_only_under_a_licence_that_allows_it() {
    assert!(licences::may_ship("slab 0.4.12 MIT"));
    assert!(licences::may_ship("either 1.0.0 GPL-3.0 OR MIT"));
    assert!(licences::may_ship("both 1.0.0 (GPL-3.0 OR MIT) AND Unicode-3.0"));
    assert!(!licences::may_ship("both 1.0.0 MIT AND GPL-3.0"));
    assert!(!licences::may_ship("none 1.0.0"));
}

#[test]
fn the_policy_is_the_same_wherever_it_stands() {
    let policy = policy().unwrap();
    // A policy inside a page may not say who may frame it.
    let inside = policy.replace(" frame-ancestors 'self';", "");
    let places = [
        ("pkg-config/csp/nginx.conf", &policy),
        ("pkg-config/csp/apache.conf", &policy),
        ("www/index.html", &inside),
    ];
    for (place, policy) in places {
        let text = read(&path(place)).unwrap();
        assert!(
            text.contains(&format!("\"{policy}\"")),
            "{place} has another policy than strict.txt: {policy}"
        );
    }
}

/// The head and the body of the answer to one request line.
fn ask(request: &str) -> (String, String) {
    let server = Server::new(path("www"), 0).unwrap();
    let address = server.address();
    thread::spawn(|| server.run());
    let mut connection =
        TcpStream::connect(address.trim_start_matches("http://").trim_end_matches('/')).unwrap();
    write!(connection, "{request} HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.to_owned(), body.to_owned())
}

#[test]
fn files_are_served_with_their_type_and_the_strict_policy() {
    let (head, body) = ask("GET /sample/orders.csv");
    assert!(head.starts_with("HTTP/1.1 200 "), "{head}");
    assert!(head.contains("Content-Type: text/csv; charset=utf-8\r\n"), "{head}");
    assert!(head.contains("Content-Security-Policy: default-src 'none'; script-src 'self'"), "{head}");
    assert!(body == read(&path("www/sample/orders.csv")).unwrap());
}

#[test]
fn nothing_outside_the_page_is_served() {
    for target in
        ["/../Cargo.toml", "//etc/passwd", "/sample/../../Cargo.toml", "/package.json/..", "/src/", "/.npmrc"]
    {
        assert!(ask(&format!("GET {target}")).0.starts_with("HTTP/1.1 404 "), "{target}");
    }
    assert!(ask("POST /index.html").0.starts_with("HTTP/1.1 405 "));
}
