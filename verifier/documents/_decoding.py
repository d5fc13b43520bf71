"""Bytes to characters: byte order mark, then the transport's word, then the document's own, then a guess."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# HTML: <meta charset=x> and <meta ... content="text/html; charset=x">; XML: <?xml ... encoding="x"?>.
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{1,40})|<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_DECLARATION_WINDOW = 4096  # the HTML standard asks for the first 1024 bytes; pages are laxer
_WEB_NAMES = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252"}


def decode(data: bytes, charset: str = "", *, markup: bool = False) -> str:
    """Decode a document; never fails.

    Args:
        data: the bytes.
        charset: what the transport said (the `charset` of Content-Type), if it said anything.
        markup: whether the bytes may declare their own charset (HTML, XML).

    Returns:
        Text in which every undecodable byte is U+FFFD and no lone surrogate stands. A byte order mark is left out.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _clean(data.decode(name, "replace"))
    declared = _declared(data) if markup else ""
    for name in (charset, declared):
        if codec := _codec(name):
            return _clean(data.decode(codec, "replace"))
    return _clean(_guess(data))


def _declared(data: bytes) -> str:
    found = _DECLARED.search(data, 0, _DECLARATION_WINDOW)
    name = (found[1] or found[2]).decode("ascii", "replace") if found else ""
    # A page that could be read as far as this declaration is not UTF-16, whatever it says (HTML standard, 13.2.3.2).
    return "utf-8" if name.lower().startswith(("utf-16", "utf-32", "ucs-2")) else name


def _codec(name: str) -> str:
    """The text codec of a charset label, "" when there is none; `latin-1` is windows-1252 on the web."""
    label = name.strip().strip("\"'").lower()
    try:
        info = codecs.lookup(_WEB_NAMES.get(label, label)) if label else None
    except (LookupError, ValueError):
        return ""
    # The registry of Python also holds byte-to-byte transforms (zip, base64, rot13): those are no charsets.
    return info.name if info is not None and getattr(info, "_is_text_encoding", True) else ""


def _guess(data: bytes) -> str:
    head = data[:512]
    if len(head) >= 4 and head.count(0) * 3 >= len(head):
        little = head[1::2].count(0) >= head[0::2].count(0)
        return data.decode("utf-16-le" if little else "utf-16-be", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        # A stray byte in a long UTF-8 text is damage, not another charset.
        sound = data[: error.start]
        if any(byte >= 0x80 for byte in sound[-65536:]):
            return data.decode("utf-8", "replace")
    return data.decode("cp1252", "replace")


def _clean(text: str) -> str:
    """Replace lone surrogates, which no output could carry."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode("utf-8")
    return text
