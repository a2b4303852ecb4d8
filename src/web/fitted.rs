//! Fits of histories that were summed up elsewhere, for people whose orders stay in a warehouse.

use super::dto;
use super::node::Node;
use crate::error::Error;
use crate::message::message;
use crate::metrics::value::fit;
use crate::metrics::value::history::{Histories, History};
use crate::metrics::value::purchases::Model;

/// Fits a model to an entry a customer. `null` where nobody bought twice. Histories that cannot be are refused.
#[inline(never)]
pub fn fit(model: &str, frequency: &[u32], recency: &[f64], age: &[f64]) -> Result<Node, Error> {
    let found = Model::ALL.into_iter().find(|known| known.name() == model);
    let model = found.ok_or_else(|| Error::config(format!("There is no model \"{model}\".")))?;
    if recency.len() != frequency.len() || age.len() != frequency.len() {
        return Err(Error::config(message!(
            "Frequency, recency and age must have an entry a customer each."
        )));
    }
    let mut all = Vec::with_capacity(frequency.len());
    for (&x, (&tx, &age)) in frequency.iter().zip(recency.iter().zip(age)) {
        let can_be = tx >= 0.0 && tx <= age && age.is_finite() && (x > 0 || tx == 0.0);
        if !can_be {
            return Err(Error::config(message!(
                "The last purchase must lie between the first one and the end, and be the first one where there was no \
                 other."
            )));
        }
        all.push(History { x, tx, age, n: 1.0 });
    }
    let fitted = fit::purchases(model, &Histories::new(all));
    Ok(dto::fit(fitted.map(|fitted| fitted.report(model.name(), model.parameter_names())).as_ref()))
}
