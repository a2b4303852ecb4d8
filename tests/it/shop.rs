//! Facts from literals, and the CDNOW sample, for the tests of the analyses.

use clientele::day::Day;
use clientele::dictionary::Dictionary;
use clientele::facts::{Customers, Facts, Order, Orders};
use clientele::moment::Moment;
use clientele::money::Money;

/// One order at midnight: customer, day, currency units.
pub fn order(customer: u32, day: i32, units: f64) -> Order {
    let amount = Money::from_units(units);
    Order { customer, moment: Moment::of_day(Day(day)), day: Day(day), amount, cost: None }
}

/// One order at midnight of a file that knows costs.
pub fn order_at_cost(customer: u32, day: i32, units: f64, cost: f64) -> Order {
    Order { cost: Some(Money::from_units(cost)), ..order(customer, day, units) }
}

/// Facts of orders alone; customer 0 is called `c0`.
pub fn facts(n_customers: usize, orders: &[Order]) -> Facts {
    let names: Vec<String> = (0..n_customers).map(|i| format!("c{i}")).collect();
    let ids: Dictionary = names.iter().map(String::as_str).collect();
    Facts {
        customers: Customers { ids, ..Customers::default() },
        orders: Orders::new(n_customers, orders),
        ..Facts::default()
    }
}

/// The rows of the CDNOW sample, each an order. Origin: `tests/data/README.md`.
pub fn cdnow() -> (Customers, Vec<Order>) {
    let text = include_str!("../data/cdnow_transactions.csv");
    let mut ids = Dictionary::default();
    let orders = text
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            let date: Vec<u32> = cells[1].split('-').map(|part| part.parse().unwrap()).collect();
            let day = Day::from_ymd(date[0] as i32, date[1], date[2]).unwrap();
            let amount = Money::from_units(cells[3].parse().unwrap());
            Order { customer: ids.intern(cells[0]), moment: Moment::of_day(day), day, amount, cost: None }
        })
        .collect();
    (Customers { ids, ..Customers::default() }, orders)
}

/// A generator of whole numbers for tests: the same from the same seed (Marsaglia's xorshift, 2003).
pub struct Dice(pub u64);

impl Dice {
    /// 0 to `n - 1`.
    pub fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n
    }

    /// Puts a list into another order.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            list.swap(i, self.below(i as u64 + 1) as usize);
        }
    }
}
