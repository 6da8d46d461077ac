//! Reads an amount as offices write it in a cell: brackets, units, signs of money; to whole fen, or not at all.

use crate::model::currency::Known;
use crate::model::money::half_width;
use crate::model::{Currency, Money, Said};
use crate::sheet::{Cell, Seen, Value};

/// What a column counts in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scale {
    #[default]
    One,
    /// 百元, 千元.
    Hundred,
    Thousand,
    /// 万元: ten thousand.
    Wan,
    Million,
    /// 亿元: a hundred million.
    Yi,
}

impl Scale {
    fn zeros(self) -> usize {
        match self {
            Scale::One => 0,
            Scale::Hundred => 2,
            Scale::Thousand => 3,
            Scale::Wan => 4,
            Scale::Million => 6,
            Scale::Yi => 8,
        }
    }

    /// What the words around a number say it is counted in. 万家村 is no 万.
    pub fn of(words: &str) -> Option<Scale> {
        let bare = words.trim_matches(['(', ')', '（', '）', '[', ']', '【', '】', ' ']);
        let small = bare.to_lowercase();
        let says = |all: &[&str]| all.iter().any(|word| small.contains(word));
        match bare {
            "万" => Some(Scale::Wan),
            _ if says(&["亿元"]) => Some(Scale::Yi),
            _ if says(&["百万元", "million", "£m", "€m", "$m"]) => Some(Scale::Million),
            _ if says(&["万元"]) => Some(Scale::Wan),
            _ if says(&["千元", "000", "thousand", "£k", "€k", "$k"]) => Some(Scale::Thousand),
            _ if says(&["百元"]) => Some(Scale::Hundred),
            _ if bare.contains(['元', '£', '$', '€', '¥', '￥']) => Some(Scale::One),
            _ => None,
        }
    }
}

/// The other currency that a heading names behind its word, or words around a table: `金额（万元）`, `单位：元`.
pub fn other_currency(words: &str, currency: Currency) -> Option<&'static Known> {
    let behind = match words.find(['(', '（', '[', '【']) {
        Some(open) => &words[open..],
        None if words.contains("单位") || words.contains("货币") => {
            words.rsplit(['：', ':']).next()?
        }
        None => return None,
    };
    let bare = behind.trim_matches(|c| "()（）[]【】 百千万亿".contains(c));
    let sign = bare.trim_end_matches(|c: char| "0', kKmM".contains(c));
    currency.other(bare).or_else(|| currency.other(sign))
}

/// Why a cell is no amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoAmount {
    /// More than two places, its unit applied.
    TooFine,
    /// An exponent, as a spreadsheet writes a number that it cut.
    LostDigits,
    /// `#REF!`, or a formula whose value is not in the file.
    Broken,
    /// Drawn so that a reader sees another number than the one the cell holds.
    DrawnOtherwise,
    /// In another currency than the portal keeps.
    OtherCurrency(&'static Known),
    NotANumber,
}

/// The letter that stands for a digit in what is else an amount: `1,86O.00`.
pub fn letter(text: &str) -> Option<char> {
    // A sign of money before it, or its word behind it, is no part of the number.
    let text = text.trim_matches(|c: char| "£$€¥￥元整 ".contains(c));
    let is_letter = |c: &char| "OoIlSsBZz".contains(*c);
    let sound = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | ' ') || is_letter(&c);
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let letters = text.chars().filter(is_letter).count();
    (digits > letters && text.chars().all(sound)).then(|| text.chars().find(is_letter)).flatten()
}

/// What is said of such a letter, and what to do.
pub fn is_a_letter(letter: char) -> (Said, Said) {
    let said = Said::new(
        format!("里面的 `{letter}` 是字母，不是数字"),
        format!("holds the letter `{letter}`, which is no digit"),
    );
    (said, Said::new("换成数字，再存一次", "put the digit there and save again"))
}

/// Digits a spreadsheet keeps of a number; what stands behind them is made by its arithmetic.
const KEPT_DIGITS: usize = 15;

/// Marks for nothing.
const NIL: &[&str] = &["-", "--", "—", "——", "–", "/", "\\", "无", "nil", "n/a"];

/// The amount of a cell; nothing where it is empty or holds a mark for nothing.
pub fn read(cell: &Cell, scale: Scale, currency: Currency) -> Result<Option<Money>, NoAmount> {
    let text = match (&cell.value, &cell.seen) {
        (Value::Blank, _) => return Ok(None),
        (_, Some(Seen::Text(seen))) => seen.as_str(),
        (Value::Number(_) | Value::Lost(_), Some(_)) => return Err(NoAmount::DrawnOtherwise),
        (Value::Text(text) | Value::Number(text), _) => text.as_str(),
        (Value::Lost(_), _) => return Err(NoAmount::LostDigits),
        (Value::Error(_) | Value::Uncounted, _) => return Err(NoAmount::Broken),
        _ => return Err(NoAmount::NotANumber),
    };
    let amount = parse(text, scale, currency)?;
    // Bookkeepers write in red what is taken back; a minus before it says the same once more.
    Ok(amount.map(|amount| if cell.red { -amount.abs() } else { amount }))
}

