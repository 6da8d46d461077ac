//! Names of persons and of organisations on their way out: masked, asked about, or shown in full.

use crate::portal::{LINE, PORTAL, Portal, UNIT, VILLAGE};

fn month(parties: &[&str]) -> String {
    let mut text = format!("period: 2026-03\nclosing_bank: -{}.00\nlines:\n", 100 * parties.len());
    for (at, party) in parties.iter().enumerate() {
        let line = LINE.replace("记-001", &format!("记-{:03}", at + 1));
        let line = line.replace("party: 上村文具店", &format!("party: {party}"));
        text.push_str(&format!("  - {line}}}\n"));
    }
    text
}

fn notice(body: &str) -> String {
    format!(
        "---\nid: N-1\nclass: village\nperiod: 2026-03\npublished: 2024-06-30\n\
         review: {{by: 曾宪章, date: 2024-06-28}}\nplain: 明白话。\n---\n{body}\n"
    )
}

/// No file of the site holds any of these words.
#[track_caller]
fn nowhere(portal: &Portal, words: &[&str]) {
    for (path, bytes) in portal.site() {
        let text = String::from_utf8_lossy(&bytes);
        for word in words {
            assert!(!text.contains(word), "{path} holds {word}");
        }
    }
}

#[test]
fn nothing_between_the_letters_hides_a_name() {
    let portal = Portal::new();
    portal.put_ledger("2026-03", &month(&["诸葛明远", "张国强", "Li Lei"]));
    portal.put(
        &format!("{VILLAGE}/notices/a.md"),
        notice(
            "诸葛·明远领。\n\n诸葛-明远领。\n\n諸葛明遠领。\n\n诸 葛　明 远领。\n\n诸葛\u{200b}明远领。\n\n\
             張國強、张·国·强、張國強领。\n\nＬｉ　Ｌｅｉ and LI-LEI came.",
        ),
    );
    portal.build().expect(0);
    let page = portal.page("shangcun/notices/n-1.html");
    assert!(page.contains("诸葛**领") && page.contains("諸葛**领"), "{page}");
    nowhere(&portal, &["明远", "明遠", "明 远", "国强", "國強", "国·强", "Ｌｅｉ", "LEI"]);
}

#[test]
fn letters_that_look_alike_or_that_nobody_reads_hide_no_name() {
    let portal = Portal::new();
    portal.put_ledger("2026-03", &month(&["高大山", "龙小明"]));
    portal.put(
        &format!("{VILLAGE}/notices/a.md"),
        notice("高⼤⼭领。\n\n髙大山领。\n\n⻰小明领。\n\n高\u{332}大\u{332}山、高\u{e0061}大\u{3164}山领。"),
    );
    portal.build().expect(0);
    let page = portal.page("shangcun/notices/n-1.html");
    assert!(page.contains("高*山领") && page.contains("龙*明领"), "{page}");
    nowhere(&portal, &["⼤⼭", "大山", "⻰小明", "大\u{332}山"]);
    for odd in ["周⼩禾", "周\u{3164}小\u{fffc}禾", "週小禾"] {
        let register = MINORS.replace("周小禾", odd);
        portal.put("private/rows/BT-1.yaml", register);
        portal.put(&format!("{VILLAGE}/notices/a.md"), notice("周⼩禾领奖。"));
        let ran = portal.build().expect(1);
        assert!(ran.err.contains("error[minor-named]"), "{odd}: {}", ran.err);
    }
}

#[test]
fn of_a_firm_and_a_person_in_one_field_the_person_is_masked() {
    let portal = Portal::new();
    let parties = ["永盛机电服务部、李四光", "罗家村、张三", "John Smith t/a Smith Services"];
    portal.put_ledger("2026-03", &month(&parties));
    portal.put(&format!("{VILLAGE}/notices/a.md"), notice("永盛机电服务部来修，李四光领。"));
    let ran = portal.build().expect(0);
    assert!(ran.err.contains("`罗家村`") && ran.err.matches("[party-unclear]").count() == 1);
    for end in ["html", "csv", "json"] {
        let page = portal.page(&format!("shangcun/finance/2026-03.{end}"));
        assert!(page.contains("永盛机电服务部、李*光"), "{page}");
        assert!(page.contains("J*** ***** t/a S**** ********"), "{page}");
    }
    assert!(portal.page("shangcun/notices/n-1.html").contains("永盛机电服务部来修，李*光领"));
    nowhere(&portal, &["李四光", "罗家村"]);
}

