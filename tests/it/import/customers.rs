//! What customers files and summaries say of each customer beside attributes: numbers, contracts, referrals.

use clientele::day::Day;
use clientele::facts::{Facts, Selection};
use clientele::import::{facts, read_whole};
use clientele::issue::Problem;
use clientele::money::Money;
use clientele::roles::{Kind, Role};

use super::read;

const CUSTOMERS: &str = "customer_id,acquisition_cost,start_date,end_date,monthly_fee,referred_by\n\
    anna,12.50,2023-01-05,,9.99,\nben,30,2023-02-01,2023-12-31,19.90,anna\ncarla,,2023-03-01,,9.99,Ben\n\
    dora,0,2023-03-02,2023-05-01,,dora\nemil,7,2023-04-01,,9.99,nobody here\nben,30,2024-02-01,2024-06-30,24.90,anna\n";

fn customer(facts: &Facts, id: &str) -> u32 {
    facts.customers.ids.find(id).unwrap()
}

#[test]
fn cost_fee_contract_and_referrer_of_each_customer_are_kept() {
    let (_, facts, account) = read("customers.csv", CUSTOMERS.as_bytes());
    assert_eq!((account.rows_used, facts.customers.len()), (6, 5));
    let of = |id| customer(&facts, id);
    let money = |role, id| facts.customers.money(role, of(id)).map(|money: Money| money.to_string());
    assert_eq!(money(Role::AcquisitionCost, "anna").as_deref(), Some("12.50"));
    // Written in both rows of ben: he was won once.
    assert_eq!(money(Role::AcquisitionCost, "ben").as_deref(), Some("30.00"));
    assert_eq!(money(Role::AcquisitionCost, "carla"), None, "blank is not zero");
    assert_eq!(money(Role::AcquisitionCost, "dora").as_deref(), Some("0.00"));
    assert_eq!(money(Role::Fee, "ben").as_deref(), Some("24.90"));
    assert_eq!(money(Role::Wallet, "anna"), None, "no file gives it");
    let day = |y, m, d| Day::from_ymd(y, m, d);
    let term = |id| (facts.customers.term(of(id)).start, facts.customers.term(of(id)).end);
    assert_eq!(term("anna"), (day(2023, 1, 5), None));
    assert_eq!(term("ben"), (day(2023, 2, 1), day(2024, 6, 30)));
    let referrer = |id| facts.customers.referrer(of(id)).map(|other| facts.customers.ids.get(other));
    assert_eq!(["anna", "ben", "dora", "emil"].map(referrer), [None, Some("anna"), None, None]);
}

#[test]
fn a_referrer_is_found_by_either_identifier_and_wherever_the_referrer_stands() {
    let customers = "email,customer number,referred by\nAnna@mail.example,1001,\nben@mail.example,1002,1001\n\
                     carla@mail.example,1003,DORA@mail.example\n";
    let orders = "email,date,total\ndora@mail.example,2024-03-05,1\nanna@mail.example,2024-03-06,2\n";
    for order in [[0, 1], [1, 0]] {
        let texts = [("customers.csv", customers), ("orders.csv", orders)];
        let loaded = order.map(|at| read_whole(texts[at].0, texts[at].1.as_bytes()).unwrap());
        let (facts, _) = facts(&loaded);
        let referrer = |id| facts.customers.referrer(customer(&facts, id));
        assert_eq!(referrer("ben@mail.example"), Some(customer(&facts, "anna@mail.example")));
        assert_eq!(referrer("carla@mail.example"), Some(customer(&facts, "dora@mail.example")));
    }
}

#[test]
fn picked_customers_keep_their_numbers_and_the_referrers_that_are_picked_too() {
    let (_, all, _) = read("customers.csv", CUSTOMERS.as_bytes());
    let picked =
        all.select(&Selection::default().of_customers([customer(&all, "ben"), customer(&all, "emil")]));
    assert_eq!(picked.customers.money(Role::Fee, 0).unwrap().to_string(), "24.90");
    assert_eq!(picked.customers.term(1).start, Day::from_ymd(2023, 4, 1));
    assert_eq!(picked.customers.referrer(0), None, "anna is not picked");
    let both =
        all.select(&Selection::default().of_customers([customer(&all, "anna"), customer(&all, "ben")]));
    assert_eq!(both.customers.referrer(1), Some(0));
}

#[test]
fn a_summary_needs_no_names() {
    let text = "frequency,recency_days,T_days,monetary_value\n2,30,38.5,22.35\n0,0,40,0\n";
    let (loaded, facts, account) = read("summary.csv", text.as_bytes());
    assert_eq!((loaded.mapping.kind, account.rows_used), (Kind::Summary, 2));
    let roles = [Role::Frequency, Role::Recency, Role::Age, Role::MeanSpend];
    let numbers = |customer| roles.map(|role| facts.customers.number(role, customer));
    assert_eq!(numbers(0), [20_000, 300_000, 385_000, 223_500].map(Some));
    assert_eq!(numbers(1), [0, 0, 400_000, 0].map(Some));
}

#[test]
fn a_row_that_is_set_aside_gives_no_number() {
    let text = "customer_id,monthly_fee,start_date\nanna,5,2024-01-01\n,7,2024-01-01\n";
    let (_, facts, account) = read("customers.csv", text.as_bytes());
    assert_eq!(account.by_problem(), [(Problem::NoCustomer, 1)]);
    assert_eq!(facts.customers.measures[0].values, [50_000]);
}
