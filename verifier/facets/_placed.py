"""Clauses that only say in which countries a trial is done, or at how many sites: "Patients were recruited at two sites".

Read word by word in whatever order: besides the place or the number every word must be one of place.toml, of the frame of
framed.toml, or of the trial's own name. A denial, a bound or anything else is no such word, and leaves the clause to others.
"""

from __future__ import annotations

import re
from functools import cache

import msgspec

from verifier.facets._framed import plain
from verifier.lexicon import words
from verifier.model import Reading

_LONGEST, _MOST = 200, 26  # characters and words of a clause that may say so little
_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_CITED = re.compile(r"\(?\bNCT\d{8}\b\)?|\[\d{1,3}\]")
_STRANGE = 9  # words that may name the trial


class Placed(msgspec.Struct, frozen=True, gc=False):
    """The words of such a clause that say nothing of a place, and whether it tells of now, of who runs the trial, of one site alone.

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
    rest = _CITED.sub(" ", " ".join([*pieces, text[end:]]))
    if _DIGIT.search(rest):
        return None
    listed = set(_WORD.findall(plain(rest)))
    others = listed - _frame()
    if len(others) > _STRANGE:
        return None
    own = _listed("placing-now"), _listed("placing-doer")
    return Placed(frozenset(others), bool(listed & own[0]), bool(listed & _AHEAD), bool(listed & own[1]))


_AHEAD = frozenset(
    {"will", "shall", "plans", "planned", "wird", "sera", "seront", "aura", "tendra", "realizara", "llevara"}
)


@cache
def _frame() -> frozenset[str]:
    """Every word that says nothing by itself in such a clause."""
    frame = frozenset(plain(word) for word in words("framed", "frame"))
    return frame | _listed("placing") | _listed("placing-now") | _listed("placing-doer")


@cache
def _listed(table: str) -> frozenset[str]:
    """The words of a table, in all languages."""
    return frozenset(plain(word) for word in words("place", table))
