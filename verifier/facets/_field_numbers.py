"""The numbers that fields of a record hold, and the doses a day that its sentences add up to."""

from __future__ import annotations

import re
from functools import cache

from msgspec.structs import replace

from verifier.facets._quantities import Quantity, quantities
from verifier.lexicon import Phrases
from verifier.model import Source

_DAILY = re.compile(
    r"(?i)(\w+)\s+(\d+(?:\.\d+)?)[ -]?(mg|g|µg|mcg)\s+(?:tablets?|capsules?|doses?)[^.;]{0,90}?\b(once|twice|three times|four times|\w+ times)\s+(?:a day|daily|per day)"
)
_TIMES = {"once": 1, "twice": 2, "three times": 3, "four times": 4}


def field_quantities(source: Source) -> tuple[tuple[str, str, Quantity], ...]:
    """Numbers that fields of a record hold, as (field, value, number): people enrolled, ages, arms; daily doses."""
    found: list[tuple[str, str, Quantity]] = []
    if trial := source.trial:
        if trial.enrollment is not None:
            count = Quantity(float(trial.enrollment), "people", "amount", 0, 0)
            found.append(("enrollmentInfo.count", str(trial.enrollment), count))
            found.append(("enrollmentInfo.count", str(trial.enrollment), replace(count, unit="", noun="n")))
        for name, age in (("minimumAge", trial.minimum_age), ("maximumAge", trial.maximum_age)):
            found.extend((name, age, replace(value, kind="amount")) for value in quantities(age))
        phases = [phase for phase in trial.phases if phase[-1:].isdecimal()]
        found.extend(("phases", phase, Quantity(float(phase[-1]), "", "label", 0, 0)) for phase in phases)
        found.extend(("phases", phase, Quantity(float(phase[-1]), "", "amount", 0, 0)) for phase in phases)
    for sentence in source.sentences:
        for match in _DAILY.finditer(sentence.text[:4000]) if _dosed().search(sentence.text) else ():
            found.extend((sentence.where, match[0], value) for value in _daily(match))
    return tuple(found)


def field_shares(source: Source) -> tuple[tuple[str, str, Quantity], ...]:
    """Those of them that may bear out a share, which no count does."""
    return tuple(one for one in source.facet(field_quantities) if one[2].kind == "fraction" or one[2].unit == "%")


@cache
def _dosed() -> Phrases:
    """The words without which no dose a day is told."""
    return Phrases([r"tablet\w{0,30}", r"capsule\w{0,30}", r"dose\w{0,30}"])


def _daily(match: re.Match[str]) -> list[Quantity]:
    """The dose a day of "four 250 mg tablets three times a day"."""
    each = quantities(match[1])
    times = _TIMES.get(match[4].lower()) or next((q.value for q in quantities(match[4])), 0.0)
    if not each or not times:
        return []
    unit = "µg" if match[3].lower() == "mcg" else match[3].lower()
    return [Quantity(each[0].value * float(match[2]) * times, unit, "amount", 0, 0)]
