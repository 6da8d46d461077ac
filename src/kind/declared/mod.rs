//! Kinds declared in YAML: what a county writes in `content/kinds/`, and those that come with the program. A declaration
//! becomes the same [`Kind`] that a Rust file declares, so that everything else treats both alike.

mod kept;
mod lead;
mod make;
mod persons;
mod shipped;
#[cfg(test)]
mod tests;

pub use kept::text as kept;
pub use make::{is_id, kind};
pub use shipped::{PAYMENT_LISTS, TEXTS, shipped};

use super::envelope::AUDIENCES;
use crate::model::Words;
use crate::model::shape::{Choice, Field, Shape, Type};

/// A file of `content/kinds/`.
pub static DECLARATION: Shape = Shape {
    name: "declared kind",
    words: Words::new("自定类别", "declared kind"),
    base: None,
    fields: &[
        Field::new("id", "编号", "id", Type::Text).required().gloss(
            "小写字母、数字和 -；与文件名相同，也是单位文件夹里放它的文件夹名",
            "small letters, digits and -; the file's name, and the folder of its records in a unit",
        ),
        Field::new("name", "名称", "name", Type::Text)
            .required()
            .gloss("如 公章使用", "in Chinese"),
        Field::new("name_en", "英文名称", "name in English", Type::Text),
        Field::new("gloss", "说明", "what it is", Type::Text)
            .gloss("一句大白话，写在列表上面", "one plain sentence above the list"),
        Field::new("gloss_en", "英文说明", "what it is, in English", Type::Text),
        Field::new("part", "栏目", "part of the menu", Type::Choice(PARTS))
            .gloss("不写就是信息公开", "information when left out"),
        Field::new("group", "分组", "group", Type::Choice(super::record::GROUPS))
            .gloss("信息公开里归在哪一组", "where it stands among information"),
        Field::new("form", "写法", "form", Type::Choice(FORMS)),
        Field::new("unreviewed", "免审", "unreviewed", Type::Flag).gloss(
            "写 是：不要求审核和明白话，没有的页面上写明，也不算履行法律",
            "neither review nor plain words are asked for; pages say where there are none, and no entry of the law is fulfilled",
        ),
        Field::new("audience", "公开对象", "audience", Type::Choice(AUDIENCES)).gloss(
            "记录自己没有写时按这个算；不写就是全社会",
            "for records that do not say; everyone when left out",
        ),
        Field::new("basis", "公开依据", "basis", Type::Text)
            .gloss("有周期时必须写", "required where there is a cadence"),
        Field::new("cadence", "多久一次", "cadence", Type::Choice(CADENCES)).gloss(
            "写了就成为应公开事项，进公开情况表；不写就不催",
            "makes it an obligation on the page of coverage; nothing is owed where it is left out",
        ),
        Field::new("by_day", "次月几日前", "by day", Type::Count),
        Field::new("within_days", "几日内", "within days", Type::Count),
        Field::new("levels", "管谁", "who owes it", Type::Texts).gloss(
            "village、community；不写就是两个都算",
            "village, community; both when left out",
        ),
        Field::new("fields", "字段", "fields", Type::List(&FIELD)).required(),
        Field::new("columns", "列表显示", "columns of lists", Type::Texts)
            .gloss("列表上显示哪几个字段", "the fields that lists show"),
        Field::new("sums", "合计", "sums", Type::Texts)
            .gloss("要合计的字段，如 rows.amount", "fields to be added up, such as rows.amount"),
        Field::new("formulas", "算式", "formulas", Type::List(&FORMULA)),
        Field::new("chart", "图", "chart", Type::Group(&CHART)),
    ],
};

pub static FIELD: Shape = Shape {
    name: "declared field",
    words: Words::new("字段", "field"),
    base: None,
    fields: &[
        Field::new("name", "代号", "name", Type::Text).required().gloss(
            "小写字母、数字和 _，如 unit_price",
            "small letters, digits and _, such as unit_price",
        ),
        Field::new("words", "名称", "words", Type::Text).required().gloss("如 单价", "in Chinese"),
        Field::new("words_en", "英文名称", "words in English", Type::Text),
        Field::new("type", "类型", "type", Type::Choice(TYPES)).required(),
        Field::new("required", "必填", "required", Type::Flag),
        Field::new("public", "公开姓名", "names are public", Type::Flag).gloss(
            "写 是：名称像个人姓名的文字栏，写的是干部、代表等公开的姓名，或不是姓名",
            "of a text called like names of persons: those of people in office or elected, or no names",
        ),
        Field::new("gloss", "说明", "gloss", Type::Text),
        Field::new("gloss_en", "英文说明", "gloss in English", Type::Text),
        Field::new("measure", "计量单位", "measure", Type::Text)
            .gloss("数量的单位，如 吨", "what a quantity is counted in"),
        Field::new("measure_en", "英文计量单位", "measure in English", Type::Text),
        Field::new("of", "哪一类", "of which kind", Type::Text)
            .gloss("指向哪一类记录，如 power", "the kind a record field leads to, such as power"),
        Field::new("grows", "会续行", "grows", Type::Flag).gloss(
            "公开以后还会接着加行的清单，如付款、诉求；别的清单，公开以后加的行要写更正",
            "a list to which rows come after it was published, as payments or requests; a row added to any other is told by a correction",
        ),
        Field::new("past", "是做过的", "done", Type::Flag).gloss(
            "这个日期写的是已经做了的事，如收到、付款；还没有到的会提醒，到那一天才算",
            "a day on which something was done, as received or paid; one that has not come is told and does not count before",
        ),
        Field::new("options", "选项", "options", Type::List(&OPTION)),
        Field::new("fields", "下级字段", "fields of its rows", Type::List(&FIELD)),
    ],
};

