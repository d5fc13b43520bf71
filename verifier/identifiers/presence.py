"""A quick look at bytes: may this document hold a PMID or an NCT number at all? Never a false no.

Most pages of a crawl cite nothing. Every identifier is known by its label, and the letters of a label can be looked
for many times faster than a page can be read: three bytes at a time, all signs at once, by tables over neighbouring
bytes; each place where a sign stands is then looked at closely. Where letters may be hidden (escapes, invisible or
full-width characters, a tag inside a word, packed files, other encodings) the answer is "may".
"""

from __future__ import annotations

import functools
import re
from html.entities import html5

import numpy as np
import numpy.typing as npt

from verifier.identifiers.written import others, signs
from verifier.text import INVISIBLE

_PACKED = (b"%PDF", b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"BZh", b"\xfd7zXZ")
_SHIFTING = (b"utf-7", b"utf7", b"=hz", b'"hz')  # declared sets of letters that hide letters in ASCII
_CHUNK = 1 << 18  # bytes looked at together: the arrays stay in the processor's cache
_BEFORE, _AFTER = 24, 400  # bytes around a sign that are looked at closely

_SPACE = b" \t\r\n\f\v"
_LETTER = bytes(range(0x61, 0x7B))
_ANY = bytes(range(256))
_DIGIT = b"0123456789"
_NAMES = sorted({name.rstrip(";").lower() for name, text in html5.items() if set(text) & set(INVISIBLE)})

