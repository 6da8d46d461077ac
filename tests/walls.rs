//! What a hostile or hurried clerk tries against the walls: old pages, lists of other units, words on what was published.

use std::fs;

use crate::portal::{LINE, Portal, UNIT, VILLAGE, ledger};

const NOTICE: &str = "---\nid: SC-N-1\ntitle: 慰问老人\nclass: 村务\nperiod: 2026-03\npublished: 2026-03-12\nplain: 看望了 3 位老人。\n\
review: {by: 曾宪章, date: 2026-03-10}\n---\n三月九日看望了村里的老人，其中有钱婆婆。\n";

fn notice() -> String {
    format!("{VILLAGE}/notices/n-1.md")
}

fn add(portal: &Portal, file: &str, more: &str) {
    let text = fs::read_to_string(portal.path(file)).expect("a file");
    portal.put(file, format!("{text}{more}"));
}

/// Puts a ledger into a unit that does not add up, so that the unit is blocked.
fn block<'p>(portal: &'p Portal, unit: &str) -> &'p Portal {
    let text = ledger("2026-03", "period: 2026-03\nopening_bank: 5.00\n");
    portal.put(&format!("content/units/{unit}/finance/2026-03.yaml"), text)
}

/// The pages that hold a word.
fn holding(portal: &Portal, word: &str) -> Vec<String> {
    let site = portal.site().into_iter();
    site.filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains(word)).map(|p| p.0).collect()
}

#[test]
fn no_old_page_names_persons_past_the_day_until_which_they_were_posted() {
    let record = "id: SC-Z-1\nperiod: 2026-03\npublished: 2026-03-12\nuntil: 2026-04-01\n\
                  review: {by: 曾宪章, date: 2026-03-10}\nplain: 一户申请建房。\nstage: before\napplications:\n  \
                  - {applicant: 钱婆婆, group: 一组, reason: split, area: 100, applied: 2026-03-01}\ntotal: 1\n";
    for broken in [false, true] {
        let portal = Portal::new();
        let file = format!("{VILLAGE}/homestead/z-1.yaml");
        portal.put(&file, record);
        portal.run(&["build", "--as-of", "2026-04-01"]).expect(0);
        assert!(!holding(&portal, "钱*").is_empty());
        match broken {
            true => portal.edit(&file, "total: 1", "total: one"),
            false => block(&portal, "shangcun"),
        };
        portal.run(&["build", "--keep-going", "--as-of", "2026-04-01"]).expect(1);
        assert!(!holding(&portal, "钱*").is_empty(), "still posted");
        portal.run(&["build", "--keep-going", "--as-of", "2026-04-02"]).expect(1);
        assert_eq!(holding(&portal, "钱*"), Vec::<String>::new(), "broken: {broken}");
    }
}

#[test]
fn old_pages_taken_down_in_time_are_kept() {
    let portal = Portal::new();
    let record = "id: SC-Z-1\nperiod: 2026-03\npublished: 2026-03-12\nuntil: 2026-04-01\n\
                  review: {by: 曾宪章, date: 2026-03-10}\nplain: 一户申请建房。\nstage: before\napplications:\n  \
                  - {applicant: 钱婆婆, group: 一组, reason: split, area: 100, applied: 2026-03-01}\ntotal: 1\n";
    portal.put(&format!("{VILLAGE}/homestead/z-1.yaml"), record);
    portal.run(&["build", "--as-of", "2026-04-02"]).expect(0);
    block(&portal, "shangcun");
    portal.run(&["build", "--keep-going", "--as-of", "2026-04-03"]).expect(1);
    assert!(portal.page("shangcun/homestead/sc-z-1.html").contains("100"));
}

