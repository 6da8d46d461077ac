"""Makes the workbooks of this folder again with LibreOffice: python3 make.py (needs `soffice`)."""

import subprocess
import tempfile
from datetime import date
from decimal import Decimal as D
from pathlib import Path

from flat import Cell, cell, workbook

HERE = Path(__file__).parent


def title(text, across):
    return [Cell(text, "bold", across)]


def down(value):
    """A value merged over two rows."""
    merged = cell(value)
    merged.down = 2
    return merged


def short(day):
    return Cell(date(2026, 3, day), "short")


def british(day, month=3):
    return Cell(date(2026, month, day), "british")


def bank_day_book():
    """A bank day book: 借方 and 贷方, a balance on every line, 上月结转, 本月合计 and 本年累计 by formula."""
    lines = [
        (5, "银收-001", "西塘鱼塘2026年租金", "诸葛明远", D("4000.00"), None),
        (9, "银收-002", "镇拨环境卫生补助一季度", "清河镇人民政府", D("12500.50"), None),
        (12, "银付-001", "付2月路灯电费", "清河供电所", None, D("1234.50")),
        (18, "银付-002", "三组路灯换灯头6只", "永盛机电服务部", None, D("1800.00")),
        (25, "银付-003", "办公用纸8包", "清河文具店", None, D("168.00")),
    ]
    rows = [
        title("银行存款日记账", 7),
        [Cell("单位：上村村民委员会    2026年3月    开户行：上村农商银行", "", 7)],
        ["日期", "凭证字号", "摘要", "对方户名", "借方金额", "贷方金额", "余额"],
        [None, None, "上月结转", None, None, None, D("10000.00")],
    ]
    for at, (day, voucher, text, party, debit, credit) in enumerate(lines, 5):
        rows.append([short(day), voucher, text, party, debit, credit, f"=[.G{at - 1}]+[.E{at}]-[.F{at}]"])
    rows.append([None, None, "本月合计", None, "=SUM([.E5:.E9])", "=SUM([.F5:.F9])", "=[.G9]"])
    rows.append([None, None, "本年累计", None, D("18650.50"), D("5102.50"), "=[.G9]"])
    return [("银行日记账", rows)]


def income_and_spending():
    """The sheet for the notice board: income left, spending right is not it; two columns, two-row headings, signatures below."""
    rows = [
        title("上村2026年3月财务收支公开表", 8),
        ["编制单位：上村村民委员会", None, None, None, None, None, "单位：元", None],
        [Cell("日期", down=2), Cell("凭证号", down=2), Cell("摘要", down=2), Cell("科目", down=2),
         Cell("现金", across=2), None, Cell("银行存款", across=2), None],
        [None, None, None, None, "收入", "支出", "收入", "支出"],
        [None, None, "上月结转", None, D("500.00"), None, D("10000.00"), None],
        ["3月5日", "记-001", "西塘鱼塘2026年租金", "经营收入", None, None, D("4000.00"), None],
        ["〃", "记-002", "镇拨环境卫生补助一季度", "补助收入", None, None, D("12500.50"), None],
        ["3月12日", "记-003", "付2月路灯电费", "公益支出", None, None, None, D("1234.50")],
        ["3月20日", "记-004", "清扫主路3个工", "公益支出", None, D("300.00"), None, None],
        ["3月28日", "记-005", "三组路灯换灯头6只", "公益支出", None, None, None, D("1800.00")],
        [None, None, "合计", None, D("500.00"), "=SUM([.F6:.F10])", "=SUM([.G5:.G10])", "=SUM([.H6:.H10])"],
        ["村主任：            监委会主任：            报账员：            公开日期：2026年4月12日"],
    ]
    rows[10][4] = None
    rows[10][6] = "=SUM([.G6:.G10])"
    return [("3月", rows)]


def journal():
    """A two-sided journal of a bookkeeping office, kept as .xls: each voucher has its debits and its credits."""
    entries = [
        ("2026-03-05", "记-001", "西塘鱼塘2026年租金", "银行存款", D("4000.00"), None),
        ("2026-03-05", "记-001", "西塘鱼塘2026年租金", "经营收入", None, D("4000.00")),
        ("2026-03-09", "记-002", "镇拨环境卫生补助一季度", "银行存款", D("12500.50"), None),
        ("2026-03-09", "记-002", "镇拨环境卫生补助一季度", "补助收入", None, D("12500.50")),
        ("2026-03-12", "记-003", "付2月路灯电费", "公益支出", D("1234.50"), None),
        ("2026-03-12", "记-003", "付2月路灯电费", "银行存款", None, D("1234.50")),
        ("2026-03-20", "记-004", "清扫主路3个工", "公益支出", D("300.00"), None),
        ("2026-03-20", "记-004", "清扫主路3个工", "库存现金", None, D("300.00")),
        ("2026-03-25", "记-005", "提取备用金", "库存现金", D("2000.00"), None),
        ("2026-03-25", "记-005", "提取备用金", "银行存款", None, D("2000.00")),
    ]
    rows = [title("序时账", 6), [Cell("单位名称：上村村民委员会    会计期间：2026年3月", "", 6)],
            ["日期", "凭证字号", "摘要", "科目名称", "借方", "贷方"]]
    rows += [[date.fromisoformat(day), *rest] for day, *rest in entries]
    rows.append([None, None, "合计", None, "=SUM([.E4:.E13])", "=SUM([.F4:.F13])"])
    return [("序时账", rows)]


