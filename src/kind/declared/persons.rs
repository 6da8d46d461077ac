//! Fields of words that are called like a column of private persons: what is written there is published as it stands.

use crate::model::Said;
use crate::model::party::{Whose, is_post, whose};
use crate::model::shape::{Field, Type};

/// The fields among those of one row that name private persons by their own names, and whose; those apart of which the
/// declaration says that the names are public.
pub fn named(fields: &[Field], public: &[bool]) -> Vec<(usize, Whose)> {
    let posts = fields.iter().any(|field| is_post(field.words.zh) || is_post(field.words.en));
    let of = |(at, field): (usize, &Field)| {
        let words = matches!(field.of, Type::Text | Type::Texts) && !public[at];
        let whose = words.then(|| called(field)).flatten()?;
        // A name beside a post is that of somebody in office.
        (whose != Whose::Anyone || !posts).then_some((at, whose))
    };
    fields.iter().enumerate().filter_map(of).collect()
}

/// Whose names its words announce. English `name` may be that of a thing, so it counts where the Chinese word says so too.
fn called(field: &Field) -> Option<Whose> {
    let english = whose(field.words.en).filter(|whose| *whose != Whose::Anyone);
    whose(field.words.zh).max(english)
}

pub fn said(field: &Field) -> Said {
    Said::new(
        format!("`{}` 一栏写的是个人姓名，类型是文字，会原样公开", field.words.zh),
        format!(
            "by its name `{}` holds names of persons, which as text are published in full",
            field.words.en
        ),
    )
}

/// What makes it right.
pub fn help(whose: Whose) -> Said {
    match whose {
        Whose::KeptBack => Said::new(
            "低保、残疾、患病的人和未成年人不写姓名，改写户数、人数；不是姓名的，加 `公开姓名: 是`（public: true）",
            "the poor, the sick, the disabled and minors are not named: count them instead; where it holds no such names, write `public: true`",
        ),
        _ => Said::new(
            "改成 `type: person`，公开时遮名；也可能是单位的写 `firm`；本来就公开的（干部、代表、当选人）加 `公开姓名: 是`（public: true）",
            "make it `type: person`, which is masked, or `firm` where it may be a body; where the names are public, as those of officials, write `public: true`",
        ),
    }
}
