//! Orders from the rows of orders files.

use std::cmp::Ordering;

use super::Source;
use super::arranged::{Arranged, is_repeated};
use super::currency::Currencies;
use super::headers::Headers;
use super::labels::Labels;
use super::numbers::Sums;
use super::people::{NOBODY, People};
use super::rows::Rows;
use super::verdict::Verdicts;
use crate::day::Day;
use crate::dictionary::{Code, Dictionary};
use crate::facts::lines::{pick, pick_packed};
use crate::facts::orders::span;
use crate::facts::{Account, Attribute, CustomerIdx, Groups, Lines, Orders};
use crate::message::message;
use crate::moment::Moment;
use crate::money::Money;
use crate::roles::Role;
use crate::sort::Sort as _;
use crate::table::{NO_NUMBER, Packed};

/// Orders of all files so far: one entry of each column an order, or a line where it says so.
#[derive(Default)]
pub(super) struct Builder {
    customers: Vec<CustomerIdx>,
    moments: Vec<Moment>,
    days: Vec<Day>,
    amounts: Vec<Money>,
    costs: Vec<i64>,
    labels: Labels,
    /// Where the lines of each order end; empty while each has one.
    line_ends: Vec<u32>,
    goods: Labels,
    line_quantities: Packed<i64>,
    line_amounts: Packed<i64>,
}

/// What is known of an order besides customer, time and money.
const LABELS: [Role; 4] = [Role::Channel, Role::Country, Role::Coupon, Role::Attribute];
/// What is known of its lines.
const GOODS: [Role; 2] = [Role::Product, Role::Category];

impl Builder {
    /// Takes the rows of one file.
    pub(super) fn add(
        &mut self,
        source: &Source<'_>,
        people: &mut People,
        headers: &mut Headers,
        currencies: &Currencies,
    ) -> Account {
        let mut verdicts = Verdicts::new(source);
        let linked = headers.link(source);
        let mut rows = Rows::new(source, people, linked.as_ref());
        source.spend(&[Role::Customer, Role::CustomerAlias]);
        rows.fill_customers();
        if source.mapping.rules.guests {
            rows.add_guests(people);
        }
        rows.find_unusable(source, currencies, &mut verdicts);
        if source.mapping.column(Role::Refunded).is_some() {
            let note =
                message!("Money given back stands beside the orders without a date: it is not taken off.");
            rows.notes.push(note);
        }
        let keys = Some(rows.keys()).filter(|keys| is_repeated(keys)).unwrap_or_default();
        if linked.is_none() {
            source.spend(&[Role::OrderId]);
        }
        let orders = Arranged::new(&rows, &keys, &mut verdicts, people.len());
        drop(keys);
        rows.forget_customers();
        people.mark_used(&orders.customers);
        if linked.is_some() {
            headers.mark_used(orders.take(&rows.keys()));
        }
        let (moments, days) = orders.when(&rows);
        source.spend(&[Role::Date]);
        append(&mut self.moments, moments);
        append(&mut self.days, days);
        let sums = rows.sums.taken(&|column| {
            let taken = orders.unpack(column);
            source.spent(column);
            taken
        });
        append(&mut self.amounts, orders.amounts(&sums));
        if sums.knows_cost() {
            self.costs.resize(self.customers.len(), NO_NUMBER);
            self.costs.extend(orders.costs(&sums));
        }
        let take = |codes: &Packed<Code>| {
            let taken = orders.unpack(codes);
            source.spent(codes);
            taken
        };
        self.labels.add(source, &LABELS, orders.n_rows(), &take, orders.starts());
        self.add_lines(source, sums, &orders);
        let (orders_used, orders_set_aside) = (orders.len(), orders.n_rejected);
        append(&mut self.customers, orders.customers);
        Account { orders_used, orders_set_aside, notes: rows.notes, ..verdicts.account() }
    }

    fn add_lines(&mut self, source: &Source<'_>, sums: Sums<'_>, orders: &Arranged) {
        let start = self.line_amounts.len() as u32;
        let has_goods = GOODS.iter().any(|&role| source.text(role).is_some());
        let is_single = self.line_ends.is_empty() && has_goods && orders.starts().is_none();
        if self.line_ends.is_empty() && !is_single {
            self.line_ends.extend(1..=start);
        }
        if !has_goods {
            self.line_ends.resize(self.line_ends.len() + orders.len(), start);
            return;
        }
        let take = |codes: &Packed<Code>| {
            let taken = orders.unpack(codes);
            source.spent(codes);
            taken
        };
        self.goods.add(source, &GOODS, orders.n_rows(), &take, None);
        let (amounts, quantities) = sums.into_lines(orders.n_rows());
        self.line_amounts.append(&amounts);
        if let Some(quantities) = quantities {
            fill(&mut self.line_quantities, start as usize);
            self.line_quantities.append(&quantities);
        }
        match orders.starts() {
            None if is_single => {}
            None => self.line_ends.extend((1..=orders.len() as u32).map(|end| start + end)),
            Some(starts) => self.line_ends.extend(starts[1..].iter().map(|end| start + end)),
        }
    }

