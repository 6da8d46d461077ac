//! What people ask in their own words, and which page of the unit answers (domain brief, section 6).

use std::cmp::Reverse;

use super::record::link;
use super::unit::dated;
use super::view::{AnswerGroupView, AnswerView, EntryView, Link};
use crate::kind::Kinds;
use crate::model::address::in_unit;
use crate::model::{Lang, Words};
use crate::tally::Summary;
use crate::tally::summary::{BookSummary, Entry, Month};
use crate::waist;

/// How many of the newest records of a kind stand under a question; the rest are behind a link.
const SHOWN_MAX: usize = 3;

/// Questions that belong together.
struct Group {
    title: Words,
    questions: &'static [Question],
}

struct Question {
    key: &'static str,
    words: Words,
    /// Kinds whose records answer.
    kinds: &'static [&'static str],
    /// Words that the titles of guides and powers have which answer, here or above; records of `kinds` need one of
    /// them too, where there are any.
    topics: &'static [&'static str],
    /// What holds everywhere, whatever is posted; may be empty.
    always: Words,
    /// Pages of the portal that answer too: address and words.
    portal: &'static [(&'static str, Words)],
}

const NOTHING: Words = Words::new("", "");
const GUIDES: (&str, Words) =
    ("powers.html", Words::new("办事指南和权力清单", "Guides and who decides what"));
const REPORT: (&str, Words) = ("report.html", Words::new("举报和受理渠道", "Where to report"));

static GROUPS: &[Group] = &[
    Group {
        title: Words::new("账上的钱", "The money"),
        questions: &[
            Question::new("left", "村里现在还剩多少钱？", "How much is left?"),
            Question::new("month", "这个月钱都花哪儿了？", "Where did the month's money go?"),
            Question::new(
                "year",
                "扫大街、修路灯这样的事，一年一共花多少？给谁了？",
                "What did one thing cost in a year, and who was paid?",
            ),
            Question::new(
                "small",
                "金额小的咋不公开？",
                "Why are small sums left out?",
            )
            .always(
                "都公开。这里没有“多少钱以下不公开”，一块钱也列出来。",
                "They are not. There is no sum below which a line is left out.",
            ),
            Question::new(
                "before",
                "跟去年比多了还是少了？跟别的村比呢？",
                "More or less than last year, or than other villages?",
            )
            .portal(&[("analysis.html", Words::new("各村放在一起看", "All villages side by side"))]),
            Question::new("pay", "干部一年拿多少补贴？", "What are the officials paid?").kinds(&["cadre-pay"]),
            Question::new("dividend", "今年分红多少？啥时候发？", "How much is shared out, and when?")
                .kinds(&["distribution"]),
            Question::new("accounts", "钱放在哪些账户里？", "In which accounts is it?").kinds(&["account"]),
        ],
    },
    Group {
        title: Words::new("地、房子和工程", "Land, buildings and works"),
        questions: &[
            Question::new(
                "lease",
                "鱼塘、地、门面包给谁了？多少钱？租金收上来没？",
                "Who rents the ponds, land and shops, for how much, and is it paid?",
            )
            .kinds(&["contract"]),
            Question::new(
                "works",
                "修路那样的工程花了多少？咋还没修完？",
                "What did the works cost, and why are they not done?",
            )
            .kinds(&["project", "grant", "levies"]),
            Question::new("bids", "谁中的标？有几家来投？", "Who won the bid, of how many?")
                .kinds(&["purchases", "project"]),
            Question::new(
                "land",
                "征地的钱分了多少？还剩多少？",
                "What of the money for the land was shared, what is left?",
            )
            .kinds(&["land-compensation"]),
            Question::new("house", "批宅基地要多久？走到哪一步了？", "How long does a building plot take?")
                .kinds(&["homestead"])
                .topics(&["宅基地", "homestead", "building plot"])
                .portal(&[GUIDES]),
            Question::new("owns", "村里有哪些家当？", "What does the village own?").kinds(&["asset"]),
        ],
    },
    Group {
        title: Words::new("补贴、救助和办事", "Subsidies, relief and papers"),
        questions: &[
            Question::new(
                "subsidy",
                "我家的补贴发了没？标准是多少？",
                "Has my subsidy been paid, by what standard?",
            )
            .kinds(&["benefit", "grant"])
            .always(
                "这里只有批次和标准。自己的一笔，看银行短信，或拿身份证到窗口查。",
                "Here stand batches and standards. For your own, see your bank's message or ask at the counter.",
            ),
            Question::new(
                "relief",
                "为啥他家有低保我家没有？怎么申请？",
                "Why is that family on relief and mine not? How to apply?",
            )
            .kinds(&["relief"])
            .topics(&["低保", "救助", "relief"])
            .portal(&[GUIDES])
            .always(
                "别人家的情况不在网上。条件、谁来定、不服找谁，写在指南里。",
                "No family's affairs are shown here. The guides say who qualifies, who decides and how to appeal.",
            ),
            Question::new(
                "papers",
                "开个证明要啥材料？找谁？哪天有人？",
                "What papers does a certificate need, from whom, on which day?",
            )
            .topics(&["证明", "certificate"])
            .portal(&[GUIDES]),
            Question::new(
                "old",
                "老人八十了，高龄钱一个月多少，咋领？",
                "How much is the allowance at eighty, and how is it claimed?",
            )
            .kinds(&["benefit"])
            .topics(&["高龄", "老年", "old age", "eighty"])
            .portal(&[GUIDES]),
        ],
    },
    Group {
        title: Words::new("开会、监督和反映", "Meetings, oversight and complaints"),
        questions: &[
            Question::new(
                "decided",
                "上次开会定的事办了没？",
                "Was it done, what the last meeting decided?",
            )
            .kinds(&["meeting"]),
            Question::new(
                "relatives",
                "干部家的亲戚是不是又包工程了？",
                "Did an official's family get the work again?",
            )
            .kinds(&["interest"]),
            Question::new("mine", "我反映的事咋样了？会不会被人知道？", "What became of what I said, and who will know?")
                .kinds(&["request"])
                .always(
                    "凭受理编号查，只有编号，没有名字。这个网站什么都不收集。",
                    "By the number on your receipt; no name stands here. This site collects nothing.",
                ),
            Question::new("report", "举报打哪个电话？", "Which number do I call to report abuse?").portal(&[REPORT]),
            Question::new("wrong", "这个账不对，找谁说？几天回？", "The books are wrong: who do I tell?")
                .portal(&[REPORT]),
            Question::new(
                "property",
                "小区的公共收入去哪了？物业费涨不涨？",
                "Where does the estate's common income go?",
            )
            .kinds(&["community-affairs"])
            .always(
                "小区公共收入由物业公司公布；这里登的是社区转来或公布的。",
                "The property firm must post it; here stands what reached the community.",
            ),
        ],
    },
    Group {
        title: Words::new("这个网站", "This site"),
        questions: &[
            Question::new(
                "away",
                "我在外地打工，咋看村里的账？字太小，能不能念给我听？",
                "I work far away; the letters are small; can it be read to me?",
            )
            .always(
                "把这一页的网址发到手机就能看；右上角点“大字关怀版”；手机有语音的，点“读给我听”。",
                "Open this address on your phone; “Large type” and, where your phone has a voice, “Read aloud” are at the top.",
            ),
            Question::new("paper", "手机打不开，有没有纸的？", "Is there a sheet of paper?").always(
                "公开栏上贴着同样的内容，上面有二维码；每一页都能打印，也可以到村委会要一份。",
                "The same hangs on the notice board, with a code; every page prints; the office hands out copies.",
            ),
            Question::new(
                "words",
                "“公益支出”这样的词是啥意思？",
                "What do the words of the trade mean?",
            )
            .always(
                "每个词旁边都有一句解释；账目分类的解释在每月的表里。",
                "Each has a line beside it; the categories are explained in every month.",
            ),
            Question::new(
                "trust",
                "这页是啥时候更新的？是真的公家发的吗？",
                "When was this made, and is it official?",
            )
            .portal(&[("verify.html", Words::new("怎样核对本站", "How to check this site"))]),
        ],
    },
];

