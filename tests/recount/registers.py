"""Compares records of all other kinds: every number of theirs as it was written, and every sum made of them."""

import re
from decimal import Decimal

import built
import charts
import money
from books import NOTHING

# A number with its measure: in content/ as people write it, on a page in the words of its language.
WRITTEN = re.compile(r"[￥¥]?(-?\d[\d,]*(?:\.\d+)?)(?:\s*[^\d\s]{1,8})?")
SHOWN = re.compile(r"([+−-]?\d[\d,]*(?:\.\d+)?)(?: ?[^\d]*)?")

# What a record states and its rows make: the field, the list, and the field of its rows; without one they are counted.
STATED = {
    "cadre-pay": [("total", "pay", "amount")],
    "community-affairs": [("cost", "projects", "cost")],
    "distribution": [("total", "shares", "amount")],
    "donations": [("worth", "received", "value")],
    "firm-requests": [("total", "requests", None)],
    "grids": [("total", "grids", "households")],
    "homestead": [("total", "applications", None)],
    "honours": [("total", "honours", None)],
    "labour": [("total", "jobs", "paid")],
    "land-compensation": [("total", "plots", "amount")],
    "levies": [("spent", "used", "amount")],
    "mediation": [("taken", "counts", "taken"), ("settled", "counts", "settled")],
    "payment-lists": [("total", "payments", "amount")],
    "problem-ledgers": [("total", "problems", None)],
    "purchases": [("total", "bought", "amount")],
    "questions": [("total", "questions", None)],
    "utilities": [("due", "rows", "amount")],
    "venues": [("total", "venues", None)],
    "zones": [("total", "pairs", None)],
}
# The rows of these are told in sums alone.
PEOPLE = {"rows", "added", "stopped"}


def compare(told, where, unit, as_of):
    """All records of a unit but its books, and that there are no others."""
    compare_public(told, where, unit)
    for record in unit.records:
        if record.kind == "finance":
            continue
        data = where.json(record.page + ".json")
        told.same("record", record.page + ".json", "id", data.get("id"), record.data["id"])
        is_there = where.raw(record.page + ".html") is not None
        told.same("record", record.page + ".html", "page", is_there, True)
        compare_facts(told, where, record, data)
        compare_rows(told, where, record, data, as_of)
        compare_sums(told, where, record, data, as_of)
        compare_chart(told, where, record)
    for kind in sorted({record.kind for record in unit.records} - {"finance"}):
        compare_list(told, where, unit, kind)


def compare_public(told, where, unit):
    """No record is on the web that content/ does not hold, or holds for a later day or for few eyes."""
    public = {f"{record.page}.json" for record in unit.records}
    for path in where.paths(".json"):
        owner, _, rest = path.partition("/")
        kind, _, name = rest.partition("/")
        if owner == unit.id and name not in ("", "index.json") and kind != "finance":
            told.same("record", path, "is public", path in public, True)


def number(text, form=SHOWN):
    """The number of a value that is one, with its measure or without; `None` of days, codes and words."""
    found = form.fullmatch(str(text).strip()) if text is not None else None
    return Decimal(found[1].replace(",", "").replace("−", "-")) if found else None


def numbers(row):
    """The values of a row or record that are numbers."""
    found = {key: number(value, WRITTEN) for key, value in row.items() if isinstance(value, str)}
    return {key: value for key, value in found.items() if value is not None}


def lists(data):
    """The tables of a record."""
    return {
        key: value
        for key, value in data.items()
        if isinstance(value, list) and value and isinstance(value[0], dict)
    }


def shown_lists(data):
    """The tables of a record as its data file has them; the first, where it bears no name, stands in `rows`."""
    found = {section["key"]: section for section in data.get("sections", [])}
    found[""] = {"columns": data.get("columns", []), "rows": data.get("rows", [])}
    return found


def compare_facts(told, where, record, data):
    """Numbers of the record's head, in its data file and on its page."""
    page = where.html(record.page + ".html")
    on_page = {
        part.attributes["data-key"]: part.first("dd").text
        for facts in page.all("dl", class_="facts")
        for part in facts.all("div")
        if "data-key" in part.attributes
    }
    for key, meant in numbers(record.data).items():
        if key in data.get("facts", {}):
            said = number(data["facts"][key])
            told.same("record JSON", record.page + ".json", key, said, meant)
        if key in on_page:
            told.same("record page", record.page + ".html", key, number(on_page[key]), meant)


