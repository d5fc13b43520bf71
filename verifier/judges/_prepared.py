"""A source made ready for judging, once: its sentences taken apart, with the section each belongs to."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain

import msgspec

from verifier.judges import _cues
from verifier.judges._sought import Sought
from verifier.judges._words import Analysed, analyse
from verifier.model import Sentence, Source

SECTIONS = ("title", "aim", "methods", "results", "conclusions", "other")
_BY_LABEL = (
    ("title", re.compile(r"(?i)title")),
    ("conclusions", re.compile(r"(?i)conclu|interpret|implication|significance|meaning")),
    ("results", re.compile(r"(?i)result|finding|outcome measure posted")),
    (
        "methods",
        re.compile(r"(?i)method|design|setting|participant|patient|intervention|measure|material|analys|subject"),
    ),
    (
        "aim",
        re.compile(r"(?i)background|objective|aim|purpose|introduction|importance|context|hypothes|question|rationale"),
    ),
)
_BY_WORDS = (
    (
        "conclusions",
        Sought(
            r"^\W*conclusions?\b|\b(?:in conclusion|in summary|we conclude|taken together|these (?:results|findings|data) "
            r"|our (?:results|findings|data|study) |this study (?:shows|demonstrates|provides)|collectively|overall,)",
            *("conclu", "in summary", "taken together", "results ", "findings ", "data ", "our study ", "this study "),
            *("collectively", "overall,"),
        ),
    ),
    (
        "results",
        Sought(
            r"^\W*results?\b|\b(?:we (?:found|observed|show|identified|report)|was found|were found|compared with)\b|\bp\s?[<=>]|\bCI\b",
            *("result", "we ", "was found", "were found", "compared with", "<", "=", ">", "ci"),
        ),
    ),
    (
        "methods",
        Sought(
            r"^\W*methods?\b|\b(?:were randomi[sz]ed|we (?:used|conducted|performed|randomi|enrolled|assigned|assessed|searched|analy)|were (?:assigned|recruited|measured|enrolled|collected))",
            *("method", "were ", "we "),
        ),
    ),
    (
        "aim",
        Sought(
            r"^\W*(?:background|objective|aim|purpose)s?\b|\b(?:aimed? (?:to|of)|to (?:investigate|determine|evaluate|assess|examine|compare) |is unknown|remains? unclear|little is known)",
            *("background", "objective", "aim", "purpose", "is unknown", "unclear", "little is known"),
            *("to investigate ", "to determine ", "to evaluate ", "to assess ", "to examine ", "to compare "),
        ),
    ),
)
_LABELS_KNOWN = 1000
_GRAM = 4


class Prepared(msgspec.Struct, frozen=True):
    """A sentence taken apart: words, turning words, letter runs of its words, and its section."""

    sentence: Sentence
    words: Analysed
    cues: _cues.Cues
    grams: frozenset[str]
    section: str


def read(source: Source) -> tuple[Prepared, ...]:
    """The sentences of a source, taken apart; a facet, so that it is done once for each source."""
    return tuple(_prepared(sentence) for sentence in source.sentences)


def _prepared(sentence: Sentence) -> Prepared:
    words = analyse(sentence.text)
    return Prepared(sentence, words, _cues.read(sentence.text, words), grams(words), section(sentence))


def grams(words: Analysed) -> frozenset[str]:
    """Runs of four letters of the topical stems: what is left when endings and spellings differ."""
    return frozenset(chain.from_iterable(map(runs, words.weights)))


@lru_cache(maxsize=50_000)
def runs(short: str) -> tuple[str, ...]:
    """The runs of four letters of one stem, its beginning marked."""
    padded = f"^{short}"
    return tuple(padded[at : at + _GRAM] for at in range(max(1, len(padded) - _GRAM + 1)))


def sides(text: str) -> tuple[dict[str, float], dict[str, float]] | None:
    """The topical words before and after the comparison in a text, with their weight; None where nothing is compared."""
    parted = _cues.sides(text)
    return None if parted is None else (analyse(parted[0]).weights, analyse(parted[1]).weights)


def section(sentence: Sentence) -> str:
    """The kind of section a sentence belongs to: told by the label, else guessed from its own words."""
    labelled = _by_label(sentence.label)
    if labelled:
        return labelled
    lowered = sentence.text.lower()
    for name, sought in _BY_WORDS:
        if sought.is_in(sentence.text, lowered):
            return name
    return "other"


@lru_cache(maxsize=_LABELS_KNOWN)
def _by_label(label: str) -> str:
    """The kind of section that a label names, "" where it names none."""
    return next((name for name, pattern in _BY_LABEL if pattern.search(label)), "")
