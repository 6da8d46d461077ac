//! A currency: the signs, codes and words by which an amount says that it is in it.

use super::money::{Money, half_width};
use super::said::{Said, Words};

/// What a portal keeps its accounts in: yuan where it says nothing. Of a currency that the list lacks no sign is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Currency(Option<&'static Known>);

/// A currency of the list.
#[derive(Debug, PartialEq, Eq)]
pub struct Known {
    /// ISO 4217.
    pub code: &'static str,
    pub words: Words,
    /// What may stand beside an amount besides the code, in lower case; the sign that is shown comes first.
    marks: &'static [&'static str],
}

const fn known(
    code: &'static str,
    zh: &'static str,
    en: &'static str,
    marks: &'static [&'static str],
) -> Known {
    Known { code, words: Words::new(zh, en), marks }
}

/// The first of those that share a mark is named where another is meant.
const KNOWN: &[Known] = &[
    known("CNY", "人民币", "yuan", &["元", "¥", "圆", "rmb", "cn¥"]),
    known("GBP", "英镑", "pounds sterling", &["£", "镑", "pounds"]),
    known("EUR", "欧元", "euros", &["€", "euro"]),
    known("USD", "美元", "US dollars", &["$", "us$", "美金", "dollars"]),
    known("HKD", "港元", "Hong Kong dollars", &["hk$", "$", "港币", "元"]),
    known("MOP", "澳门元", "patacas", &["mop$", "澳门币", "元"]),
    known("TWD", "新台币", "New Taiwan dollars", &["nt$", "$", "台币", "元", "圆"]),
    known("JPY", "日元", "yen", &["¥", "円", "日圆"]),
    known("KRW", "韩元", "won", &["₩", "韩圆"]),
    known("SGD", "新加坡元", "Singapore dollars", &["s$", "$", "新元"]),
    known("AUD", "澳元", "Australian dollars", &["a$", "$", "au$"]),
    known("CAD", "加元", "Canadian dollars", &["c$", "$", "ca$"]),
    known("NZD", "新西兰元", "New Zealand dollars", &["nz$", "$"]),
    known("CHF", "瑞士法郎", "Swiss francs", &["sfr"]),
    known("SEK", "瑞典克朗", "Swedish kronor", &["kr"]),
    known("NOK", "挪威克朗", "Norwegian kroner", &["kr"]),
    known("DKK", "丹麦克朗", "Danish kroner", &["kr"]),
    known("PLN", "兹罗提", "zloty", &["zł"]),
    known("CZK", "捷克克朗", "Czech koruny", &["kč"]),
    known("RUB", "卢布", "roubles", &["₽"]),
    known("UAH", "格里夫纳", "hryvni", &["₴"]),
    known("KZT", "坚戈", "tenge", &["₸"]),
    known("MNT", "图格里克", "tugriks", &["₮"]),
    known("INR", "印度卢比", "Indian rupees", &["₹"]),
    known("THB", "泰铢", "baht", &["฿"]),
    known("VND", "越南盾", "dong", &["₫"]),
    known("MYR", "林吉特", "ringgit", &["rm"]),
    known("IDR", "印尼盾", "rupiah", &["rp"]),
    known("PHP", "比索", "Philippine pesos", &["₱"]),
    known("TRY", "土耳其里拉", "Turkish lira", &["₺"]),
    known("ILS", "新谢克尔", "shekels", &["₪"]),
    known("BRL", "雷亚尔", "reais", &["r$"]),
    known("NGN", "奈拉", "naira", &["₦"]),
    known("KES", "肯尼亚先令", "Kenyan shillings", &["ksh"]),
    known("ZAR", "兰特", "rand", &["r"]),
];

impl Known {
    fn answers_to(&self, mark: &str) -> bool {
        self.marks.contains(&mark)
            || self.words.zh == mark
            || self.code.eq_ignore_ascii_case(mark)
            || self.words.en.eq_ignore_ascii_case(mark)
    }

    /// How an amount in it may be written.
    pub fn example(&self) -> String {
        match self.marks[0] {
            sign if sign.chars().all(char::is_alphabetic) => format!("1,200.00 {}", self.code),
            sign => format!("{sign}1,200.00"),
        }
    }
}

impl Default for Currency {
    fn default() -> Currency {
        Currency::YUAN
    }
}

impl Currency {
    pub const YUAN: Currency = Currency(Some(&KNOWN[0]));

    /// What the portal's own word for its currency means: a code, a sign or a name.
    pub fn named(word: &str) -> Currency {
        match word.trim().to_lowercase().as_str() {
            "" => Currency::YUAN,
            word => Currency(KNOWN.iter().find(|known| known.answers_to(word))),
        }
    }