def compare_rows(told, where, record, data, as_of):
    """Numbers of the record's tables, row by row."""
    shown = shown_lists(data)
    for key, rows in lists(record.data).items():
        if key in ("explain", "corrections", "attachments") or key in PEOPLE and benefits(record):
            continue
        table = shown.get(key, shown[""])
        file = record.page + ".json"
        told.same("record JSON", file, f"{key}: rows", len(table["rows"]), len(rows))
        for at, (said, row) in enumerate(zip(table["rows"], rows), 1):
            for field, meant in numbers(row).items():
                if any(column["key"] == field for column in table["columns"]):
                    told.same(
                        "record JSON", file, f"{key} {at} {field}", number(said.get(field)), meant
                    )
        section, page_file = shown_in(where, record, key), record.page + ".html"
        compare_cells(told, "record page", page_file, cells_in(section), table["columns"], rows)
        compare_cards(told, page_file, section, table["columns"], rows)
        if key not in shown:
            cells = where.csv(record.page + ".csv")
            compare_cells(told, "record CSV", record.page + ".csv", cells, table["columns"], rows)


def benefits(record):
    return record.kind in ("benefits", "relief")


def shown_in(where, record, key):
    """The section of a record's page that shows a list."""
    page = where.html(record.page + ".html")
    section = page.first("section", id=key)
    return section if section.tag != "none" else page.first("section", id="lines")


def cells_in(section):
    """The cells of its table; one that shows its rows in another way has none."""
    table = section.first("table")
    return built.rows_of(table) if "plain" in table.attributes.get("class", "") else []


def compare_cards(told, file, section, columns, rows):
    """Rows with more columns than a page is wide stand as cards; their amounts in the order of the columns."""
    cards = [card for card in section.all("li", class_="card") if card.first("dl").tag == "dl"]
    for at, (card, row) in enumerate(zip(cards, rows), 1):
        said = [money.shown(value.text) for value in card.all("dd")]
        values = (row.get(column["key"]) for column in columns)
        meant = [money.shown(value) for value in values if isinstance(value, str)]
        meant = [amount for amount in meant if amount is not None]
        told.all_same(
            "record page",
            file,
            f"card {at}",
            [amount for amount in said if amount is not None],
            meant,
        )


def compare_cells(told, kind, file, cells, columns, rows):
    """A table's cells by the place of their columns."""
    keys = [column["key"] for column in columns]
    if not cells or any(len(row) != len(keys) for row in cells):
        return
    told.same(kind, file, "number of rows", len(cells), len(rows))
    for at, (said, row) in enumerate(zip(cells, rows), 1):
        for field, meant in numbers(row).items():
            if field in keys:
                told.same(kind, file, f"row {at} {field}", number(said[keys.index(field)]), meant)


def total(rows, field):
    """The sum of a field over rows."""
    return sum((number(row.get(field)) or NOTHING for row in rows), NOTHING)


def compare_sums(told, where, record, data, as_of):
    """What the record's rows make: figures of their own, sums beside its facts, and what it states."""
    file = record.page + ".json"
    for field, key, of in STATED.get(record.kind, []):
        rows = record.data.get(key, [])
        meant = Decimal(len(rows)) if of is None else total(rows, of)
        if field in record.data:
            told.same("record sum", file, field, number(data.get("facts", {}).get(field)), meant)
    for field, said in data.get("facts", {}).items():
        made = [rows for rows in lists(record.data).values() if any(field in row for row in rows)]
        if field not in record.data and number(said) is not None and made:
            told.same("record sum", file, f"sum of {field}", number(said), total(made[0], field))
    meant = figures(record, as_of)
    said = {figure["key"]: money.shown(figure["amount"]) for figure in data.get("figures", [])}
    told.same("record sum", file, "figures", sorted(said), sorted(meant))
    page = where.html(record.page + ".html").first("ol", class_="equation")
    for name, amount in meant.items():
        told.same("record sum", file, name, said.get(name), amount)
        box = page.first("li", data_key=name).first("data")
        told.same("record sum", record.page + ".html", name, money.shown(box.text), amount)
    if benefits(record):
        compare_groups(told, where, record, data)


