//! Sums of logarithms as logarithms of products.

/// `sum of n ln(f)` for factors of 1 and more.
#[derive(Debug, Clone, Copy)]
pub struct Product {
    sum: f64,
    product: f64,
}

/// Beyond this a product is taken down: two factors below it stay finite.
const FULL: f64 = 1e140;

impl Product {
    pub const ONE: Self = Self { sum: 0.0, product: 1.0 };

    /// Adds `n ln(1 + more)`, `more` being 0 and more.
    #[inline(always)]
    pub fn add(&mut self, n: f64, more: f64) {
        if n == 1.0 && more < FULL {
            self.product *= 1.0 + more;
            if self.product > FULL {
                self.sum += libm::log(self.product);
                self.product = 1.0;
            }
        } else {
            self.sum += n * libm::log1p(more);
        }
    }

    pub fn sum(&self) -> f64 {
        self.sum + libm::log(self.product)
    }
}