/// The amount a text says, in a column of this scale.
pub fn parse(text: &str, scale: Scale, currency: Currency) -> Result<Option<Money>, NoAmount> {
    let plain: String = text.trim().chars().map(half_width).map(bracket).collect();
    let plain = plain.trim().trim_start_matches('\'').to_lowercase();
    if plain.is_empty() || NIL.contains(&plain.as_str()) {
        return Ok(None);
    }
    // `1860元` is counted in yuan, whatever the heading says of the others.
    let named = plain.trim_end_matches([')', '-', ' ']).ends_with(|c: char| !is_figure(c));
    let scale = if named { Scale::One } else { scale };
    let plain = currency.bare(&plain).map_err(NoAmount::OtherCurrency)?;
    let (negative, body) = signed(&plain);
    let (body, scale) = match body.strip_suffix('万') {
        Some(body) => (body.trim_end(), Scale::Wan),
        None => (body, scale),
    };
    if is_exponent(body) {
        return Err(NoAmount::LostDigits);
    }
    let (whole, part) = body.split_once('.').unwrap_or((body, ""));
    let whole = ungrouped(whole).ok_or(NoAmount::NotANumber)?;
    if !part.bytes().all(|b| b.is_ascii_digit()) || (whole.is_empty() && part.is_empty()) {
        return Err(NoAmount::NotANumber);
    }
    let fen = fen(&whole, part, scale.zeros())?;
    Ok(Some(if negative { -fen } else { fen }))
}

fn bracket(c: char) -> char {
    match c {
        '（' => '(',
        '）' => ')',
        '¢' | '\u{2009}' | '\u{202f}' => ' ',
        other => other,
    }
}