pub static OPTION: Shape = Shape {
    name: "declared option",
    words: Words::new("选项", "option"),
    base: None,
    fields: &[
        Field::new("key", "代号", "key", Type::Text).required(),
        Field::new("words", "名称", "words", Type::Text).required(),
        Field::new("words_en", "英文名称", "words in English", Type::Text),
    ],
};

pub static FORMULA: Shape = Shape {
    name: "declared formula",
    words: Words::new("算式", "formula"),
    base: None,
    fields: &[
        Field::new("formula", "算式", "formula", Type::Text).required().gloss(
            "如 rows.amount = rows.quantity * rows.price，或 total = sum(rows.amount)",
            "such as rows.amount = rows.quantity * rows.price, or total = sum(rows.amount)",
        ),
        Field::new("round", "尾数", "rounding", Type::Choice(ROUNDS))
            .gloss("不写就是四舍五入", "half up when left out"),
        Field::new("weight", "分量", "weight", Type::Choice(WEIGHTS))
            .gloss("不写就是必须相符", "must hold when left out"),
    ],
};

pub static CHART: Shape = Shape {
    name: "declared chart",
    words: Words::new("图", "chart"),
    base: None,
    fields: &[
        Field::new("value", "画什么", "value", Type::Text)
            .required()
            .gloss("一个数，如 rows.amount", "a number, such as rows.amount"),
        Field::new("by", "按什么分", "by", Type::Text)
            .required()
            .gloss("同一张表里的文字或选项，如 rows.item", "a text or choice beside it"),
    ],
};

pub static PARTS: &[Choice] = &[
    Choice::new("information", "信息公开", "information"),
    Choice::new("requests", "投诉查询", "requests"),
    Choice::new("powers", "权力清单", "powers"),
    Choice::new("cases", "典型案例", "cases"),
    Choice::new("analysis", "综合分析", "analysis"),
];

pub static FORMS: &[Choice] = &[
    Choice::new("yaml", "一个 YAML 文件", "one YAML file"),
    Choice::new("markdown", "Markdown", "Markdown").gloss("文件头加正文", "a head and words below"),
];

/// How often a record is owed; the packs of law use the same words.
pub static CADENCES: &[Choice] = &[
    Choice::new("month", "每月", "every month"),
    Choice::new("quarter", "每季度", "every quarter"),
    Choice::new("half-year", "每半年", "every half-year"),
    Choice::new("year", "每年", "every year"),
    Choice::new("event", "有事即公开", "when it happens").gloss(
        "“及时”“定期”没有写天数的，也用它",
        "also for `promptly` and `regularly` without a number",
    ),
    Choice::new("standing", "长期公开", "standing"),
];

pub static ROUNDS: &[Choice] =
    &[Choice::new("half-up", "四舍五入", "half up"), Choice::new("down", "舍去", "down")];

pub static WEIGHTS: &[Choice] = &[
    Choice::new("must-hold", "必须相符", "must hold").gloss("不符就不能公开", "blocks publication"),
    Choice::new("ask", "提示", "is asked about").gloss("与说明一起公开", "shown with the answer"),
];

/// What a declared field may hold.
pub static TYPES: &[Choice] = &[
    Choice::new("text", "文字", "text"),
    Choice::new("texts", "几条文字", "texts"),
    Choice::new("money", "金额", "money").gloss("最多两位小数", "two decimals at most"),
    Choice::new("date", "日期", "date"),
    Choice::new("period", "所属期", "period"),
    Choice::new("count", "个数", "count"),
    Choice::new("households", "户数", "households").gloss(
        "几户或几人；少于三的格子不公开，要合并",
        "households or persons; a cell under three is not published but merged",
    ),
    Choice::new("area", "面积", "area").gloss("亩", "mu"),
    Choice::new("quantity", "数量", "quantity").gloss("计量单位另写", "with its measure"),
    Choice::new("flag", "是否", "yes or no"),
    Choice::new("choice", "选项", "choice"),
    Choice::new("paper", "票据或文件号", "number of a paper"),
    Choice::new("credit_code", "统一社会信用代码", "credit code"),
    Choice::new("phone", "办公电话", "office phone"),
    Choice::new("person", "个人", "person").gloss("网上遮住名字", "masked on the web"),
    Choice::new("firm", "单位、企业或个人", "firm or person").gloss(
        "单位写全称照登，个人遮住名字",
        "firms and bodies in full; whoever may be a person is masked",
    ),
    Choice::new("voucher", "凭证", "voucher").gloss(
        "指向账本里的一行，如 2025-05/记-002",
        "leads to a line of the books, such as 2025-05/记-002",
    ),
    Choice::new("unit", "单位编号", "unit").gloss("指向另一个单位", "leads to a unit"),
    Choice::new("record", "另一条公开", "record").gloss("指向别的记录", "leads to other records"),
    Choice::new("list", "一张表", "list").gloss("下面再写字段", "with fields of its own"),
];
