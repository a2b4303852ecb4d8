//! Sums over the first purchases: because their number is a small whole number, differences of log-gamma and digamma
//! are short sums, tabulated once per step of the search.

/// For `c > 0` and every `x` up to a maximum: `ln[(c)_x]` with `(c)_x = c (c + 1) ... (c + x - 1)`, and its first and
/// second derivative by `c`.
pub(in crate::metrics) struct RateTable {
    pub ln: Vec<f64>,
    pub first: Vec<f64>,
    pub second: Vec<f64>,
}

impl RateTable {
    pub fn new(c: f64, max_x: u32) -> Self {
        let capacity = max_x as usize + 1;
        let mut table = Self {
            ln: Vec::with_capacity(capacity),
            first: Vec::with_capacity(capacity),
            second: Vec::with_capacity(capacity),
        };
        let (mut ln, mut first, mut second) = (0.0, 0.0, 0.0);
        for i in 0..=max_x {
            table.ln.push(ln);
            table.first.push(first);
            table.second.push(second);
            let term = c + i as f64;
            let inverse = 1.0 / term;
            ln += libm::log(term);
            first += inverse;
            second -= inverse * inverse;
        }
        table
    }
}
