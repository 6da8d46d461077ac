"""Looks at every amount on every page and in every file: each is one that content/ gives for the unit it speaks of."""

import re
from collections import defaultdict

import money

AMOUNT = re.compile(r"(?<![\d.,])(?:\d{1,3}(?:,\d{3})+|\d+)\.\d\d(?![\d%]|\.\d)")
# Pages about the program and its rules show amounts as examples.
ABOUT = {"methods.html", "patterns.html", "about.html", "verify.html", "404.html"}
SAID_IN = ("data-copy", "value", "content", "title")


def compare(told, where, portal, books_of, units):
    """One comparison for each amount in files of these units and of none; what is reported already is not again."""
    given = amounts_given(told, portal, books_of)
    everywhere = set().union(*given.values())
    done = told.files()
    for path in where.paths(".html") + where.paths(".json") + where.paths(".csv"):
        unit = path.split("/")[0] if "/" in path else ""
        if path in ABOUT or path in done or unit and unit not in units:
            continue
        allowed = given[unit] if unit else everywhere
        for text in sorted(where.once(("amounts", path), lambda: amounts_in(where, path))):
            amount = money.shown(text)
            said = None if amount in allowed else amount
            told.same("any amount", path, f"{text}, which content does not give", said, None)


def amounts_given(told, portal, books_of):
    """By unit every amount of its records, as written and as recounted; towns and county know those below them."""
    given = defaultdict(set)
    limits = amounts_of(portal.settings)
    for unit in portal.units.values():
        own = told.known.get(unit.id, set()) | limits
        for record in unit.records:
            own |= amounts_of(record.data)
        for months in books_of.get(unit.id, {}).values():
            own |= {amount for month in months for amount in month.pieces}
        above = unit.id
        while above:
            given[above] |= own
            above = portal.units[above].parent
    # A statement is shown at the place of benefit too.
    for unit in portal.units.values():
        for record in unit.of("interest"):
            given[record.data.get("lands_in", unit.id)] |= amounts_of(record.data)
    given["/"] = told.known.get("", set())
    return given


def amounts_of(value):
    """Every amount of a record, wherever it stands in it."""
    if isinstance(value, dict):
        return set().union(*(amounts_of(inner) for inner in value.values())) if value else set()
    if isinstance(value, list):
        return set().union(*(amounts_of(inner) for inner in value)) if value else set()
    found = set()
    for part in re.findall(r"\d[\d,]*(?:\.\d+)?", str(value)):
        bare = part.replace(",", "")
        if len(bare.partition(".")[2]) <= 2:
            found.add(money.read(bare))
    return found


def amounts_in(where, path):
    """The amounts of a file as they are written there, of a page those that people read or hear or copy."""
    if path.endswith(".csv"):
        return {found for row in where.csv(path) for cell in row for found in AMOUNT.findall(cell)}
    if path.endswith(".json"):
        return set(AMOUNT.findall(where.raw(path)))
    page = where.html(path)
    found = set(AMOUNT.findall(page.text))
    for element in page:
        for name in SAID_IN:
            if name in element.attributes:
                found |= set(AMOUNT.findall(element.attributes[name]))
    return found
