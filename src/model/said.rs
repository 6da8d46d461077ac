//! Words in the languages of the tool and the portal.

use super::manner::{Manner, Spoken};

/// The two languages every word of sunlit is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Base {
    #[default]
    Zh,
    En,
}

impl Base {
    pub fn tag(self) -> &'static str {
        match self {
            Base::Zh => "zh-CN",
            Base::En => "en",
        }
    }
}

/// The languages sunlit speaks: its own two, and what a portal makes of one of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    #[default]
    Zh,
    En,
    Own(&'static Manner),
}

impl Lang {
    /// The BCP 47 tag written into pages.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::Own(manner) => &manner.tag,
            _ => self.base().tag(),
        }
    }

    /// The language its words are made from.
    pub fn base(self) -> Base {
        match self {
            Lang::Zh => Base::Zh,
            Lang::En => Base::En,
            Lang::Own(manner) => manner.base,
        }
    }

    /// `zh…` is Chinese, `en…` is English; anything else is neither.
    pub fn parse(text: &str) -> Option<Lang> {
        let text = text.to_ascii_lowercase();
        if text.starts_with("zh") {
            Some(Lang::Zh)
        } else if text.starts_with("en") {
            Some(Lang::En)
        } else {
            None
        }
    }

    pub fn pick<T: Spoken>(self, zh: T, en: T) -> T {
        self.say(match self.base() {
            Base::Zh => zh,
            Base::En => en,
        })
    }

    /// A count with its noun, which English says in two forms.
    pub fn counted(self, count: usize, one: &str, many: &str) -> String {
        self.say(format!("{count} {}", if count == 1 { one } else { many }))
    }

    /// What was said in the base language, as the portal says it.
    pub fn say<T: Spoken>(self, said: T) -> T {
        match self {
            Lang::Own(manner) => said.spoken(manner),
            _ => said,
        }
    }
}

/// One sentence in both languages, so that the wording of a rule stands beside the rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Said {
    pub zh: String,
    pub en: String,
}

impl Said {
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Said {
        Said { zh: zh.into(), en: en.into() }
    }

    /// The same as the portal says it, to stand inside another sentence.
    pub fn say(self, lang: Lang) -> Said {
        Said { zh: lang.say(self.zh), en: lang.say(self.en) }
    }

    pub fn in_lang(&self, lang: Lang) -> String {
        lang.pick(self.zh.clone(), self.en.clone())
    }
}

/// A fixed pair of words: a heading, a label, a gloss.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    pub zh: &'static str,
    pub en: &'static str,
}

impl Words {
    pub const fn new(zh: &'static str, en: &'static str) -> Words {
        Words { zh, en }
    }

    pub fn in_lang(self, lang: Lang) -> &'static str {
        lang.pick(self.zh, self.en)
    }
}
