//! From typed tables to facts: joins, sums, and the account of every row.

use clientele::day::Day;
use clientele::dictionary::{Dictionary, NO_CODE};
use clientele::facts::{Account, Facts, Selection, SetAside, Source, build};
use clientele::issue::Problem;
use clientele::moment::Moment;
use clientele::money::Money;
use clientele::roles::{Kind, Mapping, Role, Rules};
use clientele::table::{
    Column, KeyColumn, NO_MOMENT, NO_NUMBER, NumberColumn, Packed, Reading, Table, TextColumn, TimeColumn,
};
use proptest::prelude::*;

/// A file as its rows of text: dates are `yyyy-mm-dd`, numbers have dots, empty is blank.
pub struct File {
    mapping: Mapping,
    rows: Vec<Vec<String>>,
}

impl File {
    pub fn new(kind: Kind, roles: &[Role], rows: &[&[&str]]) -> Self {
        let headers = roles.iter().map(|role| role.word().to_owned()).collect();
        let mapping = Mapping { kind, headers, roles: roles.to_vec(), rules: Rules::default() };
        Self {
            mapping,
            rows: rows.iter().map(|row| row.iter().map(|&cell| cell.to_owned()).collect()).collect(),
        }
    }

    fn table(&self) -> Table {
        let cells = |column: usize| self.rows.iter().map(move |row| row[column].as_str());
        let columns =
            self.mapping.readings().into_iter().enumerate().map(|(column, reading)| match reading {
                Reading::Text | Reading::Id => Column::Text(text_column(cells(column))),
                Reading::Key => Column::Key(key_column(cells(column))),
                Reading::Time => Column::Time(time_column(cells(column))),
                Reading::Number => Column::Number(number_column(cells(column))),
                _ => Column::Skipped,
            });
        Table { n_rows: self.rows.len(), columns: columns.collect(), ..Table::default() }
    }
}

fn text_column<'a>(cells: impl Iterator<Item = &'a str>) -> TextColumn {
    let mut texts = Dictionary::default();
    let codes = cells.map(|cell| if cell.is_empty() { NO_CODE } else { texts.intern(cell) }).collect();
    TextColumn { codes, texts }
}

fn key_column<'a>(cells: impl Iterator<Item = &'a str>) -> KeyColumn {
    let hash = |cell: &str| {
        cell.bytes().fold(7u64, |hash, byte| hash.wrapping_mul(31).wrapping_add(u64::from(byte)))
    };
    KeyColumn { hashes: cells.map(|cell| if cell.is_empty() { 0 } else { hash(cell) as i64 }).collect() }
}

fn time_column<'a>(cells: impl Iterator<Item = &'a str>) -> TimeColumn {
    let moment = |cell: &str| {
        let mut parts = cell.split('-').map(|part| part.parse::<i32>().unwrap());
        let (y, m, d) = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
        Moment::of_day(Day::from_ymd(y, m as u32, d as u32).unwrap())
    };
    let moments = cells.map(|cell| if cell.is_empty() { NO_MOMENT } else { moment(cell) }.0).collect();
    TimeColumn { moments, offsets: Vec::new(), has_time: false }
}

fn number_column<'a>(cells: impl Iterator<Item = &'a str>) -> NumberColumn {
    let value = |cell: &str| (cell.parse::<f64>().unwrap() * 10_000.0).round() as i64;
    NumberColumn {
        values: cells.map(|cell| if cell.is_empty() { NO_NUMBER } else { value(cell) }).collect(),
        ..NumberColumn::default()
    }
}

fn facts(files: &[File]) -> (Facts, Vec<Account>) {
    let tables: Vec<Table> = files.iter().map(File::table).collect();
    let sources: Vec<Source<'_>> =
        files.iter().zip(&tables).map(|(file, table)| Source::new(table, &file.mapping)).collect();
    let (facts, accounts) = build(&sources);
    for (account, table) in accounts.iter().zip(&tables) {
        assert_eq!(account.rows_read, table.n_rows);
        assert_eq!(account.rows_read, account.rows_used + account.set_aside.len(), "read = used + set aside");
    }
    (facts, accounts)
}

