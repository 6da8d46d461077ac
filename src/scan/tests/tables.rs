//! Tables as villages make them: whole figures and long codes below their headings, and the numbers of persons among them.

use super::{Dice, MOBILE, card, grouped, id};
use crate::scan::{Sign, hits, likely};

/// Whether a text is refused.
fn is_refused(text: &str) -> bool {
    refused_for(text).is_some()
}

/// What a text is refused for.
fn refused_for(text: &str) -> Option<&str> {
    let sure = hits(text.as_bytes()).first().map(|hit| (hit.start, hit.end));
    let named = || likely(text).into_iter().find(|one| one.sign == Sign::Word);
    let (start, end) = sure.or_else(|| named().map(|one| (one.start, one.end)))?;
    Some(&text[start..end])
}

/// A table as Markdown, with commas, tabs, blanks and one cell a line.
fn written(rows: &[Vec<String>]) -> [String; 6] {
    let lines = |between: &str| {
        rows.iter().map(|row| row.join(between)).collect::<Vec<_>>().join("\n") + "\n"
    };
    let bars: Vec<String> = rows.iter().map(|row| format!("|{}|", row.join("|"))).collect();
    let rule = format!("|{}", "---|".repeat(rows[0].len()));
    let markdown = format!("{}\n{rule}\n{}\n", bars[0], bars[1..].join("\n"));
    [markdown, lines(","), lines("\t"), lines("  "), lines(" "), lines("\n")]
}

fn counted(dice: &mut Dice, first: &str, headings: &[&str]) -> Vec<Vec<String>> {
    let mut rows = vec![headings.iter().map(|word| (*word).to_string()).collect()];
    for _ in 0..12 {
        let figures = headings[1..].iter().map(|_| {
            let most = 10_u64.pow(1 + dice.below(5) as u32);
            dice.below(most).to_string()
        });
        rows.push(std::iter::once(first.to_string()).chain(figures).collect());
    }
    rows
}

#[test]
fn whole_figures_below_their_headings_are_never_refused() {
    let mut dice = Dice(31);
    let mut refused = Vec::new();
    for _ in 0..100 {
        for (first, headings) in [
            ("王*", &["户主", "人数", "1月", "2月", "3月"][..]),
            ("三组", &["组别", "村民人数", "收入", "支出", "结余"]),
            ("李*", &["姓名", "面积", "单价", "金额"]),
            ("张*", &["户名", "人口", "分红", "扣水费", "实发"]),
            ("农行", &["开户行", "账户余额", "收入", "支出", "电话费", "结余"]),
        ] {
            let rows = counted(&mut dice, first, headings);
            let texts = written(&rows);
            refused.extend(texts.iter().filter_map(|text| Some(refused_for(text)?.to_string())));
        }
    }
    assert_eq!(refused, Vec::<String>::new());
}

#[test]
fn codes_below_their_headings_are_never_refused() {
    let mut dice = Dice(32);
    let mut refused = Vec::new();
    for _ in 0..100 {
        for heading in ["地块编码", "宗地代码", "流水号", "户号"] {
            let mut rows: Vec<Vec<String>> =
                vec![["承包方", heading, "面积"].map(str::to_string).to_vec()];
            for _ in 0..8 {
                let place = dice.pick(&["340123", "411623", "510123", "621021", "650102"]);
                let code = card(&format!("{place}{:012}", dice.below(1_000_000_000_000)));
                rows.push(vec!["王*".to_string(), code, format!("{}.2", dice.below(20))]);
            }
            refused.extend(written(&rows).into_iter().take(5).filter(|text| is_refused(text)));
        }
    }
    assert_eq!(refused.len(), 0, "{}", refused[0]);
}

