//! What a village buys, earns and signs: the words the generator draws from.

/// Spending: what for, category, who was paid (empty: persons, in cash), receipt, least and most yuan.
pub struct Spending {
    pub text: &'static str,
    pub category: &'static str,
    pub party: &'static str,
    pub receipt: &'static str,
    pub yuan: (u64, u64),
}

const PUBLIC: &str = "公益支出";
const OFFICE: &str = "管理费用";
const TRADE: &str = "经营支出";

const fn paid(
    text: &'static str,
    category: &'static str,
    party: &'static str,
    receipt: &'static str,
    yuan: (u64, u64),
) -> Spending {
    Spending { text, category, party, receipt, yuan }
}

pub static SPENDINGS: &[Spending] = &[
    paid("村内路灯电费", PUBLIC, "供电所", "发票", (420, 980)),
    paid("垃圾清运 22 车次", PUBLIC, "环卫运输队", "发票", (1500, 2400)),
    paid("清淤误工补贴 14 人次", PUBLIC, "", "工资表", (600, 1600)),
    paid("打印纸和硒鼓", OFFICE, "文化用品店", "发票", (90, 460)),
    paid("保洁员 3 人出勤补贴", PUBLIC, "", "工资表", (1200, 2300)),
    paid("水渠闸门维修", PUBLIC, "五金建材店", "发票", (380, 3600)),
    paid("办公宽带、电话费", OFFICE, "电信营业厅", "发票", (160, 320)),
    paid("值班巡逻补贴 10 人次", PUBLIC, "", "工资表", (300, 900)),
    paid("公厕水费 36 吨", PUBLIC, "自来水站", "发票", (80, 210)),
    paid("果园有机肥 40 袋", TRADE, "农资经营部", "发票", (1600, 2900)),
    paid("会议室门锁更换", OFFICE, "五金建材店", "收据", (60, 240)),
    paid("重阳节慰问品", PUBLIC, "粮油店", "发票", (700, 1900)),
    paid("抗旱抽水油料", PUBLIC, "加油站", "发票", (240, 880)),
];

/// Earnings: what for, category, who paid.
pub static EARNINGS: &[(&str, &str, &str)] = &[
    ("机动地承包费", "经营收入", "种植专业合作社"),
    ("门面房租金", "经营收入", "农资经营部"),
    ("存款利息", "其他收入", "农商银行"),
];

pub static SURNAMES: &[&str] = &["江", "方", "范", "曾", "曹", "李", "汪", "邱", "程", "顾"];
pub static GIVEN: &[&str] = &["立平", "雪", "大勇", "玉梅", "小伟", "福来", "强", "月娥", "守信"];
pub static PLACES: &[&str] = &["清", "石", "白", "桥", "河", "湾", "坡", "塘", "林", "岭"];
