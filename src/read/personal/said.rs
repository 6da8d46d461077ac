//! What is said of a number that is somebody's, or may be.

use crate::finding::{Finding, Place, rules};
use crate::model::Said;
use crate::scan::{Likely, Personal, Sign};
use crate::source::Source;

/// What is said at the place of a hit.
pub fn suspected(kind: Personal) -> Said {
    let words = kind.words();
    Said::new(format!("这里有疑似{}", words.zh), format!("a possible {} stands here", words.en))
}

/// What is said of an ID number that its other digits tell.
pub fn almost() -> Said {
    Said::new(
        "这里有身份证号，虽然少了、多了、遮了或错了几位，其余的数字仍能推算出原号".to_string(),
        "an ID number stands here: digits of it are missing, hidden, wrong or too many, and the rest tells it"
            .to_string(),
    )
}

/// What is said of a number that is hidden in part.
pub fn masked(kind: Personal) -> Said {
    let words = kind.words();
    Said::new(
        format!("这里像是{}，少了、遮了或错了几位", words.zh),
        format!("a possible {} stands here, with digits missing, hidden or wrong", words.en),
    )
}

/// What is said of a mobile in a field for another number.
pub fn in_number_field(source: &Source, place: Place, kind: Personal) -> Finding {
    let words = kind.words();
    let said = Said::new(
        format!("这个号码的写法和{}一样", words.zh),
        format!("this number has the form of a {}", words.en),
    );
    source.finding(&rules::NUMBER_LIKE_MOBILE, place, said).help(
        "如果填错了栏，改过来；如果就是这样的编号，不用管，或写一条说明",
        "mend it if it stands in the wrong field; if it is such a number, leave it or explain it",
    )
}

/// What is said of a number that is somebody's, most likely.
pub fn likely(source: &Source, place: Place, one: &Likely) -> Finding {
    let words = one.kind.words();
    let (rule, said) = match one.sign {
        Sign::Word => return told(source, place, one.kind),
        Sign::Almost => {
            return source.finding(&rules::PERSONAL_NUMBER, place, almost()).help(
                "删去整个号码，遮几位、少几位也不行；它不能进入公开资料，连源文件也不能留",
                "remove all of it, hidden digits or not: it must not be published, nor stay in the source file",
            );
        }
        Sign::Masked => {
            return source.finding(&rules::NUMBER_ALMOST_WHOLE, place, masked(one.kind)).help(
                "个人号码遮了几位也不公开，删去；是别的编号，前面写明是什么，如“宗地代码：”",
                "remove it: a person's number is not published in part either; if it is another, say so right before it",
            );
        }
        Sign::Form => (
            &rules::NUMBER_IN_PARTS,
            Said::new(
                format!("这几个数连起来像{}", words.zh),
                format!("these figures together look like a {}", words.en),
            ),
        ),
        Sign::Slip => (
            &rules::NUMBER_WITH_SLIP,
            Said::new(
                "这个号码像身份证号，只是校验位不对".to_string(),
                "this looks like an ID number but for its check character".to_string(),
            ),
        ),
    };
    source.finding(rule, place, said).help(
        "是个人号码就删去；是别的编号，前面写明是什么，如“宗地代码：”“表号：”",
        "remove it if it is a person's; else say what it is right before it, as in `serial no.`",
    )
}

pub fn told(source: &Source, place: Place, kind: Personal) -> Finding {
    source.finding(&rules::PERSONAL_NUMBER, place, suspected(kind)).help(
        "删去这个号码；它不能进入公开资料，连源文件也不能留",
        "remove it: it must not be published, nor stay in the source file",
    )
}
