"""Compares the years of a set of books: month by month, by category, by payee, line by line, and year against year."""

import books
import built
import charts
import money
from books import INCOME, NOTHING
from months import compare_rows, whole_numbers

# Columns of the file that holds a year's lines: those of a month after its period and its set of books.
DAY, VOUCHER, AMOUNT = 2, 3, 10
COLUMNS = ("opening", "income", "expense", "moving", "closing")


def compare(told, where, unit, months):
    """Every year of every set of books of a unit, and the list of them all."""
    all_years = []
    for book, _ in unit.books:
        for year in books.years(months[book]):
            stem = year.year if book == unit.books[0][0] else f"{book}-{year.year}"
            compare_year(told, where, f"{unit.id}/finance/{stem}", year)
            all_years.append(year)
    compare_public(told, where, unit, months)
    compare_list(told, where, unit, all_years)
    compare_with_last_year(told, where, unit, months)
    for year in sorted({year.year for year in all_years}):
        compare_year_lines(told, where, unit, year, months)


def compare_public(told, where, unit, months):
    """No month is on the web that content/ does not hold, or holds for a later day."""
    public = {f"{month.page}.json" for own in months.values() for month in own}
    folder = f"{unit.id}/finance/"
    for path in where.paths(".json"):
        # A month's file ends in a year and a month, a year's in a year alone.
        if path.startswith(folder) and path.removesuffix(".json")[-3] == "-":
            told.same("month JSON", path, "is public", path in public, True)


def row(month):
    """A month's row in its year; what was held for others stands with what was lent and borrowed."""
    return [month.opening, month.income, month.expense, month.moving + month.held, month.closing]


def totals(year):
    """A year's own row; opening and closing are those of its first and last month."""
    moving = year.total("moving") + year.total("held")
    first, last = year.months[0], year.months[-1]
    return [first.opening, year.total("income"), year.total("expense"), moving, last.closing]


def compare_year(told, where, stem, year):
    data_file, table_file, page_file = (stem + end for end in (".json", ".csv", ".html"))
    data, page = where.json(data_file), where.html(page_file)
    said = [
        [money.shown(row.get(key) or "") for key in COLUMNS] + [row.get("lines")]
        for row in data.get("rows", [])
    ]
    compare_table(told, "year JSON", data_file, said, year)
    said = [
        [money.shown(cell) for cell in row[1:-1]] + whole_numbers(row[-1])
        for row in where.csv(table_file)
    ]
    compare_table(told, "year CSV", table_file, said, year)
    rows = built.rows_of(page.first("section", id="lines").first("table"))
    said = [[money.shown(cell) for cell in row[1:-1]] + whole_numbers(row[-1]) for row in rows]
    compare_table(told, "year page", page_file, said, year)
    flows = [year.total("income"), year.total("expense")]
    for kind, file, lead in (
        ("year JSON", data_file, data.get("lead", "")),
        ("year page", page_file, page.first("p", class_="lead").text),
    ):
        told.all_same(kind, file, "leading sentence", money.all_shown(lead), flows)
    compare_equation(told, data_file, data, page_file, page, year)
    compare_categories(told, data_file, data, page_file, page, year)
    compare_charts(told, page_file, page, year)


def compare_table(told, kind, file, said, year):
    told.same(kind, file, "number of months", len(said), len(year.months))
    for cells, month in zip(said, year.months):
        told.all_same(kind, file, month.period, cells, row(month) + [len(month.lines)])


def compare_equation(told, data_file, data, page_file, page, year):
    """The equation at the head, which a year with a gap does not have."""
    meant = dict(zip(COLUMNS, totals(year))) if year.whole else {}
    said = {figure["key"]: money.shown(figure["amount"]) for figure in data.get("figures", [])}
    told.same("year JSON", data_file, "keys of figures", sorted(said), sorted(meant))
    boxes = page.first("ol", class_="equation")
    for name, amount in meant.items():
        told.same("year JSON", data_file, name, said.get(name), amount)
        box = boxes.first("li", data_key=name).first("data")
        told.same("year page", page_file, name, money.shown(box.text), amount)
        told.same(
            "year page",
            page_file,
            f"{name} for programs",
            money.shown(box.attributes.get("value", "")),
            amount,
        )


def compare_categories(told, data_file, data, page_file, page, year):
    sections = {section["key"]: section for section in data.get("sections", [])}
    told.same("year JSON", data_file, "categories", sorted(sections), sorted(year.categories))
    for group, (amount, count, by_month) in year.categories.items():
        section = sections.get(group, {"title": "", "rows": []})
        meant = [(money_, lines) for money_, lines in by_month.values()]
        told.all_same(
            "year JSON", data_file, f"{group}: sum", money.all_shown(section["title"]), [amount]
        )
        said = [(money.shown(row["amount"]), row["lines"]) for row in section["rows"]]
        told.all_same("year JSON", data_file, f"{group} by month", said, meant)
        told.knows(data_file, *(money_ for money_, _ in meant))
        part = page.first("details", id=group)
        summary = part.first("summary").text
        told.all_same("year page", page_file, f"{group}: sum", money.all_shown(summary), [amount])
        told.same("year page", page_file, f"{group}: lines", whole_numbers(summary)[-1:], [count])
        pills = [money.shown(pill.text) for pill in part.first("ul").all(class_="money")]
        told.all_same(
            "year page", page_file, f"{group} by month", pills, [money_ for money_, _ in meant]
        )
        compare_payees(told, page_file, group, part.first("p").text, year)


