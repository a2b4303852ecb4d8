//! One table saved by spreadsheets of seven locales: the same facts to the last cent, the same groups, the same worth.

use clientele::facts::Facts;
use clientele::import::{facts, read_whole};
use clientele::metrics::segments::{SegmentsConfig, segments};
use clientele::money::Money;
use clientele::num::random::Random;

use super::review;

/// An order as it is, before any spreadsheet writes it.
struct Order {
    id: u32,
    customer: String,
    name: &'static str,
    /// Days since 2023-11-01, minutes of the day.
    day: u32,
    minute: u32,
    cents: i64,
}

/// How a locale writes: separator, marks, the money, the date and the bytes.
struct Writer {
    name: &'static str,
    separator: char,
    decimal: char,
    thousands: &'static str,
    /// `{}` stands for the number.
    money: &'static str,
    date: fn(i32, u32, u32) -> String,
    time: fn(u32, u32) -> String,
    encode: fn(&str) -> Vec<u8>,
}

fn windows_1252(text: &str) -> Vec<u8> {
    let byte = |c: char| match c {
        '€' => 0x80,
        '\u{2019}' => 0x92,
        c if (c as u32) < 0x100 => c as u8,
        c => panic!("{c} is not in windows-1252"),
    };
    text.chars().map(byte).collect()
}

fn utf8_marked(text: &str) -> Vec<u8> {
    format!("\u{feff}{text}").into_bytes()
}

