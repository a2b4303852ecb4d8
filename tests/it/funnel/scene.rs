//! Events from text, and a funnel asked in one line.

use clientele::dictionary::{Dictionary, NO_CODE};
use clientele::facts::{Event, Events, Facts, Property};
use clientele::moment::Moment;

/// How a column `ts` is to be read; everything becomes milliseconds. Whole units of `us` become whole milliseconds, so that
/// a case in microseconds keeps its proportions.
pub fn unit_ms(unit: &str) -> i64 {
    match unit {
        "s" | "iso" => 1000,
        "day" => 86_400_000,
        _ => 1,
    }
}

/// `2021-05-01 13:00:05` or a whole number in `unit`.
pub fn moment(text: &str, unit: &str) -> Moment {
    if unit != "iso" {
        return Moment(text.parse::<i64>().unwrap() * unit_ms(unit));
    }
    let number =
        |range: std::ops::Range<usize>| text.get(range).map_or(0, |part| part.parse::<i64>().unwrap());
    let day = clientele::day::Day::from_ymd(number(0..4) as i32, number(5..7) as u32, number(8..10) as u32)
        .unwrap();
    Moment(Moment::of_day(day).0 + ((number(11..13) * 60 + number(14..16)) * 60 + number(17..19)) * 1000)
}

/// Facts from lines under a header `user,ts,event,...`; without `event` all events are called `event`. No quotes.
pub fn facts(csv: &str, unit: &str) -> Facts {
    let mut lines = csv.lines();
    let header: Vec<&str> = lines.next().unwrap().split(',').collect();
    let column = |name: &str| header.iter().position(|other| *other == name);
    let (user, time, event) =
        (column("user").unwrap(), column("ts").or(column("day")).unwrap(), column("event"));
    let mut facts = Facts::default();
    let (mut names, mut events) = (Dictionary::default(), Vec::new());
    let others = (0..header.len()).filter(|&i| i != user && i != time && Some(i) != event);
    let mut properties: Vec<(usize, Property)> =
        others.map(|i| (i, Property { name: header[i].to_string(), ..Property::default() })).collect();
    for line in lines {
        let cells: Vec<&str> = line.split(',').collect();
        let moment = moment(cells[time], unit);
        events.push(Event {
            customer: facts.customers.ids.intern(cells[user]),
            moment,
            day: moment.day(0),
            name: names.intern(event.map_or("event", |event| cells[event])),
        });
        for (i, property) in &mut properties {
            let cell = cells[*i];
            let code = if cell.is_empty() { NO_CODE } else { property.values.intern(cell) };
            property.codes.push(code);
        }
    }
    let properties = properties.into_iter().map(|(_, property)| property).collect();
    facts.events = Events::with_properties(facts.customers.len(), names, &events, properties);
    facts
}
