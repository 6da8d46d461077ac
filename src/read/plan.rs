//! Which units there are, what stands above each, and which files belong to it.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Arc;

use super::meant;
use crate::finding::{Finding, Place, Report, rules};
use crate::kind::Kinds;
use crate::kind::portal::Portal;
use crate::kind::unit::{UNIT, Unit};
use crate::model::file_name::is_device;
use crate::model::table::SourceRef;
use crate::model::{Date, Fiscal, Said};
use crate::sink;
use crate::source::disk::Project;
use crate::source::{self, Asked, Source};
use crate::tabular::headings::Headings;

/// Where units live in a project.
const UNITS: &str = "content/units/";

/// Where the files of languages lie.
pub const TEXTS: &str = "content/texts/";

/// Ids that would collide with the portal's own folders.
pub static RESERVED: &[&str] = &["assets", "feeds", "search"];

/// A unit, its place in the tree, and its files.
#[derive(Debug)]
pub struct UnitPlan {
    pub unit: Unit,
    pub source: Source,
    /// Index of the unit above.
    pub parent: Option<usize>,
    /// Whether others stand below it.
    pub is_above: bool,
    /// Its own files, those of units below left out, sorted.
    pub files: Vec<Arc<str>>,
    /// Duty phones whose owners consented: digits only.
    pub consented: Vec<String>,
    /// What is wrong with its `unit.yaml`.
    pub told: Report,
    /// Whether `unit` only stands in for a head that could not be read, so that its other files are still checked.
    pub stand_in: bool,
    /// What the columns of tables are called here.
    pub headings: Arc<Headings>,
    /// When the portal's fiscal years begin.
    pub fiscal: Fiscal,
}

impl UnitPlan {
    /// A unit with nothing but its head, and nothing above it.
    pub fn alone(unit: Unit, source: Source, headings: Arc<Headings>) -> UnitPlan {
        UnitPlan {
            unit,
            source,
            parent: None,
            files: Vec::new(),
            consented: Vec::new(),
            told: Report::default(),
            is_above: false,
            stand_in: false,
            headings,
            fiscal: Fiscal::default(),
        }
    }

    pub fn source_ref(&self) -> SourceRef {
        SourceRef { path: self.source.path.to_string(), sha256: self.source.sha256.clone() }
    }

    /// What on the unit's pages may look like a personal number and is none.
    pub fn exempt(&self) -> Vec<String> {
        let mut exempt = self.consented.clone();
        exempt.push(self.source.sha256.clone());
        exempt
    }

    /// The same with the numbers of papers.
    pub fn exempt_with(&self, papers: &[String]) -> Vec<String> {
        [&self.exempt(), papers].concat()
    }
}

#[derive(Debug, Default)]
pub struct Plan {
    pub units: Vec<UnitPlan>,
}

impl Plan {
    /// The units above one, from the top.
    pub fn above(&self, unit: &UnitPlan) -> Vec<&Unit> {
        let mut chain: Vec<&Unit> = self.parents(unit).map(|parent| &parent.unit).collect();
        chain.reverse();
        chain
    }

    /// The units above one with their files, the nearest first.
    pub fn parents(&self, unit: &UnitPlan) -> impl Iterator<Item = &UnitPlan> {
        let up = |one: &UnitPlan| one.parent.map(|at| &self.units[at]);
        std::iter::successors(up(unit), move |one| up(one))
    }

    /// Indices of the units right below one; of those at the top with `None`.
    pub fn below(&self, parent: Option<usize>) -> impl Iterator<Item = usize> + '_ {
        (0..self.units.len()).filter(move |&at| self.units[at].parent == parent)
    }
}