# Three neighbouring bytes, lower case, that a hidden or open label cannot do without; the pattern that must hold around.
_GAP = rb"(?:[\s_-]|<[^>]{0,200}>|&[#a-z0-9]{1,12};|[\x80-\xff]){0,12}"
# By the first byte of a sign: the label, and how far before the sign it begins.
_OPEN = {
    ord("p"): (re.compile(rb"pm" + _GAP + rb"ids?"), 0),
    ord("u"): (re.compile(rb"pub" + _GAP + rb"med"), 1),
    ord("l"): (re.compile(rb"clinicaltrials"), 8),
    ord("d"): (re.compile(rb"/med/"), 3),
    ord("g"): (re.compile(rb"registry" + _GAP + rb"id(?![a-z])"), 2),
    ord("r"): (re.compile(rb"trial" + _GAP + rb"(?:id|number)(?![a-z])"), 1),
}
_TRIAL = re.compile(rb"nct|(?P<swapped>ntc|cnt|tnc)")
_BLANK = rb"(?:\s|&[#a-z0-9]{1,12};|\xc2\xa0|\xe1\x9a\x80|\xe2\x80[\x80-\x8a\xaf]|\xe2\x81\x9f|\xe3\x80\x80){0,12}"
_SPACED = re.compile(rb"n" + _BLANK + rb"c" + _BLANK + rb"t")
_AS_ENTITY = re.compile(
    rb"&(?:\#(?:x0*(?:[467][1-9a-f]|5[0-9a]|ad|180e|20(?:0[b-f]|2[a-e]|6[0-9a-f])|feff|ff[2-5][0-9a-f])(?![0-9a-f])"
    rb"|0*(?:6[5-9]|[7-9]\d|1[01]\d|12[0-2]|173|6158|820[3-7]|823[4-8]|828[89]|829\d|830[0-3]|65279|65[34]\d\d)(?!\d))|"
    + b"|".join(name.encode() for name in _NAMES)
    + rb")",
    re.VERBOSE,
)
_AS_PERCENT = re.compile(rb"%(?:25|[46][1-9a-f]|[57][0-9a])")
_AS_BACKSLASH = re.compile(
    rb"\\(?:u\{?0*(?:[46][1-9a-f]|[57][0-9a]|ad|180e|20(?:0[b-f]|2[a-e]|6[0-9a-f])|feff|ff[2-5][0-9a-f])|x(?:[46][1-9a-f]|[57][0-9a]|ad))"
)
# The same in UTF-8; looked for among the bytes that are not ASCII.
_HIDDEN = re.compile(
    rb"\xc2\xad|\xe1\xa0\x8e|\xe2(?:\x80[\x8b-\x8f\xaa-\xae]|\x81[\xa0-\xaf])|\xef(?:\xbb\xbf|\xbc[\xa1-\xba]|\xbd[\x81-\x9a])"
)
_ASCII = bytes(range(128))
# Between a label and its number: signs, tags, and the words that stand there.
_TAG = re.compile(rb"<!--.*?-->|<[^>]*>|&[#a-z0-9]{1,12};", re.DOTALL)
_NUMBER = re.compile(
    rb"[\s:#.\x80-\xff-]{0,12}(?:(?:no|nr|n[\x80-\xff]{1,4}|num[a-z\x80-\xff]{0,6}|nummer|identifier|id)(?![a-z])[\s:#.-]{0,8})?"
    rb"[0-9o](?:[\s.-]?[0-9oil]){3}"
)
_GLUED = re.compile(rb"[0o]\d")
_ALONE = re.compile(rb"[^a-z]|ids?(?![a-z])|n[or]|num|o")
# A tag inside a word: any but those that end one.
_ENDS_WORD = (
    rb"address|article|aside|blockquote|body|br|button|caption|center|col|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure"
    rb"|footer|form|h[1-6]|head|header|hgroup|hr|html|legend|li|link|listing|main|menu|meta|nav|ol|p|pre|search|section|summary|table"
    rb"|tbody|td|tfoot|th|thead|title|tr|ul"
)
_LABELS = (
    b"nct",
    b"ntc",
    b"cnt",
    b"tnc",
    b"pmid",
    b"pubmed",
    b"clinicaltrials",
    b"registryid",
    b"trialid",
    b"trialnumber",
)
_FIRST_HALVES = tuple(
    sorted(
        {
            label[:cut]
            for label in (b"nct", b"ntc", b"cnt", b"tnc", b"pmid", b"pubmed", b"n c t", b"nc t", b"n ct")
            for cut in range(1, len(label))
        }
        | {b"clinical", b"registry", b"trial"}
    )
)
_SPLIT = re.compile(
    rb"<(?<=[%b]<)(?:" % bytes({half[-1] for half in _FIRST_HALVES})
    + b"|".join(rb"(?<=%b<)" % half for half in _FIRST_HALVES)
    + rb")(?!/?(?:"
    + _ENDS_WORD
    + rb")[\s/>])[a-z!/]"
)
_SECOND_BEGINS = tuple(bytes([byte]) for byte in b"ctnmidube \t\r\n")  # how the other half of a label may begin
_UNREAD = (
    b"<svg",
    b"<template",
    b"<select",
    b"<noscript",
    b"<math",
    b"<textarea",
    b"<object",
    b"<iframe",
    b"<canvas",
    b"<audio",
    b"<video",
)
_SCRIPT = re.compile(rb"<(?:!--|(script|style)[\s>])")
_ANY_LABEL = re.compile(b"|".join((*_LABELS, rb"n\sc\st", rb"nc\st", rb"n\sct")))
_MARKUP = b" \t\r\n\f\v*_`\\{}'\"[]|~-"


def may_hold(data: bytes, *, markup: bool = False) -> bool:
    """Say whether a document's bytes may hold a PMID or an NCT number, malformed ones included.

    markup: whether words may be broken by marks other than tags, as in Markdown, wikitext and BibTeX.
    """
    if data.startswith(_PACKED) or not _is_plain(data):
        return True
    low = data.lower() + b"    "
    if markup and _ANY_LABEL.search(low.translate(None, _MARKUP)):
        return True
    return _has_sign(low) or (b"<" in low and _has_split_word(low))


