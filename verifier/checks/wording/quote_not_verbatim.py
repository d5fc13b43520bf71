"""Words in quotation marks are not in what could be read of the source.

What it looks for:
    Six words or more between quotation marks in the claim, compared with title and prose of the record without regard
    to case, punctuation and white space; an ellipsis parts a quotation into pieces. Claims in the record's own
    language only.

Why it matters:
    Quotation marks say that these are the author's words. Invented quotations are among the errors that generated
    texts make most readily. The full text may hold the words, so nothing is concluded from their absence here.

What to do:
    Copy the words from the source, or take the quotation marks away.

Fires on:
    The authors call it "a proven cure for every form of blindness", citing an abstract without these words.

Silent on:
    "It gave me my life back completely, every day", said one patient: a person is quoted, and no source. The same marks
    around words that the abstract has; a single word in marks; a page in another language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from verifier.model import Case, Finding
from verifier.wording.plain import DEPTHS, marked

SCOPE = "case"
LEVEL = "warning"

_MARKS = re.compile(r"„([^„“”]+)[“”]|“([^“”„]+)”|«([^«»]+)»|»([^«»]+)«")
_LONGEST = 400  # characters of a quotation that is looked for
_BESIDE = 80  # characters beside a quotation in which it is said whose words they are
_SAYS = r"(?:sa(?:id|ys)|tells?|told|explain(?:s|ed)|recall(?:s|ed)|remember(?:s|ed)|add(?:s|ed)|insist(?:s|ed)|promis(?:es|ed)|assur(?:es|ed)|laugh(?:s|ed)|beam(?:s|ed)|think(?:s)?|thought|claim(?:s|ed)|comment(?:s|ed)|wrote|writes|report(?:s|ed)|posted|asked|asks)"
_SPEAKER_AFTER = re.compile(
    rf"(?i)[^\w]{{1,4}}(?:{_SAYS}\b[^.;]*|(?:[\w'’-]+\s+){{1,5}}{_SAYS}\b[^.;]*|(?:—|–|-)\s*[A-Z][^.;]*)"
)
_SPEAKER_BEFORE = re.compile(
    rf"(?i)(?:[\w'’-]+\s+){{1,8}}{_SAYS}\b(?:\s+[\w'’-]+){{0,3}}\s*[:,]?\s*[\"“„«»]?$|\b(?:according to|in the words of)\s+(?:[\w'’.-]+\s*){{1,6}}[:,]?\s*[\"“„«»]?$"
)
# Who speaks for a source: quotation marks then say that these are its words.
_SOURCE = re.compile(
    r"(?i)\b(?:authors?|investigators?|stud(?:y|ies)|papers?|articles?|abstracts?|trials?|records?|registr(?:y|ies)|register|entry|reviews?|guidelines?|report\b|conclusions?|they|it|et al|and colleagues)\b"
)
_LEAST = 6  # words: shorter ones are names, terms and scare quotes


def check(case: Case) -> Iterator[Finding]:
    """One finding for the first quotation that the record does not have."""
    source = case.source
    if source is None or source.record.depth == "title" or case.citation.language not in ("", "en"):
        return
    prose = _plain(" ".join((source.record.title, *(passage.text for passage in source.record.passages))))
    for words, start, end in _quotations(case.citation.claim):
        if _of_a_person(case.citation.claim, start, end):
            continue
        pieces = [_plain(piece) for piece in re.split(r"\.\.\.|…|\[[^\]]*\]", words)]
        told = [piece for piece in pieces if piece]
        if sum(len(piece.split()) for piece in told) >= _LEAST and not all(piece in prose for piece in told):
            yield Finding(
                check="quote-not-verbatim",
                level=LEVEL,
                effect="none",
                message=f"the words {marked(words)} are not in what could be read ({DEPTHS.get(source.record.depth, source.record.depth)})",
                quote=source.record.title,
                where=source.record.passages[0].where if source.record.passages else "title",
                advice="copy the words from the source, or take the quotation marks away",
            )
            return


def _quotations(claim: str) -> Iterator[tuple[str, int, int]]:
    """What stands between quotation marks, and where; straight marks are taken in pairs, and not at all where one is missing."""
    found = [match.span(number) for match in _MARKS.finditer(claim) for number in range(1, 5) if match[number]]
    straight = [match.start() for match in re.finditer('"', claim)]
    if len(straight) % 2 == 0:
        found += [(start + 1, end) for start, end in zip(straight[::2], straight[1::2], strict=True)]
    yield from ((claim[start:end], start, end) for start, end in found if end - start <= _LONGEST)


def _of_a_person(claim: str, start: int, end: int) -> bool:
    """Whether somebody is quoted who is no author of a source: "said our director", "one mother told us: "."""
    before, after = claim[max(0, start - _BESIDE) : start], claim[end : end + _BESIDE]
    beside = (_SPEAKER_AFTER.match(after), _SPEAKER_BEFORE.search(before))
    return any(match is not None and not _SOURCE.search(match[0]) for match in beside)


def _plain(text: str) -> str:
    """Words alone, in lower case, one space between them."""
    return " ".join(re.findall(r"\w+", text.lower()))
