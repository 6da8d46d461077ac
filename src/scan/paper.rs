//! Words of papers and things that have numbers too: what one of them stands right before is its own.

use super::words::{is_between, without_remark};

/// What says that the number right behind it is a paper's or a thing's.
const PAPERS: [&str; 67] = [
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
    "备案号",
    "备案证号",
    "备案",
    "许可证",
    "许可证号",
    "执照",
    "执照号",
    "工单",
    "运单",
    "提单",
    "保单",
    "报销单",
    "档案号",
    "受理号",
    "文号",
    "案号",
    "批号",
    "货号",
    "项目号",
    "标段号",
    "公告号",
    "车架号",
    "发动机号",
    "桩号",
    "杆号",
    "流水",
    "許可證",
    "備案號",
    "订单",
    "凭证",
    "支付令号",
    "验证码",
    "快递",
];

/// Papers whose own number stands behind 号, `No.` or `№`: `收据 No.`.
const NUMBERED: [&str; 10] =
    ["收据", "收条", "发票", "票据", "单据", "回单", "凭单", "收據", "發票", "單據"];

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
const OF_PERSONS: [&str; 16] = [
    "身份",
    "证件",
    "证号",
    "卡",
    "账",
    "帐",
    "手机",
    "电话",
    "联系",
    "微信",
    "號碼本人",
    "本人",
    "残疾证",
    "残疾人证",
    "社保",
    "医保",
];

/// The words without the letters that a maker sets before its figures, where they name a serial number: 序列号 WD.
pub(super) fn behind_serial(before: &str) -> Option<&str> {
    const LETTERS_MAX: usize = 4;
    let bare = before.trim_end_matches(|c: char| c.is_ascii_uppercase());
    let named = bare.trim_end_matches(is_between).trim_end_matches(['号', '號']);
    let letters = before.len() - bare.len();
    (named.ends_with("序列") && (1..=LETTERS_MAX).contains(&letters)).then_some(bare)
}

/// Whether the words that end here name a paper or a thing: `宗地代码：`, `发票号码 25…、`, `serial no. `.
pub(super) fn name_a_paper(before: &str) -> bool {
    let mut rest = behind_serial(before).unwrap_or(before);
    loop {
        rest = without_remark(rest.trim_end_matches(is_between)).trim_end_matches(is_between);
        // A page has tags between a name and what it names.
        while rest.ends_with('>')
            && let Some(tag) = rest.rfind('<')
        {
            rest = rest[..tag].trim_end_matches(is_between);
        }
        let small = rest.to_ascii_lowercase();
        let no = small.strip_suffix("number").or_else(|| small.strip_suffix("no"));
        let signed = before[rest.len()..].contains('№');
        let small = no.unwrap_or(&small).trim_end_matches(is_between);
        rest = &rest[..small.len()];
        let last = small.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
        let serial = matches!(last, "sn" | "receipt") || small.ends_with("s/n");
        if serial || PAPERS_ENGLISH.contains(&last) {
            return true;
        }
        let number = rest.trim_end_matches(['号', '码', '號', '碼']);
        let signed = no.is_some() || signed || number.len() < rest.len();
        if signed && NUMBERED.iter().any(|word| number.ends_with(word)) {
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