    /// All orders, on customers renumbered by `numbers`.
    pub(super) fn finish(mut self, n_customers: usize, numbers: Option<&[CustomerIdx]>) -> Orders {
        if !self.costs.is_empty() {
            self.costs.resize(self.customers.len(), NO_NUMBER);
        }
        if let Some(numbers) = numbers {
            for customer in &mut self.customers {
                *customer = numbers.get(*customer as usize).copied().unwrap_or(NOBODY);
            }
        }
        let lines = (!self.line_amounts.is_empty()).then(|| {
            let (ends, goods) = (std::mem::take(&mut self.line_ends), std::mem::take(&mut self.goods));
            let (quantities, amounts) =
                (std::mem::take(&mut self.line_quantities), std::mem::take(&mut self.line_amounts));
            make_lines(&ends, goods.finish(), quantities, amounts)
        });
        let labels = std::mem::take(&mut self.labels).finish();
        let mut compare =
            |a: u32, b: u32| self.compare(a, b).then_with(|| compare_ties(&labels, lines.as_ref(), a, b));
        let (groups, places) = Groups::in_time(n_customers, &self.customers, &self.moments, &mut compare);
        let cost = |&cost: &i64| Money(if cost == NO_NUMBER { 0 } else { cost });
        let has_cost = self.costs.iter().any(|&cost| cost != NO_NUMBER);
        let span = span(self.days.iter().copied());
        let orders = Orders {
            groups,
            moments: self.moments,
            days: self.days,
            amounts: self.amounts,
            costs: has_cost.then(|| self.costs.iter().map(cost).collect()),
            attributes: labels,
            lines,
            span,
        };
        match places {
            Some(places) => orders.reordered(&places),
            None => orders,
        }
    }

    fn compare(&self, a: u32, b: u32) -> Ordering {
        let key = |order: u32| {
            let order = order as usize;
            (self.moments[order], self.days[order], self.amounts[order], self.costs.get(order))
        };
        key(a).cmp(&key(b))
    }
}

/// Orders that are alike in everything else stand by their labels and lines: never by their rows.
fn compare_ties(labels: &[Attribute], lines: Option<&Lines>, a: u32, b: u32) -> Ordering {
    let codes = |order: u32| labels.iter().map(move |label| label.codes[order as usize]);
    let goods = |lines: &Lines, order: u32| {
        lines.of(order as usize).map(|place| lines.line(place)).collect::<Vec<_>>()
    };
    let by_goods = || lines.map_or(Ordering::Equal, |lines| goods(lines, a).cmp(&goods(lines, b)));
    codes(a).cmp(codes(b)).then_with(by_goods)
}

/// The lines in the order of their orders; those of one order by product.
fn make_lines(ends: &[u32], goods: Vec<Attribute>, quantity: Packed<i64>, amount: Packed<i64>) -> Lines {
    let mut lines = Lines { quantity, amount, ..Lines::default() };
    if !lines.quantity.is_empty() {
        let n = lines.amount.len();
        fill(&mut lines.quantity, n);
    }
    for good in goods {
        let (values, codes): (Dictionary, Vec<Code>) = (good.values, good.codes);
        match good.role {
            Role::Product => (lines.products, lines.product) = (values, codes),
            _ => (lines.categories, lines.category) = (values, codes),
        }
    }
    let is_single = ends.iter().enumerate().all(|(order, &end)| end as usize == order + 1);
    if is_single {
        return lines;
    }
    let mut starts = Vec::with_capacity(ends.len() + 1);
    starts.push(0);
    starts.extend_from_slice(ends);
    let mut places: Vec<u32> = (0..lines.len() as u32).collect();
    for pair in starts.windows(2).filter(|pair| pair[1] - pair[0] > 1) {
        places[pair[0] as usize..pair[1] as usize].order_by_key(|&place| lines.line(place as usize));
    }
    lines.product = pick(&lines.product, &places);
    lines.category = pick(&lines.category, &places);
    lines.quantity = pick_packed(&lines.quantity, &places);
    lines.amount = pick_packed(&lines.amount, &places);
    lines.starts = Some(starts);
    lines
}

/// Goes on to so many rows without a number.
fn fill(column: &mut Packed<i64>, n: usize) {
    column.push(&vec![NO_NUMBER; n.saturating_sub(column.len())]);
}

/// Appends; without copying where there was nothing yet.
pub(super) fn append<T>(all: &mut Vec<T>, mut more: Vec<T>) {
    if all.is_empty() {
        *all = more;
    } else {
        all.append(&mut more);
    }
}
