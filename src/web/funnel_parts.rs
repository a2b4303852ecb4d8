//! What stands behind a funnel: every rule at once, every window, groups, periods, times, what came next, money, one customer. Each
//! part has a name of its own and settings that hold those of its funnel.

use super::funnel_config;
use super::node::{Fields, Node};
use super::setting::Setting;
use crate::chart::{FunnelPart, Picture};
use crate::error::Error;
use crate::facts::{CustomerIdx, Facts};
use crate::locale::Locale;
use crate::message::message;
use crate::metrics::Interval;
use crate::metrics::funnel::{
    self, Attribution, Breakdown, BreakdownConfig, Comparison, FunnelConfig, GroupValue, Kept, NextEvents,
    StepMoney, Sums, TimeToConvert, Trend, Way, Windows,
};
use crate::metrics::period::Period;
use crate::money::Money;
use crate::report::{Report, funnel_parts as words};

/// Names of events shown after a step.
const MOST_NEXT: usize = 12;

/// Groups shown by themselves, unless the page says otherwise.
const MOST_GROUPS: u32 = 12;

/// A part and its settings.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    funnel: FunnelConfig,
    part: Part,
}

#[derive(Debug, Clone, PartialEq)]
enum Part {
    Rules,
    Windows,
    /// The property; the usual one if it is empty.
    Groups(BreakdownConfig),
    Trend(Option<Period>),
    /// From which required step to which, counted from 1; 0 for the last.
    Times(usize, usize),
    /// The required step at which they stopped, counted from 1; 0 where most do.
    Next(usize),
    Money,
    Customer(String),
}

/// What the facts say to it, with the funnel as it was asked.
#[derive(Debug)]
pub struct Answer {
    funnel: FunnelConfig,
    /// Names of the required steps.
    steps: Vec<String>,
    found: Found,
}

#[derive(Debug)]
enum Found {
    Rules(Comparison),
    Windows(Windows),
    Groups(Breakdown, BreakdownConfig),
    Trend(Trend),
    Times(TimeToConvert, usize, usize),
    Next(NextEvents),
    Money(StepMoney),
    Customer(Way),
}

impl Question {
    /// Reads the name of a part and its settings; `None` if it is the name of no part.
    pub fn read(view: &str, from: Setting<'_>) -> Result<Option<Self>, Error> {
        let part = match view {
            "funnel_rules" => from.only(&["funnel"]).map(|_| Part::Rules)?,
            "funnel_windows" => from.only(&["funnel"]).map(|_| Part::Windows)?,
            "funnel_groups" => {
                groups(from.only(&["funnel", "property", "attribution", "step", "maxGroups"])?)?
            }
            "funnel_trend" => Part::Trend(period(from.only(&["funnel", "period"])?.at("period"))?),
            "funnel_times" => {
                let from = from.only(&["funnel", "from", "to"])?;
                Part::Times(from.at("from").count_or(1)? as usize, from.at("to").count_or(0)? as usize)
            }
            "funnel_next" => Part::Next(from.only(&["funnel", "step"])?.at("step").count_or(0)? as usize),
            "funnel_money" => from.only(&["funnel"]).map(|_| Part::Money)?,
            "funnel_customer" => {
                let customer = from.only(&["funnel", "customer"])?.at("customer").given();
                Part::Customer(customer.map(Setting::owned).transpose()?.unwrap_or_default())
            }
            _ => return Ok(None),
        };
        Ok(Some(Self { funnel: funnel_config::funnel(from.at("funnel"))?, part }))
    }

    /// The answer. `funnel` is the funnel with its steps, which are suggested where none are chosen.
    #[inline(never)]
    pub fn answer(&self, facts: &Facts, funnel: FunnelConfig, kept: &mut Kept) -> Result<Answer, Error> {
        let required = funnel.steps.iter().filter(|step| !step.optional);
        let steps: Vec<String> = required.map(|step| step.name.clone()).collect();
        let found = match &self.part {
            Part::Rules => Found::Rules(funnel::compare_again(facts, &funnel, Some(kept))?),
            Part::Windows => Found::Windows(funnel::windows(facts, &funnel)?),
            Part::Groups(by) => {
                let by = with_property(by, facts)?;
                Found::Groups(funnel::breakdown(facts, &funnel, &by)?, by)
            }
            Part::Trend(period) => {
                let period = period.unwrap_or_else(|| usual_period(facts));
                Found::Trend(funnel::trend(facts, &funnel, period)?)
            }
            Part::Times(from, to) => {
                let to = if *to == 0 { steps.len() } else { *to };
                let times = funnel::time_to_convert_again(facts, &funnel, (*from, to), None, Some(kept))?;
                Found::Times(times, *from, to)
            }
            Part::Next(step) => {
                Found::Next(funnel::next_events_again(facts, &funnel, (*step, MOST_NEXT), Some(kept))?)
            }
            Part::Money => Found::Money(funnel::step_money(facts, &funnel)?),
            Part::Customer(id) => Found::Customer(funnel::way(facts, &funnel, Some(id))?),
        };
        Ok(Answer { funnel, steps, found })
    }

