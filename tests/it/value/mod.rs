//! Lifetime value on the CDNOW sample (`tests/data/cdnow_transactions.csv`: 2357 customers of the CD shop who first bought
//! between January and March 1997, released by Fader and Hardie) against published tables and 40-digit numbers.

mod bgbb;
mod chances;
mod checks;
mod covariates;
mod decide;
mod each;
mod fits;
mod holdout;
mod one;
mod quick;
mod recovery;
mod reference;
mod robust;
mod trust;

use clientele::day::Day;
use clientele::facts::{Facts, Order, Orders};
use clientele::metrics::value::{Fit, Value, ValueConfig, value};
use clientele::moment::Moment;
use clientele::money::Money;

const LOG: &str = include_str!("../../data/cdnow_transactions.csv");

fn day(text: &str) -> Day {
    let mut parts = text.split('-').map(|part| part.parse::<i32>().unwrap());
    let (y, m, d) = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
    Day::from_ymd(y, m as u32, d as u32).unwrap()
}

/// The rows of the log; customers are numbered from 0.
pub fn cdnow_orders() -> Vec<Order> {
    let rows = LOG.lines().skip(1).map(|line| {
        let cells: Vec<&str> = line.split(',').collect();
        let day = day(cells[1]);
        Order {
            customer: cells[0].parse::<u32>().unwrap() - 1,
            moment: Moment::of_day(day),
            day,
            amount: Money::from_units(cells[3].parse().unwrap()),
            cost: None,
        }
    });
    rows.collect()
}

fn facts(orders: &[Order]) -> Facts {
    Facts { orders: Orders::new(2357, orders), ..Facts::default() }
}

/// As of the end of the calibration half of 39 weeks.
fn calibration() -> ValueConfig {
    ValueConfig { as_of: Day::from_ymd(1997, 9, 30), ..ValueConfig::default() }
}

fn cdnow() -> Value {
    value(&facts(&cdnow_orders()), &calibration()).unwrap()
}

fn parameter(fit: &Fit, name: &str) -> (f64, f64) {
    let found = fit.parameters.iter().find(|p| p.name == name).unwrap();
    (found.value, found.standard_error.unwrap())
}

fn close(got: f64, want: f64, relative: f64) {
    assert!((got - want).abs() <= relative * want.abs(), "got {got}, want {want}");
}

#[test]
fn purchases_of_cdnow_fit_the_published_table() {
    // `mle.bgnbd.weeks_exact` of tests/reference/value.json: 40-digit maximum on days / 7.
    let fit = cdnow().purchases.clone().unwrap();
    let want = [
        ("r", 0.242_594_522_430_157_08, 0.012_557_378_067_872_244, 1.0),
        ("alpha", 4.413_602_019_013_504, 0.378_224_059_853_805_97, 7.0),
        ("a", 0.792_922_017_225_597_5, 0.185_733_821_372_181_8, 1.0),
        ("b", 2.425_906_776_826_332, 0.705_414_259_794_833_7, 1.0),
    ];
    for (name, estimate, error, days) in want {
        let (value, standard_error) = parameter(&fit, name);
        close(value / days, estimate, 1e-9);
        close(standard_error / days, error, 1e-6);
    }
    // A week has seven days: each repeat purchase's density is a seventh per day of what it is per week.
    let repeats: u32 = cdnow().customers.iter().map(|c| c.frequency).sum();
    close(fit.log_likelihood + repeats as f64 * libm::log(7.0), -9_582.429_206_673_93, 1e-12);
    assert!(fit.converged);
    assert!(fit.certificate.gradient_per_customer < 1e-10);
    assert!(fit.certificate.curvatures.iter().all(|&c| c > 1.0));
}

#[test]
fn spend_of_cdnow_fits_the_published_table() {
    // `mle.gg.z_full`: 946 repeat buyers.
    let fit = cdnow().spend.clone().unwrap();
    assert_eq!(fit.n_customers, 946);
    let want = [
        ("p", 6.249_572_277_470_99, 1.190_055_336_748_993_7),
        ("q", 3.744_224_667_738_343, 0.290_133_065_099_878_63),
        ("gamma", 15.443_520_948_091_027, 4.159_422_745_455_469),
    ];
    for (name, estimate, error) in want {
        let (value, standard_error) = parameter(&fit, name);
        close(value, estimate, 1e-7);
        close(standard_error, error, 1e-5);
    }
    // The reference rounded mean spends to six decimals; here cents are exact.
    close(fit.log_likelihood, -4_055.917_694_552_206_3, 1e-10);
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let mut orders = cdnow_orders();
    let before = value(&facts(&orders), &calibration()).unwrap();
    orders.reverse();
    let after = value(&facts(&orders), &calibration()).unwrap();
    assert_eq!(before, after);
}

#[test]
fn the_forecast_of_all_is_the_sum_of_the_customers_and_lies_in_its_interval() {
    let all = cdnow();
    assert_eq!(all.n_customers, 2357);
    let sum: f64 = all.customers.iter().map(|c| c.expected_value.unwrap()).sum();
    close(sum, all.expected.unwrap(), 1e-12);
    let interval = all.interval.unwrap();
    assert!(interval.low < all.expected.unwrap() && all.expected.unwrap() < interval.high);
    assert!(interval.high / interval.low < 1.6, "{interval:?}");
    assert!(all.notes.is_empty(), "{:?}", all.notes);
}
