"""Which of two groups a share belongs to: "13% with the drug and 19% with placebo".

Where a sentence gives two numbers of one kind to two groups that it names, the clause must give its number to the same
one. Only names that stand right beside the numbers count, so that a number is never taken from the group it is of.
"""

from __future__ import annotations

import re

from verifier.facets._align import sentence_quantities
from verifier.facets._borne_out import same
from verifier.facets._quantities import SPELLS, Quantity
from verifier.facets._terms import Term, keys_between, met, numbers, terms
from verifier.model import Reading, Source

_CUT = re.compile(
    r"[;,:]|\b(?:and|against|versus|vs|v|compared (?:with|to)|relative to|rather than|instead of|than|but|while|whereas)\b",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"(?i)[;,]|\b(?:and|versus|vs|v|compared (?:with|to)|as compared (?:with|to)|relative to|than|but|while|whereas|or)\b"
)
_NAMES = re.compile(  # "(95% CI 3 to 7) in the drug group"
    r"(?i)[\s%)\]]*(?:of (?:the )?(?:patients|participants|people|subjects|children|women|men|cases)\s+)?(?:\w+ ){0,2}?(?:in|with|on|for|among|after|under|given|receiving|treated with|by|of)\s+"
)
# "Among the boys, 76.8% did, while 27.5% of girls did": each name stands fast by its number, on another side of it.
_AMONG = re.compile(r"(?i)(?:^|[;.]\s*)(?:among|in|for|of)\s+(?:the\s+)?([^\W\d_][\w -]{2,40}),\s*$")
_WHOSE = re.compile(r"(?i)\s*%?\s*of\s+(?:the\s+)?([^\W\d_][\w-]+)")
_AGAINST = re.compile(r"(?i)\b(?:(?:as )?compared (?:with|to)|relative to|versus|vs)\b")
_DENIES = re.compile(r"(?i)\b(?:without|not|no|never|non|un\w+|neither|nor|other|others|rest|otherwise|instead)\b")
_BRACKETS = re.compile(r"\([^()]{0,200}\)|\[[^\[\]]{0,200}\]")
# Whose the figure behind "compared with" is, told without a name: "only 20% of the others", "20% at the start".
_OTHER_SIDE = re.compile(
    r"(?i)\b(?:before|earlier|previous\w*|at first|at the (?:start|outset|beginning)|baseline|initial\w*|used to|usual|standard|conventional|old|older|existing|controls?|dummy|sham|placebo"
    r"|nothing|untreated|only|just|remaining|general|comparison|alone|alternative|rival)\b"
)
_COUNTED = re.compile(r"\d\s*[(\[]\s*$")
_MANY = 60  # numbers of a sentence that is a table in words: each would be held against each other
_FAR = 60  # signs of a group's name
_TELLING = 0.5  # weight from which a word names a group
_CLOSE = 0.15  # share of the greater by which two numbers must differ to be told apart
_SETS = re.compile(r"(?i)\b(?:than|as (?:on|in|with|for|the|against)|compared|versus|placebo|dummy|control)\b")
_THOSE = re.compile(r"(?i)\b(?:those|that|former|latter|other|others|ones?)\b")


def of_other_group(reading: Reading, said: Quantity, source: Source, number: int) -> bool:
    """Whether the sentence gives this number to one of two groups and the clause gives it to the other."""
    text = source.sentences[number].text
    if "respectively" in text or _DENIES.search(_part(reading.text, said)):
        return False
    listed = source.facet(sentence_quantities)[number]
    if len(listed) > _MANY:
        return False
    mine = [shown for shown in listed if same(said, shown)]
    claimed = _claimed(reading, said)
    turned = False
    for own in mine:
        for other in listed:
            if other in mine or not _of_a_kind(said, other) or _alike(said, other):
                continue
            names = _names(text, own, other)
            if names is None:
                continue
            here, there = (keys_between(source, number, *name) for name in names)
            telling = [term for term in claimed if met(term, here) != met(term, there)]
            if any(met(term, here) for term in telling):
                return False
            turned = turned or bool(telling)
    return turned


def of_either(reading: Reading, said: Quantity, source: Source, number: int) -> bool:
    """Whether a sentence gives a figure for two things set against each other, and the clause fits the one as the other.

    A share is open so only behind "compared with", where the clause calls whose it is by a name that the sentence lacks.
    """
    text = source.sentences[number].text
    cuts = list(_AGAINST.finditer(text))
    if (said.kind != "estimate" and not _is_share(said)) or len(cuts) != 1:
        return False
    listed = [q for q in source.facet(sentence_quantities)[number] if _of_a_kind(said, q)]
    before = [q for q in listed if q.end <= cuts[0].start()]
    after = [q for q in listed if q.start >= cuts[0].end()]
    ahead, behind = (any(same(said, q) for q in side) for side in (before, after))
    if not before or not after or ahead == behind:
        return False
    here = keys_between(source, number, 0, cuts[0].start())
    there = keys_between(source, number, cuts[0].end(), len(text))
    told = _claimed(reading, said)
    if said.kind == "estimate":
        return all(met(term, here) == met(term, there) for term in told)
    if not behind or any(met(term, there) and not met(term, here) for term in told):
        return False  # what both share is often named once, ahead
    return _by_another_name(reading, said, told, before, here)


