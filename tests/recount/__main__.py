"""Recounts content/ and says where a built site differs: `python tests/recount CONTENT SITE [SITE…]`."""

import sys
from pathlib import Path

from built import Site
from recount import Recount

SHOWN = 50


def main(folder, *sites):
    recount, wrong = Recount(Path(folder)), 0
    for site in sites:
        told = recount.compare(Site(site))
        for kind, count in sorted(told.made.items()):
            print(f"{count:>8}  {kind}")
        print(f"{sum(told.made.values()):>8}  comparisons, {len(told.differences)} differences")
        for kind, file, what, said, meant in told.differences[:SHOWN]:
            print(f"{file}: {kind}: {what}: the site says {said}, content says {meant}")
        if len(told.differences) > SHOWN:
            print(f"and {len(told.differences) - SHOWN} more")
        wrong += len(told.differences)
    if recount.portal.later:
        print(f"{recount.portal.later} records are for a later day than {recount.portal.as_of}")
    return 1 if wrong else 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
