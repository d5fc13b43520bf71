"""Plain text out of the registries' markup: inline XML tags, stray entities, backslash escapes."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|apos|nbsp|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
_POWER = re.compile(r"[-+−–]?\d{1,4}")
# ClinicalTrials.gov serves Markdown by default and escapes plain text: "age (\<=50 vs \>50)".
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!<>&^~|=\"'$%:;,/@?])")
_BLANKS = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f]+")
_LINES = re.compile(r" ?\n ?")


def plain(text: str) -> str:
    """Fold white space and decode entities that were escaped twice ("P&lt;0.05" as text)."""
    if text.isalnum():  # most names, years and codes
        return text
    return " ".join(decode(text).split())


def decode(text: str) -> str:
    """Decode the few entities that registries leave in their text; anything else stays."""
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text) if "&" in text else text


def element_text(element: Element | None, leave_out: Callable[[Element], bool] | None = None) -> str:
    """The words of an element with inline tags taken off; a numeric exponent keeps its mark: 10^-3, not 10-3.

    `leave_out` says which elements inside it are no part of its prose.
    """
    if element is None:
        return ""
    return plain("".join(_pieces(element, leave_out)) if len(element) else element.text or "")


def children(element: Element, *tags: str) -> list[Element]:
    """What `findall` of these tags as a path finds, in a quarter of its time."""
    found = element.findall(tags[0])
    for tag in tags[1:]:
        found = [child for parent in found for child in parent.findall(tag)]
    return found


def _pieces(element: Element, leave_out: Callable[[Element], bool] | None) -> list[str]:
    """The runs of text inside an element, in order, without recursion."""
    pieces: list[str] = [element.text or ""]
    stack = [(element, iter(element))]
    while stack:
        parent, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            if stack:
                pieces.append(parent.tail or "")
            continue
        if leave_out is not None and leave_out(child):
            pieces.append(child.tail or "")
            continue
        if child.tag == "sup" and _is_power(pieces, child.text or ""):
            pieces.append("^")
        if isinstance(child.tag, str):  # comments and processing instructions are no text
            pieces.append(child.text or "")
        stack.append((child, iter(child)))
    return pieces


def _is_power(pieces: list[str], sup: str) -> bool:
    """Whether a superscript is an exponent: digits (or a signed number) right behind a digit."""
    before = next((piece for piece in reversed(pieces) if piece), "")
    return before[-1:].isdigit() and _POWER.fullmatch(sup.strip()) is not None


def unescape(text: str) -> str:
    """ClinicalTrials.gov's Markdown as plain text: escapes undone, lines kept, blanks folded."""
    if text.isalnum():  # most values of posted results
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    return _LINES.sub("\n", _BLANKS.sub(" ", decode(text))).strip()