def payments():
    """A council's monthly list of what it paid, in English: no balances, no categories; one payment came back."""
    lines = [
        (british(2), "Northfield Skip Hire Limited", "Parks", "Skips for the spring clean", D("480.00"), "PY-1041"),
        (british(4), "Harwell County Council", "Governance", "Street name plates", D("1250.75"), "PY-1042"),
        (british(11), "Brightwater Energy PLC", "Village Hall", "Electricity, January and February", D("912.36"), "PY-1043"),
        (british(17), "St Mary's Primary School", "Grants", "Community grant 2025/26", D("2000.00"), "PY-1044"),
        (british(24), "Northfield Skip Hire Limited", "Parks", "Refund of one skip", D("-120.00"), "PY-1045"),
    ]
    rows = [title("Payments made in March 2026", 6), [],
            ["Date", "Supplier", "Department", "Purpose", "Amount (£)", "Reference"]]
    rows += [list(line) for line in lines]
    rows.append(["Total", None, None, None, "=SUM([.E4:.E8])", None])
    return [("March 2026", rows)]


def leases():
    """A register of leases: a contract's rents a row each, what is said once of it merged down; ended by a row of sums."""
    head = [
        "序号", "合同编号", "性质", "标的类别", "标的", "坐落", "合同面积（亩）", "承租（承包）方", "开始", "到期", "年租金（元）",
        "议事会议", "竞价方式", "书面合同", "进入交易平台", "应缴日", "应收（元）", "已收（元）", "收到",
    ]
    met = ["村民代表会议", "当众竞价", "是", "否"]
    shop = [2, "上村-2025-02", "租赁", "门面", "村口三间门面", "村口", None, "清河文具店", date(2025, 7, 1), date(2027, 6, 30), D("7200.00"), *met]
    rows = [
        title("上村集体资源发包、租赁登记表", len(head)),
        head,
        [1, "上村-2024-01", "承包", "鱼塘", "西塘鱼塘", "村西", D("12.5"), "诸葛明远", date(2024, 1, 1), date(2028, 12, 31), D("4000.00"), *met,
         date(2026, 3, 10), D("4000.00"), D("4000.00"), date(2026, 3, 5)],
        [*map(down, shop), date(2025, 7, 10), D("3600.00"), D("3600.00"), date(2025, 7, 8)],
        [*[None] * len(shop), date(2026, 1, 10), D("3600.00"), D("3600.00"), date(2026, 1, 9)],
        [3, "上村-2026-01", "流转", "耕地", "河湾耕地", "三组", D("36.2"), "上村种植专业合作社", date(2026, 1, 1), date(2030, 12, 31), D("18100.00"), *met,
         date(2026, 3, 31), D("18100.00"), D("18100.00"), date(2026, 3, 30)],
    ]
    rows.append(["合计", *[None] * 9, "=SUM([.K3:.K6])", *[None] * 5, "=SUM([.Q3:.Q6])", "=SUM([.R3:.R6])"])
    return [("合同", rows)]


def benefits():
    """A batch of a subsidy as the clerk keeps it: with names and card numbers that must not leave."""
    people = [
        ("一组", "1", "王大力", "6222020402001234567", D("5.2")), ("一组", "2", "李小萌", "6222020402001234575", D("3.6")),
        ("一组", "3", "赵长福", "6222020402001234583", D("4.1")), ("二组", "4", "孙桂英", "6222020402001234591", D("6.0")),
        ("二组", "5", "周爱国", "6222020402001234609", D("2.8")), ("二组", "6", "吴秀珍", "6222020402001234617", D("5.5")),
    ]
    rows = [title("2026年耕地地力保护补贴发放表", 7), ["上村村民委员会", None, None, None, None, None, "单位：元"],
            ["组别", "行号", "户主姓名", "一卡通账号", "面积（亩）", "标准", "金额"]]
    for at, (group, number, name, card, area) in enumerate(people, 4):
        rows.append([group, number, name, card, area, D("100.00"), f"=[.E{at}]*[.F{at}]"])
    rows.append(["合计", None, None, None, "=SUM([.E4:.E9])", None, "=SUM([.G4:.G9])"])
    return [("发放表", rows)]


