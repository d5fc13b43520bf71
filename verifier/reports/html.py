"""One self-contained page for people: it opens from disk, prints, and can be forwarded as it is.

A summary with a chart and what to fix first; each page's text with its claims marked and linked to their verdicts;
beside it each source with the quoted words marked, what was said and what is shown, the findings with the manuals
of their checks, a trial's dates on a line. Filters by outcome, check, document and text; `j` and `k` go through the
verdicts, `/` to the search. Nothing is loaded from anywhere: a content policy forbids it, and every script but the
report's own. Words of pages and records are shown as text, whatever they hold.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from importlib.resources import files
from typing import Any, TextIO

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from verifier.model import Event
from verifier.reports._inert import defanged
from verifier.reports._order import gather
from verifier.reports._view import view
from verifier.reports._words import FIELDS, LEVEL_SIGNS, MEANINGS, SIGNS, amount, is_table, silence, standing, tally

SUFFIX = ".html"
NEEDS_TEXT = True  # shows the page's text and the record's prose


def write(events: Iterable[Event], out: TextIO, **_options: object) -> None:
    """Write the whole page; it is laid out piece by piece, so that a large report needs no second copy in memory."""
    templates = Environment(
        loader=PackageLoader("verifier.reports"),
        autoescape=True,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    style, script = _asset("report.css"), _asset("report.js")
    prepared = view(gather(events))
    pieces = templates.get_template("report.html").generate(
        view=prepared,
        run=prepared.run,
        tally=tally(prepared.run),
        amount=amount,
        is_table=is_table,
        silence=silence(prepared.run),
        standing=standing,
        signs=SIGNS,
        meanings=MEANINGS,
        level_signs=LEVEL_SIGNS,
        fields=FIELDS,
        numbers={manual.name: manual.number for manual in prepared.manuals},
        style=Markup(style),  # noqa: S704 -- a file of this package
        script=Markup(script),  # noqa: S704 -- a file of this package
        policy=f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'",
    )
    out.writelines(pieces)


def _finalize(value: Any) -> Any:
    """Make what is put into the page harmless to the eye as well; the markup of it is escaped after this."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return defanged(value)
    return value


def _asset(name: str) -> str:
    """Read a style sheet or script of this package."""
    return files("verifier.reports").joinpath("templates", name).read_text("utf-8")


def _hash(text: str) -> str:
    """Give the name under which a content policy lets this very text through."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
