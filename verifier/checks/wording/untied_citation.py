"""A long list of sources stands behind one claim.

What it looks for:
    Six sources or more on one claim.

Why it matters:
    A reader cannot tell which of them shows what; lists of this kind are gathered to impress ("citation dumps").
    Each source is still checked against the claim by itself.

What to do:
    Tie each source to the statement that it bears, and drop those that bear none.

Fires on:
    "The powder is good for you", followed by eight PMIDs in one bracket.

Silent on:
    A claim with two or three sources; a list of references without a claim.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Finding, Page

SCOPE = "page"
LEVEL = "note"
_MANY = 6


def check(page: Page) -> Iterator[tuple[str, Finding]]:
    """One note for each claim with many sources, at the first of them."""
    told: set[str] = set()
    for case in page.cases:
        citation = case.citation
        sources = {citation.identifier, *citation.group}
        if len(sources) >= _MANY and citation.claim not in told:
            told.add(citation.claim)
            yield (
                citation.key,
                Finding(
                    check="untied-citation",
                    level=LEVEL,
                    effect="none",
                    message=f"{len(sources)} sources stand behind this one claim",
                    advice="tie each source to the statement that it bears",
                ),
            )