fn utf16_marked(text: &str) -> Vec<u8> {
    format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn clock(hour: u32, minute: u32) -> String {
    format!("{hour:02}:{minute:02}")
}

fn half_clock(hour: u32, minute: u32) -> String {
    format!("{}:{minute:02} {}", (hour + 11) % 12 + 1, if hour < 12 { "AM" } else { "PM" })
}

/// The formats are those of CLDR as the spreadsheet saves them; where a locale has several, the usual one.
const WRITERS: [Writer; 7] = [
    Writer {
        name: "US",
        separator: ',',
        decimal: '.',
        thousands: ",",
        money: "${}",
        date: |y, m, d| format!("{m}/{d}/{y}"),
        time: half_clock,
        encode: windows_1252,
    },
    Writer {
        name: "UK",
        separator: ',',
        decimal: '.',
        thousands: ",",
        money: "£{}",
        date: |y, m, d| format!("{d:02}/{m:02}/{y}"),
        time: clock,
        encode: windows_1252,
    },
    Writer {
        name: "DE",
        separator: ';',
        decimal: ',',
        thousands: ".",
        money: "{} €",
        date: |y, m, d| format!("{d:02}.{m:02}.{y}"),
        time: clock,
        encode: windows_1252,
    },
    Writer {
        name: "FR",
        separator: ';',
        decimal: ',',
        thousands: "\u{a0}",
        money: "{} €",
        date: |y, m, d| format!("{d:02}/{m:02}/{y}"),
        time: clock,
        encode: windows_1252,
    },
    Writer {
        name: "CH",
        separator: ';',
        decimal: '.',
        thousands: "\u{2019}",
        money: "CHF {}",
        date: |y, m, d| format!("{d:02}.{m:02}.{y}"),
        time: clock,
        encode: windows_1252,
    },
    // Lakh and crore: 1,23,456.78.
    Writer {
        name: "IN",
        separator: ',',
        decimal: '.',
        thousands: "lakh",
        money: "₹{}",
        date: |y, m, d| format!("{d:02}-{m:02}-{y}"),
        time: clock,
        encode: utf8_marked,
    },
    Writer {
        name: "SE",
        separator: '\t',
        decimal: ',',
        thousands: "\u{a0}",
        money: "{} kr",
        date: |y, m, d| format!("{y}-{m:02}-{d:02}"),
        time: clock,
        encode: utf16_marked,
    },
];

impl Writer {
    fn amount(&self, cents: i64) -> String {
        let digits = (cents.abs() / 100).to_string();
        let mut whole = String::new();
        for (i, digit) in digits.chars().enumerate() {
            let left = digits.len() - i;
            let splits = if self.thousands == "lakh" {
                left == 3 || (left > 3 && left % 2 == 1)
            } else {
                left.is_multiple_of(3)
            };
            if i > 0 && splits {
                whole.push_str(if self.thousands == "lakh" { "," } else { self.thousands });
            }
            whole.push(digit);
        }
        let number = format!("{whole}{}{:02}", self.decimal, cents.abs() % 100);
        let money = self.money.replace("{}", &number);
        if cents < 0 { format!("-{money}") } else { money }
    }

    fn file(&self, orders: &[Order]) -> Vec<u8> {
        let line = |cells: [String; 5]| {
            let quote = |cell: &String| {
                let must = cell.contains([self.separator, '"', '\n']);
                if must { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.clone() }
            };
            cells.iter().map(quote).collect::<Vec<_>>().join(&self.separator.to_string()) + "\r\n"
        };
        let header = ["Order ID", "Customer e-mail", "Customer name", "Order date", "Total"];
        let mut text = line(header.map(str::to_owned));
        for order in orders {
            let (y, m, d) = clientele::day::Day(19_662 + order.day as i32).ymd();
            let date =
                format!("{} {}", (self.date)(y, m, d), (self.time)(order.minute / 60, order.minute % 60));
            text += &line([
                format!("{:05}", order.id),
                order.customer.clone(),
                order.name.to_owned(),
                date,
                self.amount(order.cents),
            ]);
        }
        (self.encode)(&text)
    }
}

/// Orders from a seed: small and large amounts, some given back, every day of the month, identifiers with zeros.
fn orders() -> Vec<Order> {
    let mut random = Random::new(7);
    let names = ["João Ueda", "Zoë \"Z\" Müller, jr.", "Noor Young", "Åsa Öberg"];
    let mut below = |n: u64| (random.uniform() * n as f64) as u64;
    (0..600)
        .map(|i| {
            let customer = below(90);
            let cents = match below(20) {
                0 => 100_000 + below(90_000_000) as i64,
                1 => -(below(5_000) as i64) - 1,
                _ => below(30_000) as i64 + 1,
            };
            Order {
                id: i + 42,
                customer: format!("User{customer:03}@mail.example"),
                name: names[customer as usize % names.len()],
                day: below(400) as u32,
                minute: below(1440) as u32,
                cents,
            }
        })
        .collect()
}

#[test]
fn seven_locales_of_one_table_give_one_answer() {
    let orders = orders();
    let cents: i64 = orders.iter().map(|order| order.cents).sum();
    let read = |writer: &Writer| -> Facts {
        let bytes = writer.file(&orders);
        let review = review("orders.csv", &bytes);
        assert!(review.is_confident(), "{}: {:?}", writer.name, review.questions);
        let loaded = read_whole("orders.csv", &bytes).unwrap();
        assert_eq!(loaded.questions(), [], "{}", writer.name);
        let (facts, accounts) = facts(&[loaded]);
        assert_eq!(accounts[0].rows_used, orders.len(), "{}: {:?}", writer.name, accounts[0].by_problem());
        facts
    };
    let all: Vec<Facts> = WRITERS.iter().map(read).collect();
    let first = &all[0];
    assert_eq!(first.orders.amount().iter().copied().sum::<Money>(), Money(cents * 100));
    for (writer, facts) in WRITERS.iter().zip(&all) {
        assert_eq!(facts.customers.ids, first.customers.ids, "{}", writer.name);
        assert_eq!(facts.orders, first.orders, "{}", writer.name);
        let config = SegmentsConfig::default();
        let (a, b) = (segments(facts, &config).unwrap(), segments(first, &config).unwrap());
        assert_eq!(format!("{a:?}"), format!("{b:?}"), "{}", writer.name);
    }
}
