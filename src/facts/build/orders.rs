//! Orders from the rows of orders files.

use super::Source;
use super::labels::{Labels, OfSource};
use super::people::{NOBODY, People};
use super::rows::Rows;
use super::verdict::Verdicts;
use crate::dictionary::NO_CODE;
use crate::facts::{Account, Attribute, CustomerIdx, Line, Lines, Order, Orders};
use crate::issue::Problem;
use crate::roles::Role;

/// Orders of all files so far.
#[derive(Default)]
pub(super) struct Builder {
    orders: Vec<Order>,
    labels: Labels,
    goods: Labels,
    /// Where the lines of each order end.
    ends: Vec<u32>,
    /// Their products and categories are in `goods`.
    lines: Vec<Line>,
}

impl Builder {
    /// Takes the rows of one file.
    pub(super) fn add(&mut self, source: &Source<'_>, people: &mut People) -> Account {
        let mut verdicts = Verdicts::new(source);
        let mut rows = Rows::new(source, people);
        rows.fill_customers();
        if source.mapping.rules.guests {
            rows.add_guests(people);
        }
        rows.find_unusable(&mut verdicts);
        let labels =
            self.labels.of_source(source, &[Role::Channel, Role::Country, Role::Coupon, Role::Attribute]);
        let goods = self.goods.of_source(source, &[Role::Product, Role::Category]);
        let (groups, mut sorted) = rows.by_customer(&verdicts, people.len());
        let mut kept = Vec::new();
        let mut n_rejected = 0;
        let n_before = self.orders.len();
        for (customer, range) in groups.iter().take(people.len()) {
            let of_customer = &mut sorted[range];
            rows.sort_by_order(of_customer);
            for order in of_customer.chunk_by(|&a, &b| rows.is_same_order(a, b)) {
                rows.keep(order, &mut verdicts, &mut kept);
                match self.push(customer, &rows, &kept) {
                    Ok(()) => {
                        people.mark_used(customer);
                        self.labels.push(&labels, &kept);
                        self.push_lines(&rows, &goods, &kept);
                    }
                    Err(problem) => {
                        n_rejected += 1;
                        kept.iter().for_each(|&row| verdicts.reject(row as usize, problem));
                    }
                }
            }
        }
        let orders_used = self.orders.len() - n_before;
        Account { orders_used, orders_set_aside: n_rejected, notes: rows.notes, ..verdicts.account() }
    }

    /// Adds one order, or says what it lacks.
    fn push(&mut self, customer: CustomerIdx, rows: &Rows<'_>, order: &[u32]) -> Result<(), Problem> {
        if order.is_empty() {
            return Err(Problem::NotAnOrder);
        }
        let sum = rows.sum(order);
        let (moment, day) = sum.when.ok_or(Problem::NoDate)?;
        let amount = sum.amount().ok_or(Problem::NoAmount)?;
        self.orders.push(Order { customer, moment, day, amount, cost: sum.cost() });
        Ok(())
    }

    fn push_lines(&mut self, rows: &Rows<'_>, goods: &OfSource<'_>, order: &[u32]) {
        if !goods.is_empty() {
            for &row in order {
                self.goods.push(goods, &[row]);
                let (quantity, amount) = (rows.line_quantity(row), rows.line_amount(row));
                self.lines.push(Line { product: NO_CODE, category: NO_CODE, quantity, amount });
            }
        }
        self.ends.push(self.lines.len() as u32);
    }

    /// All orders, on customers renumbered by `numbers`.
    pub(super) fn finish(mut self, n_customers: usize, numbers: Option<&[CustomerIdx]>) -> Orders {
        if let Some(numbers) = numbers {
            for order in &mut self.orders {
                order.customer = numbers.get(order.customer as usize).copied().unwrap_or(NOBODY);
            }
        }
        let labels = self.labels.finish();
        let goods = self.goods.finish();
        for (at, line) in self.lines.iter_mut().enumerate() {
            let code =
                |role| goods.iter().find(|good| good.role == role).map_or(NO_CODE, |good| good.codes[at]);
            (line.product, line.category) = (code(Role::Product), code(Role::Category));
        }
        let ends = &self.ends;
        let range = |order: u32| {
            let order = order as usize;
            let start = if order == 0 { 0 } else { ends[order - 1] };
            start as usize..ends[order] as usize
        };
        let mut lines = self.lines;
        (0..self.orders.len() as u32).for_each(|order| lines[range(order)].sort_unstable());
        let tie = |a: u32, b: u32| {
            let of = |order: u32| labels.iter().map(move |label| label.codes[order as usize]);
            of(a).cmp(of(b)).then_with(|| lines[range(a)].cmp(&lines[range(b)]))
        };
        let (orders, places) = Orders::sorted(n_customers, &self.orders, tie);
        let labels = labels.into_iter().map(|label| label.reordered(&places)).collect();
        orders.with(labels, (!lines.is_empty()).then(|| reorder_lines(&lines, range, &places, goods)))
    }
}

fn reorder_lines(
    lines: &[Line],
    range: impl Fn(u32) -> std::ops::Range<usize>,
    places: &[u32],
    goods: Vec<Attribute>,
) -> Lines {
    let mut starts = Vec::with_capacity(places.len() + 1);
    let mut sorted = Vec::with_capacity(lines.len());
    starts.push(0);
    for &order in places {
        sorted.extend_from_slice(&lines[range(order)]);
        starts.push(sorted.len() as u32);
    }
    let names = |role| {
        goods.iter().find(|good| good.role == role).map(|good| good.values.clone()).unwrap_or_default()
    };
    let (products, categories) = (names(Role::Product), names(Role::Category));
    Lines { starts, products, categories, lines: sorted }
}
