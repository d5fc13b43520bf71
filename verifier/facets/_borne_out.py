"""Whether a number of a record bears out a number of a claim: same unit, same value as finely as it is said."""

from __future__ import annotations

from functools import cache

from verifier import lexicon
from verifier.facets._quantities import Quantity

_JOINT = 3  # letters of a word like "vs" or "and" behind a number whose unit stands behind the next
_BEYOND = 0.15  # how far a share may lie beyond one in words that bounds it, in parts of it
_SPELLS = frozenset({"year", "month", "week", "day", "hour", "minute"})
_APART = frozenset({"label", "moment", "year", "level", "p"})  # kinds that no other kind bears out


@cache
def _scales() -> dict[str, tuple[str, float]]:
    """Unit -> (kind of measure, factor to its base unit)."""
    numbers = lexicon.load("numbers")
    return {unit: (kind, numbers["scale"][unit]) for kind, units in numbers["kind"].items() for unit in units}


def same(said: Quantity, shown: Quantity) -> bool:
    """Whether a number of a record bears out a number of a claim: same unit, same value as finely as it is said."""
    if said.kind == "fraction" and shown.kind == "fraction":
        if said.loose == "about" and said.total and shown.total:
            one, other = said.value / said.total, shown.value / shown.total
            return abs(one - other) <= 0.1 * max(one, other)
        return said.value == shown.value and said.total == shown.total
    if said.kind != shown.kind and (said.kind in _APART or shown.kind in _APART):
        return False
    return any(_close(said, value) for value in _values(said, shown))


def readable(quantity: Quantity) -> set[float]:
    """The plain values by which a number may be found: as written, in its base unit, its total, its share."""
    value = abs(quantity.value)
    found = {value}
    if scale := _scales().get(quantity.unit):
        found.add(value * scale[1])
    if quantity.kind == "fraction":
        found |= {abs(quantity.total), 100 * value / quantity.total if quantity.total else value}
    if quantity.kind == "ratio" and value < 1:
        found.add(100 * value)  # "two thirds" beside a share in per cent
    return found


def _values(said: Quantity, shown: Quantity) -> list[float]:
    """The values that a shown number can stand for in the unit of the said one."""
    if shown.kind == "fraction":
        share = 100 * shown.value / shown.total if shown.total else 0.0
        return [share] if said.unit == "%" else [shown.value, shown.total]
    if said.kind == "fraction":
        share = 100 * said.value / said.total if said.total else 0.0
        return [said.value] if shown.unit == "%" and _as_large(said, share, shown.value) else []
    bare = not said.unit and not said.places and said.kind == "amount"
    if bare and (shown.unit == "%" or shown.unit in _scales()):
        return []  # a bare whole number is no duration, dose or share
    if said.unit == "%" and not shown.unit and (said.loose or not shown.places):
        return []  # a share is no count, and an approximate one is no bare number
    if said.unit in _scales() and not shown.unit:
        if len(shown.noun) > _JOINT and (not shown.places or said.unit in _SPELLS):
            return []  # "two serious events" are no two years
        if shown.places and not said.places and said.unit in _SPELLS:
            return []  # nor is a mean or a spread of 2.3
    if said.unit == shown.unit or not said.unit or not shown.unit:
        return [shown.value]
    one, other = _scales().get(said.unit), _scales().get(shown.unit)
    if one and other and one[0] == other[0]:
        return [shown.value * other[1] / one[1]]
    if {said.unit, shown.unit} <= {"people", "case", "eye", "point", "line"} and "people" in (said.unit, shown.unit):
        return [shown.value] if "case" in (said.unit, shown.unit) else []
    return []


def _as_large(said: Quantity, share: float, shown: float) -> bool:
    """Whether a share in per cent is what a clause tells as so many of so many: "more than four in five" of 82.4 %."""
    if said.loose in ("over", "under"):
        low, high = (share, share + _BEYOND * share) if said.loose == "over" else (share - _BEYOND * share, share)
        return low <= shown <= min(high, 100.0)
    return abs(share - shown) < (max(1.0, 0.1 * share) if said.loose == "about" else 1.0)


def _close(said: Quantity, value: float) -> bool:
    want, have = abs(said.value), abs(value)
    if said.loose == "over":
        return want <= have <= want * 1.3
    if said.loose == "under":
        return want * 0.7 <= have <= want
    slack = 0.5 * 10.0**-said.places if said.places else 0.0
    if said.unit in ("month", "year", "week") or (said.loose == "about" and not said.places):
        slack = max(slack, 0.04 * want)
    if said.loose == "about":
        slack = slack if said.places else max(slack, 0.1 * want)  # "some 62.7 percent" is a precise figure
    if not said.places and have != int(have):
        slack = max(slack, 0.5)
    return abs(want - have) <= slack + 1e-9