#[test]
fn the_number_of_a_person_is_found_below_its_heading() {
    let long = card("340123456789012345");
    for rows in [
        [["姓名", "电话", "", ""], ["王*", "138", "0000", "0123"]],
        [["姓名", "电话", "手机", "备注"], ["王*", "138", "1234", "5678"]],
        [["姓名", "1月", "2月", "3月"], ["王*", "138", "0000", "0123"]],
        [["姓名", "人数", "电话", "金额"], ["王*", "3", MOBILE, "20"]],
        [["姓名", "人数", "金额", "备注"], ["王*", "3", MOBILE, "20"]],
        [["姓名", "人数", "银行卡号", "金额"], ["王*", "3", &long, "20"]],
        [["姓名", "人数", "地块编码", "卡号"], ["王*", "3", "7", &long]],
    ] {
        let rows = rows.map(|row| row.map(str::to_string).to_vec());
        let bad: Vec<String> =
            written(&rows).into_iter().take(5).filter(|t| !is_refused(t)).collect();
        assert_eq!(bad, Vec::<String>::new());
    }
}

#[test]
fn papers_are_told_by_their_headings() {
    let code = card("621021001001010398");
    let text =
        format!("|户主|地块编码|\n|---|---|\n|王*|{code}|\n\n{}", card("622202123456789012"));
    let told = crate::scan::papers(&text);
    assert_eq!(told, [code.as_str()]);
    let text = format!("|名称|电表号|\n|---|---|\n|路灯|{MOBILE}|\n\n凭证号：\n\n13800000999");
    assert_eq!(crate::scan::papers(&text), [MOBILE, "13800000999"]);
    // As data says it in one line.
    let data = format!("[\"王*\\n{code}\\n3\"]");
    assert_eq!(hits(data.as_bytes()).len(), 1);
    assert_eq!(crate::scan::hits_except(data.as_bytes(), &told), []);
}

#[test]
fn papers_and_sums_are_known_by_their_words_and_beginnings() {
    let plot = |nth: u32| card(&format!("340123001001{nth:06}"));
    for text in [
        format!("地块编码：{}，面积 3.2 亩；{}，面积 2.1 亩。", plot(1), plot(2)),
        format!("## 承包地块编码\n\n- {}\n- {}", plot(1), plot(2)),
        format!("业务编号（回单）{}", card("622202123456789012")),
        format!("支付凭证 {}", card("622202123456789012")),
        format!("对公账户 {}", card("200001234567890123")),
        format!("预算 {MOBILE}.00"),
        format!("账户余额 {MOBILE}.00"),
    ] {
        assert_eq!(refused_for(&text), None, "{text}");
    }
    for text in [
        format!("预算 {MOBILE}"),
        format!("预算 {MOBILE}.5"),
        format!("卡号 {}", plot(1)),
        format!("账号：{}", plot(1)),
        format!("{}（银行卡）", plot(1)),
        card("622202123456789012"),
        card("436742123456789012"),
        card("411112345678901"),
        card("955880123456789012"),
    ] {
        assert!(is_refused(&text), "{text}");
    }
}

/// A cell as a CSV file holds it, where others are joined by commas.
fn quoted(rows: &[Vec<String>]) -> String {
    let cell =
        |cell: &String| if cell.contains(',') { format!("\"{cell}\"") } else { cell.clone() };
    let line = |row: &Vec<String>| row.iter().map(cell).collect::<Vec<_>>().join(",") + "\n";
    rows.iter().map(line).collect()
}

/// The ways to write a table in which a cell may hold any mark.
fn told_apart(rows: &[Vec<String>]) -> Vec<String> {
    let [bars, _, tabs, wide, blanks, _] = written(rows);
    vec![bars, quoted(rows), tabs, wide, blanks]
}

fn rows(headings: &[&str], cells: &[&str], many: usize) -> Vec<Vec<String>> {
    let line = |row: &[&str]| row.iter().map(|cell| (*cell).to_string()).collect::<Vec<_>>();
    // A number far below its heading is one too.
    let mut all = vec![line(headings)];
    let mut other = cells.to_vec();
    other[1] = "0500-6230100";
    all.extend(std::iter::repeat_n(line(&other), many));
    all.push(line(cells));
    all
}

