//! A unit's sheets for the notice board: every month of its books, every record, their words, and the unit's own list.

use std::io;
use std::sync::Arc;

use tera::Context;

use super::{Wanted, address, folder_page};
use crate::board::{self, FolderView, Hung, LinkView, SheetView};
use crate::finding::{Finding, Report};
use crate::kind::envelope::{Audience, Envelope};
use crate::kind::private::Named;
use crate::kind::record::Record;
use crate::kind::unit::BoardNames;
use crate::model::address::in_unit;
use crate::model::party::Names;
use crate::model::table::Table;
use crate::page::Theme;
use crate::page::view::Link;
use crate::page::{frame, record};
use crate::read::Filed;
use crate::site::output::{self, Content, Output};
use crate::site::unit::{Around, month_name};
use crate::source::Source;
use crate::waist::{self, Desk, Leads, Medium};

/// Gives the names that the office has for the rows of a record, by its id.
pub type NamesOf<'a> = dyn Fn(&str, &mut Report) -> io::Result<Option<Vec<Named>>> + 'a;

/// Makes the sheets of one unit.
pub struct Sheets<'a> {
    /// Brings records to the web, whose tables are all that is spoken and sent.
    pub web: Desk<'a>,
    pub theme: &'a Theme,
    /// Who stands in a field for persons, and is masked on a board too.
    pub in_fields: &'a Names,
    pub findings: &'a [Finding],
    /// Where the links of a record's words lead from its sheet.
    pub leads: &'a dyn Fn(&Record, &Source) -> Leads,
    /// The names of a record's rows, where the office has them.
    pub names: &'a NamesOf<'a>,
}

