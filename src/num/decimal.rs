//! Numbers as decimal digits, and back. What the standard library has for this is exact to the last of 17 digits and
//! carries tables of 12 kB; what people read and write has fewer digits than that.

/// Digits that every decimal number has to itself, and digits that tell every number from all others.
const DIGITS: [i32; 3] = [15, 16, 17];

/// Decimals, at most: what is smaller than the last of them is written as 0.
const MOST_DECIMALS: i32 = 22;

/// The shortest decimal that names a number that is not below zero, without an exponent, but for digits beyond the 22nd
/// decimal. Whole numbers below 2^64 are exact. `0` for what is no number.
pub fn digits(value: f64) -> String {
    let mut value = value.max(0.0);
    if value % 1.0 == 0.0 && value < 18e18 {
        return (value as u64).to_string();
    }
    let mut zeros = 0;
    while value >= 1e30 {
        if value > f64::MAX {
            return "0".to_owned();
        }
        value /= 1e10;
        zeros += 10;
    }
    let first = log10(value);
    let (mut whole, mut decimals) = (0, 0);
    for n_digits in DIGITS {
        decimals = (n_digits - 1 - first).min(MOST_DECIMALS);
        let (scaled, is_named) = times_ten_to(value, decimals);
        whole = scaled;
        if is_named {
            break;
        }
    }
    let mut text = whole.to_string();
    if decimals <= 0 {
        zeros += decimals.unsigned_abs() as usize;
        text.extend(std::iter::repeat_n('0', zeros));
        return text;
    }
    let decimals = decimals as usize;
    if text.len() <= decimals {
        text.insert_str(0, &"0".repeat(decimals + 1 - text.len()));
    }
    text.insert(text.len() - decimals, '.');
    text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
    text
}

/// [`digits`] with the sign.
pub fn plain(value: f64) -> String {
    let sign = if value < 0.0 { "-" } else { "" };
    format!("{sign}{}", digits(value.abs()))
}

/// The power of ten of the first digit of a number between 0 and 1e30; small ones count as 1e-8.
fn log10(value: f64) -> i32 {
    let mut power = -8;
    let mut next = 1e-7;
    while value >= next {
        power += 1;
        next *= 10.0;
    }
    power
}

/// `value` times ten to `power`, to the nearest whole number, from the bits of the number; and does that, divided again,
/// name this number and no other?
fn times_ten_to(value: f64, power: i32) -> (u64, bool) {
    let bits = value.to_bits();
    let exponent = (bits >> 52) as i32;
    let mantissa = if exponent == 0 { bits } else { bits & ((1 << 52) - 1) | 1 << 52 };
    let exponent = exponent.max(1) - 1075;
    // 2^53 times 10^22 is below 2^127, and so is 2^100 above 1e30.
    let ten = 10_u128.pow(power.unsigned_abs());
    if power < 0 || exponent >= 0 {
        let whole = u128::from(mantissa) << exponent.max(0);
        // What is so large is cut after the first 15 digits.
        return (((whole + ten / 2) / ten) as u64, true);
    }
    let shift = exponent.unsigned_abs().min(127);
    let exact = u128::from(mantissa) * ten;
    let near = (exact + (1 << (shift - 1))) >> shift;
    // Half the distance to the next number is half a unit of the mantissa.
    (near as u64, exact.abs_diff(near << shift) < ten / 2)
}

/// The number to this many decimals, halves away from zero, as its sign and its plain decimal digits; `None` if it is
/// not finite.
pub fn rounded(value: f64, decimals: u8) -> Option<(bool, String)> {
    if !value.is_finite() {
        return None;
    }
    let decimals = usize::from(decimals);
    let shortest = digits(value.abs());
    let (whole, part) = shortest.split_once('.').unwrap_or((&shortest, ""));
    let up = part.as_bytes().get(decimals).is_some_and(|&digit| digit >= b'5');
    let kept: String = part.chars().chain(std::iter::repeat('0')).take(decimals).collect();
    let mut digits: Vec<u8> = whole.bytes().chain(kept.bytes()).collect();
    if up {
        carry(&mut digits);
    }
    let negative = value < 0.0 && digits.iter().any(|&digit| digit != b'0');
    let mut text: String = digits.into_iter().map(char::from).collect();
    if decimals > 0 {
        text.insert(text.len() - decimals, '.');
    }
    Some((negative, text))
}

/// Adds one to the last digit.
fn carry(digits: &mut Vec<u8>) {
    for digit in digits.iter_mut().rev() {
        if *digit < b'9' {
            *digit += 1;
            return;
        }
        *digit = b'0';
    }
    digits.insert(0, b'1');
}

/// Reads a decimal number: a sign, digits, a point, digits, an exponent, each but the digits where it is wanted. The
/// first 18 digits count.
pub fn read(text: &str) -> Option<f64> {
    let (text, sign) =
        text.strip_prefix('-').map_or((text.strip_prefix('+').unwrap_or(text), 1.0), |rest| (rest, -1.0));
    let (text, exponent) = match text.split_once(['e', 'E']) {
        Some((text, exponent)) => (text, exponent.parse::<i16>().ok()?),
        None => (text, 0),
    };
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let mut power = i32::from(exponent);
    let mut number = 0_u64;
    for (at, digit) in whole.bytes().chain(part.bytes()).enumerate() {
        if !digit.is_ascii_digit() {
            return None;
        }
        let is_part = at >= whole.len();
        if number < 10_u64.pow(17) {
            number = number * 10 + u64::from(digit - b'0');
            power -= i32::from(is_part);
        } else {
            power += i32::from(!is_part);
        }
    }
    let ten = libm::pow(10.0, f64::from(power.abs()));
    let value = if power < 0 { number as f64 / ten } else { number as f64 * ten };
    (whole.len() + part.len() > 0).then_some(sign * value)
}
