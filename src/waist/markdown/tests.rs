//! Markdown as people type it: Chinese punctuation, typed lists, names in pieces, and what must never get through.

use pulldown_cmark::{Options, Parser, html};

use super::{Leads, Names, Prose, links, to_html};

#[test]
fn shows_html_as_typed_and_drops_unsafe_links() {
    let Prose { html, remarks } = to_html(
        "# 标题\n\n<script>alert(1)</script>\n\n[点](javascript:alert(1)) ![图](https://x/y.png)",
        &Names::default(),
        &Leads::new(),
    );
    assert!(html.contains("<h2>标题</h2>") && html.contains("&lt;script&gt;"), "{html}");
    assert!(!html.contains("javascript") && !html.contains("<img"), "{html}");
    let told: Vec<_> = remarks.iter().map(|one| one.rule.code).collect();
    assert_eq!(told, ["html-in-text", "unsafe-link", "unsafe-link"]);
    assert!(html.contains(">点 图<") || html.contains("点 图") && !html.contains("<a"), "{html}");
}

#[test]
fn links_lead_where_they_may() {
    let leads = Leads::from([
        ("a.md".to_string(), Some("../../u/notices/a.html".to_string())),
        ("b.md".to_string(), None),
    ]);
    for (address, kept) in [
        ("a.md", "../../u/notices/a.html"),
        ("tel:0500-1234567", "tel:0500-1234567"),
        ("https://example.org/a?b#c", "https://example.org/a?b#c"),
        ("b.md", ""),
        ("../../../etc/passwd", ""),
        ("/index.html", ""),
        ("//example.org/", ""),
        ("\\\\example.org/", ""),
        ("data:text/html,x", ""),
        ("java\tscript:alert(1)", ""),
    ] {
        let html = to_html(&format!("[x](<{address}>)"), &Names::default(), &leads).html;
        let link = format!("<p><a href=\"{kept}\">x</a></p>");
        let meant = if kept.is_empty() { "<p>x</p>" } else { &link };
        assert_eq!(html.trim_end(), meant, "{address}");
    }
    let mail = html_of("<a@example.org>");
    assert!(mail.contains("mailto:a@example.org"), "{mail}");
    let html = to_html("![图](a.md)和[![图](a.md)](b.md)", &Names::default(), &leads).html;
    assert_eq!(html.matches("<a href").count(), 2, "{html}");
    let typed = "[x](a.md)、**y**[y](<b%2Emd#z>)、![z](z.png)、<c@d.e>、[w](https://a.cn)";
    let found: Vec<_> = links(typed).into_iter().map(|one| (one.to, one.picture)).collect();
    assert_eq!(found, [("a.md".into(), false), ("b%2Emd#z".into(), false), ("z.png".into(), true)]);
}

fn html_of(text: &str) -> String {
    to_html(text, &Names::default(), &Leads::new()).html.trim_end().to_string()
}

/// What stands on the page, of one paragraph.
fn words_of(text: &str) -> String {
    let html = html_of(text);
    let inside = html.strip_prefix("<p>").and_then(|html| html.strip_suffix("</p>"));
    inside.unwrap_or_else(|| panic!("one paragraph: {html}")).to_string()
}

#[test]
fn bold_beside_chinese_punctuation_comes_out_as_meant() {
    for (typed, meant) in [
        ("**注意：**不要停车。", "<b>注意：</b>不要停车。"),
        ("依照**《村务公开办法》**第三条。", "依照<b>《村务公开办法》</b>第三条。"),
        ("请**于 3 月 20 日（含）**前交回。", "请<b>于 3 月 20 日（含）</b>前交回。"),
        (
            "重点是**“水、电、路”**三件事，以及**“厕所”**。",
            "重点是<b>“水、电、路”</b>三件事，以及<b>“厕所”</b>。",
        ),
        (
            "**时间：**周五；**地点：**村委会；**人：**户主",
            "<b>时间：</b>周五；<b>地点：</b>村委会；<b>人：</b>户主",
        ),
        ("共**1860元。**已付", "共<b>1860元。</b>已付"),
        ("**“一事一议”**3 件", "<b>“一事一议”</b>3 件"),
        ("**(含)**前，*（注）*后", "<b>(含)</b>前，<i>（注）</i>后"),
        ("**`代码`**是，是**`代码`**", "<b><code>代码</code></b>是，是<b><code>代码</code></b>"),
        (
            "看**[《办法》](https://a.cn)**第三条",
            "看<b><a href=\"https://a.cn\">《办法》</a></b>第三条",
        ),
        ("*重点：*这，***都要：***那", "<i>重点：</i>这，<i><b>都要：</b></i>那"),
        ("~~旧价：~~新价 3~5 元，6~8 元", "<del>旧价：</del>新价 3~5 元，6~8 元"),
        ("**注意**、**安全**！", "<b>注意</b>、<b>安全</b>！"),
        ("**第一。****第二。**完", "<b>第一。****第二。</b>完"),
        ("请*务必*带上，**不要**迟到", "请<i>务必</i>带上，<b>不要</b>迟到"),
        ("\\*不是**强调：**\\*吧", "*不是<b>强调：</b>*吧"),
    ] {
        let said = words_of(typed).replace("strong>", "b>").replace("em>", "i>");
        assert_eq!(said, meant, "{typed}");
    }
}

