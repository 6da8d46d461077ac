//! Holds the drawings to what a page needs of them: size, safety, words, and honest axes.

use super::*;
use crate::model::Lang;

fn amount(fen: i64) -> Option<Money> {
    Some(Money::from_fen(fen))
}

fn series<'a>(key: &'static str, label: &'a str, fen: &[i64]) -> Series<'a> {
    Series { key, label, points: fen.iter().copied().map(amount).collect() }
}

fn months(count: usize) -> Vec<String> {
    (0..count).map(|i| format!("{}月", i % 12 + 1)).collect()
}

/// Income and spending over so many months.
fn sample(count: usize) -> Chart<'static> {
    let income: Vec<i64> = (0..count as i64).map(|i| 1_845_000 + i * 7_919 % 13 * 99_999).collect();
    let expense: Vec<i64> =
        (0..count as i64).map(|i| 1_120_635 + i * 104_729 % 7 * 88_888).collect();
    Chart {
        id: "year",
        title: "全年收入比支出多",
        description: "柱状图",
        labels: months(count),
        series: vec![series("income", "收入", &income), series("expense", "支出", &expense)],
        unit: "元",
        lang: Lang::Zh,
        seen: Seen::OnDesk,
    }
}

const SEEN: [Seen; 2] = [Seen::OnDesk, Seen::OnPhone];

/// Every drawing of a chart, for a desk and for a phone.
fn all(chart: &Chart) -> Vec<String> {
    let of = |seen| {
        let chart = Chart { seen, ..chart.clone() };
        [Kind::Columns, Kind::Line, Kind::Rows].map(|kind| drawn(kind, &chart))
    };
    SEEN.into_iter().flat_map(of).collect()
}

fn columns(chart: &Chart) -> String {
    drawn(Kind::Columns, chart)
}

fn line(chart: &Chart) -> String {
    drawn(Kind::Line, chart)
}

fn rows(chart: &Chart) -> String {
    drawn(Kind::Rows, chart)
}

/// Whether every element is closed in order and every attribute stands in quotes.
fn check_well_formed(svg: &str) {
    let mut open = Vec::new();
    for piece in svg.split('<').skip(1) {
        let (tag, content) = piece.split_once('>').expect("a closed tag");
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
        for (i, outside) in tag.split('"').step_by(2).enumerate() {
            let ends = outside.ends_with('=') || outside.is_empty() || outside == "/";
            assert!(ends || (i == 0 && !outside.contains('=')) || tag.starts_with('/'), "{tag}");
        }
        let entities = content.split('&').skip(1).chain(tag.split('&').skip(1));
        for entity in entities {
            assert!(entity.split_once(';').is_some_and(|(name, _)| name.len() <= 4), "{entity}");
        }
        match tag.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name)),
            None if tag.ends_with('/') => {}
            None => open.push(tag.split(' ').next().unwrap_or(tag)),
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

/// What holds of every drawing, whatever its figures.
fn check(svg: &str) {
    check_well_formed(svg);
    assert!(svg.len() <= 10 * 1024, "{} bytes", svg.len());
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
    let root = &svg[..svg.find('>').expect("a root")];
    assert!(!root.contains(" width=") && !root.contains(" height="), "{root}");
    assert!(root.contains("role=\"img\"") && root.contains("aria-labelledby="), "{root}");
    assert!(svg.contains("<title id=") && svg.contains("<desc id="));
    for forbidden in ["=\"#", "style", "font-family", "rgb(", "opacity=\"1\"", "<script", " on"] {
        assert!(!svg.contains(forbidden), "{forbidden} in {svg}");
    }
    assert_eq!(svg.matches("font-size").count(), 1);
}

/// Every number of an attribute of the given elements, in order.
fn numbers(svg: &str, start: &str, key: &str) -> Vec<i32> {
    let key = format!(" {key}=\"");
    let lines = svg.lines().filter(|l| l.starts_with(start));
    lines.filter_map(|l| l.split_once(&key)?.1.split_once('"')?.0.parse().ok()).collect()
}