def may_hold_others(data: bytes) -> bool:
    """Say whether bytes that hold no PMID or NCT number may hold a DOI, a PMC id or another registry's number.

    Asked after `may_hold` said no, so nothing is hidden; a number that a tag breaks is not seen.
    """
    low = data.lower() + b"    "
    tables = _tables(_other_signs())
    for start in range(0, len(low) - 2, _CHUNK):
        for at in (_places(low[start : start + _CHUNK + 2], tables) + start).tolist():
            window = low[max(0, at - _BEFORE) : at + 40].decode("latin-1")
            if next(others(window, signs(window).others), None) is not None:
                return True
    return False


def _is_plain(data: bytes) -> bool:
    """Whether the bytes are what they look like: UTF-8 without a shift to another set of letters."""
    head = data[:4096].lower()
    if b"\0" in data or b"\x1b" in data or any(name in head for name in _SHIFTING):
        return False
    if data.isascii():
        return True
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _has_sign(low: bytes) -> bool:
    """Look for the signs of a label, chunk by chunk, and closely at each place where one stands."""
    if not low.isascii() and _HIDDEN.search(low.removeprefix(b"\xef\xbb\xbf").translate(None, _ASCII)):
        return True
    letters = np.frombuffer(low, np.uint8)
    tables = _tables(_signs())
    for start in range(0, len(low) - 2, _CHUNK):
        piece = low[start : start + _CHUNK + 2]
        places = _places(piece, tables) + start
        if places.size and any(_holds(low, at) for at in places[~_in_words(letters, places)].tolist()):
            return True
    return False


def _places(piece: bytes, tables: tuple[bytes, bytes, bytes]) -> npt.NDArray[np.intp]:
    """Where in a piece a sign stands."""
    one, two, three = (np.frombuffer(piece.translate(table), np.uint8) for table in tables)
    return np.flatnonzero((one[:-2] & two[1:-1] & three[2:]) != 0)


def _in_words(letters: npt.NDArray[np.uint8], places: npt.NDArray[np.intp]) -> npt.NDArray[np.bool_]:
    """At which places "nct" stands inside a word (function): letters before and behind, the latter no letter O."""
    before, behind = letters[places - 1], letters[np.minimum(places + 3, letters.size - 1)]
    found: npt.NDArray[np.bool_] = (
        (letters[places] == ord("n")) & (letters[places + 1] == ord("c")) & (letters[places + 2] == ord("t"))
    )
    found &= (before >= ord("a")) & (before <= ord("z")) & (behind >= ord("a")) & (behind <= ord("z"))
    found &= behind != ord("o")
    return found


@functools.cache
def _tables(signs: tuple[tuple[bytes, bytes, bytes], ...]) -> tuple[bytes, bytes, bytes]:
    """For each byte, the signs (a bit each) whose first, second and third byte it may be."""
    tables = (bytearray(256), bytearray(256), bytearray(256))
    for bit, sign in enumerate(signs):
        for table, members in zip(tables, sign, strict=True):
            for byte in set(members):
                table[byte] |= 1 << bit
    return bytes(tables[0]), bytes(tables[1]), bytes(tables[2])


@functools.cache
def _signs() -> tuple[tuple[bytes, bytes, bytes], ...]:
    """The signs, eight at most: three sets of bytes each. Two rare ones may share a bit."""
    blank = _SPACE + b"_-&<\xc2\xe1\xe2\xe3"
    names = b"".join({name[:1].encode() for name in _NAMES})
    return (
        (_SPACE + b"n", b"c", _SPACE + b"t"),  # nct, n c t, n ct, nc t
        (b"nct", b"nct", b"nct"),  # the transposed ones
        (b"nc", b"&\xc2\xe1\xe2\xe3", _ANY),  # n&nbsp;ct
        (b"p", b"m", blank + b"i"),  # pmid, pm id
        (b"u", b"b", blank + b"m"),  # pubmed
        (b"ld", b"t/", b"r" + _DIGIT),  # clinicaltrials; /med/ and a digit
        (b"rg", b"i", b"as"),  # trial id; registry id
        (b"&%\\", b"#234567uxnrt" + names, _ANY),  # escapes
    )