#[test]
fn no_old_page_says_what_was_taken_away() {
    for broken in [false, true] {
        let portal = Portal::new();
        portal.put(&notice(), NOTICE);
        portal.build().expect(0);
        portal.edit(&notice(), "，其中有钱婆婆", "");
        portal.edit(
            &notice(),
            "---\n三月",
            "removed: [{date: 2026-06-01, cause: request}]\n---\n三月",
        );
        match broken {
            true => portal.edit(&notice(), "period: 2026-03", "period: March"),
            false => block(&portal, "shangcun"),
        };
        portal.run(&["build", "--keep-going"]).expect(1);
        assert_eq!(holding(&portal, "钱婆婆"), Vec::<String>::new(), "broken: {broken}");
    }
}

/// A statement of one village that lands in another, reviewed on a day.
fn statement(reviewed: &str) -> Portal {
    let portal = Portal::new();
    portal.put("content/units/xiacun/unit.yaml", "id: xiacun\nname: 下村\nlevel: village\n");
    portal.put(
        &format!("{VILLAGE}/interest/sq.yaml"),
        format!(
            "id: SQ-1\nperiod: 2025\npublished: 2025-12-01\nreview: {{by: 何永福, date: {reviewed}}}\n\
             plain: 查过了。\npost: 村委会委员\nrelation: 配偶\ngroup: 资产资源\nmatter: 承租鱼塘\n\
             lands_in: xiacun\nverified: 2025-11-20\nverdict: 经核查，符合政策\n"
        ),
    );
    portal
}

#[test]
fn another_unit_does_not_list_a_statement_that_was_not_reviewed() {
    let portal = statement("2025-12-30");
    let ran = portal.run(&["build", "--keep-going", "--format", "short"]).expect(1);
    assert!(ran.err.contains("published-before-review"), "{}", ran.err);
    assert_eq!(holding(&portal, "sq-1"), Vec::<String>::new());
}

#[test]
fn the_old_list_of_another_unit_goes_with_the_statement() {
    let portal = statement("2025-11-30");
    portal.build().expect(0);
    block(&portal, "xiacun");
    portal.run(&["build", "--keep-going"]).expect(1);
    assert!(holding(&portal, "sq-1").contains(&"xiacun/interest/index.html".to_string()));
    portal.edit(&format!("{VILLAGE}/interest/sq.yaml"), "verified: 2025-11-20\n", "");
    portal.run(&["build", "--keep-going"]).expect(1);
    assert_eq!(holding(&portal, "sq-1"), Vec::<String>::new());
}

#[test]
fn a_person_in_the_columns_of_a_list_goes_when_the_posting_ends() {
    let portal = Portal::new();
    portal.put(
        "content/kinds/grave.yaml",
        "id: grave\nname: 墓地\ngloss: 谁申请。\ngroup: land\nfields:\n  \
         - {name: applicant, words: 申请人, words_en: applicant, type: person, required: true}\n\
         columns: [applicant]\n",
    );
    portal.put(
        &format!("{VILLAGE}/grave/g.yaml"),
        "id: G-1\nperiod: 2026-03\npublished: 2026-03-12\nuntil: 2026-04-01\n\
         review: {by: 曾宪章, date: 2026-03-10}\nplain: 一户申请。\napplicant: 钱婆婆\n",
    );
    portal.run(&["build", "--as-of", "2026-04-01"]).expect(0);
    assert!(portal.page("shangcun/grave/index.html").contains("钱*"));
    portal.run(&["build", "--as-of", "2026-04-02"]).expect(0);
    assert_eq!(holding(&portal, "钱*"), Vec::<String>::new());
}

/// A month and a notice, accepted.
fn accepted() -> Portal {
    let portal = Portal::new();
    let month = format!(
        "id: SC-03\nperiod: 2026-03\nopening_bank: 500.00\nclosing_bank: 400.00\nlines:\n  - {LINE}}}\n"
    );
    portal.put_ledger("2026-03", &month).put(&notice(), NOTICE);
    portal.run(&["accept"]).expect(0);
    portal
}

