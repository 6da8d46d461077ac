//! What was published changes only with a word on it: the lock, corrections, what was taken away.

use crate::portal::{LINE, Portal, UNIT, VILLAGE};

const MARCH: &str = "content/units/shangcun/finance/2026-03.yaml";
const NOTICE: &str = "content/units/shangcun/notices/n-1.md";

/// Two months, one payment in each, and a notice; accepted.
fn accepted() -> Portal {
    let portal = Portal::new();
    let second = LINE.replace("记-001", "记-002").replace("100.00", "20.00");
    portal.put_ledger(
        "2026-03",
        &format!(
            "id: SC-03\nperiod: 2026-03\nopening_bank: 500.00\nclosing_bank: 380.00\nlines:\n  - {LINE}}}\n  - {second}}}\n"
        ),
    );
    portal.put_ledger(
        "2026-04",
        "id: SC-04\nperiod: 2026-04\nopening_bank: 380.00\nclosing_bank: 380.00\n",
    );
    portal.put(
        NOTICE,
        "---\nid: SC-N-1\ntitle: 慰问老人\nclass: 村务\nperiod: 2026-03\npublished: 2026-03-12\nplain: 看望了 3 位老人。\n\
         review: {by: 曾宪章, date: 2026-03-10}\n---\n三月九日看望了村里的老人，其中有钱婆婆。\n",
    );
    let ran = portal.run(&["accept", "--lang", "zh"]).expect(0);
    assert!(ran.out.contains("共 3 份公开：新记下 3 份，更正过 0 份，撤下 0 份"), "{}", ran.out);
    portal
}

/// March with the first payment ten yuan lower, and what follows from it in both months.
fn mended(portal: &Portal) {
    portal.edit(MARCH, "amount: 100.00", "amount: 90.00");
    portal.edit(MARCH, "closing_bank: 380.00", "closing_bank: 390.00");
    for _ in 0..2 {
        portal.edit(
            "content/units/shangcun/finance/2026-04.yaml",
            "_bank: 380.00",
            "_bank: 390.00",
        );
    }
}

const APRIL_TOLD: &str = "corrections:\n  - {date: 2026-05-20, what: 期末银行, old: 380.00, \
                          new: 390.00, why: 随三月更正}\n";

fn tell(portal: &Portal, file: &str, corrections: &str) {
    let text = std::fs::read_to_string(portal.path(file)).expect("a file");
    portal.put(file, format!("{text}{corrections}"));
}

#[test]
fn what_was_accepted_and_did_not_change_is_no_question() {
    let portal = accepted();
    portal.build().expect(0);
    let before = std::fs::read(portal.path("content/published.lock")).expect("a lock");
    let ran = portal.run(&["accept", "--lang", "zh"]).expect(0);
    assert!(ran.out.contains("新记下 0 份，更正过 0 份，撤下 0 份"), "{}", ran.out);
    assert_eq!(before, std::fs::read(portal.path("content/published.lock")).expect("a lock"));
    // No word of what was published can be read in it.
    let lock = String::from_utf8(before).expect("text");
    assert!(!lock.contains("买纸") && !lock.contains("100.00"), "{lock}");
}

#[test]
fn a_change_without_a_correction_is_told_at_its_place_and_blocks() {
    let portal = accepted();
    portal.build().expect(0);
    let before = portal.site();
    mended(&portal);
    let ran = portal.build().expect(1);
    let at =
        "2026-03.yaml:6:100: error[changed-without-correction]: `金额`公开过，现在与公开时不同";
    assert!(ran.err.contains(at), "{}", ran.err);
    assert!(
        ran.err.contains("2026-04.yaml:3:15: error[changed-without-correction]"),
        "{}",
        ran.err
    );
    assert!(portal.site() == before, "nothing was written");
    portal.run(&["accept"]).expect(1);
}

