"""Whether a clause gives two figures of one sentence to what the sentence gives them to, or the other way round.

"The zinc group (45%) and the iron group (12%)", "45% in 2018 and 12% in 2010": each figure has a name, before it or
behind it, and which of the two is told by how the text goes on between the figures. The names of both texts are laid
together; only words and years that stand with one figure alone count.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from verifier.facets._align import sentence_quantities
from verifier.facets._borne_out import same
from verifier.facets._quantities import Quantity, quantities
from verifier.facets._terms import Term, empty_words, keys_between, met, numbers, terms
from verifier.facets._words import language, sentence_words, words
from verifier.lexicon.tokens import Token
from verifier.model import Reading, Source

_BRACKETS = re.compile(r"\([^()]{0,200}\)|\[[^\[\]]{0,200}\]")
_OPENED = re.compile(r"[(\[][^()\[\]]{0,24}$")
_CLOSED = re.compile(r"[)\]]")
_NAMED = re.compile(r"[^\W_]{2,}")
_SHUT = re.compile(r"[^()\[\]]{0,60}[)\]]")
# How a text goes on behind a figure whose name follows, and behind one whose name stood before it.
_OF = re.compile(
    r"(?i)\s*(?:%|per ?cent|percent|points?|days?|weeks?|months?|years?|kg|mm ?hg|patients|people|participants|adults|children|women|men|der|des|des patients)?\s*(?:of|in|with|on|for|among|at"
    r"|after|during|under|by|given|receiving|im|in der|bei|mit|unter|nach|von|der|den|dans|chez|avec|sous|en|du|des|con|de|los|las|entre)\s+[\w\"“(]"
)
# "Thirty took the drug and 23 the dummy": whose name follows behind a verb.
_DID = re.compile(
    r"(?i)\s*(?:patients|people|participants|adults|children|women|men)?\s*(?:took|received|got|were (?:given|put on|treated with|assigned to)|had|used|swallowed|drank|ate|wore)\s+[\w\"“(]"
)
# "Longer in the one arm than in the other (11.3 v 10.1 months)": the names stand before, in turn.
_THAN_IN = re.compile(
    r"(?i)\b(?:in|with|for|among|on)\s+(?:the\s+)?([^,;:()]{2,50}?)\s+(?:than|compared (?:with|to)|versus|vs\.?)\s+(?:in|with|for|among|on)\s+(?:the\s+)?([^,;:()]{2,50}?)\s*[(\[][^()\[\]]{0,24}$"
)
_ON = re.compile(
    r"(?i)\s*[,;]?\s*(?:and|und|et|y|vs\.?|versus|against|compared (?:with|to)|but|while|whereas|gegenüber|gegen|contre|frente a|[,;])\s+"
)
_THEN = re.compile(  # "12% had it with A, against | 45% with B"
    r"(?i)[\s,;]*\b(?:and|und|et|y|vs\.?|versus|against|compared (?:with|to)|but|while|whereas|gegenüber|gegen|contre|frente a)\s+(?:only\s+|about\s+)?$"
)
_NEXT = re.compile(
    r"(?i)(?:\b(?:and|und|et|y|while|but|whereas|against)|[,;])\s+(?:among|in|for|with|of|on|bei|unter|in der|chez|parmi|en|entre)\s+\w"
)
_STOP = re.compile(
    r"(?i)[.;](?!\d)|,\s(?!\d)|\b(?:and|but|while|whereas|versus|vs|against|compared|than|und|gegenüber|et|contre|y|frente)\b"
)
_TAIL = re.compile(  # what stands between a name and its figure
    r"(?i)(?:[\s,:=]|[(\[][^()\[\]]*$|\b(?:was|were|is|are|had|has|at|of|to|by|only|about|with|reached|fell|rose|bei|auf|mit|von|war|waren|lag|lagen|betrug|hatten|à|de|était"
    r"|étaient|era|eran|fue|del|el|an?|the)\b)*$"
)
_SMALL = re.compile(
    r"(?i)[;:,](?!\d)|\.\s|\b(?:and|und|et|y|in|of|for|among|with|on|by|than|versus|vs|against|compared (?:with|to)|but|while|whereas|from|to|bei|mit|von|unter|der|dans|chez|avec|en|con|de)\b"
)
_IN_TURN = re.compile(
    r"(?i)\brespectively\b|\bbeziehungsweise\b|\bbzw\b|\brespectivement\b|\brespectivamente\b|\bjeweils\b"
)
_FAR = 90  # characters of a name
_ROUGH = 0.15  # how far off a ratio told in words may be
_THAN = re.compile(
    r"(?i)\b(?:as|than|that of|compared (?:with|to)|versus|wie|als|que|como)\s+(?!many|much|often|likely|high|low|long|common|frequent|large|great|viel|oft|hoch)"
)
_MANY = 40  # figures of a sentence that is a table in words
_TELLING = 0.5
_ORDER = frozenset(
    {
        "first",
        "second",
        "third",
        "fourth",
        "last",
        "before",
        "after",
        "baseline",
        "men",
        "women",
        "boys",
        "girls",
        "male",
        "female",
        "older",
        "younger",
        "early",
        "late",
    }
)
_SHORT = 2  # letters of a word that names nothing
_TIMES = ("year", "label", "moment")


class Pair(NamedTuple):
    """Two figures of a text, in its order, and the stretches that name them."""

    first: Quantity
    second: Quantity
    names: tuple[tuple[int, int], tuple[int, int]]


def swapped(reading: Reading, said: Quantity, source: Source, number: int) -> bool:
    """Whether a sentence gives a figure of a clause, and another of the same clause, to each other's names."""
    listed = source.facet(sentence_quantities)[number]
    text = source.sentences[number].text
    if len(listed) > _MANY or _IN_TURN.search(text) or _IN_TURN.search(reading.text):
        return False
    told = [q for q in reading.facet(numbers) if _counted_alike(q, said)]
    own = [q for q in listed if any(same(one, q) for one in told)]
    for other in told:
        if other is said or other.value == said.value:
            continue
        here = _pair(reading.text, *_ordered(said, other), told)
        one, two = _of(said, own), _of(other, own)
        if here is None or one is None or two is None or one == two:
            continue
        shown = _pair(text, *_ordered(one, two), [q for q in listed if _counted_alike(q, one)])
        if shown is None:
            continue
        turned = (here.first is said) != (shown.first == one)
        if _crossed(reading, source, number, here, shown, turned=turned):
            return True
    return False


