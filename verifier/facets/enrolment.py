"""How many people: what the claim says of a study's size, and what the record counts.

Trials: designModule.enrollmentInfo (count, ACTUAL or ESTIMATED) and, where results are posted, participantFlow.
Papers: the counts of people in title and abstract.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import NamedTuple

from verifier.facets._effects import claimed as effects
from verifier.facets._fields import Field, fields, people_in
from verifier.facets._studied import counted, posted
from verifier.facets.source_kind import is_case_report, pools_others
from verifier.lexicon import Phrases, pattern, words
from verifier.model import Comparison, Quote, Reading, Source, TrialFacts
from verifier.wording.assertion import strength, tells_finding, tells_result
from verifier.wording.people import Count, figure, people

FACETS = ("size", "enrolment")
WHERE = "designModule.enrollmentInfo.count"
SMALL = 50
# The registry's own stand-ins for "unknown" (registry-wide maximum values that no study reached).
_SENTINELS = frozenset({99_999_999, 188_814_085})
_ROUND = 1000  # sizes told in whole thousands are rounded
_NEAR = 0.10  # how far "about 1,000" may lie from the count

_LABELLED = re.compile(
    r"(?:enrol+ment|participants|patients|(?:sample|planned|target|trial|study|group)?\s?size|teilnehmer|participantes)\s*[:=]\s*(\d{1,3}(?:[,.\s]\d{3})+|\d+)\b",
    re.IGNORECASE,
)
_DONE = "planned|enrol+ed|recruited|geplant|prévus|previstos"
_PLANNED = re.compile(rf"(\d(?<!\w.)(?:\d{{0,2}}(?:,\d{{3}})+|\d*))\s+(?i:{_DONE})\b")
_CUT = frozenset({"TERMINATED", "WITHDRAWN", "SUSPENDED"})
_EMPTY = frozenset({"NOT_YET_RECRUITING", "WITHDRAWN"})  # states of a trial that nobody has joined
_AFTER_STATE = re.compile(r"^\W*(\d{1,3}(?:,\d{3})+|\d{1,6})\s+[^\W\d]")
_SUBSET = re.compile(r"(?:\bof|\bout of|\bvon|\bsur|/)\s+(?:the\s+|them\s+)?$", re.IGNORECASE)


# What may stand before the count of all who took part: "In all, 400 adults wore the pump".
_LEADS = re.compile(
    r"(?i)\W*(?:in (?-i:[A-Z])[\w'’-]+(?: (?-i:[A-Z])[\w'’-]+){0,2},? )?(?:(?:in (?:all|total|this study)|altogether|here|the|all|some|these|a total of)[, ]*)*"
)
_BEYOND = 1.25  # how far beyond the largest number of a record a count is surely another one
_NEARBY = 60  # characters before a count in which the words that govern it stand
_BOUNDS = 20  # characters before a count in which the word that bounds it stands
# People of a country, and nobody's sample.
_AT_LARGE = re.compile(
    r"(?i)\b(?:are (?:\w+ )?(?:infected|affected|living|diagnosed|hospitali[sz]ed|born)|lives?|suffer|die|worldwide|globally|(?:each|every|per|a) year|annually)\b"
)
_STOP = re.compile(r"[.,;:!?]")
_WORD = re.compile(r"\w")

_FIGURE = re.compile(r"(?<![\w.,])(?:\d{1,3}(?:[,\u00a0\u202f ]\d{3})+|\d{1,9})(?![\d]|[.,]\d)")


class Size(NamedTuple):
    """A size as claimed: exactly `value`, "more", "fewer" or "about" it, or a "range" from it to `top`.

    A "field" is exactly `value` under a label that says so; a "column" or "cell" under none.
    """

    value: int
    text: str
    bound: str = "exactly"
    top: int = 0


def claimed(reading: Reading) -> tuple[Size, ...]:
    """The sizes that the clause gives the whole study ("enrolled 1,961 adults", "20 planned")."""
    text = reading.text
    fielded = [field for field in reading.facet(fields) if field.kind == "size"]
    sizes = [size for field in fielded if (size := _of_field(field))]
    own = [(field.start, field.end) for field in fielded]
    labels: tuple[re.Pattern[str], ...] = (_LABELLED,) if ":" in text or "=" in text else ()
    labels += (_PLANNED,) if _plans().search(text) else ()
    matches = sorted((m for p in labels for m in p.finditer(text)), key=re.Match.start)
    sizes += [_labelled(m) for m in matches if all(m.end() <= a or m.start() >= b for a, b in own)]
    sizes += [*_vague(text), *_nobody(text)]
    nobody = next(pattern("counts", "nobody").finditer(text), None)
    sizes += [
        _bounded(text, count)
        for count in _joined(text, reading.facet(_people))
        if _whole(text, count) and not (nobody and nobody.start() <= count.start < nobody.end())
    ]
    state = pattern("status", "active-closed", "word-completed", "word-stopped", "stopped", "word-recruiting").search(
        text
    )
    if state and state.start() <= 4 and not fielded:
        cell = _AFTER_STATE.match(text[state.end() :])
        if cell:
            sizes.append(Size(figure(cell[1]), cell[1], "cell"))
    return tuple(dict.fromkeys(sizes))


def _of_field(field: Field) -> Size | None:
    """The size in a cell: "n: 150"; one of a column without a header may count something else."""
    told = people_in(field.value)
    if told is None:
        return None
    return Size(told[0], field.value, told[1] if field.named else "column")


def _people(reading: Reading) -> tuple[Count, ...]:
    return people(reading.text)


def mentioned(reading: Reading) -> tuple[Size, ...]:
    """The other counts of people in the clause: they may be those of the study, or of a part of it."""
    strict = {size.text for size in reading.facet(claimed)}
    sizes = (_bounded(reading.text, count) for count in reading.facet(_people))
    return tuple(size for size in sizes if size.text not in strict)


def sample(source: Source) -> tuple[int, Quote] | None:
    """How many people the record studied, with the words that say so; None where that leaves a doubt."""
    trial = source.trial
    if trial:
        if trial.enrollment is None or trial.enrollment in _SENTINELS or trial.enrollment_type == "ESTIMATED":
            return None
        return trial.enrollment, Quote(str(trial.enrollment), WHERE)
    return None if source.facet(pools_others) else counted(source)


def counts(source: Source) -> frozenset[int]:
    """Every count of people that the record holds, in fields, posted results and prose."""
    found = {count.value for sentence in source.sentences for count in people(sentence.text)}
    trial = source.trial
    if trial:
        if trial.enrollment is not None:
            found.add(trial.enrollment)
        if trial.results:
            found |= source.facet(posted)
    return frozenset(found)


def figures(source: Source) -> frozenset[int]:
    """Every whole number of the record's prose, years left out: what might be a count that was not read as one."""
    found = set()
    for passage in source.record.passages:
        for match in _FIGURE.finditer(passage.text):
            number = figure(match[0])
            if not 1950 <= number <= 2050:
                found.add(number)
    return frozenset(found)


