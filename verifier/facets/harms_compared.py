"""In which arm more people were harmed, as a clause tells it, beside the adverse events that the registry counts by arm.

Facet `posted`, detail as there: "side effects were far more common with the drug than with placebo", "as many died in
either group". Of any harm the greater of the two counts that the registry gives, serious and other, stands for an arm.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterator

from verifier.facets import posted
from verifier.facets._changed import main_effect
from verifier.facets._contests import Row, Value, apart, named, opposed
from verifier.facets._sides import compares
from verifier.lexicon import pattern
from verifier.model import Comparison, EventGroup, Quote, Reading, Source

FACETS = ("posted",)
OF = "results"

_KINDS = (("dying", "deathsNumAffected"), ("gravely", "seriousNumAffected"), ("unwell", "otherNumAffected"))
_FAR = re.compile(r"(?i)\b(?:far|much|a lot|many times|twice|double|\w+ times|vastly|dramatically|significantly)\b")
_BOTH = re.compile(
    r"(?i)\b(?:both|either|two|groups|arms|as (?:many|often|common\w*|frequent\w*)|equally|similar\w*)\b"
)
# Of what harm, or of what cause, is not counted for all: what is so told is left open.
_NARROWED = re.compile(
    r"(?i)\b(?:mild|minor|moderate|related|due|because|caused|stopp\w*|dropp\w*|withdr\w*|quit|discontinu\w*|risk|may|might|could|can|like|such)\b"
)
_FEW, _LITTLE, _CLEAR, _LARGE = 0.03, 0.15, 0.25, 0.1  # shares
_SURE, _SURELY = 1.64, 3.0  # standard errors


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """Harm that a clause calls more, less or as common in one arm than in the other, beside the counts of both."""
    trial = source.trial
    groups = trial.results.event_groups if trial and trial.results else ()
    if (
        trial is None
        or len(groups) < 2
        or pattern("safety", "dying", "gravely", "serious-event", "unwell").search(reading.text) is None
    ):
        return
    effect = reading.facet(main_effect)
    if effect is None or effect.sense in ("better", "worse") or _NARROWED.search(reading.text):
        return
    kind, field = _kind(reading.text)
    row = _row(groups, kind)
    if row is None or next(posted.compare(reading, source, today), None) is not None:
        return
    than = compares(reading) if effect.sense != "null" else None
    if than is not None:
        pair = opposed(reading, row, than, trial)
        verdict = (
            _than(pair, 1 if effect.sense == "up" else -1, far=_FAR.search(reading.text) is not None) if pair else ""
        )
    elif (
        effect.sense == "null"
        and len(row.values) == 2
        and (_BOTH.search(reading.text) or len(named(reading, row, trial)) == 2)
    ):
        pair, verdict = row.values[:2], _equal(*row.values)
    else:
        return
    if not verdict or pair is None:
        return
    shown = Quote(str(_count(groups[pair[0].place], kind)), f"adverseEvents.eventGroups[{pair[0].place}].{field}")
    said = Quote(reading.text[effect.start : effect.end], "claim")
    yield Comparison(
        "posted", "same" if verdict == "same" else "different", said, shown, reading.part, f"{verdict} other"
    )


def _kind(text: str) -> tuple[str, str]:
    """Which harm a clause tells of, with the field that counts it."""
    if pattern("safety", "dying").search(text):
        return _KINDS[0]
    return _KINDS[1] if pattern("safety", "gravely", "serious-event").search(text) else _KINDS[2]


def _count(group: EventGroup, kind: str) -> int | None:
    if kind == "dying":
        return group.deaths
    if kind == "gravely" or group.serious is None:
        return group.serious
    return None if group.other is None else max(group.serious, group.other) if kind == "unwell" else group.serious


def _row(groups: tuple[EventGroup, ...], kind: str) -> Row | None:
    """The share of people harmed by arm; None where it is not told for all, or no lesser harm was counted in any."""
    if kind == "unwell" and not any(group.other for group in groups):
        return None
    found = []
    for place, group in enumerate(groups):
        people = (
            group.deaths_at_risk if kind == "dying" else group.other_at_risk if kind == "unwell" else None
        ) or group.serious_at_risk
        count = _count(group, kind)
        if count is None or not people or count > people:
            return None
        share = count / people
        found.append(Value(group.title, share, math.sqrt(max(share * (1 - share), 0.25 / people) / people), place))
    return Row("arm", tuple(found)) if len({value.label for value in found}) == len(found) else None


def _than(pair: tuple[Value, Value], sign: int, *, far: bool) -> str:
    """How two shares stand to a clause that puts the first above (1) or below (-1) the second."""
    share, errors = apart(*pair)
    gap = sign * (pair[0].value - pair[1].value)
    if gap == 0 or (far and share < _LITTLE):
        return "null"
    if gap < 0:
        return "opposite" if share >= _LITTLE else "null" if far else ""
    return "same" if share >= _CLEAR and (abs(errors or 0.0) >= _SURE or not far) else ""


def _equal(one: Value, other: Value) -> str:
    """How two shares stand to a clause that calls them alike."""
    share, errors = apart(one, other)
    gap = abs(one.value - other.value)
    if share <= _LITTLE or gap <= _FEW:
        return "same"
    return (
        "effect"
        if abs(errors or 0.0) >= _SURELY or (share >= 0.5 and gap >= _LARGE and abs(errors or 0.0) >= _SURE)
        else ""
    )