fn amounts(facts: &Facts) -> Vec<String> {
    facts.orders.amount().iter().map(Money::to_string).collect()
}

const LINES: [Role; 5] = [Role::OrderId, Role::Customer, Role::Date, Role::Amount, Role::Product];

#[test]
fn lines_with_one_order_id_are_one_order() {
    let file = File::new(
        Kind::Orders,
        &LINES,
        &[
            &["A1", "anna", "2024-03-05", "10.10", "Tea"],
            &["B2", "ben", "2024-03-06", "5", "Cup"],
            &["A1", "anna", "2024-03-05", "0.2", "Cup"],
        ],
    );
    let (facts, accounts) = facts(&[file]);
    assert_eq!(facts.customers.ids.iter().collect::<Vec<_>>(), ["anna", "ben"]);
    assert_eq!(amounts(&facts), ["10.30", "5.00"]);
    assert_eq!((accounts[0].rows_used, accounts[0].orders_used), (3, 2));
    let lines = facts.orders.lines().unwrap();
    let name = |place| lines.line(place).product.map(|code| lines.products().get(code));
    let products = |order| lines.of(order).map(name).collect::<Vec<_>>();
    assert_eq!(products(0), [Some("Cup"), Some("Tea")]);
    assert_eq!(products(1), [Some("Cup")]);
}

#[test]
fn one_order_id_of_two_customers_is_two_orders() {
    let file = File::new(
        Kind::Orders,
        &LINES,
        &[&["7", "anna", "2024-03-05", "1", ""], &["7", "ben", "2024-03-05", "2", ""]],
    );
    assert_eq!(amounts(&facts(&[file]).0), ["1.00", "2.00"]);
}

#[test]
fn rows_without_an_order_id_are_orders_of_their_own() {
    let file = File::new(
        Kind::Orders,
        &LINES,
        &[&["", "anna", "2024-03-05", "1", ""], &["", "anna", "2024-03-05", "2", ""]],
    );
    assert_eq!(amounts(&facts(&[file]).0), ["1.00", "2.00"]);
}

#[test]
fn money_may_stand_on_the_first_line_of_an_order_only() {
    let file = File::new(
        Kind::Orders,
        &LINES,
        &[
            &["A1", "anna", "2024-03-05", "12.50", "Tea"],
            &["A1", "", "", "", "Cup"],
            &["B2", "ben", "2024-03-06", "", "Cup"],
        ],
    );
    let (facts, accounts) = facts(&[file]);
    assert_eq!(amounts(&facts), ["12.50"]);
    assert_eq!(accounts[0].set_aside, [SetAside { row: 2, problem: Problem::NoAmount, column: Some(3) }]);
    assert_eq!(accounts[0].orders_set_aside, 1);
    assert_eq!(facts.customers.len(), 1, "ben bought nothing that can be used");
}

#[test]
fn quantity_times_price_is_summed_exactly_and_rounded_once() {
    let roles = [Role::OrderId, Role::Customer, Role::Date, Role::Quantity, Role::UnitPrice];
    // 3 x 0.5 x 0.3333 = 0.49995, halves away from zero: 0.5000. Rounded by line it would be 3 x 0.1667 = 0.5001.
    let row: &[&str] = &["1", "anna", "2024-01-01", "0.5", "0.3333"];
    let refund: &[&str] = &["C1", "anna", "2024-01-02", "-2", "2.55"];
    let (facts, _) = facts(&[File::new(Kind::Orders, &roles, &[row, row, row, refund])]);
    assert_eq!(amounts(&facts), ["0.50", "-5.10"]);
}