def assets():
    """A table of assets, in OpenDocument."""
    head = ["资产编号", "名称", "类别", "取得日期", "资金来源", "资产原值", "累计折旧", "净值", "位置", "保管人", "状态"]
    lines = [
        ["GD-001", "村委会办公楼", "非经营性", date(2015, 6, 30), "自有", D("386000.00"), D("96500.00"), "=[.F3]-[.G3]", "村口", "村委会主任", "在用"],
        ["GD-002", "三组水泵房", "非经营性", date(2019, 4, 12), "上级补助", D("42000.00"), D("14700.00"), "=[.F4]-[.G4]", "三组", "三组组长", "在用"],
        ["GD-003", "旧粮仓", "经营性", date(1998, 1, 1), "自有", D("18000.00"), D("18000.00"), "=[.F5]-[.G5]", "村东", "村委会主任", "闲置"],
    ]
    rows = [title("上村固定资产台账（2025年12月31日）", 11), head, *lines]
    rows.append(["合计", *[None] * 4, "=SUM([.F3:.F5])", "=SUM([.G3:.G5])", "=SUM([.H3:.H5])"])
    return [("资产", rows)]


def labour():
    """A list of paid work: kinds of work, days, rate; a firm did one of them."""
    head = ["工种", "计酬方式", "人数", "每人天数", "单价", "付了多少", "派工单", "当天签认", "打到卡上", "凭证", "承接单位"]
    lines = [
        ["清塘边杂草", "按天", 6, D("2"), D("120.00"), D("1440.00"), "PG-0301", "是", "是", None, None],
        ["挖沟", "按天", 3, D("1.5"), D("150.00"), D("675.00"), "PG-0302", "是", "是", None, None],
        ["吊车拔桩", "包干", None, None, D("800.00"), D("800.00"), "PG-0303", "是", "否", None, "永盛机械租赁有限公司"],
    ]
    rows = [title("2026年3月用工发放汇总表", 11), head, *lines, ["合计", *[None] * 4, "=SUM([.F3:.F5])", *[None] * 5]]
    return [("用工", rows)]


def budget():
    """A parish's budget for the year: last year's figure, this year's, the difference by formula."""
    lines = [
        ("Administration", D("8200.00"), D("8650.00")), ("Parks and open spaces", D("12400.00"), D("13100.00")),
        ("Village hall", D("6150.00"), D("5900.00")), ("Grants", D("3000.00"), D("3500.00")),
    ]
    rows = [title("Budget 2026/27", 4), ["Heading", "Last year", "This year", "Change"]]
    rows += [[name, last, this, f"=[.C{at}]-[.B{at}]"] for at, (name, last, this) in enumerate(lines, 3)]
    rows.append(["Total", "=SUM([.B3:.B6])", "=SUM([.C3:.C6])", "=SUM([.D3:.D6])"])
    return [("Budget", rows)]


def county():
    """One workbook of a county: 600 villages, a sheet each."""
    sheets = []
    for number in range(1, 601):
        income, spent = D(1000 + number), D("35.50")
        sheets.append((f"第{number}村", [
            ["日期", "凭证号", "摘要", "收支", "科目", "账户", "金额"],
            ["3月5日", "记-001", "鱼塘租金", "收", "经营收入", "银行", income],
            ["3月18日", "记-002", "路灯电费", "支", "公益支出", "银行", D("310.25")],
            ["3月20日", "记-003", "买扫把", "支", "公益支出", "现金", spent],
        ]))
    return sheets


BOOKS = {
    "上村2026年3月银行存款日记账.xlsx": bank_day_book,
    "上村2026年3月收支公开表.ods": income_and_spending,
    "上村2026年3月序时账.xls": journal,
    "payments-2026-03.xlsx": payments,
    "合同登记表.xlsx": leases,
    "地力补贴发放表.xlsx": benefits,
    "资产台账.ods": assets,
    "用工汇总表.xlsx": labour,
    "budget-2026.ods": budget,
    "全县2026年3月.xlsx": county,
}


def main():
    for name, make in BOOKS.items():
        form = name.rsplit(".", 1)[1]
        with tempfile.TemporaryDirectory() as folder:
            flat = Path(folder) / (name.rsplit(".", 1)[0] + ".fods")
            flat.write_text(workbook(make()), encoding="utf-8")
            subprocess.run(
                ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
                 "--convert-to", form, "--outdir", str(HERE), str(flat)],
                check=True, stdout=subprocess.DEVNULL,
            )


if __name__ == "__main__":
    main()
