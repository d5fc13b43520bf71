"""Whether a sentence that has the words of a clause runs the same course: what is up in the one is up in the other.

Each word of direction, on both sides, is tied to the words that it governs ("lower X", "a loss of X", "X fell"), and
those that govern the same are laid together. An odd number of opposites is the opposite course. Where a word turns
what only one side turns ("a lack of X"), denies, or compares in an order that is not told, nothing is concluded.
"""

from __future__ import annotations

import re
from itertools import pairwise

import msgspec

from verifier.facets._align import Alignment, share
from verifier.facets._effects import Effect, bare, claimed, found_here, shown, tells
from verifier.facets._terms import Term, keys_between, met, sentence_terms, terms
from verifier.facets._two_sides import of_what_is_done
from verifier.facets._words import language
from verifier.lexicon import Guarded
from verifier.model import Reading, Source

_CUT = re.compile(
    r"(?i)[;:]|,\s(?!\d)|\s(?:but|whereas|while|although|though|however|despite|which|who|that|because|when|if|unless)\s"
)
_PART = re.compile(r"(?i);|\s(?:but|whereas|while|although|though|however)\s")
_BOUND = re.compile(
    r"(?i)[;:()]|,(?!\s(?:[\w-]+,\s){0,4}(?:and|or)\s[\w-]+\s)|\b(?:than|compared|versus|vs|with|by|after|during|among|amongst|when|while|whereas|but|which|that|who|was|were|is"
    r"|are|had|has|have|did|as|at|(?<!time )(?<!hours )(?<!days )(?<!change )(?<!changes )(?<!decline )in|for|from|to|on|before|without|within|despite|because|associated|linked|related)\b"
)
# What a word of direction leads: "of the", "in mean", "likely to be", then a word that is no small one.
_HEAD = re.compile(
    r"(?i)\s*(?:(?:of|in|(?<=likely )to)\s+)?(?:(?:the|a|an|their|its|his|her|your|both|all|mean|median|average|overall|total|any|these"
    r"|those|this)\s+)*(?!(?:than|in|with|and|or|by|at|for|to|from|when|among|after|during|compared|over|on|was|were|is|are|as|but|if"
    r"|did|does|do)\b)[^\W\d_]"
)
_IS = re.compile(
    r"(?i)\b(?:is|are|was|were|be|been|being|became|becomes?|remain(?:s|ed)?|seem(?:s|ed)?|appear(?:s|ed)?)\s+"
    r"(?:(?:\w+ly|also|much|even|far)\s+){0,3}$"
)
_THAN = re.compile(
    r"(?i)\b(?:than|(?:as |when )?compared (?:with|to)|in comparison (?:with|to)|versus|vs\.?|relative to)(?=\s)"
    r"(?!\s+(?:\d+|a (?:half|third|quarter)|half|one|two|three|twice|usual|expected|ever|before|(?:that|those|levels?|values?)(?: \w+)? (?:before|at baseline))\b)"
)
_FIRST = re.compile(r"(?i)(?:^|[,;:]|\b(?:that|but|whereas|while|however))\s*$")  # where a part of a sentence begins
_DENYING = (
    r"no|not|never|none|nobody|neither|nor|cannot|fail\w*|unlikely|only|except|regardless|respectively|either|unable|hardly"
    r"|rather than|instead of|if|whether|may or may|trend|tended|despite|per|counteract\w*|(?:positive|negative|inverse)(?:ly)?|abolish\w*|revers\w+|independent\w*"
)
_NOT = Guarded(re.compile(rf"(?i)\b(?:{_DENYING})\b|n['’]t\b|\?"), _DENYING, signs="'’?")
# Words that may turn what stands beside them: where what they govern is named on the other side, nothing is concluded.
_TURNING = (
    r"low|lowest|poor|poorer|weak|weaker|deficien\w+|lack(?:s|ed|ing)?|absence|absent|loss|losing|deplet\w+|silenc\w+"
    r"|knock(?:ed)?[- ]?(?:down|out)\w*|inhibitors?|blockade|blockers?|antagonists?|without|withdrawal|shortage|insufficien\w+|remov(?:al|ing)"
    r"|disrupt\w*|neutrali[sz]\w*|abrogat\w*|interfer\w*|inactivat\w+|suppressi\w+|deletion|ablation|fewest|least|shortest|smallest|negative(?:ly)?|inverse(?:ly)?|rarer|thinner|little"
)
_TURNS = Guarded(re.compile(rf"(?i)\b(?:{_TURNING})\b"), _TURNING)
# Words that take something away: "blocking the receptor" and "disrupting the receptor" do the same to it.
_AWAY = re.compile(
    r"(?i)block|inhibit|disrupt|neutrali[sz]|abrogat|silenc|knock|deplet|ablat|delet|inactivat|suppress|antagoni[sz]|remov|loss\b|losing|lack|absen|deficien|without|interfer"
)
_ANTI = re.compile(r"(?i)\banti-?\w")
# Whom it is compared with, up to where the sentence goes on to what was compared.
_OTHER_SIDE = re.compile(
    r"(?i)\s*(?:(?:the|that|those|these|what|seen|found|observed|patients|people|mice|rats|cells|women|men|children|participants|controls?|groups?|who|had|received"
    r"|were|given|treated|did|in|with|of|for|among|on|after|without|taking|receiving|under)\s+)*(?:(?!\b(?:in|for|at|by|during|regarding|on|with|over)\b)[^,;])+"
)
_LIGHT = frozenset(
    {"level", "rate", "number", "amount", "risk", "=risk", "=rate", "degree", "proportion", "concentrat"}
)
_BEFORE = 60  # characters before a word in which its verb stands
_TOLD = 0.65  # share of the telling words of the clause that a sentence must have, the title beside it
_ALONE = 0.6  # share that it must have by itself, and that a word of direction must govern too
_NEARER = 0.1  # how much closer one sentence must be where another runs the other course
_APART = 0.15  # the same, for the parts of a sentence
_TELLING = 0.5
_FEW = 2  # telling words without which a clause ("came out of it worse") may speak of anything


