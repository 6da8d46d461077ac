//! A formula in the words of its fields: `数量 × 单价`.

use super::{Sum, Test, Way, field_of};
use crate::kind::declared::kept;
use crate::model::shape::{Shape, Type};
use crate::model::{Said, Words};

impl Sum {
    /// In the words of its fields: `数量 × 单价`.
    pub fn words(&self, shape: &'static Shape) -> Words {
        let said = self.said(shape);
        Words::new(kept(&said.zh), kept(&said.en))
    }

    fn said(&self, shape: &'static Shape) -> Said {
        let both = |a: &Sum, sign: &str, b: &Sum| {
            let (a, b) = (a.said(shape), b.bracketed(sign, shape));
            Said::new(format!("{} {sign} {}", a.zh, b.zh), format!("{} {sign} {}", a.en, b.en))
        };
        let field = |way: &Way| field_of(shape, *way).words;
        match self {
            Sum::Number(number) => Said::new(number.to_string(), number.to_string()),
            Sum::Of(way) => Said::new(field(way).zh, field(way).en),
            Sum::Total(way, test) => {
                let only = only(shape, way.list, *test);
                Said::new(
                    format!("各行{}合计{}", field(way).zh, only.zh),
                    format!("the sum of {}{}", field(way).en, only.en),
                )
            }
            Sum::Rows(list, test) => {
                let (words, only) = (shape.fields[*list].words, only(shape, Some(*list), *test));
                Said::new(
                    format!("{}行数{}", words.zh, only.zh),
                    format!("the number of {}{}", words.en, only.en),
                )
            }
            Sum::Add(a, b) => both(a, "+", b),
            Sum::Less(a, b) => both(a, "−", b),
            Sum::Times(a, b) => {
                let first = a.bracketed("×", shape);
                let b = b.bracketed("×", shape);
                Said::new(format!("{} × {}", first.zh, b.zh), format!("{} × {}", first.en, b.en))
            }
            Sum::Over(a, b) => {
                let first = a.bracketed("×", shape);
                let b = b.bracketed("÷", shape);
                Said::new(format!("{} ÷ {}", first.zh, b.zh), format!("{} ÷ {}", first.en, b.en))
            }
        }
    }

    /// With brackets where the sign before it binds closer.
    fn bracketed(&self, sign: &str, shape: &'static Shape) -> Said {
        let said = self.said(shape);
        let loose = match self {
            Sum::Add(..) | Sum::Less(..) => sign != "+",
            Sum::Times(..) | Sum::Over(..) => sign == "÷",
            _ => false,
        };
        if !loose {
            return said;
        }
        Said::new(format!("（{}）", said.zh), format!("({})", said.en))
    }
}

/// Which rows alone are counted, as it is said behind a sum.
fn only(shape: &'static Shape, list: Option<usize>, test: Option<Test>) -> Said {
    let rows = list.and_then(|list| shape.fields[list].of.rows_of());
    let Some((test, rows)) = test.zip(rows) else { return Said::new("", "") };
    let field = rows.field(test.field);
    let choice = match field.of {
        Type::Choice(choices) => choices.iter().find(|choice| choice.key == test.is),
        _ => None,
    };
    let (zh, en) = choice.map_or((test.is, test.is), |choice| (choice.words.zh, choice.words.en));
    Said::new(
        format!("（{}为“{zh}”）", field.words.zh),
        format!(" where {} is `{en}`", field.words.en),
    )
}
