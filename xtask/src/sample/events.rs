//! `events.csv`: the clicks of the last weeks, in the web shop and in the app.

use super::calendar::{Day, text};
use super::file::{File, money};
use super::orders::Placed;
use super::people::{CHANNELS, Kind, Person};
use super::random::Random;
use super::shop::{CLICKS_FROM, LAST, PRODUCTS};

const STEPS: [&str; 5] = ["visit", "view_product", "add_to_cart", "checkout", "purchase"];
const STORE: usize = 2;
const APP: usize = 1;

/// How likely a visit without an order goes on from each step to the next. In the app the checkout is where it ends.
const GOES_ON: [[f64; 3]; 2] = [[0.62, 0.34, 0.42], [0.66, 0.45, 0.78]];

struct Click {
    day: Day,
    second: i32,
    row: String,
}

/// Writes the visits that led to orders, and those that did not.
pub fn write(people: &[Person], placed: &[Placed], random: &mut Random) -> File {
    let mut file = File::new("events.csv", "events", "customer_id,time,event,session,channel,product,value");
    let mut clicks = Vec::new();
    let mut session = 70_000;
    for order in placed.iter().filter(|order| order.day >= CLICKS_FROM && order.channel != STORE) {
        session += 1;
        let end = order.minute * 60 + random.between(0, 59);
        let id = &people[order.customer].id;
        let channel = order.channel;
        visit(&mut clicks, Visit { id, day: order.day, end, session, channel, reached: 4 }, order, random);
    }
    for person in people {
        for day in idle_days(person, random) {
            session += 1;
            let channel = if person.channel == STORE { 0 } else { person.channel };
            let reached = GOES_ON[channel].iter().take_while(|&&share| random.chance(share)).count();
            let end = random.between(8 * 3600, 23 * 3600);
            let product = random.one(&PRODUCTS);
            let order = Placed { customer: 0, day, minute: 0, channel, product, amount: 0 };
            visit(&mut clicks, Visit { id: &person.id, day, end, session, channel, reached }, &order, random);
        }
    }
    clicks.sort_by(|a, b| (a.day, a.second, &a.row).cmp(&(b.day, b.second, &b.row)));
    for click in clicks {
        file.row(click.row);
    }
    file
}

/// Days with a visit that led to no order.
fn idle_days(person: &Person, random: &mut Random) -> Vec<Day> {
    let from = person.start.max(CLICKS_FROM);
    let until = person.left.map_or(LAST, |(day, _)| day.min(LAST));
    let every = match person.kind {
        Kind::Loyal => 25.0,
        Kind::Regular => 45.0,
        Kind::Bargain => 240.0,
        Kind::Lead => 70.0,
    };
    let mut days = Vec::new();
    let mut day = from + random.exponential(every) as Day;
    while day <= until {
        days.push(day);
        day += 1 + random.exponential(every) as Day;
    }
    days
}

struct Visit<'a> {
    id: &'a str,
    day: Day,
    end: i32,
    session: i32,
    channel: usize,
    /// The last step that was reached.
    reached: usize,
}

/// The clicks of one visit, the last of them at its end; they go back at most to midnight.
fn visit(clicks: &mut Vec<Click>, visit: Visit, order: &Placed, random: &mut Random) {
    let mut second = visit.end;
    for step in (0..=visit.reached).rev() {
        let product = if matches!(step, 1 | 2) { order.product.name } else { "" };
        let product = if product.contains(',') || product.contains('"') {
            format!("\"{}\"", product.replace('"', "\"\""))
        } else {
            product.to_owned()
        };
        let value = if step == 4 { money(order.amount) } else { String::new() };
        let row = format!(
            "{},{} {:02}:{:02}:{:02},{},s{},{},{product},{value}",
            visit.id,
            text(visit.day),
            second / 3600,
            second / 60 % 60,
            second % 60,
            STEPS[step],
            visit.session,
            CHANNELS[visit.channel],
        );
        clicks.push(Click { day: visit.day, second, row });
        second = (second - random.between(15, 240)).max(0);
    }
    debug_assert!(visit.channel <= APP);
}