def _largest(source: Source) -> int:
    """The largest number that a record has."""
    return max((*source.facet(counts), *source.facet(figures)), default=0)


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """A small sample beside a claim that tells a result, and each claimed size beside the record's."""
    del today
    studied = source.facet(sample) or _told(reading, source)
    small = studied is not None and 1 < studied[0] < SMALL and not source.facet(is_case_report)
    if studied and small and reading.facet(tells_result) and (reading.facet(effects) or reading.facet(tells_finding)):
        said = Quote(reading.text, "claim")
        yield Comparison("size", "narrower", said, studied[1], reading.part, reading.facet(strength))
    for size in reading.facet(claimed):
        yield from _enrolment(size, reading, source)
    yield from _beyond(reading, source)
    for size in reading.facet(mentioned) if source.trial else ():
        for found in _enrolment(size, reading, source):
            if found.relation == "same":
                detail = f"mentioned/{found.detail.partition('/')[2]}"
                yield Comparison("enrolment", "same", found.said, found.shown, reading.part, detail)


def _beyond(reading: Reading, source: Source) -> Iterator[Comparison]:
    """A count of people at the head of a clause that is larger than any number the record has."""
    studied = source.facet(sample)
    if studied is None or (source.trial is not None and pattern("assertion", "planned").search(reading.text)):
        return
    largest = source.facet(_largest)
    for size in reading.facet(mentioned):
        beyond = size.bound in ("exactly", "more", "about") and size.value > _BEYOND * max(largest, 1)
        at = reading.text.find(size.text)
        if beyond and at >= 0 and _LEADS.fullmatch(reading.text, 0, at) and not _AT_LARGE.search(reading.text, at):
            said = Quote(size.text, "claim")
            yield Comparison("enrolment", "different", said, studied[1], reading.part, f"{size.bound}/")