#[test]
fn stars_of_masked_names_and_of_sums_are_no_emphasis() {
    for typed in [
        "付给张*明、李*红各 100 元",
        "付给张**、李**各 100 元",
        "欧阳*、诸葛**都在",
        "电话 138****5678、139****1234",
        "长 5*6*7 米",
        "张*明领取",
        "赖*红、缪**领",
        "缪**、赖**各 1 袋",
        "100*3*5=1500",
        "3*100+2*50=400",
        "¥100*3*5, ¥20*¥3*4",
        "(3+2)*5*(6)",
        "5m*6m*7m, 100%*3*5",
        "138****5678, 139****1234",
        "单价*数量 和 长*宽",
        "底价*面积、长*宽*高",
        "10~~20元、30~~40元",
        "10元~~20元、30元~~40元",
        "10~~20 户",
    ] {
        assert_eq!(words_of(typed), typed);
    }
    for (typed, meant) in [
        ("**付给张*明**，李*红", "<b>付给张*明</b>，李*红"),
        ("张**领取，**注意**时间", "张**领取，<b>注意</b>时间"),
        ("**老王**说高**标准**", "<b>老王</b>说高<b>标准</b>"),
        ("方**可**办理，方**能**领", "方<b>可</b>办理，方<b>能</b>领"),
        ("请**务必**到，请**准时**", "请<b>务必</b>到，请<b>准时</b>"),
        ("**第一，是**路，**水**、**电**", "<b>第一，是</b>路，<b>水</b>、<b>电</b>"),
        ("补~~100~~120元，改~~5~~6 户", "补<del>100</del>120元，改<del>5</del>6 户"),
        ("共 10~~20~~ 元", "共 10<del>20</del> 元"),
        ("**5*6*7** and 5**6**", "<b>5*6*7</b> and 5<b>6</b>"),
    ] {
        assert_eq!(words_of(typed).replace("strong>", "b>"), meant, "{typed}");
    }
}

#[test]
fn a_sum_keeps_its_stars_in_every_block() {
    for (typed, meant) in [
        ("- 20*4*3=240", "<li>20*4*3=240</li>"),
        ("## 5*6*7", "<h2>5*6*7</h2>"),
        ("> 5*6*7", "<p>5*6*7</p>"),
        ("|a|b|\n|-|-|\n|5*6*7|2*3*4|", "<td>5*6*7</td><td>2*3*4</td>"),
    ] {
        assert!(html_of(typed).contains(meant), "{typed}: {}", html_of(typed));
    }
}

#[test]
fn what_holds_no_chinese_is_as_commonmark_has_it() {
    for text in [
        "**Note:**text and **bold** and *em*, a*\"foo\"*, **foo(bar)**baz",
        "a * b * c\n\n* item\n* item **two:** x\n\n***\n\n`**x**` **`x`**y",
        "one:\n2) two\n3. three\n| x\n(1) y\none\ntwo  \nthree\\\nfour",
        "1. a\n2. b\n\n1) c\n\n> quote *x*\ny\n\n    code ** here\n\n~~~\na ~ b\n~~~",
        "[a*](https://b.org/*c*) <https://d.org/~e> **[x](https://y.org)**z __a__b _c_",
        "| a | b |\n|---|---|\n| **x:**y | `*` |",
        "“**quoted:**”and—*dashes*—",
    ] {
        let mut plain = String::new();
        html::push_html(&mut plain, Parser::new_ext(text, Options::ENABLE_TABLES));
        assert_eq!(html_of(text), plain.trim_end(), "{text}");
    }
}

