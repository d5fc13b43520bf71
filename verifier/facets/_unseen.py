"""What a clause says was seen, and a record says was not: "rashes were seen in many" beside "no rash was observed"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from verifier.facets._effects import found_here, tells, unfound
from verifier.facets._opposites import opposed
from verifier.facets._terms import Term, empty_words, keys_between, met, postings, sentence_terms, terms, word_keys
from verifier.facets._words import between, language, sentence_concepts, sentence_words
from verifier.lexicon import Guarded
from verifier.model import Reading, Sentence, Source

_VERBS = "seen|observed|found|noted|detected|reported|recorded|identified|documented|noticed"
_CAME = "occurred|developed|appeared|arose|happened|emerged"
SEEN = Guarded(
    re.compile(rf"(?i)\b(?:(?:was|were|has been|have been) (?:\w+ly |also |often )?(?:{_VERBS})|{_CAME})\b"),
    f"{_VERBS}|{_CAME}",
)
# The same, denied: "X was not observed", "X did not occur", "no X was observed".
_NOT_SEEN = Guarded(
    re.compile(
        rf"(?i)\b(?:was|were|has been|have been) (?:not|never) (?:{_VERBS})\b|\bdid not (?:occur|develop|appear|arise|happen|emerge)\b"
    ),
    f"{_VERBS}|occur|develop|appear|arise|happen|emerge",
)
_NONE_SEEN = Guarded(
    re.compile(rf"(?i)\bno ([^,;:.]{{3,80}}?)\s+(?:(?:was|were|has been|have been) (?:{_VERBS})|{_CAME})\b"),
    f"{_VERBS}|{_CAME}",
)
_DENIES = re.compile(
    r"(?i)\b(?:no|not|never|none|nobody|neither|nor|without|hardly|rarely|seldom|few|only|less|fewer|free|absen\w*|fail\w*|lack\w*|if"
    r"|whether|may|might|could|can)\b|n['’]t\b|\?"
)
_EDGE = re.compile(r"(?i)[;:.,]|\b(?:and|but|while|whereas|although|however)\b")
_OR = re.compile(r"(?i)\bor\s+")
_OTHERS = re.compile(
    r"(?i)\b(?:other|another|further|additional|more|new|difference\w*|associations?|correlations?|effects?)\b"
)
_JOINTS = frozenset({"or", "any", "at", "all"})
_FIRM = 1.0
_OPENING = 2  # sentences, the title among them, with which an abstract opens: they tell what was known
# Words of what others have found, or of what is asked.
_KNOWN = re.compile(
    r"(?i)\b(?:previous\w*|recent\w*|earlier|prior|has been|have been|often|commonly|frequently|usually|typically|known|widely|generally|found to)\b"
)
_ASKS = re.compile(r"(?i)\b(?:whether|aim\w*|to (?:determine|assess|investigate|examine|evaluate|test|explore))\b|\?")


def tells_of_seen(sentence: Sentence, number: int) -> bool:
    """Whether a sentence early in an abstract without headings tells what was seen in the study: "X was found throughout Y"."""
    if number < _OPENING or unfound(sentence) or _ASKS.search(sentence.text) or not found_here(sentence.text):
        return False
    return SEEN.search(sentence.text) is not None and _KNOWN.search(sentence.text) is None


def unseen(reading: Reading, source: Source) -> tuple[int, bool] | None:
    """The sentence that denies what a clause says was seen, and whether surely of the same; None where none does."""
    seen = SEEN.search(reading.text) if reading.facet(language) == "en" else None
    if seen is None or _DENIES.search(reading.text):
        return None
    firm = [term for term in reading.facet(terms) if term.weight >= _FIRM]
    told = [term for term in firm if term.end <= seen.start()]
    near: int | None = None
    for number, start, end in _denied(source, told):
        keys = keys_between(source, number, start, end)
        if (
            not told
            or not all(met(term, keys) for term in told)
            or _OTHERS.search(source.sentences[number].text, start, end)
        ):
            continue
        near = number if near is None else near
        rest = [term for term in firm if term.start >= seen.end()]
        if (
            _no_more(source, number, (start, end), told)
            and _there(source, number, rest)
            and not opposed(reading, source, number)
        ):
            return number, True
    return None if near is None else (near, False)


def _denied(source: Source, told: list[Term]) -> Iterator[tuple[int, int, int]]:
    """The stretches that say what was not seen, as (sentence, start, end), in the sentences that may speak of the same."""
    where = source.facet(postings)
    for number in sorted({n for term in told for key in term.keys for n in where.get(key, ())}):
        sentence = source.sentences[number]
        if not tells(sentence, number, len(source.sentences)) or not found_here(sentence.text):
            continue
        for match in _NOT_SEEN.finditer(sentence.text):
            edges = [edge.end() for edge in _EDGE.finditer(sentence.text, 0, match.start())]
            yield number, max(edges, default=0), match.start()
        for match in _NONE_SEEN.finditer(sentence.text):  # "no lesions or breaks were seen": neither
            joints = [
                match.span(1)[0],
                *(joint.end() for joint in _OR.finditer(sentence.text, *match.span(1))),
                match.end(),
            ]
            yield from ((number, start, min(end, match.end(1))) for start, end in pairwise(joints))


def _no_more(source: Source, number: int, stretch: tuple[int, int], told: list[Term]) -> bool:
    """Whether a stretch names nothing narrower than the clause does: no bleeding at all, and not only no grave one."""
    keys = {key for term in told for key in term.keys}
    named = [
        hit for hit in between(source.facet(sentence_concepts)[number], *stretch) if f"concept:{hit.concept}" in keys
    ]
    own = (t for t in between(source.facet(sentence_words)[number], *stretch) if t.word not in _JOINTS | empty_words())
    return all(
        not keys.isdisjoint(word_keys(token)) or any(hit.start <= token.start < hit.end for hit in named)
        for token in own
    )


def _there(source: Source, number: int, rest: list[Term]) -> bool:
    """Whether the sentence, or the title, names all else that a clause does."""
    listed = source.facet(sentence_terms)
    return all(met(term, listed[number] | listed[0]) for term in rest)
