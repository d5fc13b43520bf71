"""What changed between two versions of a record, field by field, as a person would say it.

Noise is no change: the order of lists, markup, white space, the date of the registry's reload.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from verifier.model import Change, Notice, PaperFacts, PartialDate, Record, TrialFacts
from verifier.text import sentences

_LONGEST = 400  # characters that a before or an after shows
_SPACE = re.compile(r"\s+")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,80}>")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!<>&^~|])")
# kind of notice -> the field as people call it
_NOTICES = {
    "retracted": "retraction",
    "concern": "concern",
    "corrected": "correction",
    "reinstated": "reinstatement",
    "republished": "republication",
    "updated": "newer version",
    "retracted-reference": "retracted reference",
}

# field -> labels of the passages of a trial that make it up
_PROSE = {"description": ("summary", "description"), "arms": ("arm",), "eligibility": ("eligibility",)}
_NOTICE_TYPES = frozenset(["Retracted Publication", "Expression of Concern"])  # told as notices


def compare(before: Record, after: Record, *, known: str = "", found: str = "") -> tuple[Change, ...]:
    """The fields of a record that are not what they were, in the order in which a person would ask.

    known: when the earlier version was last seen, found: when the later one was first seen (ISO 8601, UTC).
    """
    pairs = [*_facts(before, after), *_notices(before, after), *_prose(before, after)]
    return tuple(
        Change(after.identifier, field, _short(was), _short(now), known, found)
        for field, was, now in pairs
        if _bare(was) != _bare(now)
    )


def _facts(before: Record, after: Record) -> Iterator[tuple[str, str, str]]:
    """The fields of a trial or a paper."""
    if isinstance(before.facts, TrialFacts) and isinstance(after.facts, TrialFacts):
        for field, show in TRIAL.items():
            yield field, show(before.facts), show(after.facts)
        yield "outcomes", *_lists(_outcomes(before.facts), _outcomes(after.facts))
        yield "posted results", *_lists(_results(before.facts), _results(after.facts))
    elif isinstance(before.facts, PaperFacts) and isinstance(after.facts, PaperFacts):
        yield (
            "publication type",
            *_lists(*(set(f.publication_types) - _NOTICE_TYPES for f in (before.facts, after.facts))),
        )
        yield "journal", before.facts.journal, after.facts.journal


def _notices(before: Record, after: Record) -> Iterator[tuple[str, str, str]]:
    """Retractions, concerns and corrections: those that came and those that went."""
    for kind, field in _NOTICES.items():
        was, now = ({_notice(n) for n in r.notices if n.kind == kind} for r in (before, after))
        yield field, *_lists(was, now)


def _notice(notice: Notice) -> str:
    """A notice as a person looks it up."""
    return ": ".join(filter(None, (f"PMID {notice.pmid}" if notice.pmid else "", notice.quote))) or notice.kind


def _prose(before: Record, after: Record) -> Iterator[tuple[str, str, str]]:
    """Title and text: of the text only the sentences that differ; what is a field of its own is told as that field."""
    yield "title", before.title, after.title
    if after.kind == "paper":
        yield "abstract", *_lists(_sentences(before), _sentences(after))
        return
    for field, labels in _PROSE.items():
        yield field, *_lists(_sentences(before, labels), _sentences(after, labels))


def _status(facts: TrialFacts) -> str:
    last = f" (last known {facts.last_known_status})" if facts.last_known_status else ""
    return facts.overall_status + last


def _date(date: PartialDate | None) -> str:
    return "" if date is None else f"{date.date} ({date.type.lower()})" if date.type else date.date


def _enrolment(facts: TrialFacts) -> str:
    if facts.enrollment is None:
        return ""
    return f"{facts.enrollment} ({facts.enrollment_type.lower()})" if facts.enrollment_type else str(facts.enrollment)


def _design(facts: TrialFacts) -> str:
    words = (facts.study_type, facts.allocation, facts.intervention_model, facts.masking, facts.observational_model)
    return ", ".join(word for word in words if word)


def _sorted(words: Iterable[str]) -> str:
    return ", ".join(sorted(set(words)))


# The fields of a trial that stand for themselves: name -> how a person reads it.
TRIAL: dict[str, Callable[[TrialFacts], str]] = {
    "status": _status,
    "why stopped": lambda facts: facts.why_stopped,
    "results first posted": lambda facts: facts.results_first_posted,
    "start": lambda facts: _date(facts.start),
    "primary completion": lambda facts: _date(facts.primary_completion),
    "completion": lambda facts: _date(facts.completion),
    "last verified": lambda facts: facts.verified,
    "enrolment": _enrolment,
    "phases": lambda facts: _sorted(facts.phases),
    "design": _design,
    "sponsor": lambda facts: facts.lead_sponsor,
    "collaborators": lambda facts: _sorted(facts.collaborators),
    "conditions": lambda facts: _sorted(facts.conditions),
    "interventions": lambda facts: _sorted(i.name for i in facts.interventions),
    "official title": lambda facts: facts.official_title,
}


def _outcomes(facts: TrialFacts) -> list[str]:
    return [f"{o.kind}: {o.measure}" + (f" ({o.time_frame})" if o.time_frame else "") for o in facts.outcomes]


def _results(facts: TrialFacts) -> list[str]:
    """Each posted outcome with its figures, so that a corrected figure is a change."""
    told = []
    for outcome in facts.results.outcomes if facts.results else ():
        figures = [f"{m.group} {m.category} {m.value}" for m in outcome.measurements]
        values = [f"p {a.p_value}" for a in outcome.analyses if a.p_value]
        told.append("; ".join([outcome.title, *figures, *values]))
    return told


def _lists(before: Iterable[str], after: Iterable[str]) -> tuple[str, str]:
    """What stands in one list only, whatever the order: what went, what came."""
    was, now = ({_bare(word): word for word in words} for words in (before, after))
    gone = [word for bare, word in was.items() if bare not in now]
    come = [word for bare, word in now.items() if bare not in was]
    return " | ".join(sorted(gone)), " | ".join(sorted(come))


def _sentences(record: Record, labels: tuple[str, ...] = ()) -> list[str]:
    """The sentences of the passages with these labels; of all but the title where none is given."""
    passages = [p for p in record.passages if p.label in labels or (not labels and p.label != "title")]
    return [p.text[start:end] for p in passages for start, end in sentences(p.text)]


def _bare(text: str) -> str:
    """The text without what is noise: markup, escapes, white space, forms of one character."""
    plain = _ESCAPE.sub(r"\1", _TAG.sub("", unicodedata.normalize("NFKC", text)))
    return _SPACE.sub(" ", plain).strip()


def _short(text: str) -> str:
    folded = _SPACE.sub(" ", text).strip()
    return folded if len(folded) <= _LONGEST else folded[: _LONGEST - 1].rstrip() + "…"