def _by_another_name(
    reading: Reading, said: Quantity, told: list[Term], before: list[Quantity], here: frozenset[str]
) -> bool:
    """Whether a clause that gives one share alone names something that a sentence has on neither side, and denies nothing."""
    if any(same(other, q) for other in reading.facet(numbers) if other is not said for q in before):
        return False  # "from 45% to 20%": both are told
    if _DENIES.search(_part(reading.text, said)) or _OTHER_SIDE.search(reading.text):
        return False
    return any(term.kind == "word" and not met(term, here) for term in told)


def _of_a_kind(said: Quantity, shown: Quantity) -> bool:
    """Whether two numbers could be the values of one thing in two groups."""
    if _is_share(said) or _is_share(shown):
        return _is_share(said) and _is_share(shown) and shown.kind != "interval"
    if said.unit in SPELLS and said.unit == shown.unit:
        return said.kind == shown.kind == "amount"
    return said.kind == shown.kind == "estimate" and said.noun == shown.noun


def _is_share(number: Quantity) -> bool:
    return number.unit == "%" or number.kind in ("fraction", "ratio")


def _worth(number: Quantity) -> float:
    """The value by which two numbers of one kind are held against each other."""
    return 100 * number.value / number.total if number.kind == "fraction" and number.total else abs(number.value)


def _alike(said: Quantity, shown: Quantity) -> bool:
    """Whether two numbers are so close that a page may mean either."""
    one, other = _worth(said), _worth(shown)
    return abs(one - other) <= _CLOSE * max(one, other)


def _part(text: str, said: Quantity) -> str:
    """The part of a clause that a number stands in."""
    left = max((match.end() for match in _CUT.finditer(text, 0, said.start)), default=0)
    right = _CUT.search(text, said.end)
    return text[left : right.start() if right else len(text)]


def _claimed(reading: Reading, said: Quantity) -> list[Term]:
    """The words that a clause has beside a number: in its part, or before it where the part has none."""
    left = max((match.end() for match in _CUT.finditer(reading.text, 0, said.start)), default=0)
    cut = _CUT.search(reading.text, said.end)
    right = cut.start() if cut else len(reading.text)
    telling = [term for term in reading.facet(terms) if term.weight >= _TELLING or "=placebo" in term.keys]
    own = [term for term in telling if left <= term.start < right]
    second = any(q.end <= said.start and (_is_share(q) or _of_a_kind(said, q)) for q in reading.facet(numbers))
    if second or _SETS.search(reading.text, 0, said.start):
        return own  # what stands before the first of two numbers is the first's; "half as many on it as on placebo"
    return [term for term in telling if term.start < right]


def _names(text: str, own: Quantity, other: Quantity) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The stretches that name the groups of two numbers; None unless each has its own on the same side of it."""
    first, last = (own, other) if own.start < other.start else (other, own)
    bounds = list(_BOUND.finditer(_blank(text), first.end, last.start))
    if not bounds:
        return None
    names = _after(text, first, bounds[-1].start()), _after(text, last, len(text))
    if names[0] is None and (led := _AMONG.search(text, 0, first.start)) and (whose := _WHOSE.match(text, last.end)):
        names = led.span(1), whose.span(1)
    if names[0] is None or names[1] is None or any(_THOSE.search(text, *name) for name in names if name is not None):
        return None  # "84% for those over it": the word that names them stands elsewhere
    return (names[0], names[1]) if first is own else (names[1], names[0])


def _blank(text: str) -> str:
    """A text with what stands in brackets blanked, each sign in its place."""
    return _BRACKETS.sub(lambda match: " " * len(match[0]), text)


def _after(text: str, number: Quantity, stop: int) -> tuple[int, int] | None:
    """The name behind a number: "19% in women", up to the next stop."""
    plain = _blank(text)
    if plain[number.start] == " " and not _COUNTED.search(text, 0, number.start):
        return None  # "among black men (48%)": its name stands before the bracket
    led = _NAMES.match(plain, number.end, min(stop, number.end + _FAR))
    if led is None:
        return None
    end = _BOUND.search(plain, led.end(), stop)
    return led.end(), min(end.start() if end else stop, led.end() + _FAR)
