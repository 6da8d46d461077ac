//! A table beside a record may have any name, any form, and either way of naming it.

use super::{HEAD, beside, portal, sound, workbook};

#[test]
fn a_table_may_have_any_name_and_form() {
    for name in ["2026-03.txt", "2026-03.tsv", "维修 三月.csv", "2026年3月.CSV", "2026-03 (1).csv"]
    {
        let portal = portal(name);
        let tabs = name.ends_with(".txt") || name.ends_with(".tsv");
        let text = "完工日期;修什么;类别;付款\n2026-03-05;路面;道路;1860\n";
        portal.put(&beside(name), if tabs { text.replace(';', "\t") } else { text.to_string() });
        portal.build().expect(0);
        assert!(portal.page("shangcun/repairs/xx-1.csv").contains("1860.00"), "{name}");
    }
    // A key that ends as a ledger's `lines_file` names the table too.
    for key in ["rows_file", "维修项目文件"] {
        let portal = portal("a.csv");
        portal.edit(HEAD, "维修项目:", &format!("{key}:"));
        portal.put(&beside("a.csv"), "完工日期,修什么,类别,付款\n2026-03-05,路面,道路,1860\n");
        portal.build().expect(0);
        assert!(portal.page("shangcun/repairs/xx-1.csv").contains("1860.00"), "{key}");
    }
    for name in ["2026-03.xlsx", "三月 维修.xlsx", "2026年3月.xlsx", "2026-3.XLSX"] {
        let portal = portal(name);
        workbook(&portal, name, |sheet| sound(sheet, 1));
        portal.build().expect(0);
    }
}
