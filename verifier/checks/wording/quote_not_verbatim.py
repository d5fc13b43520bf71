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
    The same marks around words that the abstract has; a single word in marks; a page in another language.
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
_LEAST = 6  # words: shorter ones are names, terms and scare quotes


def check(case: Case) -> Iterator[Finding]:
    """One finding for the first quotation that the record does not have."""
    source = case.source
    if source is None or source.record.depth == "title" or case.citation.language not in ("", "en"):
        return
    prose = _plain(" ".join((source.record.title, *(passage.text for passage in source.record.passages))))
    for words in _quotations(case.citation.claim):
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


def _quotations(claim: str) -> Iterator[str]:
    """What stands between quotation marks; straight marks are taken in pairs, and not at all where one is missing."""
    for match in _MARKS.finditer(claim):
        yield from (words for words in match.groups() if words and len(words) <= _LONGEST)
    pieces = claim.split('"')
    if len(pieces) % 2:
        yield from (words for words in pieces[1::2] if len(words) <= _LONGEST)


def _plain(text: str) -> str:
    """Words alone, in lower case, one space between them."""
    return " ".join(re.findall(r"\w+", text.lower()))