    pub fn known(self) -> Option<&'static Known> {
        self.0
    }

    /// The amount that a text says, with a sign or a word of this currency or none. `Err` names the currency where it is in
    /// another; nothing where it is no amount.
    pub fn read(self, text: &str) -> Result<Option<Money>, &'static Known> {
        self.bare(text).map(|bare| Money::parse(&bare))
    }

    /// The amount that a text says in whatever currency, where it was read before.
    pub fn read_any(text: &str) -> Option<Money> {
        match Currency::default().read(text) {
            Ok(amount) => amount,
            Err(other) => Currency(Some(other)).read(text).ok().flatten(),
        }
    }

    /// What is expected where an amount in another currency stands.
    pub fn instead_of(self, other: &Known) -> Said {
        let name = |known: &Known| {
            (
                format!("{}（{}）", known.words.zh, known.code),
                format!("{} ({})", known.words.en, known.code),
            )
        };
        let (zh, en) = name(other);
        let (own_zh, own_en, example) = match self.0 {
            Some(own) => {
                let (zh, en) = name(own);
                (zh, en, format!(" 1200.00 或 {}", own.example()))
            }
            None => (
                "门户的货币".to_string(),
                "the portal's currency".to_string(),
                " 1200.00".to_string(),
            ),
        };
        Said::new(
            format!(
                "{own_zh}的金额，如{example}，这里写的是{zh}；门户用什么货币，写在 portal.yaml 的 settings 里"
            ),
            format!(
                "an amount in {own_en} such as{}, and no {en}; `settings: {{currency: …}}` of portal.yaml says what the portal keeps",
                example.replace('或', "or")
            ),
        )
    }

    /// A text without the marks of this currency, in half-width and small letters; as it is where other words stand there.
    /// 万 stays, and so do signs and brackets.
    pub fn bare(self, text: &str) -> Result<String, &'static Known> {
        let plain: String = text.trim().chars().map(half_width).collect();
        let plain = plain.to_lowercase();
        let figure = |c: char| c.is_ascii_digit() || c == '.';
        let (Some(from), Some(to)) = (plain.find(figure), plain.rfind(figure)) else {
            return Ok(plain);
        };
        let (before, number, behind) = (&plain[..from], &plain[from..=to], &plain[to + 1..]);
        if !before.contains(is_letter_or_sign) && !behind.contains(is_letter_or_sign) {
            return Ok(plain);
        }
        let (signs, before) = parted(before);
        let (ends, behind) = parted(behind);
        let behind = behind.strip_suffix('整').unwrap_or(&behind);
        let (wan, behind) = match behind.strip_prefix('万') {
            Some(behind) => ("万", behind),
            None => ("", behind),
        };
        for words in [before.as_str(), behind] {
            if !self.is_own(words) {
                return self.other(words).map_or(Ok(plain.clone()), Err);
            }
        }
        Ok(format!("{signs}{number}{wan}{ends}"))
    }

    /// The other currency that words name, such as those behind a heading.
    pub fn other(self, words: &str) -> Option<&'static Known> {
        let words = words.trim().to_lowercase();
        if self.is_own(&words) {
            return None;
        }
        KNOWN.iter().find(|known| known.answers_to(&words))
    }

    /// Whether words are marks of this currency and nothing else: `人民币 ¥`.
    fn is_own(self, words: &str) -> bool {
        let words = words.trim_matches([' ', ':', '：']);
        let Some(known) = self.0.filter(|_| !words.is_empty()) else { return words.is_empty() };
        let names = [known.words.zh].into_iter().chain(known.marks.iter().copied());
        known.answers_to(words)
            || names.filter_map(|mark| words.strip_suffix(mark)).any(|rest| self.is_own(rest))
    }
}

fn is_letter_or_sign(c: char) -> bool {
    !(c.is_whitespace() || "+-()（）".contains(c))
}

/// The signs of a number apart from the words between them.
fn parted(text: &str) -> (String, String) {
    let (words, signs): (String, String) =
        text.chars().partition(|c| is_letter_or_sign(*c) || *c == ' ');
    (signs, words.trim().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_says_its_own_currency_or_none() {
        let cases = [
            ("", "￥１，８６０．００", 186_000),
            ("", "1860元", 186_000),
            ("", "人民币 ¥1860元整", 186_000),
            ("", "RMB 1,860.00", 186_000),
            ("元", "1,860.00 CNY", 186_000),
            ("GBP", "£1,860.00", 186_000),
            ("GBP", "-£1,860.00", -186_000),
            ("GBP", "£-1,860.00", -186_000),
            ("£", "GBP 1,860.00", 186_000),
            ("英镑", "1,860.00 gbp", 186_000),
            ("pounds", "1860英镑", 186_000),
            ("EUR", "€ 5", 500),
            ("AUD", "A$5", 500),
            ("AUD", "$5", 500),
            ("HKD", "5元", 500),
            ("ĵuanoj", "1,860.00", 186_000),
        ];
        for (word, text, fen) in cases {
            let read = Currency::named(word).read(text);
            assert_eq!(read, Ok(Some(Money::from_fen(fen))), "{word} {text}");
        }
    }

    #[test]
    fn another_currency_is_named_and_other_words_are_no_amount() {
        let cases = [
            ("GBP", "4000.00元", Some("CNY")),
            ("GBP", "￥4000", Some("CNY")),
            ("GBP", "€5", Some("EUR")),
            ("", "£5", Some("GBP")),
            ("", "5 HKD", Some("HKD")),
            ("", "5港元", Some("HKD")),
            ("AUD", "US$5", Some("USD")),
            ("ĵuanoj", "5元", Some("CNY")),
            ("GBP", "5 apples", None),
            ("GBP", "about £5", None),
            ("", "1.2万元", None),
            ("GBP", "5%", None),
            ("", "--5", None),
            ("", "1e3", None),
        ];
        for (word, text, code) in cases {
            let read = Currency::named(word).read(text);
            let other = read.as_ref().err().map(|known| known.code);
            assert_eq!(other, code, "{word} {text}");
            assert!(!matches!(read, Ok(Some(_))), "{word} {text}");
        }
        assert_eq!(Currency::read_any("£5.00"), Some(Money::from_fen(500)));
        assert_eq!(Currency::read_any("5,200.00 元"), Some(Money::from_fen(520_000)));
    }

    #[test]
    fn every_currency_reads_its_own_example() {
        for known in KNOWN {
            let own = Currency::named(known.code);
            assert_eq!(own.read(&known.example()), Ok(Some(Money::from_fen(120_000))), "{known:?}");
            assert_eq!(own.known(), Some(known));
        }
    }
}