#[test]
fn a_correction_with_the_published_value_lets_it_pass_and_stands_on_the_page() {
    let portal = accepted();
    mended(&portal);
    let told = "corrections:\n  - {date: 2026-05-20, what: 记-001 金额, old: \"100\", new: 90.00 元, \
                why: 多打了十元}\n";
    tell(&portal, MARCH, told);
    tell(&portal, "content/units/shangcun/finance/2026-04.yaml", APRIL_TOLD);
    portal.build().expect(0);
    let page = portal.page("shangcun/finance/2026-03.html");
    for said in ["<del>100</del>", "<ins>90.00 元</ins>", "差额 −10.00", "多打了十元"] {
        assert!(page.contains(said), "{said}");
    }
    let april = portal.page("shangcun/finance/2026-04.html");
    assert!(april.contains("差额 +10.00"), "{april}");
    assert!(portal.page("shangcun/finance/2026-04.json").contains("\"difference\":\"10.00\""));
    // Accepted anew, the same correction does not tell a second change.
    let ran = portal.run(&["accept", "--lang", "zh"]).expect(0);
    assert!(ran.out.contains("更正过 2 份"), "{}", ran.out);
    portal.edit(MARCH, "text: 买纸", "text: 买笔");
    assert!(portal.build().expect(1).err.contains("`摘要`公开过"));
}

#[test]
fn a_correction_that_names_another_old_value_is_told() {
    let portal = accepted();
    mended(&portal);
    let told = "corrections:\n  - {date: 2026-05-20, what: 记-001 金额, old: 95.00, new: 90.00, why: 多打了}\n";
    tell(&portal, MARCH, told);
    tell(&portal, "content/units/shangcun/finance/2026-04.yaml", APRIL_TOLD);
    let ran = portal.build().expect(1);
    assert!(ran.err.contains("error[correction-differs]: `金额`的更正记录里"), "{}", ran.err);
}

#[test]
fn a_row_goes_only_with_a_correction_that_names_it() {
    let portal = accepted();
    let text = std::fs::read_to_string(portal.path(MARCH)).expect("a file");
    let line = text.lines().find(|line| line.contains("记-002")).expect("the second line");
    portal.put(MARCH, text.replace(&format!("{line}\n"), ""));
    portal.edit(MARCH, "closing_bank: 380.00", "closing_bank: 400.00");
    for _ in 0..2 {
        portal.edit(
            "content/units/shangcun/finance/2026-04.yaml",
            "_bank: 380.00",
            "_bank: 400.00",
        );
    }
    let april = APRIL_TOLD.replace("390.00", "400.00");
    tell(&portal, "content/units/shangcun/finance/2026-04.yaml", &april);
    let told = |what: &str| {
        format!(
            "corrections:\n  - {{date: 2026-05-20, what: {what}, old: 买纸 20.00, new: 删去, why: 记了两次}}\n"
        )
    };
    tell(&portal, MARCH, &told("记-009"));
    let ran = portal.build().expect(1);
    assert!(ran.err.contains("有一行公开过，现在没有了"), "{}", ran.err);
    portal.edit(MARCH, "what: 记-009", "what: 记-002 整笔");
    portal.build().expect(0);
}

#[test]
fn what_is_only_added_or_written_in_another_way_is_no_change() {
    let portal = accepted();
    portal.edit(MARCH, "amount: 100.00", "amount: \"１００元\"");
    portal.edit(MARCH, "party: 上村文具店}", "party: 上村文具店, decision: 村民代表会议 2026-1}");
    portal.build().expect(0);
    // The lines in a file beside the head say what they said inside it.
    let portal = accepted();
    let text = std::fs::read_to_string(portal.path(MARCH)).expect("a file");
    let head: Vec<&str> =
        text.lines().filter(|l| !l.contains("voucher:") && *l != "lines:").collect();
    portal.put(MARCH, format!("{}\nlines_file: 2026-03.csv\n", head.join("\n")));
    let row = |voucher: &str, amount: &str| {
        format!("2026-03-05,{voucher},买纸,支,管理费用,{amount},李一,王二,赵三,发票,上村文具店\n")
    };
    portal.put(
        &format!("{VILLAGE}/finance/2026-03.csv"),
        format!(
            "日期,凭证号,摘要,收支,科目,金额,经手人,证明人,审批人,票据,对方\n{}{}",
            row("记-001", "100"),
            row("记-002", "20")
        ),
    );
    portal.build().expect(0);
    portal.edit(&format!("{VILLAGE}/finance/2026-03.csv"), "记-002,买纸", "记-002,买笔");
    let told = "finance/2026-03.csv:3:1: error[changed-without-correction]: `摘要`公开过";
    assert!(portal.build().expect(1).err.contains(told));
}