/// Reads every `unit.yaml` and deals the other files out to their units. What changes with the day (a consent) is
/// judged by `as_of`.
pub fn plan(
    project: &Project,
    files: Vec<Arc<str>>,
    (portal, kinds, as_of): (&Portal, &Kinds, Option<Date>),
    report: &mut Report,
) -> io::Result<Plan> {
    let mut plan = Plan::default();
    let mut folders: BTreeMap<String, usize> = BTreeMap::new();
    let files = without_outputs(files, report);
    let is_head = |file: &str| file.starts_with(UNITS) && file.ends_with("/unit.yaml");
    let heads = files.iter().filter(|file| is_head(file));
    let mut heads: Vec<(String, &Arc<str>)> =
        heads.map(|file| (file.trim_end_matches("unit.yaml").to_string(), file)).collect();
    // By folder, so that a unit comes before those inside it.
    heads.sort();
    let headings = Arc::new(super::headings(project, report)?);
    for (folder, file) in heads {
        let mut planned = unit(project, file, (&folder, &headings, portal.settings.fiscal), as_of)?;
        // Books open when the portal's do, where they do not say.
        let books = planned.unit.books.iter_mut();
        books.for_each(|book| book.open_from = book.open_from.or(portal.books_open_from));
        planned.parent = nearest(&folders, folder.trim_end_matches('/'));
        planned.parent.iter().for_each(|at| plan.units[*at].is_above = true);
        folders.insert(folder, plan.units.len());
        plan.units.push(planned);
    }
    let (mut headless, before) = (Headless::default(), report.findings.len());
    let there: BTreeSet<&str> = files.iter().map(|file| &**file).collect();
    for file in &files {
        let own = is_head(file)
            || &**file == "content/portal.yaml"
            || super::is_pack(file)
            || super::is_declaration(file)
            || is_texts(file)
            || super::is_lock(file);
        if own {
            continue;
        }
        let at = nearest(&folders, file);
        let above = at.map_or(UNITS, |at| plan.units[at].source.path.trim_end_matches("unit.yaml"));
        let lost = file.strip_prefix(above).and_then(|inside| meant::without_head(inside, kinds));
        match (at, lost) {
            (_, Some(lost)) => {
                super::unused(project, file, report)?;
                headless.add(format!("{above}{lost}"), file);
            }
            (Some(at), None) => plan.units[at].files.push(file.clone()),
            (None, None) => {
                super::unused(project, file, report)?;
                stray(project, file, &there, report);
            }
        }
    }
    headless.tell(report);
    if plan.units.is_empty() && report.findings.len() == before {
        report.push(no_unit());
    }
    unique(&plan, report);
    Ok(plan)
}

/// Without the folders that hold a site, board sheets or a review: each is told once, and nothing in it is read.
fn without_outputs(files: Vec<Arc<str>>, report: &mut Report) -> Vec<Arc<str>> {
    let lists = files.iter().filter_map(|file| file.strip_suffix(sink::LIST));
    let there: BTreeSet<&str> = files.iter().map(|file| &**file).collect();
    let made =
        |folder: &&str| folder.ends_with('/') && there.contains(&*format!("{folder}index.html"));
    let mut made: Vec<String> = lists.filter(made).map(str::to_string).collect();
    made.sort();
    let inside =
        |folder: &str, all: &[String]| all.iter().any(|other| folder.starts_with(&**other));
    let mut outer: Vec<String> = Vec::new();
    for folder in made {
        if !inside(&folder, &outer) {
            outer.push(folder);
        }
    }
    for folder in &outer {
        let said = Said::new(
            "这里是 sunlit 生成的成品，不是资料，没有看里面",
            "this was built by sunlit and is no content; it was not looked into",
        );
        let path = Arc::from(folder.trim_end_matches('/'));
        report.push(
            Finding::new(&rules::OUTPUT_IN_CONTENT, &path, Place::File, said)
                .help("移出 content", "move it out of content"),
        );
    }
    files.into_iter().filter(|file| !inside(file, &outer)).collect()
}

/// Folders that would be units: with records, and without a `unit.yaml`; and what stands there under a name near it.
#[derive(Default)]
struct Headless(BTreeMap<String, Option<Arc<str>>>);

