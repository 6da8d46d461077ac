//! The five questions residents ask, each with its answer already on the card (domain brief, opening; Hunan's
//! platform uses them as its spine).

use super::view::QuestionView;
use crate::model::address::in_unit;
use crate::model::{Base, Lang, Money};
use crate::tally::Summary;
use crate::tally::summary::{BookSummary, Month};
use crate::waist;

/// The cards of a unit's front page; `book` is its first set of books with anything published.
pub fn questions(lang: Lang, summary: &Summary, book: &BookSummary) -> Vec<QuestionView> {
    let Some(month) = book.months.last() else { return Vec::new() };
    let href = in_unit(&month.href);
    // With two sets of books each answer says which one it is about.
    let whose = if summary.books.len() > 1 { book.name.as_str() } else { "" };
    let about = |answer: String| format!("{whose} {answer}").trim_start().to_string();
    vec![
        QuestionView {
            key: "from",
            question: lang.pick("钱从哪里来", "Where from?").to_string(),
            answer: about(most(lang, month, true)),
            figure: lang.signed(month.income),
            href: format!("{href}#in"),
        },
        QuestionView {
            key: "to",
            question: lang.pick("花到哪里去", "Where to?").to_string(),
            answer: about(most(lang, month, false)),
            figure: lang.signed(-month.expense),
            href: format!("{href}#out"),
        },
        done(lang, summary),
        effect(lang, book, month, about),
        wrong(lang, summary, href),
    ]
}

fn most(lang: Lang, month: &Month, income: bool) -> String {
    let when = waist::month(lang, month.period);
    let side = month.by_category.iter().filter(|sum| sum.income == income);
    lang.say(match (lang.base(), side.max_by_key(|sum| sum.amount)) {
        (_, None) => lang.pick("当月没有", "none this month").to_string(),
        (Base::Zh, Some(most)) => format!("{when}最多的是{}", most.label),
        (Base::En, Some(most)) => format!("{when}: mostly {}", most.label),
    })
}

fn done(lang: Lang, summary: &Summary) -> QuestionView {
    let notices = summary.entries.iter().filter(|e| e.kind == "notice");
    let count = notices.clone().count();
    let latest = notices.max_by_key(|e| &e.date).map(|e| e.title.clone());
    QuestionView {
        key: "done",
        question: lang.pick("干了什么事", "What was done?").to_string(),
        answer: latest.unwrap_or_else(|| lang.pick("还没有登公告", "no notice yet").to_string()),
        figure: lang.pick(format!("{count} 份公开"), lang.counted(count, "notice", "notices")),
        href: "notices/index.html".to_string(),
    }
}

/// What the year has come to: how much more or less is left than when it began.
fn effect(
    lang: Lang,
    book: &BookSummary,
    month: &Month,
    about: impl Fn(String) -> String,
) -> QuestionView {
    let year = month.period.year();
    let first = book.months.iter().find(|m| m.period.year() == year).unwrap_or(month);
    let change: Money = month.closing.total() - first.opening;
    let since = waist::period(lang, first.period);
    QuestionView {
        key: "effect",
        question: lang.pick("效果怎么样", "How well did it work?").to_string(),
        answer: about(lang.say(match lang.base() {
            Base::Zh if change.is_negative() => format!("月末结余比{since}初少了"),
            Base::Zh => format!("月末结余比{since}初多了"),
            Base::En => format!("left, compared with the start of {since}"),
        })),
        figure: lang.signed(change),
        href: in_unit(&month.year_href()).to_string(),
    }
}

fn wrong(lang: Lang, summary: &Summary, href: &str) -> QuestionView {
    let (asked, waiting) = (summary.asked.len(), summary.unanswered());
    let answer = lang.say(match (lang.base(), waiting) {
        (Base::Zh, 0) => "都已说明".to_string(),
        (Base::En, 0) => "all explained".to_string(),
        (Base::Zh, n) => format!("{n} 项还没有说明"),
        (Base::En, n) => format!("{n} not explained yet"),
    });
    QuestionView {
        key: "wrong",
        question: lang.pick("有没有问题", "Anything wrong?").to_string(),
        answer: if asked == 0 {
            lang.pick("没有待说明的", "nothing asked").to_string()
        } else {
            answer
        },
        figure: lang.pick(format!("{asked} 项"), format!("{asked}")),
        href: if asked == 0 { format!("{href}#lines") } else { "#asked".to_string() },
    }
}