#[test]
fn personal_words_may_go_and_leave_a_stub_and_figures_may_not() {
    let portal = accepted();
    portal.edit(NOTICE, "，其中有钱婆婆", "");
    assert!(portal.build().expect(1).err.contains("changed-without-correction"));
    portal.edit(NOTICE, "---\n三月", "removed: [{date: 2026-06-01, cause: request}]\n---\n三月");
    let ran = portal.build().expect(1);
    assert!(ran.err.contains("删去的地方没有留记号"), "{}", ran.err);
    portal.edit(NOTICE, "的老人。", "的老人，〔已撤下〕。");
    portal.build().expect(0);
    let page = portal.page("shangcun/notices/sc-n-1.html");
    assert!(page.contains("撤下了内容：正文") && page.contains("本人要求"), "{page}");
    assert!(page.contains("老人，〔已撤下〕。"), "{page}");
    assert!(!page.contains("钱婆婆"));
    let news = portal.page("shangcun/changes.html");
    assert!(news.contains("事务公开 · 撤下部分内容") && news.contains("2026-06-01"), "{news}");

    let portal = accepted();
    mended(&portal);
    tell(&portal, MARCH, "removed: [{date: 2026-06-01, cause: request}]\n");
    assert!(portal.build().expect(1).err.contains("`金额`公开过"));
}

#[test]
fn a_removal_takes_away_and_puts_nothing_in_its_place() {
    let removed = "removed: [{date: 2026-06-01, cause: personal}]\n";
    let portal = accepted();
    tell(&portal, MARCH, removed);
    for (was, is, field) in [
        ("party: 上村文具店", "party: 下村文具店", "对方"),
        ("text: 买纸", "text: 买笔", "摘要"),
        ("handler: 李一", "handler: 李二", "经手人"),
        ("by: 曾宪章", "by: 曾宪文", "审核人"),
    ] {
        let before = std::fs::read_to_string(portal.path(MARCH)).expect("a file");
        portal.edit(MARCH, was, is);
        let ran = portal.build().expect(1);
        let told = format!("error[changed-without-correction]: `{field}`公开过，现在换成了别的话");
        assert!(ran.err.contains(&told), "{}", ran.err);
        portal.put(MARCH, before);
    }
    // What is gone is named by field and row, also after it was accepted.
    portal.edit(MARCH, ", party: 上村文具店", "");
    for _ in 0..2 {
        portal.build().expect(0);
        let page = portal.page("shangcun/finance/2026-03.html");
        assert!(page.contains("撤下了内容：记-001 的对方"), "{page}");
        portal.run(&["accept"]).expect(0);
    }
    // Filled in anew it would be one name in another's place.
    let before = std::fs::read_to_string(portal.path(MARCH)).expect("a file");
    portal.edit(MARCH, "text: 买纸", "party: 下村文具店, text: 买纸");
    let ran = portal.build().expect(1);
    let told = "error[changed-without-correction]: `对方`撤下过，现在又写上了";
    assert!(ran.err.contains(told), "{}", ran.err);
    let told = "corrections:\n  - {date: 2026-06-02, what: 记-001 对方, old: 已撤下, new: 下村文具店, why: 重新核对}\n";
    tell(&portal, MARCH, told);
    portal.build().expect(0);
    portal.put(MARCH, before);
    // Other words in its place are a correction, which need not say the old ones again.
    portal.edit(MARCH, "text: 买纸", "text: 买办公用品");
    let told = "corrections:\n  - {date: 2026-06-02, what: 记-001 摘要, old: 已撤下, new: 买办公用品, why: 含个人信息}\n";
    tell(&portal, MARCH, told);
    assert!(portal.build().expect(1).err.contains("error[correction-differs]"));
    let again = "cause: personal}, {date: 2026-06-02, cause: personal}]";
    portal.edit(MARCH, "cause: personal}]", again);
    portal.build().expect(0);
    assert!(portal.page("shangcun/finance/2026-03.html").contains("<ins>买办公用品</ins>"));
}