def compare_payees(told, file, group, words, year):
    """Who was paid how much of a category, or paid it; a page may leave the smallest out and say so."""
    sums = {}
    for line in (line for line in year.lines if line.group == group):
        spent = -line.signed if group not in INCOME else line.signed
        amount, count = sums.get(line.party, (NOTHING, 0))
        sums[line.party] = (amount + spent, count + 1)
    meant = sorted(sums.values(), reverse=True)
    said = money.all_shown(words)
    told.all_same(
        "year page",
        file,
        f"{group}: payees",
        said,
        [amount for amount, _ in meant][: max(len(said), 1)],
    )


def compare_charts(told, file, page, year):
    """Income and spending, what was left, and the categories of spending."""
    figures = charts.by_name(page)
    flows = [[getattr(month, name) for month in year.months] for name in ("income", "expense")]
    spent = [sums[0] for group, sums in year.categories.items() if group not in INCOME]
    spent = sorted(spent, reverse=True)
    if "flows" in figures:
        title = [year.total("income"), year.total("expense")]
        charts.compare(told, file, figures["flows"], title, flows)
    if "balance" in figures:
        left = [month.closing for month in year.months]
        charts.compare(told, file, figures["balance"], [left[-1]], [left], total=False)
    if "categories" in figures:
        charts.compare(told, file, figures["categories"], spent[:1], [spent])
    wanted = (len(year.months) > 1) * 2 + (len(spent) > 1)
    told.same("chart", file, "number of charts", len(figures), wanted)


def compare_list(told, where, unit, all_years):
    """The list of all years; over a gap the opening does not lead to the closing, so both do not stand there."""
    stem = f"{unit.id}/finance/index"
    data, page = where.json(stem + ".json"), where.html(stem + ".html")
    on_page = built.rows_of(page.first("section", id="lines").first("table"))
    # Figures stand behind the year and, where there are several, the set of books.
    first = 2 if len(unit.books) > 1 else 1
    kinds = {
        ".json": [[row.get(key) or "" for key in COLUMNS] for row in data.get("rows", [])],
        ".csv": [row[first : first + len(COLUMNS)] for row in where.csv(stem + ".csv")],
        ".html": [row[first : first + len(COLUMNS)] for row in on_page],
    }
    for end, rows in kinds.items():
        told.same("list of years", stem + end, "number of years", len(rows), len(all_years))
        for cells, year in zip(rows, all_years):
            said, meant = [money.shown(cell) for cell in cells], totals(year)
            if not year.whole:
                told.same(
                    "list of years",
                    stem + end,
                    f"{year.year} opening to closing",
                    said[0] and said[-1],
                    None,
                )
                said, meant = said[1:-1], meant[1:-1]
            told.all_same("list of years", stem + end, year.year, said, meant)


def compare_with_last_year(told, where, unit, months):
    """How much more or less than in the same months a year before, in words."""
    data_file, page_file = (f"{unit.id}/finance/index{end}" for end in (".json", ".html"))
    meant = [change for book, _ in unit.books for change in changes(books.years(months[book]))]
    for kind, file, words in (
        ("list of years", data_file, where.json(data_file).get("lead", "")),
        ("list of years", page_file, where.html(page_file).first("p", class_="lead").text),
    ):
        said = money.all_shown(words)
        told.all_same(
            kind, file, "against the year before", said, [abs(change) for change in meant if change]
        )
        ways = [word in ("多", "more") for word in more_or_less(words)]
        told.same(kind, file, "more or less", ways, [change > 0 for change in meant if change])


def more_or_less(words):
    """The words for more and for less of a sentence, in their order."""
    marks = ("多", "少", "more", "less")
    found = [(at, mark) for mark in marks for at in range(len(words)) if words.startswith(mark, at)]
    return [mark for _, mark in sorted(found)]


def changes(years):
    """Income and spending of a set's last year against the same months of the year before, if all are there."""
    if len(years) < 2 or int(years[0].year) - 1 != int(years[1].year):
        return []
    asked = [month.period[5:] for month in years[0].months]
    before = [month for month in years[1].months if month.period[5:] in asked]
    if not years[0].whole or asked[0] != "01" or len(before) != len(asked):
        return []
    last = books.Year(years[1].year, before)
    return [years[0].total(name) - last.total(name) for name in ("income", "expense")]


def compare_year_lines(told, where, unit, year, months):
    """Every line of a unit's year in one file: of all its months, each under its period and set of books."""
    file = f"{unit.id}/finance/lines-{year}.csv"
    rows, names, found = where.csv(file), dict(unit.books), 0
    for book, _ in unit.books:
        for month in (month for month in months[book] if month.year == year and month.open_for_all):
            title = names[book] if len(names) > 1 else ""
            own = [row for row in rows if row[0] == month.period and row[1] == title]
            said = [(row[VOUCHER], row[DAY], money.shown(row[AMOUNT])) for row in own]
            compare_rows(told, "lines of a year CSV", file, said, month)
            found += len(own)
    told.same("lines of a year CSV", file, "lines of other months", len(rows) - found, 0)
