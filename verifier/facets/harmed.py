"""How many were harmed, told in words, beside the people whom the registry counts: "one in five had a side effect".

Facets `safety` (`same` where the counts bear the words out, `different` where they count more harm than the clause
tells) and `number` (`different` where they count less). Deaths are those from any cause. Of any harm the registry
counts the serious and the other events apart: how many people had either lies between the greater count and the sum,
and events that are rarer than its threshold are not in it. That no harm was seen at all is read by `safety` as well.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from verifier.facets._portions import Portion, portions
from verifier.facets.safety import arms
from verifier.lexicon import pattern
from verifier.model import Comparison, EventGroup, Quote, Reading, Source

FACETS = ("safety", "number")
OF = "results"

_FAR = 70  # characters between a share of people and what befell them
_RARER = 0.05  # share of people who may have had none but events that are too rare to be listed
_PARTED = re.compile(r"[;:()]|\.\s|,\s(?!\d)|\b(?:but|while|whereas|although|aber|mais|pero)\b", re.IGNORECASE)
# What may come, what is kept off, what was compared: no count of people harmed.
_OPEN = re.compile(
    r"(?i)\b(?:may|might|could|can|would|should|if|whether|risk\w*|chance\w*|odds|prevent\w*|protect\w*|avoid\w*|avert\w*|save[sd]?|than|more|fewer|less|"
    r"lower\w*|reduc\w*|increas\w*|rarer|equally|same|similar\w*|both|either|neither|versus|compared|because|caused|related|due|linked|from|mild|minor|moderate|"
    r"until|before|who (?:had |have )?(?:died|survived)|als|que|häufiger|seltener|weniger|mehr|moins|menos|más|plus)\b"
)
_CAUSAL = re.compile(r"(?i)\b(?:because|caused|related|due|linked|from|attribut\w*)\b")
_KIND_OF = re.compile(  # what may stand right before the word for any harm, no kind of it being named
    r"(?i)(?:\b(?:had|have|has|having|suffer\w*|experienc\w*|report\w*|develop\w*|got|get|noticed|felt|showed|saw|any|an?|some|no|of|with|single|sort of|kind of|one|several|"
    r"such|the|keine?\w*|eine?\w*|d['’]|des|de|un|une|une?s|algún|ningún|hatten?|traten|litten? unter|ont eu|a eu|eu|tuv\w+|sufri\w+|irgendeine?|jegliche)|^)[\s]*(?:d['’])?$"
)
_PEOPLE_BEFORE = re.compile(
    r"(?i)\b(?:there (?:was|were|had been)|people|patients|participants|users|volunteers|children|women|men)(?:\s+(?:also|even|had|have|then|later|sadly))?\s+$"
)
_NOT = re.compile(
    r"(?i)\b(?:not?|never|without|none|nobody|neither|nor|zero|free|n['’]t|kein\w*|ohne|nicht|aucun\w*|sans|pas|sin|ning\w+)\b"
)
_CONTROL = re.compile(r"(?i)\b(?:placebo|sham|controls?|usual care|standard care|untreated|vehicle|dummy|wait\w*)\b")
_TREATED = re.compile(
    r"(?i)\b(?:on|given|taking|using|with|who (?:took|used|got|received)) (?:the |it\b|this )|\b(?:treated|users)\b"
)


class Count(NamedTuple):
    """The people harmed in one arm or in all: at least, at most, of how many; quote: what counts them."""

    low: int
    high: int
    people: int
    quote: Quote


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """The share of people whom a clause calls harmed, beside the registry's counts by arm."""
    del today  # posted counts do not age
    results = source.trial.results if source.trial else None
    if (
        results is None
        or not results.event_groups
        or pattern("safety", "dying", "gravely", "serious-event", "unwell").search(reading.text) is None
    ):
        return
    told = _told(reading)
    if told is None:
        return
    kind, start, end, portion = told
    counts = _counts(reading.text, results.event_groups, kind)
    if not counts:
        return
    said = Quote(reading.text[start:end], "claim")
    relation, shown = _relation(portion, counts, kind)
    if relation == "less" and not _CAUSAL.search(reading.text):
        yield Comparison("safety", "different", said, shown.quote, reading.part, "events")
    elif relation == "more":
        yield Comparison("number", "different", said, shown.quote, reading.part, "harmed")
    elif relation == "same" and not _CAUSAL.search(reading.text):
        yield Comparison("safety", "same", said, shown.quote, reading.part, "harmed")
    else:
        yield Comparison("safety", "absent", said, shown.quote, reading.part, "harmed")


