"""Compares what is said of several units: the front page, towns and county, the analysis, the list of units and the years."""

import charts
import money
from books import INCOME, NOTHING
from months import whole_numbers
from units import MONTHS_BACK, left

# Books are counted by months; these kinds have parts of the menu of their own.
ELSEWHERE = {"finance", "figures", "powers", "cases", "requests"}


def compare(told, where, portal, books_of):
    """All pages and files that are made of more than one unit."""
    last = {
        unit.id: {book: months[-1] for book, months in books_of[unit.id].items() if months}
        for unit in portal.villages
    }
    months = [month for books in books_of.values() for own in books.values() for month in own]
    compare_front(told, where, portal, last, months)
    compare_places(told, where, portal, last)
    compare_list(told, where, portal, last, books_of)
    compare_analysis(told, where, portal, last, months)
    compare_years(told, where, portal, books_of)


def total(last):
    """What all units have."""
    return sum((left(own) for own in last.values()), NOTHING)


def compare_front(told, where, portal, last, months):
    page = where.html("index.html")
    said = money.shown(page.first("p", class_="big").first("data").text)
    told.same("front page", "index.html", "what all have", said, total(last))
    counts = whole_numbers(page.first("p", class_="lead").text)
    for what, count in (
        ("units", len(last)),
        ("months", len(months)),
        ("lines", sum(len(month.lines) for month in months)),
    ):
        told.same("front page", "index.html", f"number of {what}", count in counts, True)
    compare_flows_and_balance(told, "index.html", charts.by_name(page), portal, last, months)


def compare_places(told, where, portal, last):
    """The list of places with what each has: on the front page, in the county, and in each town."""
    for file, below in [("index.html", "")] + [
        (f"{unit.id}/index.html", unit.id) for unit in portal.units.values() if unit.id not in last
    ]:
        places = where.html(file).first("ul", class_="places").all("li", class_="place")
        said = {}
        for place in places:
            href = place.first("a").attributes.get("href", "")
            said[href.split("/")[-2]] = money.shown(place.first(class_="money").text)
        meant = {id: left(own) for id, own in last.items() if is_below(portal, id, below)}
        told.same("places", file, "which", sorted(said), sorted(meant))
        for id, amount in meant.items():
            told.same("places", file, id, said.get(id), amount)


def is_below(portal, id, above):
    """Whether a unit is one of those under another."""
    while id and id != above:
        id = portal.units[id].parent
    return id == above


def compare_list(told, where, portal, last, books_of):
    """The list of all units for programs."""
    rows = {row["id"]: row for row in where.json("units.json").get("rows", [])}
    lines = {row[0]: row for row in where.csv("units.csv")}
    for file, said in (("units.json", rows), ("units.csv", lines)):
        told.same("list of units", file, "which", sorted(said), sorted(portal.units))
    for id in portal.units:
        own = last.get(id)
        count = sum(len(months) for months in books_of.get(id, {}).values())
        meant = [left(own, "cash"), left(own, "bank"), count] if own else [None, None, 0]
        row, line = rows.get(id, {}), lines.get(id, [""] * 7)
        said = [
            money.shown(row.get("cash", "")),
            money.shown(row.get("bank", "")),
            row.get("months"),
        ]
        told.all_same("list of units", "units.json", id, said, meant)
        said = [money.shown(line[4]), money.shown(line[5]), int(line[6] or -1)]
        told.all_same("list of units", "units.csv", id, said, meant)


def compare_analysis(told, where, portal, last, months):
    page = where.html("analysis.html")
    tiles = [tile.text for tile in page.first("dl", class_="tiles").all("dd")]
    lines = sum(len(month.lines) for month in months)
    told.all_same(
        "analysis", "analysis.html", "counts", tiles[:3], map(str, (len(last), len(months), lines))
    )
    told.all_same(
        "analysis", "analysis.html", "what all have", map(money.shown, tiles[3:]), [total(last)]
    )
    figures = charts.by_name(page)
    compare_flows_and_balance(told, "analysis.html", figures, portal, last, months)
    year = max(month.year for month in months)
    spent = by_category([month for month in months if month.year == year])
    charts.compare(told, "analysis.html", figures["categories"], spent[:1], [spent])
    spending = [
        sum(
            (month.expense for month in months if (month.unit, month.year) == (unit.id, year)),
            NOTHING,
        )
        for unit in portal.villages
    ]
    charts.compare(told, "analysis.html", figures["unit-spending"], [], [spending])


def by_category(months):
    """What was spent on each category, the most first."""
    sums = {}
    for month in months:
        for group, (amount, _) in month.categories.items():
            if group not in INCOME:
                sums[group] = sums.get(group, NOTHING) + amount
    return sorted(sums.values(), reverse=True)


def compare_flows_and_balance(told, file, figures, portal, last, months):
    """What came in and went out in all units by month, and what each has."""
    periods = sorted({month.period for month in months})[-MONTHS_BACK:]
    flows = [
        [
            sum((getattr(month, name) for month in months if month.period == period), NOTHING)
            for period in periods
        ]
        for name in ("income", "expense")
    ]
    charts.compare(told, file, figures["county-flows"], [], flows)
    balances = [left(last[unit.id]) for unit in portal.villages]
    charts.compare(told, file, figures["county-balance"], [], [balances])


def compare_years(told, where, portal, books_of):
    """How many months a set of books has in a year, and how many records of each kind a unit published in it."""
    years = {path[5:9] for path in where.paths(".html") if path.startswith("year-")}
    for year in sorted(years):
        file = f"year-{year}.html"
        said = {}
        for link in where.html(file).all("a"):
            counted = whole_numbers(link.text)
            if counted and link.attributes.get("href", "").count("/") == 2:
                said[link.attributes["href"]] = counted[-1]
        for unit in portal.units.values():
            for book, months in books_of.get(unit.id, {}).items():
                count = sum(month.year == year for month in months)
                stem = year if book == unit.books[0][0] else f"{book}-{year}"
                told.same(
                    "year of all",
                    file,
                    f"{unit.id} {book}",
                    said.get(f"{unit.id}/finance/{stem}.html", 0),
                    count,
                )
            for kind in {record.kind for record in unit.records} - ELSEWHERE:
                count = sum(record.data["published"][:4] == year for record in unit.of(kind))
                told.same(
                    "year of all",
                    file,
                    f"{unit.id} {kind}",
                    said.get(f"{unit.id}/{kind}/index.html", 0),
                    count,
                )
