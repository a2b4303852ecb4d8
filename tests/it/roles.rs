//! Which column is what: header names in eight languages, several candidates for one role, no header at all.

use clientele::csv::sniff;
use clientele::roles::{Guess, Kind, Question, Role, guess};
use proptest::prelude::*;

fn guessed(text: &str) -> Guess {
    guess(&sniff(text.as_bytes(), true).unwrap().sample, "file.csv")
}

/// A guess as `header: role` for each column that is used.
fn told(guess: &Guess) -> Vec<(String, Role)> {
    let used = guess.columns.iter().filter(|column| column.role != Role::Ignored);
    used.map(|column| (column.header.clone(), column.role)).collect()
}

fn assert_roles(guess: &Guess, expected: &[(&str, Role)]) {
    let told = told(guess);
    for &(header, role) in expected {
        let found = told.iter().find(|(other, _)| other == header).map(|(_, role)| *role);
        assert_eq!(found, Some(role), "{header} in {told:?}");
    }
}

/// Forty rows of orders under a header of these seven names.
fn orders(names: [&str; 7]) -> String {
    let mut text = names.join(";") + "\n";
    for i in 0..40 {
        let (customer, day, quantity) = (i % 13, i % 28 + 1, i % 3 + 1);
        text += &format!(
            "{};k{customer}@mail.example;{day:02}.03.2024;Tea {};{quantity};4,50;{}\n",
            9000 + i,
            i % 7,
            quantity as f64 * 4.5
        );
    }
    text
}

#[test]
fn orders_are_understood_in_eight_languages() {
    let languages = [
        ["Order number", "Customer email", "Order date", "Product", "Quantity", "Unit price", "Total"],
        [
            "Bestellnummer",
            "E-Mail-Adresse",
            "Bestelldatum",
            "Artikel",
            "Menge",
            "Einzelpreis",
            "Gesamtbetrag",
        ],
        [
            "Numéro de commande",
            "Adresse e-mail",
            "Date de commande",
            "Produit",
            "Quantité",
            "Prix unitaire",
            "Montant total",
        ],
        [
            "Número de pedido",
            "Correo electrónico",
            "Fecha de pedido",
            "Producto",
            "Cantidad",
            "Precio unitario",
            "Importe total",
        ],
        [
            "Número do pedido",
            "E-mail do cliente",
            "Data do pedido",
            "Produto",
            "Quantidade",
            "Preço unitário",
            "Valor total",
        ],
        [
            "Numero ordine",
            "Indirizzo e-mail",
            "Data ordine",
            "Prodotto",
            "Quantità",
            "Prezzo unitario",
            "Importo totale",
        ],
        ["Ordernummer", "E-mailadres", "Besteldatum", "Artikel", "Aantal", "Stukprijs", "Totaalbedrag"],
        ["Ordernummer", "E-postadress", "Orderdatum", "Produkt", "Antal", "Styckpris", "Totalbelopp"],
    ];
    let roles = [
        Role::OrderId,
        Role::Customer,
        Role::Date,
        Role::Product,
        Role::Quantity,
        Role::UnitPrice,
        Role::Amount,
    ];
    for names in languages {
        let guess = guessed(&orders(names));
        assert_eq!(guess.kind, Kind::Orders, "{names:?}");
        assert!(guess.is_confident(), "{names:?}: {:?}", guess.questions);
        for (column, role) in guess.columns.iter().zip(roles) {
            assert_eq!(column.role, role, "{} of {names:?}", column.header);
        }
    }
}

#[test]
fn a_reason_names_header_and_values() {
    let guess = guessed(&orders(["Order", "E-Mail", "Date", "Product", "Qty", "Price", "Total"]));
    let email = &guess.columns[1];
    assert_eq!(
        email.reason.to_string(),
        "header “E-Mail” is a usual name; 40 of 40 cells look like e-mail addresses"
    );
    assert!(email.confidence > 0.9 && email.confidence <= 1.0);
}

