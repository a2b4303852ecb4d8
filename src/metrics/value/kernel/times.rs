//! Histories, and the logarithms of their times.

/// Customers with one history. Times from the first purchase.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct History {
    /// Repeat purchases.
    pub x: u32,
    /// Of the last one.
    pub tx: f64,
    /// Until the end of observation.
    pub age: f64,
    /// Customers who have exactly this history.
    pub n: f64,
}

/// Where the times of a history stand among all that occur.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Times {
    /// The times that occur.
    pub all: Vec<f64>,
    /// For each history the places of its `tx` and `age`.
    pub places: Vec<[u32; 2]>,
}

/// `ln(1 + t / scale)` and `1 / (scale + t)` of every time, made once for a step of a fit; or nothing, where few
/// histories share a time and each is better served by itself.
#[derive(Debug, Clone, Default)]
pub struct Logs {
    all: Vec<[f64; 2]>,
}

/// Of one history: `ln(1 + age / scale)`, `ln((scale + age) / (scale + tx))`, `1 / (scale + age)`, `1 / (scale + tx)`.
#[derive(Debug, Clone, Copy)]
pub struct OfOne {
    /// `ln(1 + age / scale)`
    pub age: f64,
    /// `ln((scale + age) / (scale + tx))`
    pub gap: f64,
    /// `1 / (scale + age)`
    pub at_age: f64,
    /// `1 / (scale + tx)`
    pub at_tx: f64,
}

impl Logs {
    /// For this scale.
    pub fn new(times: &Times, scale: f64) -> Self {
        let inverse = 1.0 / scale;
        Self { all: times.all.iter().map(|t| [libm::log1p(t * inverse), 1.0 / (scale + t)]).collect() }
    }

    /// Of the history at `place`.
    #[inline(always)]
    pub fn of(&self, times: &Times, place: usize, h: &History, scale: f64) -> OfOne {
        if let Some(&[tx, age]) = times.places.get(place) {
            let ([ln_tx, at_tx], [ln_age, at_age]) = (self.all[tx as usize], self.all[age as usize]);
            return OfOne { age: ln_age, gap: ln_age - ln_tx, at_age, at_tx };
        }
        let (at_age, at_tx) = (1.0 / (scale + h.age), 1.0 / (scale + h.tx));
        let (age, gap) = (libm::log1p(h.age / scale), libm::log1p((h.age - h.tx) * at_tx));
        OfOne { age, gap, at_age, at_tx }
    }
}