def figures(record, as_of):
    """The equation at the head of a contract, a project or a grant."""
    data = record.data
    if record.kind == "contracts":
        owing = [row for row in data.get("periods", []) if row["due_on"] <= as_of]
        due, paid = total(owing, "due"), total(owing, "paid")
        return {"due": due, "paid": paid, "owed": due - paid}
    if record.kind == "projects":
        price = number(data["contract_price"])
        changes, paid = total(data.get("changes", []), "amount"), total(
            data.get("payments", []), "amount"
        )
        return {
            "contract": price,
            "changes": changes,
            "paid": paid,
            "unpaid": price + changes - paid,
        }
    if record.kind == "grants":
        parts = {
            name: total(data.get(name, []), "amount") for name in ("received", "used", "returned")
        }
        return parts | {"left": parts["received"] - parts["used"] - parts["returned"]}
    return {}


def compare_groups(told, where, record, data):
    """Sums of enough households each, recounted from the rows that no page shows."""
    rows = record.data.get("rows", [])
    if not rows:
        return
    keys = [column["key"] for column in data.get("columns", [])]
    table = where.html(record.page + ".html").first("section", id="rows").first("table")
    on_page = [dict(zip(keys, cells)) for cells in built.rows_of(table)]
    for file, shown in (
        (record.page + ".json", data.get("rows", [])),
        (record.page + ".html", on_page),
    ):
        named = [group for row in shown for group in parted(row["group"])]
        told.same(
            "record sum", file, "groups", named, list(dict.fromkeys(row["group"] for row in rows))
        )
        for row in shown:
            own = [one for one in rows if one["group"] in parted(row["group"])]
            households = {one.get("household", one["row"]) for one in own}
            said = [number(row.get(key)) for key in ("households", "quantity", "amount")]
            meant = [Decimal(len(households)), total(own, "quantity"), total(own, "amount")]
            told.all_same("record sum", file, row["group"], said, meant)


def parted(groups):
    """The names of groups that are told together."""
    return groups.replace("、", ", ").split(", ")


def compare_chart(told, where, record):
    """A drawing of a declared kind: one number of its rows, summed by a word beside it, the largest first."""
    file = record.page + ".html"
    figure = charts.by_name(where.html(file)).get("drawing")
    if figure is None:
        return
    said = [number(row[1]) for row in built.rows_of(figure.first("table"))]
    possible = {tuple(sums) for rows in lists(record.data).values() for sums in summed(rows)}
    meant = next((sums for sums in possible if list(sums) == said), None)
    told.same("chart", file, "numbers of the drawing are sums of its rows", meant is not None, True)
    if meant and figure.first("td", data_form="money").tag == "td":
        charts.compare(told, file, figure, [], [list(meant)])


def summed(rows):
    """Every way to sum a field of numbers by a field of words."""
    fields = {field for row in rows for field in row}
    amounts = {field for row in rows for field in numbers(row)}
    for field in amounts:
        for word in fields - amounts:
            sums = {}
            for row in rows:
                name = str(row.get(word))
                sums[name] = sums.get(name, 0) + (number(row.get(field)) or 0)
            yield sorted(sums.values(), reverse=True)


def compare_list(told, where, unit, kind):
    """The list of a unit's records of one kind: each record once, with the numbers that the list shows."""
    stem = f"{unit.id}/{kind}/index"
    data = where.json(stem + ".json")
    keys = [column["key"] for column in data.get("columns", [])]
    own = {record.data.get("title"): record.data for record in unit.of(kind)}
    shown = {row.get("title"): row for row in data.get("rows", [])}
    for title, record in own.items():
        told.same("list", stem + ".json", f"{title}: is listed", title in shown, True)
        for field, meant in numbers(record).items():
            if field in keys and title in shown:
                told.same(
                    "list",
                    stem + ".json",
                    f"{title}: {field}",
                    number(shown[title].get(field)),
                    meant,
                )
    page = built.rows_of(where.html(stem + ".html").first("section", id="lines").first("table"))
    for kind_of, file, rows in (
        ("list", stem + ".csv", where.csv(stem + ".csv")),
        ("list", stem + ".html", page),
    ):
        told.same(kind_of, file, "number of rows", len(rows), len(data.get("rows", [])))
        for cells in rows:
            record = own.get(cells[0])
            for field, meant in numbers(record or {}).items():
                if field in keys and len(cells) == len(keys):
                    told.same(
                        kind_of,
                        file,
                        f"{cells[0]}: {field}",
                        number(cells[keys.index(field)]),
                        meant,
                    )