def _told(reading: Reading, source: Source) -> tuple[int, Quote] | None:
    """The count that the claim itself rests on ("3 of 11 children"), where a paper gives the same and no larger one."""
    own = {count.value for count in reading.facet(_people)}
    if source.paper is None or not own or max(source.facet(counts), default=0) > max(own):
        return None
    for sentence in source.sentences:
        if any(count.value == max(own) for count in people(sentence.text)):
            return max(own), sentence.quote
    return None


def _enrolment(size: Size, reading: Reading, source: Source) -> Iterator[Comparison]:
    """One claimed size beside the record."""
    trial = source.trial
    said = Quote(size.text, "claim")
    if trial:
        if trial.enrollment is None or trial.enrollment in _SENTINELS:
            return
        if not size.value and trial.study_type == "OBSERVATIONAL":
            return  # nobody is given anything there, whoever joins
        relation = "same" if _fits(size, trial.enrollment) else "different"
        # Prose tells what was planned once: it says nothing against a number of people who really took part.
        done = trial.enrollment_type == "ACTUAL" and pattern("assertion", "planned").search(reading.text) is None
        elsewhere = source.facet(posted) if done else source.facet(counts)
        if size.bound == "column":  # any number of the record may be what such a column holds
            elsewhere = source.facet(figures) | source.facet(counts)
        if relation == "different" and (size.bound == "cell" or _open(size, trial, elsewhere)):
            relation = "absent"
        if (
            relation == "different"
            and trial.overall_status in _CUT
            and pattern("assertion", "hoped").search(reading.text)
        ):
            relation = "absent"  # the count of a trial that was cut short is of those who came
        if size.value == 0 and relation == "absent" and trial.overall_status in _EMPTY:
            relation = "same"
        shown = Quote(str(trial.enrollment), WHERE)
        yield Comparison("enrolment", relation, said, shown, reading.part, f"{size.bound}/{trial.enrollment_type}")
        return
    studied = source.facet(sample) if size.bound not in ("cell", "column") else None
    if studied:
        relation = "same" if any(_fits(size, n) for n in source.facet(counts)) else "different"
        if relation == "different" and (any(_fits(size, n) for n in source.facet(figures)) or _roughly(size, source)):
            relation = "absent"
        shown = studied[1] if relation != "same" or _fits(size, studied[0]) else _fitting(size, source)
        yield Comparison("enrolment", relation, said, shown, reading.part, f"{size.bound}/")


def _fitting(size: Size, source: Source) -> Quote:
    """The first sentence with a count that agrees."""
    return next(s.quote for s in source.sentences if any(_fits(size, count.value) for count in people(s.text)))


def _roughly(size: Size, source: Source) -> bool:
    """Whether a paper gives a count so roughly that a claimed one may be it: "more than 20,000 adults" of 22,896."""
    return any(
        told.value <= size.value <= _BEYOND * told.value
        if told.bound == "more"
        else abs(told.value - size.value) <= _NEAR * told.value
        for told in source.facet(_rough)
    )


def _rough(source: Source) -> tuple[Size, ...]:
    """The counts of a paper's sentences that are bounded from below, or told as about so many."""
    told = (_bounded(sentence.text, count) for sentence in source.sentences for count in people(sentence.text))
    return tuple(size for size in told if size.bound in ("more", "about"))


def _open(size: Size, trial: TrialFacts, elsewhere: Collection[int]) -> bool:
    """Whether a size that is not the record's enrolment may still be right."""
    if size.value == 0:
        return trial.enrollment_type == "ESTIMATED"
    if size.bound == "fewer" and trial.enrollment_type == "ACTUAL":
        return False  # an arm of few people bears out nothing of all
    return size.bound != "more" and any(_fits(size, count) for count in elsewhere)


def _fits(size: Size, count: int) -> bool:
    """Whether a count agrees with what was claimed."""
    if size.bound == "range":
        return size.value <= count <= size.top
    if size.bound == "more":
        return count >= size.value
    if size.bound == "fewer":
        return count <= size.value
    if size.bound == "exactly" and size.value >= _ROUND and size.value % _ROUND == 0:
        return abs(count - size.value) < _ROUND // 2  # "96,000 people" of 96,032
    if size.bound == "about":
        return abs(count - size.value) <= _NEAR * max(size.value, 1)
    return count == size.value


