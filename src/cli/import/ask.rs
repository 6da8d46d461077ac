//! Asks a person at a terminal: numbered choices, days, amounts and lines of text, one line each.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Stdin};

use super::texts;
use crate::cli::console;
use crate::import::{self, Question};
use crate::model::date::said_date;
use crate::model::shape::Type;
use crate::model::{Currency, Lang, Money, Said};
use crate::tabular::grid::shown;

pub struct Asking<R> {
    from: R,
    lang: Lang,
    /// What amounts are in.
    currency: Currency,
    /// The lists of choices that were shown.
    lists: Vec<(&'static str, Vec<&'static str>)>,
    /// The questions that were asked.
    asked: BTreeSet<(&'static str, String, &'static str)>,
}

impl Asking<BufReader<Stdin>> {
    pub fn at_terminal(lang: Lang, currency: Currency) -> Self {
        let from = BufReader::new(std::io::stdin());
        Asking { from, lang, currency, lists: Vec::new(), asked: BTreeSet::new() }
    }
}

impl<R: BufRead> Asking<R> {
    #[cfg(test)]
    pub fn of(from: R, lang: Lang) -> Self {
        let currency = Currency::default();
        Asking { from, lang, currency, lists: Vec::new(), asked: BTreeSet::new() }
    }

    /// One line; nothing at the end of the input.
    fn line(&mut self, prompt: &str) -> Option<String> {
        console::err(prompt);
        let mut line = String::new();
        let read = self.from.read_line(&mut line).unwrap_or(0);
        (read > 0).then(|| line.trim().to_string())
    }

