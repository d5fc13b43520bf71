"""What a page says of a study in labelled fields: cells under their headers, "Status: recruiting", cells without a header.

A field says what it says exactly: "Recruiting" under "Status" is the registry's own word, and a bare number under "n"
counts those enrolled. Names and values stand in lexicon/fields.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from verifier.lexicon import Gate, load, pattern
from verifier.model import Citation, Reading
from verifier.wording.people import figure

KINDS = ("status", "size", "phase", "sponsor", "allocation", "masking", "type")
STATES = tuple(name for name in load("fields") if name.startswith("is-"))
_OVER = ("completed", "terminated", "stopped", "ended")
_MOST = 40  # fields of one citation that are read
_LONGEST = 160  # characters of a value
_PHASE = re.compile(
    r"(?i)(?:early )?(?:phase\s*)?((?:[1-4]|I{1,3}|IV)[ab]?(?:\s*[/&–-]\s*(?:phase\s*)?(?:[1-4]|I{1,3}|IV)[ab]?)?)[.,;]?"
)
_LINE = re.compile(r"(?:^|[.;|•·\n,])\s*([^\W\d_][\w'’ -]{0,40}?(?:\s\([^\W\d_]{3,12}\))?|n)\s*[:=]\s*(?=\S)")
# What a label is of, and what it adds: "Phase of the trial", "Sponsor der Studie", "Enrolment (actual)".
_OF_IT = re.compile(
    r"(?i)\s+(?:(?:of|for|in|der|des|dieser|de|du|del|en) (?:(?:the|this|la|le|el|este|cette|cet|die|den)\s)?(?:l['’])?(?:trial|study|studie|essai|étude|ensayo|estudio)"
    r"|\((?:actual|final|planned|estimated|target|anticipated|tatsächlich|geplant|réel|prévu|real|previsto)\))$"
)
_BAR = re.compile(r"\s[|·•]\s")
# A row whose cells ran together, its state first: "Completed 2 61 Salt after surgery", "Not yet recruiting 1/2 40 Salt".
_ROW = re.compile(
    r"\W{0,3}([A-Z][a-z]+(?:,? [a-z]+){0,3})\s+(?:(?:Early )?(?:Phase )?(?:[1-4](?:/[1-4])?|I{1,3}V?|NA|N/A)\s+)?\d{1,6}\s+(?=[A-Z])"
)
_BARS = 2  # signs between cells that make a line a row
_SIZED = re.compile(r"\d[\d,. ]*[^\W\d_]")
_END = re.compile(r"[;|•·\n]|\.(?=\s|$)|,(?=\s+[^\W\d_][\w' ]{0,40}[:=])")


class Field(msgspec.Struct, frozen=True, gc=False):
    """A labelled thing that a clause says. kind: one of KINDS. value: as printed, from start to end of the clause.

    state: the meaning of a state ("open-to-all"), "" for other kinds. named: whether a header or label says what it is.
    """

    kind: str
    value: str
    start: int
    end: int
    state: str = ""
    named: bool = True


def fields(reading: Reading) -> tuple[Field, ...]:
    """The labelled things that a clause says, in the order of its text."""
    given = list(_given(reading.citation)) if reading.citation.fields else []
    guessed = sum([field.kind == "size" and not field.named for _, field in given])
    listed = [f for part, f in given if part == reading.part and (f.named or f.kind != "size" or guessed == 1)]
    if ":" in reading.text or "=" in reading.text:
        listed += _written(reading.text)
    listed += _cells(reading.text)
    if not listed:
        return ()
    taken: list[Field] = []
    for field in listed:
        if all(field.end <= other.start or field.start >= other.end for other in taken):
            taken.append(field)
    return tuple(sorted(taken, key=lambda field: field.start) if len(taken) > 1 else taken)


def people_in(value: str) -> tuple[int, str] | None:
    """The number of people that a value is, and "about" or "field" (exactly that many); None where it is no number."""
    match = _count().fullmatch(value.strip())
    if match is None:
        return None
    return figure(match[2]), "about" if match[1] else "field"


def phase_in(value: str) -> str:
    """The phase that a value is, as digits or Roman figures; "" where it is none."""
    match = _PHASE.fullmatch(value.strip())
    return match[1] if match else ""


def state(value: str) -> str:
    """The state that a value tells, "" for none: the longest word of the registry or of pages at its beginning."""
    best, longest = "", 0
    for name in STATES:
        match = pattern("fields", name).match(value)
        if match and match.end() > longest and _rests(value[match.end() :]):
            best, longest = name.removeprefix("is-"), match.end()
    return best


def _rests(rest: str) -> bool:
    """Whether what follows a state in its cell only adds to it: a date, a reason, a bracket."""
    after = re.match(r"\s*(?:$|[(.,;:–—-]|(?:19|20)\d\d|(\w+))", rest)
    return after is not None and (after[1] is None or pattern("fields", "then").fullmatch(after[1]) is not None)


def _given(citation: Citation) -> Iterator[tuple[int, Field]]:
    """The fields that the layout read, each with the number of the clause in which it stands."""
    parts = citation.parts or (citation.claim,)
    number, at = 0, 0
    for name, printed in citation.fields[:_MOST]:
        value = " ".join(printed.split())
        if not value or len(value) > _LONGEST:
            continue
        place = _place(parts, value, number, at)
        if place is None:
            continue
        number, start = place
        at = start + len(value)
        field = _field(name, value, start)
        if field is not None:
            yield number, field


def _place(parts: tuple[str, ...], value: str, number: int, at: int) -> tuple[int, int] | None:
    """The clause and the place in it where a value stands, at or behind a place."""
    spot = re.compile(rf"(?<!\w){re.escape(value)}(?!\w)")
    for later in range(number, len(parts)):
        match = spot.search(parts[later], at if later == number else 0)
        if match:
            return later, match.start()
    return None


def _written(text: str) -> Iterator[Field]:
    """The fields that a clause writes out: "Status: recruiting; n = 150"."""
    for match in _LINE.finditer(text):
        stop = _END.search(text, match.end())
        value = text[match.end() : stop.start() if stop else len(text)].strip()
        field = _field(match[1], value, match.end()) if value and len(value) <= _LONGEST else None
        if field is not None and field.named:
            yield field


def _cells(text: str) -> Iterator[Field]:
    """The cells of a row that is written in one line: "Phase 2 | Completed | 150 participants"."""
    if row := _ROW.match(text) if _states().may_match(text) else None:
        told = state(row[1])
        if told and (told == "unknown" or _plain(told, row[1])):
            yield Field("status", row[1], row.start(1), row.end(1), told)
    if not ("|" in text or "·" in text or "•" in text) or len(_BAR.findall(text)) < _BARS:
        return
    start = 0
    for bar in (*_BAR.finditer(text), None):
        stop = bar.start() if bar else len(text)
        value = text[start:stop].strip()
        at = text.index(value, start)
        told = state(value)
        if told and (told == "unknown" or _plain(told, value)):
            yield Field("status", value, at, at + len(value), told)
        elif _SIZED.match(value) and people_in(value):
            yield Field("size", value, at, at + len(value))
        start = bar.end() if bar else stop


def _field(name: str, value: str, start: int) -> Field | None:
    """A name and its value as a field; None where neither tells what it is."""
    name = name.strip(" :*#?").replace("’", "'")
    name = name if name.endswith(")") and "(" in name else name.strip("()")
    kind = _kind(name) or _kind(_OF_IT.sub("", name))
    end = start + len(value)
    told = state(value)
    if kind == "status":
        if told in _OVER and pattern("fields", "joining").fullmatch(name):
            told = "closed"  # "Recruitment: completed" is no end of the study
        return Field("status", value, start, end, told) if told else None
    if kind:
        return Field(kind, value, start, end)
    if told and f"is-{told}" in STATES and value[0].isupper() and not pattern("fields", "other").search(name):
        sure = not name or len(name.split()) <= 4
        plain = _plain(told, value) or (told == "unknown" and not name)
        return Field("status", value, start, end, told, named=bool(name)) if sure and plain else None
    if not name and re.fullmatch(r"\d{1,3}(?:,\d{3})+|[5-9]|\d{2,6}", value):  # a smaller one may be a phase
        return Field("size", value, start, end, named=False)
    return None


def _kind(name: str) -> str:
    """What a label names, "" for nothing that is known."""
    return next((kind for kind in KINDS if pattern("fields", kind).fullmatch(name)), "")


def _plain(told: str, value: str) -> bool:
    """Whether a value without a known header is a state beyond doubt: one of the registry's own words, all of it."""
    own = pattern("fields", f"is-{told}").fullmatch(value.rstrip("."))
    return own is not None and told in ("open-to-all", "not-yet", "active-closed", "invitation", "completed", "terminated", "withdrawn", "suspended")  # fmt: skip


@cache
def _states() -> Gate:
    """The words without which a text tells no state."""
    return Gate(pattern("fields", *STATES))


@cache
def _count() -> re.Pattern[str]:
    """A number of people and nothing else: "150", "about 1,200 adults", "n = 40 (planned)"."""
    about, person = pattern("counts", "about").pattern, pattern("counts", "person").pattern
    number = r"\d{1,3}(?:[,.\u00a0\u202f' ]\d{3})+|\d{1,7}"
    return re.compile(
        rf"(?:n\s*=\s*)?((?:{about}|[~≈])\s*)?({number})(?:\s*{person})?\s*(?:\(?[^\W\d_]{{3,12}}\)?)?[.,;]?"
    )
