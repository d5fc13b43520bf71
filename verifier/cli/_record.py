"""A record on the terminal, field by field, as it was read."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.conclude import summarise
from verifier.model import Found, Lookup, Missing


def lines(lookup: Lookup) -> Iterator[str]:
    """The lines of a lookup: what was found, or why nothing was."""
    if isinstance(lookup, Found):
        yield from _found(lookup)
    elif isinstance(lookup, Missing):
        yield f"{lookup.identifier}: not in the registry"
        yield f"  asked: {lookup.asked}"
        yield f"  the registry's words: {lookup.proof}"
    else:
        yield f"{lookup.identifier}: could not be asked ({lookup.reason})"
        yield f"  {lookup.message}"
        if lookup.advice:
            yield f"  {lookup.advice}"


def _found(lookup: Found) -> Iterator[str]:
    """A found record."""
    record, summary = lookup.record, summarise(lookup)
    yield f"{record.identifier}: {record.title}"
    if lookup.asked != record.identifier:
        yield f"  asked as: {lookup.asked}, an alias"
    yield f"  status: {summary.status}"
    for label, value in summary.facts:
        yield f"  {label}: {value}"
    for label, date, kind in summary.dates:
        yield f"  {label}: {date}" + (f" ({kind.lower()})" if kind else "")
    for notice in record.notices:
        yield f"  notice: {notice.kind}: {notice.quote}"
    for link in record.links:
        yield f"  linked ({link.kind}): {link.identifier}"
    yield f"  read: {record.depth}"
    yield f"  seen: first {lookup.first}, last {lookup.last}" + (f"; {lookup.note}" if lookup.note else "")
    yield f"  digest: {lookup.digest}"
    yield f"  address: {record.url}"
    for passage in record.passages:
        yield ""
        yield f"[{passage.where}]"
        yield passage.text
