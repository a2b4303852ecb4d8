//! Answers about groups as plain objects.

use super::super::dto::{interval, segment_code};
use super::super::node::{Fields, Node};
use crate::locale::Locale;
use crate::message::Message;
use crate::metrics::agreement::Agreement;
use crate::metrics::code_map::CodeMap;
use crate::metrics::partition::Parts;
use crate::metrics::profile::Profile;
use crate::metrics::rules::Rules;
use crate::metrics::segments::Segments;
use crate::report::profile::label;
use crate::report::rule_name;

/// The groups by name and size.
fn groups(parts: &Parts, locale: &Locale) -> Node {
    let mut nodes = Vec::with_capacity(parts.names.len());
    for (name, n) in parts.names.iter().zip(parts.sizes()) {
        nodes.push(Fields::new().message("name", name, locale).count("nCustomers", n).done());
    }
    Node::List(nodes)
}

/// One group against the rest: all traits, those of the making of the groups included.
pub fn profile(answer: &Profile, parts: &Parts, group: usize, locale: &Locale) -> Node {
    let mut traits = Vec::with_capacity(answer.traits.len());
    for own in &answer.traits {
        let mut fields = Fields::new();
        fields
            .text("name", &label(own, locale))
            .text("is", if own.value.is_some() { "share" } else { "median" })
            .number("own", own.own)
            .number("rest", own.rest)
            .count("nKnown", own.n_known[0])
            .count("nKnownRest", own.n_known[1])
            .number("size", own.size)
            .node("interval", interval(own.interval.as_ref()))
            .maybe("cohensH", own.h)
            .maybe("p", own.p)
            .flag("madeOf", own.made_of)
            .flag("certain", own.certain);
        traits.push(fields.done());
    }
    Fields::new()
        .day("asOf", answer.as_of)
        .node("groups", groups(parts, locale))
        .count("group", group)
        .count("nCustomers", answer.n)
        .count("nRest", answer.n_rest)
        .node("traits", Node::List(traits))
        .done()
}

/// Every code with its group and its customers, and where the scales were cut.
pub fn codes(answer: &Segments, map: &CodeMap, locale: &Locale) -> Node {
    let mut codes = Vec::with_capacity(map.codes.len());
    for own in &map.codes {
        let [recency, frequency, money] = own.code.map(usize::from);
        let mut fields = Fields::new();
        fields
            .count("recency", recency)
            .count("frequency", frequency)
            .count("money", money)
            .count("nCustomers", own.n_customers)
            .number("amount", own.amount.units())
            .text("segment", segment_code(own.name))
            .text("name", &locale.word(own.name.label()))
            .flag("moved", own.moved);
        codes.push(fields.done());
    }
    let mut fields = Fields::new();
    fields.day("asOf", answer.as_of).count("nBins", map.n_bins.into()).count("nCustomers", map.n_customers);
    for (name, scale) in
        [("recency", &answer.recency), ("frequency", &answer.frequency), ("monetary", &answer.monetary)]
    {
        let cut = Fields::new()
            .node("cuts", Node::numbers(&scale.cuts))
            .node("counts", Node::counts(&scale.counts))
            .done();
        fields.node(name, cut);
    }
    fields.node("codes", Node::List(codes)).done()
}

/// Who is where under either rule.
pub fn agreement(answer: &Agreement, locale: &Locale) -> Node {
    let names =
        |names: &[Message]| Node::List(names.iter().map(|name| Node::text(&name.written(locale))).collect());
    Fields::new()
        .node("rows", names(&answer.names[0]))
        .node("columns", names(&answer.names[1]))
        .node("cells", Node::List(answer.cells.iter().map(|row| Node::counts(row)).collect()))
        .count("nCustomers", answer.n)
        .count("onlyOne", answer.only[0])
        .count("onlyOther", answer.only[1])
        .maybe("same", answer.same.map(|n| n as f64))
        .maybe("adjustedRand", answer.rand)
        .done()
}

/// Segments of the user.
pub fn rules(answer: &Rules, locale: &Locale) -> Node {
    let mut groups = Vec::with_capacity(answer.groups.len());
    for group in &answer.groups {
        let mut fields = Fields::new();
        fields
            .text("name", &rule_name(group, locale))
            .flag("everyoneElse", group.name.is_none())
            .count("nCustomers", group.n_customers)
            .count("nBuyers", group.n_buyers)
            .maybe("share", group.share)
            .number("amount", group.amount.units())
            .maybe("amountShare", group.amount_share)
            .maybe("meanOrders", group.mean_orders)
            .maybe("medianRecencyDays", group.median_recency_days);
        groups.push(fields.done());
    }
    Fields::new()
        .day("asOf", answer.as_of)
        .count("nCustomers", answer.n_customers)
        .node("groups", Node::List(groups))
        .node("groupOf", Node::bytes(&answer.group_of))
        .done()
}
