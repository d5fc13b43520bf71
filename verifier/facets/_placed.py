"""Clauses that only say in which countries a trial is done, or at how many sites: "Patients were recruited at two sites".

Read word by word in whatever order: besides the place or the number every word must be one of place.toml, of the frame of
framed.toml, or of the trial's own name. A denial, a bound or anything else is no such word, and leaves the clause to others.
"""

from __future__ import annotations

import re
from functools import cache

import msgspec

from verifier.facets._framed import CITED, plain
from verifier.lexicon import words
from verifier.model import Reading

_LONGEST, _MOST = 200, 26  # characters and words of a clause that may say so little
_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_STRANGE = 9  # words that may name the trial


class Placed(msgspec.Struct, frozen=True, gc=False):
    """What such a clause is besides its places: whether it tells of now, of what is to come, or of who runs the trial.

    others: the words that are of no frame; the trial must be called so.
    """

    others: frozenset[str]
    now: bool
    ahead: bool
    doer: bool


def without(reading: Reading, stretches: list[tuple[int, int]]) -> Placed | None:
    """What a clause is besides some stretches that name a place or a number of sites; None where it says more."""
    text = reading.text
    if len(text) > _LONGEST or text.count(" ") > _MOST:
        return None
    pieces, end = [], 0
    for start, stop in sorted(stretches):
        pieces.append(text[end:start])
        end = stop
    rest = CITED.sub(" ", " ".join([*pieces, text[end:]]))
    if _DIGIT.search(rest):
        return None
    listed = set(_WORD.findall(plain(rest)))
    others = listed - frame()
    if len(others) > _STRANGE:
        return None
    now, ahead, doer = (bool(listed & _listed(f"placing-{sort}")) for sort in ("now", "ahead", "doer"))
    return Placed(frozenset(others), now, ahead, doer)


@cache
def frame() -> frozenset[str]:
    """Every word that says nothing by itself in such a clause."""
    frame = frozenset(plain(word) for word in words("framed", "frame"))
    return frame.union(*(_listed(table) for table in ("placing", "placing-now", "placing-ahead", "placing-doer")))


@cache
def _listed(table: str) -> frozenset[str]:
    """The words of a table, in all languages."""
    return frozenset(plain(word) for word in words("place", table))