#[test]
fn a_line_ends_without_a_blank_in_chinese_and_stays_one_in_a_typed_list() {
    for (typed, meant) in [
        ("第一行说的是修路，\n第二行接着说修桥。", "第一行说的是修路，第二行接着说修桥。"),
        ("修路的事\n**第二行**", "修路的事<strong>第二行</strong>"),
        ("叫做“水”\n的东西", "叫做“水”的东西"),
        ("共 3\n件", "共 3\n件"),
        ("see\nhere", "see\nhere"),
        ("中文\nEnglish", "中文\nEnglish"),
        ("1、修路\n2、修桥\n3、修塘", "1、修路<br />\n2、修桥<br />\n3、修塘"),
        (
            "三件：\n（一）东边\n（二）西边\n都要修",
            "三件：<br />\n（一）东边<br />\n（二）西边<br />\n都要修",
        ),
        ("一、东\n十一、西", "一、东<br />\n十一、西"),
        ("1）东\n2)西", "1）东<br />\n2)西"),
        ("①东\n②西", "①东<br />\n②西"),
        ("1.修路\n2.修桥", "1.修路<br />\n2.修桥"),
        ("共计\n3.5 元", "共计\n3.5 元"),
        ("•东\n•西", "•东<br />\n•西"),
        ("时间：周五\n地点：村委会", "时间：周五<br />\n地点：村委会"),
        ("一段。\n　　又一段。", "一段。<br />\n　　又一段。"),
        ("    为了**大家：**好", "    为了<strong>大家：</strong>好"),
        ("| 东 | 1 |\n| 西 | 2 |", "| 东 | 1 |<br />\n| 西 | 2 |"),
    ] {
        assert_eq!(words_of(typed), meant, "{typed}");
    }
}

#[test]
fn short_lines_that_are_a_list_in_all_but_name_stay_lines() {
    for (typed, lines) in [
        ("张组长\n李组长", 2),
        ("甲 100 元\n乙 200 元", 2),
        ("—— 甲\n—— 乙", 2),
        ("【甲】乙\n【丙】丁", 2),
        ("其一，修路\n其二，修桥", 2),
        ("一是修路，管到年底；\n二是修桥。", 2),
        ("3月1日 甲\n3月2日 乙", 2),
        ("8:00 开会\n9:00 看工地", 2),
        ("修路队\u{3000}三人\n修桥队\u{3000}五人", 2),
        ("特此公告。\n村民委员会\n2026年3月5日", 3),
        ("修路由三组出工，\n修桥由四组出工", 1),
        ("这几年村里修路修桥都是大家一起出工出力的结果\n这条路也要大家一起来管", 1),
        ("请各组派人来领\n稻种", 1),
    ] {
        assert_eq!(words_of(typed).matches("<br />\n").count() + 1, lines, "{typed}");
    }
}

#[test]
fn a_list_keeps_the_numbers_it_was_typed_with() {
    for (typed, meant) in [
        ("1. 甲\n3. 丙\n5. 戊", "<li>甲</li>\n<li value=\"3\">丙</li>\n<li value=\"5\">戊</li>"),
        (
            "3. 丙\n2. 乙\n1. 甲",
            "<ol start=\"3\">\n<li>丙</li>\n<li value=\"2\">乙</li>\n<li value=\"1\">",
        ),
        ("1. 甲\n1. 乙", "<li>甲</li>\n<li>乙</li>"),
        ("1. 甲\n   1. 内\n   5. 里\n2. 乙", "<li value=\"5\">里</li>\n</ol>\n</li>\n<li>乙</li>"),
        ("- 甲\n- 乙", "<li>甲</li>\n<li>乙</li>"),
    ] {
        assert!(html_of(typed).contains(meant), "{typed}: {}", html_of(typed));
    }
}

#[test]
fn bold_with_a_blank_inside_comes_out_as_meant() {
    for (typed, meant) in [
        ("甲**乙 **丙", "甲<b>乙 </b>丙"),
        ("请** 务必**到", "请<b> 务必</b>到"),
        ("**甲 **乙", "<b>甲 </b>乙"),
        ("请**务必 **到，**准时 **到", "请<b>务必 </b>到，<b>准时 </b>到"),
        ("甲 ** 乙 ** 丙", "甲 ** 乙 ** 丙"),
        ("水泵 **2 台", "水泵 **2 台"),
    ] {
        assert_eq!(words_of(typed).replace("strong>", "b>"), meant, "{typed}");
    }
}

