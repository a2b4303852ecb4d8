//! Long columns in as few bytes as their values take.

use std::cell::{Cell, RefCell};

/// What a column holds: whole numbers, one of which stands for nothing.
pub trait Whole: Copy + PartialEq {
    /// Stands where there is nothing.
    const NOTHING: Self;
    /// As a number; nothing is [`i64::MIN`].
    fn number(self) -> i64;
    /// The number again.
    fn of(number: i64) -> Self;
}

impl Whole for i64 {
    const NOTHING: Self = Self::MIN;
    #[inline(always)]
    fn number(self) -> i64 {
        self
    }
    #[inline(always)]
    fn of(number: i64) -> Self {
        number
    }
}

impl Whole for u32 {
    const NOTHING: Self = Self::MAX;
    #[inline(always)]
    fn number(self) -> i64 {
        if self == Self::MAX { i64::MIN } else { i64::from(self) }
    }
    #[inline(always)]
    fn of(number: i64) -> Self {
        if number == i64::MIN { Self::MAX } else { number as Self }
    }
}

/// A column in pieces, each of as many bytes a row as the numbers in it need: a number is the least of the piece and so
/// many units more.
#[derive(Debug, Clone)]
pub struct Packed<T> {
    bytes: RefCell<Vec<u8>>,
    pieces: RefCell<Vec<Piece>>,
    n: usize,
    /// The piece that was asked last: rows are mostly asked in order.
    last: Cell<usize>,
    of: std::marker::PhantomData<T>,
}

/// Rows that follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// How many.
    pub n: usize,
    /// The least number.
    pub least: i64,
    /// What a step counts.
    pub unit: i64,
    /// Bytes of a step: 1, 2 or 4, the greatest of which stands for nothing; 8 where it is the number itself.
    pub width: usize,
    /// The row after its last one, and where its bytes start.
    end: usize,
    from: usize,
    has_nothing: bool,
}

/// Rows that are unpacked at a time.
const STEP: usize = 1 << 13;

/// What numbers may all be multiples of, the largest first: whole pieces, whole currency units or cents in
/// ten-thousandths; seconds as twice their milliseconds, seconds.
const UNITS: [i64; 4] = [10_000, 2_000, 1_000, 100];

impl<T> Default for Packed<T> {
    fn default() -> Self {
        Self {
            bytes: RefCell::default(),
            pieces: RefCell::default(),
            n: 0,
            last: Cell::new(0),
            of: std::marker::PhantomData,
        }
    }
}

impl<T: Whole> From<&[T]> for Packed<T> {
    fn from(values: &[T]) -> Self {
        let mut packed = Self::default();
        packed.push(values);
        packed
    }
}

impl<T: Whole> FromIterator<T> for Packed<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Self::from(values.into_iter().collect::<Vec<T>>().as_slice())
    }
}

impl<T: Whole> PartialEq for Packed<T> {
    fn eq(&self, other: &Self) -> bool {
        self.n == other.n && self.to_vec() == other.to_vec()
    }
}

impl<T: Whole> Packed<T> {
    /// How many rows.
    pub fn len(&self) -> usize {
        self.n
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.n == 0
    }

    /// Is there nothing in any row?
    pub fn has_nothing(&self) -> bool {
        self.pieces.borrow().iter().any(|piece| piece.has_nothing)
    }

    /// Makes room for so many rows, if they are like those so far.
    pub fn expect(&mut self, rows: usize) {
        let bytes = self.bytes.get_mut();
        let more = bytes.len().checked_mul(rows).and_then(|all| all.checked_div(self.n)).unwrap_or(0);
        // Where there is not so much room it is asked for when it is needed.
        let _ = bytes.try_reserve_exact(more.saturating_sub(bytes.len()));
    }

    /// Appends rows.
    pub fn push(&mut self, values: &[T]) {
        if values.is_empty() {
            return;
        }
        let bytes = self.bytes.get_mut();
        let piece = pack(values, bytes);
        self.n += values.len();
        self.pieces.get_mut().push(Piece { end: self.n, ..piece });
    }

    /// Appends rows that are packed already.
    pub fn append(&mut self, other: &Self) {
        let bytes = other.bytes.borrow();
        for piece in other.pieces.borrow().iter() {
            let own = bytes.get(piece.from..piece.from + piece.n * piece.width).unwrap_or(&[]);
            self.put(*piece, own, piece.has_nothing);
        }
    }

    fn put(&mut self, piece: Piece, own: &[u8], has_nothing: bool) {
        let bytes = self.bytes.get_mut();
        self.n += piece.n;
        let piece = Piece { end: self.n, from: bytes.len(), has_nothing, ..piece };
        bytes.extend_from_slice(own);
        self.pieces.get_mut().push(piece);
    }

