"""What stands against a clause without a word of direction: another item that is ranked, advice declined, a part played."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.facets._advice import declined, urged
from verifier.facets._align import Alignment
from verifier.facets._contrary import contrary
from verifier.facets._lasting import lasting
from verifier.facets._ranks import outranked
from verifier.facets._standing import standing
from verifier.facets._unseen import unseen
from verifier.model import Comparison, Quote, Reading, Source


def gainsaid(reading: Reading, source: Source, place: Alignment) -> Iterator[Comparison]:
    """What else stands against a clause: another thing that is ranked, advice that is declined, a part that is played."""
    said = Quote(reading.text, "claim")
    if (ranked := outranked(reading, source, place)) is not None:
        rank, at = ranked
        said = Quote(reading.text[rank.start : rank.end], "claim")
    elif (held := lasting(reading, source)) is not None:
        start, end, at = held
        said = Quote(reading.text[start:end], "claim")
    elif (missed := unseen(reading, source)) is not None and missed[1]:
        at = missed[0]
    elif (no := declined(reading, source, place)) is not None:
        at = no
    elif (yes := urged(reading, source, place)) is not None:
        at = yes
    elif (told := standing(reading, source, place)) is not None:
        start, end, at = told
        said = Quote(reading.text[start:end], "claim")
    elif (other := contrary(reading, source, place)) is not None:
        token, at = other
        said = Quote(reading.text[token.start : token.end], "claim")
    else:
        return
    yield Comparison("direction", "different", said, source.sentences[at].quote, reading.part, "opposite")