#[test]
fn a_year_and_two_years_are_small_and_sound() {
    for count in [12, 24] {
        for svg in all(&sample(count)) {
            check(&svg);
            assert!(svg.contains("data-series=\"income\""));
        }
    }
}

#[test]
fn odd_figures_draw_soundly() {
    let most = crate::model::money::LIMIT_FEN;
    let cases: [(usize, Vec<Series>); 8] = [
        (12, vec![series("income", "收入", &[0; 12])]),
        (1, vec![series("income", "收入", &[1])]),
        (0, vec![]),
        (12, vec![]),
        (3, vec![series("income", "收入", &[most, 1, -most])]),
        (3, vec![Series { key: "balance", label: "结余", points: vec![None, amount(5), None] }]),
        (2, vec![series("balance", "结余", &[5])]),
        (60, vec![series("income", "收入", &[999; 60]), series("expense", "支出", &[-7; 60])]),
    ];
    for (count, series) in cases {
        let chart = Chart { labels: months(count), series, ..sample(1) };
        all(&chart).iter().for_each(|svg| check(svg));
        for kind in [Kind::Columns, Kind::Line, Kind::Rows] {
            assert!(!describe(kind, &chart, Lang::Zh).is_empty());
        }
    }
}

#[test]
fn marks_stay_on_the_sheet() {
    for svg in all(&sample(12)) {
        let wide = if svg.contains("viewBox=\"0 0 480 ") { 480 } else { 256 };
        for (start, key) in [("<rect", "x"), ("<text", "x"), ("<circle", "cx")] {
            assert!(numbers(&svg, start, key).iter().all(|n| (0..=wide).contains(n)), "{svg}");
        }
        assert!(numbers(&svg, "<rect", "height").iter().all(|h| *h > 0));
    }
}

#[test]
fn bars_stand_on_zero_and_measure_their_amounts() {
    let chart = Chart {
        series: vec![series("income", "收入", &[400_000, 300_000, -200_000])],
        labels: months(3),
        ..sample(3)
    };
    let svg = columns(&chart);
    let tops = numbers(&svg, "<rect", "y")[1..].to_vec();
    let heights = numbers(&svg, "<rect", "height")[1..].to_vec();
    let zero = tops[0] + heights[0];
    assert_eq!((tops[1] + heights[1], tops[2]), (zero, zero));
    assert_eq!(heights, [120, 90, 60]);
    assert!(svg.contains(">0</text>") && svg.contains(">4,000</text>"));
}

#[test]
fn unknown_months_part_the_line_and_are_not_zeros() {
    let points = vec![amount(100), amount(200), None, amount(300), amount(50), None];
    let balance = Series { key: "balance", label: "结余", points };
    let svg = line(&Chart { labels: months(6), series: vec![balance], ..sample(6) });
    check(&svg);
    assert_eq!(svg.matches("<circle").count(), 4);
    assert_eq!(svg.matches("<polygon").count(), 2);
    assert_eq!(svg.matches(">–</text>").count(), 2);
}

#[test]
fn hostile_words_stay_words() {
    let bad = "</text><script>alert('1')</script>\u{0}&\"\u{202e}";
    let labels = vec![bad.to_string(), bad.repeat(40)];
    let series = vec![series("income", bad, &[1, 2]), series("expense", bad, &[-2, 1])];
    let chart =
        Chart { id: bad, title: bad, description: bad, labels, series, unit: bad, ..sample(1) };
    for svg in all(&chart) {
        check(&svg);
        assert!(!svg.contains(['\u{0}', '\u{202e}']));
        assert!(svg.contains("&lt;script&gt;alert(&#39;1&#39;)"));
    }
}

#[test]
fn ids_differ_with_the_chart_and_bytes_do_not_differ_with_the_run() {
    let (first, second) = (sample(12), Chart { id: "柳塘/2026", ..sample(12) });
    assert_eq!(columns(&first), columns(&first));
    let id = |svg: &str| svg.split('"').find(|part| part.ends_with("-desc")).map(String::from);
    assert_ne!(id(&columns(&first)), id(&columns(&second)));
    let ids = |svg: &str| svg.matches(" id=\"").count();
    assert_eq!(ids(&columns(&first)), 3);
    assert!(columns(&first).contains("url(#chart-year-hatch-1)"));
}

