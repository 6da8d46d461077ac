//! Who is a person, and every shape of a name.

use super::*;

#[test]
fn masks_names_of_every_shape() {
    for (name, masked) in [
        ("张三", "张*"),
        ("张小明", "张*明"),
        ("王五四六", "王**六"),
        ("欧阳明", "欧阳*"),
        ("诸葛明远", "诸葛**"),
        ("司马", "司*"),
        ("王", "王*"),
        ("", ""),
        ("图尔荪买买提", "图*****"),
        ("阿依古丽·买买提", "阿***·***"),
        ("John Smith", "J*** *****"),
        ("Jose\u{301} O'Neil", "J*** *'****"),
        ("李𬒈", "李*"),
        ("李\u{E0100}𬒈玉", "李\u{E0100}*玉"),
        ("张*明", "张*明"),
        ("李＊", "李＊"),
        ("左某", "左某"),
        ("张三丰*", "张***"),
        ("张三丰和王某", "张*丰和王某"),
        ("张三丰（王某代领）", "张*丰（****）"),
        (" 张　三 ", "张*"),
        ("张 小 明", "张*明"),
        ("张三、李四光", "张*、李*光"),
        ("张建国 李秀英", "张*国 李*英"),
        ("张建国/李秀英；王芳", "张*国/李*英；王*"),
        ("张建国\n李秀英", "张*国\n李*英"),
        ("张建国和李秀英", "张*国和李*英"),
        ("John Smith, 张三", "J*** *****, 张*"),
        ("黄建国（二组）", "黄*国（二组）"),
        ("黄建国(上村村民委员会)", "黄*国(上村村民委员会)"),
        ("黄建国（妻李梅）", "黄*国（***）"),
        ("张三等5人", "张*等5人"),
        ("张三、李小四等二十户", "张*、李*四等二十户"),
        ("张三等", "张*等"),
        ("⻰⼩明", "⻰*明"),
        ("⻰⼩", "⻰*"),
        ("John Smith t/a Smith Services", "J*** ***** t/a S**** ********"),
    ] {
        assert_eq!(mask(name), masked, "{name}");
        assert_eq!(mask(masked), masked, "a mask stays as it is");
    }
}

/// The names of a list, one a line.
fn listed_in(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.starts_with('#'))
}