#[test]
fn orders_that_never_came_to_be_are_set_aside_with_all_their_lines() {
    let roles = [Role::OrderId, Role::Customer, Role::Date, Role::Amount, Role::Status];
    let file = File::new(
        Kind::Orders,
        &roles,
        &[
            &["1", "anna", "2024-03-05", "10", "paid"],
            &["2", "anna", "2024-03-05", "20", "Voided"],
            &["2", "anna", "2024-03-05", "", ""],
            &["3", "anna", "2024-03-06", "30", "refunded"],
            &["4", "anna", "2024-03-07", "40", "paid"],
            &["4", "anna", "2024-03-07", "1", "cancelled"],
        ],
    );
    let (facts, accounts) = facts(&[file]);
    assert_eq!(amounts(&facts), ["10.00", "30.00", "40.00"]);
    assert_eq!(accounts[0].by_problem(), [(Problem::NotAnOrder, 3)]);
    assert_eq!((accounts[0].orders_used, accounts[0].orders_set_aside), (3, 1));
}

#[test]
fn profit_tells_cost() {
    let roles = [Role::Customer, Role::Date, Role::Amount, Role::Profit];
    let rows: &[&[&str]] = &[&["anna", "2024-03-05", "10", "2.5"], &["anna", "2024-03-06", "8", "-1"]];
    let (facts, _) = facts(&[File::new(Kind::Orders, &roles, rows)]);
    assert_eq!(facts.orders.cost().unwrap(), [Money::from_units(7.5), Money::from_units(9.0)]);
}

#[test]
fn customers_are_joined_over_files() {
    let orders = [Role::Customer, Role::Date, Role::Amount];
    let events = [Role::Customer, Role::Date, Role::EventName];
    let customers = [Role::Customer, Role::CustomerAlias, Role::Country];
    let files = [
        File::new(
            Kind::Orders,
            &orders,
            &[&["Anna@Mail.example ", "2024-03-05", "1"], &["17850.0", "2024-03-05", "2"]],
        ),
        File::new(
            Kind::Events,
            &events,
            &[&["anna@mail.example", "2024-03-04", "visit"], &["00042", "2024-03-04", "visit"]],
        ),
        File::new(Kind::Customers, &customers, &[&["anna@mail.example", "17850", "DE"], &["zoe", "", "FR"]]),
    ];
    let (facts, _) = facts(&files);
    assert_eq!(facts.customers.ids.iter().collect::<Vec<_>>(), ["anna@mail.example", "zoe", "00042"]);
    assert_eq!(facts.orders.groups().of(0).len(), 2);
    assert_eq!(facts.events.groups().of(0).len(), 1);
    assert_eq!(facts.customers.attributes[0].value(0), Some("DE"));
    assert_eq!(facts.customers.attributes[0].value(2), None);
}

#[test]
fn totals_and_other_currencies_are_no_orders() {
    let roles = [Role::Customer, Role::Date, Role::Amount, Role::Currency];
    let file = File::new(
        Kind::Orders,
        &roles,
        &[
            &["anna", "2024-03-05", "10", "EUR"],
            &["ben", "2024-03-05", "10", "eur"],
            &["carla", "2024-03-05", "10", "USD"],
            &["", "2024-03-05", "10", "EUR"],
            &["dora", "", "10", "EUR"],
            &["Total", "", "40", ""],
        ],
    );
    let (facts, accounts) = facts(&[file]);
    assert_eq!(facts.orders.len(), 2);
    let problems: Vec<(u32, Problem)> =
        accounts[0].set_aside.iter().map(|row| (row.row, row.problem)).collect();
    let expected = [
        (2, Problem::OtherCurrency),
        (3, Problem::NoCustomer),
        (4, Problem::NoDate),
        (5, Problem::TotalsRow),
    ];
    assert_eq!(problems, expected);
}

#[test]
fn a_guest_is_a_customer_of_one_order() {
    let roles = [Role::OrderId, Role::Customer, Role::Date, Role::Amount];
    let mut file = File::new(
        Kind::Orders,
        &roles,
        &[
            &["#1", "anna", "2024-03-05", "1"],
            &["#2", "", "2024-03-05", "2"],
            &["#2", "", "", ""],
            &["#3", "", "2024-03-06", "3"],
        ],
    );
    file.mapping.rules.guests = true;
    let (facts, accounts) = facts(&[file]);
    assert_eq!(facts.customers.ids.iter().collect::<Vec<_>>(), ["anna", "guest #2", "guest #3"]);
    assert_eq!((accounts[0].rows_used, accounts[0].orders_used), (4, 3));
}

