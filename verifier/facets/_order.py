"""Who is compared with whom: what a clause names first may stand behind the "than" of a sentence."""

from __future__ import annotations

import re

from verifier.facets._effects import Effect
from verifier.facets._terms import keys_between, met, terms
from verifier.lexicon import Guarded
from verifier.model import Reading, Source

THAN = Guarded(
    re.compile(
        r"(?i)\b(?:than|compared (?:with|to)|versus|vs\.?|relative to|over(?! (?:the |a |an )?(?:[\w-]+ )?(?:\d|weeks?|months?|years?|days?|time|period|course|long|follow))|als|que|par rapport)\b"
    ),
    "than|compared|versus|vs|relative|over|als|que|rapport",
)
_BEHIND = re.compile(r"(?i)[,;]|\b(?:with|for|by|after)\s")
_CONTROLS = re.compile(r"(?i)(?:healthy|normal|matched|untreated|sound) (?:controls?|volunteers|subjects)")
_TELLING = 0.5
# Words of direction that stand before what they are of: "higher TSH", "inversely associated with TSH".
_BEFORE_IT = re.compile(
    r"(?i)(?:higher|lower|increased|decreased|reduced|elevated|raised|fewer|more|less|greater|smaller|better|worse|longer|shorter|improved|impaired)$"
)
_A_NOUN = re.compile(
    r"(?i)\s+(?!(?:in|with|than|for|at|and|or|but|on|after|by|to|from|among|over|when|as|the|a|an|during|compared|versus|vs|risk|likely|often)\b)[^\W\d_]"
)
_SAID_OF_IT = re.compile(
    r"(?i)\b(?:is|are|was|were|be|been|being|became|remained|remains?|got|grew|has|have|had|not)\s+(?:\w+ly\s+)?$"
)
LINKED = re.compile(r"(?i)(?:associated|correlated|related|linked|association|correlation|relation|relationship)$")
TO_IT = re.compile(r"(?i)\s+(?:with|to)\s")
_NEARBY = 30  # characters before a word of direction in which a verb says it of what stands before


def leads(text: str, start: int, end: int) -> bool:
    """Whether a word of direction stands before what it is of, so that nothing before it is meant."""
    if LINKED.search(text, start, end):
        return TO_IT.match(text, end) is not None
    if _BEFORE_IT.search(text, start, end) is None or _SAID_OF_IT.search(text, max(0, start - _NEARBY), start):
        return False
    return _A_NOUN.match(text, end) is not None


def crossed(reading: Reading, source: Source, number: int, said: Effect, shown: Effect) -> bool:
    """Whether what a clause names first stands behind the "than" of a sentence, and nothing else speaks for its order."""
    sentence = source.sentences[number].text
    here = THAN.search(reading.text, said.end)
    there = THAN.search(sentence, shown.end, shown.right) or THAN.search(sentence)
    told = [term for term in reading.facet(terms) if term.weight >= _TELLING]
    first = [term for term in told if term.start < said.start]
    if here is None or there is None or not first:
        return False
    after = keys_between(source, number, there.end(), _side(sentence, there.end(), shown.right + 60))
    before = keys_between(source, number, min(shown.left, _start(sentence, there.start())), there.start())
    if len(first) > 1 and _CONTROLS.fullmatch(reading.text, first[0].start, first[1].end):
        first = first[1:]  # "healthy controls": controls
    if not met(first[0], after) or met(first[0], before):
        return False
    last = [term for term in told if term.start >= here.end()]
    if any(met(term, before) and not met(term, after) for term in last):
        return True
    return not any(met(term, before) and not met(term, after) for term in first)


def _start(sentence: str, at: int) -> int:
    """Where the part of a sentence begins that ends at a place: behind the last semicolon."""
    return sentence.rfind(";", 0, at) + 1


def _side(sentence: str, start: int, stop: int) -> int:
    """Where the other side of a comparison ends: "versus placebo | with the drug", "than in the laser group"."""
    after = _BEHIND.search(sentence, start + 5, stop)
    return after.start() if after else stop