fn month() -> String {
    format!("{VILLAGE}/finance/2026-03.yaml")
}

#[test]
fn for_whom_a_record_is_changes_only_with_a_word_though_it_was_never_written() {
    for audience in ["village", "specific"] {
        let portal = accepted();
        let head = format!("audience: {audience}\n---\n三月");
        portal.edit(&notice(), "---\n三月", &head);
        let ran = portal.build().expect(1);
        assert!(ran.err.contains("n-1.md:9:11: error[changed-without-correction]"), "{}", ran.err);
        let new = if audience == "village" { "本村" } else { "特定对象" };
        let told = format!(
            "corrections: [{{date: 2026-06-01, what: 公开对象, old: 全社会, new: {new}, why: 只说本村的事}}]\n"
        );
        portal.edit(&notice(), "---\n三月", &format!("{told}---\n三月"));
        portal.build().expect(0);
    }
    // Written out, the same is no change.
    let portal = accepted();
    portal.edit(&notice(), "---\n三月", "audience: 全社会\n---\n三月");
    portal.build().expect(0);
}

#[test]
fn a_correction_that_was_published_stays_as_it_was() {
    let told = "corrections:\n  - {date: 2026-05-20, what: 记-001 摘要, old: 买纸, new: 买笔, why: 写错}\n";
    let corrected = || {
        let portal = accepted();
        portal.edit(&month(), "买纸", "买笔");
        add(&portal, &month(), told);
        portal.run(&["accept"]).expect(0);
        portal
    };
    let erased = corrected();
    erased.edit(&month(), told, "");
    assert!(erased.build().expect(1).err.contains("有一行公开过，现在没有了"));
    for (was, is, field) in [("old: 买纸", "old: 买墨", "原值"), ("why: 写错", "why: 改了", "原因")]
    {
        let portal = corrected();
        portal.edit(&month(), was, is);
        let ran = portal.build().expect(1);
        assert!(ran.err.contains(&format!("`{field}`公开过，现在与公开时不同")), "{}", ran.err);
    }
    let more = corrected();
    more.edit(&month(), "李一", "李二");
    add(&more, &month(), "  - {date: 2026-05-20, what: 经手人, old: 李一, new: 李二, why: 写错}\n");
    more.build().expect(0);
}

#[test]
fn a_word_on_a_text_does_not_move_the_balances() {
    let portal = accepted();
    portal.edit(&month(), "买纸", "买笔");
    portal.edit(&month(), "opening_bank: 500.00", "opening_bank: 1500.00");
    portal.edit(&month(), "closing_bank: 400.00", "closing_bank: 1400.00");
    let told =
        "corrections:\n  - {date: 2026-05-20, what: 摘要, old: 买纸, new: 买笔, why: 写错}\n";
    add(&portal, &month(), told);
    let ran = portal.build().expect(1);
    assert!(ran.err.contains("`期初银行`") && ran.err.contains("`期末银行`"), "{}", ran.err);
    // Nor does a word on an amount move what the month began with.
    add(&portal, &month(), "  - {date: 2026-05-20, what: 金额, old: 100, new: 90, why: 写错}\n");
    portal.edit(&month(), "amount: 100.00", "amount: 90.00");
    portal.edit(&month(), "closing_bank: 1400.00", "closing_bank: 1410.00");
    let ran = portal.build().expect(1);
    assert!(ran.err.contains("`期初银行`") && !ran.err.contains("`期末银行`"), "{}", ran.err);
}

#[test]
fn a_row_is_known_again_by_the_new_number_of_its_paper() {
    let portal = accepted();
    portal.edit(&month(), "记-001", "记-011");
    assert!(portal.build().expect(1).err.contains("changed-without-correction"));
    let told =
        "corrections:\n  - {date: 2026-05-20, what: 凭证号, old: 记-001, new: 记-011, why: 抄错}\n";
    add(&portal, &month(), told);
    portal.build().expect(0);
    // The rest of the row is held to what it was.
    portal.edit(&month(), "李一", "李二");
    assert!(portal.build().expect(1).err.contains("`经手人`公开过"));
}

