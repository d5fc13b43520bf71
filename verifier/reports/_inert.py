"""Characters that pages and registries may hold and no report may pass on alive.

Terminal escapes (C0, C1), bidirectional overrides, line separators, tag characters and lone surrogates are shown
by their number, "<U+202E>", so that a reader sees that something was there and nothing happens.
"""

from __future__ import annotations

import re

# C0 and C1 controls, DEL, Arabic letter mark, LRM, RLM, line and paragraph separator, bidi embeddings, overrides
# and isolates, interlinear annotation, non-characters, lone surrogates, tag characters. Tab and newline are folded to a space.
_ALIVE = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ufff9-\\ufffb\\ufffe\\uffff"
    "\\ud800-\\udfff\\U000e0000-\\U000e007f]"
)
_FOLD = re.compile(r"[ \t\r\n]+")
_WEB = re.compile(r"https?://[^\s\"'<>\\^`{|}\x00-\x20\x7f-\x9f]+", re.IGNORECASE)


def inert(text: str) -> str:
    """Give `text` on one line, white space folded, with every dangerous character shown by its number."""
    return _ALIVE.sub(_numbered, _FOLD.sub(" ", text)).strip()


def defanged(text: str) -> str:
    """Show dangerous characters by number and leave everything else, white space included, as it is."""
    return _ALIVE.sub(_numbered, text)


def escaped(json_text: str) -> str:
    r"""Write the dangerous characters of a JSON text by their numbers (\u001b): the same data, harmless when printed."""
    return _ALIVE.sub(_as_json, json_text)


def clipped(text: str, limit: int) -> str:
    """Cut a long text at a word's end, at most `limit` characters, with an ellipsis."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    cut = head.rfind(" ", limit // 2)
    return (head[:cut] if cut > 0 else head).rstrip() + "…"


def web_address(url: str) -> str:
    """Give the address if a report may link to it (http or https, nothing that breaks out of it), else ""."""
    return url if _WEB.fullmatch(url) else ""


def _numbered(match: re.Match[str]) -> str:
    """Show one character by its number."""
    return f"<U+{ord(match[0]):04X}>"


def _as_json(match: re.Match[str]) -> str:
    """Write one character as JSON escapes, beyond the basic plane as a surrogate pair."""
    code = ord(match[0])
    if code == 0x0A:
        return match[0]
    if code < 0x10000:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