#[test]
fn a_paragraph_set_in_by_blanks_is_no_code_and_stays_with_its_item() {
    assert!(!html_of("一段。\n\n    又一段。\n    还有。\n\n\t三段。").contains("<pre>"));
    let list = html_of("- 一项\n\n    属于它的一段\n\n- 又一项");
    assert!(list.contains("<p>属于它的一段</p>\n</li>"), "{list}");
    assert!(html_of("code:\n\n    let x = 1;").contains("<pre>"));
}

#[test]
fn line_breaks_tasks_and_struck_words_come_out_as_meant_and_other_html_is_told() {
    let typed =
        "**时间**：3 月 26 日<br>\n**地点**：村委会<BR/>门口<br />\n\n<br>\n**注意：**带本\n";
    let Prose { html, remarks } = to_html(typed, &Names::default(), &Leads::new());
    assert!(!html.contains("&lt;") && remarks.is_empty(), "{html}");
    let time =
        "<strong>时间</strong>：3 月 26 日<br />\n<strong>地点</strong>：村委会<br />\n门口</p>";
    assert!(html.contains(time), "{html}");
    assert!(html.contains("<strong>注意：</strong>带本"), "{html}");
    assert!(html_of("| 东<br>西 |\n|---|\n| 一<br/>二 |").contains("一<br />\n二"));
    let list = html_of("- [ ] 未办\n- [x] 办了\n- ~~不办~~");
    assert!(list.contains("<li>☐ 未办") && list.contains("<li>☑ 办了"), "{list}");
    assert!(list.contains("<del>不办</del>"), "{list}");

    let typed = "甲<u>乙</u><b>丙</b>\n\n<center>\n丁<br>戊\n</center>\n\n己<!-- 备注 -->\n";
    let Prose { html, remarks } = to_html(typed, &Names::default(), &Leads::new());
    let told: Vec<_> = remarks.iter().map(|one| &typed[one.range.clone()]).collect();
    assert_eq!(told, ["<u>", "<center>\n", "<!-- 备注 -->"], "{remarks:?}");
    assert!(html.contains("&lt;u&gt;乙") && html.contains("丁<br />"), "{html}");
}

#[test]
fn a_name_is_masked_whatever_markup_parts_its_letters() {
    let names = Names::of(["诸葛明远", "张三", "Li Ming"]);
    for (typed, shown) in [
        ("付给诸葛**明远** 5 元", "付给诸葛** 5 元"),
        ("付给诸`葛`明远 5 元", "付给诸葛** 5 元"),
        ("**诸**葛*明*~~远~~来", "<strong>诸葛**</strong>来"),
        ("[诸葛](https://a.cn)明远来", "<a href=\"https://a.cn\">诸葛**</a>来"),
        ("诸葛<br>明远、张\n三", "诸葛**、张*"),
        ("诸葛**明远，张**三", "诸葛**，张*"),
        ("**张**三和Li **Ming**", "<strong>张*</strong>和L* ****"),
        ("诸葛<b>明远</b>", "诸葛**&lt;b&gt;&lt;/b&gt;"),
        ("诸葛[^1]明远\n\n[^1]: 注", "诸葛**"),
        ("\\诸&#33883;明**远**", "\\诸葛**"),
    ] {
        let html = to_html(typed, &names, &Leads::new()).html;
        for letters in ["明", "远", "三", "Ming"] {
            assert!(!html.contains(letters), "{typed}: {html}");
        }
        assert!(html.contains(shown), "{typed}: {html}");
    }
    let html = to_html("| 诸葛 | 明远 |\n|---|---|\n| 张 | 三 |", &names, &Leads::new()).html;
    assert!(html.contains("明远"), "two cells are two words: {html}");
}

