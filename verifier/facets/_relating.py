"""What a description of a trial says of how its things stand to each other, and where the record does not say so.

"The drug in place of the operation" has all the words of a trial of the drug after the operation. A word that relates
two things is borne out only where the sentence that the clause rests on, or a title, has one of its kind; a thing that
the record names only to keep people out, or with a "non-" before it, is not what it is about.
"""

from __future__ import annotations

import re

from verifier.facets._drugs import is_drug
from verifier.facets._terms import field_terms, met, sentence_terms, terms, text_keys
from verifier.facets._words import field_text
from verifier.facets.stop_reason import halts
from verifier.lexicon import load, pattern, words
from verifier.model import Reading, Source

_KINDS = tuple(load("relating"))
# "After ten weeks", "before 2019", "during the trial": times and the study itself, and no thing that is given or done.
_COUNTS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_SPELLS = "second|minute|hour|day|night|week|month|year|spring|summer|autumn|winter|january|february|march|april|may|june|july|august|september|october|november|december"
_TIME = re.compile(
    rf"(?i)\W*(?:(?:about|just|only|nearly|almost|some|at least|more than|the|a|an|its|their|this|first|last|half)\W+){{0,3}}"
    rf"(?:\d|(?:{_COUNTS})\b|(?:{_SPELLS}|trial|study|pilot|enrol|recruit|treating|treatment\b|it\b|that\b|which\b|randomi|visit|baseline|follow|any|every))"
)
_EITHER = re.compile(r"(?i)\b(?:with (?:or|and) without|mit (?:oder|und) ohne|avec (?:ou|et) sans|con (?:o|y) sin)\b")
_PIECE = re.compile(r"[,;:.()]|\b(?:in|on|for|after|before|during|bei|nach|chez|dans|en|and|und|et|y)\b")
_LEAST = 1.5  # weight from which a word is a condition or a treatment
_ORGANS = frozenset(
    f"={organ}"
    for organ in [
        "heart",
        "kidney",
        "liver",
        "lung",
        "brain",
        "gut",
        "stomach",
        "bone",
        "skin",
        "eye",
        "ear",
        "breast",
        "throat",
        "tooth",
        "hip",
        "knee",
        "shoulder",
    ]
)
_TITLES = ("briefTitle", "officialTitle")


def unrelated(reading: Reading, source: Source, where: str, borne: tuple[str, ...], *, fielded: bool) -> bool:
    """Whether a clause relates its things in a way that the record is not seen to say.

    where: the sentence that the clause rests on, or the field where fielded. borne: words of it that fields bear out ("before it began").
    """
    text = reading.text
    for words_of_field in borne:
        text = text.replace(words_of_field, " ")
    told = (where, *_TITLES, "briefSummary") if fielded else (where, *_TITLES)
    shown = " ".join(passage.text for passage in source.record.passages if passage.where in told).lower()
    for either in _EITHER.finditer(text):
        if not _in_some_arms(source, text, either.end()):
            return True
    text = _EITHER.sub(" ", text)
    halted = halts(reading.text) is not None  # "before the company ended the study" tells of the study
    for kind in _KINDS:
        for match in pattern("relating", kind).finditer(text):
            timed = kind in ("before", "after", "during") and (_TIME.match(text, match.end()) or halted)
            if not timed and not any(stem in shown for stem in words("relating", kind, "record")):
                return True
    return _denied_there(text, shown) or _only_kept_out(reading, source, text)


def _in_some_arms(source: Source, text: str, at: int) -> bool:
    """Whether some arms of a trial, and not all, have what stands at a place of a text: "with or without" it."""
    arms = source.trial.arms if source.trial else ()
    told = _PIECE.split(text[at:], maxsplit=1)[0]
    wanted = text_keys(told)
    having = [wanted <= text_keys(" ; ".join((arm.label, arm.description, *arm.interventions))) for arm in arms]
    return bool(wanted) and any(having) and not all(having)


def _denied_there(text: str, shown: str) -> bool:
    """Whether a word of a clause stands in the titles and the sentence only behind "non-": "squamous" of "non-squamous"."""
    for word in dict.fromkeys(re.findall(r"[^\W\d_]{5,}", text.lower())):
        if f"non-{word}" not in shown and f"non {word}" not in shown:
            continue
        if re.search(rf"(?<!non-)(?<!non )\b{word}", shown) is None and not re.search(
            rf"\b(?:non|not)[- ]{word}", text.lower()
        ):
            return True
    return False


def _drug_kept_out(text: str, source: Source) -> bool:
    """Whether a drug that a clause names stands by its own name among those who may take part alone.

    The vocabulary knows drugs of one class under one concept: a trial of erlotinib that bars whoever took gefitinib is
    no trial of gefitinib.
    """
    barred = {s.text.lower() for s in source.sentences if s.label == "eligibility"}
    said = {word.lower() for word in re.findall(r"[^\W\d_]{6,}", text) if is_drug(word)}
    said = {word for word in said if any(word in sentence for sentence in barred)}
    if not said:
        return False
    told = [passage.text for passage in source.record.passages if passage.label != "eligibility"]
    shown = " ".join((*told, *(value for _, value in source.facet(field_text)))).lower()
    return any(word not in shown for word in said)


def _only_kept_out(reading: Reading, source: Source, text: str) -> bool:
    """Whether a thing that a clause speaks of stands nowhere but among those who may, or may not, take part; a part of the body, nowhere.

    text: the clause without what fields bear out.
    """
    listed = tuple(zip(source.sentences, source.facet(sentence_terms), strict=True))
    if _drug_kept_out(text, source):
        return True
    named = [keys for sentence, keys in listed if sentence.label != "eligibility"]
    barred = [keys for sentence, keys in listed if sentence.label == "eligibility"]
    fields = source.facet(field_terms)
    telling = [t for t in reading.facet(terms) if t.weight >= _LEAST and not met(t, fields)]
    telling = [term for term in telling if reading.text[term.start : term.end] in text]
    shown = fields.union(*named)
    if any(t.kind == "word" and not _ORGANS.isdisjoint(t.keys) and not met(t, shown) for t in reading.facet(terms)):
        return True  # "has reached the liver" beside a trial in which it reached the brain
    return any(
        any(met(term, keys) for keys in barred) and not any(met(term, keys) for keys in named) for term in telling
    )