impl Headless {
    fn add(&mut self, folder: String, file: &Arc<str>) {
        let name = file.rsplit('/').next().unwrap_or_default();
        let near = meant::is_nearly_head(name).then(|| file.clone());
        let known = self.0.entry(folder).or_default();
        *known = known.take().or(near);
    }

    fn tell(self, report: &mut Report) {
        for (folder, near) in self.0 {
            let head = format!("{folder}/unit.yaml");
            if let Some(file) = near {
                report.push(super::misnamed(&file, Some((&head, false))));
                continue;
            }
            let said = Said::new(
                "没有这个文件：文件夹里有公开资料，却不是一个单位",
                "it is not there: its folder holds records, and is no unit without it",
            );
            report
                .push(Finding::new(&rules::MISSING_FILE, &Arc::from(head), Place::File, said).help(
                "找回或重写 unit.yaml；资料是别的单位的，移到那个单位的文件夹",
                "bring unit.yaml back or write it anew; move records of another unit to its folder",
            ));
        }
    }
}

fn no_unit() -> Finding {
    let said = Said::new(
        "一个单位也没有：content/units/ 下面没有 unit.yaml",
        "there is no unit: no unit.yaml lies below content/units/",
    );
    let file = Arc::from("content/units");
    Finding::new(&rules::MISSING_FILE, &file, Place::File, said).help(
        "每个单位一个文件夹，里面放 unit.yaml，如 content/units/liutang/unit.yaml",
        "give each unit a folder with its unit.yaml, such as content/units/liutang/unit.yaml",
    )
}

fn unit(
    project: &Project,
    file: &Arc<str>,
    (folder, headings, fiscal): (&str, &Arc<Headings>, Fiscal),
    as_of: Option<Date>,
) -> io::Result<UnitPlan> {
    let mut told = Report::default();
    let name = folder.trim_end_matches('/').rsplit('/').next().unwrap_or("");
    let source = project.read(file, &mut told)?;
    let asked = Asked::of(&UNIT).by(fiscal);
    let row = source.as_ref().and_then(|source| source::record_as(source, asked, &mut told));
    let stand_in = row.is_none();
    let unit = row.map_or_else(|| Unit::stand_in(name), Unit::from);
    let source = source.unwrap_or_else(|| Source::unreadable(file));
    if !stand_in {
        sound_id(&unit, name, &source, &mut told);
        switched_by_a_town(&unit, &source, &mut told);
    }
    let consented = super::consented(&unit, as_of);
    let (parent, files, headings) = (None, Vec::new(), headings.clone());
    let alone = UnitPlan::alone(unit, source, headings);
    Ok(UnitPlan { parent, files, consented, told, stand_in, fiscal, ..alone })
}

/// The id is the folder's name and can be an address.
fn sound_id(unit: &Unit, name: &str, source: &Source, report: &mut Report) {
    let place = || source.place(&UNIT, "id");
    if unit.id != name {
        let said = Said::new(
            format!("编号 `{}` 与文件夹名 `{name}` 不同", unit.id),
            format!("the id `{}` differs from the folder's name `{name}`", unit.id),
        );
        let finding = source.finding(&rules::INVALID_ID, place(), said);
        report.push(finding.help("两处写成一样", "make them the same"));
    }
    if !is_address(&unit.id) {
        let said = Said::new(
            format!("编号 `{}` 只能用小写字母、数字和 -，也不能是保留名", unit.id),
            format!(
                "the id `{}` must be small letters, digits and -, and no reserved name",
                unit.id
            ),
        );
        report.push(source.finding(&rules::INVALID_ID, place(), said));
    }
}