#[test]
fn underlined_words_and_stars_in_sums_come_out_as_meant() {
    for (typed, meant) in [
        ("__注意：__不要停车", "<b>注意：</b>不要停车"),
        ("请__务必__到", "请<b>务必</b>到"),
        ("《__重要__》，__“注意”__！", "《<b>重要</b>》，<b>“注意”</b>！"),
        ("请于*3 月 20 日*前交", "请于<i>3 月 20 日</i>前交"),
        ("他们*务必*3 天内交", "他们<i>务必</i>3 天内交"),
        ("**付给张**和李**的款**", "<b>付给张**和李**的款</b>"),
        ("付张**，**注意**签字", "付张**，<b>注意</b>签字"),
    ] {
        let said = words_of(typed).replace("strong>", "b>").replace("em>", "i>");
        assert_eq!(said, meant, "{typed}");
    }
    for typed in [
        "水泵*2台，电机*3根",
        "水泵*2台…*3根",
        "水泵 *2 台、*3 根",
        "水泵*2台，付张*明",
        "单价*数量=金额",
        "合计=单价*数量*次数",
        "姓名__电话__",
        "____年____月____日",
        "见 a__b__c 中的",
    ] {
        assert_eq!(words_of(typed), typed);
    }
    assert!(html_of("看`__这里__`").contains("<code>__这里__</code>"));
    assert!(html_of("[看](https://a.cn/__x__)").contains("a.cn/__x__"));
}

#[test]
fn a_line_that_commonmark_takes_for_something_else_stays_what_it_is() {
    for (typed, meant) in [
        (">50 元的要两人签字", "&gt;50 元的要两人签字"),
        ("共计\n>=3 户", "共计\n&gt;=3 户"),
        ("2026. 3. 5\n开会", "2026. 3. 5\n开会"),
        ("+ 5 元\n+ 3 元", "+ 5 元<br />\n+ 3 元"),
        ("修路\n=\n修桥", "修路\n=\n修桥"),
        ("修路\n-\n修桥", "修路\n-\n修桥"),
        ("[附件]: a.pdf", "[附件]: a.pdf"),
        ("[1]: 说明文字", "[1]: 说明文字"),
        ("[^1]: 没有引用的脚注", "[^1]: 没有引用的脚注"),
        ("第一条 甲\n第二条 乙", "第一条 甲<br />\n第二条 乙"),
        ("第一条　甲\n第二条　乙", "第一条　甲<br />\n第二条　乙"),
        ("依照办法\n第三条规定处理", "依照办法第三条规定处理"),
        ("甲、修路\n乙、修桥", "甲、修路<br />\n乙、修桥"),
        ("A. 修路\nB. 修桥", "A. 修路<br />\nB. 修桥"),
        ("甲 | 乙\n丙 | 丁", "甲 | 乙<br />\n丙 | 丁"),
        ("[ ] 未办\n[x] 已办", "[ ] 未办<br />\n[x] 已办"),
    ] {
        assert_eq!(words_of(typed), meant, "{typed}");
    }
    for (typed, meant) in [
        ("收入\n---\n支出", "<p>收入</p>\n<hr />\n<p>支出</p>"),
        ("> 引用\n", "<blockquote>\n<p>引用</p>\n</blockquote>"),
        ("- >50 元的\n", "<ul>\n<li>&gt;50 元的</li>\n</ul>"),
        ("[a]: https://a.cn\n\n见[a]", "<p>见<a href=\"https://a.cn\">a</a></p>"),
        ("10. 修路\n11. 修桥", "<ol start=\"10\">\n<li>修路</li>\n<li>修桥</li>\n</ol>"),
        ("```\n>5\n2026. 甲\n```", "<pre><code>&gt;5\n2026. 甲\n</code></pre>"),
    ] {
        assert_eq!(html_of(typed), meant, "{typed}");
    }
}

#[test]
fn a_link_with_other_brackets_or_one_slash_is_told() {
    let told = |typed: &str| {
        let remarks = to_html(typed, &Names::default(), &Leads::new()).remarks;
        remarks.iter().map(|one| (one.rule.code, typed[one.range.clone()].to_string())).collect()
    };
    for (typed, place) in [
        ("点[看]（https://a.cn）", "[看]"),
        ("点[看]（b.md）", "[看]"),
        ("点【看】(https://a.cn)", "【看】"),
        ("点【看】（www.a.cn）", "【看】"),
        ("点[看] (https://a.cn)", "[看] "),
        ("点[看](http:/a.cn)", "[看](http:/a.cn)"),
        ("点[看](https:a.cn)", "[看](https:a.cn)"),
        ("点[看](https:///a.cn)", "[看](https:///a.cn)"),
    ] {
        let told: Vec<(&str, String)> = told(typed);
        assert_eq!(told, [("unsafe-link", place.to_string())], "{typed}");
    }
    for typed in
        ["点[看](https://a.cn)", "[注]（见附件）", "【通知】（一）", "〔2026〕（3）号", "a] (b)"]
    {
        let told: Vec<(&str, String)> = told(typed);
        assert_eq!(told, [], "{typed}");
    }
}
