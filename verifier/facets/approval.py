"""Whether a claim says that an authority approved the treatment; a registration never shows that.

NLM registers studies and does not review or approve their safety and science (ClinicalTrials.gov disclaimer).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from verifier.lexicon import Gate, pattern
from verifier.model import Comparison, Quote, Reading, Source

FACETS = ("approval",)
OF = "trial"
_AROUND = 40
# Authorities that do approve products; "government-approved" and "NIH-approved" are never a product's attribute.
_AGENCY = re.compile(r"(?:FDA|EMA|MHRA|TGA)\b", re.IGNORECASE)


def said(reading: Reading) -> str:
    """The words by which the clause says that an authority approved, "" when it says nothing or denies it."""
    text = reading.text
    for match in pattern("approval", "approved").finditer(text):
        clause = re.split(r"[.;:!?]", text[max(0, match.start() - _AROUND) : match.start()])[-1]
        last = re.findall(r"[\w']+", clause)[-4:]
        denied = any(pattern("approval", "denied").fullmatch(word) for word in last)
        if not denied and not _by_ethics(text, match) and not _of_a_product(text, match):
            return match[0]
    return ""


def signs() -> Gate:
    """The words without which a clause says nothing that is read here."""
    return Gate(pattern("approval", "approved"))


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """A claimed approval beside a trial's record, which cannot show one; same where the record speaks of approval."""
    del today
    trial = source.trial
    words = reading.facet(said) if trial else ""
    if not words or trial is None:
        return
    quote = Quote(words, "claim")
    if trial.overall_status == "APPROVED_FOR_MARKETING":
        shown = Quote(trial.overall_status, "statusModule.overallStatus")
        yield Comparison("approval", "same", quote, shown, reading.part)
        return
    for sentence in source.sentences:
        if pattern("approval", "approved", "marketed").search(sentence.text):
            yield Comparison("approval", "broader", quote, sentence.quote, reading.part)
            return
    shown = Quote(source.record.title, source.sentences[0].where if source.sentences else "briefTitle")
    yield Comparison("approval", "narrower", quote, shown, reading.part)


def _of_a_product(text: str, match: re.Match[str]) -> bool:
    """Whether the words only describe a product that is named next ("compares it with FDA-approved lenalidomide")."""
    following = re.match(r"[ -]((?:[^\W\d_][\w-]*[ -]?){1,5})", text[match.end() :])
    attributive = re.search(r"[ -](?:approved|cleared|licen[sc]ed|authori[sz]ed)$", match[0], re.IGNORECASE)
    if (
        not _AGENCY.match(match[0])
        or following is None
        or attributive is None
        or re.match(r"(?:for|to|and|in|as|by|since)\b", following[1])
    ):
        return False
    return pattern("approval", "object").search(following[1]) is None


def _by_ethics(text: str, match: re.Match[str]) -> bool:
    """Whether an ethics board is meant."""
    return pattern("approval", "ethics").search(text[max(0, match.start() - 60) : match.end() + 60]) is not None