    /// The value of a row; [`Whole::NOTHING`] where there is nothing, none beyond the last.
    pub fn get(&self, row: usize) -> Option<T> {
        let pieces = self.pieces.borrow();
        let mut at = self.last.get();
        if pieces.get(at).is_none_or(|piece| row >= piece.end || row < piece.end - piece.n) {
            at = pieces.partition_point(|piece| piece.end <= row);
            self.last.set(at);
        }
        let piece = pieces.get(at)?;
        let mut value = [T::NOTHING];
        piece.unpack(&self.bytes.borrow(), row + piece.n - piece.end, &mut value);
        let [value] = value;
        Some(value)
    }

    /// All rows in steps: the first row of each, and its values.
    pub fn steps(&self, mut take: impl FnMut(usize, &[T])) {
        let mut room = vec![T::NOTHING; STEP.min(self.n)];
        let bytes = self.bytes.borrow();
        for piece in self.pieces.borrow().iter() {
            let mut at = 0;
            while at < piece.n {
                let n = STEP.min(piece.n - at);
                let Some(values) = room.get_mut(..n) else { return };
                piece.unpack(&bytes, at, values);
                take(piece.end - piece.n + at, values);
                at += n;
            }
        }
    }

    /// All rows.
    pub fn to_vec(&self) -> Vec<T> {
        let mut all = Vec::with_capacity(self.n);
        self.steps(|_, values| all.extend_from_slice(values));
        all
    }

    /// Changes all rows, piece by piece: `change` sees the first row of each.
    pub fn change(&mut self, mut change: impl FnMut(usize, &mut [T])) {
        let mut changed = Self::default();
        let bytes = self.bytes.take();
        let _ = changed.bytes.get_mut().try_reserve_exact(bytes.len());
        for piece in self.pieces.take() {
            let mut values = vec![T::NOTHING; piece.n];
            piece.unpack(&bytes, 0, &mut values);
            change(piece.end - piece.n, &mut values);
            changed.push(&values);
        }
        *self = changed;
    }

    /// Gives the memory back: nothing may be asked of the column any more.
    pub fn spend(&self) {
        self.pieces.take();
        self.bytes.take();
    }

    /// The pieces as they cross, each with its bytes.
    pub fn each_piece(&self, mut see: impl FnMut(&Piece, &[u8])) {
        let bytes = self.bytes.borrow();
        for piece in self.pieces.borrow().iter() {
            see(piece, bytes.get(piece.from..piece.from + piece.n * piece.width).unwrap_or(&[]));
        }
    }

    /// How many pieces.
    pub fn n_pieces(&self) -> usize {
        self.pieces.borrow().len()
    }

    /// As many bytes as it takes.
    pub fn n_bytes(&self) -> usize {
        self.bytes.borrow().len()
    }

    /// Appends a piece that crossed; `false` for one that is none.
    pub fn put_piece(&mut self, least: i64, unit: i64, width: usize, own: &[u8]) -> bool {
        if !matches!(width, 1 | 2 | 4 | 8) || !own.len().is_multiple_of(width) {
            return false;
        }
        let n = own.len() / width;
        let piece = Piece { n, least, unit, width, end: 0, from: 0, has_nothing: false };
        let nothing = if width == 8 { i64::MIN.to_le_bytes() } else { [u8::MAX; 8] };
        let has_nothing =
            own.chunks_exact(width).any(|step| nothing.get(..width).is_some_and(|nothing| nothing == step));
        self.put(piece, own, has_nothing);
        true
    }
}

impl Packed<i64> {
    /// Halves all numbers, which are even.
    pub fn halve(&mut self) {
        let fits = |piece: &Piece| piece.least % 2 == 0 && piece.unit % 2 == 0 && piece.width < 8;
        if self.pieces.get_mut().iter().all(fits) {
            for piece in self.pieces.get_mut() {
                (piece.least, piece.unit) = (piece.least / 2, piece.unit / 2);
            }
            return;
        }
        self.change(|_, values| {
            for value in values.iter_mut().filter(|value| **value != i64::MIN) {
                *value >>= 1;
            }
        });
    }
}

