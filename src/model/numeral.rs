//! Whole numbers in Chinese characters: as a cheque writes them and as a voice says them.

/// Ten digits, and the words for ten, a hundred and a thousand.
struct Script {
    digits: [char; 10],
    steps: [char; 3],
}

/// 大写: characters that no stroke of a pen turns into others.
static CAPITALS: Script = Script {
    digits: ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'],
    steps: ['拾', '佰', '仟'],
};

static PLAIN: Script = Script {
    digits: ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'],
    steps: ['十', '百', '千'],
};

/// `10050` as `壹万零伍拾`.
pub fn capitals(number: u64) -> String {
    whole(&CAPITALS, number)
}

/// `10050` as `一万零五十`, `12` as `十二`, `2200` as `两千二百`.
pub fn spoken(number: u64) -> String {
    let said = whole(&PLAIN, number).replace("二千", "两千");
    let said = lone_two(&said);
    match said.strip_prefix("一十") {
        Some(rest) => format!("十{rest}"),
        None => said,
    }
}

/// How many there are of something: as [`spoken`], but two is 两.
pub fn counted(number: u64) -> String {
    if number == 2 { "两".to_string() } else { spoken(number) }
}

/// Digits said one by one, as in a year or a telephone number: `0512` as `零五幺二` with `one` for 1.
pub fn digits(text: &str, one: char) -> String {
    let said = |c: char| match c.to_digit(10) {
        Some(1) => one,
        Some(digit) => PLAIN.digits[digit as usize],
        None => '，',
    };
    text.chars().map(said).collect()
}

/// A two that stands alone before 万 or 亿 is 两; within a number, as in 十二万, it is 二.
fn lone_two(said: &str) -> String {
    let (mut out, mut before) = (String::with_capacity(said.len()), None);
    let mut letters = said.chars().peekable();
    while let Some(letter) = letters.next() {
        let alone = matches!(before, None | Some('万' | '亿' | '零'));
        let counts = matches!(letters.peek(), Some('万' | '亿'));
        out.push(if letter == '二' && alone && counts { '两' } else { letter });
        before = Some(letter);
    }
    out
}

fn whole(script: &Script, number: u64) -> String {
    match number {
        0..10_000 => below_ten_thousand(script, number),
        10_000..100_000_000 => joined(script, number, 10_000, '万'),
        _ => joined(script, number, 100_000_000, '亿'),
    }
}

/// What is above a step, the step's word, and what is below it; a 零 where its first place is empty.
fn joined(script: &Script, number: u64, step: u64, word: char) -> String {
    let (above, below) = (number / step, number % step);
    let mut out = whole(script, above);
    out.push(word);
    if below > 0 {
        if below < step / 10 {
            out.push(script.digits[0]);
        }
        out.push_str(&whole(script, below));
    }
    out
}

fn below_ten_thousand(script: &Script, number: u64) -> String {
    if number == 0 {
        return script.digits[0].to_string();
    }
    let (mut out, mut gap) = (String::new(), false);
    for (at, unit) in [1000, 100, 10, 1].into_iter().enumerate() {
        let digit = number / unit % 10;
        if digit == 0 {
            gap = !out.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            out.push(script.digits[0]);
        }
        out.push(script.digits[digit as usize]);
        out.extend(script.steps.iter().rev().nth(at));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_is_one_zero_wherever_it_is() {
        let cases = [
            (0, "零"),
            (10, "壹拾"),
            (105, "壹佰零伍"),
            (1_050, "壹仟零伍拾"),
            (10_050, "壹万零伍拾"),
            (100_500, "壹拾万零伍佰"),
            (107_000, "壹拾万柒仟"),
            (100_000_050, "壹亿零伍拾"),
            (102_000_000, "壹亿零贰佰万"),
            (1_000_000_000_000, "壹万亿"),
            (10_203_040_506, "壹佰零贰亿零叁佰零肆万零伍佰零陆"),
        ];
        for (number, said) in cases {
            assert_eq!(capitals(number), said, "{number}");
        }
    }

    #[test]
    fn a_voice_says_two_in_two_ways_and_ten_without_a_one() {
        let cases = [
            (2, "二"),
            (10, "十"),
            (12, "十二"),
            (22, "二十二"),
            (110, "一百一十"),
            (200, "二百"),
            (2_200, "两千二百"),
            (12_000, "一万两千"),
            (20_002, "两万零二"),
            (120_000, "十二万"),
            (220_000_000, "两亿两千万"),
        ];
        for (number, said) in cases {
            assert_eq!(spoken(number), said, "{number}");
        }
        assert_eq!((counted(2), counted(12)), ("两".to_string(), "十二".to_string()));
        assert_eq!(digits("0500-6210", '幺'), "零五零零，六二幺零");
        assert_eq!(digits("2021", '一'), "二零二一");
    }
}
