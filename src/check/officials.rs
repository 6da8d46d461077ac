//! C11, internal: collective money that passes through a person's hands, or is lent to someone in office.

use super::{Books, signers::name};
use crate::finding::{Report, rules};
use crate::kind::ledger::{Line, Nature, is_person};
use crate::model::party::mask;
use crate::model::spelling::one_form;
use crate::model::{Money, Said};
use crate::read::Filed;

pub fn check(books: &Books, filed: &Filed, report: &mut Report) {
    if !books.internal {
        return;
    }
    let organisations = &books.portal.settings.organisations;
    for (index, line) in filed.ledger.lines.iter().enumerate() {
        match line.nature {
            Nature::Transfer if is_person(organisations, &line.party, line.party_type) => {
                let said = Said::new(
                    format!(
                        "{} 是现金与银行之间的划转，对方写的是个人“{}”，待核实",
                        name(line),
                        line.party.trim()
                    ),
                    format!(
                        "{} moves money between cash and bank; its counterparty is a person, `{}`; to be verified",
                        name(line),
                        line.party.trim()
                    ),
                );
                report.push(filed.at_line(&rules::TRANSFER_WITH_PERSON, index, "party", said));
            }
            Nature::Dealing => lent(books, filed, index, line, report),
            _ => {}
        }
    }
}

/// The name of an official, in full or masked as files have it.
fn lent(books: &Books, filed: &Filed, index: usize, line: &Line, report: &mut Report) {
    let party = one_form(&line.party);
    let is_same = |name: &str| one_form(name) == party || one_form(&mask(name)) == party;
    let found = books.officials.iter().find(|official| is_same(&official.name));
    let lent = line.dealing.is_some_and(|dealing| dealing.key == "lent");
    let left = line.left();
    let asked = lent && !party.is_empty() && left > Money::ZERO;
    let Some(official) = found.filter(|_| asked) else { return };
    let (who, post) = (&official.name, &official.post);
    let said = Said::new(
        format!(
            "{} 借出 {left} 元，对方“{}”与{post}{who}姓名相符，待核实",
            name(line),
            line.party.trim()
        ),
        format!(
            "{} lends {left} yuan to `{}`, a name like that of {who} ({post}); to be verified",
            name(line),
            line.party.trim()
        ),
    );
    report.push(filed.at_line(&rules::LENT_TO_OFFICIAL, index, "party", said));
}
