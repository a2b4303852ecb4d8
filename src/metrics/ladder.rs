//! How far up the ladder of loyalty did customers come? From orders alone, or with whatever other files are there.

/// Customers on each rung; a customer stands on every rung up to the highest.
#[derive(Debug, Clone, PartialEq)]
pub struct Ladder {
    /// From the lowest rung that the files can show to loyalty.
    pub rungs: Vec<Rung>,
    /// For each customer how many rungs were climbed: 0 for none.
    pub level_of: Vec<u8>,
}

/// One rung.
#[derive(Debug, Clone, PartialEq)]
pub struct Rung {
    /// Which.
    pub name: RungName,
    /// Its definition in words.
    pub rule: String,
    /// Customers on it or above.
    pub n_customers: usize,
    /// Of those on the lowest rung, 0 to 1; `None` if nobody is there.
    pub share_of_first: Option<f64>,
    /// Of those on the rung below; `None` for the first, or if nobody is there.
    pub share_of_previous: Option<f64>,
}

/// The five rungs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RungName {
    /// Known to us: in the customers file, contacted, or seen in any event.
    Aware,
    /// Tried: any event or answer that is not a purchase, where files show them.
    Trial,
    /// Bought once.
    Purchase,
    /// Bought on two days or more.
    MultiplePurchase,
    /// Keeps buying.
    Loyalty,
}