impl Sheets<'_> {
    /// All that is wanted of the unit; and how many sheets that are.
    pub fn outputs(
        &self,
        wanted: &Wanted,
        report: &mut Report,
    ) -> io::Result<(Vec<Output>, usize)> {
        let plan = self.web.plan;
        let mut all = Vec::new();
        if !wanted.unit(&plan.unit.id) {
            return Ok((all, 0));
        }
        let (mut hung, mut exempt) = (Vec::new(), Vec::new());
        for (at, filed) in self.web.records.ledgers.iter().enumerate() {
            if wanted.period(filed.period()) {
                let link = self.month(at, filed, &mut exempt, &mut all);
                hung.extend(link.map(|link| (filed.ledger.envelope.published, link)));
            }
        }
        for (one, source) in &self.web.records.others {
            if wanted.period(one.envelope.period) {
                let link = self.record((one, source), &mut exempt, &mut all, report)?;
                hung.extend(link.map(|link| (one.envelope.published, link)));
            }
        }
        // The newest is what somebody came to print.
        hung.sort_by_key(|(published, _)| std::cmp::Reverse(*published));
        let count = hung.len();
        if count > 0 {
            let folder = FolderView {
                unit: plan.unit.name.clone(),
                sheets: hung.into_iter().map(|(_, link)| link).collect(),
                others: self.cards(&mut all),
            };
            let address = format!("{}/index", plan.unit.id);
            let origin = plan.source.path.clone();
            let page = folder_page(self.theme, (&address, origin), plan.unit.name.clone(), &folder);
            all.push(page.exempting(exempt));
        }
        Ok((all, count))
    }

    /// What a record's sheet is read on, and whom it masks that has these parties.
    fn masked<'p>(
        &self,
        envelope: &Envelope,
        parties: impl Iterator<Item = &'p str>,
    ) -> (Medium, Names) {
        let medium = Medium::on_paper(envelope.until, self.web.inputs.as_of);
        (medium, waist::masked_beside(medium, self.web.names, self.in_fields, parties))
    }

    fn desk<'p>(&'p self, medium: Medium, names: &'p Names) -> Desk<'p> {
        Desk { names, medium, ..self.web }
    }

    /// A month as a sheet, a script and a message; nothing where it is for named people.
    fn month(
        &self,
        at: usize,
        filed: &Filed,
        exempt: &mut Vec<String>,
        outputs: &mut Vec<Output>,
    ) -> Option<LinkView> {
        let last = self.web.records.ledgers[..at].last().filter(|other| other.set == filed.set);
        let around = Around { before: None, after: None, last };
        let table = |desk: &Desk| {
            let asked = around.asked(desk.medium, filed, self.findings);
            waist::ledger::table(desk, filed, &asked, &[])
        };
        let envelope = &filed.ledger.envelope;
        let organisations = &self.web.inputs.portal.settings.organisations;
        let (medium, names) = self.masked(envelope, waist::ledger::persons(organisations, filed));
        let hung = table(&self.desk(medium, &names))?;
        let lang = self.web.inputs.portal.lang;
        let name = month_name(&self.web, filed);
        let path = format!("{}.html", hung.address);
        let page = address(self.web.inputs, &path);
        let kind = lang.pick("财务公开", "Books");
        let origin = &filed.source.path;
        outputs.push(self.sheet((envelope, origin), &name, kind, page.as_deref(), &hung));
        let mut link = listed(name.clone(), "A3", &hung);
        if let Some(mut said) = table(&self.web) {
            // A telephone that no sheet may say is not said aloud either.
            said.objection.phone.clone_from(&hung.objection.phone);
            let script = board::script(lang, &self.web.plan.unit.name, &said);
            let chat = board::chat(lang, &name, &said, page.as_deref());
            for (end, label, text) in [
                ("spoken", lang.pick("广播稿", "to be spoken"), script),
                ("chat", lang.pick("群消息", "for the chat group"), chat),
            ] {
                let path = format!("{}-{end}.txt", said.address);
                link.words.push(record::link(label, in_unit(&path)));
                let text = Content::Text(text.into_bytes());
                let text = Output::new(path, text, origin.clone());
                outputs.push(text.exempting(said.exempt.as_slice()));
            }
        }
        exempt.extend(hung.exempt);
        Some(link)
    }

    /// A record as a sheet; nothing where it is for named people, or was withdrawn.
    fn record(
        &self,
        (one, source): (&Record, &Source),
        exempt: &mut Vec<String>,
        outputs: &mut Vec<Output>,
        report: &mut Report,
    ) -> io::Result<Option<LinkView>> {
        let organisations = &self.web.inputs.portal.settings.organisations;
        let parties = waist::record::persons(Medium::Web, organisations, one);
        let (medium, names) = self.masked(&one.envelope, parties);
        let desk = self.desk(medium, &names);
        let own = self.findings.iter().filter(|finding| finding.file == source.path);
        let leads = (self.leads)(one, source);
        let table = waist::record::table(&desk, one, source, own, &[], &leads);
        let Some((mut table, _)) = table else {
            return Ok(None);
        };
        self.name_rows(&desk, one, &mut table, report)?;
        let on_the_web = waist::record::is_shown(&self.web, one);
        let path = format!("{}.html", table.address);
        let page = address(self.web.inputs, &path).filter(|_| on_the_web);
        let name = format!("{} {}", self.web.plan.unit.name, table.title);
        let kind = one.kind.words.in_lang(self.web.inputs.portal.lang);
        let of = (&one.envelope, &source.path);
        outputs.push(self.sheet(of, &name, kind, page.as_deref(), &table));
        let link = listed(format!("{kind} · {}", table.title), "A4", &table);
        exempt.extend(table.exempt);
        Ok(Some(link))
    }

    /// Rows with names in place of sums, where the office has them and a town above has decided so in writing.
    fn name_rows(
        &self,
        desk: &Desk,
        one: &Record,
        table: &mut Table,
        report: &mut Report,
    ) -> io::Result<()> {
        let inputs = self.web.inputs;
        let above = inputs.plan.above(self.web.plan);
        let in_force = |decided: &&BoardNames| inputs.as_of.is_none_or(|day| decided.date <= day);
        let decided = above.iter().filter_map(|unit| unit.board_names.as_ref()).find(in_force);
        let (Some(decided), true) = (decided, !one.kind.people.is_empty()) else { return Ok(()) };
        if let Some(names) = (self.names)(&one.envelope.id, report)? {
            waist::record::name_rows(desk, one, (&names, decided), table);
        }
        Ok(())
    }

    fn sheet(
        &self,
        (envelope, origin): (&Envelope, &Arc<str>),
        name: &str,
        kind: &str,
        page: Option<&str>,
        table: &Table,
    ) -> Output {
        let (inputs, plan) = (self.web.inputs, self.web.plan);
        let lang = inputs.portal.lang;
        let hung = Hung {
            lang,
            unit: &frame::unit(lang, &plan.unit, &table.address),
            name,
            kind,
            period: &waist::period(lang, envelope.period),
            attachments: envelope.attachments.len(),
            only_here: envelope.audience != Audience::Public,
            address: page,
        };
        let (template, context) = board::sheet(self.theme, &hung, table);
        let page = output::page(template, &table.address, context, origin.clone());
        page.exempting(table.exempt.as_slice())
    }

    /// A card for the table and a poster with the way to the unit's page, where the portal has an address.
    fn cards(&self, outputs: &mut Vec<Output>) -> Vec<Link> {
        let (inputs, plan) = (self.web.inputs, self.web.plan);
        let id = &plan.unit.id;
        let Some(page) = address(inputs, &format!("{id}/")) else { return Vec::new() };
        let lang = inputs.portal.lang;
        let mut links = Vec::new();
        for (file, zh, en) in [("card", "桌牌 A5", "card, A5"), ("poster", "海报 A3", "poster, A3")]
        {
            let mut unit = frame::unit(lang, &plan.unit, id);
            for contact in &mut unit.contacts {
                contact.phone = Medium::Board.phone(&contact.phone).to_string();
            }
            let view = SheetView {
                name: format!("{} · {}", plan.unit.name, lang.pick(zh, en)),
                scan: board::scan(Some(&page)),
                ..SheetView::default()
            };
            let mut context = Context::new();
            context.insert("unit", &unit);
            let context = board::styled(self.theme, view, context);
            let (template, address) = (format!("board/{file}.html"), format!("{id}/{file}"));
            let page = output::page(template, &address, context, plan.source.path.clone());
            links.push(record::link(lang.pick(zh, en), in_unit(&page.path)));
            outputs.push(page);
        }
        links
    }
}

fn listed(label: String, paper: &str, table: &Table) -> LinkView {
    let href = format!("{}.html", in_unit(&table.address));
    LinkView { label, href, note: paper.to_string(), words: Vec::new() }
}
