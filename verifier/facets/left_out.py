"""People whom a study leaves out by its title: "patients without diabetes", beside a clause on patients with it.

Facet `population`, relation `different`, detail "without". Only the title is read, and only where the clause says of
whom it speaks ("patients with", "people whose"): what a study is to prevent is no illness that its people have.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from verifier.facets._terms import keys_between, met, terms
from verifier.facets._words import language
from verifier.lexicon import Guarded
from verifier.model import Comparison, Quote, Reading, Source

FACETS = ("population",)

_WITHOUT = re.compile(
    r"(?i)(?<!\bor )(?<!\band )\bwithout\s+((?:(?!\b(?:in|on|after|at|for|with|and|or|who|treated|receiving|undergoing|during|using)\b)[^,;:.()]){3,80})"
)
_WHOM = Guarded(
    re.compile(
        r"(?i)\b(?:patients?|people|adults?|children|women|men|those|participants?|persons?|subjects?|individuals?)\s+"
        r"(?:with|who (?:already )?(?:have|had|suffer(?:ed)? from|were diagnosed with)|having|suffering from|living with|diagnosed with|whose)\s+"
        r"((?:(?!\b(?:who|which|that|took|takes?|were|was|are|is|to|for|on|after|before|given|treated|receiv\w+|got|can|may|will|did|does|against)\b)[^.;:,]){3,80})"
    ),
    "with|who|having|suffering|living|diagnosed|whose",
)
_DENIES = re.compile(r"(?i)\b(?:no|not|without|never|free|nor|neither|yet|excluded?)\b|n['’]t\b")
_FIRM = 1.0


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """Those of whom a clause speaks, beside the title that leaves them out."""
    del today  # whom a study leaves out does not change
    left_out = source.facet(without)
    if not left_out or reading.facet(language) != "en" or (whom := _WHOM.search(reading.text)) is None:
        return
    if _DENIES.search(whom[0]):
        return
    inside = [t for t in reading.facet(terms) if t.weight >= _FIRM and whom.start(1) <= t.start < whom.end(1)]
    for number, start, end in left_out:
        sentence = source.sentences[number]
        phrase = keys_between(source, number, start, end)
        else_there = keys_between(source, number, 0, start) | keys_between(source, number, end, len(sentence.text))
        named = [term for term in inside if met(term, phrase)]
        alone = any(not met(term, else_there) for term in named)
        if alone and any(term.kind in ("condition", "symptom") for term in named):
            shown = Quote(sentence.text[start:end].strip(), sentence.where)
            said = Quote(reading.text[whom.start() : max(term.end for term in named)], "claim")
            yield Comparison("population", "different", said, shown, reading.part, "without")
            return


def without(source: Source) -> tuple[tuple[int, int, int], ...]:
    """Where titles say whom a study leaves out: the sentence, start and end of the words from "without" on."""
    return tuple(
        (number, *match.span())
        for number, sentence in enumerate(source.sentences)
        if sentence.label == "title"
        for match in _WITHOUT.finditer(sentence.text)
    )
