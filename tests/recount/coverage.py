"""Recounts which months of books are there by their day, late, or missing."""

import built
import charts
from months import whole_numbers

COUNTED = ("on-time", "late", "missing")
# Columns of `coverage.csv`.
UNIT, ENTRY, BOOK, PERIOD, STATE = 0, 2, 4, 5, 6


def compare(told, where, portal, books_of, entries):
    """What the portal says of every month of every set of books, each unit by itself and all together."""
    rows, lines = where.json("coverage.json").get("rows", []), where.csv("coverage.csv")
    totals = {}
    for unit in portal.villages:
        own = {}
        for book, _ in unit.books:
            meant = states(portal, unit, book, books_of[unit.id][book], entries)
            own[book] = list(meant.values())
            compare_book(told, rows, lines, unit, book, meant)
            compare_strip(told, where, unit, book, own[book])
        totals[unit.id] = [sum(states_.count(name) for states_ in own.values()) for name in COUNTED]
        compare_unit(told, where, unit, totals[unit.id])
    compare_all(told, where, portal, totals)


def states(portal, unit, book, months, entries):
    """Of each month since the books are open its state, by the day that the place's own law names."""
    published = {month.period: month.data["published"] for month in months}
    day = entries[entry_of(unit, book)]
    found, period = {}, portal.books_open_from
    while period <= portal.as_of[:7]:
        due = f"{following(period)}-{day:02}"
        posted = published.get(period)
        if posted:
            found[period] = "on-time" if posted <= due else "late"
        else:
            found[period] = "missing" if due < portal.as_of else "not-due"
        period = following(period)
    return found


def following(period):
    """The month after a month."""
    year, month = int(period[:4]), int(period[5:])
    return f"{year + month // 12}-{month % 12 + 1:02}"


def entry_of(unit, book):
    """Who a set of books belongs to: the collective, or the village or community itself."""
    return "collective" if unit.owners.get(book) == "collective" else unit.level


def compare_book(told, rows, lines, unit, book, meant):
    """The rows of one set of books, for programs."""
    entry, name = f"{entry_of(unit, book)}-finance", dict(unit.books)[book]
    json_rows = {
        row["period"]: row["state"]
        for row in rows
        if (row["unit"], row["entry"]) == (unit.id, entry) and row.get("book", name) == name
    }
    csv_rows = {
        row[PERIOD]: row[STATE]
        for row in lines
        if (row[UNIT], row[ENTRY]) == (unit.id, entry) and row[BOOK] in ("", name)
    }
    for file, said in (("coverage.json", json_rows), ("coverage.csv", csv_rows)):
        told.same("coverage", file, f"{unit.id} {book}: months", sorted(said), sorted(meant))
        for period, state in meant.items():
            told.same("coverage", file, f"{unit.id} {book} {period}", said.get(period), state)


def compare_strip(told, where, unit, book, meant):
    """The strip of marks, one a month that is due."""
    strips = where.html("coverage.html").first("ul", class_="strips").all("li")
    name = dict(unit.books)[book]
    own = [
        strip
        for strip in strips
        if strip.first("a").attributes.get("href", "").startswith(f"{unit.id}/")
        and (len(unit.books) == 1 or name in strip.text)
    ]
    marks = [mark.attributes["data-state"] for strip in own for mark in strip.all("i")]
    told.same(
        "coverage",
        "coverage.html",
        f"{unit.id} {book}",
        marks,
        [one for one in meant if one in COUNTED],
    )


def compare_unit(told, where, unit, counts):
    """The sentences of a unit: in time, of how many, late, missing."""
    on_time, late, missing = counts
    meant = [on_time, sum(counts), late, missing]
    for file, lead in (
        (f"{unit.id}/coverage.json", where.json(f"{unit.id}/coverage.json").get("lead", "")),
        (
            f"{unit.id}/coverage.html",
            where.html(f"{unit.id}/coverage.html").first("p", class_="lead").text,
        ),
    ):
        told.all_same("coverage", file, "counts", whole_numbers(lead)[-4:], meant)


def compare_all(told, where, portal, totals):
    """The same of all units, and the drawing."""
    sums = [sum(column) for column in zip(*totals.values())]
    meant = [sums[0], sum(sums), sums[1], sums[2]]
    for file, lead in (
        ("coverage.json", where.json("coverage.json").get("lead", "")),
        ("coverage.html", where.html("coverage.html").first("p", class_="lead").text),
    ):
        told.all_same("coverage", file, "counts", whole_numbers(lead)[-4:], meant)
    figure = charts.by_name(where.html("analysis.html")).get("coverage")
    if figure is None:
        told.same("chart", "analysis.html", "coverage", None, "there")
        return
    title = whole_numbers(figure.first("h3").text)[-4:]
    told.all_same("chart", "analysis.html", "coverage", sorted(title), sorted(meant))
    rows = [[int(cell) for cell in row[1:]] for row in built.rows_of(figure.first("table"))]
    told.all_same("chart", "analysis.html", "coverage by unit", rows, totals.values())
    for drawing in figure.all("svg", role="img"):
        texts = [
            whole_numbers(text.text) for text in drawing.first("g", data_part="value").all("text")
        ]
        told.all_same("chart", "analysis.html", "coverage by unit", texts, totals.values())
