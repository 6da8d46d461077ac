"""Compares each month of a set of books: its JSON, its CSV and its page."""

from decimal import ROUND_FLOOR, Decimal

import money
import built
from books import INCOME

# Columns of a month's CSV.
DAY, VOUCHER, AMOUNT = 0, 1, 8
FIGURES = ("opening", "income", "expense", "moving", "held", "closing")


def compare(told, where, month):
    """All that is said of one month at its address."""
    data_file, table_file, page_file = (month.page + end for end in (".json", ".csv", ".html"))
    data = where.json(data_file)
    compare_figures(told, data_file, data, month)
    compare_lines(told, data_file, data, month)
    compare_sections(told, data_file, data, month)
    compare_csv(told, table_file, where.csv(table_file), month)
    page = where.html(page_file)
    compare_equation(told, page_file, page, month)
    compare_words(told, page_file, page, month)
    compare_table(told, page_file, page, month)
    compare_bars(told, page_file, page, month)
    compare_accounts(told, page_file, page, month)


def figures(month):
    """The equation at the head of a month; money held for others stands there where there is some."""
    held = [line for line in month.lines if line.group == "held"]
    return {name: getattr(month, name) for name in FIGURES if name != "held" or held}


def top(month):
    """What most was spent on."""
    spent = [sums for group, sums in month.categories.items() if group not in INCOME]
    return max((sums[0] for sums in spent), default=None)


def sentence(month):
    """The amounts of the sentence that leads a month."""
    most = top(month)
    return [month.income, month.expense, month.closing] + ([most] if most else [])


def compare_figures(told, file, data, month):
    said = {figure["key"]: money.shown(figure["amount"]) for figure in data.get("figures", [])}
    for name, meant in figures(month).items():
        told.same("month JSON", file, name, said.get(name), meant)
    told.same("month JSON", file, "number of figures", len(said), len(figures(month)))
    lead = money.all_shown(data.get("lead", ""))
    told.all_same("month JSON", file, "leading sentence", lead, sentence(month))


def by_voucher(rows):
    """Rows of (voucher, date, amount) under their vouchers, in the order in which they stand."""
    found = {}
    for voucher, *rest in rows:
        found.setdefault(voucher, []).append(tuple(rest))
    return found


def compare_rows(told, kind, file, said, month):
    """Every line once, with its day and its amount."""
    meant = by_voucher((line.voucher, line.date, line.signed) for line in month.lines)
    said = by_voucher(said)
    for voucher, rows in meant.items():
        shown = said.get(voucher, [])
        told.same(kind, file, f"{voucher}: how many lines", len(shown), len(rows))
        for (day, amount), (own_day, own_amount) in zip(shown, rows):
            told.same(kind, file, f"{voucher}: day", day, own_day)
            told.same(kind, file, f"{voucher}: amount", amount, own_amount)
    for voucher in said.keys() - meant.keys():
        told.same(kind, file, f"{voucher}: how many lines", len(said[voucher]), 0)


def compare_lines(told, file, data, month):
    if month.open_for_all:
        rows = (
            (row.get("voucher", ""), row["date"], money.shown(row["amount"]))
            for row in data.get("rows", [])
        )
        compare_rows(told, "month JSON", file, rows, month)
        compare_taken(told, file, data, month)


def compare_taken(told, file, data, month):
    """What is left of a line of which some was taken back, where the file has a column for it."""
    columns = {column["key"] for column in data.get("columns", [])}
    rows = {row.get("voucher"): row for row in data.get("rows", [])}
    for line in (line for line in month.lines if line.voucher in month.taken_back):
        row, taken = rows.get(line.voucher, {}), month.taken(line)
        for key, meant in (("reversed", taken), ("left", line.signed + taken)):
            if key in columns:
                said = money.shown(row.get(key) or "")
                told.same("month JSON", file, f"{line.voucher} {key}", said, meant)


def accounts(month):
    """What the table of cash and bank holds, a row each: cash, the accounts that are kept apart, the bank."""
    by_bank = {name: own.get("statement") for name, own in month.accounts.items()}
    by_bank["bank"] = month.data.get("statement_bank")
    opening = month.opening_of_account | month.opening_of
    closing = month.closing_of_account | month.closing_of
    return [
        [
            opening[account],
            month.moved(account, "in"),
            month.moved(account, "out"),
            closing[account],
            money.read(by_bank[account]) if by_bank.get(account) else None,
        ]
        for account in ("cash", *month.accounts, "bank")
    ]


def compare_sections(told, file, data, month):
    sections = {section["key"]: section["rows"] for section in data.get("sections", [])}
    columns = ("opening", "in", "out", "closing", "statement")
    rows = sections.get("accounts", [])
    told.same("month JSON", file, "rows of accounts", len(rows), len(accounts(month)))
    for row, meant in zip(rows, accounts(month)):
        said = [money.shown(row.get(column) or "") for column in columns]
        told.all_same("month JSON", file, f"account {row.get('account')}", said, meant)
    for name in ("receivables", "payables", "budget"):
        said = [money.shown(row["amount"]) for row in sections.get(name, [])]
        told.all_same("month JSON", file, name, said, stated(month, name))


def stated(month, name):
    """The amounts of a list that stands in the ledger beside its lines."""
    return [money.read(row["amount"]) for row in month.data.get(name, [])]


def compare_csv(told, file, rows, month):
    if month.open_for_all:
        said = ((row[VOUCHER], row[DAY], money.shown(row[AMOUNT])) for row in rows)
        compare_rows(told, "month CSV", file, said, month)