def _ordered(one: Quantity, other: Quantity) -> tuple[Quantity, Quantity]:
    """Two figures in the order of their text."""
    return (one, other) if one.start < other.start else (other, one)


def _alike(one: Quantity, other: Quantity) -> bool:
    """Whether two figures may be the values of one thing."""
    if one.kind in ("amount", "fraction") and other.kind in ("amount", "fraction"):
        return one.unit == other.unit or {one.unit, other.unit} <= {"", "%"}
    return one.kind == other.kind == "estimate" and one.noun == other.noun


def _counted_alike(one: Quantity, other: Quantity) -> bool:
    """As `_alike`; of two counts only one may say that it is of people: "thirty people took A and 23 took B"."""
    return _alike(one, other) or (one.kind == other.kind == "amount" and {one.unit, other.unit} <= {"", "people"})


def _of(said: Quantity, listed: list[Quantity]) -> Quantity | None:
    """The one figure of a sentence that bears out a figure of a clause."""
    found = [q for q in listed if same(said, q)]
    return found[0] if len(found) == 1 else None


def _pair(text: str, first: Quantity, second: Quantity, listed: list[Quantity]) -> Pair | None:
    """Two figures that both have a name."""
    found = _sides(text, first, second, listed)
    return found if found and all(_NAMED.search(text, *name) for name in found.names) else None


def _sides(text: str, first: Quantity, second: Quantity, listed: list[Quantity]) -> Pair | None:
    """Two figures with the stretches on which their names stand; None where the text does not tell on which side."""
    plain = _BRACKETS.sub(lambda match: " " * len(match[0]), text)
    bracketed = [bool(_OPENED.search(text, max(0, q.start - _FAR), q.start)) for q in (first, second)]
    ends = [min([len(text), *(q.start for q in listed if q.start > one.end)]) for one in (first, second)]
    starts = [max([0, *(q.end for q in listed if q.end <= one.start)]) for one in (first, second)]
    if all(bracketed) and not _CLOSED.search(text, first.end, second.start):
        led = _THAN_IN.search(text, max(0, first.start - 2 * _FAR), first.start)  # else neither has a name of its own
        return Pair(first, second, (led.span(1), led.span(2))) if led and ends[0] == second.start else None
    if all(bracketed) or _led(plain, first, second, ends[0]):
        return Pair(first, second, (_before(text, starts[0], first.start), _before(text, starts[1], second.start)))
    if any(bracketed) or not (_OF.match(plain, second.end) or _DID.match(plain, second.end)):
        return None
    if not (_OF.match(plain, first.end) or _DID.match(plain, first.end)):
        joint = _THEN.search(plain, first.end, second.start)
        if joint is None or ends[0] != second.start:
            return None
        return Pair(first, second, (_before(text, first.end, joint.start()), _behind(plain, second.end, ends[1])))
    return Pair(first, second, (_behind(plain, first.end, ends[0]), _behind(plain, second.end, ends[1])))