_WOULD = Guarded(re.compile(r"(?i)\bwould\b"), "would")


_WAYS = {"up": 1, "better": 1, "down": -1, "worse": -1}
_Place = tuple[int, int, int, bool]  # of a sign: its start and end, its way, and whether it is one of better and worse


class Sign(msgspec.Struct, frozen=True, gc=False):
    """A word of direction. way: +1, -1, or 0 where it only may turn; valued: better or worse; governs: a stretch of the text.

    away: whether it is a word that takes away what it governs.
    """

    way: int
    valued: bool
    start: int
    end: int
    governs: tuple[int, int]
    away: bool


class Course(msgspec.Struct, frozen=True, gc=False):
    """How a sentence runs beside a clause. turn: +1 the same course, -1 the opposite; said: the first sign of the clause."""

    turn: int
    sentence: int
    share: float
    said: Sign


def course(reading: Reading, source: Source, place: Alignment) -> Course | None:
    """The course of the closest sentence that runs one; None where none surely does."""
    if reading.facet(language) != "en" or not reading.facet(claimed):
        return None
    told = source.facet(_telling)
    near = [number for number in place.near if number in told]
    if not near or _NOT.search(reading.text) or _WOULD.search(reading.text):
        return None  # what would be is told of another case than the one that was
    best: Course | None = None
    for number in near:
        found = _beside(reading, source, number)
        if best is not None and found and found.turn != best.turn and found.share > best.share - _NEARER:
            return None
        if found is not None and (best is None or found.share > best.share):
            best = found
    return None if best is not None and _of_another(reading, source, near, best.sentence) else best


def _of_another(reading: Reading, source: Source, telling: list[int], number: int) -> bool:
    """Whether a sentence names not all that a clause does, where another telling one does: the title has everybody's name."""
    listed = source.facet(sentence_terms)
    firm = [term for term in reading.facet(terms) if term.weight >= 1]
    if all(met(term, listed[number]) for term in firm):
        return False
    return any(all(met(term, listed[other]) for term in firm) for other in telling if other not in (0, number))


def _telling(source: Source) -> frozenset[int]:
    """The sentences of a record that tell what was found, and in this study; of a posted analysis the outcome's name tells nothing."""
    count = len(source.sentences)
    listed = ((n, sentence) for n, sentence in enumerate(source.sentences) if ".analyses[" not in sentence.where)
    return frozenset(n for n, sentence in listed if tells(sentence, n, count) and found_here(sentence.text))


def signs(reading: Reading) -> tuple[Sign, ...]:
    """The signs of a clause."""
    return _read(reading.text, reading.facet(_placed))


def _placed(reading: Reading) -> tuple[_Place, ...]:
    """Where the signs of a clause stand."""
    return _places(reading.text, reading.facet(claimed))


def _places(text: str, told: tuple[Effect, ...]) -> tuple[_Place, ...]:
    """Where the signs of a text stand, each with its way and whether it is one of better and worse, in order."""
    found = [(e.start, e.end, _WAYS[e.sense], e.sense in ("better", "worse")) for e in told if e.sense in _WAYS]
    turns = [(match.start(), match.end(), 0, False) for match in _TURNS.finditer(text)]
    found += [one for one in turns if not any(one[0] < other[1] and other[0] < one[1] for other in found)]
    return tuple(sorted(found))


def _read(text: str, found: tuple[_Place, ...]) -> tuple[Sign, ...]:
    """The signs of a text, each with the stretch that it governs."""
    lefts = [0, *(one[1] for one in found)]
    rights = [*(one[0] for one in found[1:]), len(text)]
    return tuple(
        Sign(way, valued, start, end, _governed(text, start, end, (left, right)), _AWAY.match(text, start) is not None)
        for (start, end, way, valued), left, right in zip(found, lefts, rights, strict=False)
    )


