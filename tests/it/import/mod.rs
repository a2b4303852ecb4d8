//! A file the whole way: from bytes to facts and the account of its rows.

mod customers;
mod encodings;
mod exports;
mod hostile;
mod limits;
mod locales;

use std::path::PathBuf;

use clientele::facts::{Account, Facts};
use clientele::import::{Changes, Choice, Import, Loaded, Review, facts, read_whole};
use clientele::issue::{Effect, Problem};
use clientele::money::Money;
use clientele::roles::{Kind, Role};

/// A file of tests/data.
fn own(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A real file that may not be shown, where the machine has it.
fn real(name: &str) -> Option<Vec<u8>> {
    let Ok(folder) = std::env::var("CLIENTELE_REAL_FILES") else {
        println!("not run: CLIENTELE_REAL_FILES is not set ({name})");
        return None;
    };
    Some(std::fs::read(PathBuf::from(folder).join(name)).unwrap())
}

fn inspect(name: &str, bytes: &[u8]) -> Import {
    let head = &bytes[..bytes.len().min(clientele::import::HEAD_BYTES)];
    Import::inspect(name, bytes.len() as u64, head, head.len() == bytes.len()).unwrap()
}

fn review(name: &str, bytes: &[u8]) -> Review {
    inspect(name, bytes).review()
}

/// The header of the column with a role.
fn header_of(review: &Review, role: Role) -> &str {
    review.columns.iter().find(|column| column.role == role).map_or("", |column| column.header.as_str())
}

/// Reads a file that must speak for itself.
fn read(name: &str, bytes: &[u8]) -> (Loaded, Facts, Account) {
    let review = review(name, bytes);
    assert!(review.is_confident(), "{name}: {:?}", review.questions);
    let loaded = read_whole(name, bytes).unwrap();
    assert_eq!(loaded.questions(), [], "{name}");
    let (facts, mut accounts) = facts(std::slice::from_ref(&loaded));
    let account = accounts.remove(0);
    assert_eq!(account.rows_read, account.rows_used + account.set_aside.len());
    (loaded, facts, account)
}

fn sum(facts: &Facts) -> String {
    facts.orders.amount().iter().copied().sum::<Money>().to_string()
}

#[test]
fn cdnow_is_read_without_a_question() {
    // Fader and Hardie's sample: 2,357 customers, 6,919 purchases.
    let (_, facts, account) = read("cdnow_transactions.csv", &own("cdnow_transactions.csv"));
    assert_eq!((facts.customers.len(), facts.orders.len(), account.rows_read), (2357, 6919, 6919));
    assert_eq!(facts.first_day().unwrap().to_string(), "1997-01-01");
    assert_eq!(facts.last_day().unwrap().to_string(), "1998-06-30");
}

#[test]
fn a_summary_prefers_days() {
    let review = review("cdnow_summary.csv", &own("cdnow_summary.csv"));
    assert_eq!(review.kind, Kind::Summary);
    assert!(review.is_confident());
    assert_eq!(header_of(&review, Role::Recency), "recency_days");
    assert_eq!(header_of(&review, Role::Age), "T_days");
    assert_eq!(header_of(&review, Role::MeanSpend), "monetary_value");
}

#[test]
fn superstore_has_its_known_totals() {
    let Some(bytes) = real("superstore_us_utf8bom.csv") else { return };
    let review = review("superstore_us_utf8bom.csv", &bytes);
    for (role, header) in [
        (Role::Customer, "Customer ID"),
        (Role::Date, "Order Date"),
        (Role::Amount, "Sales"),
        (Role::Profit, "Profit"),
        (Role::Product, "Product Name"),
        (Role::Category, "Category"),
        (Role::OrderId, "Order ID"),
        (Role::Country, "Country"),
    ] {
        assert_eq!(header_of(&review, role), header);
    }
    // The data's README: 793 customers, 5,009 orders, revenue and profit to the last digit.
    let (_, facts, account) = read("superstore_us_utf8bom.csv", &bytes);
    assert_eq!((facts.customers.len(), facts.orders.len(), account.rows_used), (793, 5009, 9994));
    assert_eq!(sum(&facts), "2297200.8603");
    let cost = facts.orders.cost().unwrap().iter().copied().sum::<Money>();
    assert_eq!((facts.orders.amount().iter().copied().sum::<Money>() - cost).to_string(), "286397.0217");
    assert_eq!(facts.orders.lines().unwrap().len(), 9994);
}

#[test]
fn online_retail_multiplies_and_keeps_cancellations_below_zero() {
    let Some(bytes) = real("online_retail_dec2010_us.csv") else { return };
    // Counted with Python's csv and decimal modules: 948 customers, 1,708 invoices of known customers, 15,631 lines
    // without a customer, sum of quantity times price 554,604.02.
    let (loaded, facts, account) = read("online_retail_dec2010_us.csv", &bytes);
    assert_eq!((facts.customers.len(), facts.orders.len()), (948, 1708));
    assert_eq!(account.by_problem(), [(Problem::NoCustomer, 15_631)]);
    assert_eq!(sum(&facts), "554604.02");
    assert!(facts.orders.amount().iter().any(|amount| amount.is_negative()));
    let note =
        loaded.notes().iter().map(ToString::to_string).find(|note| note.contains("InvoiceDate")).unwrap();
    assert!(note.contains("month first") && note.contains("rows can only be read so"), "{note}");
}

#[test]
fn shopify_counts_money_once_an_order() {
    let Some(bytes) = real("exports/shopify_orders_export.csv") else { return };
    let (_, facts, account) = read("shopify_orders_export.csv", &bytes);
    // The data's README: 914 lines are 420 orders; research/import.md: 35,119.36 without voided and pending ones.
    assert_eq!((account.rows_read, account.orders_used + account.orders_set_aside), (914, 420));
    assert_eq!(sum(&facts), "35119.36");
    assert_eq!(account.by_problem(), [(Problem::NotAnOrder, 53)]);
}

#[test]
fn a_german_spreadsheet_is_read_by_its_own_marks() {
    let Some(bytes) = real("exports/orders_excel_de.csv") else { return };
    let (_, facts, account) = read("orders_excel_de.csv", &bytes);
    assert_eq!((facts.orders.len(), account.rows_used), (389, 389));
    // Summed with Python's decimal module.
    assert_eq!(sum(&facts), "64912.16");
}

#[test]
fn a_survey_finds_its_questions_and_its_address() {
    let Some(bytes) = real("exports/survey_two_header_rows.csv") else { return };
    let review = review("survey_two_header_rows.csv", &bytes);
    assert_eq!(review.kind, Kind::Survey);
    assert!(review.is_confident(), "{:?}", review.questions);
    assert_eq!(header_of(&review, Role::Nps), "How likely are you to recommend us? Response");
    assert_eq!(header_of(&review, Role::Csat), "How satisfied were you with delivery? Response");
    assert_eq!(header_of(&review, Role::Customer), "Email Address Open-Ended Response");
}

#[test]
fn a_report_that_counts_events_is_refused() {
    let Some(bytes) = real("exports/ga4_events.csv") else { return };
    let error = Import::inspect("ga4_events.csv", bytes.len() as u64, &bytes, true).err().unwrap();
    assert!(error.is_file(), "{error}");
}

#[test]
fn campaigns_with_totals_need_no_customer() {
    let Some(bytes) = real("exports/google_ads_campaigns.csv") else { return };
    let review = review("google_ads_campaigns.csv", &bytes);
    assert_eq!(review.kind, Kind::Campaigns);
    assert!(review.is_confident());
    assert_eq!(header_of(&review, Role::Cost), "Cost");
    assert_eq!(header_of(&review, Role::Responded), "Conversions");
}

const ORDERS: &str = "order,customer,date,total\n1,anna,2024-03-05,10\n2,,2024-03-06,5\n3,ben,soon,5\n4,ben,2024-03-07,\n\
                      5,ben,2024-03-08,free\n6,carla,2024-03-09,7.5\n";

#[test]
fn each_row_set_aside_is_told_with_line_column_and_text() {
    let (loaded, facts, account) = read("orders.csv", ORDERS.as_bytes());
    assert_eq!(sum(&facts), "17.50");
    let told: Vec<(Problem, u64, Option<u32>, String, Effect)> = loaded
        .issues(&account)
        .into_iter()
        .flat_map(|kind| kind.first)
        .map(|issue| (issue.problem, issue.line, issue.column, issue.text, issue.effect))
        .collect();
    let aside =
        |problem, line, column, text: &str| (problem, line, Some(column), text.to_owned(), Effect::SetAside);
    assert_eq!(
        told,
        [
            aside(Problem::NoCustomer, 3, 2, ""),
            aside(Problem::BadDate, 4, 3, "soon"),
            aside(Problem::NoAmount, 5, 4, ""),
            aside(Problem::BadNumber, 6, 4, "free"),
        ]
    );
}

#[test]
fn a_date_that_nothing_decides_is_asked_about_and_can_be_said() {
    let text = "customer,date,amount\nanna,01/02/2024,1\nben,03/04/2024,2\n";
    let mut import = inspect("orders.csv", text.as_bytes());
    let questions = import.review().questions;
    assert!(matches!(questions[..], [Choice::DateOrder { column: 1, .. }]), "{questions:?}");
    let order = clientele::csv::DateOrder::MonthDayYear;
    import.assign(Changes { date_orders: vec![(1, order)], ..Changes::default() });
    import.read_all(text.as_bytes());
    let loaded = import.finish().unwrap();
    assert_eq!(loaded.questions(), []);
    assert_eq!(facts(&[loaded]).0.last_day().unwrap().to_string(), "2024-03-04");
}

#[test]
fn the_user_may_change_a_role() {
    let text = "customer,date,amount,before discount\nanna,2024-03-05,1,2\nben,2024-03-06,2,4\n";
    let mut import = inspect("orders.csv", text.as_bytes());
    import.assign(Changes { roles: vec![(3, Role::Amount)], ..Changes::default() });
    assert_eq!(import.review().columns[2].role, Role::Ignored);
    import.read_all(text.as_bytes());
    assert_eq!(sum(&facts(&[import.finish().unwrap()]).0), "6.00");
}

#[test]
fn a_file_that_is_none_leaves_others_intact() {
    let good = read_whole("orders.csv", ORDERS.as_bytes()).unwrap();
    let bad = [&b""[..], b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\0\0\0\0\0\0\0\0"];
    for bytes in bad {
        assert!(read_whole("bad", bytes).unwrap_err().is_file());
    }
    let error = read_whole("empty.csv", b"customer,date,amount\n").unwrap_err();
    assert!(error.is_file() && error.to_string().contains("no rows"), "{error}");
    assert_eq!(sum(&facts(&[good]).0), "17.50");
}

#[test]
fn mixed_currencies_are_not_added_up() {
    let text = "customer,date,amount\nanna,2024-03-05,1.50 EUR\nben,2024-03-06,2.50 EUR\ncarla,2024-03-06,9.99 USD\n";
    let (_, facts, account) = read("orders.csv", text.as_bytes());
    assert_eq!(sum(&facts), "4.00");
    assert_eq!(account.by_problem(), [(Problem::OtherCurrency, 1)]);
}

#[test]
fn files_are_joined_on_the_customer() {
    let orders = "customer_email,order_date,total\nANNA@mail.example,2024-03-05,1\n";
    let events = "user_id,timestamp,event,channel\nanna@mail.example,2024-03-04T10:00:00Z,visit,web\n";
    let loaded = [("orders.csv", orders), ("events.csv", events)]
        .map(|(name, text)| read_whole(name, text.as_bytes()).unwrap());
    assert_eq!(loaded.each_ref().map(|file| file.mapping.kind), [Kind::Orders, Kind::Events]);
    let (facts, _) = facts(&loaded);
    assert_eq!((facts.customers.len(), facts.orders.len(), facts.events.len()), (1, 1, 1));
    assert_eq!(facts.events.property("channel").unwrap().values.get(0), "web");
}

/// A file of the sample shop.
fn shop(name: &str) -> Loaded {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("www/sample").join(name);
    let bytes = std::fs::read(&path).unwrap();
    let review = review(name, &bytes);
    assert!(review.is_confident(), "{name}: {:?}", review.questions);
    read_whole(name, &bytes).unwrap()
}

#[test]
fn the_five_files_of_the_shop_meet_on_their_customers() {
    let names = ["orders.csv", "events.csv", "customers.csv", "campaigns.csv", "survey.csv"];
    let loaded = names.map(shop);
    let kinds = [Kind::Orders, Kind::Events, Kind::Customers, Kind::Campaigns, Kind::Survey];
    assert_eq!(loaded.each_ref().map(|file| file.mapping.kind), kinds);
    let (facts, accounts) = facts(&loaded);
    for (name, account) in names.iter().zip(&accounts) {
        assert_eq!(account.rows_read, account.rows_used + account.set_aside.len(), "{name}");
        assert_eq!(account.rows_used, account.rows_read, "{name}: {:?}", account.by_problem());
    }
    // The customers file names each customer by number and by address; the others use the number alone.
    assert_eq!(facts.customers.len(), loaded[2].table.n_rows);
    assert_eq!(facts.contacts.contacts().len(), loaded[3].table.n_rows);
    assert_eq!(facts.answers.answers().len(), loaded[4].table.n_rows);
    assert!(facts.answers.answers().iter().all(|answer| answer.customer.is_some()));
    assert!(facts.contacts.contacts().iter().any(|contact| contact.is_control == Some(true)));
    assert!(facts.contacts.contacts().iter().any(|contact| contact.responded == Some(true)));
}

#[test]
fn a_report_on_campaigns_is_kept_as_totals() {
    let text = "Campaign,Impr.,Clicks,Cost,Conversions,Conv. value\nTea,\"48,210\",\"5,120\",\"1,433.60\",402.00,\"16,482.00\"\n\
                Total,\"48,210\",\"5,120\",\"1,433.60\",,\n";
    let (_, facts, account) = read("ads.csv", text.as_bytes());
    let total = facts.contacts.totals()[0];
    assert_eq!(
        (total.impressions, total.clicked, total.responded),
        (Some(482_100_000), Some(51_200_000), Some(4_020_000))
    );
    assert_eq!(total.cost.unwrap().to_string(), "1433.60");
    assert_eq!(account.by_problem(), [(Problem::TotalsRow, 1)]);
}

#[test]
fn scores_are_read_from_words_and_from_the_start_of_a_text() {
    let text = "Email,NPS,Satisfaction,Comment\nanna@mail.example,10 - Extremely likely,Very satisfied,ok\n\
                ,3,Dissatisfied,\nben@mail.example,,Neither,why\ncarla@mail.example,n/a,,\n";
    let (_, facts, account) = read("survey.csv", text.as_bytes());
    let told: Vec<_> = facts.answers.answers().iter().map(|a| (a.customer, a.nps, a.csat)).collect();
    let score = |n: i64| Some(n * 10_000);
    assert_eq!(told, [(Some(0), score(10), score(5)), (Some(1), None, score(3)), (None, score(3), score(2))]);
    assert_eq!(account.by_problem(), [(Problem::NoAnswer, 1)]);
    assert_eq!(facts.customers.len(), 2);
}

#[test]
fn spreadsheets_write_true_and_false_where_others_write_yes_and_no() {
    let text = "Email,Campaign,Opened\nanna@mail.example,Spring,TRUE\nben@mail.example,Spring,FALSE\ncarla@mail.example,Spring,true\n";
    let (_, facts, _) = read("campaigns.csv", text.as_bytes());
    let opened: Vec<Option<bool>> = facts.contacts.contacts().iter().map(|contact| contact.opened).collect();
    assert_eq!(opened, [Some(true), Some(false), Some(true)]);
}

#[test]
fn tables_that_belong_together_are_joined_and_nothing_counts_twice() {
    let orders = "order_id,customer_id,order_status,order_purchase_timestamp,order_estimated_delivery_date\n\
                  o1,c1,delivered,2018-08-15 11:30:33,2018-08-27\no2,c2,canceled,2018-08-16 11:30:33,2018-08-27\n\
                  o3,c3,delivered,2018-08-17 11:30:33,2018-08-27\no4,c4,shipped,2018-08-18 11:30:33,2018-08-27\n";
    let items = "order_id,order_item_id,product_id,seller_id,price,freight_value\no1,1,p1,s1,10.00,2.50\n\
                 o1,2,p2,s1,5.00,2.50\no2,1,p1,s1,10.00,2.50\no3,1,p1,s1,10.00,2.50\no9,1,p1,s1,10.00,2.50\n";
    let customers = "customer_id,customer_unique_id,customer_zip_code_prefix,customer_state\nc1,anna,01234,SP\n\
                     c2,ben,01234,SP\nc3,anna,01234,RJ\nc4,carla,01234,SP\n";
    let reviews =
        "review_id,order_id,review_score,review_comment_message,review_creation_date\nr1,o3,5,,2018-09-01\n";
    let texts = [
        ("orders.csv", orders),
        ("items.csv", items),
        ("customers.csv", customers),
        ("reviews.csv", reviews),
    ];
    let loaded = texts.map(|(name, text)| read_whole(name, text.as_bytes()).unwrap());
    let (facts, accounts) = facts(&loaded);
    assert_eq!(sum(&facts), "25.00");
    let anna = facts.customers.ids.find("anna").unwrap();
    assert_eq!(facts.orders.groups().of(anna).len(), 2);
    assert_eq!(facts.answers.answers()[0].customer, Some(anna));
    assert_eq!(accounts[0].by_problem(), [(Problem::NoAmount, 1), (Problem::NotAnOrder, 1)]);
    assert_eq!(accounts[1].by_problem(), [(Problem::NoCustomer, 1), (Problem::NotAnOrder, 1)]);
    for account in accounts {
        assert_eq!(account.rows_read, account.rows_used + account.set_aside.len());
    }
}

#[test]
fn olist_counts_each_item_once() {
    let names =
        ["olist_orders.csv", "olist_order_items.csv", "olist_customers.csv", "olist_order_reviews.csv"];
    let Some(files) = names.map(real).into_iter().collect::<Option<Vec<_>>>() else { return };
    let loaded: Vec<Loaded> =
        names.iter().zip(&files).map(|(name, bytes)| read_whole(name, bytes).unwrap()).collect();
    let (facts, accounts) = facts(&loaded);
    // Joined with Python's csv and decimal modules, without canceled and unavailable orders.
    assert_eq!((facts.orders.len(), sum(&facts)), (2959, "389748.37".to_owned()));
    assert_eq!(accounts[0].orders_used, facts.orders.len());
    assert_eq!(facts.answers.answers().len(), 2993);
}
