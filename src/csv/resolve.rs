//! What only the whole column can tell: the order of day and month, and the decimal mark.

use super::date::{DateOrder, Numbers};
use super::number::DecimalMark;
use super::part::{PartNumber, PartProof, PartTime};
use super::plan::ColumnPlan;
use super::report::{ColumnReport, Currency, Decided, NumberReport, Proof, TimeReport};
use crate::moment::MS_PER_DAY;
use crate::sort::Sort as _;
use crate::table::{NO_MOMENT, NumberColumn, TimeColumn};

/// What is known of a column before it is settled.
pub(crate) enum Whole<'a> {
    Time(&'a WholeTime),
    Number(&'a WholeNumber),
    Other,
}

/// How a column is to be settled.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Choice {
    order: DateOrder,
    mark: DecimalMark,
    decided: Decided,
}

/// A column of dates of all parts so far.
#[derive(Debug, Clone, Default)]
pub(crate) struct WholeTime {
    part: PartTime,
}

/// A column of numbers of all parts so far.
#[derive(Debug, Clone, Default)]
pub(crate) struct WholeNumber {
    part: PartNumber,
}

/// Settles each column: the user's word, then its own rows, then other columns of the file, then a default.
pub(crate) fn choose(plans: &[ColumnPlan], columns: &[Whole<'_>]) -> Vec<Choice> {
    let mut choices: Vec<Choice> = plans
        .iter()
        .zip(columns)
        .map(|(plan, column)| match column {
            Whole::Time(column) => column.choose(plan.date_order),
            Whole::Number(column) => column.choose(plan.decimal_mark),
            Whole::Other => Choice::default(),
        })
        .collect();
    let told = |is_time: bool| {
        let of_kind = |column: &Whole<'_>| matches!(column, Whole::Time(_)) == is_time;
        let mut by_rows = choices
            .iter()
            .zip(columns)
            .filter(|(choice, column)| {
                of_kind(column) && matches!(choice.decided, Decided::Rows | Decided::User)
            })
            .map(|(choice, _)| (choice.order, choice.mark));
        let first = by_rows.next()?;
        by_rows.all(|other| other == first).then_some(first)
    };
    let (times, numbers) = (told(true), told(false));
    for (choice, column) in choices.iter_mut().zip(columns) {
        let other = match column {
            Whole::Time(_) => times,
            Whole::Number(_) => numbers,
            Whole::Other => None,
        };
        if let (Decided::Default, Some((order, mark))) = (choice.decided, other) {
            *choice = Choice { order, mark, decided: Decided::OtherColumn };
        }
    }
    choices
}

/// The proofs of the most rows; `None` if there are none. The first of equals.
fn most<T: Copy>(proofs: &[(PartProof, T)]) -> Option<T> {
    let best = proofs.iter().map(|(proof, _)| proof.rows).max().filter(|rows| *rows > 0)?;
    proofs.iter().find(|(proof, _)| proof.rows == best).map(|(_, which)| *which)
}

fn add(whole: &mut PartProof, part: PartProof, n_rows: usize) {
    if whole.rows == 0 && part.rows > 0 {
        whole.first_row = part.first_row + n_rows as u64;
    }
    whole.rows += part.rows;
}

fn report_of(proof: PartProof) -> Proof {
    Proof { rows: proof.rows, first_row: proof.first_row as usize, first_line: 0 }
}

impl WholeTime {
    /// Makes room for as many rows in all.
    pub(crate) fn expect(&mut self, rows: usize) {
        self.part.raw.expect(rows);
        self.part.offsets.reserve_exact(if self.part.offsets.is_empty() {
            0
        } else {
            rows - rows.min(self.part.offsets.len())
        });
    }

    pub(crate) fn push(&mut self, part: PartTime, n_rows: usize) {
        let whole = &mut self.part;
        if !part.offsets.is_empty() {
            whole.offsets.resize(n_rows, 0);
        }
        whole.raw.append(&part.raw);
        whole.offsets.extend(part.offsets);
        whole.has_time |= part.has_time;
        whole.ordered += part.ordered;
        whole.dotted += part.dotted;
        whole.am_pm += part.am_pm;
        whole.with_offset += part.with_offset;
        whole.bad += part.bad;
        for (whole, part) in whole.proofs.iter_mut().zip(part.proofs) {
            add(whole, part, n_rows);
        }
    }

    fn choose(&self, user: Option<DateOrder>) -> Choice {
        let [day, month, year] = self.part.proofs;
        let proofs = [
            (day, DateOrder::DayMonthYear),
            (month, DateOrder::MonthDayYear),
            (year, DateOrder::YearMonthDay),
        ];
        let choice = |order, decided| Choice { order, decided, ..Choice::default() };
        match (user, most(&proofs)) {
            _ if self.part.ordered == 0 => Choice::default(),
            (Some(order), _) => choice(order, Decided::User),
            (None, Some(order)) => choice(order, Decided::Rows),
            (None, None) if self.part.dotted == self.part.ordered => {
                choice(DateOrder::DayMonthYear, Decided::Dots)
            }
            // Hours with AM and PM are written where the month leads, mostly.
            (None, None) if self.part.am_pm > 0 => choice(DateOrder::MonthDayYear, Decided::Default),
            (None, None) => choice(self.likelier_order(), Decided::Default),
        }
    }

    /// Where nothing decides: the order under which the rows run back in time less often, or else span a far shorter
    /// time, since files are mostly sorted and short; day first of equals. Only a default: the user is asked.
    fn likelier_order(&self) -> DateOrder {
        let count = |order| {
            let (mut back, mut last, mut first_day, mut last_day) = (0_u64, i32::MIN, i32::MAX, i32::MIN);
            self.part.raw.steps(|_, step| {
                let open = step.iter().filter(|raw| **raw & 1 == 1);
                let days =
                    open.filter_map(|raw| Numbers::unpack((raw >> 1).div_euclid(MS_PER_DAY)).day(order));
                for day in days {
                    back += u64::from(day.0 < last);
                    last = day.0;
                    (first_day, last_day) = (first_day.min(day.0), last_day.max(day.0));
                }
            });
            (back, i64::from(last_day) - i64::from(first_day))
        };
        let (day_first, month_first) = (count(DateOrder::DayMonthYear), count(DateOrder::MonthDayYear));
        let runs_better = month_first.0 * 2 < day_first.0;
        let is_shorter = month_first.0 == day_first.0 && month_first.1 * 4 < day_first.1;
        if runs_better || is_shorter { DateOrder::MonthDayYear } else { DateOrder::DayMonthYear }
    }

    /// The moments under the choice; rows that no longer have one go to `bad`, with their packed numbers.
    pub(crate) fn settle(self, choice: Choice, bad: &mut Vec<(u32, i64)>) -> (TimeColumn, ColumnReport) {
        let mut part = self.part;
        if part.ordered == 0 {
            part.raw.halve();
        } else {
            let offsets = &part.offsets;
            part.raw.change(|first, values| settle_step(values, first, offsets, choice.order, bad));
        }
        if !part.offsets.is_empty() {
            part.offsets.resize(part.raw.len(), 0);
        }
        let [day, month, year] = part.proofs;
        let report = TimeReport {
            order: choice.order,
            decided: choice.decided,
            ambiguous: choice.decided == Decided::Default,
            ordered: part.ordered,
            day_first: report_of(day),
            month_first: report_of(month),
            year_first: report_of(year),
            dotted: part.dotted,
            am_pm: part.am_pm,
            with_offset: part.with_offset,
            bad: part.bad + bad.len() as u64,
        };
        let column = TimeColumn { moments: part.raw, offsets: part.offsets, has_time: part.has_time };
        (column, ColumnReport::Time(report))
    }
}

/// Moments of the rows from `first` on.
fn settle_step(
    values: &mut [i64],
    first: usize,
    offsets: &[i16],
    order: DateOrder,
    bad: &mut Vec<(u32, i64)>,
) {
    let mut cache = (i64::MIN, None);
    for (row, raw) in (first..).zip(values) {
        if *raw & 1 == 0 {
            if *raw != NO_MOMENT.0 {
                *raw >>= 1;
            }
            continue;
        }
        let packed = (*raw >> 1).div_euclid(MS_PER_DAY);
        if packed != cache.0 {
            cache = (packed, Numbers::unpack(packed).day(order));
        }
        let offset = offsets.get(row).copied().unwrap_or(0);
        let ms = (*raw >> 1).rem_euclid(MS_PER_DAY) - i64::from(offset) * 60_000;
        *raw = match cache.1 {
            Some(day) => i64::from(day.0) * MS_PER_DAY + ms,
            None => {
                bad.push((row as u32, packed));
                NO_MOMENT.0
            }
        };
    }
}

impl WholeNumber {
    /// Makes room for as many rows in all.
    pub(crate) fn expect(&mut self, rows: usize) {
        self.part.values.expect(rows);
    }

    pub(crate) fn push(&mut self, part: PartNumber, n_rows: usize) {
        let whole = &mut self.part;
        let shift = |rows: Vec<u32>| rows.into_iter().map(move |row| row + n_rows as u32);
        whole.values.append(&part.values);
        whole.open_dot.extend(shift(part.open_dot));
        whole.open_comma.extend(shift(part.open_comma));
        whole.percent += part.percent;
        whole.bad += part.bad;
        add(&mut whole.dot, part.dot, n_rows);
        add(&mut whole.comma, part.comma, n_rows);
        let mut map = vec![0_u16];
        for (name, proof) in part.currencies {
            let known = whole.currencies.iter().position(|(known, _)| *known == name);
            let at = known.unwrap_or_else(|| {
                whole.currencies.push((name, PartProof::default()));
                whole.currencies.len() - 1
            });
            if let Some((_, whole)) = whole.currencies.get_mut(at) {
                add(whole, proof, n_rows);
            }
            map.push(at as u16 + 1);
        }
        for (row, which) in shift(part.run_rows).zip(part.run_currencies) {
            let which = map.get(usize::from(which)).copied().unwrap_or(0);
            if whole.run_currencies.last().copied().unwrap_or(0) != which {
                whole.run_rows.push(row);
                whole.run_currencies.push(which);
            }
        }
    }

    fn choose(&self, user: Option<DecimalMark>) -> Choice {
        let part = &self.part;
        let choice = |mark, decided| Choice { mark, decided, ..Choice::default() };
        let n_open = part.open_dot.len() + part.open_comma.len();
        let by_rows = most(&[(part.dot, DecimalMark::Dot), (part.comma, DecimalMark::Comma)]);
        match (user, by_rows) {
            (Some(mark), _) => choice(mark, Decided::User),
            (None, Some(mark)) => choice(mark, Decided::Rows),
            (None, None) if n_open == 0 => Choice::default(),
            // Money has two decimals or none: a mark before three digits separates a group, mostly.
            (None, None) if !part.currencies.is_empty() && part.open_dot.len() > part.open_comma.len() => {
                choice(DecimalMark::Comma, Decided::Default)
            }
            (None, None) => choice(DecimalMark::Dot, Decided::Default),
        }
    }

    /// The values under the choice. Cells whose own marks tell are read by them, whatever the choice.
    pub(crate) fn settle(self, choice: Choice) -> (NumberColumn, ColumnReport) {
        let mut part = self.part;
        let decimals = if choice.mark == DecimalMark::Dot { &part.open_dot } else { &part.open_comma };
        if !decimals.is_empty() {
            let mut rows = decimals.clone();
            rows.order();
            let mut rows = rows.into_iter().map(|row| row as usize).peekable();
            part.values.change(|first, values| {
                while let Some(row) = rows.next_if(|row| row - first < values.len()) {
                    values[row - first] /= 1000;
                }
            });
        }
        let mut currencies: Vec<Currency> = part
            .currencies
            .iter()
            .map(|(code, proof)| Currency {
                code: code.clone(),
                rows: proof.rows,
                first_row: proof.first_row as usize,
            })
            .collect();
        currencies.order_by(|a, b| b.rows.cmp(&a.rows).then_with(|| a.code.cmp(&b.code)));
        let report = NumberReport {
            mark: choice.mark,
            decided: choice.decided,
            ambiguous: choice.decided == Decided::Default,
            undecided: (part.open_dot.len() + part.open_comma.len()) as u64,
            dot: report_of(part.dot),
            comma: report_of(part.comma),
            currencies,
            percent: part.percent,
            bad: part.bad,
        };
        let column = NumberColumn {
            values: part.values,
            currencies: part.currencies.into_iter().map(|(code, _)| code).collect(),
            currency_runs: part
                .run_rows
                .into_iter()
                .zip(part.run_currencies.into_iter().map(|which| which.checked_sub(1)))
                .collect(),
        };
        (column, ColumnReport::Number(report))
    }
}

impl ColumnReport {
    /// Fills in the lines of the rows that prove something.
    pub(crate) fn set_lines(&mut self, line: impl Fn(usize) -> u64) {
        let fill = |proof: &mut Proof| {
            if proof.rows > 0 {
                proof.first_line = line(proof.first_row);
            }
        };
        match self {
            Self::Plain => {}
            Self::Time(report) => {
                [&mut report.day_first, &mut report.month_first, &mut report.year_first]
                    .into_iter()
                    .for_each(fill);
            }
            Self::Number(report) => [&mut report.dot, &mut report.comma].into_iter().for_each(fill),
        }
    }
}
