"""Recounts requests: what came in, what is done, in time or not, and how people found it."""

import datetime
from decimal import ROUND_HALF_UP, Decimal

import built
import charts
import words
from months import whole_numbers

COUNTS = ("received", "accepted", "closed", "overdue")
SHARES = {
    "closed_share": ("closed", "accepted"),
    "in_time_share": ("in_time", "closed"),
    "satisfied_share": ("satisfied", "rated"),
}
STATES = ("closed", "underway", "extended", "overdue", "waiting")


def compare(told, where, portal):
    """Each unit's requests, all of them together, and the drawing of how far they are."""
    all_counted = []
    for unit in portal.units.values():
        own = [row for record in unit.of("requests") for row in record.data["requests"]]
        for record in unit.of("requests"):
            compare_record(told, where, portal, record)
        if own:
            all_counted.append((unit, counted(own, portal)))
            said = where.json(f"{unit.id}/summary.json").get("requests", {})
            for name in (*COUNTS, "in_time", "extended", "rated", "satisfied"):
                told.same(
                    "requests",
                    f"{unit.id}/summary.json",
                    name,
                    said.get(name),
                    all_counted[-1][1][name],
                )
    names = [unit.name for unit, _ in all_counted]
    sums = {name: sum(counts[name] for _, counts in all_counted) for name in all_counted[0][1]}
    compare_table(told, where, names, [counts for _, counts in all_counted] + [sums])
    compare_drawing(told, where, sums)


def compare_record(told, where, portal, record):
    """One record's requests, each with its day and its state counted in the sentence that leads it."""
    counts = counted(record.data["requests"], portal)
    for kind, file, lead in (
        ("requests", record.page + ".json", where.json(record.page + ".json").get("lead", "")),
        (
            "requests",
            record.page + ".html",
            where.html(record.page + ".html").first("p", class_="lead").text,
        ),
    ):
        said = whole_numbers(lead)[-len(COUNTS) :]
        told.all_same(kind, file, "counts", said, [counts[name] for name in COUNTS])
    shown = {row["receipt_no"]: row for row in where.json(record.page + ".json").get("rows", [])}
    for row in record.data["requests"]:
        if "accepted" in row:
            said = shown.get(row["receipt_no"], {}).get("due")
            told.same(
                "requests",
                record.page + ".json",
                f"{row['receipt_no']} due",
                said,
                due(row, portal),
            )


def due(row, portal):
    """The day by which a request must be done: its own, or so many days after it was accepted."""
    if "due" in row or "accepted" not in row:
        return row.get("due", "9999")
    settings, day = portal.settings, datetime.date.fromisoformat(row["accepted"])
    working = settings.get("answer_days_count") == "working"
    for _ in range(int(settings["answer_days"])):
        day += datetime.timedelta(1)
        while working and not is_worked(day, settings):
            day += datetime.timedelta(1)
    return day.isoformat()


def is_worked(day, settings):
    """Whether a day is a working day of the portal's calendar."""
    text = day.isoformat()
    if any(one["date"] == text for one in settings.get("workdays", [])):
        return True
    free = any(one["from"] <= text <= one["to"] for one in settings.get("holidays", []))
    return day.weekday() < 5 and not free


def state(row, portal):
    """How far a request is on the portal's day."""
    if "closed" in row:
        return "closed"
    if "accepted" not in row:
        return "waiting"
    if max(row.get("extended_to", ""), due(row, portal)) < portal.as_of:
        return "overdue"
    return "extended" if "extended_to" in row else "underway"


def counted(rows, portal):
    """The figures of some requests."""
    states = [state(row, portal) for row in rows]
    counts = {name: states.count(name) for name in STATES}
    closed = [row for row in rows if "closed" in row]
    rated = [row for row in rows if row.get("rating", "none") not in ("none", "未评价")]
    # By its first day: what was put off is not in time.
    in_time = (row["closed"] <= due(row, portal) for row in closed)
    return counts | {
        "received": len(rows),
        "accepted": sum("accepted" in row for row in rows),
        "in_time": sum(in_time),
        "rated": len(rated),
        "satisfied": sum(row["rating"] in words.SATISFIED for row in rated),
    }


def share(counts, name):
    """A rate as it is written, `3/5` and a percentage with one decimal; nothing of nothing."""
    part, base = (counts[one] for one in SHARES[name])
    if not base:
        return None
    percent = (Decimal(part) * 100 / base).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{part}/{base}", f"{percent}%"


def compare_table(told, where, names, meant):
    """The table of all units and its last row, the sum."""
    data = where.json("requests.json").get("rows", [])
    page = built.rows_of(where.html("requests.html").first("section", id="lines").first("table"))
    tables = {
        "requests.json": [[row.get(key) for key in ("unit", *COUNTS, *SHARES)] for row in data],
        "requests.csv": where.csv("requests.csv"),
        "requests.html": page,
    }
    for file, rows in tables.items():
        told.same("requests", file, "units", [row[0] for row in rows[:-1]], names)
        told.same("requests", file, "number of rows", len(rows), len(meant))
        for row, counts in zip(rows, meant):
            said = [int(cell) for cell in row[1:5]]
            told.all_same("requests", file, row[0], said, [counts[name] for name in COUNTS])
            for name, cell in zip(SHARES, row[5:8]):
                parts = share(counts, name)
                told.same(
                    "requests",
                    file,
                    f"{row[0]} {name}",
                    parts is None or all(part in cell for part in parts),
                    True,
                )
    for file, lead in (
        ("requests.json", where.json("requests.json").get("lead", "")),
        ("requests.html", where.html("requests.html").first("p", class_="lead").text),
    ):
        counts = [meant[-1][name] for name in ("received", "closed", "overdue")]
        told.same("requests", file, "counts", counts, whole_numbers(lead)[-len(counts) :])


def compare_drawing(told, where, sums):
    figure = charts.by_name(where.html("analysis.html")).get(
        "requests", where.html("analysis.html")
    )
    meant = [sums[name] for name in STATES if sums[name]]
    said = [int(row[1]) for row in built.rows_of(figure.first("table"))]
    told.all_same(
        "chart", "analysis.html", "requests by state", [count for count in said if count], meant
    )
    for drawing in figure.all("svg", role="img"):
        values = [int(text.text) for text in drawing.first("g", data_part="value").all("text")]
        told.all_same(
            "chart",
            "analysis.html",
            "requests by state",
            [count for count in values if count],
            meant,
        )
        told.same(
            "chart",
            "analysis.html",
            "requests in words",
            whole_numbers(drawing.first("desc").text)[1:],
            said,
        )
    counts = [sums["received"], sums["closed"]]
    told.all_same(
        "chart", "analysis.html", "title", whole_numbers(figure.first("h3").text)[-2:], counts
    )