/// In threes like an amount, and as people part numbers who have their own way.
fn in_a_cell(number: &str) -> Vec<String> {
    let head = number.len() % 3;
    let mut threes = vec![3; number.len() / 3];
    (0..usize::from(head > 0)).for_each(|_| threes.insert(0, head));
    let mut other = threes.clone();
    (other[0], other[1]) = (threes[1], threes[0]);
    let marks = [",", "，", "'", "’", ".", "．", "·", "、", "_"];
    let each = |mark: &&str| [grouped(number, &threes, mark), grouped(number, &other, mark)];
    let mut all: Vec<String> = marks.iter().flat_map(each).collect();
    all.push(format!("{}（本人）", grouped(number, &threes, ",")));
    all.push(format!("本人{}", grouped(number, &threes, ",")));
    all
}

#[test]
fn a_number_in_one_cell_is_a_persons_below_its_heading_however_it_is_grouped() {
    let (id, long) = (id("34012319900101101"), card("622202123456789012"));
    let mut passed = Vec::new();
    for (number, heads) in [
        (MOBILE, &["联系电话", "手机号", "phone", "支付宝账号"][..]),
        (&long, &["银行卡号", "账号", "一折通"]),
        (&id, &["身份证号", "证件号", "号码", "金额", "备注"]),
    ] {
        for (heading, cell) in
            heads.iter().flat_map(|head| in_a_cell(number).into_iter().map(move |one| (head, one)))
        {
            for many in [0, 30] {
                let three = rows(&["户主", heading, "面积"], &["王小二", &cell, "3.2"], many);
                passed.extend(told_apart(&three).into_iter().filter(|text| !is_refused(text)));
                let two = rows(&["户主", heading], &["王小二", &cell], many);
                passed.extend(told_apart(&two).into_iter().filter(|text| !is_refused(text)));
            }
        }
    }
    assert_eq!(passed.len(), 0, "{}", passed[0]);
    for text in [
        "| 电话 | 13,800,000,123 | 邮编 | 230000 |".to_string(),
        "| 户主 | 电话 |\n|---|---|\n| 王* | 13,800,000,123、13,900,000,124 |".to_string(),
        format!("户主 证件 备注\n王* 见册 {}", grouped(&id, &[3; 6], ",")),
    ] {
        assert!(is_refused(&text), "{text}");
    }
}

#[test]
fn amounts_in_thousands_below_their_headings_are_never_refused() {
    let mut dice = Dice(33);
    let mut refused = Vec::new();
    for nth in 0..300 {
        let heading =
            dice.pick(&["金额", "合计（元）", "账户余额", "总投资", "电话费", "原值", "备注"]);
        let mut amount = || {
            let mut all = (10 + dice.below(10)).to_string();
            (0..3).for_each(|_| all += &format!(",{:03}", dice.below(1000)));
            all + dice.pick(&["", ".00", ".50", " 元", "元"])
        };
        let (one, two) = (amount(), amount());
        let mut table =
            rows(&["单位", "联系电话", heading], &["水厂", "0500-6230100", &one], nth % 4);
        table.push(vec!["合计".to_string(), String::new(), two]);
        let [bars, _, tabs, ..] = written(&table);
        let texts = [bars, quoted(&table), tabs];
        refused.extend(texts.into_iter().filter(|text| is_refused(text)));
    }
    assert_eq!(refused.len(), 0, "{}", refused[0]);
    for text in [
        "合计 13,800,000,123.00 元",
        "| 联系电话 | 总投资 |\n|---|---|\n| 0500-6230100 | 13,800,000,123 |",
        "| 单位 | 开户行 | 账户余额 |\n|---|---|---|\n| 水厂 | 农行 | 13,800,000,123.00 |",
        "| 电话 | 电话费 |\n|---|---|\n| 13,800,000,123 元 | 15,000,000,000 |",
    ] {
        assert_eq!(refused_for(text), None, "{text}");
    }
}
