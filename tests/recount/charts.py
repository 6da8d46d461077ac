"""Compares a chart with the series it draws: title, words, table, printed figures, and the lengths of what is drawn."""

import re
from decimal import ROUND_HALF_UP, Decimal

import built
import money

SHORT = {"万": Decimal(10000), "k": Decimal(1000)}
ROUNDING = Decimal("1.5")


def by_name(page):
    """The charts of a page under their names."""
    return {
        figure.first("title").attributes["id"].removeprefix("chart-").removesuffix("-title"): figure
        for figure in page.all("figure", class_="chart")
    }


def compare(told, file, figure, title, series, total=True):
    """A figure with its two drawings; `series` are the columns of its table, `title` the amounts of its heading."""
    for place in (figure.first("h3"), figure.first("caption")):
        told.all_same("chart", file, "title", money.all_shown(place.text), title)
    compare_table(told, file, figure, series)
    drawings = figure.all("svg", role="img")
    told.same("chart", file, "drawings", len(drawings), 2)
    for drawing in drawings:
        told.all_same("chart", file, "title", money.all_shown(drawing.first("title").text), title)
        words = money.all_shown(drawing.first("desc").text)
        told.all_same("chart", file, "description", words, described(drawing, series, total))
        compare_values(told, file, drawing, series)
        compare_lengths(told, file, drawing, series)


def compare_table(told, file, figure, series):
    """The numbers under a drawing; a month that is not on the web may stand there without any."""
    rows = built.rows_of(figure.first("table"))
    for number, values in enumerate(series, 1):
        said = [money.shown(row[number]) for row in rows]
        said = [amount for amount in said if amount is not None]
        told.all_same("chart", file, f"column {number} of the numbers", said, values)


def described(drawing, series, total):
    """The amounts of the words beside a drawing: the sum, the ends, and for months the way from the first to the last."""
    amounts = []
    for values in series:
        amounts += [sum(values)] if total else []
        amounts += [max(values), min(values)]
        if drawing.attributes["data-chart"] != "rows":
            change = abs(values[-1] - values[0])
            amounts += [values[0], values[-1]] + ([change] if change else [])
    return amounts


def compare_values(told, file, drawing, series):
    """Each figure printed in a drawing is one of its series, whole or shortened to tenths of 10,000 or 1,000."""
    values = [value for column in series for value in column]
    for group in drawing.all("g", data_part="value"):
        for text in group.all("text"):
            whole = money.all_shown(text.text)
            if whole:
                told.same("chart", file, f"figure {text.text}", whole[0] in values, True)
            else:
                near = any(shortened(text.text, value) for value in values)
                told.same("chart", file, f"figure {text.text}", near, True)


def shortened(text, value):
    """Whether a text says a value in tenths of a larger measure."""
    found = re.search(r"([−-]?[\d.,]+)(万|k)?$", text)
    if not found:
        return False
    said = Decimal(found[1].replace(",", "").replace("−", "-"))
    tenth = Decimal("0.1") if found[2] else Decimal(1)
    return said == (value / SHORT.get(found[2], Decimal(1))).quantize(tenth, ROUND_HALF_UP)


def compare_lengths(told, file, drawing, series):
    """Bars are as long, and points as high, as their values are large, to a pixel and a half."""
    if drawing.attributes["data-chart"] == "line":
        return compare_points(told, file, drawing, series)
    side = "width" if drawing.attributes["data-chart"] == "rows" else "height"
    groups = drawing.all("g", data_part="bar")
    drawn = [[Decimal(bar.attributes[side]) for bar in group.all("rect")] for group in groups]
    shown = [[value for value in values if value > 0] for values in series]
    shown = [values for values in shown if values]
    told.same(
        "chart", file, "bars", [len(bars) for bars in drawn], [len(values) for values in shown]
    )
    largest = max((value for values in shown for value in values), default=None)
    longest = max((bar for bars in drawn for bar in bars), default=None)
    for bars, values in zip(drawn, shown):
        for bar, value in zip(bars, values):
            true = max(value * longest / largest, Decimal(1))
            told.same("chart", file, f"bar of {value:,.2f}", abs(bar - true) <= ROUNDING, True)


def compare_points(told, file, drawing, series):
    """The points of a line: all lie on one scale with the highest and the lowest of them."""
    for group, values in zip(drawing.all("g", data_part="dot"), series):
        heights = [Decimal(dot.attributes["cy"]) for dot in group.all("circle")]
        told.same("chart", file, "points", len(heights), len(values))
        if len(heights) != len(values) or max(values) == min(values):
            continue
        top, foot = heights[values.index(max(values))], heights[values.index(min(values))]
        for height, value in zip(heights, values):
            true = foot + (top - foot) * (value - min(values)) / (max(values) - min(values))
            near = abs(height - true) <= ROUNDING
            told.same("chart", file, f"point of {value:,.2f}", near, True)
