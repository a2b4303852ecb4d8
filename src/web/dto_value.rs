//! How far the forecast of value can be trusted, as plain objects for the page.

use super::node::{Fields, Node};
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
