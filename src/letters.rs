//! Small letters for capitals in the scripts that have both and that names of columns, people and events are written
//! in: Latin, Greek, Cyrillic and Armenian. The standard library knows all scripts, with tables of 25 kB.

/// The small letter of a capital; any other sign as it is.
pub fn small(c: char) -> char {
    let code = c as u32;
    let pair = |first: u32| code + u32::from(code % 2 == first % 2);
    let to = match code {
        0x41..=0x5A
        | 0xC0..=0xD6
        | 0xD8..=0xDE
        | 0x391..=0x3A1
        | 0x3A3..=0x3AB
        | 0x410..=0x42F
        | 0xFF21..=0xFF3A => code + 32,
        0x130 => 0x69,
        0x178 => 0xFF,
        0x100..=0x12F | 0x132..=0x137 | 0x14A..=0x177 | 0x460..=0x481 | 0x48A..=0x4BF | 0x4D0..=0x52F => {
            pair(0)
        }
        0x1E00..=0x1E95 | 0x1EA0..=0x1EFF => pair(0),
        0x139..=0x148 | 0x179..=0x17E | 0x4C1..=0x4CE => pair(1),
        0x386 => 0x3AC,
        0x388..=0x38A => code + 37,
        0x38C => 0x3CC,
        0x38E | 0x38F => code + 63,
        0x400..=0x40F => code + 80,
        0x4C0 => 0x4CF,
        0x531..=0x556 => code + 48,
        0x1E9E => 0xDF,
        _ => return c,
    };
    char::from_u32(to).unwrap_or(c)
}

/// The text in small letters.
pub fn in_small(text: &str) -> String {
    text.chars().map(small).collect()
}

/// Is it a capital?
pub fn is_capital(c: char) -> bool {
    small(c) != c
}
