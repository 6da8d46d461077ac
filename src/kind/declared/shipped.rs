//! The declarations that come with the program: the smaller kinds of the domain brief (2.11), as data.

use std::sync::{Arc, LazyLock};

use super::DECLARATION;
use crate::finding::Report;
use crate::kind::record::Kind;
use crate::kind::{BUILT_IN, declared};
use crate::source::{self, Source};

/// The list of what was paid, without balances: it never stands for the books.
pub const PAYMENT_LISTS: &str = "payment-lists";

/// Each declaration by its id, in the order of the menu.
pub static TEXTS: &[(&str, &str)] = &[
    ("stations", include_str!("shipped/stations.yaml")),
    ("checklists", include_str!("shipped/checklists.yaml")),
    ("zones", include_str!("shipped/zones.yaml")),
    ("problem-ledgers", include_str!("shipped/problem-ledgers.yaml")),
    ("special-actions", include_str!("shipped/special-actions.yaml")),
    ("appraisals", include_str!("shipped/appraisals.yaml")),
    ("audits", include_str!("shipped/audits.yaml")),
    ("rules", include_str!("shipped/rules.yaml")),
    ("seals", include_str!("shipped/seals.yaml")),
    ("interest-register", include_str!("shipped/interest-register.yaml")),
    ("elections", include_str!("shipped/elections.yaml")),
    ("party-affairs", include_str!("shipped/party-affairs.yaml")),
    ("community-affairs", include_str!("shipped/community-affairs.yaml")),
    ("honours", include_str!("shipped/honours.yaml")),
    ("cadre-pay", include_str!("shipped/cadre-pay.yaml")),
    ("labour", include_str!("shipped/labour.yaml")),
    (PAYMENT_LISTS, include_str!("shipped/payment-lists.yaml")),
    ("purchases", include_str!("shipped/purchases.yaml")),
    ("levies", include_str!("shipped/levies.yaml")),
    ("distribution", include_str!("shipped/distribution.yaml")),
    ("donations", include_str!("shipped/donations.yaml")),
    ("homestead", include_str!("shipped/homestead.yaml")),
    ("land-compensation", include_str!("shipped/land-compensation.yaml")),
    ("utilities", include_str!("shipped/utilities.yaml")),
    ("venues", include_str!("shipped/venues.yaml")),
    ("grids", include_str!("shipped/grids.yaml")),
    ("mediation", include_str!("shipped/mediation.yaml")),
    ("questions", include_str!("shipped/questions.yaml")),
    ("firm-requests", include_str!("shipped/firm-requests.yaml")),
];

static SHIPPED: LazyLock<Vec<&'static Kind>> = LazyLock::new(|| {
    let mut kinds: Vec<&'static Kind> = Vec::new();
    for (id, text) in TEXTS {
        let path = Arc::from(format!("kinds/{id}.yaml"));
        let source = Source::of(path, text.to_string());
        let mut report = Report::default();
        let others: Vec<_> = BUILT_IN.iter().chain(&kinds).copied().collect();
        let row = source::record(&source, &DECLARATION, &mut report);
        let kind = row.and_then(|row| declared::kind(&source, row, &others, &mut report));
        kinds.push(kind.unwrap_or_else(|| panic!("{id}: {:?}", report.findings)));
    }
    kinds
});

pub fn shipped() -> &'static [&'static Kind] {
    &SHIPPED
}