    /// The funnel as the page wrote it.
    pub fn funnel(&self) -> &FunnelConfig {
        &self.funnel
    }
}

fn groups(from: Setting<'_>) -> Result<Part, Error> {
    let attribution = from.at("attribution");
    let attribution = match attribution.given().map(Setting::text).transpose()? {
        None | Some("first") => Attribution::First,
        Some("last") => Attribution::Last,
        Some("step") => Attribution::Step(from.at("step").count_or(1)? as usize),
        Some("all steps") => Attribution::AllSteps,
        Some("customer") => Attribution::Customer,
        Some(_) => return Err(attribution.unknown("attribution")),
    };
    let property = from.at("property").given().map(Setting::owned).transpose()?.unwrap_or_default();
    let max_groups = from.at("maxGroups").count_or(MOST_GROUPS)? as usize;
    Ok(Part::Groups(BreakdownConfig { property, attribution, max_groups }))
}

fn period(from: Setting<'_>) -> Result<Option<Period>, Error> {
    Ok(match from.given().map(Setting::text).transpose()? {
        None => None,
        Some("hour") => Some(Period::Hour),
        Some("day") => Some(Period::Day),
        Some("week") => Some(Period::WeekMonday),
        Some("week from sunday") => Some(Period::WeekSunday),
        Some("month") => Some(Period::Month),
        Some("quarter") => Some(Period::Quarter),
        Some(_) => return Err(from.unknown("period")),
    })
}

fn period_word(period: Period) -> &'static str {
    match period {
        Period::Hour => "hour",
        Period::Day => "day",
        Period::WeekMonday => "week",
        Period::WeekSunday => "week from sunday",
        Period::Month => "month",
        Period::Quarter => "quarter",
    }
}

/// Some ten to thirty points.
fn usual_period(facts: &Facts) -> Period {
    let days = match facts.events.days() {
        (Some(first), Some(last)) => last.since(first),
        _ => 0,
    };
    match days {
        0..=45 => Period::Day,
        46..=200 => Period::WeekMonday,
        _ => Period::Month,
    }
}

/// A property to part a funnel by.
pub struct Property<'a> {
    pub name: &'a str,
    pub of_customers: bool,
    /// Its values, the most frequent first.
    pub values: Vec<&'a str>,
    pub n_values: usize,
}

/// Values named of one property.
const MOST_VALUES: usize = 40;

/// Attributes of customers and properties of events that have more than one value, those of the customers first.
#[inline(never)]
pub fn properties(facts: &Facts) -> Vec<Property<'_>> {
    let of_customers =
        facts.customers.attributes.iter().map(|one| (&one.name, &one.values, &one.codes, true));
    let of_events = facts.events.properties().iter().map(|one| (&one.name, &one.values, &one.codes, false));
    let mut all = Vec::new();
    for (name, values, codes, of_customers) in of_customers.chain(of_events) {
        let mut times = vec![0usize; values.len()];
        for &code in codes {
            if let Some(times) = times.get_mut(code as usize) {
                *times += 1;
            }
        }
        let mut ranked: Vec<(usize, &str)> =
            times.into_iter().zip(values.iter()).filter(|(n, _)| *n > 0).collect();
        let n_values = ranked.len();
        crate::sort::Sort::order_by(&mut ranked[..], |a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        ranked.truncate(MOST_VALUES);
        let values = ranked.into_iter().map(|(_, value)| value).collect();
        all.push(Property { name, of_customers, values, n_values });
    }
    all
}

/// Where the page names no property: the first with a few values.
fn with_property(by: &BreakdownConfig, facts: &Facts) -> Result<BreakdownConfig, Error> {
    if !by.property.is_empty() {
        return Ok(by.clone());
    }
    let all = properties(facts);
    let few = all.iter().find(|property| (2..=50).contains(&property.n_values)).or(all.first());
    let usual = few.ok_or_else(|| {
        Error::missing(message!("No loaded customers or events have a property to part them by."))
    })?;
    let attribution = if usual.of_customers { Attribution::Customer } else { by.attribution };
    Ok(BreakdownConfig { property: usual.name.to_string(), attribution, ..by.clone() })
}