#[test]
fn a_payments_export_takes_the_address_and_keeps_the_number() {
    let mut text = "id,Created at,Amount,Amount Refunded,Currency,Converted Amount,Fee,Status,Customer ID,Customer Email\n".to_owned();
    for i in 0..30 {
        let status = if i % 5 == 0 { "Failed" } else { "Paid" };
        text += &format!(
            "ch_{i},2024-03-{:02} 10:11:12,1{i}.50,0.00,usd,1{i}.50,0.59,{status},cus_{},k{}@mail.example\n",
            i % 28 + 1,
            i % 9,
            i % 9
        );
    }
    let guess = guessed(&text);
    assert_eq!(guess.kind, Kind::Orders);
    assert!(guess.is_confident(), "{:?}", guess.questions);
    assert_roles(
        &guess,
        &[
            ("Customer Email", Role::Customer),
            ("Customer ID", Role::CustomerAlias),
            ("Created at", Role::Date),
            ("Amount", Role::Amount),
            ("Amount Refunded", Role::Refunded),
            ("Currency", Role::Currency),
            ("Status", Role::Status),
        ],
    );
}

#[test]
fn an_audience_is_a_file_of_customers() {
    let mut text = "Email Address,First Name,Last Name,Lifecycle Stage,Country,Create Date\n".to_owned();
    for i in 0..30 {
        let stage = ["lead", "subscriber", "customer"][i % 3];
        text += &format!(
            "k{i}@mail.example,Anna{i},Berg,{stage},{},2024-03-{:02} 10:11\n",
            ["DE", "FR"][i % 2],
            i % 28 + 1
        );
    }
    let guess = guessed(&text);
    assert_eq!(guess.kind, Kind::Customers);
    assert_roles(
        &guess,
        &[
            ("Email Address", Role::Customer),
            ("Lifecycle Stage", Role::Attribute),
            ("Country", Role::Country),
        ],
    );
}

#[test]
fn values_alone_find_the_columns_but_are_asked_about() {
    let mut text = String::new();
    for i in 0..40 {
        text += &format!("k{}@mail.example,2024-03-{:02},{}.25\n", i % 9, i % 28 + 1, 10 + i);
    }
    let guess = guessed(&text);
    let roles: Vec<Role> = guess.columns.iter().map(|column| column.role).collect();
    assert_eq!(roles, [Role::Customer, Role::Date, Role::Amount]);
    assert!(guess.questions.iter().any(|question| matches!(question, Question::Unsure(Role::Amount, _))));
}

#[test]
fn two_columns_that_fit_alike_are_asked_about() {
    let mut text = "customer id,order date,total,revenue\n".to_owned();
    for i in 0..30 {
        text += &format!("k{},2024-03-{:02},{i}.50,{i}.25\n", i % 9, i % 28 + 1);
    }
    let guess = guessed(&text);
    let asked = guess.questions.iter().find_map(|question| match question {
        Question::Unsure(Role::Amount, columns) => Some(columns.clone()),
        _ => None,
    });
    assert_eq!(asked, Some(vec![2, 3]));
}

#[test]
fn every_word_comes_back_as_its_role() {
    for role in Role::all() {
        assert_eq!(Role::of_word(role.word()), Some(role));
    }
    for kind in Kind::all() {
        assert_eq!(Kind::of_word(kind.word()), Some(kind));
    }
}

proptest! {
    #[test]
    fn no_table_breaks_the_guess(header in prop::collection::vec("\\PC{0,20}", 1..8), cells in prop::collection::vec("[^\"\\x00]{0,12}", 0..40)) {
        let n = header.len();
        let quote = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let mut text = header.iter().map(quote).collect::<Vec<_>>().join(",") + "\n";
        for row in cells.chunks(n) {
            text += &(row.iter().map(quote).collect::<Vec<_>>().join(",") + "\n");
        }
        if let Ok(sniff) = sniff(text.as_bytes(), true) {
            let guess = guess(&sniff.sample, "x");
            prop_assert_eq!(guess.columns.len(), sniff.sample.columns.len());
            prop_assert!(guess.columns.iter().all(|column| (0.0..=1.0).contains(&column.confidence)));
            for role in Role::all().filter(|role| !role.is_shared()) {
                prop_assert!(guess.columns.iter().filter(|column| column.role == role).count() <= 1);
            }
        }
    }
}
