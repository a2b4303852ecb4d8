//! Time to fit each model to simulated customers with continuous ages, in milliseconds: the least of five runs.
//!
//! `cargo run --release --example value_speed [customers]`
#![allow(clippy::disallowed_methods)]

use std::time::Instant;

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
                let start = Instant::now();
                let histories: Vec<History> = customers.clone();
                let fitted = fit::purchases(model, &Histories::new(histories));
                least = least.min(start.elapsed().as_secs_f64() * 1e3);
                evaluations = fitted.map_or(0, |f| f.optimum.n_evaluations);
            }
            println!("  {:<10} {least:8.1} ms, {evaluations} evaluations of all", model.name());
        }
    }
}
