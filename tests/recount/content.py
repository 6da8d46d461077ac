"""Reads content/: units, their records, and the lines of their books, every value as the text that stands there."""

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path

import yaml

import words

# Both leave every scalar a text; the one in C is there where the wheel brought it, and eight times as quick.
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass
class Record:
    """One disclosure: the folder it lies in says of which kind."""

    unit: str
    kind: str
    path: Path
    data: dict

    @property
    def page(self):
        """Where its page lies, without the end of its name."""
        return f"{self.unit}/{self.kind}/{self.data['id'].lower()}"


@dataclass
class Unit:
    """A village, a community, or a town or county above them."""

    id: str
    name: str
    level: str
    parent: str
    books: list
    owners: dict
    records: list = field(default_factory=list)

    def of(self, kind):
        """Its records of one kind."""
        return [record for record in self.records if record.kind == kind]


@dataclass
class Portal:
    """All of content/ that is public on its day."""

    as_of: str
    books_open_from: str
    settings: dict
    units: dict
    later: int = 0

    @property
    def villages(self):
        """The units that keep books, in the order of their folders."""
        return [unit for unit in self.units.values() if unit.of("finance")]


def load(folder):
    """Reads a whole content/ folder."""
    head = mapping((folder / "portal.yaml").read_text("utf-8"))
    portal = Portal(head["as_of"], head["books_open_from"], head.get("settings", {}), {})
    for path in sorted((folder / "units").rglob("unit.yaml"), key=lambda path: path.parent):
        unit = read_unit(path)
        portal.units[unit.id] = unit
        for record in sorted(records(unit, path.parent), key=lambda record: str(record.path)):
            # What is published on a later day is not public yet.
            if record.data["published"] > portal.as_of:
                portal.later += 1
            elif record.data.get("audience") != "specific":
                unit.records.append(record)
    return portal


def read_unit(path):
    """A unit; the one above it is the nearest folder upwards that is a unit too."""
    data = mapping(path.read_text("utf-8"))
    upwards = path.parent.parents
    above = next((folder.name for folder in upwards if (folder / "unit.yaml").exists()), "")
    books = [(book["id"], book["name"]) for book in data.get("books", [])] or [("", "")]
    owners = {book["id"]: book.get("owner", "committee") for book in data.get("books", [])}
    return Unit(data["id"], data["name"], data["level"], above, books, owners)


def finance_days(folder):
    """By whom books are kept, the day of the next month by which the place's own law wants a month of them."""
    whose = {"村": "village", "社区": "community", "集体经济组织": "collective"}
    days = {}
    for path in sorted((folder / "law").glob("*.yaml")):
        for entry in mapping(path.read_text("utf-8")).get("条目", []):
            if entry.get("公开类别") == "财务公开" and "次月几日前" in entry:
                days[whose[entry["管谁"]]] = int(entry["次月几日前"])
    return days


def records(unit, folder):
    """The records in the folders of a unit; those that are units themselves are not its."""
    for place in folder.iterdir():
        if not place.is_dir() or (place / "unit.yaml").exists():
            continue
        for path in place.iterdir():
            if path.suffix in (".yaml", ".md"):
                yield Record(unit.id, place.name, path, document(path))


def document(path):
    """A record as it stands in YAML, or in the head of a Markdown file, with the lines of the CSV file beside it."""
    text, words_below = path.read_text("utf-8-sig"), ""
    if path.suffix == ".md":
        _, text, words_below = text.split("---\n", 2)
    data = mapping(text) | {"words below": words_below}
    if "lines_file" in data:
        data["lines"] = table(path.parent / data["lines_file"])
    return data


def mapping(text):
    """A YAML mapping whose scalars all stay text; a number or a day read as such would lose its form."""
    return words.in_english(yaml.load(text, Loader=LOADER))


def table(path):
    """The rows of a CSV file under their headings; empty cells are left out, a leading `'` is no part of a text."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030")
    rows = csv.DictReader(io.StringIO(text, newline=""))
    clean = ({name: (cell or "").removeprefix("'") for name, cell in row.items()} for row in rows)
    return [words.in_english({name: cell for name, cell in row.items() if cell}) for row in clean]
