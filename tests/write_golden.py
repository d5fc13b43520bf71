"""Write the golden files of the reports anew (`make golden`); read the difference before you commit it."""

from __future__ import annotations

from pathlib import Path
from unittest import mock

from tests import events
from verifier import shelves

NAMES = ("text", "json", "jsonl", "csv", "markdown", "sarif", "junit")  # html is looked at in a browser


def without_manuals():
    """The check shelf as if it were empty: the manuals of checks are no part of a report's form."""
    whole = shelves.names
    return mock.patch.object(shelves, "names", lambda shelf: () if shelf == "checks" else whole(shelf))


def main() -> None:
    folder = Path(__file__).parent / "golden"
    folder.mkdir(exist_ok=True)
    for name in NAMES:
        module = shelves.load("reports", name)
        with (folder / f"run{module.SUFFIX}").open("w", encoding="utf-8", newline="") as out, without_manuals():
            module.write(events.run(), out)


if __name__ == "__main__":
    main()