@functools.cache
def _other_signs() -> tuple[tuple[bytes, bytes, bytes], ...]:
    """The signs of other registries' numbers."""
    return (
        (b"1", b"0", b"."),  # DOI
        (b"p", b"m", b"c"),
        (b"rc", b"ct", b"tr"),  # ISRCTN, jRCT, IRCT; ChiCTR, ACTRN, CTRI, TCTR, PACTR, SLCTR
        (b"u", b"m", b"i"),  # UMIN
        (b"dk", b"rc", b"kt"),  # DRKS, KCT
        (b"rn", b"bt", b"r"),  # RBR, NTR
        (b"jn", b"al", b"p-"),  # JapicCTI, NL-OMON
        (b"u" + _DIGIT, b"1-", _DIGIT),  # U1111-..., EudraCT, CTIS
    )


def _holds(low: bytes, at: int) -> bool:
    """Look closely at the place of a sign."""
    byte = low[at]
    if byte == 0x26:
        return _AS_ENTITY.match(low, at) is not None
    if byte == 0x25:
        return _AS_PERCENT.match(low, at) is not None
    if byte == 0x5C:
        return _AS_BACKSLASH.match(low, at) is not None or low[max(0, at - 1)] in b"nc"
    if label := _TRIAL.match(low, at):
        return _is_trial(low, at, label)
    if byte in b"nc" or byte in _SPACE:  # "N C T", "N CT", "NC T", with spaces of some kind
        begin = low.rfind(b"n", max(0, at - 16), at + 1)
        spaced = _SPACED.match(low, begin) if begin >= 0 else None
        return spaced is not None and _is_trial(low, begin, spaced)
    pattern, before = _OPEN[byte]
    return pattern.match(low, at - before) is not None


def _is_trial(low: bytes, start: int, label: re.Match[bytes]) -> bool:
    """Whether "nct" or a transposition of it is a label: it stands alone or with a number, not inside a word."""
    inside = start > 0 and low[start - 1] in _LETTER
    end = label.end()
    if inside and low[end] < 0x80 and low[end] not in b"0o<&":  # func-tion, instin-ct
        return False
    behind = _TAG.sub(b" ", low[end : end + _AFTER])
    tangled = b"<" in behind[:40] or b"&" in behind[:20]
    if label.lastgroup == "swapped":
        return not inside and (tangled or _NUMBER.match(behind) is not None)
    if inside:
        return _GLUED.match(behind.lstrip()) is not None or (tangled and not behind[:1].isalpha())
    return tangled or behind[:1] == b"" or _ALONE.match(behind) is not None


def _has_split_word(low: bytes) -> bool:
    """Whether a tag stands inside a label; what scripts and styles hold is no text."""
    text = _without_scripts(low)
    for tag in _SPLIT.finditer(text):
        right = _behind_tags(text, tag.start())
        if right is not None and right[:1] not in _SECOND_BEGINS:
            continue
        left = text[max(0, tag.start() - 16) : tag.start()]
        if right is None or any(label.start() < len(left) < label.end() for label in _ANY_LABEL.finditer(left + right)):
            return True
    return False


def _without_scripts(low: bytes) -> bytes:
    pieces, at = [], 0
    while (element := _SCRIPT.search(low, at)) is not None:
        closing = b"</" + element[1] if element[1] else b"-->"
        end = low.find(closing, element.end() if element[1] else element.start() + 2)
        end = len(low) if end < 0 else end
        pieces.append(low[at : element.start() if element[1] else end])
        at = end
    return b"".join([*pieces, low[at:]]) if pieces else low


def _behind_tags(text: bytes, at: int) -> bytes | None:
    """What stands behind the tags at `at`; None where that is hard to tell."""
    for _ in range(20):
        tag = _TAG.match(text, at, at + 4000)
        if tag is None:
            return None if text.startswith((b"<", b"&"), at) else text[at : at + 16]
        if tag[0].count(b'"') % 2 or tag[0].count(b"'") % 2 or tag[0].startswith(_UNREAD):
            return None
        at = tag.end()
    return None
