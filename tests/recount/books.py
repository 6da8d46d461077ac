"""Adds up books: what a month's lines make of its opening, and what months make of a year."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import money

NOTHING = Decimal("0.00")
INCOME = ("operating-income", "investment-income", "grant-income", "other-income")
PLACES = ("cash", "bank")


@dataclass
class Line:
    """One line of a ledger; `group` is the category, or the nature where it is neither earned nor spent."""

    date: str
    voucher: str
    group: str
    direction: str
    account: str
    other: str
    amount: Decimal
    party: str
    transfer: bool
    reverses: str

    @property
    def signed(self):
        """Positive for what came in, negative for what went out."""
        return self.amount if self.direction == "in" else -self.amount


class Month:
    """One month of one set of books, recounted from its lines."""

    def __init__(self, record, book, first, lines):
        self.data = record.data
        self.unit, self.book, self.period = record.unit, book, record.data["period"]
        self.stem = self.period if first else f"{book}-{self.period}"
        self.page = f"{record.unit}/finance/{self.stem}"
        self.lines, self.taken_back, self.apart = lines, {}, set()
        self.open_for_all = record.data.get("audience", "public") == "public"
        self.accounts = {own["name"]: own for own in record.data.get("accounts", [])}
        opening = {name: money.read(own["opening"]) for name, own in self.accounts.items()}
        bank = record.data.get("opening_bank")
        self.opening_of = {
            "cash": money.read(record.data["opening_cash"]),
            "bank": money.read(bank) if bank else sum(opening.values()),
        }
        self.opening_of_account = opening

    @property
    def year(self):
        return self.period[:4]

    @cached_property
    def groups(self):
        """Of each category and nature the sum, as spending and earning are spoken of, and the number of lines."""
        sums = defaultdict(lambda: [NOTHING, 0])
        for line in self.lines:
            spent = line.group not in INCOME + ("dealing", "held", "transfer")
            sums[line.group][0] += -line.signed if spent else line.signed
            sums[line.group][1] += 1
        if "transfer" in sums:
            sums["transfer"][0] = NOTHING
        return dict(sums)

    @property
    def categories(self):
        """The sums of categories alone."""
        apart = ("dealing", "held", "transfer")
        return {group: sums for group, sums in self.groups.items() if group not in apart}

    def sum_of(self, group):
        """The sum of one category or nature, nothing where no line is of it."""
        return self.groups.get(group, (NOTHING, 0))[0]

    @property
    def opening(self):
        return sum(self.opening_of.values())

    @property
    def income(self):
        return sum((self.sum_of(group) for group in INCOME), NOTHING)

    @property
    def expense(self):
        spent = (sums[0] for group, sums in self.categories.items() if group not in INCOME)
        return sum(spent, NOTHING)

    @property
    def moving(self):
        return self.sum_of("dealing")

    @property
    def held(self):
        return self.sum_of("held")

    @property
    def closing(self):
        return sum(self.closing_of.values())

    @cached_property
    def closing_of(self):
        """What is in hand and in the bank at the end: the opening and all that moved."""
        return {
            account: self.opening_of[account]
            + self.moved(account, "in")
            - self.moved(account, "out")
            for account in PLACES
        }

    @property
    def closing_of_account(self):
        """What each account of the bank holds at the end, where several are kept apart."""
        return {
            name: opening + self.moved(name, "in") - self.moved(name, "out")
            for name, opening in self.opening_of_account.items()
        }

    def taken(self, line):
        """What later lines took back of a line, with its sign, which is against that of the line."""
        amount = self.taken_back.get(line.voucher, NOTHING)
        return amount if line.direction == "in" else -amount

    @property
    def pieces(self):
        """What pages may say of single lines and of a gap before the month, each without a sign."""
        amounts = {line.amount for line in self.lines} | set(self.taken_back.values())
        amounts |= {line.signed + self.taken(line) for line in self.lines}
        return {abs(amount) for amount in amounts | self.apart}

    def moved(self, account, way):
        """What went into an account or out of it; a transfer moves both, a reversal takes back."""
        total = NOTHING
        for line in self.lines:
            if is_in(account, line.account) and line.direction == way:
                total += line.amount
            if line.transfer and is_in(account, line.other) and line.direction != way:
                total += line.amount
        return total


def is_in(account, place):
    """Whether a place is an account, or one of the bank's."""
    return place == account or account == "bank" and place != "cash"


