//! Every result as text in which two floats look alike only if they are the same to the bit. `cargo xtask test`
//! compiles this natively and for wasm and compares what the two print.

#[path = "../it/shop.rs"]
#[allow(dead_code)]
mod shop;

use clientele::chart::{Caption, Picture, Theme, svg};
use clientele::day::Day;
use clientele::dictionary::Dictionary;
use clientele::error::Error;
use clientele::facts::{Event, Events, Facts, Orders};
use clientele::locale::Locale;
use clientele::metrics::funnel::{FunnelConfig, Rule, Step, funnel};
use clientele::metrics::ladder::{LadderConfig, ladder};
use clientele::metrics::segments::{SegmentsConfig, segments};
use clientele::metrics::value::{ValueConfig, value};
use clientele::metrics::value_bands::value_bands;
use clientele::moment::Moment;
use clientele::report;

const STEPS: [&str; 4] = ["visit", "basket", "checkout", "purchase"];

/// All results, one field a line. An answer that is refused ends it: two refusals are no proof.
fn digest() -> Result<String, Error> {
    let facts = facts();
    let mut lines = of_orders(&facts)?;
    for rule in Rule::ALL {
        lines.extend(of_events(&facts, rule)?);
    }
    Ok(lines.join("\n"))
}

/// The orders of CDNOW and events thrown with dice.
fn facts() -> Facts {
    let (customers, orders) = shop::cdnow();
    let n_customers = customers.len();
    let mut dice = shop::Dice(20_260_101);
    let names: Dictionary = STEPS.into_iter().collect();
    let events: Vec<Event> = (0..20_000)
        .map(|_| {
            let day = Day(10_000 + dice.below(300) as i32);
            let moment = Moment(Moment::of_day(day).0 + dice.below(86_400_000) as i64);
            let (customer, name) = (dice.below(n_customers as u64) as u32, dice.below(4) as u32);
            Event { customer, moment, day, name }
        })
        .collect();
    let bought = Facts { customers, orders: Orders::new(n_customers, &orders), ..Facts::default() };
    Facts { events: Events::new(n_customers, names, &events), ..bought }
}

fn of_orders(facts: &Facts) -> Result<Vec<String>, Error> {
    let locale = Locale::default();
    let groups = segments(facts, &SegmentsConfig::default())?;
    let rungs = ladder(facts, &LadderConfig::default());
    let config = ValueConfig::default();
    let worth = value(facts, &config)?;
    let bands = value_bands(&worth.customers, 10);
    Ok(vec![
        format!("{groups:#?}\n{:#?}", report::segments(&groups, &locale)),
        format!("{rungs:#?}\n{:#?}", report::ladder(&rungs, &locale)),
        format!("{worth:#?}\n{bands:#?}\n{:#?}", report::value(&worth, &bands, &config, &locale)),
        drawn(&Picture::Segments(&groups))?,
        drawn(&Picture::Ladder(&rungs))?,
        drawn(&Picture::Value(&bands))?,
    ])
}

fn of_events(facts: &Facts, rule: Rule) -> Result<Vec<String>, Error> {
    let step = |name: &str| Step { name: name.into(), events: vec![name.into()], ..Step::default() };
    let config =
        FunnelConfig { steps: STEPS.into_iter().map(step).collect(), rule, ..FunnelConfig::default() };
    let answer = funnel(facts, &config)?;
    let words = format!("{answer:#?}\n{:#?}", report::funnel(&answer, &Locale::default()));
    Ok(vec![words, drawn(&Picture::Funnel(&answer))?])
}

/// The picture, one element a line.
fn drawn(picture: &Picture<'_>) -> Result<String, Error> {
    let document = svg(picture, 720.0, &Caption::default(), &Theme::light(), &Locale::default())?;
    Ok(document.replace('>', ">\n"))
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> Result<(), Error> {
    println!("{}", digest()?);
    Ok(())
}

#[cfg(target_arch = "wasm32")]
fn main() {}

/// What the native program prints, for the script that runs the wasm.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn digest_text() -> Result<String, String> {
    digest().map_err(|error| error.to_string())
}