impl Question {
    const fn new(key: &'static str, zh: &'static str, en: &'static str) -> Question {
        Question {
            key,
            words: Words::new(zh, en),
            kinds: &[],
            topics: &[],
            always: NOTHING,
            portal: &[],
        }
    }

    const fn kinds(mut self, kinds: &'static [&'static str]) -> Question {
        self.kinds = kinds;
        self
    }

    const fn topics(mut self, topics: &'static [&'static str]) -> Question {
        self.topics = topics;
        self
    }

    const fn always(mut self, zh: &'static str, en: &'static str) -> Question {
        self.always = Words::new(zh, en);
        self
    }

    const fn portal(mut self, pages: &'static [(&'static str, Words)]) -> Question {
        self.portal = pages;
        self
    }
}

/// The questions of a unit in their groups, each with what its pages say to it.
/// `above` are the units over it: their guides hold here too.
pub fn answers(
    lang: Lang,
    kinds: &Kinds,
    summary: &Summary,
    above: &[&Summary],
) -> Vec<AnswerGroupView> {
    let one = |question: &Question| {
        let mut said = Vec::new();
        let mut links = Vec::new();
        for key in question.kinds {
            records(lang, (kinds, key), (summary, question.topics), (&mut said, &mut links));
        }
        links.extend(guides(summary, above, question.topics));
        links.extend(own(lang, summary, question.key));
        let silent = said.is_empty() && links.is_empty() && !question.kinds.is_empty();
        let portal = question.portal.iter();
        links.extend(portal.map(|(page, words)| link(words.in_lang(lang), format!("../{page}"))));
        AnswerView {
            key: question.key,
            question: of_level(&summary.level, question.words.in_lang(lang)),
            always: of_level(&summary.level, question.always.in_lang(lang)),
            silent,
            records: said,
            links,
        }
    };
    let group = |group: &Group| AnswerGroupView {
        title: group.title.in_lang(lang).to_string(),
        questions: group.questions.iter().map(one).collect(),
    };
    GROUPS.iter().map(group).collect()
}