#[test]
fn a_month_is_not_taken_away_under_another_name() {
    let portal = accepted();
    portal.remove(&month());
    let stub = "removed:\n  - {kind: notice, id: SC-03, date: 2026-06-01, cause: 个人信息}\n";
    portal.put(&format!("{VILLAGE}/unit.yaml"), format!("{UNIT}{stub}"));
    let ran = portal.build().expect(1);
    assert!(ran.err.contains("unit.yaml:5:12: error[published-record-gone]"), "{}", ran.err);
}

#[test]
fn a_stub_does_not_stand_on_a_record_whose_id_was_written_small() {
    let portal = accepted();
    portal.edit(&notice(), "id: SC-N-1", "id: sc-n-1");
    let stub = "removed:\n  - {kind: notice, id: SC-N-1, date: 2026-06-01, cause: 个人信息}\n";
    portal.put(&format!("{VILLAGE}/unit.yaml"), format!("{UNIT}{stub}"));
    assert!(portal.build().expect(1).err.contains("error[removed-and-there]"));
}

/// Four households of one group and three of another, with areas that tell a row.
fn batch(second: &str, sums: [&str; 2]) -> String {
    let row = |(at, quantity): (usize, &str)| {
        let group = if at < 4 { "一组" } else { "二组" };
        format!("  - {{row: H-{at}, group: {group}, quantity: {quantity}, amount: {quantity}}}\n")
    };
    let areas = ["1.37", second, "3.37", "4.37", "5.37", "6.37", "7.37"];
    let rows: String = areas.into_iter().enumerate().map(row).collect();
    format!(
        "id: BT-1\nperiod: 2026\npublished: 2026-06-20\nreview: {{by: 曾宪章, date: 2026-06-18}}\n\
         plain: 钱到卡上了。\nprogramme: 种地补贴\npolicy: 县里的办法\nbatch: 一次\npaid_on: 2026-06-10\n\
         households: 7\npersons: 7\nquantity: {0}\ntotal: {0}\nwho: 种地的\nask: 村委会\n\
         standards:\n  - {{amount: 1.00, per: 元/亩·年}}\nrows:\n{rows}corrections:{1}\n",
        sums[0], sums[1]
    )
}

#[test]
fn what_changed_among_people_is_told_of_their_cell_and_never_of_a_row() {
    let portal = Portal::new();
    let file = format!("{VILLAGE}/benefits/a.yaml");
    portal.put(&file, batch("2.37", ["30.59", " []"]));
    portal.run(&["accept"]).expect(0);
    portal.put(&file, batch("12.37", ["40.59", " []"]));
    assert!(portal.build().expect(1).err.contains("`金额`公开过"));
    let told = |what: &str, old: &str, new: &str| {
        format!("\n  - {{date: 2026-06-20, what: {what}, old: {old}, new: {new}, why: 量错了}}")
    };
    let all = told("面积和总额", "30.59 亩", "40.59 亩");
    portal.put(&file, batch("12.37", ["40.59", &all]));
    assert!(portal.build().expect(1).err.contains("`金额`公开过"), "the cell of the group is left");
    let cell = told("一组", "11.48", "21.48");
    portal.put(&file, batch("12.37", ["40.59", &format!("{all}{cell}")]));
    portal.build().expect(0);
    assert_eq!(holding(&portal, "2.37"), Vec::<String>::new());
    // A row that moves no cell needs no word.
    portal.edit(&file, "row: H-3", "row: H-9");
    portal.build().expect(0);
}