impl Answer {
    /// To be drawn.
    #[inline(never)]
    pub fn picture(&self) -> Picture<'_> {
        Picture::FunnelPart(match &self.found {
            Found::Rules(answer) => FunnelPart::Rules(answer, self.funnel.rule),
            Found::Windows(answer) => FunnelPart::Windows(answer),
            Found::Groups(answer, _) => FunnelPart::Groups(answer),
            Found::Trend(answer) => FunnelPart::Trend(answer),
            Found::Times(answer, ..) => FunnelPart::Times(answer),
            Found::Next(answer) => FunnelPart::Next(answer),
            Found::Money(answer) => FunnelPart::Money(answer),
            Found::Customer(answer) => FunnelPart::Way(answer),
        })
    }

    /// In words and as a table.
    #[inline(never)]
    pub fn report(&self, locale: &Locale) -> Report {
        let rule = self.funnel.in_words().written(locale);
        let step = |place: usize| self.steps.get(place.wrapping_sub(1)).map_or("", String::as_str);
        match &self.found {
            Found::Rules(answer) => words::rules(answer, self.funnel.rule, locale),
            Found::Windows(answer) => words::windows(answer, locale),
            Found::Groups(answer, by) => words::groups(answer, by, &self.steps, locale),
            Found::Trend(answer) => words::trend(answer, &rule, locale),
            Found::Times(answer, from, to) => words::times(answer, (step(*from), step(*to)), &rule, locale),
            Found::Next(answer) => words::next(answer, &rule, locale),
            Found::Money(answer) => words::money(answer, locale),
            Found::Customer(answer) => words::customer(answer, &rule, locale),
        }
    }

    /// Key figures above the table, where there are any.
    pub fn summary(&self, locale: &Locale) -> Option<Report> {
        let Found::Times(answer, ..) = &self.found else { return None };
        Some(Report { table: words::figures(answer, locale), ..self.report(locale) })
    }

    /// The customers behind a row of the table: those whom a rule counts otherwise than that of the funnel; beside the rule of the
    /// funnel, all on whom any two rules disagree.
    #[inline(never)]
    pub fn members(&self, row: usize) -> Option<Vec<CustomerIdx>> {
        let Found::Rules(answer) = &self.found else { return None };
        let counts = answer.rules.get(row)?;
        Some(match counts.rule == self.funnel.rule {
            true => answer.disagreeing.clone(),
            false => answer.between(self.funnel.rule, counts.rule),
        })
    }

    /// As plain data.
    #[inline(never)]
    pub fn node(&self, locale: &Locale) -> Node {
        match &self.found {
            Found::Rules(answer) => rules_node(answer, locale),
            Found::Windows(answer) => windows_node(answer),
            Found::Groups(answer, by) => groups_node(answer, by, locale),
            Found::Trend(answer) => trend_node(answer),
            Found::Times(answer, from, to) => times_node(answer, *from, *to),
            Found::Next(answer) => next_node(answer),
            Found::Money(answer) => money_node(answer),
            Found::Customer(answer) => way_node(answer, locale),
        }
    }
}

fn interval(interval: Option<&Interval>) -> Node {
    super::dto::interval(interval)
}

fn seconds(ms: i64) -> f64 {
    ms as f64 / 1000.0
}

fn customers(list: &[CustomerIdx]) -> Node {
    Node::wholes(list)
}

fn rules_node(answer: &Comparison, locale: &Locale) -> Node {
    let mut rules = Vec::with_capacity(answer.rules.len());
    for counts in &answer.rules {
        let mut fields = Fields::new();
        fields
            .text("rule", counts.rule.name())
            .text("words", &counts.words.written(locale))
            .node("counts", Node::counts(&counts.counts))
            .node("levelOf", Node::bytes(&counts.level_of))
            .node(
                "refused",
                counts
                    .refused
                    .as_ref()
                    .map_or(Node::Null, |why| Node::text(&why.clone().told(locale).to_string())),
            );
        rules.push(fields.done());
    }
    Fields::new()
        .node("rules", Node::List(rules))
        .node("disagreeing", customers(&answer.disagreeing))
        .node("byTies", customers(&answer.by_ties))
        .done()
}

fn windows_node(answer: &Windows) -> Node {
    let windows: Vec<f64> = answer.windows.iter().map(|&ms| seconds(ms)).collect();
    Fields::new()
        .texts("steps", &answer.steps)
        .node("windowSeconds", Node::numbers(&windows))
        .node("counts", Node::List(answer.counts.iter().map(|counts| Node::counts(counts)).collect()))
        .node("withoutEnd", Node::counts(&answer.without_end))
        .count("current", answer.current)
        .maybe("halfSeconds", answer.half_ms.map(seconds))
        .done()
}

