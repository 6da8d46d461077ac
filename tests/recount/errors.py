"""The errors that a site may be given: of each kind its name, its file, and what becomes of the file's text."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

AMOUNT = r"[\d,]+\.\d\d"
# Where an amount stands on many pages; `'` is a quotation mark that a page may leave out.
CELL = r".*?<td data-form='money'[^>]*>"
IN_LINES = "<section id='lines'" + CELL
LEAD = "class='lead'>[^<]*?"
BOX = ".*?value=[^>]*>"
PLACE = "class='place-sum'><span class='money'>"
FIRST_OF_ROW = r"\n[^\n]*?,"


class Change(NamedTuple):
    """What becomes of a text, and whether it is one value of it, which is then reported once."""

    of: Callable
    one_value: bool


def all_errors(recount):
    """One error of each kind, most of them in the last month of the first unit with two sets of books."""
    portal = recount.portal
    unit = next(unit for unit in portal.villages if len(unit.books) > 1)
    month = recount.books[unit.id][unit.books[0][0]][-1]
    by_file = (
        of_month(month)
        | of_year(unit, month.year)
        | of_unit(unit)
        | of_portal(portal, unit)
        | of_records(portal)
    )
    return [(name, path, change) for path, own in by_file.items() for name, change in own.items()]


def more(text):
    """An amount a fen larger, in the form it has."""
    amount = Decimal(text.replace(",", "")) + Decimal("0.01")
    return f"{amount:,.2f}" if "," in text else f"{amount:.2f}"


def marked(pattern):
    """A pattern as a regular expression over lines."""
    return re.compile(pattern.replace("'", '"?'), re.DOTALL)


def a_fen(before):
    """Makes the first amount behind a pattern a fen larger."""

    def change(text):
        one = marked(f"(?:{before})({AMOUNT})").search(text)
        return text if one is None else text[: one.start(1)] + more(one[1]) + text[one.end(1) :]

    return Change(change, True)


def instead(pattern, words):
    """Puts other words in the place of the first text that a pattern fits."""
    return Change(lambda text: marked(pattern).sub(words, text, count=1), True)


def without(pattern):
    """Takes away the first text that a pattern fits."""
    return Change(instead(pattern, "").of, False)


# Puts a file where there is none, and takes one away.
NEW = Change(lambda text: "{}" if text is None else text, True)
GONE = Change(lambda text: None, False)


def without_row(at):
    """Takes away one row of a CSV file."""

    def change(text):
        rows = text.splitlines(True)
        return "".join(rows[:at] + rows[at + 1 :])

    return Change(change, False)


def swapped(column):
    """Exchanges the amounts of the first two rows of a CSV file that differ in them."""

    def change(text):
        rows = [line.split(",") for line in text.splitlines(True)]
        one = next(at for at in range(1, len(rows) - 1) if rows[at][column] != rows[at + 1][column])
        rows[one][column], rows[one + 1][column] = rows[one + 1][column], rows[one][column]
        return "".join(",".join(row) for row in rows)

    return Change(change, False)


def of_month(month):
    voucher = next(line for line in month.lines if not line.transfer).voucher
    row, group = f"<tr id='{voucher}'>", f"<tr id='{next(iter(month.categories))}'"
    return {
        month.page
        + ".html": {
            "an amount on a month's page": a_fen(row + ".*?data-cell='amount'.*?[−+]"),
            "a row missing on a month's page": without(row + ".*?</tr>"),
            "a day on a month's page": instead(f"({row}.*?<time[^>]*>)\\d", r"\g<1>9"),
            "what is left at a month's end": a_fen("data-key='closing'" + BOX),
            "the same for programs": a_fen("data-key='closing'.*?value='"),
            "the sentence that leads a month": a_fen(LEAD),
            "the words of a month to be copied": a_fen('<button data-copy="[^"]*?'),
            "the sum of a category": a_fen(group + ".*?class='money'>[−+]?"),
            "the lines of a category": instead(
                f"({group}.*?<td colspan='3'><small>\\D*)\\d+", r"\g<1>99"
            ),
            "a bar of a month": a_fen("class='bar-sum'><span class='money'>"),
            "the length of a bar": instead(
                "<rect width='\\d+' class='fill", "<rect width=333 class=fill"
            ),
            "the sums at the foot": a_fen("<tfoot>.*?<b class='money'>[−+]?"),
            "an account of a month": a_fen("<section id='accounts'" + CELL),
            "a month without its page": GONE,
        },
        month.page
        + ".json": {
            "an amount in a month's JSON": a_fen('"rows":.*?"amount":"-?'),
            "a figure in a month's JSON": a_fen('"key":"expense".*?"amount":"'),
            "a row missing in a month's JSON": without(r'(?<="rows":\[)\{[^}]*\},'),
            "an account in a month's JSON": a_fen('"key":"accounts".*?"closing":"'),
            "a month without its JSON": GONE,
        },
        month.page
        + ".csv": {
            "an amount in a month's CSV": a_fen(r"\n.*?,-?"),
            "a row missing in a month's CSV": without_row(2),
            "two amounts exchanged in a month's CSV": swapped(8),
            "a month without its CSV": GONE,
        },
    }


def of_year(unit, year):
    stem, index = f"{unit.id}/finance/{year}", f"{unit.id}/finance/index"
    category = r"class='year-part'[^>]*>\s*"
    return {
        stem
        + ".html": {
            "a month in its year": a_fen(IN_LINES),
            "a year's figure": a_fen("data-key='opening'.*?value='"),
            "a category of a year": a_fen(category + "<summary>[^<]*? "),
            "a category's month in a year": a_fen(category + ".*?<ul.*?class='money'>"),
            "a payee of a year": a_fen(category + ".*?<p class='note'>[^<]*? "),
        },
        stem
        + ".json": {
            "a month in its year's JSON": a_fen('"rows":.*?"income":"'),
            "a category of a year in JSON": a_fen('"sections":.*?"title":"[^"]*? '),
            "a category's month in JSON": a_fen('"sections":.*?"amount":"'),
        },
        stem
        + ".csv": {
            "a month in its year's CSV": a_fen(FIRST_OF_ROW),
            "a month missing in its year's CSV": without_row(3),
        },
        f"{unit.id}/finance/lines-{year}.csv": {
            "a line of the year": a_fen(r"\n.*?,-?"),
            "a line of the year missing": without_row(5),
            "two lines of the year exchanged": swapped(10),
        },
        index
        + ".html": {
            "a year in the list of years": a_fen(IN_LINES),
            "the year against the one before": a_fen(LEAD),
        },
        index
        + ".json": {
            "a year in the list's JSON": a_fen('"closing":"'),
            "more said as less": instead("多", "少"),
        },
        index + ".csv": {"a year in the list's CSV": a_fen(FIRST_OF_ROW)},
    }


def of_unit(unit):
    shortened = (
        r'(data-part="value"[^>]*>\s*(?:<text[^>]*>[^<]*</text>\s*)*?<text[^>]*>\D*)[\d.]+万'
    )
    return {
        f"{unit.id}/index.html": {
            "what a unit has": a_fen("class='big'><data>"),
            "what it has in the bank": a_fen(LEAD),
            "what a set of books has": a_fen("class='books.*?class='figure'>"),
            "where money came from": a_fen("data-key='from'.*?class='figure'>[+−]?"),
            "how much more there is": a_fen("data-key='effect'.*?class='figure'>[+−]?"),
            "a note beside a record": a_fen("class='entries'>.*?<small>[^<]*? "),
            "an amount for machines alone": instead("(<meta content='[^>\"]*)", r"\1 3.33"),
            "a chart's title": a_fen("class='chart card'.*?<h3>[^<]*? "),
            "a chart's table": a_fen("<figure" + CELL),
            "a chart's words": a_fen("data-chart='line'.*?<desc[^>]*>[^<]*? "),
            "a figure in a drawing": a_fen("data-chart='line'.*?data-part='value'.*?>"),
            "a shortened figure": instead(shortened, r"\g<1>99.9万"),
            "a point of a line": instead("(data-part='dot'.*?cy=')\\d+", r"\g<1>7"),
            "a bar of a drawing": instead("(data-part='bar'.*?height=')\\d+", r"\g<1>7"),
        },
        f"{unit.id}/answers.html": {"an answer": a_fen("id='left'.*?<ul>.*? ")},
        f"{unit.id}/summary.json": {
            "a month of the summary": a_fen('"opening":"'),
            "a category of the summary": a_fen('"by_category":.*?"amount":"'),
            "the lines of the summary": instead(r'("held":"[^"]*","lines":)\d+', r"\g<1>99"),
        },
    }


def of_portal(portal, unit):
    town = portal.units[unit.parent]
    requests = instead(r'(id="chart-requests-desc">[^<]*? )\d+', r"\g<1>77")
    on_time = 'data-state="on-time" title'
    return {
        "index.html": {
            "what all have": a_fen("class='big'>.*?<data>"),
            "a place on the front page": a_fen(PLACE),
            "a chart of all": a_fen("data-chart='rows'.*?data-part='value'.*?>"),
        },
        f"{town.id}/index.html": {
            "a place of a town": a_fen(PLACE),
            "a place missing in a town": without("<li data-search=[^>]* class='place'>.*?</li>"),
        },
        f"{town.parent}/index.html": {"a place of the county": a_fen(PLACE)},
        "units.csv": {"a unit in the list of units": a_fen(FIRST_OF_ROW)},
        "units.json": {"a unit in the list's JSON": a_fen('"bank":"')},
        "analysis.html": {
            "the analysis": a_fen("class='tiles'.*?<dd>"),
            "the lines of the analysis": instead(r"(class='tiles'(?:.*?<dd>){3})\d+", r"\g<1>7"),
            "a unit beside others": a_fen('id="chart-unit-spending-desc">[^<]*? '),
            "requests in a drawing": requests,
        },
        "requests.csv": {"requests that came in": instead(r"(\n[^,\n]*,)\d+", r"\g<1>77")},
        "requests.html": {"a rate": instead(r"100\.0%", "99.0%")},
        "coverage.json": {"a late month": instead('"state":"late"', '"state":"on-time"')},
        "coverage.html": {"a missing month": instead("data-state='missing' title", on_time)},
        "year-2025.html": {"months in a year of all": instead("· 12 ", "· 11 ")},
    }


def of_records(portal):
    records = [record for unit in portal.units.values() for record in unit.records]

    def first(kind):
        return next(record.page for record in records if record.kind == kind)

    contract, project, grant = first("contracts"), first("projects"), first("grants")
    batch = next(one.page for one in records if one.kind == "benefits" and "rows" in one.data)
    listed = contract.rpartition("/")[0] + "/index"
    return {
        contract + ".html": {"what is owed of a contract": a_fen("data-key='owed'" + BOX)},
        contract + ".json": {"what a contract brought": a_fen('"key":"paid".*?"amount":"')},
        contract + ".csv": {"a payment of a contract": a_fen(FIRST_OF_ROW)},
        listed + ".csv": {"a contract in its list": a_fen(FIRST_OF_ROW)},
        listed
        + ".html": {"a contract missing in its list": without("<tr data-tone='plain' id.*?</tr>")},
        project + ".json": {"what is unpaid of a project": a_fen('"key":"unpaid".*?"amount":"')},
        project + ".html": {"a bid": a_fen("<section id='bidders'" + CELL)},
        grant + ".html": {"what is left of a grant": a_fen("data-key='left'" + BOX)},
        grant + ".json": {"a record without its JSON": GONE},
        grant + "-2.json": {"a record that content does not hold": NEW},
        first("property") + ".json": {"what assets are worth": a_fen('"net":"')},
        first("property") + ".html": {"an asset": a_fen("<section id='lines'.*?<dd>")},
        first("accounts") + ".html": {"all accounts": a_fen("data-key='balance'.*?<dd>")},
        first("accounts") + ".json": {"an amount in words": a_fen('"lead":"[^"]*? ')},
        batch + ".html": {"a benefit of some groups": a_fen("<section id='rows'" + CELL)},
        first("relief") + ".json": {"the total of a relief": a_fen('"total":"')},
        first("cadre-pay")
        + ".html": {
            "a sum of a declared kind": a_fen("data-key='total'.*?<dd>"),
            "its chart": a_fen("<desc[^>]*>[^<]*? "),
        },
        first("requests") + ".json": {"the day of a request": instead('"due":"20', '"due":"19')},
    }
