"""Amounts: read as text into decimals, to the fen, and never through a float."""

import re
from decimal import Decimal

FEN = Decimal("0.01")
SHOWN = re.compile(r"[+−-]?\d[\d,]*\.\d\d(?!\d)")


def read(text):
    """An amount as people write it in content/: `1,200.50`, `￥1200`, `1200元`."""
    bare = re.sub(r"[\s,，元￥¥]", "", text)
    return Decimal(bare).quantize(FEN)


def shown(text):
    """An amount as a page or a data file shows it; `None` where it is none."""
    bare = text.replace(",", "").replace("−", "-").replace("+", "").strip()
    return Decimal(bare) if re.fullmatch(r"-?\d+\.\d\d", bare) else None


def all_shown(text):
    """Every amount with two decimals that stands in a sentence, in its order."""
    return [shown(found) for found in SHOWN.findall(text)]


def written(amount):
    """An amount as pages write it without a sign of its own: `1,234.56`."""
    return f"{amount:,.2f}"
