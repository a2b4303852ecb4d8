//! Answers of the later views as plain objects. `types.d.ts` says the same in TypeScript.

use super::super::dto::interval;
use super::super::node::{Fields, Node};
use crate::metrics::concentration::Concentration;
use crate::metrics::kmeans::{Feature, Kmeans};
use crate::metrics::movement::Movement;
use crate::metrics::overview::Overview;
use crate::metrics::retention::{Cell, PeriodRate, Retention, Rhythm, Survival};
use crate::metrics::segments::SegmentName;
use crate::metrics::tiers::{Measure, Tiers};

/// A list of objects.
fn list<T>(items: &[T], fill: &dyn Fn(&T, &mut Fields)) -> Node {
    let mut nodes = Vec::with_capacity(items.len());
    for item in items {
        let mut fields = Fields::new();
        fill(item, &mut fields);
        nodes.push(fields.done());
    }
    Node::List(nodes)
}

fn groups_of(groups: &[Option<u8>]) -> Node {
    Node::bytes(&groups.iter().map(|group| group.unwrap_or(u8::MAX)).collect::<Vec<u8>>())
}

/// When customers buy.
pub fn hours(answer: &Overview) -> Node {
    let by_hour = answer
        .rhythm
        .by_hour
        .as_ref()
        .map(|days| Node::List(days.iter().map(|hours| Node::counts(hours)).collect()));
    Fields::new()
        .day("asOf", answer.as_of)
        .node("byWeekday", Node::counts(&answer.rhythm.by_weekday))
        .node("byHour", by_hour.unwrap_or_default())
        .done()
}

/// On how few the money rests.
pub fn concentration(answer: &Overview) -> Node {
    concentrated(&answer.concentration)
}

fn concentrated(answer: &Concentration) -> Node {
    Fields::new()
        .count("nCustomers", answer.n_customers)
        .number("amount", answer.amount.units())
        .maybe("gini", answer.gini)
        .count("nBestFifth", answer.n_best_fifth)
        .maybe("bestFifth", answer.best_fifth)
        .maybe("nForHalf", answer.n_for_half.map(|n| n as f64))
        .node(
            "curve",
            list(&answer.curve, &|point, fields| {
                fields.number("customers", point.customers).number("amount", point.amount);
            }),
        )
        .done()
}

/// The pyramid.
pub fn tiers(answer: &Tiers) -> Node {
    let measure = match answer.measure {
        Measure::Amount => "amount",
        Measure::Profit => "profit",
    };
    Fields::new()
        .day("asOf", answer.as_of)
        .text("measure", measure)
        .count("nCustomers", answer.n_customers)
        .number("worth", answer.worth.units())
        .node(
            "tiers",
            list(&answer.tiers, &|tier, fields| {
                fields
                    .text("name", tier.name.label().0)
                    .count("nCustomers", tier.n_customers)
                    .number("share", tier.share)
                    .number("worth", tier.worth.units())
                    .maybe("worthShare", tier.worth_share)
                    .maybe("least", tier.least.map(|money| money.units()))
                    .maybe("mean", tier.mean.map(|money| money.units()))
                    .number("amount", tier.amount.units())
                    .maybe("meanOrders", tier.mean_orders)
                    .maybe("medianRecencyDays", tier.median_recency_days);
            }),
        )
        .node("tierOf", groups_of(&answer.tier_of))
        .count("nBelowZero", answer.n_below_zero)
        .number("belowZero", answer.below_zero.units())
        .node("concentration", concentrated(&answer.concentration))
        .done()
}

fn feature(feature: Feature) -> &'static str {
    match feature {
        Feature::Recency => "recency",
        Feature::Orders => "orders",
        Feature::Amount => "amount",
        Feature::MeanOrder => "meanOrder",
        Feature::Age => "age",
    }
}

/// Groups found in the data.
pub fn groups(answer: &Kmeans) -> Node {
    Fields::new()
        .day("asOf", answer.as_of)
        .count("nCustomers", answer.n_customers)
        .number("amount", answer.amount.units())
        .node(
            "scales",
            list(&answer.scales, &|scale, fields| {
                fields
                    .text("feature", feature(scale.feature))
                    .flag("log", scale.log)
                    .number("mean", scale.mean)
                    .number("deviation", scale.deviation);
            }),
        )
        .node(
            "groups",
            list(&answer.groups, &|group, fields| {
                fields
                    .count("nCustomers", group.n_customers)
                    .number("share", group.share)
                    .number("amount", group.amount.units())
                    .maybe("amountShare", group.amount_share)
                    .node("means", Node::numbers(&group.means))
                    .node("center", Node::numbers(&group.center));
            }),
        )
        .node("groupOf", groups_of(&answer.group_of))
        .number("inertia", answer.inertia)
        .maybe("silhouette", answer.silhouette)
        .node(
            "trials",
            list(&answer.trials, &|trial, fields| {
                fields
                    .count("nGroups", trial.n_groups.into())
                    .number("inertia", trial.inertia)
                    .maybe("silhouette", trial.silhouette)
                    .maybe("gap", trial.gap.map(|gap| gap.gap))
                    .maybe("gapError", trial.gap.map(|gap| gap.error));
            }),
        )
        .maybe("gapChoice", answer.gap_choice.map(f64::from))
        .done()
}

