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
        ("张三丰和王某", "张*****"),
        ("张三丰（王某代领）", "张*丰（****）"),
        (" 张　三 ", "张*"),
        ("张 小 明", "张*明"),
        ("张三、李四光", "张*、李*光"),
        ("John Smith, 张三", "J*** *****, 张*"),
        ("黄建国（二组）", "黄*国（二组）"),
        ("黄建国(上村村民委员会)", "黄*国(上村村民委员会)"),
        ("黄建国（妻李梅）", "黄*国（***）"),
        ("张三等5人", "张*等5人"),
        ("张三、李小四等二十户", "张*、李*四等二十户"),
        ("张三等", "张*等"),
    ] {
        assert_eq!(mask(name), masked, "{name}");
        assert_eq!(mask(masked), masked, "a mask stays as it is");
    }
}

#[test]
fn knows_organisations_by_their_endings() {
    use PartyKind::{Body, Firm, Person};
    for (name, kind) in [
        ("某县青山建材有限公司", Firm),
        ("张三农资经营部", Firm),
        ("上村粮油店", Firm),
        ("王小店", Person),
        ("黄建国二组", Person),
        ("黄建国 二组", Person),
        ("黄建国住上村", Person),
        ("黄建国代办", Person),
        ("张三丰村民小组", Person),
        ("王　知行", Person),
        ("陈王思园", Person),
        ("赵学局", Person),
        ("Li Bank", Person),
        ("山水会计师事务所（普通合伙）", Firm),
        ("青山农商银行", Firm),
        ("上村茶叶专业合作社", Firm),
        ("Green Hill Building Co., Ltd.", Firm),
        ("Green Hill Building Co., Ltd", Firm),
        ("东方超市", Firm),
        ("上村股份经济合作社", Body),
        ("上村村民委员会", Body),
        ("村委会", Body),
        ("二组", Body),
        ("上村第12组", Person),
        ("李家村", Body),
        ("青山镇人民政府", Body),
        ("青山镇卫生院", Body),
        ("青山县供水站", Body),
        ("Hilltop Primary School", Person),
        ("张三", Person),
        ("王知行", Person),
        ("刘学村", Person),
        ("李中心", Person),
        ("张三、青山建材有限公司", Person),
        ("John Smith, Green Hill Ltd", Person),
        ("欧阳知行", Person),
        ("张三等5人", Person),
        ("青山建材有限公司、张三", Person),
        ("青山建材有限公司（张三）", Person),
        ("青山建材有限公司张三", Person),
        ("John Smith", Person),
        ("Bank", Person),
        ("", Person),
    ] {
        assert_eq!(kind_of(name), kind, "{name}");
    }
}

#[test]
fn groups_of_people_name_nobody() {
    for name in ["村民", "全体党员", "保洁员3人", "老人35户", "村民等12户"] {
        assert_eq!(kind_of(name), PartyKind::Body, "{name}");
    }
    assert_eq!(kind_of("村民张三"), PartyKind::Person);
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
