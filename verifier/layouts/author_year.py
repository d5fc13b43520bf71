"""L12: author and year in the text, the work in a bibliography on the same page.

    Doe et al. (2019) reviewed 30 tendon studies ...     Doe J, Roe R. Tendons. 2019. PMID: 90000011

Where the page has no such entry the identifier is not given, and none is guessed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from verifier.layouts._lists import looks_like_reference
from verifier.layouts._prose import lead_trimmed, says_something
from verifier.layouts._view import Bound, View
from verifier.model import Mention
from verifier.text import Span, fold, has_verb, unaccented

CODES = ("L12",)
RANK = 32

_CITED = re.compile(
    r"""(?<!\w)(?P<name>[A-Z\u00c0-\u00de][\w'\u2019-]{1,60}+)(?:\s+(?:et\s+al\.?|u\.\s?a\.|y\s+cols\.?|(?:and|&|und|et|y)\s+(?:colleagues|coworkers|Kollegen|collègues|colaboradores|[A-Z\u00c0-\u00de][\w'\u2019-]+)))?
        ,?\s*[(\[]?(?P<year>(?:19|20)\d\d)[a-z]?(?P<close>[)\]])?""",
    re.VERBOSE,
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_FIRST_NAME = re.compile(r"\W*(?:\d{1,3}[.)]?\s+)?(?:[dv][aeo]n?\s+|de\s+(?:la\s+)?)?([A-Z\u00c0-\u00de][\w'\u2019-]+)")
_READ = frozenset(("main", "aside"))


def bind(view: View) -> Iterator[Bound]:
    """Bind entries of a bibliography to the sentences that name their author and year."""
    works = _works(view)
    if not works:
        return
    for number, block in enumerate(view.blocks):
        if block.role not in _READ or block.kind in ("heading", "code") or looks_like_reference(block.text):
            continue
        for match in _CITED.finditer(block.text):
            if view.mentions_in(number, *view.sentence_at(number, match.start())):
                continue  # the sentence says itself which work it means
            for mention, reference in works.get((_key(match["name"]), match["year"]), ()):
                yield view.bound(mention, "L12", number, *_passage(view, number, match), reference)


def _key(name: str) -> str:
    return unaccented(fold(name)).replace("'", "")


def _works(view: View) -> dict[tuple[str, str], list[tuple[Mention, str]]]:
    """The entries of the page's bibliography by first author and year."""
    works: dict[tuple[str, str], list[tuple[Mention, str]]] = defaultdict(list)
    for number, block, free in view.free_blocks():
        if block.kind in ("heading", "cell", "field"):
            continue
        if not (block.role == "reference" or looks_like_reference(block.text) or view.under_references(number)):
            continue
        first, year = _FIRST_NAME.match(block.text), _YEAR.search(block.text)
        if first is not None and year is not None:
            works[_key(first[1]), year[0]].extend((mention, block.text) for mention in free)
    return works


def _passage(view: View, number: int, match: re.Match[str]) -> Span:
    """The sentence that names the work; what stands before a parenthesis that closes it."""
    text = view.blocks[number].text
    first, last = view.sentence_at(number, match.start())
    bracket = view.bracket_at(number, match.start("name"), match.end("year"))
    if bracket is None or bracket[0] > match.start("name"):
        return first, last
    start, end = lead_trimmed(text, first, bracket[0])
    closes = not has_verb(text[bracket[1] : last])
    return (start, end) if closes and says_something(text[start:end]) else (first, last)
