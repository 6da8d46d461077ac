"""The whole recount: content/ on one side, a built site on the other."""

import books
import content
import coverage
import echoes
import months
import portal
import registers
import requests
import units
import years
from told import Told


class Recount:
    """What content/ says, read and added up once."""

    def __init__(self, folder):
        self.portal = content.load(folder)
        self.books = {unit.id: books.of_unit(unit) for unit in self.portal.villages}
        self.finance_days = content.finance_days(folder)

    def compare(self, where, only=None, known=None):
        """Compares a site with it: all of it, or these units and what is made of several."""
        told, wanted = Told(known), set(only or self.portal.units)
        for unit in (unit for unit in self.portal.units.values() if unit.id in wanted):
            for own in self.books.get(unit.id, {}).values():
                for month in own:
                    months.compare(told, where, month)
            if unit.id in self.books:
                years.compare(told, where, unit, self.books[unit.id])
                units.compare(told, where, unit, self.books[unit.id])
            registers.compare(told, where, unit, self.portal.as_of)
        portal.compare(told, where, self.portal, self.books)
        requests.compare(told, where, self.portal)
        coverage.compare(told, where, self.portal, self.books, self.finance_days)
        echoes.compare(told, where, self.portal, self.books, wanted)
        return told
