//! Pictures: one file a picture, over any plotters backend. Each returns its marks, for hit-testing and the keyboard.

/// A mark that can be pointed at or walked to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mark {
    /// Left edge in CSS pixels of the picture.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
    /// The row of the table beside the picture that says the same.
    pub row: u32,
}
