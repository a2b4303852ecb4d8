//! Pointing at marks.

use clientele::chart::Mark;
use clientele::chart::marks::hit;

fn mark(x: f32, y: f32, width: f32, height: f32, row: u32) -> Mark {
    Mark { x, y, width, height, row, column: 0 }
}

#[test]
fn the_smallest_mark_that_holds_the_point_is_hit() {
    let marks = [mark(0.0, 0.0, 100.0, 100.0, 0), mark(40.0, 40.0, 20.0, 20.0, 1)];
    assert_eq!(hit(&marks, 50.0, 50.0), Some(1));
    assert_eq!(hit(&marks, 10.0, 10.0), Some(0));
}

#[test]
fn a_near_miss_hits_and_a_far_one_does_not() {
    let marks = [mark(0.0, 0.0, 10.0, 10.0, 0), mark(20.0, 0.0, 10.0, 10.0, 1)];
    assert_eq!(hit(&marks, 13.0, 5.0), Some(0));
    assert_eq!(hit(&marks, 17.0, 5.0), Some(1));
    assert_eq!(hit(&marks, 5.0, 15.0), None);
    assert_eq!(hit(&[], 5.0, 5.0), None);
    assert_eq!(hit(&marks, f32::NAN, 5.0), None);
}

#[test]
fn of_equals_the_first_is_hit() {
    let marks = [mark(0.0, 0.0, 10.0, 10.0, 0), mark(10.0, 0.0, 10.0, 10.0, 1)];
    assert_eq!(hit(&marks, 10.0, 5.0), Some(0));
}
