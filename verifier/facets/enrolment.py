"""How many people: what the claim says of a study's size, and what the record counts.

Trials: designModule.enrollmentInfo (count, ACTUAL or ESTIMATED) and, where results are posted, participantFlow.
Papers: the counts of people in title and abstract.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator

from verifier.facets._by_frame import of_its_field, told_so
from verifier.facets._effects import claimed as effects
from verifier.facets._sizes import Size, bounded, claimed, mentioned
from verifier.facets._sizes import counted as own_counts
from verifier.facets._studied import counted, one_arm, posted
from verifier.facets.source_kind import is_case_report, pools_others
from verifier.lexicon import pattern
from verifier.model import Comparison, Quote, Reading, Source, TrialFacts
from verifier.wording.assertion import strength, tells_finding, tells_found_effect, tells_result
from verifier.wording.people import figure, people

FACETS = ("size", "enrolment")
WHERE = "designModule.enrollmentInfo.count"
SMALL = 50
# The registry's own stand-ins for "unknown" (registry-wide maximum values that no study reached).
_SENTINELS = frozenset({99_999_999, 188_814_085})
_ROUND = 1000  # sizes told in whole thousands are rounded
_NEAR = 0.10  # how far "about 1,000" may lie from the count

_CUT = frozenset({"TERMINATED", "WITHDRAWN", "SUSPENDED"})
_EMPTY = frozenset({"NOT_YET_RECRUITING", "WITHDRAWN"})  # states of a trial that nobody has joined


# What may stand before the count of all who took part: "In all, 400 adults wore the pump".
_LEADS = re.compile(
    r"(?i)\W*(?:in (?:this|that|the|its|their|our) (?:[\w-]+ )?(?:trial|study|pilot|survey|cohort|project),? )?(?:in (?-i:[A-Z])[\w'’-]+(?: (?-i:[A-Z])[\w'’-]+){0,2},? )?(?:(?:in (?:all|total|this study)|altogether|here|the|all|some|these|a total of)[, ]*)*"
)
_BEYOND = 1.25  # how far beyond the largest number of a record a count is surely another one
# People of a country, and nobody's sample.
_AT_LARGE = re.compile(
    r"(?i)\b(?:are (?:\w+ )?(?:infected|affected|living|diagnosed|hospitali[sz]ed|born)|lives?|suffer|die|worldwide|globally|(?:each|every|per|a) year|annually)\b"
)

# Told of all who took part, so that those of one arm are another number.
_OF_ALL = re.compile(
    r"(?i)\b(?:in all|altogether|in total|a total of|all told|totall(?:ed|ing)|insgesamt|im ganzen|zusammen|en tout|au total|en total)\b"
)
# Whole numbers, and those of a paper that may count people: none of a share, a time or a dose. A cell of a row on a trial may be any.
_WHOLE = re.compile(r"(?<![\w.,])(?:\d{1,3}(?:[,\u00a0\u202f ]\d{3})+|\d{1,9})(?![\d]|[.,]\d)")
_FIGURE = re.compile(
    r"(?<![\w.,])(?:\d{1,3}(?:[,\u00a0\u202f ]\d{3})+|\d{1,9})(?![\d]|[.,]\d|[ \u00a0-]?(?:%|per ?cent\b|(?:hour|day|week|month|year)s?\b|m[gl]\b|k?g\b|[cm]?m\b))"
)


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
        for match in (_FIGURE if source.paper else _WHOLE).finditer(passage.text):
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
    told = bool(reading.facet(effects)) or reading.facet(tells_finding) or reading.facet(tells_found_effect)
    if studied and small and reading.facet(tells_result) and told:
        said = Quote(reading.text, "claim")
        yield Comparison("size", "narrower", said, studied[1], reading.part, reading.facet(strength))
    if told_so(reading, source):
        yield from (c for c in of_its_field(reading, source) if c.facet == "enrolment")
        return
    for size in reading.facet(claimed):
        yield from _enrolment(size, reading, source)
    yield from _beyond(reading, source)
    trial = source.trial
    for size in reading.facet(mentioned) if trial else ():
        if trial is None or (size.value and not _fits(size, trial.enrollment or 0)):
            continue
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
    largest = max((count.value for count in reading.facet(own_counts)), default=0)
    known = source.facet(counts) if source.paper and largest else frozenset()
    if largest not in known or max(known) > largest:
        return None
    for sentence in source.sentences:
        if any(count.value == largest for count in people(sentence.text)):
            return largest, sentence.quote
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
        of_all = done and relation == "different" and any(_fits(size, count) for count in source.facet(one_arm))
        of_all = of_all and _OF_ALL.search(reading.text) is not None
        if of_all:
            elsewhere = set()
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
        bound = "all" if of_all else size.bound
        yield Comparison("enrolment", relation, said, shown, reading.part, f"{bound}/{trial.enrollment_type}")
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
    told = (bounded(sentence.text, count) for sentence in source.sentences for count in people(sentence.text))
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
