"""Writes a spreadsheet as flat OpenDocument text, which LibreOffice turns into the formats that offices keep."""

from datetime import date
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
    for name, urn in [
        ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"),
        ("number", "datastyle"), ("fo", "xsl-fo-compatible"),
    ]
) + ' xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"'

STYLES = """
<number:number-style style:name="n-money"><number:number number:decimal-places="2"
 number:min-decimal-places="2" number:min-integer-digits="1" number:grouping="true"/></number:number-style>
<number:date-style style:name="n-day"><number:year number:style="long"/><number:text>-</number:text>
 <number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/></number:date-style>
<number:date-style style:name="n-short"><number:month/><number:text>月</number:text>
 <number:day/><number:text>日</number:text></number:date-style>
<number:date-style style:name="n-british"><number:day number:style="long"/><number:text>/</number:text>
 <number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/></number:date-style>
<style:style style:name="money" style:family="table-cell" style:data-style-name="n-money"/>
<style:style style:name="red" style:family="table-cell" style:data-style-name="n-money">
 <style:text-properties fo:color="#ff0000"/></style:style>
<style:style style:name="day" style:family="table-cell" style:data-style-name="n-day"/>
<style:style style:name="short" style:family="table-cell" style:data-style-name="n-short"/>
<style:style style:name="british" style:family="table-cell" style:data-style-name="n-british"/>
<style:style style:name="bold" style:family="table-cell"><style:text-properties fo:font-weight="bold"/></style:style>
"""


class Cell:
    """A value with how it looks (`money`, `red`, `day`, `short`, `british`, `bold`) and how far it reaches."""

    def __init__(self, value, style="", across=1, down=1):
        self.value, self.style, self.across, self.down = value, style, across, down


def cell(value):
    """A value as it is typed: text, a day, an amount, `=` and a formula."""
    if isinstance(value, Cell):
        return value
    style = {Decimal: "money", date: "day"}.get(type(value), "")
    if isinstance(value, str) and value.startswith("="):
        style = "money"
    return Cell(value, style)


def written(one):
    value, marks = one.value, ""
    if one.style:
        marks += f' table:style-name="{one.style}"'
    if one.across > 1 or one.down > 1:
        marks += f' table:number-columns-spanned="{one.across}" table:number-rows-spanned="{one.down}"'
    if value is None:
        return f"<table:table-cell{marks}/>"
    if isinstance(value, date):
        return f'<table:table-cell{marks} office:value-type="date" office:date-value="{value.isoformat()}"/>'
    if isinstance(value, (Decimal, int)):
        return f'<table:table-cell{marks} office:value-type="float" office:value="{value}"/>'
    if value.startswith("="):
        return f"<table:table-cell{marks} table:formula={quoteattr('of:' + value)} office:value-type=\"float\"/>"
    return f'<table:table-cell{marks} office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'


def row(values):
    out, covered = [], 0
    for value in values:
        if covered:
            covered -= 1
            out.append("<table:covered-table-cell/>")
            continue
        one = cell(value)
        covered = one.across - 1
        out.append(written(one))
    return "<table:table-row>" + "".join(out) + "</table:table-row>"


def workbook(sheets):
    """The text of a workbook: sheets as pairs of a name and rows of values."""
    tables = "".join(
        f"<table:table table:name={quoteattr(name)}>" + "".join(map(row, rows)) + "</table:table>"
        for name, rows in sheets
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {SPACES} office:version="1.3"'
        ' office:mimetype="application/vnd.oasis.opendocument.spreadsheet">'
        f"<office:automatic-styles>{STYLES}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document>\n"
    )
