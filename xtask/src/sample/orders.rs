//! `orders.csv`: one row for each line of an order.

use super::calendar::{Day, text, weekday};
use super::file::{File, money};
use super::people::{CHANNELS, Kind, Person, Visit};
use super::random::Random;
use super::shop::{BARGAINS, CATEGORIES, COUNTRIES, DRIPPER, FILTERS, FOLLOW_UP, LAST, PRODUCTS, Product};

/// An order that was placed, for the files that must agree with it.
pub struct Placed {
    /// Position of the customer.
    pub customer: usize,
    /// When.
    pub day: Day,
    /// Minutes since midnight.
    pub minute: i32,
    /// Position in the channels.
    pub channel: usize,
    /// The first product in the basket.
    pub product: &'static Product,
    /// What was paid, in cents.
    pub amount: i32,
}

struct Line {
    product: &'static Product,
    quantity: i32,
    discount: i32,
}

/// Places all orders by time and writes them.
pub fn write(people: &[Person], random: &mut Random) -> (File, Vec<Placed>) {
    let header = "order_id,order_date,customer_id,product,category,quantity,unit_price,discount,amount,cost,channel,country,coupon";
    let mut file = File::new("orders.csv", "orders", header);
    let visits = people.iter().enumerate().flat_map(|(who, person)| {
        person.orders.iter().enumerate().map(move |(nth, visit)| (visit.day, who, nth))
    });
    let mut visits: Vec<_> = visits.map(|(day, who, nth)| (day, minute(day, random), who, nth)).collect();
    visits.sort_unstable();

    let mut placed = Vec::new();
    let mut returned: Vec<(Day, String)> = Vec::new();
    for (number, &(day, minute, who, nth)) in visits.iter().enumerate() {
        refund_due(&mut returned, day, &mut file);
        let person = &people[who];
        let visit = &person.orders[nth];
        let lines = basket(person, nth, visit, random);
        let channel = if random.chance(0.85) { person.channel } else { random.weighted(&[50, 30, 20]) };
        let mut amount = 0;
        for line in &lines {
            amount += line.product.price * line.quantity - line.discount;
            let id = format!("{}", 100_001 + number);
            let coupon = visit.coupon.map_or("", |(name, _)| name);
            file.row(row(&id, day, minute, person, line, CHANNELS[channel], coupon));
        }
        if random.chance(0.015) {
            let back = Line { quantity: -lines[0].quantity, discount: -lines[0].discount, ..lines[0] };
            let id = format!("R{}", 100_001 + number);
            let when = day + random.between(4, 16);
            returned.push((when, row(&id, when, 600, person, &back, CHANNELS[channel], "")));
        }
        placed.push(Placed { customer: who, day, minute, channel, product: lines[0].product, amount });
    }
    refund_due(&mut returned, LAST + 1, &mut file);
    (file, placed)
}

/// Writes the returns that are due before `day`; those after the last day never happened.
fn refund_due(returned: &mut Vec<(Day, String)>, day: Day, file: &mut File) {
    returned.sort();
    while returned.first().is_some_and(|(when, _)| *when < day) {
        file.row(returned.remove(0).1);
    }
}

fn row(id: &str, day: Day, minute: i32, person: &Person, line: &Line, channel: &str, coupon: &str) -> String {
    let Line { product, quantity, discount } = line;
    let amount = product.price * quantity - discount;
    format!(
        "{id},{} {:02}:{:02},{},{},{},{quantity},{},{},{},{},{channel},{},{coupon}",
        text(day),
        minute / 60,
        minute % 60,
        person.id,
        quoted(product.name),
        product.category,
        money(product.price),
        money(*discount),
        money(amount),
        money(product.cost * quantity),
        COUNTRIES[person.country],
    )
}

/// What goes into the basket: the taste of the customer, the bargain, the pair, the follow-up.
fn basket(person: &Person, nth: usize, visit: &Visit, random: &mut Random) -> Vec<Line> {
    let mut products: Vec<&'static Product> = Vec::new();
    if person.kind == Kind::Bargain {
        products.extend(named(random.one::<&str>(&BARGAINS)));
    } else {
        let n = 1 + usize::from(random.chance(0.42)) + usize::from(random.chance(0.14));
        for _ in 0..n {
            let taste = if random.chance(0.8) { person.taste } else { random.weighted(&[35, 30, 15, 20]) };
            products.push(of_category(CATEGORIES[taste], nth, random));
        }
        if products.iter().any(|product| product.name == DRIPPER) && random.chance(0.75) {
            products.extend(named(FILTERS));
        }
        if nth > 0 && person.taste == 0 && random.chance(0.05) {
            products.extend(named(FOLLOW_UP.1));
        }
    }
    products.sort_by_key(|product| -product.price);
    products.dedup_by_key(|product| product.name);
    let percent = visit.coupon.map_or(0, |(_, percent)| percent);
    let line = |product: &'static Product| {
        let most = if person.kind == Kind::Loyal { 3 } else { 2 };
        let quantity = if product.consumable { random.between(1, most) } else { 1 };
        Line { product, quantity, discount: (product.price * quantity * percent + 50) / 100 }
    };
    products.into_iter().map(line).collect()
}

/// First orders hold more equipment; later ones more of what is used up.
fn of_category(category: &str, nth: usize, random: &mut Random) -> &'static Product {
    let choice: Vec<&Product> = PRODUCTS.iter().filter(|product| product.category == category).collect();
    let weights: Vec<u32> = choice
        .iter()
        .map(|product| match (product.consumable, nth) {
            (true, _) => product.weight * 2,
            (false, 0) => product.weight * 3,
            (false, _) => product.weight,
        })
        .collect();
    choice[random.weighted(&weights)]
}

fn named(name: &str) -> Option<&'static Product> {
    PRODUCTS.iter().find(|product| product.name == name)
}

/// Lunch and evening on working days, Sunday afternoon and evening.
fn minute(day: Day, random: &mut Random) -> i32 {
    const HOURS: [u32; 24] =
        [1, 0, 0, 0, 0, 1, 3, 6, 7, 8, 8, 10, 15, 12, 8, 8, 9, 11, 15, 20, 24, 19, 10, 4];
    const SUNDAY: [u32; 24] =
        [1, 1, 0, 0, 0, 0, 1, 2, 4, 7, 10, 11, 10, 11, 13, 16, 18, 19, 20, 24, 26, 20, 9, 3];
    let hours = if weekday(day) == 6 { &SUNDAY } else { &HOURS };
    random.weighted(hours) as i32 * 60 + random.between(0, 59)
}

/// A cell in quotes where it needs them.
fn quoted(cell: &str) -> String {
    if cell.contains([',', '"']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}