/// Rows of a small shop with every sort of trouble.
fn shop_rows() -> impl Strategy<Value = Vec<Vec<String>>> {
    let order = prop_oneof![Just(String::new()), (1..9u32).prop_map(|n| format!("o{n}"))];
    let customer = prop_oneof![1 => Just(String::new()), 6 => (1..5u32).prop_map(|n| format!("c{n}"))];
    let date = prop_oneof![1 => Just(String::new()), 6 => (1..6u32).prop_map(|n| format!("2024-01-0{n}"))];
    let amount = prop_oneof![1 => Just(String::new()), 5 => (-5..40i32).prop_map(|n| format!("{}.25", n))];
    let status = prop_oneof![Just(""), Just("paid"), Just("paid"), Just("void")].prop_map(str::to_owned);
    let label = prop_oneof![Just(""), Just("web"), Just("shop")].prop_map(str::to_owned);
    let product = prop_oneof![Just(""), Just("tea"), Just("cup"), Just("pot")].prop_map(str::to_owned);
    let row = (order, customer, date, amount, status, label, product).prop_map(|row| {
        let (a, b, c, d, e, f, g) = row;
        vec![a, b, c, d, e, f, g]
    });
    prop::collection::vec(row, 0..40)
}

const SHOP: [Role; 7] =
    [Role::OrderId, Role::Customer, Role::Date, Role::Amount, Role::Status, Role::Channel, Role::Product];

/// Everything about orders by customer name, so that the numbering of customers does not matter.
fn told(facts: &Facts) -> Vec<String> {
    let orders = &facts.orders;
    let channel = orders.attributes().iter().find(|attribute| attribute.role == Role::Channel);
    let tell = |customer: u32| {
        let of = |order: usize| {
            let lines = orders.lines().map(|lines| {
                let name = |code| lines.products().get(code).to_owned();
                let line = |place| (lines.line(place).product.map(name), lines.line(place).amount);
                lines.of(order).map(line).collect::<Vec<_>>()
            });
            let channel = channel.and_then(|channel| channel.value(order as u32));
            format!("{:?} {} {channel:?} {lines:?}", orders.moment()[order], orders.amount()[order])
        };
        let told: Vec<String> = orders.groups().of(customer).map(of).collect();
        format!("{} {told:?}", facts.customers.ids.get(customer))
    };
    let mut told: Vec<String> = (0..facts.customers.len() as u32).map(tell).collect();
    told.sort();
    told
}

proptest! {
    #[test]
    fn the_order_of_rows_does_not_matter(rows in shop_rows(), seed in any::<u64>()) {
        let mut shuffled = rows.clone();
        let mut state = seed | 1;
        for i in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            shuffled.swap(i, (state >> 33) as usize % (i + 1));
        }
        let file = |rows: &[Vec<String>]| {
            let mut file = File::new(Kind::Orders, &SHOP, &[]);
            file.rows = rows.to_vec();
            file
        };
        let (a, accounts_a) = facts(&[file(&rows)]);
        let (b, accounts_b) = facts(&[file(&shuffled)]);
        prop_assert_eq!(told(&a), told(&b));
        prop_assert_eq!(accounts_a[0].by_problem(), accounts_b[0].by_problem());
        prop_assert_eq!(accounts_a[0].orders_used, accounts_b[0].orders_used);
    }

    #[test]
    fn what_is_picked_and_what_is_not_make_the_whole(rows in shop_rows(), picked in prop::collection::btree_set(0..6u32, 0..5)) {
        let mut file = File::new(Kind::Orders, &SHOP, &[]);
        file.rows = rows;
        let (whole, _) = facts(&[file]);
        prop_assert_eq!(told(&whole.select(&Selection::default())), told(&whole));
        let rest = (0..whole.customers.len() as u32).filter(|customer| !picked.contains(customer));
        let parts = [Selection::default().of_customers(picked.iter().copied()), Selection::default().of_customers(rest)];
        let mut all: Vec<String> = parts.iter().flat_map(|part| told(&whole.select(part))).collect();
        all.sort();
        prop_assert_eq!(all, told(&whole));
        let day = |n| Day::from_ymd(2024, 1, n).unwrap();
        let halves = [(1, 2), (3, 9)].map(|(a, b)| whole.select(&Selection::default().of_days(day(a), day(b))));
        prop_assert_eq!(halves[0].orders.len() + halves[1].orders.len(), whole.orders.len());
        prop_assert!(halves[0].orders.day().iter().all(|&d| d <= day(2)));
        prop_assert_eq!(halves[1].customers.len(), whole.customers.len());
    }

    #[test]
    fn splitting_a_file_between_orders_changes_nothing(rows in shop_rows()) {
        let file = |rows: &[Vec<String>]| {
            let mut file = File::new(Kind::Orders, &SHOP, &[]);
            file.rows = rows.to_vec();
            file
        };
        // Rows of one order stay in one file, rows without an order anywhere.
        let (even, odd): (Vec<_>, Vec<_>) = rows.iter().cloned().partition(|row| row[0].len() == 2 && row[0].as_bytes()[1] % 2 == 0);
        let (whole, _) = facts(&[file(&rows)]);
        let (parts, _) = facts(&[file(&even), file(&odd)]);
        prop_assert_eq!(told(&whole), told(&parts));
    }
}

