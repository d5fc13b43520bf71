"""Whether a clause tells of a trial's arms what only a comparison of these arms could bear out.

Figures of both arms that are found anywhere in a record may be swapped; "more common with placebo" and "half as often"
need both values. Where the facets on posted values did not find them, nothing else bears such a clause out.
"""

from __future__ import annotations

import re

from verifier.facets._arm_calls import told_apart
from verifier.facets._sides import compares
from verifier.facets._versus import ON
from verifier.facets._words import language
from verifier.lexicon import spoken
from verifier.model import Comparison, Reading, Source

_POSTED = ("outcomeMeasures", "adverseEvents", "participantFlow")
_BY_SHARE = ("share-more", "share-less", "wins", "loses")
_BY_DEGREE = ("further", "less-far", "higher", "lower")
_TIMES = re.compile(
    r"(?i)\b(?:half|halves|twice|double[ds]?|triple[ds]?|thrice|thirds?|quarters?|times (?:as|more|less)|hälfte|doppelt|dreimal|halb|moitié|deux fois|double|mitad|doble|dos veces)\b"
)
_GROUPS = re.compile(
    r"(?i)\b(?:(?:both|each|either|two) (?:\w+ )?(?:groups?|arms?)|beiden (?:gruppen|armen)|deux groupes|ambos grupos|dos grupos)\b"
)
_ROLES = (
    re.compile(r"(?i)\bsponsor\w*|\brun by\b|\bled by\b"),
    re.compile(r"(?i)\bcollaborat\w*|\bpartner\w*|\btogether with\b|\balongside\b"),
)


def unborne_between_arms(reading: Reading, source: Source, own: list[Comparison]) -> bool:
    """Whether a clause is of two arms, or sets one against another, and none of its comparisons is of both their values."""
    if any(c.facet in ("posted", "by-arm") for c in own):
        return False
    named = _named(reading, source)
    both = _GROUPS.search(reading.text) is not None or any(one.isdisjoint(other) for one in named for other in named)
    if both and any(c.facet == "number" and c.shown.where.startswith(_POSTED) for c in own):
        return True
    if not named and not both:
        return False
    if _TIMES.search(reading.text):
        return True
    tables = (*_BY_SHARE, *(_BY_DEGREE if compares(reading) or ON.search(reading.text) else ()))
    return any(spoken(reading.facet(language), "versus", table).search(reading.text) for table in tables)


def roles_apart(reading: Reading) -> bool:
    """Whether a clause tells a sponsor and a partner apart: that both are in the record bears out neither's part."""
    return all(role.search(reading.text) for role in _ROLES)


def _named(reading: Reading, source: Source) -> list[frozenset[str]]:
    """For each word of a clause that not all arms of a trial with posted results have, the arms that have it."""
    results = source.trial.results if source.trial else None
    if results is None:
        return []
    arms = [group.title for group in results.event_groups if group.title != "Total"]
    return told_apart(reading, source, arms or list(dict.fromkeys(arm for arm, _ in results.started)))