def _vague(text: str) -> Iterator[Size]:
    """Amounts without a figure as the range that they can mean ("several hundred patients": 200 to 999)."""
    if not _amounts().search(text):
        return
    for entry in words("counts", "amounts"):
        expression, low, high = entry.rsplit(" ", 2)
        for match in _amount(expression).finditer(text):
            if _counts_people(text[match.end() :]) and _whole(text, Count(int(low), match[0], *match.span())):
                yield Size(int(low), match[0], "range", int(high))
                return


@cache
def _amounts() -> Phrases:
    """All amounts without a figure."""
    return Phrases([_spaced(entry.rsplit(" ", 2)[0]) for entry in words("counts", "amounts")])


@cache
def _amount(expression: str) -> re.Pattern[str]:
    return re.compile(rf"(?i)(?<!\w)(?:{_spaced(expression)})(?!\w)")


def _spaced(expression: str) -> str:
    return expression.replace(" ", r"\s+")


@cache
def _plans() -> Phrases:
    """The words without which no number is planned."""
    return Phrases(_DONE.split("|"))


def _counts_people(after: str) -> bool:
    """Whether an amount is one of people: "hundreds of older women"."""
    near = re.findall(r"[\w-]+", re.split(r"[.,;:!?()]", after[:60])[0])[:5]
    return any(pattern("counts", "person").fullmatch(word) for word in near)


def _nobody(text: str) -> Iterator[Size]:
    """A size of 0 where a clause says that nobody joined."""
    match = pattern("counts", "nobody").search(text)
    if match:
        yield Size(0, match[0])


def _joined(text: str, found: tuple[Count, ...]) -> list[Count]:
    """Counts with those that an "and" adds to each other ("120 women and 80 men") made one."""
    joined: list[Count] = []
    for count in found:
        last = joined[-1] if joined else None
        if last and pattern("counts", "and").fullmatch(text[last.end : count.start].strip()):
            joined[-1] = Count(last.value + count.value, text[last.start : count.end], last.start, count.end)
        else:
            joined.append(count)
    return joined


def _labelled(match: re.Match[str]) -> Size:
    """The size in "Planned enrolment: 100" or "20 planned"."""
    return Size(figure(match[1]), match[0])


def _bounded(text: str, count: Count) -> Size:
    """A count with the word before it that bounds it."""
    start = max(0, count.start - _BOUNDS)
    end = _rstripped(text, start, count.start)
    for bound, meaning in (("about", "about"), ("more", "more-than"), ("fewer", "fewer-than")):
        if match := pattern("counts", meaning).ending(text, start, end):
            return Size(count.value, f"{match[0]} {count.text}", bound)
    return Size(count.value, count.text)


def _whole(text: str, count: Count) -> bool:
    """Whether a count is of the whole study: governed by a word of enrolment, and no "7 of 13 people"."""
    start = max(text.rfind(sign, 0, count.start) for sign in ".;:!?") + 1
    end = _rstripped(text, start, count.start)
    if _ends_with("share", text, start, end):
        return False
    end = _before_bounds(text, start, end)
    if _ends_with("governs", text, start, end):
        return True
    if _ends_with("among", text, start, end) and _aimed(text, start, end):
        return True
    stop = _STOP.search(text, count.end, count.end + _NEARBY)
    after = count.end, stop.start() if stop else count.end + _NEARBY
    joined = pattern("counts", "joined").search(text, *after)
    return joined is not None and (
        joined.start() <= count.end + 1 or not pattern("counts", "share").search(text, *after)
    )


def _aimed(text: str, start: int, end: int) -> bool:
    """Whether words before "in 36 people" tell of a test as such, and of nothing found in those people."""
    aims = list(pattern("counts", "aim").finditer(text, start, end))
    return bool(aims) and pattern("counts", "found").search(text, aims[-1].end(), end) is None


def _ends_with(meaning: str, text: str, start: int, end: int) -> bool:
    """Whether a stretch of a text ends with words of that meaning."""
    return pattern("counts", meaning).ending(text, max(start, end - _NEARBY), end) is not None


def _before_bounds(text: str, start: int, end: int) -> int:
    """Where a stretch ends without the bounding words at its end ("enrolled more than" -> "enrolled"), at most six."""
    bounding = pattern("counts", "bounding")
    for _ in range(6 if bounding.search(text, start, end) else 0):
        last = end
        while last > start and _WORD.match(text, last - 1):
            last -= 1
        if not bounding.fullmatch(text, last, end) or _ends_with("governs", text, start, end):
            break
        end = _rstripped(text, start, last)
    return end


def _rstripped(text: str, start: int, end: int) -> int:
    """Where a stretch ends without the white space at its end."""
    return start + len(text[start:end].rstrip())