def compare_equation(told, file, page, month):
    for name, meant in figures(month).items():
        data = page.first("ol", class_="equation").first("li", data_key=name).first("data")
        told.same("month page", file, name, money.shown(data.text), meant)
        told.same(
            "month page",
            file,
            f"{name} for programs",
            money.shown(data.attributes.get("value", "")),
            meant,
        )


def compare_words(told, file, page, month):
    lead = page.first("p", class_="lead").text
    told.all_same("month page", file, "leading sentence", money.all_shown(lead), sentence(month))
    if month.open_for_all:
        note = page.first("section", id="lines").first("p", class_="note").text
        told.same(
            "month page", file, "number of lines", whole_numbers(note)[:1], [len(month.lines)]
        )


def whole_numbers(text):
    """The whole numbers of a sentence."""
    return [int("".join(digits)) for digits in runs(text)]


def runs(text):
    run = []
    for character in text + " ":
        if character.isdigit():
            run.append(character)
        elif run:
            yield run
            run = []


def compare_table(told, file, page, month):
    """The lines under their categories, each with its sum, and the sums at the foot."""
    if not month.open_for_all:
        return
    table = page.first("table", class_="ledger")
    lines, groups = [], {}
    for row in (row for body in table.all("tbody") for row in body.all("tr")):
        if "group" in row.attributes.get("class", ""):
            amount = money.shown(row.first("td", data_form="money").text)
            groups[row.attributes["id"]] = (
                amount,
                whole_numbers(row.first("td", colspan="3").text),
            )
        else:
            cell = row.first("td", data_cell="amount").text
            lines.append(
                (row.first(class_="voucher").text, built.day(row.first("time")), money.shown(cell))
            )
    # The page says of a transfer how much moved, without a sign.
    moved = {line.voucher for line in month.lines if line.transfer}
    meant = {line.voucher: line.signed for line in month.lines}
    lines = [
        (v, day, meant[v] if v in moved and amount == abs(meant[v]) else amount)
        for v, day, amount in lines
    ]
    compare_rows(told, "month page", file, lines, month)
    compare_groups(told, file, groups, month)
    parts = [money.shown(part.text) for part in table.first("tfoot").all("b")]
    signs = {"expense": -1}
    foot = [
        signs.get(name, 1) * amount for name, amount in figures(month).items() if name != "opening"
    ]
    told.all_same("month page", file, "sums at the foot", parts, foot)


NAMES = {"dealing": "moving"}


def compare_groups(told, file, said, month):
    for group, (amount, count) in month.groups.items():
        spent = group in month.categories and group not in INCOME
        shown = said.get(NAMES.get(group, group), (None, None))
        told.same("month page", file, f"{group}: sum", shown[0], -amount if spent else amount)
        told.same("month page", file, f"{group}: lines", shown[1], [count])


def compare_bars(told, file, page, month):
    """The bars of where money came from and where it went: names, sums, counts, shares and lengths."""
    for name, total, wanted in (("out", month.expense, False), ("in", month.income, True)):
        figure = page.first("div", id=name).first("figure")
        meant = {
            group: sums for group, sums in month.categories.items() if (group in INCOME) == wanted
        }
        bars = {
            bar.first("a").attributes.get("href", "").lstrip("#"): bar for bar in figure.all("li")
        }
        told.same("month chart", file, f"{name}: bars", sorted(bars), sorted(meant))
        for group, (amount, count) in meant.items():
            bar = bars.get(group, figure)
            told.same(
                "month chart",
                file,
                f"{name}: {group}",
                money.shown(bar.first(class_="money").text),
                amount,
            )
            said = whole_numbers(bar.first(class_="bar-sum").first("small").text)
            told.same("month chart", file, f"{name}: {group}: lines", said, [count])
        if meant:
            told.same(
                "month chart",
                file,
                f"{name}: sum",
                money.shown(figure.first("p", class_="sum").first("b").text),
                total,
            )
            compare_share(told, file, name, figure, meant, total)


def compare_share(told, file, name, figure, meant, total):
    """The sentence over the bars, and how long each is against the longest."""
    most = max(amount for amount, _ in meant.values())
    caption = figure.first("figcaption").first("p").text
    if caption:
        share = (most * 100 / total).to_integral_value(ROUND_FLOOR)
        told.same(
            "month chart",
            file,
            f"{name}: share",
            whole_numbers(caption.split("%")[0])[-1:],
            [int(share)],
        )
        told.same("month chart", file, f"{name}: largest", money.all_shown(caption)[-1:], [most])
    for bar in figure.all("li"):
        group = bar.first("a").attributes.get("href", "").lstrip("#")
        length = Decimal(bar.first("rect", class_="fill").attributes.get("width", "-9"))
        true = meant.get(group, (most, 0))[0] * 1000 / most
        told.same("month chart", file, f"{name}: {group}: length", abs(length - true) <= 1, True)


def compare_accounts(told, file, page, month):
    rows = built.rows_of(page.first("section", id="accounts"))
    for cells, meant in zip(rows, accounts(month)):
        said = [money.shown(cell) for cell in cells[1:]]
        told.all_same("month page", file, f"account {cells[0]}", said, meant)
    told.same("month page", file, "rows of accounts", len(rows), len(accounts(month)))
    for name in ("receivables", "payables", "budget"):
        section = page.first("section", id=name)
        said = [
            money.shown(cell.text)
            for cell in section.all(data_form="money")
            if cell.tag != "th" or "data-label" in cell.attributes
        ]
        told.all_same("month page", file, name, said, stated(month, name))
