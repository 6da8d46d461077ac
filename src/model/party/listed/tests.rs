//! Names that texts list, and lists that hold none.

use super::super::Organisations;
use super::{Whose, names_listed};

/// The names of a text: of those kept back with `!`, of those that nothing announces with `?`.
fn read(text: &str) -> Vec<String> {
    let said = |one: &super::Listed| {
        let mark = match (one.announced, one.whose) {
            (false, _) => "?",
            (_, Whose::KeptBack) => "!",
            _ => "",
        };
        format!("{}{mark}", &text[one.span.clone()])
    };
    names_listed(text, &Organisations::default()).iter().map(said).collect()
}

#[test]
fn names_are_found_below_headings_and_behind_words() {
    for (text, names) in [
        ("| 户主 | 金额 |\n|---|---|\n| 张建国 | 300 |\n| 李*英 | 200 |\n", "张建国"),
        ("## 低保名单\n\n| 户主 | 金额 |\n|---|---|\n| 张建国 | 300 |\n", "张建国!"),
        ("序号,姓名,金额\n1,张建国,300\n2,\"李秀英\",200\n合计,,500\n", "张建国 李秀英"),
        ("|低保户名单|||\n|序号|姓名|金额|\n|1|张建国|300|\n", "张建国!"),
        ("领取人\t金额\n张　三\t300\n欧阳建国\t200", "张　三 欧阳建国"),
        ("| Applicant | Sum |\n|--|--|\n| John Smith | 3 |", "John Smith"),
        ("低保户：张建国、李秀英。", "张建国! 李秀英!"),
        ("本村残疾人（2 人）：张建国（二级）、李秀英", "张建国! 李秀英!"),
        ("户主：张建国 电话：见公开栏", "张建国"),
        ("领取人名单如下，户主:\n\n1. 张建国\n2. 李秀英\n\n以上。", "张建国 李秀英"),
        ("### 孤儿\n\n- 张小明\n- 李小红\n", "张小明! 李小红!"),
        ("## 低保户公示\n\n- 张建国\n", "张建国!"),
        ("## 2026年低保户名单公示\n\n### 一组\n\n1. 张建国，一组\n", "张建国!"),
        ("低保户名单\n张建国\n李秀英\n", "张建国! 李秀英!"),
        ("低保户分别为：张建国、李秀英。", "张建国! 李秀英!"),
        ("感谢孤儿张小明来信。", "张小明?"),
        ("孤儿张小明领取补助。", "张小明?"),
        ("精神残疾人张建国（二级）", "张建国?"),
        ("姓名：张建国", "张建国"),
        ("Applicant: John Smith", "John Smith"),
    ] {
        assert_eq!(read(text).join(" "), names, "{text}");
    }
}

#[test]
fn lists_of_people_in_office_counts_and_words_hold_none() {
    for text in [
        "| 姓名 | 职务 |\n|--|--|\n| 孟书田 | 主任 |",
        "姓名：孟书田\n职务：主任",
        "负责人：孟书田，联系人：苏梅",
        "| 负责人 | 金额 |\n|--|--|\n| 孟书田 | 3 |",
        "村民代表名单：孟书田、苏梅",
        "| 低保户 | 金额 |\n|--|--|\n| 3 户 | 900 |\n| 张* | 3 |\n| 合计 | 900 |",
        "低保户：3 户，残疾人：康复训练 3 次，学生：安全教育",
        "残疾人康复中心，低保户高龄补贴，孤儿安置费，学生平安保险，老人关爱之家，儿童乐园建设",
        "慰问困难户 12 户、老人 30 人，每户 300 元",
        "户主签字后领取。农户：自愿申报，村民：共同监督",
        "救助对象：溪山村、张湾组、永盛建材公司",
    ] {
        assert!(read(text).is_empty(), "{text}: {:?}", read(text));
    }
}
