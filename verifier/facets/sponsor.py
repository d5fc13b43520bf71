"""Who runs a trial: "sponsored by X", "Sponsor: X"; sponsorCollaboratorsModule."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator

from verifier.lexicon import pattern, words
from verifier.model import Comparison, Quote, Reading, Source, TrialFacts

FACETS = ("sponsor",)
WHERE = "sponsorCollaboratorsModule.leadSponsor.name"

_NAME = r"[^.;:!?()\n]{2,100}"
_BREAK = re.compile(
    r"\s+(?:and (?:is|was|has|will|it|plans)|which|that|who|in \d|since|from|at \d|for|to|with \d|y (?:está|tiene)|und (?:ist|hat)|et (?:est|a))\b.*$"
    r"|,\s+(?:and|which|who|a|an|the|und|et|y|with)\b.*$",
    re.IGNORECASE,
)


_BEFORE = re.compile(r"\b([A-Z][\w&.]*(?:[ -][A-Z][\w&.]*){0,4})-sponsored\b")


def said(reading: Reading) -> str:
    """The sponsor's name as the clause gives it, "" when it gives none."""
    text = reading.text
    lead = re.compile(rf"{pattern('sponsor', 'sponsored-by', 'run-by').pattern}\s*[:=]?\s*({_NAME})", re.IGNORECASE)
    match = lead.search(text) or _BEFORE.search(text)
    if match is None:
        return ""
    name = _BREAK.sub("", match[1]).strip(" ,\"'")
    if re.match(r"(?:Dr|Prof|Mr|Mrs|Ms)\b", name) or not re.search(r"[A-ZÀ-Þ]", name):
        return ""
    run = pattern("sponsor", "run-by").match(match[0]) is not None
    return name if not run or pattern("sponsor", "body").search(name) else ""


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """The sponsor of the claim beside the lead sponsor, the collaborators and the responsible organisation."""
    del today
    trial = source.trial
    name = reading.facet(said)
    if not name or trial is None or not trial.lead_sponsor:
        return
    quote = Quote(name, "claim")
    for other, where in _parties(trial):
        if same_body(name, other):
            relation = "same" if where == WHERE else "broader"
            yield Comparison("sponsor", relation, quote, Quote(other, where), reading.part)
            return
    if _person(trial) or (trial.sponsor_class == "NIH" and _initials(name, "National Institutes of Health")):
        yield Comparison("sponsor", "absent", quote, Quote(trial.lead_sponsor, WHERE), reading.part)
        return
    yield Comparison("sponsor", "different", quote, Quote(trial.lead_sponsor, WHERE), reading.part)


def same_body(one: str, other: str) -> bool:
    """Whether two names are of one body: one's telling words stand in the other, or are its initials.

    Legal forms, articles and words like "university" tell nothing alone.
    """
    first, second = _tokens(one), _tokens(other)
    telling_first, telling_second = first - _plain(), second - _plain()
    if telling_first and telling_second:
        return telling_first <= telling_second or telling_second <= telling_first or _initials(one, other)
    return (bool(first & second) and first == second) or _initials(one, other)


def telling(name: str) -> tuple[str, ...]:
    """The words of a name that tell which body is meant, in their order, without accents and case."""
    plain = unicodedata.normalize("NFKD", name.lower())
    words_ = re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c)))
    return tuple(word for word in words_ if word not in _plain())


def _parties(trial: TrialFacts) -> Iterator[tuple[str, str]]:
    """Every body that the record names as running or backing the trial, the lead sponsor first."""
    yield trial.lead_sponsor, WHERE
    if trial.organization:
        yield trial.organization, "identificationModule.organization.fullName"
    for name in trial.collaborators:
        yield name, "sponsorCollaboratorsModule.collaborators.name"


def _person(trial: TrialFacts) -> bool:
    """Whether the lead sponsor seems to be a person: the body behind them may well be the one that is named."""
    name = trial.lead_sponsor
    if trial.sponsor_class == "INDIV" or re.search(
        r",?\s(?:MD|PhD|M\.D\.|Ph\.D\.|Dr\.?|Prof\.?)(?:\W|$)|^(?:Dr|Prof)\b", name
    ):
        return True
    plain = trial.sponsor_class != "INDUSTRY" and pattern("sponsor", "body").search(name) is None
    return plain and 2 <= len(name.split()) <= 3


def _tokens(name: str) -> frozenset[str]:
    """The words of a name, without accents and case."""
    plain = unicodedata.normalize("NFKD", name.lower())
    return frozenset(re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c))))


def _plain() -> frozenset[str]:
    """Words that tell nothing of which body is meant."""
    return frozenset(words("sponsor", "plain"))


def _initials(one: str, other: str) -> bool:
    """Whether one name is the other's initials ("NIH", "National Institutes of Health (NIH)")."""
    for short, long in ((one, other), (other, one)):
        letters = re.sub(r"[^A-Za-z]", "", short)
        if letters.isupper() and 2 <= len(letters) <= 8:
            heads = "".join(word[0] for word in re.findall(r"[A-Za-zÀ-ÿ]+", long) if word[0].isupper())
            if heads.startswith(letters) or f"({letters})" in long:
                return True
    return False
