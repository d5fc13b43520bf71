"""The grammar of a claim around an identifier: where the passage that it covers begins and ends."""

from __future__ import annotations

import re
from functools import lru_cache

from verifier.layouts._view import View
from verifier.model import Mention
from verifier.text import Span, has_verb, opens_with_verb, trimmed

# What may stand between a claim and its identifier without being part of the claim, in lower case.
_LABEL = r"""pmids?|pmcid|doi|nct|pubmed(?:[\s-]?id)?s?|medline|clinicaltrials?\.gov|clinical\s+trials?\s+(?:registration|registry|number|identifier)s?|identifiers?|(?:trial|study)\s+(?:registration|registry|number|id)|registration(?:\s+(?:no|number))?
        |registered(?:\s+(?:as|at|under|with))?|registry|register|eudract|see(?:\s+also)?|cf|ref(?:erence|s)?|source|sources|siehe|vgl|quelle|quellen|voir|source|cf|véase|ver|fuente|fuentes|link|abstract|full\s+text|and|und|et|y|or|e|oder|ou
        |number|no|nr|id|studienregist(?:er|rierung)|registrierung|registernummer|enregistrement|número|numéro|nummer|registernummer|registro|registre|via|available\s+at|online|verfügbar|at|in|on|here|also|e\.g"""
# Words between labels, and numbers of other registries.
_JOINING = (
    r"del|de|du|der|des|la|le|the|trials?|study|studies|essai|étude|ensayo|estudio|studien?|ibid|[a-z]{2,8}-?\d{4,}\w*"
)
# Both read a text in one way only, so that no text makes them try all ways of reading it.
LABELS = re.compile(rf"(?ix)(?:\b(?:{_LABEL})\b\.?|[\s\W\d])++")
_LABELS_ONLY = re.compile(rf"(?x)(?:\b(?:{_LABEL}|{_JOINING})\b\.?|[\s\W\d])++")  # of lower-cased text
_LEADING = re.compile(
    r"""[\s,;:.)\]\uff09\u3002\u2013\u2014\u00b7\u2022*-]*(?:(?:and|but|while|whereas|und|aber|während|sowie|et|mais|tandis\sque|y|e|pero|mientras\sque|or|oder|ou|o)\s+(?:also\s+|auch\s+|aussi\s+|también\s+)?)?"""
)
_BULLET = re.compile(r"\s*(?:[-*\u2022\u00b7\u25cf\u2013]|\(?\d{1,2}[.)]|\d\ufe0f?\u20e3)\s+")
_TRAILING = " \t,;:([\uff08\u2013\u2014-\u00b7|/\u2192\u27a1\ufe0f"
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{4}")  # Chinese and Japanese set no spaces
_SENTENCE = 2000  # characters
_WORDY = 8  # words: no label has so many
_WORK_LENGTH, _WORK_WORDS, _ITEM_WORDS = 160, 14, 5
_REACH = 120
_WORK = re.compile(
    r"\W*[A-Z\u00c0-\u00de][\w'\u2019-]+(?:\s[A-Z]{1,3})?(?:,|\s(?:et\s+al|u\.\s?a|y\s+cols|&|and|und|et|y)\b|\s\(?(?:19|20)\d\d\b)[^.!?]{0,60}?\b(?:19|20)\d\d\b|\W*[A-Z\u00c0-\u00de][\w'\u2019-]+\s\(?(?:19|20)\d\d\b"
)
_POINTER = re.compile(  # of lower-cased text
    rf"""(?x)(?:\b(?:{_LABEL}|{_JOINING}|view|read|show|learn|more|details?|open|visit|click|go|to|this|our|full|records?|entry|page|website|papers?|articles?|text|official|listing
        |further|reading|related|info|information|on|about|this|mehr|dazu|hierzu|weitere|weiteres|infos|informationen|auch|erfahren|zur|zum|ansehen|lesen|anzeigen|studien|artikel|eintrag|lire|voir|plus|savoir|en|l['\u2019]|fiche|leer|ver|más|información|también|aussi|ficha|artículo|el)\b\.?|[\s\W\d])++"""
)
_TOKEN = re.compile(r"[\w'\u2019-]+")
_OF_PLACE = """in on for of from with against at by to among during after before than between bei für gegen in auf mit von nach an
    chez pour contre dans en avec de sur par à au aux con contra para por en de a entre"""
_PREPOSITIONS = frozenset(_OF_PLACE.split())
_URL = re.compile(r"https?://\S+|www\.\S+")


