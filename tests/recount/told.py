"""Lays what a site says beside what content/ says, counts by kind, and keeps what differs."""

from collections import Counter
from decimal import Decimal


class Told:
    """The comparisons made so far."""

    def __init__(self, known=None):
        self.made, self.differences, self.known = Counter(), [], known or {}

    def same(self, kind, file, what, said, meant):
        """One comparison: what the file says, what content/ says. Amounts compare to the fen."""
        self.made[kind] += 1
        self.knows(file, meant)
        if said != meant:
            self.differences.append((kind, file, what, plain(said), plain(meant)))

    def all_same(self, kind, file, what, said, meant):
        """A row of comparisons, cell by cell, with the number of cells."""
        said, meant = list(said), list(meant)
        if len(said) != len(meant):
            self.same(kind, file, f"{what}: how many", len(said), len(meant))
        for at, (one, other) in enumerate(zip(said, meant), 1):
            self.same(kind, file, f"{what} {at}", one, other)

    def blank_or(self, kind, file, what, said, meant):
        """As `same`, where the page may as well leave the figure out."""
        if said not in (None, "", "–"):
            self.same(kind, file, what, said, meant)

    def knows(self, file, *amounts):
        """Notes amounts as ones that content/ gives for the unit of this file."""
        own = self.known.setdefault(file.split("/")[0] if "/" in file else "", set())
        own.update(abs(amount) for amount in amounts if isinstance(amount, Decimal))

    def files(self):
        """The files in which something differs."""
        return {file for _, file, *_ in self.differences}


def plain(value):
    """A value as a person reads it in a list of differences."""
    if value is None or value == "":
        return "nothing"
    return f"{value:,.2f}" if isinstance(value, Decimal) else str(value)