/// Who moved between groups.
pub fn movement(answer: &Movement) -> Node {
    Fields::new()
        .day("from", answer.from)
        .day("to", answer.to)
        .count("nCustomers", answer.n_customers)
        .count("nUp", answer.n_up)
        .count("nDown", answer.n_down)
        .count("nSame", answer.n_same)
        .count("nNew", answer.n_new)
        .node(
            "flows",
            list(&answer.flows, &|flow, fields| {
                fields
                    .node("from", flow.from.map_or(Node::Null, |from| Node::text(SegmentName::label(from).0)))
                    .text("to", flow.to.label().0)
                    .count("nCustomers", flow.n_customers)
                    .number("amount", flow.amount.units());
            }),
        )
        .done()
}

fn cell(cell: Option<&Cell>) -> Node {
    let Some(cell) = cell else { return Node::Null };
    Fields::new()
        .count("eligible", cell.eligible)
        .count("returned", cell.returned)
        .maybe("share", cell.share)
        .node("interval", interval(cell.interval.as_ref()))
        .number("activities", cell.activities as f64)
        .number("amount", cell.amount.units())
        .done()
}

/// Cohorts and averages.
pub fn retention(answer: &Retention) -> Node {
    Fields::new()
        .flag("ofOrders", answer.of_orders)
        .text("period", answer.period.name().0)
        .day("asOf", answer.as_of)
        .node(
            "cohorts",
            list(&answer.cohorts, &|cohort, fields| {
                let cells = cohort.cells.iter().map(|one| cell(one.as_ref())).collect();
                fields
                    .node("value", cohort.value.as_deref().map_or(Node::Null, Node::text))
                    .count("nValues", cohort.rows.len())
                    .maybe_day("start", cohort.start)
                    .count("nCustomers", cohort.size)
                    .node("cells", Node::List(cells));
            }),
        )
        .node(
            "averages",
            list(&answer.averages, &|average, fields| {
                fields
                    .count("eligible", average.eligible)
                    .count("returned", average.returned)
                    .number("activities", average.activities as f64)
                    .number("amount", average.amount.units())
                    .maybe("pooled", average.pooled)
                    .node("interval", interval(average.interval.as_ref()))
                    .maybe("meanOfCohorts", average.mean_of_cohorts);
            }),
        )
        .count("nEarlier", answer.n_earlier)
        .done()
}

/// From period to period.
pub fn rates(answer: &[PeriodRate]) -> Node {
    list(answer, &|rate, fields| {
        fields
            .day("start", rate.start)
            .flag("over", rate.over)
            .count("active", rate.active)
            .count("kept", rate.kept)
            .count("new", rate.new)
            .count("wonBack", rate.won_back)
            .count("lost", rate.lost)
            .maybe("retention", rate.retention)
            .node("interval", interval(rate.interval.as_ref()))
            .maybe("churn", rate.churn);
    })
}

/// How long customers stay.
pub fn survival(answer: &Survival) -> Node {
    Fields::new()
        .text("rule", &answer.rule.to_string())
        .count("n", answer.n)
        .count("nEnded", answer.n_ended)
        .maybe("medianDays", answer.median_days.map(f64::from))
        .node(
            "points",
            list(&answer.points, &|point, fields| {
                fields
                    .count("days", point.days as usize)
                    .count("atRisk", point.at_risk)
                    .count("ended", point.ended)
                    .number("share", point.share)
                    .node("interval", interval(point.interval.as_ref()));
            }),
        )
        .done()
}

/// The rhythm of all and of each.
pub fn rhythm(answer: &Rhythm) -> Node {
    let own = &answer.customers;
    Fields::new()
        .day("asOf", answer.as_of)
        .node("gaps", Node::wholes(&answer.gaps))
        .maybe("medianGapDays", answer.median_gap_days())
        .count("nOverdue", answer.n_overdue())
        .node("customer", Node::wholes(&own.iter().map(|one| one.customer).collect::<Vec<_>>()))
        .node("medianGapOf", Node::doubles(&own.iter().map(|one| one.median_gap_days).collect::<Vec<_>>()))
        .node("silenceDaysOf", Node::wholes(&own.iter().map(|one| one.silence_days).collect::<Vec<_>>()))
        .done()
}