def is_address(mention: Mention) -> bool:
    """Whether the identifier is printed as an address."""
    return mention.source == "text" and "/" in mention.written and "." in mention.written


def only_labels(text: str) -> bool:
    """Whether a text holds nothing but labels, signs and numbers: what stands around identifiers in a list of them."""
    if "://" in text or "www." in text:
        text = _URL.sub(" ", text)
    if not text.strip():
        return True
    return _labels_only(text) if len(text) <= _SENTENCE else _LABELS_ONLY.fullmatch(text.lower()) is not None


@lru_cache(maxsize=512)
def _labels_only(text: str) -> bool:
    """The same of a text no longer than a sentence: each number of a long list looks back at the same few."""
    return _LABELS_ONLY.fullmatch(text.lower()) is not None


def only_points(text: str) -> bool:
    """Whether a text only invites to follow a link: "View trial", "Learn more", "Zur Studie"."""
    return len(text) <= _WORK_LENGTH and _POINTER.fullmatch(text.lower()) is not None


def only_cites(view: View, block: int) -> bool:
    """Whether a block holds nothing but identifiers, printed or behind links, and labels."""
    linked = [(m.start, m.end) for m in view.mentions_of(block) if m.source == "link"]
    if not linked:
        return only_labels(view.bare(block))
    text, at, pieces = view.blocks[block].text, 0, []
    for start, end in linked:
        pieces.append(text[at : max(at, start)])
        at = max(at, end)
    return only_labels(" ".join([*pieces, text[at:]]))


def since_last(view: View, block: int, at: int, floor: int) -> int:
    """Where the passage that ends at `at` begins: after the last citation before it, at the earliest at `floor`."""
    return max(floor, view.cited_until(block, at))


def lead_trimmed(text: str, start: int, end: int) -> Span:
    """Drop a bullet, a joining word and signs before a passage, and signs after it."""
    match = _BULLET.match(text, start, end) or _LEADING.match(text, start, end)
    if match and match.end() < end:
        start = match.end()
    while end > start and text[end - 1] in _TRAILING:
        end -= 1
    return trimmed(text, start, end)


def says_something(text: str) -> bool:
    """Whether a passage is more than labels and signs: two words at least."""
    if len(text.split()) > _WORDY or _UNSPACED.search(text):
        return True
    if has_verb(text) and len(text.split()) > 1 and not only_labels(text):
        return True
    return len(re.findall(r"[^\W\d_]{2,}", LABELS.sub(" ", text))) >= 2


def names_work(text: str) -> bool:
    """Whether a short text only prints whose work it is: "Doe et al., Spine 2013", "(Roe 2019)"."""
    short = len(text) <= _WORK_LENGTH and len(text.split()) <= _WORK_WORDS
    return short and _WORK.match(text) is not None and not has_verb(text)


def enumerated(text: str, first: int, stop: int, item: str) -> str:
    """The claim that one thing of an enumeration makes: what the things share, and the thing itself.

    "It protects adults (PMID 1), children (PMID 2)": of the second, "It protects children".

    Args:
        text: of the block.
        first: where the sentence begins.
        stop: where the first citation of the sentence stands; before it the first thing ends.
        item: the words of the thing.

    Returns:
        The claim, "" where nothing tells what the things share.
    """
    if not item or len(item.split()) >= _ITEM_WORDS or has_verb(item) or opens_with_verb(item):
        return ""
    shared = [token.end() for token in _TOKEN.finditer(text, first, stop) if _opens_thing(token[0].lower())]
    thing = text[shared[-1] : stop].split() if shared else []
    return f"{text[first : shared[-1]]} {item}" if 0 < len(thing) < _ITEM_WORDS else ""


def _opens_thing(word: str) -> bool:
    return word in _PREPOSITIONS or has_verb(word)


def stands_inside(view: View, block: int, span: Span) -> bool:
    """Whether a citation stands between a subject and its predicate: "A trial (PMID 1) found longer survival"."""
    text = view.blocks[block].text
    _first, last = view.sentence_at(block, span[0])
    after = text[span[1] : max(last, span[1])].lstrip(" ,")
    listed = text[span[1] : span[1] + 1] == "," and view.mentions_in(block, span[1], last)
    if listed and has_verb(text[max(0, span[0] - _REACH) : span[0]]):
        return False  # "It lowers pressure (PMID 1), reduces weight (PMID 2)"
    return opens_with_verb(after) and text[span[1] : span[1] + 1] != "."
