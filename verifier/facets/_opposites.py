"""Words that exclude each other: "upregulated" and "downregulated", "poorly" and "well", "minor" and "major".

A sentence that has of a word of the clause only the opposite does not bear the clause out; where it has nearly all the
other words it says the contrary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import zip_longest

from verifier import lexicon
from verifier.facets._align import Alignment, sentence_quantities
from verifier.facets._effects import Effect, claimed, found_here, tells
from verifier.facets._gloss import meant
from verifier.facets._terms import empty_words, measures, numbers, sentence_terms, word_keys
from verifier.facets._words import concepts, language, sentence_words, words
from verifier.lexicon.tokens import Token, stem
from verifier.model import Reading, Source

_NEARLY = 0.8  # share from which a word that stands there only as its opposite gainsays the clause
_BOUND = re.compile(r"(?i)\bat (?:the )?$")
_BEFORE = 8  # characters in which that stands
_PREFIXES = ("un", "in", "im", "ir", "non", "dis")
_CONTRARY = (("over", "under"), ("up", "down"), ("hyper", "hypo"), ("pre", "post"), ("intra", "extra"), ("pro", "anti"))
_TURNING = tuple(turn for pair in _CONTRARY for turn in (pair, pair[::-1]))
_TURNED = tuple(mine for mine, _ in _TURNING)
_JOINED = frozenset({*_PREFIXES, *(prefix for pair in _CONTRARY for prefix in pair)})
# Words that place a finding, bound it, or name a thing more often than they tell how much or of what kind.
PLACED = frozenset(
    {"after", "before", "within", "against", "more", "less", "half", "twice", "least", "most", "last", "first", "start"}
    | {"third", "day", "night", "near", "close", "related", "linked", "associated", "open", "opened", "fed", "carried"}
    | {
        "left",
        "confirmed",
        "support",
        "recovered",
        "needed",
        "needs",
        "hot",
        "cold",
        "free",
        "able",
        "varied",
        "day",
        "bound",
    }
    | {"independently", "useful", "include", "includes", "included", "mother", "father", "lack", "followed", "loss"}
)
CIRCUMSTANCES = frozenset(
    {
        "women",
        "woman",
        "men",
        "man",
        "male",
        "males",
        "female",
        "females",
        "children",
        "adults",
        "older",
        "old",
        "young",
    }
    | {
        "younger",
        "elderly",
        "early",
        "late",
        "acute",
        "chronic",
        "pregnant",
        "healthy",
        "untreated",
        "treated",
        "obese",
        "overweight",
    }
    | {
        "mothers",
        "mother",
        "fathers",
        "father",
        "single",
        "oral",
        "survivors",
        "adult",
        "high",
        "low",
        "severe",
        "mild",
    }
)
_DETERMINERS = frozenset(
    {"the", "all", "any", "only", "just", "such", "this", "that", "these", "those", "their", "its"}
)
_RATIOS = frozenset({"half", "twice", "double", "halve", "halved", "doubled"})
_MOSTLY = 0.7  # the same, where it denies the very verb
_VERBATIM = 0.9  # share from which a sentence has the words of the clause, its verb among them
_MINOR = 40  # per cent that nobody calls most
_MOST = re.compile(r"(?i)\b(?:most(?= (?:of|[a-z-]+s\b))|nearly all|almost all|majority)")
_NEGATION = re.compile(
    r"(?i)\b(?:not|no|never|none|nobody|neither|nor|without|cannot|fail\w*|unable|lack\w*|absence|absent|rarely|seldom|hardly|only|few|independent\w*)\b|n['’]t\b"
)
_NOT_VERB = re.compile(
    r"(?i)\b(?:did|does|do|was|were|is|are|has|have|had|can|could|would|will)\s?(?:not|n['’]t)\s+(?:[a-z]+ly\s+)?(?:been\s+|be\s+|have\s+)?([a-z]{3,})"
)
_CONTRAST = re.compile(r"(?i)[;]|\b(?:but|whereas|while|although|though|however|despite|until|unless|except)\b")
_OF_WHOM = re.compile(r"(?i)\b(?:who|that|which|whose\s+[\w-]+|if|when)\s+(?:[\w-]+\s+)?$")
_LIKELY = re.compile(r"(?i)\s+(?:likely|often|common\w*|frequent\w*|prone)\b")
_ROOT = 5  # letters behind a prefix that make a word of its own

Side = tuple[str, int, bool]  # a table of pairs, the number of a pair in it, and the side on which a word stands


@cache
def _antonyms() -> dict[str, frozenset[Side]]:
    """Word -> the pairs of opposites that it belongs to, each with its side; `*` at its end stands for any ending."""
    found: dict[str, set[Side]] = {}
    for table in ("pairs", "guards"):
        for number, pair in enumerate(lexicon.load("antonyms")[table]["en"]):
            edge = pair.index("|")
            for place, word in enumerate(pair):
                if word != "|":
                    found.setdefault(word, set()).add((table, number, place < edge))
    return {word: frozenset(sides) for word, sides in found.items()}


@lru_cache(maxsize=65_536)
def sides_of(word: str) -> frozenset[Side]:
    """The pairs of opposites that a word belongs to, whole or by how it begins, each with its side."""
    table = _antonyms()
    begun = (table.get(f"{word[:size]}*", frozenset()) for size in range(4, len(word) + 1))
    return table.get(word, frozenset()).union(*begun)


def _plainly(text: str, listed: tuple[Token, ...], other: tuple[Token, ...] = ()) -> list[str]:
    """The words of a text without those that only bound a number ("at least three times"); "down-regulated" is one.

    A word that is joined to another ("low-volume") says something beside a text that has the other word as well.
    """
    beside = {token.word for token in other}
    found = []
    for token, after in zip_longest(listed, listed[1:]):
        if _BOUND.search(text, max(0, token.start - _BEFORE), token.start):
            continue
        joined = after is not None and text[token.end : after.start] == "-"
        if joined and token.word in _JOINED:
            found.append(token.word + after.word)
        elif not joined or not other or after.word in beside:
            found.append(token.word)
    return found


def _sides(found: list[str]) -> set[Side]:
    return {side for word in found for side in sides_of(word)}


def _token_sides(token: Token, speech: str) -> frozenset[Side]:
    """The pairs of opposites that a word of a clause belongs to; one that may mean both sides of a pair has neither."""
    if speech == "en":
        return sides_of(token.word)
    found = frozenset[Side]().union(*(sides_of(word) for word in meant(token, speech)))
    return frozenset(side for side in found if across(side) not in found)


def across(side: Side) -> Side:
    """The other side of a pair."""
    return side[0], side[1], not side[2]


def opposite_word(reading: Reading, source: Source, place: Alignment) -> Token | None:
    """The word of a clause of which the closest sentence, nearly the clause itself, has only the opposite."""
    if (
        place.best < 0
        or place.alone < _NEARLY
        or not tells(source.sentences[place.best], place.best, len(source.sentences))
        or not found_here(source.sentences[place.best].text)
    ):
        return None
    if not opposed(reading, source, place.best):
        return None
    own, speech = reading.facet(words), reading.facet(language)
    given = _plainly(source.sentences[place.best].text, source.facet(sentence_words)[place.best], own)
    there = _sides(given)
    sure = place.alone >= _VERBATIM
    pairs = {
        token: [side for side in _token_sides(token, speech) if sure or side[0] == "pairs"]
        for token in own
        if token.word not in _RATIOS or _RATIOS.isdisjoint(given)  # half of the one is twice the other
    }
    return next((t for t in pairs if any(across(side) in there and side not in there for side in pairs[t])), None)


def gainsaying(reading: Reading, source: Source, place: Alignment) -> Token | None:
    """The word of a clause that the closest sentence, nearly the clause itself, denies, or the other way round.

    "The receptor does not bind the drug" beside "the receptor binds the drug"; "most" beside a single share of 27 %.
    """
    if place.best < 0 or place.alone < _MOSTLY or reading.facet(language) != "en":
        return None
    sentence = source.sentences[place.best]
    if not tells(sentence, place.best, len(source.sentences)):
        return None
    said, given = reading.facet(words), source.facet(sentence_words)[place.best]
    here, there = _denied_verb(reading.text, said), _denied_verb(sentence.text, given)
    if here is not None and there is None and not _NEGATION.search(sentence.text):
        return here if any(stem(token.word) == here.stem for token in given) else None
    if there is not None and here is None and not _NEGATION.search(reading.text):
        return next((token for token in said if token.stem == there.stem), None)
    return _most_of_few(reading, source, place)


def _denied_verb(text: str, listed: tuple[Token, ...]) -> Token | None:
    """The verb that the one negation of a text denies; None where it has none, or more, or sets one thing against another."""
    found = list(_NEGATION.finditer(text))
    verb = _NOT_VERB.search(text)
    if len(found) != 1 or verb is None or _CONTRAST.search(text) or _OF_WHOM.search(text, 0, verb.start()):
        return None
    token = next((token for token in listed if token.start == verb.start(1)), None)
    return None if token is None or token.word in _DETERMINERS else token


def _most_of_few(reading: Reading, source: Source, place: Alignment) -> Token | None:
    """The word "most" of a clause beside the only share that the closest sentence gives, and that is a small one."""
    most = _MOST.search(reading.text)
    if most is None or place.alone < _VERBATIM or reading.facet(numbers):
        return None
    shares = [q for q in source.facet(sentence_quantities)[place.best] if q.unit == "%" and q.kind == "amount"]
    if len(shares) != 1 or shares[0].value > _MINOR or _MOST.search(source.sentences[place.best].text):
        return None
    return next((token for token in reading.facet(words) if token.start == most.start()), None)


def opposed(reading: Reading, source: Source, number: int, aside: tuple[int, int] = (0, 0)) -> bool:
    """Whether the clause has a word, outside a stretch that is read by other means, of which a sentence has only the opposite."""
    speech = reading.facet(language)
    told, listed = reading.facet(words), source.facet(sentence_words)[number]
    told = tuple(token for token in told if not aside[0] <= token.start < aside[1])
    said = _plainly(reading.text, told, listed) if speech == "en" else []
    given = _plainly(source.sentences[number].text, listed, told if speech == "en" else ())
    there = _sides(given)
    sides = _sides(said) if speech == "en" else {side for token in told for side in _token_sides(token, speech)}
    alone = {side for side in sides if across(side) not in sides}
    if any(across(side) in there and side not in there for side in alone):
        return True
    return speech == "en" and (_prefixed(set(said), set(given)) or _prefixed(set(given), set(said)))


def unread(reading: Reading, source: Source, number: int) -> bool:
    """Whether the clause has a word of degree or kind ("long", "rich") that a sentence has in no form."""
    return next(_untold(reading, source, number), None) is not None


def unmeasured(reading: Reading, source: Source, number: int) -> bool:
    """Whether the clause says how much, how often or of what kind in a word that a sentence has in no form.

    As `unread`, but who took part may stand elsewhere in the record, or be left out where it names no others.
    """
    named = [(hit.start, hit.end) for hit in reading.facet(concepts)]
    speech = reading.facet(language)
    untold = ((token, meant(token, speech)) for token in _untold(reading, source, number))
    return any(
        CIRCUMSTANCES.isdisjoint(meanings) or not _may_be(_token_sides(token, speech), source.facet(all_sides))
        for token, meanings in untold
        if PLACED.isdisjoint(meanings) and not any(start <= token.start < end for start, end in named)
    )


def _may_be(own: frozenset[Side], there: frozenset[Side]) -> bool:
    """Whether a record leaves open that it is of those whom a word names: it has the word, or no opposite of it."""
    return bool(own & there) or not any(across(side) in there for side in own)


def all_sides(source: Source) -> frozenset[Side]:
    """The sides of all pairs of opposites that a record has a word of."""
    return frozenset().union(*(sides_of(token.word) for listed in source.facet(sentence_words) for token in listed))


def _untold(reading: Reading, source: Source, number: int) -> Iterator[Token]:
    """The words of a clause that have an opposite and stand in a sentence in no form; words of effect apart."""
    there = _sides(_plainly(source.sentences[number].text, source.facet(sentence_words)[number]))
    keys = source.facet(sentence_terms)[number]
    spans = [(effect.start, _degree_end(reading.text, effect)) for effect in reading.facet(claimed)]
    spans += [(one.start, one.end) for one in reading.facet(measures) if not keys.isdisjoint(one.keys)]
    speech = reading.facet(language)
    for token in reading.facet(words):
        sides = _token_sides(token, speech)
        if not sides or sides & there or any(start <= token.start < end for start, end in spans):
            continue
        if token.word in empty_words(speech) or keys.isdisjoint(word_keys(token, speech)):
            yield token


def _degree_end(text: str, effect: Effect) -> int:
    """Where a word of direction ends, the word with it whose degree it is: "more likely", "less often"."""
    behind = _LIKELY.match(text, effect.end) if text[effect.start : effect.end].lower() in ("more", "less") else None
    return behind.end() if behind else effect.end


def _prefixed(one: set[str], other: set[str]) -> bool:
    """Whether one side has a word that denies a word which only the other side has ("unrelated", "related")."""
    for word in one - other:
        if word.startswith(_PREFIXES):
            roots = [word[len(prefix) :] for prefix in _PREFIXES if word.startswith(prefix)]
            if any(len(root) > 4 and root in other and root not in one for root in roots):
                return True
        for mine, theirs in _TURNING if word.startswith(_TURNED) else ():
            if word.startswith(mine) and len(word) > len(mine) + _ROOT:
                turned = stem(theirs + word[len(mine) :])
                if any(stem(known) == turned for known in other) and not any(stem(known) == turned for known in one):
                    return True
    return False
