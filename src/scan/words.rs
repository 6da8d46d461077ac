//! Words that stand beside numbers: of contact, identity and persons, and of papers and things that have numbers too.

/// What says that a number may be somebody's.
const PERSONAL: [&str; 36] = [
    "电话",
    "手机",
    "联系",
    "微信",
    "致电",
    "拨打",
    "来电",
    "短信",
    "热线",
    "身份证",
    "证件",
    "公民身份",
    "卡号",
    "银行卡",
    "账号",
    "帐号",
    "账户",
    "帐户",
    "姓名",
    "户主",
    "户名",
    "收款人",
    "开户",
    "本人",
    "先生",
    "女士",
    "同志",
    "师傅",
    "大爷",
    "大娘",
    "村民",
    "書記",
    "電話",
    "手機",
    "聯繫",
    "身份證",
];

/// The same in English, as whole words.
const PERSONAL_ENGLISH: [&str; 17] = [
    "phone",
    "telephone",
    "mobile",
    "cell",
    "tel",
    "call",
    "contact",
    "wechat",
    "whatsapp",
    "identity",
    "id",
    "card",
    "account",
    "name",
    "mr",
    "ms",
    "mrs",
];

/// What says that the number right behind it is a paper's or a thing's.
const PAPERS: [&str; 34] = [
    "编码",
    "代码",
    "编号",
    "表号",
    "户号",
    "流水号",
    "序列号",
    "单号",
    "票号",
    "票据号",
    "票据号码",
    "发票号码",
    "回单号",
    "批次号",
    "宗地号",
    "地块号",
    "图斑号",
    "单元号",
    "设备号",
    "凭证号",
    "合同号",
    "权证号",
    "证书号",
    "登记号",
    "订单号",
    "条码",
    "條碼",
    "編碼",
    "代碼",
    "編號",
    "表號",
    "流水號",
    "序列號",
    "發票號碼",
];

const PAPERS_ENGLISH: [&str; 12] = [
    "code",
    "serial",
    "meter",
    "invoice",
    "parcel",
    "plot",
    "transaction",
    "reference",
    "barcode",
    "voucher",
    "order",
    "contract",
];

/// What makes a person's number of any of them: `身份证编号`.
const OF_PERSONS: [&str; 12] =
    ["身份", "证件", "证号", "卡", "账", "帐", "手机", "电话", "联系", "微信", "號碼本人", "本人"];

/// Counted or measured things right behind figures.
const UNITS: [&str; 23] = [
    "元", "户", "亩", "吨", "公斤", "千克", "度", "方", "立方", "平方", "米", "人", "次", "页",
    "万", "株", "棵", "头", "只", "份", "条", "%", "％",
];

/// Whether a word of contact, identity or a person stands before or right behind the place.
pub(super) fn is_personal(before: &str, after: &str) -> bool {
    let found = |text: &str| {
        let small = text.to_ascii_lowercase();
        let words = || small.split(|c: char| !c.is_ascii_alphabetic());
        PERSONAL.iter().any(|word| text.contains(word))
            || words().any(|word| PERSONAL_ENGLISH.contains(&word))
    };
    found(before) || found(after)
}

/// Whether the figures are counted things or numbers in a row: `第138、1234、5678号`.
pub(super) fn are_figures(before: &str, after: &str) -> bool {
    let after = after.trim_start();
    before.trim_end().ends_with('第') || UNITS.iter().any(|unit| after.starts_with(unit))
}

/// Whether the words that end here name a paper or a thing: `宗地代码：`, `发票号码 25…、`, `serial no. `.
pub(super) fn name_a_paper(before: &str) -> bool {
    let mut rest = before;
    loop {
        rest = rest.trim_end_matches(is_between);
        // A page has tags between a name and what it names.
        while rest.ends_with('>')
            && let Some(tag) = rest.rfind('<')
        {
            rest = rest[..tag].trim_end_matches(is_between);
        }
        let small = rest.to_ascii_lowercase();
        let small =
            small.strip_suffix("number").or_else(|| small.strip_suffix("no")).unwrap_or(&small);
        let small = small.trim_end();
        rest = &rest[..small.len()];
        let last = small.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
        if PAPERS_ENGLISH.contains(&last) {
            return true;
        }
        if let Some(word) = PAPERS.iter().find(|word| rest.ends_with(*word)) {
            let whose: Vec<char> = rest[..rest.len() - word.len()].chars().rev().take(4).collect();
            let whose: String = whose.into_iter().rev().collect();
            return !OF_PERSONS.iter().any(|person| whose.contains(person));
        }
        // One paper after the other.
        let shorter = rest.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
        if rest.len() < shorter.len() + 8 {
            return false;
        }
        rest = shorter;
    }
}

/// What may stand between a name and its number, or between two numbers.
fn is_between(c: char) -> bool {
    c.is_whitespace() || "：:、，,;；和及与及为是至（(“\"'【[`*|=№#.".contains(c)
}