/// Orders in the form of a shop's export.
fn many_orders(n: usize) -> String {
    let mut text = String::from("order,customer,date,channel,product,quantity,total\n");
    for i in 0..n {
        let (who, day) = (i / 2 * 7919 % 211, i % 28 + 1);
        let total = (i * 37 % 900) as f64 / 4.0;
        text += &format!(
            "A{},c{who}@x.example,2024-0{}-{day:02},web{},P{},{},{total}\n",
            i / 2,
            i % 9 + 1,
            i % 3,
            i % 17,
            i % 4
        );
    }
    text
}

#[test]
fn facts_are_the_same_whether_rows_are_kept_or_let_go() {
    let loaded = clientele::import::read_whole("orders.csv", many_orders(5000).as_bytes()).unwrap();
    let kept = clientele::import::facts_of(std::slice::from_ref(&loaded), false);
    let spent = clientele::import::facts_of(std::slice::from_ref(&loaded), true);
    assert_eq!(format!("{kept:?}"), format!("{spent:?}"));
    assert_eq!(kept.0.orders.len(), 2500);
}

proptest! {
    #[test]
    fn a_packed_column_holds_what_was_put_in(
        pieces in prop::collection::vec(
            (prop::sample::select(vec![1_i64, 7, 100, 2_000, 10_000]), any::<i64>(), 0_u32..40,
             prop::collection::vec(prop::option::weighted(0.9, any::<i64>()), 1..40)),
            0..5,
        ),
    ) {
        let (mut column, mut all) = (Packed::<i64>::default(), Vec::new());
        for (unit, least, bits, values) in pieces {
            // From one value for all to the whole range of numbers.
            let place = |value: i64| (least >> (bits / 2)).wrapping_add((value >> (24 + bits)).wrapping_mul(unit));
            let values: Vec<i64> = values.iter().map(|value| value.map_or(i64::MIN, place)).collect();
            column.push(&values);
            all.extend(values);
        }
        prop_assert_eq!(column.to_vec(), all.clone());
        prop_assert_eq!(column.has_nothing(), all.contains(&i64::MIN));
        for (row, &value) in all.iter().enumerate().rev() {
            prop_assert_eq!(column.get(row), Some(value));
        }
        prop_assert_eq!(column.get(all.len()), None);
        column.change(|_, values| values.iter_mut().filter(|v| **v != i64::MIN).for_each(|v| *v &= !1));
        column.halve();
        let halves: Vec<i64> = all.iter().map(|&v| if v == i64::MIN { v } else { (v & !1) >> 1 }).collect();
        prop_assert_eq!(column.to_vec(), halves);
    }
}
