"""Reads a built site: its data files, and its pages as trees of elements."""

import csv
import io
import json
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

VOID = {"meta", "link", "input", "br", "img", "hr", "source", "wbr", "col"}


class Element:
    """An element of a page with what stands inside it."""

    def __init__(self, tag, attributes):
        self.tag, self.attributes, self.inside = tag, attributes, []

    @property
    def text(self):
        """All its text, blanks drawn together."""
        return " ".join("".join(self.texts()).split())

    def texts(self):
        for part in self.inside:
            if isinstance(part, str):
                yield part
            else:
                yield from part.texts()

    def __iter__(self):
        """All elements inside it, outer before inner."""
        for part in self.inside:
            if isinstance(part, Element):
                yield part
                yield from part

    def all(self, tag=None, **wanted):
        """The elements inside it of this tag, with these attributes; `class_` is one of its classes."""
        return [one for one in self if one.fits(tag, wanted)]

    def first(self, tag=None, **wanted):
        """The first of them; an empty element where there is none, so that what is missing reads as nothing."""
        return next((one for one in self if one.fits(tag, wanted)), Element("none", {}))

    def fits(self, tag, wanted):
        if tag not in (None, self.tag):
            return False
        for name, value in wanted.items():
            own = self.attributes.get(name.rstrip("_").replace("_", "-"))
            if own is None or value not in (own.split() if name == "class_" else (own, True)):
                return False
        return True


class Builder(HTMLParser):
    """Builds the tree; the pages are our own and close what they open."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.root = Element("root", {})
        self.open = [self.root]

    def handle_starttag(self, tag, attrs):
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag, attrs):
        self.open[-1].inside.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag):
        if any(element.tag == tag for element in self.open[1:]):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data):
        self.open[-1].inside.append(data)


class Site:
    """A folder of pages and data files, each read once; `changed` lays other texts over some of them."""

    def __init__(self, folder, changed=None, known=None):
        self.folder, self.changed = Path(folder), changed or {}
        self.known = {} if known is None else known

    def over(self, changed):
        """The same site with other texts in place of some; `None` takes a file away."""
        kept = {place: what for place, what in self.known.items() if place[-1] not in changed}
        return Site(self.folder, changed, kept)

    def once(self, place, make):
        """What was made of a file before, or else is made now; its place ends in the file's path."""
        if place not in self.known:
            self.known[place] = make()
        return self.known[place]

    def paths(self, end):
        """All its files that end so."""
        found = self.once(
            ("paths", end),
            lambda: [
                path.relative_to(self.folder).as_posix()
                for path in sorted(self.folder.rglob(f"*{end}"))
            ],
        )
        more = [path for path in self.changed if path.endswith(end) and path not in found]
        return [path for path in found + more if self.changed.get(path, "") is not None]

    def raw(self, path):
        """The text of a file, `None` where there is none."""
        if path in self.changed:
            return self.changed[path]
        file = self.folder / path
        return file.read_text("utf-8-sig") if file.is_file() else None

    def json(self, path):
        """A data file; no number in it becomes a float."""
        return self._read(path, lambda text: json.loads(text, parse_float=Decimal), {})

    def csv(self, path):
        """The rows of a CSV file below its headings."""
        return self._read(
            path, lambda text: list(csv.reader(io.StringIO(text, newline="")))[1:], []
        )

    def html(self, path):
        """A page as a tree."""
        return self._read(path, parsed, Element("none", {}))

    def _read(self, path, how, missing):
        def read():
            text = self.raw(path)
            return missing if text is None else how(text)

        return self.once(("read", path), read)


def parsed(text):
    builder = Builder()
    builder.feed(text)
    builder.close()
    return builder.root


def rows_of(table):
    """The rows of a table's body as lists of their cells' texts."""
    body = [row for part in table.all("tbody") for row in part.all("tr")]
    return [[cell.text for cell in row.inside if isinstance(cell, Element)] for row in body]


def day(element):
    """A day for programs, where the page says it in the words of another language."""
    return element.attributes.get("datetime") or element.text
