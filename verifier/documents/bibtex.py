"""BibTeX: each entry is one object, each field of it a block labelled with the field's name.

Braces and quotes are taken off, accents written as commands become letters. Text between entries is comment.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

from verifier.documents._decoding import decode
from verifier.documents._scribe import Frame, Scribe
from verifier.model import Document

SUFFIXES = (".bib", ".bibtex")
CONTENT_TYPES = ("application/x-bibtex", "text/x-bibtex")
TEXT = True

_ENTRY = re.compile(r"@[ \t]*([A-Za-z]{2,40})\s*[{(]\s*([^,\s{}()\"=]{0,200})\s*,")
_FIELD = re.compile(r"[\s,]*([A-Za-z][\w.:+-]{0,60})\s*=\s*")
_BARE = re.compile(r"[^\s,{}\"#]+")
_JOIN = re.compile(r"\s*#\s*")
_DELIMITERS = re.compile(r"[{}\"\\]")
_ACCENT = re.compile(r"""\\([`'^"~=.]|[cvuHkrbd](?![A-Za-z]))\s*(?:\{?\s*\\?([A-Za-z])\s*\}?)""")
_COMMAND = re.compile(r"\\(?:([&%$#_{}])|([A-Za-z]+)\s*|.)|[{}~]", re.DOTALL)
_COMBINING = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307", "c": "\u0327",
    "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328", "r": "\u030a", "b": "\u0331", "d": "\u0323",
}  # fmt: skip
_LETTERS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "aa": "å", "AA": "Å", "l": "ł", "L": "Ł",
    "i": "i", "j": "j", "textendash": "–", "textemdash": "—", "beta": "β", "alpha": "α", "gamma": "γ",
}  # fmt: skip


def read(name: str, data: bytes, charset: str = "") -> Document:
    """Read a bibliography; what is not an entry is passed over."""
    scribe = Scribe(decode(data, charset))
    at = 0
    while (entry := _ENTRY.search(scribe.source, at)) is not None:
        at = entry.end()
        if entry[1].lower() not in {"comment", "preamble", "string"}:
            at = _write_entry(scribe, entry)
    return Document(
        name, "bibtex", tuple(scribe.blocks), hashlib.sha256(data).hexdigest(), containers=scribe.containers
    )


def _write_entry(scribe: Scribe, entry: re.Match[str]) -> int:
    """Write the fields of one entry; give the offset behind the last."""
    path = scribe.container("object", ())
    at = entry.end()
    while (field := _FIELD.match(scribe.source, at)) is not None:
        scribe.frame = Frame("field", "reference", path=path, label=field[1].lower())
        scribe.anchor = entry[2]
        at = _write_values(scribe, field.end())
        scribe.flush()
    scribe.anchor = ""
    return at


def _write_values(scribe: Scribe, at: int) -> int:
    """Write the parts of a value joined with #; give the offset behind them."""
    while True:
        start, end, after = _value(scribe.source, at)
        _write_latex(scribe, start, end)
        join = _JOIN.match(scribe.source, after)
        if join is None or after == at:
            return after
        at = join.end()


def _value(source: str, at: int) -> tuple[int, int, int]:
    """The inside of a braced, quoted or bare value, and the offset behind it."""
    if at >= len(source) or source[at] not in '{"':
        bare = _BARE.match(source, at)
        end = bare.end() if bare else at
        return at, end, end
    quoted = source[at] == '"'
    depth, scan = (0, at + 1) if quoted else (1, at + 1)
    while (mark := _DELIMITERS.search(source, scan)) is not None:
        scan = mark.end()
        if mark[0] == "\\":
            scan += 1
        elif mark[0] == '"':
            if quoted and depth == 0:
                return at + 1, mark.start(), scan
        else:
            depth += 1 if mark[0] == "{" else -1
            if depth <= 0 and not quoted:
                return at + 1, mark.start(), scan
    return at + 1, len(source), len(source)


def _write_latex(scribe: Scribe, start: int, end: int) -> None:
    """Write source[start:end] with LaTeX's accents and commands read."""
    source, at = scribe.source, start
    while at < end:
        mark = _COMMAND.search(source, at, end)
        if mark is None:
            scribe.write(at, end)
            return
        scribe.write(at, mark.start())
        accent = _ACCENT.match(source, mark.start(), end)
        if accent is not None:
            scribe.insert(unicodedata.normalize("NFC", accent[2] + _COMBINING[accent[1]]), mark.start())
            at = accent.end()
            continue
        if mark[1]:
            scribe.insert(mark[1], mark.start())
        elif mark[2] in _LETTERS:
            scribe.insert(_LETTERS[mark[2]], mark.start())
        elif mark[0] == "~":
            scribe.space()
        at = max(mark.end(), mark.start() + 1)
