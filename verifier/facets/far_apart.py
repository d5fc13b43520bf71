"""A great difference that a clause tells between two arms, beside posted values that are practically equal.

Facet `posted`; detail "alike other". "Far more", "much worse", "spoils the answer to": a clause that
tells so much is gainsaid where every posted value of every outcome that it may mean is nearly the same in both arms.
Where the values differ, or the outcome is not surely found, nothing is said: what differs by how much is read elsewhere.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from verifier.facets import by_arm, contest, posted
from verifier.facets._arm_calls import called, mentions
from verifier.facets._posted_arms import posted_value, significant
from verifier.facets._quantities import quantities
from verifier.facets._terms import Term, met, numbers, terms, text_keys
from verifier.lexicon import Guarded, pattern
from verifier.model import Comparison, PostedOutcome, Quote, Reading, Source

FACETS = ("posted",)
OF = "results"

_FAR = Guarded(
    re.compile(
        r"(?i)\b(?:(?:far|much|vastly|considerably|greatly|dramatically|markedly|hugely|way|a lot|a great deal|many times|several times|twice|three times)"
        r" (?:as )?(?:more|less|fewer|better|worse|lower|higher|greater|smaller|longer|shorter|faster|slower|harder|weaker|stronger|oftener)\b[^.;:]{0,80}?\bthan\b"
        r"|(?:(?:more than )?(?:doubled|trebled|tripled|halved)) the\b"
        r"|(?:spoils?|spoiled|spoilt|ruins?|ruined|wrecks?|wrecked|cripples?|crippled|destroys?|destroyed|wipes? out|wiped out|knocks? out|knocked out|undermines?|undermined)\b)"
    ),
    r"than|doubled|trebled|tripled|halved|spoil\w*|ruin\w*|wreck\w*|cripple\w*|destroy\w*|wipe\w*|knock\w*|undermin\w*",
)
_NO_ARM = re.compile(
    r"(?i)\s*(?:before|at (?:the )?(?:start|baseline|first|outset)|expected|hoped|planned|those (?:aged|over|under)|men|women|boys|girls|children|adults|younger|older|healthy|others?\b|\d)"
)
_START = re.compile(r"(?i)^\W*(?:at )?baseline\W*$|\bat baseline\b|\bpre-?treatment\b")
_NEARLY, _NEARLY_REST = 0.1, 0.25  # by what share of the greater two values may differ that are practically equal
_ABOUT = 0.09  # by what share two lengths of time may differ that are one
_LEAST = 0.5  # weight from which a word tells what was measured
_MOST = 12  # values that a clause may mean


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """The great difference in the claim beside the values of the outcomes that it may mean."""
    results = source.trial.results if source.trial else None
    found = _FAR.search(reading.text) if results and results.outcomes else None
    if results is None or found is None or _NO_ARM.match(reading.text, found.end()) or not _plainly(reading):
        return
    if any(next(other.compare(reading, source, today), None) is not None for other in (posted, contest)):
        return  # read there, of one outcome
    meant = _meant(reading, source)
    if not 0 < len(meant) <= _MOST or not all(_alike(row, results.outcomes[row.outcome]) for row in meant):
        return
    row = meant[0]
    shown = Quote(
        results.outcomes[row.outcome].measurements[row.place].value,
        f"outcomeMeasures[{row.outcome}].measurements[{row.place}].value",
    )
    yield Comparison("posted", "different", Quote(found[0], "claim"), shown, reading.part, "alike other")


def _plainly(reading: Reading) -> bool:
    """Whether a clause tells a difference as such: no plan, no doubt, and no figures but times and labels."""
    if pattern("assertion", "plan", "hedged").search(reading.text) or re.search(
        r"(?i)\b(?:not|no|nor|never|neither|hardly)\b", reading.text
    ):
        return False
    return all(
        q.kind in ("label", "moment", "year") or q.unit in ("week", "month", "year", "day", "hour")
        for q in reading.facet(numbers)
    )


def _meant(reading: Reading, source: Source) -> list[by_arm.Row]:
    """The posted values by arm of the outcomes that a clause may mean, of two arms of which it names one; [] where it names none."""
    results = source.trial.results if source.trial else None
    listed = results.outcomes if results else ()
    rows = [row for row in source.facet(by_arm.rows) if row.outcome < len(listed) and len(row.values) == 2]
    found: list[by_arm.Row] = []
    best = 0.0
    for row in rows:
        outcome = listed[row.outcome]
        keys = text_keys(f"{outcome.title} {outcome.unit}")
        one, other = (arm for arm, _, _ in row.values)
        known = source.facet(called)
        about = _measured(reading, keys, known[one].keys ^ known[other].keys)
        if about < max(best, _LEAST) or not _timed(reading, outcome, outcome.measurements[row.place].category):
            continue
        if mentions(reading, source, one, other, keys) or mentions(reading, source, other, one, keys):
            found = [row] if about > best else [*found, row]
            best = about
    return found


def _timed(reading: Reading, outcome: PostedOutcome, category: str) -> bool:
    """Whether values are of the time that a clause names; without one of any time but the start."""
    when = category if re.search(r"\d", category) else f"{category} {outcome.title} {outcome.time_frame}"
    told = [q for q in reading.facet(numbers) if q.kind != "label"]
    if not told:
        return _START.search(category) is None
    spells = [q.value * by_arm.SPELLS[q.unit] for q in quantities(when) if q.unit in by_arm.SPELLS]
    return all(
        any(abs(days - q.value * by_arm.SPELLS[q.unit]) <= _ABOUT * days for days in spells)
        if q.unit in by_arm.SPELLS
        else f"{q.value:g}" in re.findall(r"\d+", when)
        for q in told
    )


def _measured(reading: Reading, keys: frozenset[str], apart: frozenset[str]) -> float:
    """The weight of the words of a clause that stand in the name of an outcome and tell no arm from the other."""
    told: list[Term] = [t for t in reading.facet(terms) if t.weight >= _LEAST and met(t, keys) and not met(t, apart)]
    return sum(term.weight for term in told)


def _alike(row: by_arm.Row, outcome: PostedOutcome) -> bool:
    """Whether the values of two arms are practically equal, and nothing posted says that they differ.

    Counts of people are held as shares of those analysed; of a share, those who are not in it must be alike too.
    """
    one, other = (_rate(value, people, outcome) for _, value, people in row.values)
    if any(significant(analysis) for analysis in outcome.analyses):
        return False
    shares = (
        "COUNT" in outcome.parameter or "percent" in f"{outcome.unit} {outcome.title}".lower() or "%" in outcome.unit
    )
    rest = (100 - one, 100 - other) if shares else (0.0, 0.0)
    return _near(one, other, _NEARLY) and (not shares or _near(*rest, _NEARLY_REST))


def _near(one: float, other: float, share: float) -> bool:
    return abs(one - other) <= share * max(abs(one), abs(other))


def _rate(value: float, people: str, outcome: PostedOutcome) -> float:
    whole = posted_value(people) if "COUNT" in outcome.parameter else None
    return 100 * value / whole if whole else value