/// Whether board sheets carry names is for the town to say (domain brief, section 9).
fn switched_by_a_town(unit: &Unit, source: &Source, report: &mut Report) {
    if unit.board_names.is_none() || unit.level.key == "town" {
        return;
    }
    let said = Said::new(
        format!("张贴表写不写姓名由乡镇、街道决定，{}不能自己写", unit.name),
        format!("whether board sheets carry names is for the town to decide, not for {}", unit.id),
    );
    let finding =
        source.finding(&rules::NAMES_NOT_DECIDED, source.place(&UNIT, "board_names"), said);
    report.push(finding.help(
        "请镇里书面决定，写进镇的 unit.yaml；这里删去",
        "have the town decide in writing, in its own unit.yaml; take it out here",
    ));
}

/// The unit whose folder holds this path most closely.
fn nearest(folders: &BTreeMap<String, usize>, path: &str) -> Option<usize> {
    let mut end = path.rfind('/');
    while let Some(at) = end {
        if let Some(&index) = folders.get(&path[..=at]) {
            return Some(index);
        }
        end = path[..at].rfind('/');
    }
    None
}

fn stray(project: &Project, file: &Arc<str>, there: &BTreeSet<&str>, report: &mut Report) {
    let right = meant::in_portal(file).filter(|right| **right != **file);
    let is_record = || {
        let bytes = project.bytes(file).unwrap_or_default();
        meant::is_csv(file) && meant::is_of_month(file)
            || std::str::from_utf8(&bytes).is_ok_and(super::is_like_record)
    };
    if right.is_some() || meant::is_yaml(file) || is_record() {
        report.push(super::misnamed(
            file,
            right.as_deref().map(|right| (right, there.contains(right))),
        ));
        return;
    }
    let said = Said::new(
        "这个文件不属于任何单位，没有用到",
        "this file belongs to no unit and was not used",
    );
    report.push(Finding::new(&rules::UNEXPECTED_FILE, file, Place::File, said).help(
        "放进单位文件夹（其中有 unit.yaml），或移出 content",
        "put it into a unit's folder, next to its unit.yaml, or out of content",
    ));
}

fn unique(plan: &Plan, report: &mut Report) {
    let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
    for planned in &plan.units {
        let Some(first) = seen.insert(&planned.unit.id, &planned.source.path) else { continue };
        let said = Said::new(
            format!("单位编号 `{}` 已用在 {first}", planned.unit.id),
            format!("the unit id `{}` is already used in {first}", planned.unit.id),
        );
        let place = planned.source.place(&UNIT, "id");
        report.push(planned.source.finding(&rules::DUPLICATE_ID, place, said));
    }
    for planned in &plan.units {
        for (at, former) in planned.unit.formerly.iter().enumerate() {
            former_id(planned, at, former, &mut seen, report);
        }
    }
}

/// An id a unit had before is an address like any other, and nobody else's.
fn former_id<'p>(
    planned: &'p UnitPlan,
    at: usize,
    former: &'p str,
    seen: &mut BTreeMap<&'p str, &'p str>,
    report: &mut Report,
) {
    let place = planned.source.place(&UNIT, &format!("formerly.{at}.id"));
    if !is_address(former) {
        let said = Said::new(
            format!("编号 `{former}` 只能用小写字母、数字和 -，也不能是保留名"),
            format!("the id `{former}` must be small letters, digits and -, and no reserved name"),
        );
        report.push(planned.source.finding(&rules::INVALID_ID, place, said));
        return;
    }
    if let Some(first) = seen.insert(former, &planned.source.path) {
        let said = Said::new(
            format!("单位编号 `{former}` 已用在 {first}"),
            format!("the unit id `{former}` is already used in {first}"),
        );
        report.push(planned.source.finding(&rules::DUPLICATE_ID, place, said));
    }
}

fn is_address(id: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    !id.is_empty() && id.bytes().all(plain) && !RESERVED.contains(&id) && !is_device(id)
}

/// Whether a file holds the words of a language.
fn is_texts(file: &str) -> bool {
    super::searched::is_yaml_of(TEXTS, file)
}
