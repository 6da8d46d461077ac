//! A formula in the words of its fields: `数量 × 单价`.

use super::{Sum, Way, field_of};
use crate::kind::declared::kept;
use crate::model::shape::Shape;
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
            Sum::Total(way) => Said::new(
                format!("各行{}合计", field(way).zh),
                format!("the sum of {}", field(way).en),
            ),
            Sum::Rows(list) => {
                let words = shape.fields[*list].words;
                Said::new(format!("{}行数", words.zh), format!("the number of {}", words.en))
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
