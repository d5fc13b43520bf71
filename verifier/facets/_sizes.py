"""The sizes that a clause gives a study: "enrolled 1,961 adults", "n: 150", "several hundred patients", "nobody joined"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from verifier.facets._fields import Field, fields, people_in
from verifier.lexicon import Gate, Phrases, pattern, words
from verifier.model import Reading
from verifier.wording.people import Count, figure, people

_LABELLED = re.compile(
    r"(?:enrol+ment|participants|patients|(?:sample|planned|target|trial|study|group)?\s?size|teilnehmer|participantes)\s*[:=]\s*(\d{1,3}(?:[,.\s]\d{3})+|\d+)\b",
    re.IGNORECASE,
)
_DONE = "planned|enrol+ed|recruited|geplant|prévus|previstos"
_PLANNED = re.compile(rf"(\d(?<!\w.)(?:\d{{0,2}}(?:,\d{{3}})+|\d*))\s+(?i:{_DONE})\b")
_AFTER_STATE = re.compile(r"^\W*(\d{1,3}(?:,\d{3})+|\d{1,6})\s+[^\W\d]")
_FIRST = 4  # characters before the state with which a row begins
_NEARBY = 60  # characters before a count in which the words that govern it stand
_BOUNDS = 20  # characters before a count in which the word that bounds it stands
_STOP, _PAUSES = re.compile(r"[.,;:!?]"), ".;:!?"


class Size(msgspec.Struct, frozen=True, gc=False):
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
    signs, labelled = _signs().may_match(text), ":" in text or "=" in text
    if signs or labelled:
        sizes += _told_apart(text, fielded, labelled=labelled)
    nobody = pattern("counts", "nobody").search(text) if signs else None
    if signs:
        sizes += _vague(text)
    if nobody:
        sizes.append(Size(0, nobody[0]))  # nobody joined
    counts = reading.facet(counted)
    if counts and _taking_part().may_match(text):
        sizes += [
            bounded(text, count)
            for count in (_joined(text, counts) if len(counts) > 1 else counts)
            if _whole(text, count) and not (nobody and nobody.start() <= count.start < nobody.end())
        ]
    if signs and not fielded and (cell := _behind_its_state(text)):
        sizes.append(Size(figure(cell[1]), cell[1], "cell"))
    return tuple(dict.fromkeys(sizes)) if len(sizes) > 1 else tuple(sizes)


def _told_apart(text: str, fielded: list[Field], *, labelled: bool) -> list[Size]:
    """The sizes under a label or before a word for what was planned, outside the fields that tell one."""
    own = [(field.start, field.end) for field in fielded]
    forms: tuple[re.Pattern[str], ...] = (_LABELLED,) if labelled else ()
    forms += (_PLANNED,) if _plans().search(text) else ()
    if not forms:
        return []
    matches = sorted((m for form in forms for m in form.finditer(text)), key=re.Match.start)
    return [_labelled(m) for m in matches if all(m.end() <= a or m.start() >= b for a, b in own)]


def _behind_its_state(text: str) -> re.Match[str] | None:
    """The size in a row that begins with the state of a study, right behind that."""
    for at in _states().places(text):
        if at > _FIRST:
            return None
        if state := _states().match(text, at):
            return _AFTER_STATE.match(text[state.end() :])
    return None


@cache
def _states() -> Phrases:
    """The words for a state with which a row may begin, before its size."""
    return pattern("status", "active-closed", "word-completed", "word-stopped", "stopped", "word-recruiting")


@cache
def _signs() -> Gate:
    """The words without which a clause gives a size by nothing but a number of people."""
    return Gate(_plans(), _amounts(), pattern("counts", "nobody"), _states())


def _of_field(field: Field) -> Size | None:
    """The size in a cell: "n: 150"; one of a column without a header may count something else."""
    told = people_in(field.value)
    if told is None:
        return None
    return Size(told[0], field.value, told[1] if field.named else "column")


def counted(reading: Reading) -> tuple[Count, ...]:
    """Every count of people in a clause."""
    return people(reading.text)


def mentioned(reading: Reading) -> tuple[Size, ...]:
    """The other counts of people in the clause: they may be those of the study, or of a part of it."""
    counts = reading.facet(counted)
    if not counts:
        return ()
    strict = {size.text for size in reading.facet(claimed)}
    sizes = [bounded(reading.text, count) for count in counts]
    return tuple([size for size in sizes if size.text not in strict])


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


def bounded(text: str, count: Count) -> Size:
    """A count with the word before it that bounds it."""
    if not _bounding().may_match(text):
        return Size(count.value, count.text)
    start = max(0, count.start - _BOUNDS)
    end = _rstripped(text, start, count.start)
    for bound, meaning in (("about", "about"), ("more", "more-than"), ("fewer", "fewer-than")):
        if match := pattern("counts", meaning).ending(text, start, end):
            return Size(count.value, f"{match[0]} {count.text}", bound)
    return Size(count.value, count.text)


@cache
def _bounding() -> Gate:
    """The words without which no count is bounded."""
    return Gate(pattern("counts", "about", "more-than", "fewer-than"))


def _whole(text: str, count: Count) -> bool:
    """Whether a count is of the whole study: governed by a word of enrolment, and no "7 of 13 people"."""
    start = _begin(text, count.start)
    end = _rstripped(text, start, count.start)
    counted_out = text[end - 4 : end - 3].isdecimal() and text.startswith(" of", end - 3)  # "7 of 13 people"
    if counted_out and _ends_with("share", text, start, end):
        return False
    if not _taken_in(text, count, start, _before_bounds(text, start, end)):
        return False
    return counted_out or not _ends_with("share", text, start, end)


def _begin(text: str, at: int) -> int:
    """Where the stretch between two stops begins in which a place of a text lies."""
    before = text[:at]
    return max([before.rindex(stop) for stop in _PAUSES if stop in before], default=-1) + 1


def _taken_in(text: str, count: Count, start: int, end: int) -> bool:
    """Whether the words right before a count, or those behind it, tell that these people took part."""
    if _ends_with("governs", text, start, end):
        return True
    if _aimed(text, start, end) and _ends_with("among", text, start, end):
        return True
    joins = pattern("counts", "joined")
    if not joins.places(text):
        return False
    stop = _STOP.search(text, count.end, count.end + _NEARBY)
    after = count.end, stop.start() if stop else count.end + _NEARBY
    if pattern("counts", "of-a-group").search(text, *after):
        return False
    joined = joins.search(text, *after)
    return joined is not None and (
        joined.start() <= count.end + 1 or not pattern("counts", "share").search(text, *after)
    )


@cache
def _taking_part() -> Gate:
    """The words without which a clause does not tell of people that they took part."""
    return Gate(pattern("counts", "governs", "joined", "aim"))


def _aimed(text: str, start: int, end: int) -> bool:
    """Whether words before "in 36 people" tell of a test as such, and of nothing found in those people."""
    aims = list(pattern("counts", "aim").finditer(text, start, end))
    return bool(aims) and pattern("counts", "found").search(text, aims[-1].end(), end) is None


def _ends_with(meaning: str, text: str, start: int, end: int) -> bool:
    """Whether a stretch of a text ends with words of that meaning."""
    near = end - _NEARBY if end - start > _NEARBY else start
    return pattern("counts", meaning).ending(text, near, end) is not None


def _before_bounds(text: str, start: int, end: int) -> int:
    """Where a stretch ends without the bounding words at its end ("enrolled more than" -> "enrolled"), at most six."""
    bounding = pattern("counts", "bounding")
    for _ in range(6):
        last = end
        while last > start and (text[last - 1].isalnum() or text[last - 1] == "_"):
            last -= 1
        if not bounding.fullmatch(text, last, end) or _ends_with("governs", text, start, end):
            break
        end = _rstripped(text, start, last)
    return end


def _rstripped(text: str, start: int, end: int) -> int:
    """Where a stretch ends without the white space at its end."""
    return start + len(text[start:end].rstrip())
