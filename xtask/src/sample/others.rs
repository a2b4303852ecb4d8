//! `customers.csv`, `campaigns.csv` and `survey.csv`.

use super::calendar::{day, text};
use super::file::{File, money};
use super::people::{Kind, Person, responded};
use super::random::Random;
use super::shop::{ACQUISITION, AGES, CAMPAIGNS, COUNTRIES, LAST, LEAVING, REASON_DELIVERY};

/// A row for each customer, those who never bought included.
pub fn customers(people: &[Person], random: &mut Random) -> File {
    let header = "customer_id,email,country,age_group,acquisition_channel,acquisition_cost,start_date,end_date,end_reason,referred_by,yearly_category_spend,monthly_fee";
    let mut file = File::new("customers.csv", "customers", header);
    for (at, person) in people.iter().enumerate() {
        // Not everybody who left told the shop.
        let left = person.left.filter(|&(day, _)| day <= LAST && random.chance(0.5));
        let (end, reason) = left.map_or_else(Default::default, |(day, reason)| (text(day), reason));
        let referral = ACQUISITION[person.acquisition].0 == "referral" && at > 0;
        let referrer = random.one(&people[..at.max(1)]);
        let referred_by = if referral { referrer.id.as_str() } else { "" };
        let wallet = match person.kind {
            Kind::Loyal => random.between(90, 140),
            Kind::Regular => random.between(20, 60),
            _ => random.between(10, 40),
        };
        let member = matches!(person.kind, Kind::Loyal) && random.chance(0.6)
            || matches!(person.kind, Kind::Regular) && random.chance(0.12);
        file.row(format!(
            "{},{}@mail.example,{},{},{},{},{},{end},{reason},{referred_by},{},{}",
            person.id,
            person.id.to_lowercase(),
            COUNTRIES[person.country],
            AGES[person.age].0,
            ACQUISITION[person.acquisition].0,
            money(person.acquisition_cost),
            text(person.start),
            wallet * 10,
            if member { "4.90" } else { "" },
        ));
    }
    file
}

/// A row for each customer who was chosen for a campaign, the control group included.
pub fn campaigns(people: &[Person], random: &mut Random) -> File {
    let header = "campaign,customer_id,sent_date,control_group,opened,clicked,responded,cost";
    let mut file = File::new("campaigns.csv", "campaigns", header);
    for campaign in &CAMPAIGNS {
        for person in people {
            let chosen = person.contacts.iter().find(|contact| contact.campaign.name == campaign.name);
            let Some(contact) = chosen else { continue };
            let opened = !contact.control && random.chance(campaign.opened);
            let clicked = opened && random.chance(campaign.clicked);
            let cost = if contact.control { 0 } else { campaign.cost };
            file.row(format!(
                "{},{},{},{},{},{},{},{}",
                campaign.name,
                person.id,
                text(campaign.sent),
                u8::from(contact.control),
                u8::from(opened),
                u8::from(clicked),
                u8::from(responded(person, campaign)),
                money(cost),
            ));
        }
    }
    file
}

/// A row for each answer to the survey of November 2025.
pub fn survey(people: &[Person], random: &mut Random) -> File {
    let mut file = File::new("survey.csv", "survey", "customer_id,date,expectation,delivery,nps,csat,reason");
    for person in people {
        let recent = person.orders.last().is_some_and(|visit| visit.day >= day(2024, 11, 1));
        if !recent || !random.chance(0.42) {
            continue;
        }
        let slow = COUNTRIES[person.country] == LEAVING.0;
        let gone = person.left.is_some_and(|(day, _)| day <= LAST);
        let mood = match person.kind {
            Kind::Loyal => 1,
            Kind::Bargain => -1,
            _ => 0,
        } - i32::from(gone)
            - 2 * i32::from(slow);
        let expectation = random.between(5, 7);
        let delivery = (5 + mood + random.between(-1, 1)).clamp(1, 7);
        let nps = (7 + 2 * mood + random.between(-2, 2)).clamp(0, 10);
        let csat = (4 + mood.clamp(-2, 1) + random.between(-1, 0)).clamp(1, 5);
        let reason = match (nps, slow, person.left) {
            (..=6, true, _) => REASON_DELIVERY,
            (..=6, false, Some((_, reason))) => reason,
            (9.., ..) => *random.one(&["Great coffee", "Fast and friendly", "Always fresh"]),
            _ => "",
        };
        let when = day(2025, 11, 3) + random.between(0, 24);
        file.row(format!("{},{},{expectation},{delivery},{nps},{csat},{reason}", person.id, text(when)));
    }
    file
}
