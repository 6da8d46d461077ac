//! Every rule code in one list: its number in the domain brief, its weight, its name in both languages.

use super::Grade::{Internal, MustFix, Notice};
use super::{Grade, Rule};
use crate::model::Words;

const fn rule(
    code: &'static str,
    basis: &'static str,
    grade: Grade,
    zh: &'static str,
    en: &'static str,
) -> Rule {
    Rule { code, basis, grade, title: Words::new(zh, en) }
}

macro_rules! rules {
    ($($name:ident = $code:literal, $basis:literal, $grade:ident, $zh:literal, $en:literal;)*) => {
        $(pub static $name: Rule = rule($code, $basis, $grade, $zh, $en);)*
        /// All rules, for `explain`, the reference pages and the tests that hold them complete.
        pub static ALL: &[&Rule] = &[$(&$name),*];
    };
}

rules! {
    // Files that cannot be read as they stand.
    INVALID_YAML = "invalid-yaml", "reading", MustFix, "YAML 写法有误", "broken YAML";
    TEXT_BEHIND_HASH = "text-behind-hash", "reading", MustFix, "井号后面的文字丢失", "text lost behind `#`";
    NOT_UTF8 = "not-utf8", "reading", MustFix, "文字编码不是 UTF-8", "not UTF-8";
    FILE_TOO_LARGE = "file-too-large", "reading", MustFix, "文件过大", "file too large";
    UNREADABLE_FILE = "unreadable-file", "reading", MustFix, "读不了的文件", "unreadable file";
    MISSING_FILE = "missing-file", "reading", MustFix, "缺少文件", "missing file";
    UNSAFE_PATH = "unsafe-path", "reading", MustFix, "路径不可用", "path not allowed";
    LINK_NOT_FOLLOWED = "link-not-followed", "reading", MustFix, "不跟随链接", "link not followed";
    UNEXPECTED_FILE = "unexpected-file", "reading", Notice, "多余的文件", "unexpected file";
    MISNAMED_FILE = "misnamed-file", "reading", MustFix, "文件名或位置不对", "a file under a wrong name or in a wrong place";
    RECORD_LEFT_BEHIND = "record-left-behind", "reading", Notice, "只剩下痕迹的资料", "a record of which a trace is left";
    OUTPUT_IN_CONTENT = "output-in-content", "reading", MustFix, "成品放在资料里", "what was built lies in the content";
    TEXT_MISSING = "text-missing", "reading", Notice, "缺少文字", "texts missing";
    TEXT_UNKNOWN = "text-unknown", "reading", Notice, "没有这条文字", "unknown text";
    TEXT_UNFIT = "text-unfit", "reading", Notice, "文字不能用", "a text that cannot be used";
    THEME_ASKS_ELSEWHERE = "theme-asks-elsewhere", "reading", Notice, "主题要从别的网站取东西", "a theme that asks another host";
    MISSING_HEAD = "missing-head", "reading", MustFix, "缺少文件头", "missing head";
    ALIAS_NOT_ALLOWED = "alias-not-allowed", "reading", MustFix, "不能用别名", "alias not allowed";
    NESTED_TOO_DEEP = "nested-too-deep", "reading", MustFix, "层级过深", "nested too deep";
    INVALID_CSV = "invalid-csv", "reading", MustFix, "CSV 写法有误", "broken CSV";
    TABLE_UNCLEAR = "table-unclear", "reading", MustFix, "表格看不明白", "a table that cannot be told";
    TABLE_HIDES = "table-hides", "reading", MustFix, "表格里有藏着的内容", "a table that hides something";
    VALUE_LOST = "value-lost", "2.12", MustFix, "表格软件弄丢的值", "a value that a spreadsheet lost";
    DITTO_MARK = "ditto-mark", "2.12", MustFix, "写了同上", "a mark that stands for the cell above";
    UNKNOWN_SCHEMA = "unknown-schema", "reading", MustFix, "格式版本不认识", "unknown format version";
    // Fields.
    MISSING_FIELD = "missing-field", "2.0", MustFix, "缺少字段", "missing field";
    UNKNOWN_FIELD = "unknown-field", "2.0", MustFix, "没有这个字段", "unknown field";
    DUPLICATE_FIELD = "duplicate-field", "2.0", MustFix, "字段重复", "duplicate field";
    WRONG_TYPE = "wrong-type", "2.0", MustFix, "填法不对", "wrong kind of value";
    INVALID_MONEY = "invalid-money", "2.12", MustFix, "金额写法有误", "not an amount of money";
    INVALID_DATE = "invalid-date", "2.12", MustFix, "日期写法有误", "not a date";
    INVALID_PERIOD = "invalid-period", "2.12", MustFix, "所属期写法有误", "not a period";
    INVALID_COUNT = "invalid-count", "2.12", MustFix, "数目写法有误", "not a whole number";
    INVALID_QUANTITY = "invalid-quantity", "2.12", MustFix, "数量写法有误", "not a quantity";
    NUMBER_LIKE_MOBILE = "number-like-mobile", "2.12", Notice, "号码像手机号", "a number like a mobile";
    NUMBER_IN_PARTS = "number-in-parts", "2.12", Notice, "像分开写的个人号码", "what may be a personal number in parts";
    NUMBER_WITH_SLIP = "number-with-slip", "2.12", Notice, "像写错一位的身份证号", "like an ID number with a slip";
    NUMBER_ALMOST_WHOLE = "number-almost-whole", "2.12", Notice, "像遮了几位的个人号码", "like a personal number with digits hidden";
    INVALID_REFERENCE = "invalid-reference", "2.1", MustFix, "凭证写法有误", "not a voucher's month and number";
    UNKNOWN_CHOICE = "unknown-choice", "2.0", MustFix, "不在可选项里", "not one of the choices";
    // Records.
    NOT_PUBLIC_YET = "not-public-yet", "2.0", Notice, "公开日期还没到", "not public yet";
    DATE_TO_COME = "date-to-come", "2.0", Notice, "日期还没有到", "a day that has not come";
    DUPLICATE_ID = "duplicate-id", "2.0", MustFix, "编号重复", "duplicate id";
    INVALID_ID = "invalid-id", "2.0", MustFix, "编号写法有误", "invalid id";
    ADDRESS_TAKEN = "address-taken", "2.0", MustFix, "两份成品同一个地址", "two outputs with one address";
    ADDRESS_UNUSABLE = "address-unusable", "2.0", MustFix, "Windows 上用不了的名称", "a name Windows cannot hold";
    NUMBER_REPEATED = "number-repeated", "2.0", Notice, "两条公开一个编号", "one number in two records";
    DUPLICATE_RECORD = "duplicate-record", "2.1", MustFix, "同一期重复公开", "period published twice";
    UNKNOWN_ACCOUNT_SET = "unknown-account-set", "2.1", MustFix, "没有这个账套", "unknown account set";
    CHANGED_WITHOUT_CORRECTION = "changed-without-correction", "2.0", MustFix, "改了已公开的内容而没有更正记录", "published, changed, and not told";
    CORRECTION_DIFFERS = "correction-differs", "2.0", MustFix, "更正与公开过的或现在的不一致", "a correction that what was published or stands now contradicts";
    CORRECTION_BEFORE_PUBLICATION = "correction-before-publication", "2.0", MustFix, "更正早于公开", "corrected before it was published";
    PUBLISHED_RECORD_GONE = "published-record-gone", "2.0", MustFix, "已公开的不见了", "a published record is gone";
    REMOVED_AND_THERE = "removed-and-there", "2.0", MustFix, "写着已撤下而文件还在", "taken away, and still there";
    LOCK_BROKEN = "lock-broken", "2.0", MustFix, "已公开内容的指纹文件读不懂", "the lock of what was published cannot be read";
    SUPPRESSION_REFUSED = "suppression-refused", "2.0", MustFix, "不能免问", "cannot be suppressed";
    SUPPRESSION_EXPIRED = "suppression-expired", "2.0", Notice, "免问已到期", "a suppression has ended";
    SUPPRESSES_NOTHING = "suppresses-nothing", "2.0", Notice, "免问没有对象", "suppresses nothing";
    NOT_A_MONTH = "not-a-month", "2.1", MustFix, "财务公开要按月", "a ledger is monthly";
    HTML_IN_TEXT = "html-in-text", "5", Notice, "正文里有 HTML", "HTML in the text";
    CELLS_LOST = "cells-lost", "5", MustFix, "表格里多出的格子丢失", "cells lost from a table";
    NOT_AS_TYPED = "not-as-typed", "5", Notice, "写法没有成形", "typed in a form that is none";
    DEAD_LINK = "dead-link", "5", MustFix, "链接没有去处", "link that leads nowhere";
    LINK_HELD_BACK = "link-held-back", "5", Notice, "链接的去处没有公开", "link to what is held back";
    UNSAFE_LINK = "unsafe-link", "5", Notice, "链接不能用", "link not allowed";
    PHONE_WITHOUT_CONSENT = "phone-without-consent", "5", MustFix, "公开手机号未写同意日期", "mobile without consent date";
    KIND_UNCLEAR = "kind-unclear", "2.11", MustFix, "类别声明有误", "a declared kind that cannot be";
    SECRET_IN_CONTENT = "secret-in-content", "5", MustFix, "资料里有密码或密钥", "a password or key in the content";
    HIDDEN_DIRECTION = "hidden-direction", "reading", MustFix, "看不见的换向字符", "a hidden mark that turns the text round";
    TARGET_UNCLEAR = "target-unclear", "reading", MustFix, "发布目标写法有误", "a target that cannot be";
    PARTY_UNCLEAR = "party-unclear", "5", Notice, "看不出是不是个人", "a person, or not";
    NAME_HALF_MASKED = "name-half-masked", "5", Notice, "星号没有遮住名字", "a star that hides no name";
    NAME_IN_PARTY = "name-in-party", "5", MustFix, "对方里的姓名别处也写着", "a name within a party stands elsewhere too";
    GROUP_NAMES_PERSON = "group-names-person", "5", MustFix, "组别里写了人名", "a group that names a person";
    MINOR_NAMED = "minor-named", "5", MustFix, "写出了未成年人的姓名", "a minor is named";
    PRIVATE_NAME = "private-name", "5", Notice, "写出了内部名单上的姓名", "a name of the office's lists";
    PERSON_LISTED = "person-listed", "5", Notice, "列出了个人姓名", "private persons are named in a list";
    KEPT_BACK_NAMED = "kept-back-named", "5", MustFix, "写出了不公开的人的姓名", "somebody is named whose name is kept back";
    FIELD_NAMES_PERSONS = "field-names-persons", "5", MustFix, "个人姓名的栏写成了文字", "a field of text for names of persons";
    MASKED_NAMED = "masked-named", "5", Notice, "写出了别处遮住的姓名", "a name is said in full that is masked elsewhere";
    // The law of the place.
    UNKNOWN_LAW = "unknown-law", "3", MustFix, "没有这个法律包", "no such law pack";
    LAW_UNCLEAR = "law-unclear", "3", MustFix, "法律条目自相矛盾", "an entry of law contradicts itself";
    LAW_LOOSENED = "law-loosened", "3", Notice, "比全国的规定松", "looser than the national law";
    OUTDATED_BASIS = "outdated-basis", "3", Notice, "依据的条号已过时", "basis no longer in force";
    BASIS_OF_ANOTHER_LEVEL = "basis-of-another-level", "3", Notice, "引的是另一级的法", "law of another level";
    UNKNOWN_ITEM = "unknown-item", "3", Notice, "没有这个公开事项", "no such entry of law";
    // Files that go with a record.
    ATTACHMENT_REFUSED = "attachment-refused", "2.0", MustFix, "附件不能用", "attachment not allowed";
    ATTACHMENT_BROKEN = "attachment-broken", "2.0", MustFix, "附件打不开", "attachment cannot be opened";
    PICTURE_TOO_LARGE = "picture-too-large", "2.0", MustFix, "图片过大", "picture too large";
    ATTACHMENT_METADATA = "attachment-metadata", "5", Notice, "附件带有作者等属性", "attachment names its maker";
    ATTACHMENT_HIDDEN = "attachment-hidden", "5", MustFix, "附件里有看不见的内容", "attachment holds what is not seen";
    ATTACHMENT_NAMES_PERSON = "attachment-names-person", "5", Notice, "附件里有全名", "attachment names a person";
    ATTACHMENT_NOT_REDACTED = "attachment-not-redacted", "5", Notice, "附件未确认遮挡", "attachment not confirmed as redacted";
    ATTACHMENT_REMINDER = "attachment-reminder", "5", Notice, "请看一遍附件", "look through the attachments";
    // A: sums.
    BALANCE_DIFFERS = "balance-differs", "A1", MustFix, "收支余额不符", "balance does not add up";
    OPENING_DIFFERS = "opening-differs", "A2", MustFix, "期初与上期期末不符", "opening differs from last closing";
    TOTAL_DIFFERS = "total-differs", "A3", MustFix, "合计不符", "total differs from its lines";
    CASH_NEGATIVE = "cash-negative", "A5", Notice, "余额为负", "negative balance";
    CASH_OVER_LIMIT = "cash-over-limit", "A5", Notice, "库存现金超限额", "cash over the limit";
    STATEMENT_DIFFERS = "statement-differs", "A5", Notice, "账面与银行对账单不符", "books differ from bank statement";
    // B: the clock.
    POSTED_LATE = "posted-late", "B1", Notice, "公开晚于规定日期", "posted late";
    POSTING_OVERDUE = "posting-overdue", "B1", Notice, "公开逾期", "posting overdue";
    POSTED_TOO_BRIEFLY = "posted-too-briefly", "B2", Notice, "公示天数不足", "posted too briefly";
    PERIOD_MISSING = "period-missing", "B3", Notice, "中间缺月份", "a month is missing";
    SAME_AS_LAST = "same-as-last", "B3", Notice, "与上期内容相同", "same as the last period";
    PUBLISHED_BEFORE_REVIEW = "published-before-review", "B4", MustFix, "未经审核先公开", "published before review";
    OTHER_SHARE_HIGH = "other-share-high", "B5", Notice, "其他支出占比高", "much other spending";
    OTHER_LINE_LARGE = "other-line-large", "B5", Notice, "单笔其他支出较大", "large line of other spending";
    // C: lines.
    NEGATIVE_AMOUNT = "negative-amount", "2.1", MustFix, "金额为负", "negative amount";
    CATEGORY_MISSING = "category-missing", "2.1", MustFix, "缺少科目", "missing category";
    CATEGORY_AGAINST_DIRECTION = "category-against-direction", "2.1", MustFix, "科目与收支方向不符", "category against direction";
    DEALING_MISSING = "dealing-missing", "2.1", MustFix, "往来未写方式", "dealing not named";
    DEALING_AGAINST_DIRECTION = "dealing-against-direction", "2.1", MustFix, "往来方式与收支方向不符", "dealing against direction";
    ACCOUNT_UNCLEAR = "account-unclear", "2.1", MustFix, "分不清是哪个账户", "which account, is unclear";
    MISSING_SIGNER = "missing-signer", "C1", Notice, "签字人不全", "missing signer";
    MISSING_RECEIPT = "missing-receipt", "C1", Notice, "缺少票据", "missing receipt";
    MISSING_VOUCHER = "missing-voucher", "C1", Notice, "缺少凭证号", "missing voucher";
    SAME_SIGNER = "same-signer", "C2", Notice, "签字人为同一人", "one person signs twice";
    VOUCHER_GAP = "voucher-gap", "C2", Notice, "凭证号不连续", "gap in vouchers";
    VOUCHER_REPEATED = "voucher-repeated", "C2", Notice, "凭证号重复", "voucher used twice";
    DECISION_MISSING = "decision-missing", "C3", Notice, "缺议事依据", "missing decision";
    SPLIT_PURCHASE = "split-purchase", "C4", Notice, "短期内分笔付款", "payments in parts";
    JUST_UNDER_LIMIT = "just-under-limit", "C5", Internal, "多笔贴近限额", "payments just under the limit";
    ROUND_SUM_WITHOUT_RECEIPT = "round-sum-without-receipt", "C5", Internal, "整千付款无票据", "round sum without receipt";
    INVOICE_REPEATED = "invoice-repeated", "C6", Notice, "一个票据号两张凭证", "one receipt number under two vouchers";
    INVOICE_IN_TWO_UNITS = "invoice-in-two-units", "C6", Internal, "一张发票两个单位入账", "one invoice in the books of two units";
    DUPLICATE_PAYMENT = "duplicate-payment", "C6", Notice, "两笔付款相近", "two payments alike";
    PAYEE_SHARE_HIGH = "payee-share-high", "C7", Internal, "付给一家的占比高", "large share to one payee";
    ABOVE_PEERS = "above-peers", "C8", Internal, "高于同类单位", "above its peers";
    WEEKEND_DATE = "weekend-date", "C9", Internal, "周末付款", "paid on a weekend";
    DATE_BEFORE_PERIOD = "date-before-period", "C9", Internal, "日期早于所属期", "date before the period";
    DATE_AFTER_PERIOD = "date-after-period", "C9", Notice, "日期晚于所属期", "date after the period";
    REVERSAL_WITHOUT_ORIGINAL = "reversal-without-original", "C10", MustFix, "冲销找不到原凭证", "reversal without original";
    REVERSAL_DIFFERS = "reversal-differs", "C10", MustFix, "冲销与原凭证不符", "reversal differs from original";
    TRANSFER_WITH_PERSON = "transfer-with-person", "C11", Internal, "内部划转对方是个人", "transfer with a person";
    LENT_TO_OFFICIAL = "lent-to-official", "C11", Internal, "借给干部", "lent to an official";
    EXPLAINS_NOTHING = "explains-nothing", "4", Notice, "说明没有对应的问题", "explanation of nothing";
    ACCOUNT_OF_PERSON = "account-of-person", "C11", Internal, "账户户名是个人", "account in a person's name";
    SECOND_BASIC_ACCOUNT = "second-basic-account", "C11", Notice, "不止一个基本账户", "more than one basic account";
    ACCOUNT_NOT_LAST_FOUR = "account-not-last-four", "2.2", MustFix, "账号只写后四位", "only the last four digits of an account";
    // D: contracts and assets.
    LEASE_EXPIRED = "lease-expired", "D1", Notice, "合同到期未见续签或收回", "contract ended, neither renewed nor given back";
    RENT_OWED = "rent-owed", "D2", Notice, "租金欠缴", "rent is owed";
    RENT_BELOW_PEERS = "rent-below-peers", "D3", Internal, "租金低于同类合同", "rent below like contracts";
    TERM_OVER_CAP = "term-over-cap", "D4", Notice, "租期超过上限", "term beyond the longest allowed";
    CONTRACT_UNWRITTEN = "contract-unwritten", "D5", Notice, "没有书面合同", "no contract in writing";
    CONTRACT_WITHOUT_DECISION = "contract-without-decision", "D5", Notice, "没有写哪次会议定的", "no decision on the contract";
    CONTRACT_WITHOUT_BIDDING = "contract-without-bidding", "D5", Notice, "没有竞价", "no bidding on the contract";
    AREA_DIFFERS = "area-differs", "D5", Notice, "合同面积与实测不符", "contract area differs from the measured one";
    LEASED_TWICE = "leased-twice", "D6", Internal, "同一标的期限重叠", "one object in two contracts at once";
    RENT_TAKEN_AHEAD = "rent-taken-ahead", "D6", Internal, "一次收多年租金", "many years' rent taken at once";
    LET_WITHOUT_INCOME = "let-without-income", "D7", Notice, "出租资产未见收入", "asset let without income";
    ASSET_IDLE = "asset-idle", "D7", Notice, "资产闲置较久", "asset long idle";
    NET_VALUE_DIFFERS = "net-value-differs", "D7", Notice, "净值与原值、折旧不符", "net value differs from cost less depreciation";
    // E: projects, grants, meetings.
    PAID_OVER_CONTRACT = "paid-over-contract", "E1", Notice, "付款超过合同及变更", "paid over contract and changes";
    PAYMENT_DIFFERS = "payment-differs", "E1", Notice, "付款与凭证金额不一致", "payment differs from its voucher";
    GRANT_PAST_DEADLINE = "grant-past-deadline", "E1", Notice, "过了期限还有结余", "grant left after its deadline";
    CHANGES_OVER_SHARE = "changes-over-share", "E2", Notice, "变更占合同价的比例高", "changes are a large share";
    PAID_BEFORE_ACCEPTANCE = "paid-before-acceptance", "E3", Notice, "验收前付款超过约定", "paid much before acceptance";
    SETTLEMENT_OVER_CONTRACT = "settlement-over-contract", "E4", Notice, "审定金额超过合同及变更", "settlement over contract and changes";
    SETTLEMENT_WITHOUT_AUDIT = "settlement-without-audit", "E4", Notice, "结算未见审计", "settled without an audit";
    RETENTION_PAID_EARLY = "retention-paid-early", "E4", Notice, "质保金付在期满之前", "retention paid early";
    STAGE_ORDER = "stage-order", "E5", Notice, "阶段先后需说明", "stages out of order";
    NEAR_TENDER_LIMIT = "near-tender-limit", "E6", Internal, "同地同中选方多次贴近招标限额", "projects near the tender limit";
    QUORUM_SHORT = "quorum-short", "E7", Notice, "人数或票数未达规定比例", "quorum or votes short";
    DECISION_NOT_FOLLOWED = "decision-not-followed", "E7", Notice, "定了的事过期没有结果", "decision without result past its day";
    // F: benefits and relief.
    BENEFIT_ROW_DIFFERS = "benefit-row-differs", "F1", MustFix, "补贴与数量、标准不符", "benefit differs from quantity and rate";
    BENEFICIARY_REPEATED = "beneficiary-repeated", "F2", Internal, "同一批里同一人两次", "one person twice in a batch";
    PAID_AFTER_DEATH = "paid-after-death", "F3", Internal, "死亡之后仍在发放", "paid after the month of death";
    OVER_BENEFIT_CAP = "over-benefit-cap", "F4", Internal, "一年超过封顶数", "over the cap of a year";
    EXCLUSIVE_BENEFITS = "exclusive-benefits", "F4", Internal, "同时领了不能同领的两项", "two programmes that exclude each other";
    AGE_JUMPED = "age-jumped", "F4", Internal, "年龄一年变化过大", "age jumped within a year";
    AGE_DIFFERS = "age-differs", "F4", Internal, "年龄与底册不符", "age differs from the register";
    AREA_JUMPED = "area-jumped", "F4", Internal, "面积一年增加过多", "area grew much within a year";
    RELATIVE_NAMED = "relative-named", "F5", Internal, "与申报的亲属相符", "a declared relative is named";
    INTEREST_UNVERIFIED = "interest-unverified", "F5", Notice, "涉权事项还没有核查", "statement not verified";
    INTEREST_BEFORE_VERIFIED = "interest-before-verified", "F5", MustFix, "涉权事项未核查先公示", "statement posted before it was verified";
    PERSON_ON_TWO_JOBS = "person-on-two-jobs", "G1", Internal, "同一人同一天两处用工", "one person on two jobs in a day";
    CADRE_ON_LIST = "cadre-on-list", "G1", Internal, "用工名单上有干部", "an official on the labour list";
    UNKNOWN_ROW = "unknown-row", "F2", Internal, "姓名对不上行", "a name for no row";
    NAMES_NOT_DECIDED = "names-not-decided", "5", MustFix, "不能自己决定写姓名", "names are not this unit's to decide";
    MINORS_LISTED = "minors-listed", "F6", MustFix, "逐户列出未成年人", "minors listed one by one";
    // H: requests, rates; cases.
    REQUEST_OVERDUE = "request-overdue", "H1", Notice, "诉求超过期限", "request past its day";
    CLOSED_WITHOUT_RESULT = "closed-without-result", "H2", MustFix, "办结没有结论", "closed without a result";
    CLOSED_BEFORE_ACCEPTED = "closed-before-accepted", "H2", MustFix, "办结早于受理", "closed before it was accepted";
    RATING_WITHOUT_REVISIT = "rating-without-revisit", "H2", MustFix, "没有回访就有满意度", "rated without being asked";
    RATE_WITHOUT_COUNTS = "rate-without-counts", "H3", MustFix, "率没有分子分母", "rate without its counts";
    RATE_DIFFERS = "rate-differs", "H3", MustFix, "率与分子分母不符", "rate differs from its counts";
    FOUR_LISTS_INCOMPLETE = "four-lists-incomplete", "2.10", Notice, "四清单不全", "a part of the four lists is missing";
    HANDLED_BEFORE_RECEIVED = "handled-before-received", "2.10", MustFix, "办在收到之前", "handled before it was received";
    REQUEST_CAME_AGAIN = "request-came-again", "H4", Notice, "办结后又来", "request came again";
    GUIDE_UPDATED_LATE = "guide-updated-late", "2.11", Notice, "办法变了指南没跟上", "guide behind a change of the rules";
    CASE_BEFORE_NOTICE = "case-before-notice", "2.9", MustFix, "案例早于通报", "case before its notice";
    UNKNOWN_RECORD = "unknown-record", "2.9", MustFix, "找不到所指的公开", "no such record";
    // Numbers and joins of declared kinds.
    FORMULA_DIFFERS = "formula-differs", "F1", MustFix, "数与算式不符", "number differs from its formula";
    FORMULA_QUESTIONED = "formula-questioned", "G1", Notice, "数与算式不符，请说明", "number to be explained by its formula";
    CELL_TOO_SMALL = "cell-too-small", "F6", MustFix, "人数太少要合并", "cell of too few people";
    VOUCHER_NOT_FOUND = "voucher-not-found", "E1", Notice, "账本里没有这张凭证", "voucher not in the books";
    UNKNOWN_UNIT = "unknown-unit", "2.0", MustFix, "没有这个单位", "no such unit";
    // I: privacy and independence.
    PERSONAL_NUMBER = "personal-number", "I1", MustFix, "疑似个人号码", "possible personal number";
    PERSONAL_NUMBER_IN_OUTPUT = "personal-number-in-output", "I1", MustFix, "成品中有疑似个人号码", "possible personal number in output";
    LAST_GOOD_NOT_KEPT = "last-good-not-kept", "2.0", Notice, "上次的页面没有保留", "last good pages not kept";
    SUPERVISOR_APPROVES = "supervisor-approves", "I2", Internal, "监督与审批为同一人", "supervisor also approves";
    SUPERVISOR_RELATED = "supervisor-related", "I2", Internal, "监督与被监督者为近亲属", "supervisor is a declared relative";
}

/// The code nearest to what was written, if any is near enough to be meant.
pub fn nearest(text: &str) -> Option<&'static str> {
    let near = |rule: &&Rule| (strsim::normalized_damerau_levenshtein(text, rule.code), rule.code);
    let best = ALL.iter().map(near).filter(|(near, _)| *near >= 0.5);
    best.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, code)| code)
}

/// The rule with this code.
pub fn by_code(code: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.code == code)
}
