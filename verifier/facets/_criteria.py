"""The criteria by which a trial lets people in or shuts them out, as its record lists them.

Of each listed criterion the things that it names one by one: "operative or cesarean delivery" are two. A criterion that
holds only for some time, or with an exception, names nothing here: who has what it names may still take part.
Source: the registry's `eligibilityCriteria`, one text with a heading for each of the two lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from verifier.facets._endpoints import named
from verifier.facets._terms import empty_words, text_keys, word_keys
from verifier.lexicon import pattern
from verifier.lexicon.tokens import tokens
from verifier.model import Source

_HEAD = re.compile(
    r"(?i)[\s*#_\-\d.)(]*(?:(?:key|main|major|general|patient|subject|study)\s+)*(?P<side>inclusion|exclusion)\b(?:\s+criteri(?:a|on|um))?\s*(?P<rest>:.*)?[\s*_]*"
)
_BULLET = re.compile(r"^(?P<indent>\s*)(?:[*•\-–]|\d{1,2}[.)]|[a-z][.)]|\(\w{1,2}\))?\s*")
_BETWEEN = re.compile(r"(?i)[,;/]|\band/or\b|\bor\b")
_WISH = re.compile(r"(?i)\bor (?=plan|intend|try|trying|wish|want|desir)")


STEM = "stem:"  # before a word itself, beside the groups of words that it belongs to


class Criterion(NamedTuple):
    """One criterion. shuts: whether it shuts people out. text: as the record has it. whole: all of its keys.

    things: for each thing that it names without any "if" the keys of its words, each word's and each measure's apart.
    """

    shuts: bool
    text: str
    whole: frozenset[str]
    things: tuple[tuple[frozenset[str], ...], ...]


def criteria(source: Source) -> tuple[Criterion, ...]:
    """The criteria of a trial that stand under a heading of either list; none where the text has no such heading."""
    trial = source.trial
    return tuple(_listed(trial.eligibility)) if trial else ()


def _listed(text: str) -> Iterator[Criterion]:
    side, depth, parent = "", 0, ""
    for line in text.splitlines():
        head = _HEAD.fullmatch(line)
        if head is not None and (head["rest"] is None or len(head["rest"]) < _SHORT):
            side, parent = head["side"].lower(), ""
            continue
        bullet = _BULLET.match(line)
        body = line[bullet.end() :].strip() if bullet else line.strip()
        if not side or not body:
            continue
        indent = len(bullet["indent"]) if bullet else 0
        if indent <= depth:
            parent = ""
        under = bool(parent)
        if body.endswith(":"):
            depth, parent = indent, body
        elif not under:
            depth = indent
        yield Criterion(
            side == "exclusion", body, text_keys(body), () if under or body.endswith(":") else tuple(_things(body))
        )


_SHORT = 25  # characters behind the colon of a heading that are no criterion


def _things(text: str) -> Iterator[tuple[frozenset[str], ...]]:
    """The keys of each thing that a criterion names; none where it has a condition, an exception or a "not"."""
    for piece in _WISH.split(text):
        if pattern("criteria", "narrowed").search(piece) or "(" in piece:
            continue
        for thing in _BETWEEN.split(piece):
            if keys := tuple(_word_keys(thing)):
                yield keys


def _word_keys(text: str) -> Iterator[frozenset[str]]:
    """The keys of the words of a thing that tell what it is; those of a measure's name are met together."""
    own, empty = tokens(text), empty_words()
    measured = named(own)
    for token in own:
        if token.word in empty or pattern("criteria", "plain").fullmatch(text, token.start, token.end):
            continue
        around = [one for one in measured if one.start <= token.start < one.end]
        yield frozenset((*word_keys(token), f"{STEM}{token.stem}")).union(*(one.keys for one in around))
