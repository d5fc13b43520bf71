"""A number of the claim is not the record's number for the same thing.

What it looks for:
    Percentages, doses, scores and estimates of the clause (unit and what they count included) against the sentences
    closest to it and against fields. It fires when no sentence of the record bears the number out and the closest
    one gives another number of the same kind. Rounding, other units of the same measure, words for numbers and
    shares of counts are taken into account; numbers of people are left to sample-size-mismatch. Two posted figures that
    the clause gives to the wrong arms, or to another time, are told as well.

Why it matters:
    Wrong numbers are read as exact ones. In medicine 16.9 % of quotations do not say what the cited work says, 8.0 %
    seriously so (Baethge and Jergas, Res Integr Peer Rev 2025).

What to do:
    Give the record's number, with its unit.

Fires on:
    "People lost 15.3 percent of their weight", citing a paper that reports 14.9 % and 15.3 kg.

Silent on:
    "About 15 percent", citing the same paper; "five of six", citing 83.3 %.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from verifier.facets import posted, safety
from verifier.model import Case, Comparison, Finding
from verifier.wording.plain import marked

SCOPE = "case"
LEVEL = "error"
_TURNED = "the registry holds these figures for the arms the other way round"
_TIMED = "the registry holds these figures for another time, and others for this one"


def check(case: Case) -> Iterator[Finding]:
    """One finding for each number that the record gives otherwise."""
    for comparison in case.compared("number", "different"):
        yield Finding(
            check="number-mismatch",
            level=LEVEL,
            effect="contradicts",
            message=f"the claim says {_said(case, comparison)}; the record gives {_shown(case, comparison)}",
            quote=comparison.shown.text,
            where=comparison.shown.where,
            part=comparison.part,
            advice="give the record's number, with its unit",
        )
    for comparison in case.compared("by-arm", "different"):
        yield Finding(
            check="number-mismatch",
            level=LEVEL,
            effect="contradicts",
            message=_TIMED if comparison.detail == "time" else _TURNED,
            quote=comparison.shown.text,
            where=comparison.shown.where,
            part=comparison.part,
            advice="give the figures of that time" if comparison.detail == "time" else "give each arm its own figure",
        )


def _said(case: Case, comparison: Comparison) -> str:
    """The number in the claim's words; a bare figure with the word that it counts."""
    said = comparison.said.text
    if any(sign.isalpha() or sign == "%" for sign in said):
        return marked(said)
    counted = re.search(rf"(?<![\w.,]){re.escape(said)}\s?[^\W\d_]+", case.readings[comparison.part].text)
    return marked(counted[0] if counted else said)


def _shown(case: Case, comparison: Comparison) -> str:
    """The posted value in words, where it is one; a sentence is quoted beside the message."""
    told = posted.told(case.source, comparison.shown) or safety.told(case.source, comparison.shown)
    return told or "another number for this"