def _led(plain: str, first: Quantity, second: Quantity, end: int) -> bool:
    """Whether a text goes on to the next name behind a figure: "in 2010 12% and in 2018 45%"."""
    joint = _ON.match(plain, first.end, end)
    if joint is None and end == second.start and not _OF.match(plain, first.end):
        return _NEXT.search(plain, first.end, second.start) is not None
    return (
        joint is not None and end == second.start and any(sign.isalnum() for sign in plain[joint.end() : second.start])
    )


def _before(text: str, start: int, stop: int) -> tuple[int, int]:
    """The stretch that names a figure before it: what follows the last small word, those right before the figure aside."""
    shut = _SHUT.match(text, start, stop)
    begin = max(start, stop - _FAR, shut.end() if shut else 0)
    own = _BRACKETS.sub(lambda match: " " * len(match[0]), text[begin:stop])
    tail = _TAIL.search(own)
    end = tail.start() if tail else len(own)
    cuts = [match.end() for match in _SMALL.finditer(own, 0, end)]
    return begin + (cuts[-1] if cuts else 0), begin + end


def _behind(plain: str, start: int, end: int) -> tuple[int, int]:
    """The stretch that names a figure behind it."""
    stop = _STOP.search(plain, start, min(end, start + _FAR))
    return start, stop.start() if stop else min(end, start + _FAR)


def _crossed(reading: Reading, source: Source, number: int, here: Pair, shown: Pair, *, turned: bool) -> bool:
    """Whether the names of a clause stand with each other's figures in a sentence, and none with its own."""
    names = shown.names[::-1] if turned else shown.names
    keys = [keys_between(source, number, *name) for name in names]
    raw = [_raw(source.sentences[number].text, source.facet(sentence_words)[number], name, "en") for name in names]
    speech = reading.facet(language)
    said = [_raw(reading.text, reading.facet(words), name, speech) for name in here.names]
    straight = crossed = 0
    for at in (0, 1):
        own, other = keys[at], keys[1 - at]
        for term in reading.facet(terms):
            if here.names[at][0] <= term.start < here.names[at][1] and (
                term.weight >= _TELLING or "=placebo" in term.keys
            ):
                straight += met(term, own) and not met(term, other)
                crossed += met(term, other) and not met(term, own)
        only = said[at] - said[1 - at]
        straight += len(only & (raw[at] - raw[1 - at]))
        crossed += len(only & (raw[1 - at] - raw[at]))
    return crossed > 0 and not straight


def _raw(text: str, listed: tuple[Token, ...], name: tuple[int, int], speech: str) -> set[str]:
    """The words, the words of order and the points in time of a stretch: "zinc", "first", "2018", "week 6"."""
    own = [token for token in listed if name[0] <= token.start < name[1]]
    found = {token.word for token in own if token.word in _ORDER}
    if speech == "en":
        found |= {token.stem for token in own if len(token.stem) > _SHORT and token.word not in empty_words()}
    for one in quantities(text[slice(*name)], speech):
        if one.kind in _TIMES or one.unit in ("year", "month", "week", "day", "hour"):
            found.add(f"{abs(one.value):g}")
    return found


def as_told(reading: Reading, ratio: Quantity, source: Source, number: int) -> bool:
    """Whether a sentence may have two figures in a ratio that a clause tells of its two sides: "half as many on A as on B".

    False where their names are those of the two sides, and it is the other way round.
    """
    than = _THAN.search(reading.text, ratio.end)
    if than is None:
        return True
    text, listed = source.sentences[number].text, source.facet(sentence_quantities)[number]
    plain = [q for q in listed if q.kind in ("amount", "fraction") and q.value]
    telling = [term for term in reading.facet(terms) if term.weight >= _TELLING or "=placebo" in term.keys]
    sides = (
        [term for term in telling if term.start < than.start()],
        [term for term in telling if term.start >= than.end()],
    )
    for first, second in pairwise(plain[:_MANY]):
        pair = _pair(text, first, second, [q for q in plain if _alike(q, first)]) if _alike(first, second) else None
        if pair is None:
            continue
        one, other = (keys_between(source, number, *name) for name in pair.names)
        straight = _between(sides[0], one, other) + _between(sides[1], other, one)
        crossed = _between(sides[0], other, one) + _between(sides[1], one, other)
        if (straight > 0) == (crossed > 0):
            continue
        value = _worth(first) / _worth(second)
        if abs((value if straight else 1 / value) - ratio.value) > _ROUGH * ratio.value:
            return False
    return True


def _between(told: list[Term], one: frozenset[str], other: frozenset[str]) -> int:
    """How many terms stand on one side alone."""
    return sum(met(term, one) and not met(term, other) for term in told)


def _worth(figure: Quantity) -> float:
    return abs(figure.value / figure.total) if figure.kind == "fraction" and figure.total else abs(figure.value)
