//! C8, internal: a year's spending of one category far above that of like units.

use std::collections::BTreeMap;

use crate::finding::{Finding, Place, Report, rules};
use crate::kind::portal::Settings;
use crate::model::{Money, Said};
use crate::tally::Summary;

/// Units are alike that have one level and the same whole year of months; their number of households is not asked.
/// `files` names each summary's `unit.yaml`.
pub fn check(settings: &Settings, units: &[(&Summary, &std::sync::Arc<str>)], report: &mut Report) {
    let mut spent = BTreeMap::<(&str, i16, &str), Vec<(usize, Money)>>::new();
    let (mut whole, mut labels) = (BTreeMap::<(&str, i16), u64>::new(), BTreeMap::new());
    for (at, (summary, _)) in units.iter().enumerate() {
        for (year, sums) in by_year(summary) {
            *whole.entry((&summary.level, year)).or_default() += 1;
            for (key, (label, amount)) in sums {
                spent.entry((&summary.level, year, key)).or_default().push((at, amount));
                labels.insert(key, label);
            }
        }
    }
    for ((level, year, key), of_units) in spent {
        let peers = whole[&(level, year)];
        if peers < 2 || peers < settings.peer_count {
            continue;
        }
        let twice_median = twice_median(&of_units, peers as usize);
        for (at, amount) in of_units {
            let over =
                i128::from(amount.fen()) * 200 > i128::from(settings.peer_factor) * twice_median;
            if twice_median > 0 && over {
                report.push(far(units[at].1, year, labels[key], amount, settings.peer_factor));
            }
        }
    }
}

fn far(file: &std::sync::Arc<str>, year: i16, label: &str, amount: Money, factor: u64) -> Finding {
    let said = Said::new(
        format!("{year} 年{label} {amount} 元，高于同类单位中位数的 {factor}%，待核实"),
        format!(
            "{year}: {label} of {amount} yuan, above {factor}% of the median of like units; to be verified"
        ),
    );
    Finding::new(&rules::ABOVE_PEERS, file, Place::File, said).about(label)
}

/// What a category came to, with its name.
type ByCategory<'a> = BTreeMap<&'a str, (&'a str, Money)>;

/// What a unit spent by category in each year of which its first set of books has all twelve months.
fn by_year(summary: &Summary) -> BTreeMap<i16, ByCategory<'_>> {
    let mut years = BTreeMap::<i16, ByCategory>::new();
    let Some(book) = summary.books.first() else { return years };
    let whole = |year: i16| book.months.iter().filter(|m| m.period.year() == year).count() == 12;
    for month in book.months.iter().filter(|m| whole(m.period.year())) {
        let sums = years.entry(month.period.year()).or_default();
        for sum in month.by_category.iter().filter(|sum| !sum.income) {
            let entry = sums.entry(&sum.key).or_default();
            *entry = (&sum.label, entry.1 + sum.amount);
        }
    }
    years
}

/// Twice the median in fen, so that the middle of two needs no half. Units that spent nothing count as nothing.
fn twice_median(of_units: &[(usize, Money)], peers: usize) -> i128 {
    let mut sorted: Vec<i64> = of_units.iter().map(|(_, amount)| amount.fen()).collect();
    sorted.resize(peers, 0);
    sorted.sort_unstable();
    i128::from(sorted[(peers - 1) / 2]) + i128::from(sorted[peers / 2])
}