    /// What a word means, by the number of a choice. An empty answer takes what is offered; nothing where nothing is, and at
    /// a point.
    pub fn means(
        &mut self,
        question: &Question,
        offered: Option<&'static str>,
    ) -> Option<&'static str> {
        let head = import::asked(question, self.lang);
        self.choose(&head, question, offered)
    }

    /// The same of a text that stands numbered in a table above.
    pub fn numbered(
        &mut self,
        number: usize,
        question: &Question,
        offered: Option<&'static str>,
    ) -> Option<&'static str> {
        let way = match question.direction {
            "in" => self.lang.pick("（收）", " (in)"),
            _ => self.lang.pick("（支）", " (out)"),
        };
        let head = format!("{number} {}{way}", shown(&question.written));
        self.choose(&head, question, offered)
    }

    fn choose(
        &mut self,
        head: &str,
        question: &Question,
        offered: Option<&'static str>,
    ) -> Option<&'static str> {
        let lang = self.lang;
        let word = |key: &str| import::word(question.column, key, lang);
        let mut text = format!("{head}\n");
        // Each list of choices is read once.
        let list = (question.column, question.choices.clone());
        if !self.lists.contains(&list) {
            let choices = question.choices.iter().enumerate();
            let choices = choices.map(|(at, key)| format!("  {} {}", at + 1, word(key)));
            text.push_str(&format!("{}\n", choices.collect::<String>()));
            self.lists.push(list);
        }
        text.push_str(&match offered {
            None => lang.pick("写号码，不知道就直接回车：", "its number, or nothing: ").to_string(),
            Some(key) => {
                let word = word(key);
                lang.pick(
                    format!("写号码（回车就是 {word}，写 . 先空着）："),
                    format!("its number (enter for {word}, . to leave it open): "),
                )
            }
        });
        loop {
            let answer = self.line(&text)?;
            if answer.is_empty() || answer == "." {
                return offered.filter(|_| answer.is_empty());
            }
            let at = answer.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
            // Of one choice the question is whether it is so.
            let one = question.choices.len() == 1 && is_yes(&answer);
            let at = at.or(one.then_some(0));
            if let Some(key) = at.and_then(|at| question.choices.get(at)) {
                return Some(key);
            }
            text = self.no_number(&answer, question.choices.len());
        }
    }

    /// What is said of an answer that is none of the numbers.
    fn no_number(&self, answer: &str, known: usize) -> String {
        let answer = shown(answer);
        self.lang.pick(
            format!("没有 `{answer}` 这个号码，写 1 到 {known} 里的一个："),
            format!("`{answer}` is no number of these; write one of 1 to {known}: "),
        )
    }

    /// Which of the texts above are something else than what is suggested; nothing where all are left open.
    pub fn picked(&mut self, guessed: &[usize], known: usize) -> Option<Vec<usize>> {
        let mut prompt = self
            .lang
            .pick(
                "号码带 ? 的科目是照摘要猜的。回车：全照上面的；要改的写号码，如 3 7-9；写 . 先都空着：",
                "what stands behind a ? is a guess by the text. Enter takes all as they stand; numbers such as 3 7-9 \
                 pick those to change; . leaves all open: ",
            )
            .to_string();
        loop {
            let answer = self.line(&prompt)?;
            if answer == "." {
                return None;
            }
            match texts::numbers(&answer, known) {
                Ok(all) => {
                    return Some(all.into_iter().filter(|at| guessed.contains(at)).collect());
                }
                Err(Said { zh, en }) => {
                    prompt = self.lang.pick(format!("{zh}："), format!("{en}: "))
                }
            }
        }
    }

    /// Whether a question is asked for the first time.
    pub fn is_new(&mut self, question: &Question) -> bool {
        let key = (question.column, question.written.clone(), question.direction);
        self.asked.insert(key)
    }

    /// Lets a question be asked once more.
    pub fn again(&mut self, question: &Question) {
        self.asked.remove(&(question.column, question.written.clone(), question.direction));
    }

    /// Which of some headings is meant, by its number; nothing where the answer is empty.
    pub fn which(&mut self, what: &str, headings: &[String]) -> Option<usize> {
        let mut text = format!("{what}\n");
        for (at, heading) in headings.iter().enumerate() {
            text.push_str(&format!("  {} {}\n", at + 1, shown(heading)));
        }
        text.push_str(self.lang.pick("写号码，不知道就直接回车：", "its number, or nothing: "));
        loop {
            let answer = self.line(&text)?;
            let at = answer.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
            match at.filter(|at| *at < headings.len()) {
                None if !answer.is_empty() => text = self.no_number(&answer, headings.len()),
                at => return at,
            }
        }
    }

    /// A line of text; where one is offered an empty answer takes it, and a point takes none.
    pub fn text(&mut self, what: &str, offered: &str) -> String {
        let offer = match offered {
            "" => String::new(),
            offered => self.lang.pick(
                format!("（回车就是 {offered}，写 . 先空着）"),
                format!(" (enter for {offered}, . to leave it open)"),
            ),
        };
        let colon = self.lang.pick("：", ": ");
        match self.line(&format!("{what}{offer}{colon}")).as_deref() {
            None | Some(".") => String::new(),
            Some("") => offered.to_string(),
            Some(text) => text.to_string(),
        }
    }

    /// A day, written in one form; empty where it is left open.
    pub fn day(&mut self, what: &str) -> String {
        let read = |text: &str| said_date(text).map(|day| day.to_string());
        self.read(what, |text| read(text).ok_or_else(|| expected(Type::Date)))
    }

    /// An amount, written in one form; empty where it is left open. Where it follows from others it is offered, and another
    /// one is not taken.
    pub fn money(&mut self, what: &str, follows: Option<Money>) -> String {
        let currency = self.currency;
        let read = |text: &str| match (currency.read(text), follows) {
            (Ok(Some(money)), Some(follows)) if money != follows => Err(Said::new(
                format!("照明细和另一头的余额，应是 {follows}"),
                format!("by the lines and the other balance it is {follows}"),
            )),
            (Ok(Some(money)), _) => Ok(money.to_string()),
            _ => Err(expected(Type::Money)),
        };
        let offered = follows.map_or(String::new(), |money| money.to_string());
        self.offering(what, &offered, read)
    }

    /// A line in a form that can be read, or what is expected of it; empty where it is left open.
    pub fn read(&mut self, what: &str, read: impl Fn(&str) -> Result<String, Said>) -> String {
        self.offering(what, "", read)
    }

    fn offering(
        &mut self,
        what: &str,
        offered: &str,
        read: impl Fn(&str) -> Result<String, Said>,
    ) -> String {
        loop {
            let text = self.text(what, offered);
            if text.is_empty() {
                return text;
            }
            match read(&text) {
                Ok(value) => return value,
                Err(expected) => console::err(&self.lang.pick(
                    format!("`{}`：{}。再写一次。\n", shown(&text), expected.zh),
                    format!("`{}`: {}. Again.\n", shown(&text), expected.en),
                )),
            }
        }
    }

    pub fn agrees(&mut self, paths: &[&str]) -> bool {
        let (zh, en) = match paths {
            [path] => (path.to_string(), path.to_string()),
            paths => (format!("{} 个文件", paths.len()), format!("{} files", paths.len())),
        };
        let prompt =
            self.lang.pick(format!("写进 {zh} 吗？（是/否）"), format!("write {en}? (yes/no) "));
        loop {
            let Some(answer) = self.line(&prompt) else { return false };
            if is_yes(&answer) || is_no(&answer) {
                return is_yes(&answer);
            }
            let answer = shown(&answer);
            console::err(&self.lang.pick(
                format!("`{answer}` 看不出是还是否，写 是 或 否。\n"),
                format!("`{answer}` is neither yes nor no: write yes or no.\n"),
            ));
        }
    }
}