def _governed(text: str, start: int, end: int, edges: tuple[int, int]) -> tuple[int, int]:
    """The stretch that a word governs: what follows it, or what stands before it where nothing follows."""
    head = _HEAD.match(text, end)
    if head and not _IS.search(text, max(0, start - _BEFORE), start):
        stop = _BOUND.search(text, head.end())
        return end, min(edges[1], stop.start() if stop else len(text))
    begin = max((match.end() for match in _CUT.finditer(text, 0, start)), default=0)
    return max(edges[0], begin), start


def _matter(reading: Reading) -> tuple[Term, ...]:
    """The telling words of a clause outside its signs."""
    own = reading.facet(_placed)
    telling = [term for term in reading.facet(terms) if term.weight >= _TELLING]
    for start, end, _, _ in own:
        telling = [term for term in telling if not start <= term.start < end]
    return tuple(telling)


def _beside(reading: Reading, source: Source, number: int) -> Course | None:
    """The course of one sentence beside a clause."""
    listed, told = source.facet(sentence_terms), reading.facet(_matter)
    if len(told) < _FEW or share(told, listed[number]) < _ALONE or share(told, listed[number] | listed[0]) < _TOLD:
        return None
    text = source.sentences[number].text
    edges = [0, *(match.start() for match in _PART.finditer(text)), len(text)]
    parts = sorted(((share(told, keys_between(source, number, *part)), part) for part in pairwise(edges)), reverse=True)
    close, region = parts[0]
    if close < _ALONE or (len(parts) > 1 and close - parts[1][0] < _APART) or _NOT.search(bare(text), *region):
        return None
    if (_ANTI.search(reading.text) is None) != (_ANTI.search(text, *region) is None):
        return None
    own, signed = reading.facet(signs), _read(text, _places(text, source.facet(shown)[number]))
    there = tuple(s for s in signed if region[0] <= s.start < region[1])
    governed = [keys_between(source, number, *sign.governs) for sign in there]
    turn = _turn(own, there, told, governed, keys_between(source, number, *region))
    turn *= _order(reading, source, number, told, region) if turn else 0
    if turn < 0 and of_what_is_done(reading, source, number, own[0].start):
        return None
    return Course(turn, number, close, own[0]) if turn else None


def _turn(
    own: tuple[Sign, ...],
    there: tuple[Sign, ...],
    told: tuple[Term, ...],
    governed: list[frozenset[str]],
    region: frozenset[str],
) -> int:
    """The product of all pairs of signs that govern the same; 0 where a sign that may turn stands on one side alone."""
    product, used, heads = 1, set[int](), set[Term]()
    for sign in own:
        head = tuple(term for term in told if sign.governs[0] <= term.start < sign.governs[1])
        head = tuple(term for term in head if _LIGHT.isdisjoint(term.keys)) or head
        if not head:
            return 0
        heads.update(head)
        fits = [(share(head, keys), at) for at, keys in enumerate(governed) if at not in used and met(head[-1], keys)]
        top = max((fit for fit, _ in fits), default=0.0)
        if top < _ALONE:
            if sign.way <= 0 or share(head, region) < _ALONE:
                return 0
            continue
        chosen = [at for fit, at in fits if fit >= top]
        ways = {_way(sign, there[at]) for at in chosen}
        if len(ways) > 1:
            return 0
        product *= ways.pop()
        used.update(chosen)
    for at, sign in enumerate(there):
        beside = [term for term in told if term not in heads and met(term, governed[at])]
        if at not in used and sign.way <= 0 and sum(term.weight for term in beside) >= 1:
            return 0
    return product if used else 0


def _way(one: Sign, other: Sign) -> int:
    """+1 where two signs say the same of what they govern, -1 where the opposite, 0 where that is not told."""
    if one.away and other.away:
        return 1
    return one.way * other.way if one.valued == other.valued else 0


def _order(reading: Reading, source: Source, number: int, told: tuple[Term, ...], region: tuple[int, int]) -> int:
    """+1 where a sentence compares in the clause's order, -1 where in the reverse, 0 where that is not told."""
    here, there = _THAN.search(reading.text), _THAN.search(source.sentences[number].text, *region)
    if here is None and there is None:
        return 1
    if there is None:
        return 0
    text = source.sentences[number].text
    side = _OTHER_SIDE.match(text, there.end(), region[1])
    behind_it = side.end() if side else region[1]
    after = keys_between(source, number, there.end(), behind_it)
    further = keys_between(source, number, behind_it, region[1])
    before = keys_between(source, number, region[0], there.start())
    if _FIRST.search(text, region[0], there.start()):  # "compared with the sham, the patch did"
        comma = text.find(",", there.end(), region[1])
        stop = comma if comma > 0 else region[1]
        after = keys_between(source, number, there.end(), stop)
        before |= keys_between(source, number, stop, region[1])
        further = frozenset()
    heads = [t for t in told if any(s.governs[0] <= t.start < s.governs[1] for s in reading.facet(signs))]
    votes = set()
    for term in told:
        if met(term, after) == met(term, before) or met(term, further):
            continue
        behind = here is not None and term.start >= here.end()
        if behind or (term not in heads and (here is not None or term.weight >= 1)):
            votes.add(1 if behind == met(term, after) else -1)
    return votes.pop() if len(votes) == 1 else 0