#[test]
fn a_star_behind_a_whole_name_hides_it_now() {
    let portal = Portal::new();
    portal.put_ledger("2026-03", &month(&["张三*", "王小明*", "李**", "赵*光"]));
    portal.put(&format!("{VILLAGE}/notices/a.md"), notice("张三和王小明来了。"));
    let ran = portal.build().expect(0);
    assert!(ran.err.contains("notice[name-half-masked]"), "{}", ran.err);
    let page = portal.page("shangcun/finance/2026-03.html");
    assert!(page.contains("张**") && page.contains("李**") && page.contains("赵*光"), "{page}");
    nowhere(&portal, &["张三", "王小明"]);
}

#[test]
fn who_may_be_a_person_is_masked_until_somebody_says() {
    let portal = Portal::new();
    portal.put_ledger("2026-03", &month(&["罗家村", "李大中学", "清河县财政局"]));
    let ran = portal.build().expect(0);
    assert_eq!(ran.err.matches("notice[party-unclear]").count(), 2, "{}", ran.err);
    nowhere(&portal, &["罗家村", "李大中学", "party-unclear"]);
    let said = month(&["罗家村（单位）", "李大中学（个人）", "清河县财政局"]);
    portal.put_ledger("2026-03", &said);
    let ran = portal.build().expect(0);
    assert!(!ran.err.contains("party-unclear"), "{}", ran.err);
    let page = portal.page("shangcun/finance/2026-03.html");
    assert!(page.contains("罗家村") && page.contains("清河县财政局"), "{page}");
    nowhere(&portal, &["李大中学", "（单位）", "（个人）"]);
}

const PAYMENTS: &str = "\
id: payments
name: 付款
name_en: payments
gloss: 付给谁、付了多少。
gloss_en: who was paid.
group: money
fields:
  - name: rows
    words: 付款
    words_en: payments
    type: list
    required: true
    fields:
      - {name: supplier, words: 收款方, words_en: supplier, type: firm, required: true}
      - {name: amount, words: 金额, words_en: amount, type: money, required: true}
sums: [rows.amount]
";

const PAID: &str = "\
id: PAY-1
period: 2026-03
published: 2024-04-10
review: {by: 何永福, date: 2024-04-08}
plain: 付款。
rows:
  - {supplier: Hill Top Primary School, amount: 10.00}
  - {supplier: Westford City Council, amount: 10.00}
  - {supplier: Northgate Telecom PLC, amount: 10.00}
  - {supplier: Marsh & Co Solicitors, amount: 10.00}
  - {supplier: Hopscotch (firm), amount: 10.00}
  - {supplier: Lollipop, amount: 10.00}
  - {supplier: Mr J Smith, amount: 10.00}
";

#[test]
fn a_countys_own_column_of_firms_shows_organisations_and_can_say_what_they_are() {
    let portal = Portal::new();
    portal.put("content/kinds/payments.yaml", PAYMENTS);
    portal.put(&format!("{VILLAGE}/payments/a.yaml"), PAID);
    let ran = portal.build().expect(0);
    assert_eq!(ran.err.matches("notice[party-unclear]").count(), 1, "{}", ran.err);
    for file in [
        "shangcun/payments/pay-1.html",
        "shangcun/payments/pay-1.csv",
        "shangcun/payments/pay-1.json",
    ] {
        let text = portal.page(file);
        for name in [
            "Hill Top Primary School",
            "Westford City Council",
            "Northgate Telecom PLC",
            "Hopscotch",
        ] {
            assert!(text.contains(name), "{file}: {name}");
        }
        assert!(
            !text.contains("(firm)") && !text.contains("Smith") && !text.contains("Lollipop"),
            "{file}"
        );
    }
    let place = "content/portal.yaml";
    let settings = std::fs::read_to_string(portal.path(place)).expect("settings");
    portal.put(place, format!("{settings}settings:\n  organisations: [Lollipop]\n"));
    let ran = portal.build().expect(0);
    assert!(!ran.err.contains("party-unclear"), "{}", ran.err);
    assert!(portal.page("shangcun/payments/pay-1.csv").contains("Lollipop"));
}

const BATCH: &str = "\
id: BT-1
period: 2026
published: 2024-07-20
review: {by: 曾宪章, date: 2024-07-18}
plain: 钱发到卡上了。
programme: 耕地地力保护补贴
policy: 省农业农村厅文件
batch: 2026 年
paid_on: 2024-07-10
households: 3
persons: 3
quantity: 3
total: 300.00
who: 种地的农户
ask: 村委会办公室
standards:
  - {amount: 100.00, per: 元/亩·年}
rows:
  - {row: r1, group: 一组, persons: 1, quantity: 1, amount: 100.00}
  - {row: r2, group: 一组, persons: 1, quantity: 1, amount: 100.00}
  - {row: r3, group: 一组, persons: 1, quantity: 1, amount: 100.00}
";

