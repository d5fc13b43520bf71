"""A share of a group that a clause tells in words, beside the shares that the record gives: "most of them died".

Facet `number`, detail `portion`. A share of the record speaks of the same when it stands with every telling word of the
clause that the title does not have. `different` where all shares that may be meant are surely others than the words
say, `same` where they are what the words say. What a clause denies is told by what is left of a share.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from verifier.facets._effects import claimed, stated, tells
from verifier.facets._figures import GIVING
from verifier.facets._opposites import opposed
from verifier.facets._portions import Portion, portions
from verifier.facets._posted_shares import posted_shares
from verifier.facets._sexes import of_sex
from verifier.facets._shares import Told, shares
from verifier.facets._sides import says_than
from verifier.facets._terms import Term, keys_between, met, numbers, sentence_terms, terms
from verifier.facets._words import language
from verifier.model import Comparison, Quote, Reading, Source
from verifier.wording.people import people

FACETS = ("number",)

_TELLING = 0.5  # weight from which a word says of whom or what
# What a clause or a sentence denies of those of whom it tells, and other words that deny something in it.
_NOT = re.compile(
    r"(?i)\b(?:not|never|cannot|fail(?:s|ed|ing)? to|unable to|nicht|(?:had|have|has|showed|were|was|remained|is|are|with) (?:no|without|free of|free from)|no longer|ne)\b|n['’]t\b"
)
_NEGATIVE = re.compile(
    r"(?i)\b(?:not|no|never|without|none|neither|nor|fail(?:s|ed|ing)?|unable|lack\w*|absen\w*|free|refus\w*|nicht|kein\w*|ohne|pas|sans|sin)\b|n['’]t\b"
)
# Of whom alone a share is told: "for those who needed ventilation".
_WHOM = re.compile(
    r"(?i)\b(?:for|among|in|of|with)\s+(?:the\s+)?(?:those|patients|people|participants|subjects|children|women|men|cases|individuals|adults|survivors)\s+"
    r"(?:\([^()]*\)\s+)?(?:who|with|without|requiring|needing|undergoing|receiving|on|aged|over|under|treated|older|younger|given|having|taking|from|whose)\b([^,;:.()]{3,80})"
)
_TIMES = ("hour", "day", "week", "month", "year", "minute")
# What only carries what befell them: "had to stay in hospital", "were left with".
_CARRIES = frozenset(
    {"stay", "need", "end", "left", "leav", "went", "go", "come", "came", "got", "get", "=find", "=found", "could"}
)
# "Ate too little of it": how much, and not whether.
_DEGREE = re.compile(
    r"(?i)\b(?:too|enough|sufficient\w*|insufficient\w*|little|much|well|poorly|badly|below|above|short|right|wrong\w*|correct\w*|early|late|full\w*|partly|partial\w*|complete\w*"
    r"|first|second|again|both|either|neither|zu|genug|trop|assez|demasiad\w*)\b"
)
_SO_MANY = re.compile(
    r"(?i)\b(?:more|less|fewer|longer|shorter|older|younger|higher|lower|greater) than (?:about |some )?(?=\d|(?:an?|one|two|three|four|five|six|seven|eight|nine"
    r"|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty) )"
)
_THAN = re.compile(r"(?i)\bthan\b|\bcompared\b|\bversus\b|\bvs\b")
_PIECE = re.compile(r"(?i)[,;:]|\b(?:and|but|while|whereas|although)\b")
_DID = re.compile(
    r"(?i)\s*(?:\([^()]*\)\s*)?(?:\w+ly\s+)?(?:\w+ed|had|were|was|got|went|came|fell|lost|left|took|became|did)\b"
)
_FIRST = re.compile(
    r"(?i)(?:^|[;:]|,\s(?:and|but|while|whereas)|of whom)\s*$"
)  # where a count of people is the subject
_EDGE = 0.003
_FEW = 0.5
_SHORT = 160  # characters of a stretch of which a denial is surely that of its share
_OPEN = re.compile(r"(?i)\b(?:may|might|could|should|if|twice|times|as (?:many|much|often)|respectively)\b|\?")
_SURVIVING = re.compile(r"(?i)\b(?:surviving|survivors|living|life|dying)\b")
_CAUSED = re.compile(
    r"(?i)\b(?:because|due to|caused by|related|attribut\w*|killed by|(?:from|of) (?:the )?(?:drug|treatment|side|surgery|operation|infection))\b"
)
_DEATH, _LIFE = frozenset({"=death"}), frozenset({"=survival"})


class Shown(NamedTuple):
    """A share of the record that a clause may mean: between low and high; quote: where it stands."""

    low: float
    high: float
    quote: Quote


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """The only share that a clause tells in words beside those of the record that speak of the same."""
    del today  # what was counted stays counted
    told = [p for p in reading.facet(portions) if not p.some]
    if len(told) != 1 or _OPEN.search(reading.text) or _sets_apart(reading, told[0]):
        return
    share = told[0]
    others = [
        q
        for q in reading.facet(numbers)
        if not (share.start <= q.start < share.end or share.start < q.end <= share.end)
    ]
    if any(q.kind in ("amount", "fraction") and q.unit not in _TIMES for q in others):
        return
    wanted = [t for t in reading.facet(terms) if t.weight >= _TELLING and not share.start <= t.start < share.end]
    wanted = [t for t in wanted if _CARRIES.isdisjoint(t.keys)]
    find = _in_paper if source.paper is not None else _in_trial
    found = [Shown(*one) for one in of_sex(reading, source)] or find(reading, source, share, wanted)
    if not found:
        return
    own = [q for q in reading.facet(numbers) if q not in others]
    start, end = min([share.start, *(q.start for q in own)]), max([share.end, *(q.end for q in own)])
    said = Quote(reading.text[start:end], "claim")
    if all(_gainsaid(share, one) for one in found):
        if _told_shortly(source, share, wanted, found):
            return
        yield Comparison("number", "different", said, found[0].quote, reading.part, "portion")
    elif all(share.low - _EDGE <= one.low and one.high <= share.high + _EDGE for one in found):
        yield Comparison("number", "same", said, found[0].quote, reading.part, "portion")


def _sets_apart(reading: Reading, share: Portion) -> bool:
    """Whether a clause sets one thing against another; "for more than five years" and "fewer than half" do not."""
    if not says_than(reading):
        return False
    if reading.facet(language) != "en":
        return True
    rest = reading.text[: share.start] + " " + reading.text[share.end :]
    return _THAN.search(_SO_MANY.sub(" ", rest)) is not None


def _gainsaid(share: Portion, shown: Shown) -> bool:
    """Whether all that a share of the record may be is surely not what the words say."""
    return shown.high < share.least or shown.low > share.most


def _told_shortly(source: Source, share: Portion, wanted: list[Term], found: list[Shown]) -> bool:
    """Whether a sentence goes on to a share that the clause may tell, in words that it need not repeat.

    "No players met the advice on salt before a match and only 24% met it during matches".
    """
    for told in source.facet(shares) if source.paper is not None else ():
        quote = source.sentences[told.sentence].quote
        if not any(one.quote == quote for one in found) or not share.borne_out(told.low):
            continue
        own = keys_between(source, told.sentence, told.left, told.right)
        whole = source.facet(sentence_terms)[0] | keys_between(source, told.sentence, 0, told.right)
        if any(met(term, own) for term in wanted) and all(met(term, whole) for term in wanted):
            return True
    return False


def _in_paper(reading: Reading, source: Source, share: Portion, wanted: list[Term]) -> list[Shown]:
    """The shares of a paper that stand with all telling words of a clause, those of the title aside."""
    listed = source.facet(sentence_terms)
    own = [t for t in wanted if not met(t, listed[0]) or not (_DEATH | _LIFE).isdisjoint(t.keys)] or wanted
    if not own or (reading.facet(language) != "en" and len(own) < 2):
        return []
    if GIVING.search(reading.text) and all(term.kind == "intervention" for term in own):
        return []  # to whom a drug was given is no share of what came of it
    denied = _denied(reading.text, share.start, share.end)
    found = []
    for told in source.facet(shares):
        keys = listed[told.sentence] if told.alone else keys_between(source, told.sentence, told.left, told.right)
        if told.head:
            keys |= keys_between(source, told.sentence, 0, told.head)
        turned = _turned(reading, own, keys, source.sentences[told.sentence].text)
        if not all(
            met(term, keys) or (turned and not _DEATH.isdisjoint(term.keys) | (not _LIFE.isdisjoint(term.keys)))
            for term in own
        ):
            continue
        sentence = source.sentences[told.sentence]
        there = _denied(sentence.text[told.left : told.right], told.start - told.left, told.end - told.left)
        if (
            denied is None
            or there is None
            or (opposed(reading, source, told.sentence, (share.start, share.end)) and not turned)
        ):
            continue
        if not _as_much(reading.text, sentence.text[told.left : told.right]) or _of_others(reading, source, told):
            continue
        if not _alike(reading, source, told, share):
            continue
        low, high = told.low, told.high
        if (denied != there) != turned:
            if there and (told.low != told.high or told.right - told.left > _SHORT):
                continue  # what the sentence denies may be another thing
            low, high = 1 - high, 1 - low
        found.append(Shown(low, high, sentence.quote))
    if not found and not share.high and not denied:
        found = _counted(source, [term for term in wanted if term.weight >= 1])
    return found


def _in_trial(reading: Reading, source: Source, share: Portion, wanted: list[Term]) -> list[Shown]:
    """The posted shares that a clause may mean."""
    denied = _denied(reading.text, share.start, share.end)
    found: list[Shown] = []
    if denied is None:
        return found
    for one in posted_shares(reading, source, wanted):
        value = 1 - one.share if denied != one.denied else one.share
        found.append(Shown(value, value, one.quote))
    return found


def _turned(reading: Reading, own: list[Term], keys: frozenset[str], text: str) -> bool:
    """Whether a clause tells who died, and the record who lived, or the other way round."""
    if _SURVIVING.search(text) or _CAUSED.search(reading.text):
        return False
    dead = any(not _DEATH.isdisjoint(term.keys) for term in own)
    alive = any(not _LIFE.isdisjoint(term.keys) for term in own)
    if dead and not alive:
        return _DEATH.isdisjoint(keys) and not _LIFE.isdisjoint(keys)
    return alive and not dead and _LIFE.isdisjoint(keys) and not _DEATH.isdisjoint(keys)


def _as_much(said: str, shown: str) -> bool:
    """Whether a stretch has the words by which a clause says how much, or how well, something was so."""
    there = {match[0].lower() for match in _DEGREE.finditer(shown)}
    return all(match[0].lower() in there for match in _DEGREE.finditer(said))


def _of_others(reading: Reading, source: Source, told: Told) -> bool:
    """Whether a share is told of some only, whom the clause does not name."""
    whom = _WHOM.search(source.sentences[told.sentence].text, told.left, told.right)
    if whom is None:
        return False
    keys = keys_between(source, told.sentence, *whom.span(1))
    return not any(met(term, keys) for term in reading.facet(terms) if term.weight >= _TELLING)


def _alike(reading: Reading, source: Source, told: Told, share: Portion) -> bool:
    """Whether a sentence tells a change where the clause tells one, and of the same kind."""
    said = [e.sense for e in reading.facet(claimed) if not share.start <= e.start < share.end]
    if "null" in said and share.high < _FEW:
        return True  # "hardly any of them improved" is read as no effect
    own = {sense for sense in said if sense != "null"}
    left, right = _piece(reading, source, told) if told.alone else (told.left, told.right)
    there = {e.sense for e in source.facet(stated)[told.sentence] if left <= e.start < right}
    return own == there - {"null"}


def _piece(reading: Reading, source: Source, told: Told) -> tuple[int, int]:
    """The piece of a sentence with its only share, where it names all that a clause does; else the sentence."""
    text = source.sentences[told.sentence].text
    edges = [0, *(m.start() for m in _PIECE.finditer(text) if not told.start <= m.start() < told.end), len(text)]
    left, right = max(e for e in edges if e <= told.start), min(e for e in edges if e >= told.end)
    keys = keys_between(source, told.sentence, left, right) | source.facet(sentence_terms)[0]
    own = (term for term in reading.facet(terms) if term.weight >= 1)
    return (left, right) if all(met(term, keys) for term in own) else (told.left, told.right)


def _counted(source: Source, own: list[Term]) -> list[Shown]:
    """The people whom a paper counts for what a clause says of nobody: "three patients progressed to X"."""
    found = []
    for number, sentence in enumerate(source.sentences):
        if not tells(sentence, number, len(source.sentences)):
            continue
        for count in people(sentence.text):
            stop = _PIECE.search(sentence.text, count.end)
            end = stop.start() if stop else len(sentence.text)
            said = sentence.text[count.end : end]
            first = _FIRST.search(sentence.text, 0, count.start) is not None
            if not first or not count.value or _NEGATIVE.search(said) or _OPEN.search(said) or not _DID.match(said):
                continue
            keys = keys_between(source, number, count.end, end)
            if own and all(met(term, keys) for term in own):
                found.append(Shown(_EDGE, 1.0, sentence.quote))
    return found


def _denied(text: str, start: int, end: int) -> bool | None:
    """Whether a text denies what it tells, the words of a share aside; None where that is not sure."""
    surely = sum(not start <= match.start() < end for match in _NOT.finditer(text))
    words = sum(not start <= match.start() < end for match in _NEGATIVE.finditer(text))
    return None if words > surely else surely % 2 == 1