#[test]
fn a_row_that_is_added_after_publication_is_told_and_dated() {
    let portal = accepted();
    let third = LINE.replace("记-001", "记-003").replace("100.00", "30.00");
    portal.edit(MARCH, "lines:\n", &format!("lines:\n  - {third}}}\n"));
    portal.edit(MARCH, "closing_bank: 380.00", "closing_bank: 350.00");
    let april = "content/units/shangcun/finance/2026-04.yaml";
    for _ in 0..2 {
        portal.edit(april, "_bank: 380.00", "_bank: 350.00");
    }
    tell(&portal, april, &APRIL_TOLD.replace("390.00", "350.00"));
    let ran = portal.build().expect(1);
    let told =
        "2026-03.yaml:6:5: error[changed-without-correction]: 这一行是公开以后加上的，没有写更正";
    assert!(ran.err.contains(told), "{}", ran.err);
    let told = "corrections:\n  - {date: 2026-05-20, what: 记-003, old: 无, new: 补记 30.00 元, why: 漏记一张发票}\n";
    tell(&portal, MARCH, told);
    portal.build().expect(0);
    assert!(portal.page("shangcun/finance/2026-03.html").contains("<ins>补记 30.00 元</ins>"));
    let news = portal.page("shangcun/changes.html");
    assert!(news.contains("2026-05-20") && news.contains("更正"), "{news}");
    // One that names another row tells nothing.
    portal.edit(MARCH, "what: 记-003", "what: 记-004");
    assert!(portal.build().expect(1).err.contains("公开以后加上的"));
}

#[test]
fn a_record_goes_only_with_a_stub_and_its_address_says_so() {
    let portal = accepted();
    portal.build().expect(0);
    portal.remove(NOTICE);
    let ran = portal.build().expect(1);
    let told = "shangcun/unit.yaml: error[published-record-gone]: `SC-N-1` 公开过，现在没有了";
    assert!(ran.err.contains(told), "{}", ran.err);
    let stub = "removed:\n  - {kind: notice, id: SC-N-1, date: 2026-06-01, cause: 个人信息}\n";
    portal.put(&format!("{VILLAGE}/unit.yaml"), format!("{UNIT}{stub}"));
    portal.build().expect(0);
    let page = portal.page("shangcun/notices/sc-n-1.html");
    assert!(page.contains("这一份公开已撤下") && page.contains("2026-06-01"), "{page}");
    assert!(page.contains("noindex") && !page.contains("慰问老人"), "{page}");
    assert!(!portal.site().contains_key("shangcun/notices/sc-n-1.json"));
    let ran = portal.run(&["accept", "--lang", "zh"]).expect(0);
    assert!(ran.out.contains("撤下 1 份"), "{}", ran.out);

    portal.edit(&format!("{VILLAGE}/unit.yaml"), "SC-N-1", "SC-03");
    assert!(portal.build().expect(1).err.contains("error[removed-and-there]"));
    portal.edit(&format!("{VILLAGE}/unit.yaml"), "kind: notice", "kind: ledger");
    assert!(portal.build().expect(1).err.contains("没有类别 `ledger`"));
}

#[test]
fn one_correction_tells_the_amount_of_one_row() {
    let portal = Portal::new();
    let two = format!("{LINE}}}\n  - {}", LINE.replace("记-001", "记-002"));
    let head = "id: SC-03\nperiod: 2026-03\nopening_bank: 500.00\nclosing_bank: 300.00\n";
    portal.put_ledger("2026-03", &format!("{head}lines:\n  - {two}}}\n"));
    portal.run(&["accept"]).expect(0);
    for _ in 0..2 {
        portal.edit(MARCH, "amount: 100.00", "amount: 90.00");
    }
    portal.edit(MARCH, "closing_bank: 300.00", "closing_bank: 320.00");
    let one = |voucher: &str| {
        format!("  - {{date: 2026-05-20, what: {voucher}, old: 100, new: 90, why: 多打}}\n")
    };
    tell(&portal, MARCH, &format!("corrections:\n{}", one("记-001")));
    let ran = portal.build().expect(1);
    assert!(ran.err.contains("2026-03.yaml:7:100: error[changed-without"), "{}", ran.err);
    portal.edit(MARCH, "corrections:\n", &format!("corrections:\n{}", one("记-002")));
    portal.build().expect(0);
    // The newest may stand first: what was published before is known again.
    portal.run(&["accept"]).expect(0);
    portal.edit(MARCH, "李一", "李二");
    let newest =
        "corrections:\n  - {date: 2026-05-21, what: 经手人, old: 李一, new: 李二, why: 写错}\n";
    portal.edit(MARCH, "corrections:\n", newest);
    portal.build().expect(0);
}

