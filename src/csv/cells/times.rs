//! Dates and times as ISO 8601 writes them: `2024-03-05`, `2024-03-05T14:02:11.123+01:00`.

use super::run::Run;

/// Stands where there is no moment.
pub const NO_TIME: i64 = i64::MIN;

const MS_PER_DAY: i64 = 86_400_000;

/// The time of day and the zone that came with a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Clock {
    /// Milliseconds since midnight.
    pub ms: i64,
    /// Minutes ahead of UTC.
    pub offset: Option<i16>,
    /// Was there a time at all?
    pub has_time: bool,
    /// Was it written with AM or PM?
    pub am_pm: bool,
}

impl Clock {
    /// Milliseconds since 1970 in UTC, on a day since 1970 of the clock's zone.
    #[inline(always)]
    pub fn moment(&self, day: i32) -> i64 {
        i64::from(day) * MS_PER_DAY + self.ms - i64::from(self.offset.unwrap_or(0)) * 60_000
    }
}

/// Builds a column of moments.
#[derive(Debug, Default)]
pub struct Times {
    /// Twice the milliseconds since 1970, one a row; the caller may put odd numbers of its own.
    pub raw: Vec<i64>,
    /// Minutes ahead of UTC; shorter than `raw` after the last cell that gave one.
    pub offsets: Vec<i16>,
    /// Has any cell a time of day?
    pub has_time: bool,
    /// Cells that say how far they are from UTC.
    pub with_offset: u64,
    /// Days that were learnt, by a hash of their text: days come again and again, in order or not.
    days: Vec<Known>,
    last: Known,
    last_zone: (u64, i16),
}

/// A text of ten bytes and the day that it is.
#[derive(Debug, Clone, Copy, Default)]
struct Known {
    text: (u64, u32),
    day: i32,
}

const DAYS: usize = 1024;

impl Times {
    /// Appends the cells of a run. The rows that are left to the caller go to `left`, counted in the run; their place
    /// is kept by [`NO_TIME`].
    #[inline(never)]
    pub fn push_run(&mut self, run: &Run<'_>, left: &mut Vec<u32>) {
        self.raw.reserve(run.n_rows);
        if self.days.is_empty() {
            self.days = vec![Known::default(); DAYS];
        }
        for (row, place) in (0..).zip(run.places()) {
            let (start, end) = run.inside(place);
            let cell = run.bytes.get(start..end).unwrap_or(&[]);
            if place.0 == place.1 || !self.push(cell) {
                if place.0 != place.1 {
                    left.push(row);
                }
                self.raw.push(NO_TIME);
            }
        }
    }

    /// Appends a cell, if it is in a plain form and of a day that was learnt.
    #[inline(always)]
    fn push(&mut self, cell: &[u8]) -> bool {
        let Some((text, rest)) = cell.split_first_chunk::<10>() else { return false };
        let text = key(text);
        if text != self.last.text {
            let known = self.days.get(place(text)).copied().unwrap_or_default();
            if known.text != text {
                return false;
            }
            self.last = known;
        }
        let clock = match rest.split_first_chunk::<9>() {
            None if rest.is_empty() => Some((0, None, false)),
            Some((time, zone)) => self.seconds(time, zone).map(|(ms, offset)| (ms, offset, true)),
            None => None,
        };
        let clock = match clock {
            Some((ms, offset, has_time)) => Clock { ms, offset, has_time, am_pm: false },
            None => match self::clock(rest) {
                Some(clock) => clock,
                None => return false,
            },
        };
        self.put(clock, self.last.day);
        true
    }

    /// `T14:02:11` and the zone after it, as milliseconds and minutes ahead of UTC.
    #[inline(always)]
    fn seconds(&mut self, time: &[u8; 9], zone: &[u8]) -> Option<(i64, Option<i16>)> {
        let [mark, digits @ ..] = *time;
        // Digits as numbers and colons as zeros; anything else has a high bit set.
        let x = u64::from_le_bytes(digits) ^ 0x3030_3a30_303a_3030;
        let beyond = x.wrapping_add(0x7676_7f76_767f_7676) | x;
        if beyond & 0x8080_8080_8080_8080 != 0 || !matches!(mark, b'T' | b' ') {
            return None;
        }
        let pairs = x.wrapping_mul(10).wrapping_add(x >> 8);
        let two = |at: u32| (pairs >> at & 0xff) as i64;
        let (hours, minutes, seconds) = (two(0), two(24), two(48));
        if hours > 23 || minutes > 59 || seconds > 59 {
            return None;
        }
        let ms = (hours * 3600 + minutes * 60 + seconds) * 1000;
        let offset = match *zone {
            [] => None,
            [b'Z'] => Some(0),
            [a, b, c, d, e, f] => {
                let text = u64::from_le_bytes([a, b, c, d, e, f, 1, 0]);
                if text != self.last_zone.0 {
                    self.last_zone = (text, zone_of(zone)?);
                }
                Some(self.last_zone.1)
            }
            _ => return None,
        };
        Some((ms, offset))
    }

