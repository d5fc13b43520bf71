"""Whether the source says the reverse of a word that turns a claim ("longer", "rare", "prevents"), of the same things.

A turning word speaks of the words around it, the nearer the more. In the closest sentences it is looked for beside these:
itself or another word of its side (`lexicon/turns.toml`), or one of the other side.
It is silent where it cannot tell: where the claim's word is denied, where two words turn one another ("reduced the
loss"), where the sides of a comparison are swapped, where sentence and claim speak of other things; and a word of its own
side, as near, outweighs the reverse.

Of words of amount ("rose", "fewer") it is told besides how far the closest sentences are from saying the same of the same
things: who reads "fewer" must find it said, and a source that tells of the matter in other words says less of it.
"""

from __future__ import annotations

import math
import re
from functools import cache, lru_cache
from typing import NamedTuple

from verifier import lexicon
from verifier.judges import _cues, _pairs, _prepared
from verifier.judges._prepared import Prepared
from verifier.judges._ranker import Asked
from verifier.judges._words import Analysed
from verifier.model import Source

_LOOKED_AT = 4  # sentences, closest first
_LATER = 0.9  # what a sentence counts beside the one before it
_AROUND = 12  # words of the claim on each side of a turning word among which it has its say
_FALL_CLAIM, _FALL = 4.0, 6.0  # words over which that fades, in the claim and in a sentence
_ANOTHERS = 0.3  # what a word of the claim counts that stands nearer to another turning word
_DENIED = 0.5  # what the claim's own word, denied, counts beside a word that says the reverse
_SURE = 0.3  # from here on it counts in full
_NEGATED = 6  # words that a negation reaches
_JOINED = 3  # words from a word of amount to the noun that it turns
_OUTCOME = 6  # the same to an outcome: "fewer people on the drug died"
_DEGREE = frozenset({"more", "most", "increasingly", "less", "least"})
_NOUN = re.compile(
    r".*(?:ions?|ments?|[ae]nce|ness|ity|losse?s?|gains?|declines?|rises?|falls?|relief|harms?|damage|failures?|success"
    r"|delays?|benefits?|recovery|(?:in|de)creases?)"
)


class Told(NamedTuple):
    """What the closest sentences make of the turning words of a claim, each from 0 to 1.

    gainsaid: how plainly they say the reverse of one, near the same words.
    untold: how far they are from saying the same as a word of amount, near the same words; 0 where the claim has none.
    """

    gainsaid: float = 0.0
    untold: float = 0.0


class Turn(NamedTuple):
    """A turning word: its place among the words, which way it turns what it speaks of, and whether it is denied."""

    at: int
    ways: dict[str, int]  # of what -> 1 or -1; none where it cannot be told
    denied: bool


@cache
def _words() -> tuple[dict[str, dict[str, int]], dict[str, dict[str, int]]]:
    """The turning words, and the outcomes that a word of amount before them turns, each with its ways."""
    tables = dict(lexicon.load("turns"))
    named = tables.pop("named")
    return _sides(tables), _sides(named)