#[test]
fn organisations_are_known() {
    let known = Organisations::default();
    for (text, least) in [
        (include_str!("known/han-organisations.txt"), 150),
        (include_str!("known/latin-organisations.txt"), 150),
    ] {
        assert!(listed_in(text).count() >= least);
        let kinds = listed_in(text).map(|name| (name, known.kind_of(name)));
        let wrong: Vec<_> = kinds.filter(|(_, kind)| *kind != PartyKind::Organisation).collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}

#[test]
fn persons_are_never_taken_for_organisations() {
    let known = Organisations::default();
    for (text, least) in [
        (include_str!("known/han-persons.txt"), 100),
        (include_str!("known/latin-persons.txt"), 80),
    ] {
        assert!(listed_in(text).count() >= least);
        let shown: Vec<_> = listed_in(text).filter(|name| !known.may_be_person(name)).collect();
        assert!(shown.is_empty(), "{shown:#?}");
    }
}

#[test]
fn what_looks_like_a_person_is_not_asked_about() {
    let known = Organisations::default();
    for name in [
        "张三",
        "王小明",
        "诸葛明远",
        "王知行",
        "阿依古丽·买买提",
        "张三、李四光",
        "户主孙大山",
        "张 小 明",
    ] {
        assert_eq!(known.kind_of(name), PartyKind::Person, "{name}");
    }
    for name in ["John Smith", "Mr J Smith", "Smith J", "Li Lei", "MR J SMITH"] {
        assert_eq!(known.kind_of(name), PartyKind::Person, "{name}");
    }
    for name in
        ["罗家村", "王里村", "李大中学", "王店", "马站", "Hopscotch", "青山建材有限公司张三"]
    {
        assert_eq!(known.kind_of(name), PartyKind::Unclear, "{name}");
    }
    assert_eq!(known.kind_of(""), PartyKind::Person);
    assert!(!known.may_be_person(""), "nobody is named");
}

#[test]
fn a_cell_or_the_place_says_what_a_name_is() {
    let known = Organisations::of(&["Hopscotch", "…古窑", "红旗渠"]).with(["柳塘村"]);
    for name in [
        "罗家村（单位）",
        "李大中学(单位)",
        "Smith (firm)",
        "Hopscotch",
        "HOPSCOTCH",
        "无",
        "王家古窑",
        "红旗渠",
        "柳塘村",
    ] {
        assert_eq!(known.kind_of(name), PartyKind::Organisation, "{name}");
    }
    for name in ["清河县财政局（个人）", "Bristol City Council (person)", "古窑、张三"]
    {
        assert_eq!(known.kind_of(name), PartyKind::Person, "{name}");
    }
    assert!(known.may_be_person("古窑"), "an ending is no name");
    assert_eq!(named("罗家村（单位）、王店 (firm)"), "罗家村、王店");
    assert_eq!(mask("张三（个人）"), "张*");
}

#[test]
fn of_several_parties_in_one_field_each_is_what_it_is() {
    let known = Organisations::default();
    for (field, shown) in [
        ("永盛机电服务部、李四光", "永盛机电服务部、李*光"),
        ("清河县财政局，王店", "清河县财政局，王*"),
        ("罗家村（单位）、张三", "罗家村、张*"),
        ("山水公司（张三、李四代领）", "山**司（*******）"),
        ("山水公司（张三、李四", "山******、李*"),
        ("张三（山水公司", "张******"),
        ("Acme Co., Ltd, John Smith", "Acme Co., Ltd, J*** *****"),
        ("Church, Emma", "C*****, E***"),
        ("John Smith t/a Smith Services", "J*** ***** t/a S**** ********"),
        (
            "Smith & Sons Ltd t/a Westford City Council",
            "Smith & Sons Ltd t/a Westford City Council",
        ),
    ] {
        assert_eq!(known.shown(field), shown, "{field}");
    }
    let names = Names::of(known.persons_in("永盛机电服务部、李四光"));
    assert_eq!(names.mask("永盛机电服务部和李四光"), "永盛机电服务部和李*光");
    assert_eq!(Names::of(["山水公司（张三、李四代领）"]).mask("李四、张三"), "李*、张*");
}

#[test]
fn a_star_is_a_mask_only_where_the_form_is_whole() {
    for masked in [
        "张*",
        "张**",
        "张*明",
        "王**六",
        "欧阳*",
        "诸葛**",
        "諸葛**",
        "左某",
        "左某某",
        "J*** *****",
        "摊主石*等28户",
        "阿***·***",
    ] {
        assert_eq!((mask(masked).as_str(), is_half_masked(masked)), (masked, false));
    }
    for (half, masked) in [
        ("张三*", "张**"),
        ("张小明*", "张***"),
        ("*小明", "**明"),
        ("欧阳*明", "欧阳**"),
        ("诸葛明*", "诸葛**"),
        ("John S****", "J*** *****"),
        ("张三*（二组）", "张**（二组）"),
    ] {
        assert_eq!((mask(half).as_str(), is_half_masked(half)), (masked, true));
    }
    assert!(!is_half_masked("张三"));
    assert_eq!(Names::of(["张三*"]).mask("张三来领"), "张*来领");
}

#[test]
fn masks_names_inside_a_text() {
    let names = [
        "张三",
        "张三丰",
        "李四、王小五（二组）",
        "田",
        "田　明",
        "Li Lei",
        "赵*",
        "户主孙大山",
        "周小川和吴大海",
        "郑一 冯二娘",
        "三组村民陈阿土",
        "褚卫（蒋小沈代领）",
        "张和平",
        "村民",
    ];
    let names = Names::of(names);
    for (text, masked) in [
        ("付张三丰、张三工钱，李四代领", "付张*丰、张*工钱，李*代领"),
        ("王小五家田埂，赵*", "王*五家田埂，赵*"),
        ("paid to Li Lei.", "paid to L* ***."),
        ("paid to LI LEI.", "paid to L* ***."),
        ("田明与田　明", "田*与田*"),
        ("付孙大山、孙 大 山的工钱", "付孙*山、孙*山的工钱"),
        ("周小川垫付，吴大海证明", "周*川垫付，吴*海证明"),
        ("郑一领，冯二娘领", "郑*领，冯*娘领"),
        ("阿土不是全名，陈阿土才是", "阿土不是全名，陈*土才是"),
        ("褚卫的钱由蒋小沈领走", "褚*的钱由蒋*沈领走"),
        ("张和平的和平路", "张*平的和平路"),
        ("付孙⼤⼭、孫大\u{332}山、孙\u{e0061}大\u{3164}山", "付孙*山、孫*山、孙*山"),
    ] {
        assert_eq!(names.mask(text), masked);
    }
    for text in ["田里", "Li Leing", "", "村民都来", "张\n\n\n\n三"] {
        assert!(matches!(names.mask(text), std::borrow::Cow::Borrowed(_)), "{text}");
    }
    assert!(names.hold(" 张三 ") && names.hold("li lei") && !names.hold("张三的店"));
    let others = names.without(["张三"]);
    assert_eq!(others.mask("张三、张三丰"), "张三、张*丰");
}

#[test]
fn a_name_of_two_letters_is_masked_only_at_an_edge_of_words() {
    let all = ["高峰", "程建", "金明", "于明", "李明", "江南", "王力", "向阳"];
    let names = Names::of(all).sparing(["向阳村", "用电高峰"]);
    for (text, masked) in [
        ("付高峰租金", "付高*租金"),
        ("感谢高峰同志", "感谢高*同志"),
        ("高峰、李明", "高*、李*"),
        ("请李明来修，由王　力、王 力代领", "请李*来修，由王*、王*代领"),
        ("三组李明和村民高峰家的田", "三组李*和村民高*家的田"),
        ("李明（三组）、\u{200b}李\u{200b}明", "李*（三组）、\u{200b}李*"),
    ] {
        assert_eq!(names.mask(text), masked);
    }
    for text in [
        "错开用电高峰时段",
        "用电高峰",
        "工程建设",
        "资金明细",
        "向阳村村民委员会",
        "定于 明天",
        "会议于明天召开",
        "于明天",
        "行李明天到",
        "过长江—南京段",
    ] {
        assert_eq!(names.mask(text), text);
    }
    assert_eq!(names.doubted("避开农忙高峰时段、资金明细").len(), 1);
    assert!(names.doubted("付高峰租金，向阳村，用电高峰时段").is_empty());
}

#[test]
fn words_of_every_day_and_places_are_asked_about_and_looked_for_nowhere_else() {
    let known = Organisations::default();
    for name in "黄沙 石灰 柴油 沙子 石子 车费 路费 房租 国旗 党旗 安保 顾问 木匠 江边 白云 高桥 石桥 于家沟 \
                 赵家沟 和平路 解放路 成功 许可 田园"
        .split_whitespace()
    {
        assert_eq!(known.kind_of(name), PartyKind::Unclear, "{name}");
        assert!(known.sought_in(name).is_empty(), "{name}");
        assert_eq!(known.sought_in(&format!("{name}（个人）")).len(), 1, "{name}");
    }
    assert_eq!(known.sought_in("永盛机电服务部、李四光"), ["李四光"]);
}