#[test]
fn a_build_without_the_offices_lists_says_that_it_could_not_look() {
    let portal = Portal::new();
    let unlooked = "没有 private/ 或没读全，内部名单上的姓名没有查";
    assert!(portal.check().expect(0).out.contains(unlooked), "whoever is listed");
    portal.put(&format!("{VILLAGE}/benefits/a.yaml"), BATCH);
    assert!(portal.build().expect(0).both().contains(unlooked));
    portal.put("private/rows/BT-1.yaml", "rows:\n  - {row: r1, name: 田玉兰}\n");
    assert!(!portal.check().expect(0).both().contains(unlooked));
    portal.put("private/register.yaml", "people: [\n");
    assert!(portal.check().expect(1).both().contains(unlooked), "a file that cannot be read");
}

/// A slip in a list of names would keep all others from being looked for.
#[test]
fn a_mistake_in_the_offices_lists_is_told_and_the_right_rows_count() {
    let portal = Portal::new();
    portal.put_ledger("2026-03", &month(&["上村文具店"]).replace("买纸", "给周小禾买书包"));
    let own = "  - {key: k1, name: 周小禾, born: 2015-03}\n";
    for wrong in [
        "  - {key: k2, name: 田玉兰, born: 1950-13}\n",
        "  - {key: k2, name: 田玉兰, sex: 女}\n",
        "  - {name: 田玉兰, born: 1950-12}\n",
    ] {
        portal.put("private/register.yaml", format!("people:\n{wrong}{own}"));
        let ran = portal.check().expect(1);
        assert!(ran.both().contains("private/register.yaml:2"), "{wrong}: {}", ran.both());
        assert!(ran.both().contains("error[minor-named]"), "{wrong}: {}", ran.both());
        assert!(!ran.both().contains("周小禾"), "{}", ran.both());
    }
    portal.remove("private/register.yaml");
    for name in ["register.yml", "Register.yaml", "register.csv", "rows/BT-1.yml"] {
        portal.put(&format!("private/{name}"), "people: []\n");
        let ran = portal.check().expect(1);
        assert!(ran.both().contains("error[misnamed-file]"), "{name}: {}", ran.both());
        portal.remove(&format!("private/{name}"));
    }
}

#[test]
fn a_minors_name_in_what_the_unit_publishes_stops_it() {
    let portal = Portal::new();
    portal.put("private/rows/BT-1.yaml", "rows:\n  - {row: r1, name: 周小禾, age: 9}\n");
    portal.put(&format!("{VILLAGE}/unit.yaml"), format!("{UNIT}plain: 周小禾家在村东。\n"));
    portal.put_ledger("2026-03", &month(&["上村文具店"]).replace("买纸", "给周小禾买书包"));
    let ran = portal.build().expect(1);
    assert_eq!(ran.err.matches("error[minor-named]").count(), 2, "{}", ran.err);
    assert!(!ran.both().contains("周小禾"), "{}", ran.both());
}

/// A minor of these names, in whose place a test writes one.
const MINORS: &str =
    "rows:\n  - {row: r0, name: 周小禾, age: 9}\n  - {row: r1, name: 高山, age: 9}\n";

/// The portal with a minor's name in one of its files does not go out, and says in which file the name stands.
#[track_caller]
fn stopped_in(file: &str, text: String, told: &str) {
    let portal = Portal::new();
    portal.put("private/rows/BT-1.yaml", MINORS);
    portal.put(&format!("{VILLAGE}/notices/a.md"), notice("平安。"));
    portal.put(file, text);
    let ran = portal.run(&["build", "--format", "short"]).expect(1);
    let lines = ran.err.lines().filter(|line| line.contains("error["));
    let lines: Vec<&str> = lines.collect();
    assert!(!lines.is_empty() && lines.iter().all(|l| l.contains("[minor-named]")), "{lines:?}");
    assert!(lines.iter().any(|line| line.starts_with(told)), "{file} {told}: {lines:?}");
}

#[test]
fn no_field_of_a_unit_or_a_portal_says_a_minors_name() {
    let unit = format!("{VILLAGE}/unit.yaml");
    for more in [
        "search: 周小禾",
        "search: \"\\u5468\\u5c0f\\u79be\"",
        "search: 周、小、禾",
        "search: 高山",
        "contacts:\n  - {name: 办公室, role: 周小禾的监护人}",
        "contacts:\n  - {name: 办公室, role: 值班, address: 周小禾家旁}",
        "officials:\n  - {name: 江大勇, post: 周小禾之父}",
        "books:\n  - {id: main, name: 周小禾账}",
    ] {
        stopped_in(&unit, format!("{UNIT}{more}\n"), &unit);
    }
    let settings = "content/portal.yaml";
    stopped_in(settings, PORTAL.replace("测试县公开办", "周小禾"), settings);
    stopped_in(settings, PORTAL.replace("place: 测试县", "place: 周小禾"), settings);
}

