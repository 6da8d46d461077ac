"""Compares what is said of a whole unit: its front page, what people ask, its summary, and its row among all units."""

import charts
import money
from books import INCOME, NOTHING, Year
from months import whole_numbers

MONTHS_BACK = 12


def compare(told, where, unit, months):
    """All that is said of a unit with books."""
    last = {book: months[book][-1] for book, _ in unit.books if months[book]}
    compare_front(told, where, unit, last)
    compare_questions(told, where, unit, months)
    compare_drawings(told, where, unit, months)
    compare_answers(told, where, unit, last)
    compare_summary(told, where, unit, months)


def left(last, account=None):
    """What a unit has at the end of its last months, in all its books."""
    parts = (
        month.closing if account is None else month.closing_of[account] for month in last.values()
    )
    return sum(parts, NOTHING)


def compare_front(told, where, unit, last):
    file = f"{unit.id}/index.html"
    page = where.html(file)
    hero = page.first("section", class_="hero")
    told.same("unit page", file, "what is left", money.shown(hero.first("data").text), left(last))
    lead = money.all_shown(hero.first("p", class_="lead").text)
    told.all_same(
        "unit page", file, "bank and cash", lead, [left(last, "bank"), left(last, "cash")]
    )
    cards = page.first("ul", class_="books").all("li")
    told.same("unit page", file, "sets of books", len(cards), len(last) if len(last) > 1 else 0)
    for card, month in zip(cards, last.values()):
        told.same(
            "unit page",
            file,
            month.book,
            money.shown(card.first(class_="figure").text),
            month.closing,
        )


def compare_questions(told, where, unit, months):
    """The figures beside the five questions, of the first set of books."""
    file = f"{unit.id}/index.html"
    questions = where.html(file).first("ul", class_="questions")
    own = months[unit.books[0][0]]
    year = Year(own[-1].year, [month for month in own if month.year == own[-1].year])
    meant = {
        "from": own[-1].income,
        "to": -own[-1].expense,
        "effect": own[-1].closing - year.months[0].opening,
    }
    for name, amount in meant.items():
        said = questions.first("li", data_key=name).first(class_="figure").text
        compared = told.same if year.whole or name != "effect" else told.blank_or
        compared("unit page", file, name, money.shown(said), amount)
    said = whole_numbers(questions.first("li", data_key="done").first(class_="figure").text)
    told.same("unit page", file, "notices", said, [len(unit.of("notices"))])


def compare_drawings(told, where, unit, months):
    """What was left, and what came in and went out, in the last twelve months of the first set of books."""
    file = f"{unit.id}/index.html"
    figures = charts.by_name(where.html(file))
    own = since(months[unit.books[0][0]], MONTHS_BACK)
    closings = [month.closing for month in own]
    told.same("chart", file, "number of charts", len(figures), 2 if len(own) > 1 else 0)
    if "balance" in figures:
        compare_drawn(told, file, figures["balance"], closings[-1:], [closings], total=False)
    if "flows" in figures:
        flows = [[getattr(month, name) for month in own] for name in ("income", "expense")]
        compare_drawn(told, file, figures["flows"], [sum(values) for values in flows], flows)


compare_drawn = charts.compare


def since(months, count):
    """The months of so many calendar months up to the last."""
    number = lambda month: int(month.period[:4]) * 12 + int(month.period[5:])
    return [month for month in months if number(month) > number(months[-1]) - count]


def compare_answers(told, where, unit, last):
    file = f"{unit.id}/answers.html"
    page = where.html(file)
    for name, meant in (
        ("left", [month.closing for month in last.values()]),
        ("month", [month.expense for month in last.values()]),
    ):
        said = money.all_shown(page.first("div", id=name).first("ul").text)
        told.all_same("answers", file, name, said, meant)


def compare_summary(told, where, unit, months):
    """The file that pages of towns, county and portal are folded from."""
    file = f"{unit.id}/summary.json"
    for book in where.json(file).get("books", []):
        meant = months.get(book["id"] if len(months) > 1 else unit.books[0][0], [])
        told.same("summary", file, f"{book['id']}: months", len(book["months"]), len(meant))
        for said, month in zip(book["months"], meant):
            compare_summary_month(told, file, said, month)


def compare_summary_month(told, file, said, month):
    for name in ("opening", "income", "expense", "moving", "held"):
        amount = money.shown(said.get(name, ""))
        told.same("summary", file, f"{month.stem} {name}", amount, getattr(month, name))
    for account, amount in month.closing_of.items():
        own = money.shown(said["closing"].get(account, ""))
        told.same("summary", file, f"{month.stem} closing {account}", own, amount)
    own = [money.shown(one["closing"]) for one in said.get("accounts", [])]
    meant = list(month.closing_of_account.values())
    told.all_same("summary", file, f"{month.stem} accounts", own, meant)
    told.same("summary", file, f"{month.stem} lines", said["lines"], len(month.lines))
    by_category = {
        one["key"]: (one["income"], money.shown(one["amount"]), one["lines"])
        for one in said["by_category"]
    }
    meant = {group: (group in INCOME, *sums) for group, sums in month.categories.items()}
    for group in by_category.keys() | meant.keys():
        what = f"{month.stem} {group}"
        told.all_same("summary", file, what, by_category.get(group, ()), meant.get(group, ()))
