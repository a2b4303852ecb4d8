//! How far the forecast of value can be trusted, as plain objects for the page.

use super::dto;
use super::node::{Fields, Node};
use crate::metrics::value::one::{AfterPurchase, Estimate, One, Outlook};
use crate::metrics::value::trust::Trust;

/// The check against the past, the course week by week, the customers by number of purchases.
pub fn trust(answer: &Trust) -> Node {
    let holdout = &answer.holdout;
    let mut scores = Vec::with_capacity(holdout.scores.len());
    for score in &holdout.scores {
        let mut fields = Fields::new();
        fields
            .text("name", score.name)
            .number("predicted", score.predicted)
            .maybe("bias", score.bias)
            .number("mae", score.mae)
            .number("rmse", score.rmse)
            .maybe("correlation", score.correlation)
            .maybe("brier", score.brier)
            .number("revenue", score.revenue)
            .maybe("revenueBias", score.revenue_bias)
            .maybe("topDecileShare", score.top_decile_share)
            .node("gains", Node::numbers(&score.gains))
            .maybe("coverage", score.coverage.map(|coverage| coverage.share));
        scores.push(fields.done());
    }
    Fields::new()
        .maybe_day("split", holdout.split)
        .number("horizonDays", holdout.horizon)
        .count("nCustomers", holdout.n_customers)
        .number("bought", holdout.bought as f64)
        .count("nNone", holdout.n_none)
        .number("paid", holdout.paid)
        .count("winner", holdout.winner)
        .node("scores", Node::List(scores))
        .node("tracking", tracking(answer))
        .node("counts", counts(answer))
        .node("fits", Node::List(answer.fits.iter().map(|one| dto::fit(Some(one))).collect()))
        .done()
}

fn tracking(answer: &Trust) -> Node {
    let Some(tracking) = &answer.tracking else { return Node::Null };
    let mut columns = [Vec::new(), Vec::new(), Vec::new()];
    for week in &tracking.weeks {
        columns[0].push(f64::from(week.last_day.0));
        columns[1].push(week.actual);
        columns[2].push(week.expected);
    }
    Fields::new()
        .text("model", tracking.model)
        .node("lastDay", Node::doubles(&columns[0]))
        .node("actual", Node::doubles(&columns[1]))
        .node("expected", Node::doubles(&columns[2]))
        .done()
}

fn counts(answer: &Trust) -> Node {
    let Some(counts) = &answer.counts else { return Node::Null };
    Fields::new()
        .text("model", counts.model)
        .node("actual", Node::counts(&counts.actual))
        .node("expected", Node::numbers(&counts.expected))
        .done()
}

/// One customer; `null` is what cannot be known.
pub fn one(answer: &One) -> Node {
    let days: Vec<f64> = answer.days.iter().map(|day| f64::from(day.0)).collect();
    let outlook = answer.outlook.as_ref().map_or(Node::Null, outlook);
    Fields::new()
        .day("asOf", answer.as_of)
        .node("days", Node::numbers(&days))
        .number("soFar", answer.so_far.units())
        .number("horizonDays", answer.horizon_days)
        .number("noneDays", answer.none_days)
        .number("margin", answer.margin)
        .node("outlook", outlook)
        .done()
}

fn outlook(outlook: &Outlook) -> Node {
    let mut columns = [Vec::new(), Vec::new()];
    for point in &outlook.course {
        columns[0].push(f64::from(point.day.0));
        columns[1].push(point.p_alive);
    }
    let range = &outlook.range;
    let (low, high) = range.purchases;
    let [early, middle, late] = outlook.next;
    let next =
        Fields::new().maybe_day("early", early).maybe_day("middle", middle).maybe_day("late", late).done();
    let after = &outlook.after_purchase;
    Fields::new()
        .node("pAlive", estimate(&outlook.p_alive))
        .node("pAliveLater", estimate(&outlook.p_alive_later))
        .node("pNone", estimate(&outlook.p_none))
        .node("purchases", estimate(&outlook.purchases))
        .node("spend", estimate(&outlook.spend))
        .node("value", estimate(&outlook.value))
        .node("endless", outlook.endless.as_ref().map_or(Node::Null, estimate))
        .node("exactly", Node::numbers(&outlook.exactly))
        .node("purchasesRange", ends(f64::from(low), f64::from(high)))
        .node("valueRange", ends(range.value.0, range.value.1))
        .node("next", next)
        .node("courseDay", Node::doubles(&columns[0]))
        .node("courseAlive", Node::doubles(&columns[1]))
        .node("afterPurchase", after_purchase(after))
        .done()
}

fn after_purchase(after: &AfterPurchase) -> Node {
    Fields::new()
        .number("pAlive", after.p_alive)
        .number("purchases", after.purchases)
        .number("value", after.value)
        .done()
}

fn estimate(estimate: &Estimate) -> Node {
    let interval = estimate.interval.map_or(Node::Null, |range| ends(range.low, range.high));
    Fields::new().number("value", estimate.value).node("interval", interval).done()
}

/// The ends of a range that holds with a probability of 95 %.
fn ends(low: f64, high: f64) -> Node {
    Fields::new().number("low", low).number("high", high).number("level", 0.95).done()
}