#[test]
fn rows_say_exact_amounts_and_long_names_stand_above() {
    let labels = vec!["青溪县清河镇柳塘村经济社".to_string(), "杨家湾".to_string()];
    let series = vec![series("balance", "结余", &[10_106_225, -305])];
    let svg = rows(&Chart { labels, series, ..sample(2) });
    check(&svg);
    for word in ["101,062.25", "−3.05", "青溪县清河镇柳塘村经济社"] {
        assert!(svg.contains(&format!(">{word}</text>")), "{word}");
    }
    assert!(rows(&sample(60)).contains("其余 36 项见表"));
}

#[test]
fn descriptions_are_exact() {
    let chart = Chart {
        labels: months(3),
        series: vec![series("income", "收入", &[120_050, 300_000, 5])],
        ..sample(3)
    };
    assert_eq!(
        describe(Kind::Columns, &chart, Lang::Zh),
        "柱状图，3 期。收入：合计 4,200.55 元；最高 2月 3,000.00 元；最低 3月 0.05 元；\
         从 1月 1,200.50 元 到 3月 0.05 元，减少 1,200.45 元。"
    );
    let chart = Chart { unit: "yuan", lang: Lang::En, ..chart };
    assert_eq!(
        describe(Kind::Rows, &chart, Lang::En),
        "Bar chart, 3 items. 收入: total 4,200.55 yuan; highest 2月 3,000.00 yuan; \
         lowest 3月 0.05 yuan."
    );
    let empty = Chart { series: vec![], labels: vec![], ..chart };
    assert_eq!(describe(Kind::Line, &empty, Lang::Zh), "折线图，0 期。");
}

/// Coverage of so many units: on time, late, missing.
fn coverage(count: usize) -> Shares<'static> {
    let part = |key, label, counts: fn(usize) -> u64| Counts {
        key,
        label,
        counts: (0..count).map(counts).collect(),
    };
    Shares {
        id: "coverage",
        title: "到期应公开 84 项 <b>",
        labels: (0..count).map(|i| format!("柳塘新村第 {i} 社区")).collect(),
        parts: vec![
            part("income", "按时", |i| 12 - i as u64 % 3),
            part("balance", "迟公开", |i| i as u64 % 3),
            part("expense", "未见公开", |i| u64::from(i == 1)),
        ],
        unit: "项",
    }
}

#[test]
fn counts_are_small_and_told_in_words_and_in_the_order_of_the_legend() {
    for (count, lang) in [(1, Lang::Zh), (6, Lang::En), (24, Lang::Zh), (400, Lang::Zh)] {
        SEEN.into_iter().for_each(|seen| check(&shares(&coverage(count), lang, seen)));
    }
    let svg = shares(&coverage(2), Lang::Zh, Seen::OnDesk);
    assert!(svg.contains("柳塘新村第 1 社区：按时 11，迟公开 1，未见公开 1。"), "{svg}");
    assert!(svg.contains(">11 / 1 / 1<") && svg.contains(">12 / 0 / 0<"), "{svg}");
    assert!(shares(&coverage(30), Lang::Zh, Seen::OnDesk).contains("其余 6 行见表"));
}

#[test]
fn a_count_has_its_length_and_none_has_no_bar() {
    let mut all = coverage(2);
    all.parts.truncate(1);
    all.parts[0].counts = vec![1000, 0];
    let bars = |svg: &str| numbers(svg, "<rect", "width").len();
    assert_eq!(bars(&shares(&all, Lang::Zh, Seen::OnDesk)), 2, "a swatch and one bar");
    all.parts[0].counts = vec![1000, 1];
    let widths = numbers(&shares(&all, Lang::Zh, Seen::OnDesk), "<rect", "width");
    assert!(widths.len() == 3 && widths[2] >= 3, "one of a thousand is still seen: {widths:?}");
}