fn groups_node(answer: &Breakdown, by: &BreakdownConfig, locale: &Locale) -> Node {
    let mut groups = Vec::with_capacity(answer.groups.len());
    for group in &answer.groups {
        let (kind, value, n) = match &group.value {
            GroupValue::Value(value) => ("value", value.as_str(), 1),
            GroupValue::Blank => ("blank", "", 1),
            GroupValue::Rest(n) => ("rest", "", *n),
        };
        let mut fields = Fields::new();
        fields
            .text("kind", kind)
            .text("value", value)
            .count("nValues", n)
            .node("counts", Node::counts(&group.counts))
            .maybe("conversion", group.conversion)
            .node("interval", interval(group.interval.as_ref()))
            .maybe("difference", group.difference)
            .node("differenceInterval", interval(group.difference_interval.as_ref()))
            .maybe("p", group.p);
        groups.push(fields.done());
    }
    Fields::new()
        .text("property", &by.property)
        .text("rule", &answer.rule.written(locale))
        .node("groups", Node::List(groups))
        .done()
}

fn trend_node(answer: &Trend) -> Node {
    let mut points = Vec::with_capacity(answer.points.len());
    for point in &answer.points {
        let mut fields = Fields::new();
        fields
            .day("start", point.start)
            .count("nEntered", point.n_entered)
            .count("nConverted", point.n_converted)
            .maybe("conversion", point.conversion)
            .node("interval", interval(point.interval.as_ref()))
            .flag("finished", point.finished);
        points.push(fields.done());
    }
    Fields::new().text("period", period_word(answer.period)).node("points", Node::List(points)).done()
}

fn times_node(answer: &TimeToConvert, from: usize, to: usize) -> Node {
    let bin = |bin: &funnel::TimeBin| {
        Fields::new()
            .number("fromSeconds", seconds(bin.from_ms))
            .number("toSeconds", seconds(bin.to_ms))
            .count("n", bin.n)
            .done()
    };
    let (who, times): (Vec<u32>, Vec<f64>) = answer.times.iter().map(|&(who, ms)| (who, seconds(ms))).unzip();
    Fields::new()
        .count("from", from)
        .count("to", to)
        .maybe("medianSeconds", answer.median_seconds)
        .maybe("meanSeconds", answer.mean_seconds)
        .node("classes", Node::List(answer.classes().iter().map(bin).collect()))
        .node("histogram", Node::List(answer.histogram.iter().map(bin).collect()))
        .node("customer", customers(&who))
        .node("seconds", Node::doubles(&times))
        .done()
}

fn next_node(answer: &NextEvents) -> Node {
    let mut events = Vec::with_capacity(answer.events.len());
    for (event, n) in &answer.events {
        let event = event.as_deref().map_or(Node::Null, Node::text);
        events.push(Fields::new().node("event", event).count("nCustomers", *n).done());
    }
    Fields::new()
        .text("step", &answer.step)
        .count("nStopped", answer.n_stopped)
        .node("events", Node::List(events))
        .count("nFurtherEvents", answer.rest.0)
        .count("nFurtherCustomers", answer.rest.1)
        .done()
}

fn money_node(answer: &StepMoney) -> Node {
    let units = |money: Option<Money>| money.map(Money::units);
    let sums = |sums: &Sums| {
        Fields::new().maybe("orders", units(sums.orders)).maybe("cost", units(sums.cost)).done()
    };
    let mut steps = Vec::with_capacity(answer.steps.len());
    for step in &answer.steps {
        let mut fields = Fields::new();
        fields
            .text("name", &step.name)
            .count("nReached", step.n_reached)
            .count("nStopped", step.n_stopped)
            .node("reached", sums(&step.reached))
            .node("stopped", sums(&step.stopped))
            .maybe("taken", units(step.taken))
            .maybe("costPerCustomer", units(step.cost_per_customer));
        steps.push(fields.done());
    }
    Fields::new()
        .node("steps", Node::List(steps))
        .node("outside", sums(&answer.outside))
        .node("total", sums(&answer.total))
        .maybe("unassignedCost", units(answer.unassigned_cost))
        .done()
}

fn way_node(answer: &Way, locale: &Locale) -> Node {
    let mut taken = Vec::with_capacity(answer.taken.len());
    for own in &answer.taken {
        let seconds = seconds(own.moment.0);
        taken.push(Fields::new().text("event", &own.event).number("second", seconds).done());
    }
    Fields::new()
        .text("customer", &answer.customer)
        .texts("steps", &answer.steps)
        .node("taken", Node::List(taken))
        .node("stopped", answer.stopped.as_ref().map_or(Node::Null, |why| Node::text(&why.written(locale))))
        .maybe("windowSeconds", answer.window_ms.map(seconds))
        .count("nEvents", answer.n_events)
        .done()
}
