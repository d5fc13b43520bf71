"""Whether a link held when other things were taken into account: "it vanished once weight was allowed for", "it remained".

Neither side has a word of direction, and both have the same words else; only whether it lasted tells them apart.
"""

from __future__ import annotations

import re

from verifier.facets._effects import unfound
from verifier.facets._terms import keys_between, met, terms
from verifier.facets._words import language
from verifier.lexicon import Guarded
from verifier.model import Reading, Source

_LINKS = r"(?:links?|associations?|relationships?|correlations?|connections?|effects?|differences?|benefits?|risks?|findings?|results?)"
_MADE_UP = "adjust|allow|account|control|correct|factor"
# Other things taken into account.
ALLOWED = Guarded(
    re.compile(
        r"(?i)\b(?:adjust\w*|(?:allow|account|control+|correct)(?:ed|ing|s)? for|(?:taken|taking|took|takes) into account|factored in|multivaria\w+)\b"
    ),
    rf"(?:{_MADE_UP}|taken|taking|took|takes|multivaria)\w*",
)
_GONE = re.compile(
    rf"(?i)\b{_LINKS}\b[^.;]{{0,40}}?\b(?:vanish\w*|disappear\w*|evaporat\w*|dissolv\w*|fade[sd]?|went away|(?:was|were|is|are) (?:gone|lost|no longer)|no longer"
    r"|(?:did|does|do) not (?:hold|last|persist|survive|remain|stand)|lost (?:its |their )?(?:statistical )?significance)\b"
)
_HELD = re.compile(
    rf"(?i)\b{_LINKS}\b[^.;]{{0,40}}?\b(?:held|holds|lasted|survived?s?|persist\w*|stood|stands|remain\w*|stay(?:ed|s)|robust|unchanged)\b"
)
_KEPT = re.compile(
    r"(?i)\b(?:remain(?:ed|s) (?:\w+ly )?(?:\w+ )?(?:significant|unchanged|robust|the same|strong|stable|consistent|associated|independent\w*|similar)|robust|persist(?:ed|s)|unchanged"
    r"|did not (?:change|alter|attenuate)|held|independent(?:ly)? of|even after)\b"
)
_LOST = re.compile(
    r"(?i)\b(?:no longer|disappear\w*|vanish\w*|attenuat\w*|lost|not (?:\w+ )?(?:significant|associated|independent\w*)|non-?significant|explained by|weaken\w*|except)\b"
)
_DENIES = re.compile(r"(?i)\b(?:not|never|only|except|some|partly|hardly|barely)\b|n['’]t\b|\?")
_FIRM = 1.0


def lasting(reading: Reading, source: Source) -> tuple[int, int, int] | None:
    """The words of a clause by which a link held or vanished, as start and end, and the sentence that says the reverse."""
    if reading.facet(language) != "en" or not ALLOWED.search(reading.text):
        return None
    gone = _GONE.search(reading.text)
    told = gone or _HELD.search(reading.text)
    if told is None or (gone is None and _DENIES.search(reading.text)):
        return None
    found: dict[bool, int] = {}
    for number, sentence in enumerate(source.sentences):
        if unfound(sentence) or not ALLOWED.search(sentence.text) or not _of_the_same(reading, source, number):
            continue
        kept, lost = _KEPT.search(sentence.text), _LOST.search(sentence.text)
        if kept and lost:
            return None
        if kept or lost:
            found.setdefault(kept is not None, number)
    if len(found) != 1:
        return None
    ((kept_there, number),) = found.items()
    return (*told.span(), number) if kept_there == (gone is not None) else None


def _of_the_same(reading: Reading, source: Source, number: int) -> bool:
    """Whether a sentence names one of the things that the clause says to have been taken into account, where it names any."""
    keys = keys_between(source, number, 0, len(source.sentences[number].text))
    firm = [
        term for term in reading.facet(terms) if term.weight >= _FIRM and not ALLOWED.match(reading.text, term.start)
    ]
    firm = [term for term in firm if not re.match(_LINKS, reading.text[term.start : term.end])]
    return not firm or any(met(term, keys) for term in firm)
