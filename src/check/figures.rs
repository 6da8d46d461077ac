//! H3: a rate stands beside its numerator, its denominator and its day, and is what they make.

use super::Shelf;
use crate::finding::{Finding, Place, Report, rules};
use crate::kind::record::{Entry, Record};
use crate::model::Said;
use crate::source::Source;

pub fn check(_: &Shelf, source: &Source, record: &Record, report: &mut Report) {
    for (at, figure) in record.list("figures").enumerate() {
        if figure.text("rate").is_empty() {
            continue;
        }
        report.findings.extend(bare(source, at, &figure));
        report.findings.extend(differs(source, at, &figure));
    }
}

fn bare(source: &Source, at: usize, figure: &Entry) -> Option<Finding> {
    let (of, day) = (figure.count("of"), figure.date("as_of"));
    let missing = match (of, day) {
        (None, None) => ("分母和截至日", "its denominator and its day"),
        (None, _) => ("分母", "its denominator"),
        (_, None) => ("截至日", "its day"),
        _ => return None,
    };
    let said = Said::new(
        format!("“{}”写了率，没有写{}", figure.text("item"), missing.0),
        format!("the rate of `{}` stands without {}", figure.text("item"), missing.1),
    );
    let place = Place::Field(format!("figures.{at}.rate"));
    Some(source.finding(&rules::RATE_WITHOUT_COUNTS, place, said).help(
        "写上分子、分母和截至日；出处没有给出的，不写率，在说明里讲",
        "add them; where the source does not give them, leave the rate out and say so",
    ))
}

fn differs(source: &Source, at: usize, figure: &Entry) -> Option<Finding> {
    let (count, of) = (figure.count("count")?, figure.count("of")?);
    let rate = figure.text("rate").trim_end_matches(['%', '％']);
    let made = percent(count, of, decimals(rate))?;
    if made == rate {
        return None;
    }
    let said = Said::new(
        format!("{count} 占 {of} 应为 {made}%，写的是 {rate}%"),
        format!("{count} of {of} makes {made} percent; {rate} is stated"),
    );
    let place = Place::Field(format!("figures.{at}.rate"));
    Some(source.finding(&rules::RATE_DIFFERS, place, said).help(
        "核对分子、分母和率，改正写错的一个",
        "compare the three and mend the one that is wrong",
    ))
}

fn decimals(rate: &str) -> usize {
    rate.split_once('.').map_or(0, |(_, decimals)| decimals.len())
}

/// A share in percent with so many decimals, rounded half up, in integers.
pub fn percent(count: u64, of: u64, decimals: usize) -> Option<String> {
    let scale = 10u128.checked_pow(u32::try_from(decimals).ok().filter(|d| *d <= 6)?)?;
    let of = u128::from(of);
    if of == 0 {
        return None;
    }
    let scaled = (u128::from(count) * 100 * scale * 2 + of) / (of * 2);
    let (whole, rest) = (scaled / scale, scaled % scale);
    Some(match decimals {
        0 => whole.to_string(),
        _ => format!("{whole}.{rest:0decimals$}"),
    })
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn rates_are_rounded_half_up() {
        assert_eq!(percent(2168, 2195, 2).as_deref(), Some("98.77"));
        assert_eq!(percent(1, 8, 2).as_deref(), Some("12.50"));
        assert_eq!(percent(1, 16, 2).as_deref(), Some("6.25"));
        assert_eq!(percent(1, 16, 1).as_deref(), Some("6.3"));
        assert_eq!(percent(1, 3, 0).as_deref(), Some("33"));
        assert_eq!(percent(3, 3, 0).as_deref(), Some("100"));
        assert_eq!(percent(1, 0, 2), None);
    }
}