#[test]
fn no_words_of_a_record_say_a_minors_name_however_they_part_it() {
    let file = format!("{VILLAGE}/notices/a.md");
    for body in [
        "见[这里](https://example.com/%E5%91%A8%E5%B0%8F%E7%A6%BE)。",
        "&#21608;&#23567;&#31166;来了。",
        "- 周\n- 小禾",
        "| 甲 | 乙 |\n|---|---|\n| 周 | 小禾 |",
        "感谢周、小、禾同学。",
        "周<br>小禾",
    ] {
        stopped_in(&file, notice(body), &file);
    }
    let review = "by: 曾宪章, date: 2024-06-28";
    let post = notice("平安。").replace(review, &format!("{review}, post: 周小禾之父"));
    stopped_in(&file, post, &file);
    stopped_in(
        &format!("{VILLAGE}/notices/周小禾.md"),
        notice("平安。").replace("N-1", "N-2"),
        VILLAGE,
    );
}

#[test]
fn who_acts_in_duty_is_named_though_a_minor_bears_the_name_too() {
    let portal = Portal::new();
    portal.put("private/rows/BT-1.yaml", MINORS);
    portal.put(
        &format!("{VILLAGE}/notices/a.md"),
        notice("平安，高山流水。").replace("曾宪章", "周小禾"),
    );
    let ran = portal.build().expect(0);
    assert!(!ran.err.contains("minor-named"), "{}", ran.err);
    assert!(portal.page("shangcun/notices/n-1.html").contains("周小禾"));
}

#[test]
fn a_name_in_pieces_that_belong_to_other_words_is_none() {
    let portal = Portal::new();
    portal.put("private/rows/BT-1.yaml", MINORS);
    let body = "周、小禾苗长势好。\n\n周小、禾苗。\n\n- 周\n- 小禾苗\n\n周*禾来信，周**领了。";
    portal.put(&format!("{VILLAGE}/notices/a.md"), notice(body));
    let ran = portal.build().expect(0);
    assert!(!ran.err.contains("minor-named"), "{}", ran.err);
}

#[test]
fn a_payee_who_is_named_in_pieces_or_beside_the_page_is_told() {
    let portal = Portal::new();
    portal.put_ledger("2026-03", &month(&["李建国"]));
    portal.put(&format!("{VILLAGE}/notices/a.md"), notice("- 李\n- 建国\n\n李建国来了。"));
    let ran = portal.build().expect(0);
    assert_eq!(ran.err.matches("notice[masked-named]").count(), 1, "{}", ran.err);
    assert!(ran.err.contains("notices/a.md"), "{}", ran.err);
    nowhere(&portal, &["李建国", "masked-named"]);
    let table = "| 谁 | 名 |\n|---|---|\n| 李 | 建国 |";
    portal.put(&format!("{VILLAGE}/notices/b.md"), notice(table).replace("N-1", "N-2"));
    let ran = portal.build().expect(0);
    assert!(ran.err.contains("notices/b.md"), "told of each record: {}", ran.err);
    portal.remove(&format!("{VILLAGE}/notices/b.md"));
    std::fs::remove_dir_all(portal.path("site")).expect("the site");
    let other = month(&["李建国"]).replace("handler: 李一", "handler: 李建国");
    portal.put_ledger("2026-03", &other);
    assert!(!portal.build().expect(0).err.contains("masked-named"), "who signs is named");
}

#[test]
fn a_payees_name_within_other_words_is_told_and_changes_none() {
    let portal = Portal::new();
    portal.put_ledger("2026-03", &month(&["高峰", "金明", "于家沟"]));
    let body = "用电高峰时段错开，资金明细如下，于家沟水渠已修。\n\n付高峰租金，感谢金明同志。";
    portal.put(&format!("{VILLAGE}/notices/a.md"), notice(body));
    let ran = portal.build().expect(0);
    assert_eq!(ran.err.matches("notice[party-unclear]").count(), 1, "{}", ran.err);
    assert_eq!(ran.err.matches("notice[masked-named]").count(), 1, "{}", ran.err);
    let page = portal.page("shangcun/notices/n-1.html");
    for said in ["用电高峰时段", "资金明细", "于家沟水渠", "付高*租金", "感谢金*同志"]
    {
        assert!(page.contains(said), "{said}: {page}");
    }
    let settings = std::fs::read_to_string(portal.path("content/portal.yaml")).expect("settings");
    let own = format!("{settings}settings:\n  organisations: [用电高峰, 于家沟]\n");
    portal.put("content/portal.yaml", own);
    let ran = portal.build().expect(0);
    assert!(!ran.err.contains("party-unclear") && !ran.err.contains("masked-named"), "{}", ran.err);
}