/// In a community people ask the same of their community.
fn of_level(level: &str, text: &str) -> String {
    const WORDS: [(&str, &str); 5] = [
        ("村里", "社区"),
        ("别的村", "别的社区"),
        ("村委会", "居委会"),
        ("the village", "the community"),
        ("other villages", "other communities"),
    ];
    let words = if level == "community" { &WORDS[..] } else { &[] };
    words.iter().fold(text.to_string(), |text, (village, here)| text.replace(village, here))
}

/// The newest records of one kind, and where the rest are.
fn records(
    lang: Lang,
    (kinds, key): (&Kinds, &str),
    (summary, topics): (&Summary, &[&str]),
    (said, links): (&mut Vec<EntryView>, &mut Vec<Link>),
) {
    let fits =
        |entry: &&Entry| entry.kind == key && (topics.is_empty() || speaks_of(entry, topics));
    let mut all: Vec<&Entry> = summary.entries.iter().filter(fits).collect();
    all.sort_by_key(|entry| Reverse(&entry.date));
    said.extend(all.iter().take(SHOWN_MAX).map(|entry| dated(entry, in_unit(&entry.href))));
    if let Some(kind) = kinds.by_key(key).filter(|_| all.len() > SHOWN_MAX) {
        let (count, words) = (all.len(), kind.words.in_lang(lang));
        let label = lang.pick(
            format!("{words}，全部 {count} 项"),
            format!("{words}: {}", lang.counted(count, "record", "records")),
        );
        links.push(link(&label, format!("{}/index.html", kind.folder)));
    }
}

/// Guides and powers whose titles speak of it, the unit's own first.
fn guides(summary: &Summary, above: &[&Summary], topics: &[&str]) -> Vec<Link> {
    let one = |entry: &Entry| link(&entry.title, format!("../{}", entry.href));
    let all = std::iter::once(&summary).chain(above).flat_map(|unit| &unit.entries);
    let fits =
        |entry: &&Entry| matches!(&*entry.kind, "guide" | "power") && speaks_of(entry, topics);
    all.filter(fits).map(one).collect()
}

fn speaks_of(entry: &Entry, topics: &[&str]) -> bool {
    let title = entry.title.to_lowercase();
    topics.iter().any(|topic| title.contains(topic))
}

/// The unit's own pages that answer a question about money or about the site.
fn own(lang: Lang, summary: &Summary, key: &str) -> Vec<Link> {
    let books = summary.books.iter().filter(|book| !book.months.is_empty());
    let each = |label: &dyn Fn(&BookSummary) -> (String, String)| {
        let one = |book: &BookSummary| {
            let (said, href) = label(book);
            let whose = if summary.books.len() > 1 { book.name.as_str() } else { "" };
            link(format!("{whose} {said}").trim(), href)
        };
        books.clone().map(one).collect()
    };
    fn last(book: &BookSummary) -> &Month {
        book.months.last().expect("asked above")
    }
    match key {
        "left" => each(&|book| {
            let month = last(book);
            let (sum, day) =
                (lang.amount(month.closing.total()), waist::day(lang, month.period.last_day()));
            let said =
                lang.pick(format!("截至 {day} 有 {sum} 元"), format!("{sum} yuan as of {day}"));
            (said, format!("{}#accounts", in_unit(&month.href)))
        }),
        "month" => each(&|book| {
            let month = last(book);
            let when = waist::period(lang, month.period);
            let sum = lang.amount(month.expense);
            let said = lang.pick(
                format!("{when}支出 {sum} 元，每一笔"),
                format!("{when}: {sum} yuan, every line"),
            );
            (said, format!("{}#lines", in_unit(&month.href)))
        }),
        "year" => each(&|book| {
            let month = last(book);
            let year = month.period.year();
            let reach = waist::reach::said(lang, &waist::year::of_year(book, year));
            let said = lang.pick(
                format!("{year} 年（{reach}）按类别看，给了谁"),
                format!("{year} ({reach}) by category, and who was paid"),
            );
            (said, format!("{}#categories", in_unit(&month.year_href())))
        }),
        "before" => vec![link(lang.pick("历年收支", "All years"), "finance/index.html")],
        "wrong" => {
            vec![link(lang.pick("找谁说、几点有人", "Who to ask, and when"), "index.html#people")]
        }
        "trust" => vec![link(lang.pick("新公开和更正", "What is new"), "changes.html")],
        _ => Vec::new(),
    }
}