/// Whether an amount is below zero, by its brackets or by a minus at either end, and what is left.
fn signed(text: &str) -> (bool, &str) {
    if let Some(inside) = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')) {
        return (true, inside.trim());
    }
    if let Some(rest) = text.strip_prefix('-') {
        return (true, rest.trim_start());
    }
    match text.strip_suffix('-') {
        Some(rest) => (true, rest.trim_end()),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

fn is_figure(c: char) -> bool {
    c.is_ascii_digit() || c == '.'
}

/// `2.43e+19`: digits, an `e` and a power.
fn is_exponent(text: &str) -> bool {
    text.split_once('e').is_some_and(|(number, power)| {
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        let power = power.trim_start_matches(['+', '-']);
        !number.is_empty() && digits(number) && !power.is_empty() && digits(power)
    })
}

/// Digits without the separators of groups, each of which has three digits behind it.
fn ungrouped(text: &str) -> Option<String> {
    let mut groups = text.split([',', ' ', '\'']);
    let mut whole = groups.next()?.to_string();
    let grouped = (1..=3).contains(&whole.len());
    for group in groups {
        if !grouped || group.len() != 3 {
            return None;
        }
        whole.push_str(group);
    }
    whole.bytes().all(|b| b.is_ascii_digit()).then_some(whole)
}

/// The amount of digits before and behind the point, so many zeros larger.
fn fen(whole: &str, part: &str, zeros: usize) -> Result<Money, NoAmount> {
    let (whole, part) = as_kept(whole, part);
    let mut digits = format!("{whole}{part}");
    let places = part.len();
    let wanted = places.saturating_sub(zeros);
    digits.extend(std::iter::repeat_n('0', zeros.saturating_sub(places)));
    let cut = digits.len() - wanted;
    let (yuan, rest) = digits.split_at(cut);
    let rest = rest.trim_end_matches('0');
    if rest.len() > 2 {
        return Err(NoAmount::TooFine);
    }
    let yuan = yuan.trim_start_matches('0');
    let yuan = if yuan.is_empty() { "0" } else { yuan };
    Money::parse(&format!("{yuan}.{rest:0<2}")).ok_or(NoAmount::NotANumber)
}

/// A number with more digits than a spreadsheet keeps is what its arithmetic left of a shorter one.
fn as_kept(whole: &str, part: &str) -> (String, String) {
    let said = (whole.to_string(), part.to_string());
    let digits = format!("{whole}{part}");
    let lead = digits.len() - digits.trim_start_matches('0').len();
    if part.is_empty() || digits.len() - lead <= KEPT_DIGITS || whole.len() > KEPT_DIGITS {
        return said;
    }
    let (kept, cut) = digits.split_at(lead + KEPT_DIGITS);
    let up = cut.starts_with(['5', '6', '7', '8', '9']);
    let Ok(kept_number) = kept.parse::<u64>() else { return said };
    let kept = format!("{:0>width$}", kept_number + u64::from(up), width = kept.len());
    let places = (lead + KEPT_DIGITS).saturating_sub(whole.len());
    let (whole, part) = kept.split_at(kept.len() - places);
    (whole.to_string(), part.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    const YUAN: Currency = Currency::YUAN;

    #[test]
    fn reads_amounts_as_offices_write_them() {
        let cases = [
            ("1860", 186_000),
            ("1,860.00", 186_000),
            ("￥1，８６０．００", 186_000),
            ("¥ 1,860.00", 186_000),
            ("1860.00元", 186_000),
            ("人民币1860元整", 186_000),
            (" 1 234.50 ", 123_450),
            ("'1860.00", 186_000),
            ("(1,860.00)", -186_000),
            ("（1,860.00）", -186_000),
            ("-1860", -186_000),
            ("¥-1,860.00", -186_000),
            ("-¥1,860.00", -186_000),
            ("1,860.00-", -186_000),
            ("−35", -3_500),
            ("0.186万", 186_000),
            ("1.2345万元", 1_234_500),
            (".5", 50),
            ("1860.", 186_000),
            ("1860.000", 186_000),
            ("12500.500000000002", 1_250_050),
            ("1862.2099999999998", 186_221),
            ("0.30000000000000004", 30),
        ];
        for (text, fen) in cases {
            assert_eq!(parse(text, Scale::One, YUAN), Ok(Some(Money::from_fen(fen))), "{text}");
        }
        for (text, fen) in [("0.186", 186_000), ("1,234", 1_234_000_000), ("1860元", 186_000)] {
            assert_eq!(parse(text, Scale::Wan, YUAN), Ok(Some(Money::from_fen(fen))), "{text}");
        }
    }

    #[test]
    fn a_mark_for_nothing_is_no_amount_and_no_doubt() {
        for text in ["", " ", "-", "—", "——", "－", "/"] {
            assert_eq!(parse(text, Scale::One, YUAN), Ok(None), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_amount_for_certain() {
        use NoAmount::*;
        let cases = [
            ("12500.505", TooFine),
            ("0.12345678万", TooFine),
            ("2.43E+19", LostDigits),
            ("1.86E+03", LostDigits),
            ("1.860,00", NotANumber),
            ("12,50", NotANumber),
            ("1,23,456", NotANumber),
            ("约300", NotANumber),
            ("300左右", NotANumber),
            ("三百", NotANumber),
            ("12:30", NotANumber),
        ];
        for (text, why) in cases {
            assert_eq!(parse(text, Scale::One, YUAN), Err(why), "{text}");
        }
        assert_eq!(parse("0.1234567", Scale::Wan, YUAN), Err(TooFine));
        assert_eq!(parse("0.123456", Scale::Wan, YUAN), Ok(Some(Money::from_fen(123_456))));
    }

    #[test]
    fn a_heading_or_a_title_says_what_amounts_are_counted_in() {
        let cases = [
            ("（元）", Scale::One),
            ("(千元)", Scale::Thousand),
            ("（万元）", Scale::Wan),
            ("(百万元)", Scale::Million),
            ("（亿元）", Scale::Yi),
            ("(£)", Scale::One),
            ("(£000)", Scale::Thousand),
            ("(£'000)", Scale::Thousand),
        ];
        for (words, scale) in cases {
            assert_eq!(Scale::of(words), Some(scale), "{words}");
        }
        assert_eq!(parse("1.5", Scale::Thousand, YUAN), Ok(Some(Money::from_fen(150_000))));
        assert_eq!(parse("1.5", Scale::Yi, YUAN), Ok(Some(Money::from_fen(15_000_000_000))));
    }

    #[test]
    fn the_portals_own_currency_is_read_and_another_is_named() {
        let pounds = Currency::named("GBP");
        for text in ["£1,860.00", "(1,860.00 GBP)", "£(1,860.00)", "1,860.00-£", "-0.186万英镑"]
        {
            let amount = Money::from_fen(186_000);
            let read = parse(text, Scale::One, pounds).map(|amount| amount.map(Money::abs));
            assert_eq!(read, Ok(Some(amount)), "{text}");
        }
        for (text, currency) in [("1860元", pounds), ("0.186万元", pounds), ("£1,860.00", YUAN)]
        {
            let read = parse(text, Scale::One, currency);
            assert!(matches!(read, Err(NoAmount::OtherCurrency(_))), "{text}");
        }
        let named = |words: &str, currency| other_currency(words, currency).map(|one| one.code);
        for words in ["金额（元）", "金额（万元）", "金额单位：元", "amount (¥)"]
        {
            assert_eq!((named(words, YUAN), named(words, pounds)), (None, Some("CNY")), "{words}");
        }
        for words in ["Amount (£)", "Amount (£'000)", "Amount (GBP)"] {
            assert_eq!((named(words, YUAN), named(words, pounds)), (Some("GBP"), None), "{words}");
        }
        assert_eq!(named("金额（含税）", YUAN), None);
    }

    #[test]
    fn red_is_below_zero() {
        let red = |text: &str| Cell { value: Value::Number(text.into()), red: true, seen: None };
        assert_eq!(read(&red("1860"), Scale::One, YUAN), Ok(Some(Money::from_fen(-186_000))));
        assert_eq!(read(&red("-1860"), Scale::One, YUAN), Ok(Some(Money::from_fen(-186_000))));
    }
}
