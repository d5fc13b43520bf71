"""The claim praises where the record measures.

What it looks for:
    "miracle", "breakthrough", "revolutionary", "world's best", "100 % effective" in the claim, when its record was
    found and does not use the word itself.

Why it matters:
    House style asks for what was measured. Praise is no fault of the citation, so the outcome does not change.

What to do:
    Say what was measured instead.

Fires on:
    "A breakthrough treatment restores sight", citing a case report.

Silent on:
    "The treatment was called a breakthrough", citing a paper with that word in its title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from verifier.model import Case, Finding

SCOPE = "case"
LEVEL = "note"

_PRAISE = re.compile(r"\b(miracle|breakthrough|revolutionary|world[’']s best|100\s?% effective)\b", re.IGNORECASE)


def check(case: Case) -> Iterator[Finding]:
    """One note for each word of praise that the record does not share."""
    if case.source is None:
        return
    record = " ".join(sentence.text for sentence in case.source.sentences).casefold()
    for reading in case.readings:
        for match in _PRAISE.finditer(reading.text):
            if match[0].casefold() not in record:
                yield Finding(
                    check="superlative",
                    level=LEVEL,
                    effect="none",
                    message=f"the claim says “{match[0]}”; the record does not",
                    quote=match[0],
                    where="claim",
                    part=reading.part,
                    advice="say what was measured instead",
                )