#[test]
fn an_attachment_is_changed_under_a_name_of_its_own_with_a_word_or_to_cover_a_person() {
    let paper = format!("{VILLAGE}/notices/a.csv");
    let accepted = || {
        let portal = Portal::new();
        let file =
            "attachments:\n  - {file: a.csv, title: 表, redacted: true, redacted_by: 李一}\n";
        portal.put(&notice(), NOTICE.replace("---\n三月", &format!("{file}---\n三月")));
        portal.put(&paper, "甲,乙\n1,2\n");
        portal.run(&["accept"]).expect(0);
        portal.build().expect(0);
        portal
    };
    let swapped = accepted();
    swapped.put(&paper, "甲,乙\n1,3\n");
    let ran = swapped.build().expect(1);
    assert!(ran.err.contains("n-1.md:10:12: error[changed-without-correction]"), "{}", ran.err);
    swapped.edit(
        &notice(),
        "---\n三月",
        "removed: [{date: 2026-06-01, cause: personal}]\n---\n三月",
    );
    swapped.build().expect(0);

    let renamed = accepted();
    renamed.remove(&paper);
    renamed.put(&format!("{VILLAGE}/notices/b.csv"), "甲,乙\n1,3\n");
    renamed.edit(&notice(), "file: a.csv", "file: b.csv");
    renamed.build().expect(1);
    let told = "corrections: [{date: 2026-06-01, what: 附件, old: a.csv, new: b.csv, why: 抄错}]\n";
    renamed.edit(&notice(), "---\n三月", &format!("{told}---\n三月"));
    renamed.build().expect(0);
}

#[test]
fn one_household_in_several_spellings_is_one() {
    let portal = Portal::new();
    let mut text = batch("2.37", ["30.59", " []"]);
    for (at, word) in ["户a", "户Ａ", "户 A"].into_iter().enumerate() {
        let row = format!("row: H-{at},");
        text = text.replace(&row, &format!("{row} household: {word},"));
    }
    portal.put(&format!("{VILLAGE}/benefits/a.yaml"), text);
    let ran = portal.build().expect(1);
    assert!(ran.err.contains("户数各行合计 5，写的是 7"), "{}", ran.err);
}

#[test]
fn rows_of_minors_are_refused_by_the_title_too() {
    let portal = Portal::new();
    let text = batch("2.37", ["30.59", " []"]);
    portal.put(&format!("{VILLAGE}/benefits/a.yaml"), format!("{text}title: 留守少年慰问\n"));
    assert!(portal.build().expect(1).err.contains("error[minors-listed]"));
}

#[test]
fn what_is_for_the_village_tells_no_sum_of_one_or_two_persons() {
    let row =
        "  - {applicant: 钱婆婆, group: 一组, reason: split, area: 43.21, applied: 2026-03-01}\n";
    for (rows, told) in [(1, false), (2, false), (3, true)] {
        let portal = Portal::new();
        let record = format!(
            "id: SC-Z-1\nperiod: 2026-03\npublished: 2026-03-12\naudience: village\n\
             review: {{by: 曾宪章, date: 2026-03-10}}\nplain: 申请建房。\nstage: before\n\
             applications:\n{}total: {rows}\n",
            row.repeat(rows)
        );
        portal.put(&format!("{VILLAGE}/homestead/z-1.yaml"), record);
        portal.build().expect(0);
        let page = portal.page("shangcun/homestead/sc-z-1.html");
        assert_eq!(page.contains("批准面积"), told, "{rows}: {page}");
    }
}

#[test]
fn questions_about_personal_data_are_not_set_aside() {
    for rule in ["attachment-names-person", "attachment-hidden", "unsafe-link"] {
        let portal = Portal::new();
        let head = format!(
            "suppress:\n  - {{rule: {rule}, reason: 忙, by: 镇经管站, until: 2025-06-01}}\n"
        );
        portal.put(&format!("{VILLAGE}/unit.yaml"), format!("{UNIT}{head}"));
        let ran = portal.build().expect(1);
        assert!(ran.err.contains("error[suppression-refused]"), "{rule}: {}", ran.err);
    }
}
