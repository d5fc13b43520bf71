"""Only the title of the paper can be read, so the claim cannot be decided.

What it looks for:
    A PubMed record without an abstract (letters, editorials, notices, older papers): its depth is "title".

Why it matters:
    A title names a subject; it does not say what was found. Claims checked against titles alone are the surest way
    to a wrong verdict. About one record in ten of PubMed has no abstract.

What to do:
    Read the full text and check the claim by hand.

Fires on:
    "The editorial concludes that ACE inhibitors come first", citing an editorial without an abstract.

Silent on:
    The same claim citing a paper with an abstract, and any trial: the registry's fields can be read.
"""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Case, Finding, Notice

SCOPE = "case"
LEVEL = "warning"


def check(case: Case) -> Iterator[Finding]:
    """One finding when the record has no more than a title."""
    source = case.source
    if source is None or source.record.kind != "paper" or source.record.depth != "title":
        return
    notice = max((one for one in source.record.notices if one.kind == "correction-notice"), key=_number, default=None)
    yield Finding(
        check="title-only",
        level=LEVEL,
        effect="undecided",
        message="the record is a correction notice without an abstract"
        if notice
        else "the record has no abstract: only the title could be read",
        quote=source.record.title,
        where="ArticleTitle",
        advice=_advice(case, notice),
    )


def _advice(case: Case, notice: Notice | None) -> str:
    """What to do; the full text of another work than the page names is read by nobody."""
    if case.compared("reference", "different"):
        return ""
    return f"cite the article that it corrects{_number(notice)}" if notice else "check the claim against the full text"


def _number(notice: Notice) -> str:
    """The number of the article that a notice corrects, where the record has it."""
    return f" (PMID {notice.pmid})" if notice.pmid else ""
