"""What stands against a clause without a word of direction: another item that is ranked, advice declined, a part played."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from verifier.facets._advice import declined, urged
from verifier.facets._align import Alignment
from verifier.facets._chance import called_clear
from verifier.facets._contrary import contrary
from verifier.facets._lasting import ALLOWED, lasting
from verifier.facets._ranks import outranked
from verifier.facets._sexes import not_apart
from verifier.facets._standing import AGAINST, standing
from verifier.facets._unseen import SEEN, unseen
from verifier.facets._words import language
from verifier.lexicon import Gate, pattern, spoken
from verifier.model import Comparison, Quote, Reading, Source


def gainsaid(reading: Reading, source: Source, place: Alignment) -> Iterator[Comparison]:
    """What else stands against a clause: another thing that is ranked, advice that is declined, a part that is played."""
    if (clear := called_clear(reading, source, place)) is not None:
        said = Quote(reading.text[clear[0] : clear[1]], "claim")
        yield Comparison("direction", "different", said, source.sentences[clear[2]].quote, reading.part, "null")
        return
    if (alike := not_apart(reading, source)) is not None:
        said = Quote(reading.text[alike[0] : alike[1]], "claim")
        yield Comparison("direction", "different", said, source.sentences[alike[2]].quote, reading.part, "null")
        return
    found = _against(reading, source, place)
    if found is not None:
        start, end, at = found
        said = Quote(reading.text[start:end], "claim")
        yield Comparison("direction", "different", said, source.sentences[at].quote, reading.part, "opposite")


def _against(reading: Reading, source: Source, place: Alignment) -> tuple[int, int, int] | None:
    """The words of a clause that a sentence stands against, as start and end, and the number of the sentence."""
    if (ranked := outranked(reading, source, place)) is not None:
        rank, at = ranked
        return rank.start, rank.end, at
    if _cues(reading.facet(language)).may_match(reading.text) and (told := _worded(reading, source, place)) is not None:
        return told
    if (other := contrary(reading, source, place)) is not None:
        token, at = other
        return token.start, token.end, at
    return None


def _worded(reading: Reading, source: Source, place: Alignment) -> tuple[int, int, int] | None:
    """The same, where the clause has words that others stand against: what held, was seen, is advised or plays a part."""
    if (held := lasting(reading, source)) is not None:
        return held
    if (missed := unseen(reading, source)) is not None and missed[1]:
        return 0, len(reading.text), missed[0]
    if (advised := declined(reading, source, place)) is not None:
        return 0, len(reading.text), advised
    if (warned := urged(reading, source, place)) is not None:
        return 0, len(reading.text), warned
    return standing(reading, source, place)


@cache
def _cues(speech: str) -> Gate:
    """The words without which a clause of one language has none of these."""
    advice = spoken(speech, "advice", "said"), spoken(speech, "guarded", "warning")
    return Gate(ALLOWED, SEEN, *advice, *(pattern("standing", said) for said, _ in AGAINST))