#[test]
fn a_lock_that_cannot_be_read_blocks_with_its_line() {
    let portal = accepted();
    portal.edit("content/published.lock", "SC-03 0 ", "SC-03 0 0 ");
    let ran = portal.build().expect(1);
    assert!(ran.err.contains("content/published.lock:"), "{}", ran.err);
    assert!(ran.err.contains("error[lock-broken]"), "{}", ran.err);
    portal.put("content/published.lock", "nothing of ours\n");
    assert!(portal.build().expect(1).err.contains("published.lock:1:1: error[lock-broken]"));
}

/// What is left vouches for nothing, and a build would have nothing to say.
#[test]
fn a_lock_that_was_emptied_or_cut_to_its_head_is_broken() {
    let portal = accepted();
    let lock = std::fs::read_to_string(portal.path("content/published.lock")).expect("a lock");
    let head: Vec<&str> = lock.split_inclusive('\n').collect();
    for left in [String::new(), "\n".to_string(), head[..1].concat(), head[..2].concat()] {
        portal.put("content/published.lock", &left);
        let ran = portal.build().expect(1);
        assert!(ran.err.contains("error[lock-broken]"), "{left:?}: {}", ran.err);
    }
    portal.put("content/published.lock", lock);
    portal.build().expect(0);
}

#[test]
fn accept_says_what_it_would_do_and_writes_nothing_when_asked_so() {
    let portal = Portal::new();
    portal.put_ledger("2026-03", "id: SC-03\nperiod: 2026-03\n");
    portal.run(&["accept", "--dry-run"]).expect(0);
    assert!(!portal.path("content/published.lock").exists());
}

#[test]
fn what_is_set_aside_is_counted_with_its_reason_and_name() {
    let portal = Portal::new();
    let unsigned = LINE.replace(", approver: 赵三", "");
    portal.put_ledger(
        "2026-03",
        &format!("period: 2026-03\nopening_bank: 100.00\nlines:\n  - {unsigned}}}\n"),
    );
    let head = "suppress:\n  - {rule: missing-signer, reason: 审批人住院，章由镇代管, by: 镇经管站, until: 2026-12-31}\n";
    portal.put(&format!("{VILLAGE}/unit.yaml"), format!("{UNIT}{head}"));
    let ran = portal.run(&["check", "--strict", "--lang", "zh"]).expect(0);
    assert!(ran.out.contains("没有要说明的，免问 1 处"), "{}", ran.both());
    portal.build().expect(0);
    let page = portal.page("shangcun/index.html");
    let section = page.split("id=suppressed").nth(1).expect("a section of what is set aside");
    for said in ["签字人不全：1 处", "审批人住院", "镇经管站", "2026-12-31"] {
        assert!(section.contains(said), "{said}\n{section}");
    }
    assert!(!portal.page("shangcun/finance/2026-03.html").contains("缺审批人"));
}

/// Applications for homesteads, posted until a day in April.
const HOMESTEAD: &str = "id: SC-Z-1\nperiod: 2026-03\npublished: 2026-03-12\nuntil: 2026-04-01\n\
review: {by: 曾宪章, date: 2026-03-10}\nplain: 一户申请建房。\nstage: before\napplications:\n  \
- {applicant: 钱婆婆, group: 一组, reason: split, area: 100, floors: 2, applied: 2026-03-01}\n  \
- {applicant: 诸葛明远, group: 二组, reason: split, area: 90, floors: 2, applied: 2026-03-01}\ntotal: 2\n";

#[test]
fn when_the_posting_ends_rows_of_persons_go_and_sums_stay() {
    let portal = Portal::new();
    portal.put(&format!("{VILLAGE}/homestead/z-1.yaml"), HOMESTEAD);
    let (page, data) = ("shangcun/homestead/sc-z-1.html", "shangcun/homestead/sc-z-1");
    portal.run(&["build", "--as-of", "2026-04-01"]).expect(0);
    assert!(portal.page(page).contains("钱*") && portal.page(page).contains("诸葛*"));
    assert!(portal.page(page).contains("noindex"));
    portal.run(&["build", "--as-of", "2026-04-02"]).expect(0);
    for file in [page.to_string(), format!("{data}.csv"), format!("{data}.json")] {
        let text = portal.page(&file);
        assert!(!text.contains("钱*") && !text.contains("诸葛*"), "{file}: {text}");
    }
    let text = portal.page(page);
    assert!(text.contains("公示期到 2026-04-01 为止") && text.contains("190"), "{text}");
}
