//! Signs and codes of currencies as they stand beside numbers.

/// Currencies without decimals: a lone mark before three digits can only separate a group.
pub(crate) const WITHOUT_DECIMALS: [&str; 6] = ["JPY", "¥", "KRW", "VND", "CLP", "IDR"];

/// The currency that a word beside a number names: its code where there is one, else the sign.
pub(crate) fn currency(word: &str) -> Option<&str> {
    const SIGNS: [(&str, &str); 36] = [
        ("€", "EUR"),
        ("£", "GBP"),
        ("₹", "INR"),
        ("R$", "BRL"),
        ("US$", "USD"),
        ("C$", "CAD"),
        ("CA$", "CAD"),
        ("A$", "AUD"),
        ("AU$", "AUD"),
        ("NZ$", "NZD"),
        ("HK$", "HKD"),
        ("S$", "SGD"),
        ("MX$", "MXN"),
        ("zł", "PLN"),
        ("Kč", "CZK"),
        ("Ft", "HUF"),
        ("₽", "RUB"),
        ("₺", "TRY"),
        ("₩", "KRW"),
        ("₪", "ILS"),
        ("฿", "THB"),
        ("₫", "VND"),
        ("₴", "UAH"),
        ("лв", "BGN"),
        ("lei", "RON"),
        ("Rs", "INR"),
        ("Rs.", "INR"),
        ("RM", "MYR"),
        ("Rp", "IDR"),
        ("Fr.", "CHF"),
        ("SFr.", "CHF"),
        ("CN¥", "CNY"),
        ("JP¥", "JPY"),
        ("￥", "¥"),
        ("kr.", "kr"),
        ("Kr", "kr"),
    ];
    const PLAIN: [&str; 3] = ["$", "¥", "kr"];
    const CODES: &str = "USD EUR GBP CHF JPY CNY INR BRL CAD AUD NZD HKD SGD MXN PLN CZK HUF RUB TRY KRW ILS THB VND \
        UAH BGN RON MYR IDR DKK SEK NOK ISK ZAR AED SAR QAR KWD EGP NGN KES GHS MAD TND ARS CLP COP PEN UYU PHP TWD \
        PKR BDT LKR RSD HRK GEL KZT";
    if let Some((_, code)) = SIGNS.iter().find(|(sign, _)| *sign == word) {
        return Some(code);
    }
    let is_code = word.len() == 3 && CODES.as_bytes().chunks(4).any(|code| code.starts_with(word.as_bytes()));
    (is_code || PLAIN.contains(&word)).then_some(word)
}