fn expected(of: Type) -> Said {
    let words = of.expected();
    Said::new(words.zh, words.en)
}

fn is_yes(answer: &str) -> bool {
    ["是", "y", "yes", "shi", "好", "对"].contains(&answer.to_lowercase().as_str())
}

fn is_no(answer: &str) -> bool {
    ["否", "n", "no", "不", "不写", "fou"].contains(&answer.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_taken_by_its_number_and_a_wrong_one_is_asked_again() {
        let question = Question {
            column: "account",
            written: "信用社".into(),
            direction: "",
            places: vec!["收支!G4".into()],
            choices: vec!["cash", "bank"],
        };
        let mut asking = Asking::of("9\n0\n2\n\n".as_bytes(), Lang::Zh);
        assert_eq!(asking.means(&question, None), Some("bank"));
        assert_eq!(asking.means(&question, None), None);
        assert_eq!(asking.means(&question, None), None);
    }

    #[test]
    fn what_is_offered_is_taken_only_by_a_person() {
        let mut asking = Asking::of("\n.\n李四\n3月5号\n2026.4.5\n1,200\n".as_bytes(), Lang::Zh);
        assert_eq!(asking.text("审核人", "何永福"), "何永福");
        assert_eq!(asking.text("审核人", "何永福"), "");
        assert_eq!(asking.text("审核人", "何永福"), "李四");
        assert_eq!(asking.day("日期"), "2026-04-05");
        assert_eq!(asking.money("期初现金", None), "1200.00");
        assert_eq!(asking.text("审核人", "何永福"), "");
    }

    #[test]
    fn what_a_text_suggests_is_taken_by_an_empty_answer_alone() {
        let question = Question {
            column: "text",
            written: "付2月路灯电费".into(),
            direction: "out",
            places: vec!["收支!G4".into()],
            choices: vec!["administration", "public-welfare"],
        };
        let mut asking = Asking::of("\n1\n.\n".as_bytes(), Lang::Zh);
        let offered = Some("public-welfare");
        assert_eq!(asking.means(&question, offered), Some("public-welfare"));
        assert_eq!(asking.means(&question, offered), Some("administration"));
        assert_eq!(asking.means(&question, offered), None);
    }

    #[test]
    fn an_amount_that_follows_is_offered_and_no_other_is_taken() {
        let mut asking = Asking::of("10000\n\n10000\n200\n.\n".as_bytes(), Lang::Zh);
        let follows = Some(Money::from_fen(20_000));
        assert_eq!(asking.money("期末现金", follows), "200.00");
        assert_eq!(asking.money("期末现金", follows), "200.00");
        assert_eq!(asking.money("期末现金", follows), "");
    }

    #[test]
    fn what_was_typed_is_not_thrown_away_by_an_empty_answer() {
        let mut asking = Asking::of("\n好吧\n是\n".as_bytes(), Lang::Zh);
        assert!(asking.agrees(&["a.yaml"]));
        assert!(!asking.agrees(&["a.yaml"]), "nobody answers any more");
    }
}