def named(word, accounts):
    """The account that a line's word means: by name, by its last digits, or the only one of the bank."""
    for own in accounts:
        if word in (own["name"], own.get("last_four", word + " ")):
            return own["name"]
    return accounts[0]["name"] if word == "bank" and len(accounts) == 1 else word


def of_unit(unit):
    """The months of a unit, by set of books and then by time."""
    first, ledgers = unit.books[0][0], defaultdict(list)
    for record in unit.of("finance"):
        ledgers[record.data.get("account_set", first)].append(record)
    months = {}
    for book, _ in unit.books:
        own = sorted(ledgers[book], key=lambda record: record.data["period"])
        raw = {
            (record.data["period"], line.get("voucher", "")): line
            for record in own
            for line in record.data.get("lines", [])
        }
        months[book] = [Month(record, book, book == first, lines(record, raw)) for record in own]
        take_back(months[book])
        for before, month in zip(months[book], months[book][1:]):
            month.apart = apart(before, month)
    return months


def lines(record, raw):
    """The lines of a ledger."""
    data = record.data
    return [
        read(line, data["period"], raw, data.get("accounts", [])) for line in data.get("lines", [])
    ]


def take_back(months):
    """Notes with each line what later lines took back of it, all or in part."""
    by_period = {month.period: month for month in months}
    for month in months:
        for line in (line for line in month.lines if line.reverses):
            period, voucher = place(line.reverses, month.period)
            if period in by_period:
                taken = by_period[period].taken_back
                taken[voucher] = taken.get(voucher, NOTHING) + line.amount


def apart(before, month):
    """How far a month's opening is from where the month before it closed: in cash, in the bank, together."""
    parts = {month.opening_of[account] - before.closing_of[account] for account in PLACES}
    closed, opened = before.closing_of_account, month.opening_of_account
    if closed and opened:
        names = closed.keys() | opened.keys()
        parts |= {opened.get(name, NOTHING) - closed.get(name, NOTHING) for name in names}
    return parts | {month.opening - before.closing}


def place(reverses, period):
    """The month and the voucher that a reversal names: `记-003` of its own month, or `2025-04 记-003`."""
    month, _, voucher = reverses.rpartition(" ")
    return month or period, voucher


def read(line, period, raw, accounts):
    """A line with its figures; a reversal without a category stands where its original stands."""
    nature = line.get("nature", "ordinary")
    origin = original(line, period, raw) if nature == "reversal" else line
    nature = origin.get("nature", "ordinary")
    account = named(line.get("account", "bank"), accounts)
    other = line.get("to_account") or origin.get("to_account")
    other = other or ("bank" if account == "cash" else "cash")
    group = line.get("category") or origin.get("category") or nature
    return Line(
        line["date"],
        line.get("voucher", ""),
        group if nature in ("ordinary", "reversal") else nature,
        line["direction"],
        account,
        named(other, accounts),
        money.read(line["amount"]),
        line.get("party", ""),
        nature == "transfer",
        line.get("reverses", ""),
    )


def original(line, period, raw):
    """The line that a reversal takes back; the reversal itself where there is none."""
    return raw.get(place(line.get("reverses", ""), period), line)


@dataclass
class Year:
    """The months of a set of books that a year has on the web."""

    year: str
    months: list

    @property
    def whole(self):
        """Whether no month between the first and the last is missing."""
        numbers = [int(month.period[5:]) for month in self.months]
        return numbers == list(range(numbers[0], numbers[-1] + 1))

    def total(self, figure):
        """The sum of one figure over its months."""
        return sum((getattr(month, figure) for month in self.months), NOTHING)

    @property
    def lines(self):
        return [line for month in self.months for line in month.lines]

    @cached_property
    def categories(self):
        """Of each category its sum and number of lines, and both by month."""
        found = {}
        for month in self.months:
            for group, (amount, count) in month.categories.items():
                total = found.setdefault(group, [NOTHING, 0, {}])
                total[0] += amount
                total[1] += count
                total[2][month.period] = (amount, count)
        return found


def years(months):
    """The years of a set of books, the newest first."""
    by_year = defaultdict(list)
    for month in months:
        by_year[month.year].append(month)
    return [Year(year, by_year[year]) for year in sorted(by_year, reverse=True)]
