//! Tests of the commands themselves.

use crate::{sample, test};

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