def _sides(tables: dict[str, dict[str, str]]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for name, sides in tables.items():
        for side, way in (("one", 1), ("other", -1)):
            for word in sides[side].split():
                found.setdefault(word, {})[name] = way
    return found


@lru_cache(maxsize=5_000)
def _is_noun(word: str) -> bool:
    return _NOUN.fullmatch(word) is not None


def read(text: str, analysed: Analysed) -> list[Turn]:
    """The turning words of a claim or a sentence, in order; one that another turns is read with it."""
    tokens = analysed.tokens
    turning, outcomes = _words()
    found: list[Turn] = []
    reach, ends = 0, None  # the first word beyond the scope of the last negation; where clauses begin
    outcome = -1  # the place of the last outcome that no word of amount has turned
    for at, token in enumerate(tokens):
        if token in _cues.NEGATION:
            ends = _cues.clause_ends(text, text.lower(), analysed) if ends is None else ends
            reach = min((end for end in ends if at < end <= at + _NEGATED), default=at + _NEGATED + 1)
        ways = turning.get(token)
        if (ways is None and token not in outcomes) or _bounds(tokens, at):
            continue
        last = found[-1] if found and at - found[-1].at <= _OUTCOME else None
        amount = last.ways.get("amount", 0) if last else 0
        if last and amount and token in outcomes:
            found[-1] = Turn(at, last.ways | _times(outcomes[token], amount), last.denied)
        elif last and amount and ways and _turned(tokens, last.at, at):
            found[-1] = Turn(at, _joined(tokens[last.at], ways, amount), last.denied)
        elif ways and "amount" in ways and 0 <= at - outcome <= _JOINED and outcome >= 0:
            found.append(Turn(at, ways | _times(outcomes[tokens[outcome]], ways["amount"]), at < reach))
        elif ways:
            found.append(Turn(at, ways, at < reach))
        outcome = at if token in outcomes and not amount else outcome
    return found


def _turned(tokens: tuple[str, ...], last: int, at: int) -> bool:
    """Whether a word of amount turns a turning word behind it: "less effective", "reduced the impairment"."""
    if at - last > _JOINED:
        return False
    if tokens[last] in _DEGREE:
        return at - last == 1 or _is_noun(tokens[at])
    return _is_noun(tokens[at]) and not _is_noun(tokens[last])


def _bounds(tokens: tuple[str, ...], at: int) -> bool:
    """Whether a word only bounds a number: "at least 40"."""
    return tokens[at] in ("least", "most") and at > 0 and tokens[at - 1] == "at"


def _joined(degree: str, ways: dict[str, int], amount: int) -> dict[str, int]:
    """What two words say together: a greater loss is a loss; what less of it ("reduced the loss") comes to is left open."""
    joined = dict(ways) if amount > 0 else _times({name: ways[name] for name in ways if name != "amount"}, amount)
    if degree in _DEGREE and "often" in ways:  # "less likely" is a lower risk too
        joined["amount"] = amount
    return joined


def _times(ways: dict[str, int], amount: int) -> dict[str, int]:
    return {name: way * amount for name, way in ways.items()}


def told(asked: Asked, source: Source, order: list[int]) -> Told:
    """What the closest sentences make of the claim's turning words; order: places in `source.sentences`, best first."""
    turns = read(asked.text, asked.words)
    plain = [turn for turn in turns if turn.ways and not turn.denied]
    if not plain:
        return Told()
    prepared = source.facet(_prepared.read)
    items = [prepared[number] for number in order[:_LOOKED_AT]]
    seen = [(item, read(item.sentence.text, item.words)) for item in items]
    balances = [(_balance(asked, turn, _spoken_of(asked.words, turn, turns), seen), turn) for turn in plain]
    least = min(balance for balance, _ in balances)
    amount = min((balance for balance, turn in balances if "amount" in turn.ways), default=1.0)
    return Told(_share(-least), 1.0 - _share(amount))


def _share(pull: float) -> float:
    return min(1.0, max(0.0, pull / _SURE))


def _balance(asked: Asked, turn: Turn, near: dict[str, float], seen: list[tuple[Prepared, list[Turn]]]) -> float:
    """How much nearer to the words it speaks of the same as a turning word stands than the reverse; below 0, the reverse."""
    total, said, reverse = sum(near.values()), 0.0, 0.0
    for rank, (item, turns) in enumerate(seen):
        ways = [(other, way) for other in turns if (way := _way(turn, other))]
        places = _places(near, item.words) if ways else []
        against = any((way < 0) != other.denied for other, way in ways)
        if not places or (against and _pairs.order(asked, item) < 0):
            continue
        for other, way in ways:
            pull = sum(
                [weight * math.exp(-min([abs(other.at - at) for at in where]) / _FALL) for weight, where in places]
            )
            pull *= _LATER**rank / total
            if way > 0 and not other.denied:
                said = max(said, pull)
            elif way > 0:
                reverse = max(reverse, _DENIED * pull)
            elif not other.denied:
                reverse = max(reverse, pull)
    return said - reverse


def _spoken_of(claim: Analysed, turn: Turn, turns: list[Turn]) -> dict[str, float]:
    """The claim's words around a turning word, none of them turning, each with what it weighs there."""
    turning, _ = _words()
    near: dict[str, float] = {}
    for at in range(max(0, turn.at - _AROUND), min(len(claim.stems), turn.at + _AROUND + 1)):
        short, far = claim.stems[at], abs(at - turn.at)
        if short in claim.weights and claim.tokens[at] not in turning:
            weight = claim.weights[short] * math.exp(-far / _FALL_CLAIM)
            if any(abs(at - other.at) < far for other in turns):
                weight *= _ANOTHERS
            near[short] = max(near.get(short, 0.0), weight)
    return near


def _places(near: dict[str, float], words: Analysed) -> list[tuple[float, list[int]]]:
    """Of the claim's words that a sentence has: the weight, and where they stand."""
    found: dict[str, list[int]] = {}
    for at, short in enumerate(words.stems):
        if short in near:
            found.setdefault(short, []).append(at)
    return [(near[short], where) for short, where in found.items()]


def _way(mine: Turn, theirs: Turn) -> int:
    """1 when two turning words say the same of something, -1 the reverse, 0 when they speak of other things."""
    return sum([way * theirs.ways[name] for name, way in mine.ways.items() if name in theirs.ways])
