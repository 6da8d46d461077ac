"""Plants errors in a built site, one at a time, and asks that each is reported, and nothing else."""

import sys
from pathlib import Path

from built import Site
from errors import all_errors
from recount import Recount

USAGE = "python tests/recount/planted.py CONTENT SITE"


def main(folder, site):
    recount, where = Recount(Path(folder)), Site(site)
    clean = recount.compare(where)
    if clean.differences:
        sys.exit(f"{len(clean.differences)} differences before anything was planted")
    errors = all_errors(recount)
    missed = [said for said in (plant(recount, where, clean, *error) for error in errors) if said]
    print(*missed, sep="\n", end="\n" if missed else "")
    print(f"{len(errors)} errors planted, {len(errors) - len(missed)} found where they were")
    return 1 if missed else 0


def plant(recount, where, clean, name, path, change):
    """What went wrong with one error; nothing where it was found in its file and once."""
    text = where.raw(path)
    changed = change.of(text)
    if changed == text:
        return f"{name}: nothing to change in {path}"
    own = {path.split("/")[0]} & recount.portal.units.keys()
    told = recount.compare(where.over({path: changed}), own or {""}, dict(clean.known))
    found = sorted(told.files())
    if found != [path]:
        return f"{name}: planted in {path}, found in {found or 'no file'}"
    if change.one_value and len(told.differences) != 1:
        return f"{name}: reported {len(told.differences)} times"
    return ""


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(USAGE)
    sys.exit(main(*sys.argv[1:]))
