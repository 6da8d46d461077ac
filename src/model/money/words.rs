//! Amounts in Chinese characters: in capitals for paper, and as a loudspeaker says them.

use super::Money;
use crate::model::numeral;

impl Money {
    /// 大写: `10050.08` as `壹万零伍拾元零捌分`, `1000.50` as `壹仟元伍角整`.
    pub fn capitals(self) -> String {
        let (yuan, jiao, fen) = self.parts();
        let mut out = String::from(if self.is_negative() { "负" } else { "" });
        if yuan > 0 || (jiao, fen) == (0, 0) {
            out.push_str(&format!("{}元", numeral::capitals(yuan)));
        }
        match (jiao, fen) {
            (0, 0) => out.push('整'),
            (0, fen) if yuan > 0 => out.push_str(&format!("零{}分", numeral::capitals(fen))),
            (0, fen) => out.push_str(&format!("{}分", numeral::capitals(fen))),
            (jiao, 0) => out.push_str(&format!("{}角整", numeral::capitals(jiao))),
            (jiao, fen) => {
                let (jiao, fen) = (numeral::capitals(jiao), numeral::capitals(fen));
                out.push_str(&format!("{jiao}角{fen}分"));
            }
        }
        out
    }

    /// As a voice says it: `1234.50` as `一千二百三十四元五角`.
    pub fn spoken(self) -> String {
        let (yuan, jiao, fen) = self.parts();
        let mut out = String::from(if self.is_negative() { "负" } else { "" });
        if yuan > 0 || (jiao, fen) == (0, 0) {
            out.push_str(&format!("{}元", numeral::counted(yuan)));
        }
        if jiao > 0 {
            out.push_str(&format!("{}角", numeral::counted(jiao)));
        }
        if fen > 0 {
            let gap = if yuan > 0 && jiao == 0 { "零" } else { "" };
            out.push_str(&format!("{gap}{}分", numeral::counted(fen)));
        }
        out
    }

    /// Yuan, jiao and fen, without the sign.
    fn parts(self) -> (u64, u64, u64) {
        let fen = self.fen().unsigned_abs();
        (fen / 100, fen / 10 % 10, fen % 10)
    }
}

#[cfg(test)]
mod tests {
    use super::Money;

    #[test]
    fn writes_capitals_as_a_cheque_does() {
        let cases = [
            ("0.00", "零元整"),
            ("0.05", "伍分"),
            ("0.50", "伍角整"),
            ("0.55", "伍角伍分"),
            ("1.00", "壹元整"),
            ("10.00", "壹拾元整"),
            ("20.00", "贰拾元整"),
            ("1000.50", "壹仟元伍角整"),
            ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
            ("10050.08", "壹万零伍拾元零捌分"),
            ("107000.53", "壹拾万柒仟元伍角叁分"),
            ("100000000.00", "壹亿元整"),
            ("100000000000.00", "壹仟亿元整"),
            ("-3.05", "负叁元零伍分"),
        ];
        for (amount, said) in cases {
            assert_eq!(Money::parse(amount).unwrap().capitals(), said, "{amount}");
        }
        assert!(
            Money::from_fen(i64::MIN)
                .capitals()
                .starts_with("负玖亿贰仟贰佰叁拾叁万柒仟贰佰零叁亿")
        );
    }

    #[test]
    fn says_amounts_as_a_voice_does() {
        let cases = [
            ("0.00", "零元"),
            ("0.05", "五分"),
            ("2.00", "两元"),
            ("12.00", "十二元"),
            ("20.00", "二十元"),
            ("1000.05", "一千元零五分"),
            ("1234.50", "一千二百三十四元五角"),
            ("2012.22", "两千零一十二元两角两分"),
            ("20000.00", "两万元"),
            ("10050.08", "一万零五十元零八分"),
            ("-12.50", "负十二元五角"),
        ];
        for (amount, said) in cases {
            assert_eq!(Money::parse(amount).unwrap().spoken(), said, "{amount}");
        }
    }
}