    #[inline(always)]
    fn put(&mut self, clock: Clock, day: i32) {
        let row = self.raw.len();
        self.note(&clock, row);
        self.raw.push(clock.moment(day) << 1);
    }

    /// Notes what comes with the time of a row that is not older than others with an offset.
    #[inline(always)]
    pub fn note(&mut self, clock: &Clock, row: usize) {
        self.has_time |= clock.has_time;
        let Some(offset) = clock.offset else { return };
        self.with_offset += 1;
        if row < self.offsets.len() {
            if let Some(place) = self.offsets.get_mut(row) {
                *place = offset;
            }
            return;
        }
        if row > self.offsets.len() {
            self.offsets.resize(row, 0);
        }
        self.offsets.push(offset);
    }

    /// Gives `raw`, `offsets`, `has_time` and `with_offset` away and begins them anew; what was learnt stays.
    pub fn take(&mut self) -> (Vec<i64>, Vec<i16>, bool, u64) {
        let (raw, offsets) = (std::mem::take(&mut self.raw), std::mem::take(&mut self.offsets));
        (raw, offsets, std::mem::take(&mut self.has_time), std::mem::take(&mut self.with_offset))
    }

    /// The text of a day is this day.
    pub fn learn(&mut self, text: &[u8; 10], day: i32) {
        let text = key(text);
        if let Some(known) = self.days.get_mut(place(text)) {
            *known = Known { text, day };
        }
    }
}

#[inline(always)]
fn key(text: &[u8; 10]) -> (u64, u32) {
    let [a, b, c, d, e, f, g, h, i, j] = *text;
    // No text is that of a place that is free.
    (u64::from_le_bytes([a, b, c, d, e, f, g, h]), u32::from_le_bytes([i, j, 1, 0]))
}

#[inline(always)]
fn place((head, tail): (u64, u32)) -> usize {
    let mixed = (head ^ u64::from(tail) << 48).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 54) as usize
}

/// Nothing, or a time as `T14:02:11.123+01:00`. `None`: read with care.
pub fn clock(bytes: &[u8]) -> Option<Clock> {
    let Some((&[mark, h1, h2, b':', m1, m2], rest)) = bytes.split_first_chunk::<6>() else {
        return bytes.is_empty().then(Clock::default);
    };
    if mark != b'T' && mark != b' ' {
        return None;
    }
    let (hours, minutes) = (two(h1, h2)?, two(m1, m2)?);
    let (seconds, rest) = match rest.split_first_chunk::<3>() {
        Some((&[b':', s1, s2], rest)) => (two(s1, s2)?, rest),
        _ => (0, rest),
    };
    if hours > 23 || minutes > 59 || seconds > 59 {
        return None;
    }
    let (fraction, rest) = fraction(rest)?;
    let offset = match *rest {
        [] => None,
        [b'Z'] => Some(0),
        _ => Some(zone_of(rest)?),
    };
    let ms = (hours * 3600 + minutes * 60 + seconds) * 1000 + fraction;
    Some(Clock { ms, offset, has_time: true, am_pm: false })
}

/// `+01:00` as minutes.
fn zone_of(bytes: &[u8]) -> Option<i16> {
    let &[sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] = bytes else { return None };
    signed(sign, two(h1, h2)?, two(m1, m2)?)
}

/// Hours and minutes ahead of UTC, or behind it, as minutes.
pub fn signed(sign: u8, hours: i64, minutes: i64) -> Option<i16> {
    let all = hours * 60 + minutes;
    (hours <= 18 && minutes < 60).then_some(if sign == b'-' { -all as i16 } else { all as i16 })
}

/// Two digits.
pub fn two(a: u8, b: u8) -> Option<i64> {
    let (a, b) = (a.wrapping_sub(b'0'), b.wrapping_sub(b'0'));
    (a < 10 && b < 10).then(|| i64::from(a * 10 + b))
}

/// `.123` as milliseconds, further digits dropped, and what follows.
pub fn fraction(bytes: &[u8]) -> Option<(i64, &[u8])> {
    let Some(digits) = bytes.strip_prefix(b".") else { return Some((0, bytes)) };
    let n = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut ms = 0;
    for i in 0..3 {
        let digit = digits.get(i).filter(|_| i < n).map_or(0, |byte| i64::from(byte - b'0'));
        ms = ms * 10 + digit;
    }
    (n > 0).then(|| digits.get(n..).map(|rest| (ms, rest))).flatten()
}
