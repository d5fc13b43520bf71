"""What an HTML element is to a reader: block or inline, and the part it plays on the page."""

from __future__ import annotations

import functools
import re

SKIPPED = frozenset({"style", "template", "svg", "math", "iframe", "object", "textarea", "select", "canvas", "audio", "video", "noframes", "noembed", "-comment"})  # fmt: skip
BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details", "dialog", "dir", "div",
     "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup",
     "hr", "html", "head", "legend", "li", "listing", "main", "menu", "nav", "ol", "p", "pre", "search", "section", "summary",
     "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul", "xmp", "plaintext"}
)  # fmt: skip
KINDS = {
    "h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading",
    "caption": "caption", "figcaption": "caption", "legend": "caption", "li": "item", "dt": "item", "dd": "item",
    "p": "paragraph", "blockquote": "paragraph",
}  # fmt: skip
# Containers a block's path names. "div" is told apart as card or section once its content is known.
CONTAINERS = {
    "div": "section", "section": "section", "article": "section", "main": "section", "figure": "section",
    "details": "section", "fieldset": "section", "li": "item", "ul": "list", "ol": "list", "dl": "list", "menu": "list",
    "table": "table", "tr": "row", "header": "header", "footer": "footer", "aside": "section", "nav": "section",
    "blockquote": "section", "form": "section", "dialog": "section",
}  # fmt: skip
MARKS = {
    "sup": "sup", "sub": "sub", "b": "strong", "strong": "strong", "i": "emphasis", "em": "emphasis", "cite": "emphasis",
    "code": "code", "kbd": "code", "samp": "code", "tt": "code",
}  # fmt: skip
SPEAKING = frozenset({"nav", "header", "footer", "aside"})  # elements that say themselves which part they play
_SECTIONING = frozenset({"article", "main", "section"})

_COOKIES = re.compile(r"(?i)cookie|consent|gdpr|(?:^|[\s_-])ccpa")
_NAVIGATION = re.compile(
    r"(?i)(?:^|[\s_-])(?:nav|navbar|navigation|menu|submenu|breadcrumbs?|pagination|skip-link)(?:$|[\s_-])"
)
_FOOTER = re.compile(r"(?i)(?:^|\s)(?:site-?|page-?|global-?|main-?)?(?:footer|colophon)(?:$|\s)")
_HEADER = re.compile(r"(?i)(?:^|\s)(?:site-|page-|global-|main-)(?:header|masthead)(?:$|\s)")
_ASIDE = re.compile(r"(?i)(?:^|[\s_-])(?:sidebar|related-posts)(?:$|[\s_-])")
_REFERENCES = re.compile(
    r"(?i)(?:^|[\s_-])(?:references|reflist|bibliography|citations|footnotes|endnotes)(?:$|[\s_-])"
)
_CARD = re.compile(r"(?i)(?:^|[\s_-])(?:card|tile|study-item)(?:$|[\s_-])")
_ARIA = {
    "navigation": "navigation", "contentinfo": "footer", "complementary": "aside", "doc-bibliography": "reference",
    "doc-endnotes": "reference", "menu": "navigation", "menubar": "navigation",
}  # fmt: skip


@functools.lru_cache(maxsize=4096)
def role(tag: str, names: str, aria: str, current: str, within: frozenset[str]) -> str:
    """The role of an element's content.

    Args:
        tag: the element.
        names: its class and id.
        aria: its role attribute.
        current: the role around it; furniture (navigation, header, footer, banner) stays furniture.
        within: the sectioning elements around it: a footer of an article is not the page's footer.
    """
    if current in {"navigation", "footer", "banner"}:
        return current
    if names and tag not in {"html", "body", "article", "main"}:
        for pattern, given in ((_COOKIES, "banner"), (_NAVIGATION, "navigation"), (_REFERENCES, "reference")):
            if pattern.search(names):
                return given
        if not within & _SECTIONING:
            for pattern, given in ((_FOOTER, "footer"), (_HEADER, "header"), (_ASIDE, "aside")):
                if pattern.search(names):
                    return given
    if aria in _ARIA:
        return _ARIA[aria]
    if tag == "nav":
        return "navigation"
    if tag in {"header", "footer"} and not within & _SECTIONING:
        return tag
    return "aside" if tag == "aside" else current


def is_card(names: str) -> bool:
    """Whether an element calls itself a card."""
    return bool(names) and _CARD.search(names) is not None