impl Piece {
    /// The rows from `from` on, counted in the piece.
    #[inline(never)]
    fn unpack<T: Whole>(&self, bytes: &[u8], from: usize, to: &mut [T]) {
        let steps = bytes.get(self.from + from * self.width..).unwrap_or(&[]);
        match self.width {
            1 => {
                self.fill(steps.iter().map(|&step| if step == u8::MAX { u32::MAX } else { step.into() }), to)
            }
            2 => {
                let steps = steps.as_chunks::<2>().0.iter().map(|step| u16::from_le_bytes(*step));
                self.fill(steps.map(|step| if step == u16::MAX { u32::MAX } else { step.into() }), to);
            }
            4 => self.fill(steps.as_chunks::<4>().0.iter().map(|step| u32::from_le_bytes(*step)), to),
            _ => {
                let steps = steps.as_chunks::<8>().0.iter().map(|step| i64::from_le_bytes(*step));
                to.iter_mut().zip(steps).for_each(|(to, number)| *to = T::of(number));
            }
        }
    }

    #[inline(always)]
    fn fill<T: Whole>(&self, steps: impl Iterator<Item = u32>, to: &mut [T]) {
        for (to, step) in to.iter_mut().zip(steps) {
            let number = self.least.wrapping_add(i64::from(step).wrapping_mul(self.unit));
            *to = if step == u32::MAX { T::NOTHING } else { T::of(number) };
        }
    }
}

/// In as few bytes as the numbers need.
#[inline(never)]
fn pack<T: Whole>(values: &[T], bytes: &mut Vec<u8>) -> Piece {
    let (mut least, mut most, mut n_nothing) = (i64::MAX, i64::MIN, 0_usize);
    for &value in values {
        let number = value.number();
        n_nothing += usize::from(number == i64::MIN);
        least = least.min(if number == i64::MIN { i64::MAX } else { number });
        most = most.max(number);
    }
    let n = values.len();
    let mut piece =
        Piece { n, least, unit: 1, width: 8, end: 0, from: bytes.len(), has_nothing: n_nothing > 0 };
    if n_nothing == n {
        (piece.least, piece.width) = (0, 1);
        bytes.resize(bytes.len() + n, u8::MAX);
        return piece;
    }
    let span = most.checked_sub(least).unwrap_or(i64::MAX);
    if span >= i64::from(u8::MAX) {
        piece.unit = UNITS.into_iter().find(|&unit| is_divided(values, least, unit)).unwrap_or(1);
    }
    let (divisor, span) = (Divisor::new(piece.unit), span / piece.unit);
    let steps = values.iter().map(|value| {
        let number = value.number();
        if number == i64::MIN { u64::MAX } else { divisor.divide(number.wrapping_sub(least)) }
    });
    if span < i64::from(u8::MAX) {
        piece.width = 1;
        bytes.extend(steps.map(|step| step as u8));
    } else if span < i64::from(u16::MAX) {
        piece.width = 2;
        bytes.reserve(2 * n);
        steps.for_each(|step| bytes.extend_from_slice(&(step as u16).to_le_bytes()));
    } else if span < i64::from(u32::MAX) {
        piece.width = 4;
        bytes.reserve(4 * n);
        steps.for_each(|step| bytes.extend_from_slice(&(step as u32).to_le_bytes()));
    } else {
        (piece.least, piece.unit) = (0, 1);
        bytes.reserve(8 * n);
        values.iter().for_each(|value| bytes.extend_from_slice(&value.number().to_le_bytes()));
    }
    piece
}

/// Are all numbers so many units above the least?
fn is_divided<T: Whole>(values: &[T], least: i64, unit: i64) -> bool {
    let divisor = Divisor::new(unit);
    let most = u64::MAX / unit as u64;
    // Without a branch a number; mostly the first few tell.
    values.chunks(1 << 10).all(|values| {
        let steps = values.iter().map(|value| {
            let number = value.number();
            if number == i64::MIN { 0 } else { divisor.divide(number.wrapping_sub(least)) }
        });
        steps.fold(0, u64::max) <= most
    })
}

/// Division without a rest by one multiplication; of what has a rest, something greater than any quotient.
///
/// Source: H. S. Warren, "Hacker's Delight", 2nd edition (2012), sections 10-16 and 10-17.
struct Divisor {
    inverse: u64,
    shift: u32,
}

impl Divisor {
    fn new(unit: i64) -> Self {
        let shift = unit.trailing_zeros();
        let odd = (unit >> shift) as u64;
        // Newton's iteration doubles the bits that are right; an odd number is its own inverse in the lowest three.
        let inverse = (0..5)
            .fold(odd, |inverse: u64, _| inverse.wrapping_mul(2_u64.wrapping_sub(odd.wrapping_mul(inverse))));
        Self { inverse, shift }
    }

    #[inline(always)]
    fn divide(&self, number: i64) -> u64 {
        (number as u64).wrapping_mul(self.inverse).rotate_right(self.shift)
    }
}
