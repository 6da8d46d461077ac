//! What a publication says of persons by their office, and how much of its records it keeps back: read from the content.

use std::io;

use rayon::prelude::*;

use super::{Options, language};
use crate::finding::Report;
use crate::kind::envelope::Audience;
use crate::kind::removal::Gone;
use crate::kind::unit::Contact;
use crate::model::Date;
use crate::read::{self, Records, UnitPlan};
use crate::source::disk::Project;

/// Of one unit.
#[derive(Clone, Debug)]
pub struct Head {
    pub id: String,
    pub name: String,
    pub faces: Vec<Face>,
    /// Records that were taken away whole.
    pub gone: Vec<Gone>,
    /// Records of which the web has sums alone, or nothing.
    pub records_withheld: usize,
    /// Rows of lists of people, of which the web has sums alone.
    pub rows_withheld: usize,
    /// Numbers of papers and offices that may look like a person's and may stand in public.
    pub exempt: Vec<String>,
}

/// Somebody who is named because of a post, or a place to turn to.
#[derive(Clone, Debug)]
pub struct Face {
    pub name: String,
    pub post: String,
    pub phone: String,
    /// When its owner consented to a personal phone being shown.
    pub consent: Option<Date>,
}

/// Reads every unit's head and counts what its records keep back.
pub fn heads(project: &Project, options: &Options) -> io::Result<Vec<Head>> {
    let mut report = Report::default();
    let files = project.files("content", &mut report)?;
    let (portal, _) = language::portal(project, &mut report)?;
    let as_of = options.day(&portal);
    let kinds = read::kinds(project, &files, &mut report)?;
    let plan = read::plan(project, files, (&portal, &kinds, as_of), &mut report)?;
    let one = |unit: &UnitPlan| {
        let known = (&kinds, as_of);
        let records = read::unit(project, unit, known, false, &mut Report::default())?;
        Ok(head(unit, &records))
    };
    plan.units.par_iter().map(one).collect()
}

fn head(plan: &UnitPlan, records: &Records) -> Head {
    let unit = &plan.unit;
    let official = |post: &str, body: &str| match body {
        "" => post.to_string(),
        body => format!("{body} {post}"),
    };
    let officials = unit.officials.iter().map(|one| Face {
        name: one.name.clone(),
        post: official(&one.post, &one.body),
        phone: String::new(),
        consent: None,
    });
    let withheld = records.envelopes().filter(|(one, _)| one.audience != Audience::Public);
    let lists = records.others.iter().flat_map(|(record, _)| {
        record.kind.people.iter().map(|people| record.list(people.list).count())
    });
    let mut exempt = plan.exempt();
    exempt.extend(super::unit::summary::papers(records));
    Head {
        id: unit.id.clone(),
        name: unit.name.clone(),
        faces: officials.chain(unit.contacts.iter().map(|one| contact(plan, one))).collect(),
        gone: unit.removed.clone(),
        records_withheld: withheld.count(),
        rows_withheld: lists.sum(),
        exempt,
    }
}

fn contact(plan: &UnitPlan, contact: &Contact) -> Face {
    let digits: String = contact.phone.chars().filter(char::is_ascii_digit).collect();
    let own = plan.consented.contains(&digits);
    Face {
        name: contact.name.clone(),
        post: contact.role.clone(),
        phone: contact.phone.clone(),
        consent: contact.consent.filter(|_| own),
    }
}
