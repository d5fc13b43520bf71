"""What a text asks and does not tell: "looks at how the kidneys clear it", "to find out which dose kills most" (lexicon/asked.toml).

Pages describe studies by their questions. What stands in a question is no statement, whatever verbs it has: a page that
says a trial tests whether a drug stops relapses does not say that it does. A question ends with its clause, or where the
answer follows ("and it does", "and found that").
"""

from __future__ import annotations

import functools
import operator
import re
from functools import cache

from verifier.lexicon import LANGUAGES, Begun, Guarded, Phrases, by_first_letter, load, marks

# What may stand between a verb and its question: "checks in sixty people how", "learn just how".
_BETWEEN = (
    r"(?:\s+(?:just|exactly|precisely|carefully|closely|also|first|then|together|genau|auch|zuerst|aussi|exactement|también|exactamente))?"
    r"(?:,?\s+(?:in|among|with|for|on|over|by|using|from|bei|an|mit|chez|avec|dans|en|con)(?:\s+[\w'’-]+){1,4}?)?,?\s+"
)
_ANSWER = (
    r"(?:,? (?:and|but)|;) (?:(?:it|they|he|she|the \w+|researchers|we) )?(?:so |indeed |has |have |had |then )?"
    r"(?:did|does|do|has|have|was|were|found|finds|showed|shows|shown|saw|proved|proves|succeeded|confirmed|confirms|concluded|concludes|reported|reports|demonstrated|discovered|fand\w*|zeigt\w*|a montré|ont montré|a trouvé|mostró|halló|encontró)\b"
)
_QUESTION = rf"(?:(?!{_ANSWER})[^,;:.])*"

# What a study is yet to show, to the end of its clause: "was to show which drug works" tells of no drug that works.
_SHOW = "show|prove|tell|reveal|demonstrate|establish|confirm|answer|settle"
_TRIES = (
    "designed|meant|intended|set up|set out|planned|supposed|due|aims?|aimed|aiming|hop(?:es|ed|ing)|wants?|wanted|seeks?|sought|seeking|try(?:ing)?|tries|tried"
    "|underway|under way|launched|running|in progress|started|begun|began"
)
_TO_SHOW = Guarded(
    re.compile(
        r"(?i)\b(?:(?<!\bable )(?<!\bfirst )(?<!\benough )(?<!\bonly )(?<!managed )(?<!\bon )(?<!\bsaid )(?<!seems )(?<!claims )(?<!claimed )(?<!helped )"
        rf"(?:to|should|will|would) (?:first |then |also |help )?(?:{_SHOW})"
        r"(?: us| them| doctors| researchers| scientists)? (?:just |exactly )?(?:if|whether|which|what|how|who|when|where|why)\b"
        rf"|(?:{_TRIES}) to (?:show|prove|demonstrate|establish|confirm|reveal) (?:that|the|if|an?)\b)(?:(?! and (?:it |they |he |she )?(?:so |indeed )?(?:did|has|have|does|do|succeeded|was|were)\b)[^.,;:])*"
    ),
    rf"(?:to|should|will|would) (?:first |then |also |help )?(?:{_SHOW})|(?:{_TRIES}) to (?:{_SHOW})".replace(
        " ", r"\s+"
    ),
)


def left_open(text: str) -> str:
    """The text without its indirect questions; the verbs that ask them stay."""
    text = _TO_SHOW.sub(" ", text)
    leading, known = _leads(), marks(text)  # of lists that are made by now
    if not known & leading:
        return text
    for leads, asking in _asking():
        if known & leads.bits and known & asking.bits:
            text = _without(text, asking)
            known = marks(text)
    return text


def places_left_open(text: str) -> tuple[tuple[int, int], ...]:
    """Where the indirect questions of a text begin and end."""
    leading, known = _leads(), marks(text)  # of lists that are made by now
    if not known & leading:
        return ()
    return tuple(
        (found.end("asked"), found.end())
        for leads, asking in _asking()
        if known & leads.bits and known & asking.bits
        for found in asking.finditer(text)
    )


def _without(text: str, asking: Begun) -> str:
    """The text without what one language asks in it."""
    kept, end = [], 0
    for found in asking.finditer(text):
        kept.append(text[end : found.end("asked")])
        end = found.end()
    return "".join([*kept, text[end:]]) if kept else text


@cache
def _leads() -> int:
    """The bits of what leads a question in any language."""
    return functools.reduce(operator.or_, (leads.bits for leads, _ in _asking()))


@cache
def _asking() -> tuple[tuple[Phrases, Begun], ...]:
    """In each language what leads a question, and behind which verbs: of asking, or of coming to know after one of wanting."""
    return tuple(_of(language) for language in LANGUAGES)


def _of(language: str) -> tuple[Phrases, Begun]:
    known = {
        name: [entry.replace(" ", r"\s+") for entry in own.get(language, ())] for name, own in load("asked").items()
    }
    asks, wants, learns, opens, near = (
        by_first_letter(known[name]) for name in ("asks", "wants", "learns", "opens", "opens-near")
    )
    to = r"\s+to" if language == "en" else ""
    wanting = rf"(?<![Yy]ou )(?:{wants})(?!\w)(?:\s+(?!you\b|your\b|able\b|enough\b|first\b|said\b|claims\b|claimed\b|helped\b|shown\b)[\w'’-]+){{0,6}}?{to},?\s+(?:{learns})"
    led = rf"(?P<asked>\b(?:(?:{asks})(?!\w)|{wanting}))(?:{_BETWEEN}(?:{opens})|,?\s+(?:{near}))\b"
    begins = [*known["asks"], *known["wants"]]
    return Phrases([*known["opens"], *known["opens-near"]]), Begun(re.compile(led + _QUESTION), *begins)