def _told(reading: Reading) -> tuple[str, int, int, Portion] | None:
    """What harm a clause tells of which share of people, with where it says so; None where it does not surely."""
    text = reading.text
    for kind, words in (("dying", ("dying",)), ("gravely", ("serious-event", "gravely")), ("unwell", ("unwell",))):
        found = pattern("safety", *words).search(text)
        if found is None:
            continue
        if _OPEN.search(text) or (kind == "unwell" and not _KIND_OF.search(text, 0, found.start())):
            return None
        near = [p for p in reading.facet(portions) if _beside(text, p, found)]
        if len(near) == 1:
            start, end = min(near[0].start, found.start()), max(near[0].end, found.end())
            return kind, start, end, near[0]
        if near or kind == "unwell":
            return None
        return _bare(reading, kind, found)
    return None


def _bare(reading: Reading, kind: str, found: re.Match[str]) -> tuple[str, int, int, Portion] | None:
    """Harm told of people without a share ("people died"), or with how many they were ("three people died")."""
    text = reading.text
    if _NOT.search(text):
        return None
    if match := _PEOPLE_BEFORE.search(text, 0, found.start()):
        some = Portion(*found.span(), 1e-9, 1.0, 1e-9, 1.0, some=True)
        return kind, match.start(), found.end(), some
    return None


def _beside(text: str, portion: Portion, found: re.Match[str]) -> bool:
    """Whether a share of people stands near what befell them, in one clause with it."""
    one, other = sorted(((portion.start, portion.end), found.span()))
    return one[1] <= other[0] and other[0] - one[1] <= _FAR and _PARTED.search(text, one[1], other[0]) is None


def _counts(text: str, groups: tuple[EventGroup, ...], kind: str) -> list[Count]:
    """The people harmed in the arms that a clause means: all of them together first, then each; [] where one is not told."""
    numbers = list(arms(text, groups))
    if _CONTROL.search(text):
        numbers = [n for n in numbers if _CONTROL.search(groups[n].title)] or numbers
    elif _TREATED.search(text):
        numbers = [n for n in numbers if not _CONTROL.search(groups[n].title)] or numbers
    meant = [groups[n] for n in numbers]
    found = [_count(group, kind, f"adverseEvents.eventGroups[{n}]") for n, group in zip(numbers, meant, strict=True)]
    known = [count for count in found if count is not None and count.people]
    if len(known) < len(found) or not known:
        return []
    if len(known) == 1:
        return known
    where = f"adverseEvents.eventGroups.{known[0].quote.where.rpartition('.')[2]}"
    joined = Quote(", ".join(count.quote.text for count in known), where)
    low, high, people = (sum(values) for values in zip(*(count[:3] for count in known), strict=True))
    return [Count(low, high, people, joined), *known]


def _count(group: EventGroup, kind: str, where: str) -> Count | None:
    """The people of one arm who came to such harm."""
    if kind == "dying":
        at_risk = group.deaths_at_risk or group.serious_at_risk or 0
        if group.deaths is None:
            return None
        return Count(group.deaths, group.deaths, at_risk, Quote(str(group.deaths), f"{where}.deathsNumAffected"))
    if group.serious is None:
        return None
    if kind == "gravely":
        quote = Quote(str(group.serious), f"{where}.seriousNumAffected")
        return Count(group.serious, group.serious, group.serious_at_risk or 0, quote)
    if group.other is None:
        return None
    people = max(group.other_at_risk or 0, group.serious_at_risk or 0)
    more = group.serious > group.other
    quote = Quote(str(max(group.serious, group.other)), f"{where}.{'serious' if more else 'other'}NumAffected")
    return Count(max(group.serious, group.other), min(people, group.serious + group.other), people, quote)


def _relation(portion: Portion, counts: list[Count], kind: str) -> tuple[str, Count]:
    """How the counts stand to a share: same, less or more (told than counted), or open; with the count that shows it."""
    spare = _RARER if kind == "unwell" else 0.0
    whole = counts[0]
    low, high = whole.low / whole.people, whole.high / whole.people
    if all(_too_little(portion, count) for count in counts) or (portion.most == 0.0 and whole.low > 0):
        return "less", next((count for count in counts[::-1] if count.low), whole)
    if all(count.high / count.people + spare < portion.least for count in counts) and not (portion.some and spare):
        return "more", whole
    alike = portion.high == 0.0 or not any(portion.gainsaid(count.low / count.people) for count in counts[1:])
    if portion.borne_out(low) and portion.borne_out(high) and (not portion.some or whole.low > 1) and alike:
        return "same", whole
    return "open", whole


def _too_little(portion: Portion, count: Count) -> bool:
    return count.low / count.people > portion.most
