//! Time to fit each model to simulated customers with continuous ages, in milliseconds of the processor: the least of
//! five runs.
//!
//! `cargo run --release --example value_speed [customers]`
#![allow(clippy::disallowed_methods)]

use clientele::metrics::value::fit;
use clientele::metrics::value::history::{Histories, History};
use clientele::metrics::value::purchases::Model;
use clientele::metrics::value::simulate::{Truth, simulate};

fn main() {
    let n: usize = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(100_000);
    for truth in [
        Truth { model: Model::BgNbd, parameters: [0.243, 4.414, 0.793, 2.426] },
        Truth { model: Model::ParetoNbd, parameters: [0.553, 10.578, 0.606, 11.669] },
    ] {
        let customers = simulate(&truth, n, (26.0, 78.0), 20_050_501);
        println!("{} {} customers", truth.model.name(), n);
        for model in Model::ALL {
            let (mut least, mut evaluations) = (f64::INFINITY, 0);
            for _ in 0..5 {
                let start = busy_ms();
                let histories: Vec<History> = customers.clone();
                let fitted = fit::purchases(model, &Histories::new(histories));
                least = least.min(busy_ms() - start);
                evaluations = fitted.map_or(0, |f| f.optimum.n_evaluations);
            }
            println!("  {:<10} {least:8.1} ms, {evaluations} evaluations of all", model.name());
        }
    }
}

/// What this thread has used of the processor, where Linux tells; else a wall clock.
fn busy_ms() -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let ns = told.and_then(|text| text.split_whitespace().next()?.parse::<f64>().ok());
    let wall = || std::time::SystemTime::UNIX_EPOCH.elapsed().map_or(0.0, |d| d.as_secs_f64() * 1e9);
    ns.unwrap_or_else(wall) / 1e6
}
